//! Matrices in all layouts, and what they are compared with.

use std::sync::{Mutex, MutexGuard, PoisonError};

use ndarray::{Array1, Array2, ArrayView2, ArrayViewMut2, s};
use ufunc::linalg::{Backend, Diagonal, Element, LinalgError, Triangle, set_backend, singular_values};

/// Runs a test for each backend that is compiled in.
pub(crate) fn on_each_backend(test: impl Fn()) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _one: MutexGuard<'_, ()> = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let compiled: Vec<Backend> = Backend::ALL.into_iter().filter(|backend| backend.is_compiled()).collect();
    assert!(!compiled.is_empty(), "a backend is compiled in");
    for backend in compiled {
        set_backend(backend).unwrap();
        test();
    }
}

/// As [`on_each_backend`], but not on one whose library has no LAPACK: that it says so is looked at instead.
pub(crate) fn on_each_backend_with_lapack(test: impl Fn()) {
    on_each_backend(|| match singular_values(&Array2::<f64>::eye(2)) {
        Err(error @ LinalgError::NoLapack { .. }) => {
            let text = error.to_string();
            assert!(text.contains("`gesdd`") && text.contains("--lapack full"), "{text}");
            eprintln!("skipped: {text}");
        }
        _ => test(),
    });
}

/// A number as an element.
pub(crate) fn number<T: Element>(value: f64) -> T {
    T::from(value).unwrap()
}

/// Numbers between −1 and 1 without a pattern (xorshift*, S. Vigna, 2016).
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn next<T: Element>(&mut self) -> T {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let bits = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11;
        number(bits as f64 / (1_u64 << 52) as f64 - 1.0)
    }

    pub(crate) fn vector<T: Element>(&mut self, len: usize) -> Array1<T> {
        Array1::from_shape_simple_fn(len, || self.next())
    }

    pub(crate) fn matrix<T: Element>(&mut self, rows: usize, columns: usize) -> Array2<T> {
        Array2::from_shape_simple_fn((rows, columns), || self.next())
    }

    /// A symmetric matrix.
    pub(crate) fn symmetric<T: Element>(&mut self, order: usize) -> Array2<T> {
        let a = self.matrix::<T>(order, order);
        &a + &a.t()
    }

    /// A triangle with a diagonal far from zero, so that its inverse is tame, and NaN in the other triangle.
    pub(crate) fn triangular<T: Element>(&mut self, order: usize, triangle: Triangle) -> Array2<T> {
        let scale = number::<T>(1.0 / (order as f64 + 1.0));
        let mut a = self.matrix::<T>(order, order).mapv(|value| value * scale);
        for ((row, column), value) in a.indexed_iter_mut() {
            if row == column {
                *value = *value + T::one() + T::one();
            } else if !is_in(triangle, row, column) {
                *value = T::nan();
            }
        }
        a
    }
}

pub(crate) fn is_in(triangle: Triangle, row: usize, column: usize) -> bool {
    match triangle {
        Triangle::Lower => column <= row,
        Triangle::Upper => row <= column,
    }
}

/// The whole matrix that a triangle stands for: zeros beside it, or ones on its diagonal.
pub(crate) fn whole<T: Element>(a: &Array2<T>, triangle: Triangle, diagonal: Diagonal) -> Array2<T> {
    Array2::from_shape_fn(a.dim(), |(row, column)| {
        if row == column && diagonal == Diagonal::Unit {
            T::one()
        } else if is_in(triangle, row, column) {
            a[[row, column]]
        } else {
            T::zero()
        }
    })
}

/// How a matrix lies in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    Rows,
    Columns,
    /// Gaps between rows and between columns, filled with NaN.
    Gaps,
    /// Both strides negative.
    Backwards,
}

pub(crate) const LAYOUTS: [Layout; 4] = [Layout::Rows, Layout::Columns, Layout::Gaps, Layout::Backwards];

/// A matrix in memory, and how it is looked at.
#[derive(Debug, Clone)]
pub(crate) struct Stored<T> {
    layout: Layout,
    shape: (usize, usize),
    memory: Array2<T>,
}

impl<T: Element> Stored<T> {
    pub(crate) fn new(layout: Layout, values: &Array2<T>) -> Self {
        let shape = values.dim();
        let memory = match layout {
            Layout::Rows | Layout::Backwards => Array2::from_elem(shape, T::nan()),
            Layout::Columns => Array2::from_elem((shape.1, shape.0), T::nan()),
            Layout::Gaps => Array2::from_elem((2 * shape.0 + 1, 3 * shape.1 + 2), T::nan()),
        };
        let mut stored = Stored { layout, shape, memory };
        stored.view_mut().assign(values);
        stored
    }

    pub(crate) fn view(&self) -> ArrayView2<'_, T> {
        let (rows, columns) = self.shape;
        match self.layout {
            Layout::Rows => self.memory.view(),
            Layout::Columns => self.memory.t(),
            Layout::Gaps => self.memory.slice(s![1..1 + 2 * rows;2, 2..2 + 3 * columns;3]),
            Layout::Backwards => self.memory.slice(s![..;-1, ..;-1]),
        }
    }

    pub(crate) fn view_mut(&mut self) -> ArrayViewMut2<'_, T> {
        let (rows, columns) = self.shape;
        match self.layout {
            Layout::Rows => self.memory.view_mut(),
            Layout::Columns => self.memory.view_mut().reversed_axes(),
            Layout::Gaps => self.memory.slice_mut(s![1..1 + 2 * rows;2, 2..2 + 3 * columns;3]),
            Layout::Backwards => self.memory.slice_mut(s![..;-1, ..;-1]),
        }
    }

    /// Nothing was written between the elements.
    pub(crate) fn check_gaps(&self) {
        let numbers = self.memory.iter().filter(|value| !value.is_nan()).count();
        assert!(
            self.layout != Layout::Gaps || numbers <= self.shape.0 * self.shape.1,
            "something was written between the elements"
        );
    }
}

/// `a·b` by plain loops, and the same of magnitudes.
pub(crate) fn naive<T: Element>(a: &ArrayView2<'_, T>, b: &ArrayView2<'_, T>) -> (Array2<T>, Array2<T>) {
    let ((rows, depth), columns) = (a.dim(), b.ncols());
    let mut product = Array2::zeros((rows, columns));
    let mut magnitude = Array2::zeros((rows, columns));
    for row in 0..rows {
        for column in 0..columns {
            let (mut sum, mut size) = (T::zero(), T::zero());
            for at in 0..depth {
                sum += a[[row, at]] * b[[at, column]];
                size += (a[[row, at]] * b[[at, column]]).abs();
            }
            product[[row, column]] = sum;
            magnitude[[row, column]] = size;
        }
    }
    (product, magnitude)
}

/// Fails where an element is further from what it should be than its bound.
#[track_caller]
pub(crate) fn assert_within<T: Element>(
    found: &ArrayView2<'_, T>,
    expected: &Array2<T>,
    bound: &Array2<T>,
    what: &str,
) {
    assert_eq!(found.dim(), expected.dim(), "{what}");
    for ((at, &found), (&expected, &bound)) in found.indexed_iter().zip(expected.iter().zip(bound)) {
        let error = (found - expected).abs();
        assert!(error <= bound, "{what}: at {at:?} {found:e} for {expected:e}, off by {error:e} > {bound:e}");
    }
}

/// ε times a count of roundings.
pub(crate) fn roundings<T: Element>(count: usize) -> T {
    number::<T>(count as f64) * T::epsilon()
}

/// The Frobenius norm.
pub(crate) fn frobenius<T: Element>(a: &Array2<T>) -> T {
    let squares: f64 = a.iter().map(|value| value.to_f64().unwrap().powi(2)).sum();
    number(squares.sqrt())
}

/// Runs a generic check for both types.
macro_rules! both {
    ($($(#[$doc:meta])* $name:ident = $check:ident;)+) => {
        crate::linalg::support::both! { on_each_backend: $($(#[$doc])* $name = $check;)+ }
    };
    ($on:ident: $($(#[$doc:meta])* $name:ident = $check:ident;)+) => {$(
        $(#[$doc])*
        #[test]
        fn $name() {
            crate::linalg::support::$on(|| {
                $check::<f32>();
                $check::<f64>();
            });
        }
    )+};
}

pub(crate) use both;
