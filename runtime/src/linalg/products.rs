//! NumPy's products of arrays.

use ndarray::{Array, Array2, ArrayD, ArrayRef, ArrayViewD, Axis, Dimension, Ix0, Ix1, Ix2, Ix3, IxDyn};

use super::element::Element;
use super::error::LinalgError;
use super::level1::dot_slices;
use super::level3::multiply_into;
use super::panels::{for_each, threads_for};
use super::shapes::{Named, check, misfit};
use super::vector::Vector;

/// Axes of arrays whose product by [`matmul`] has [`Matmul::Output`]. Arrays of other numbers of axes are multiplied as
/// dynamic ones: `a.view().into_dyn()`.
pub trait Matmul<Rhs: Dimension>: Dimension {
    /// The axes of the product.
    type Output: Dimension;
}

macro_rules! products {
    ($($lhs:ident $rhs:ident => $output:ident;)+) => {$(
        impl Matmul<$rhs> for $lhs {
            type Output = $output;
        }
    )+};
}

products! {
    Ix1 Ix1 => Ix0;
    Ix1 Ix2 => Ix1;
    Ix2 Ix1 => Ix1;
    Ix2 Ix2 => Ix2;
    Ix1 Ix3 => Ix2;
    Ix3 Ix1 => Ix2;
    Ix2 Ix3 => Ix3;
    Ix3 Ix2 => Ix3;
    Ix3 Ix3 => Ix3;
    IxDyn IxDyn => IxDyn;
}

/// The product of two arrays by the rules of NumPy's `matmul`.
///
/// - Of two matrices, their product.
/// - A vector on the left is a row, one on the right is a column, and that axis is not in the result: of two vectors it has no
///   axes.
/// - Of arrays with more axes, the products of all the matrices in their last two axes; the axes before broadcast.
///
/// Error and bits are as for [`gemm`](super::gemm()).
///
/// ```
/// use ndarray::{Array3, array};
/// let a = array![[1.0, 2.0], [3.0, 4.0]];
/// assert_eq!(ufunc::linalg::matmul(&a, &array![1.0, 1.0])?, array![3.0, 7.0]);
/// let stack = Array3::<f64>::ones((5, 2, 2));
/// assert_eq!(ufunc::linalg::matmul(&a, &stack)?.shape(), [5, 2, 2]);
/// # Ok::<(), ufunc::linalg::LinalgError>(())
/// ```
///
/// # Errors
/// If an operand has no axes, the inner lengths differ, or the axes before do not broadcast.
pub fn matmul<T: Element, L: Matmul<R>, R: Dimension>(
    a: &ArrayRef<T, L>,
    b: &ArrayRef<T, R>,
) -> Result<Array<T, <L as Matmul<R>>::Output>, LinalgError> {
    let product = product_of(a.view().into_dyn(), b.view().into_dyn())?;
    Ok(with_axes(product))
}

/// The product with the number of axes that the rules give.
fn with_axes<T, D: Dimension>(product: ArrayD<T>) -> Array<T, D> {
    product.into_dimensionality().expect("the number of axes is that of the rules")
}

fn product_of<T: Element>(a: ArrayViewD<'_, T>, b: ArrayViewD<'_, T>) -> Result<ArrayD<T>, LinalgError> {
    let (shape_a, shape_b) = (a.shape().to_vec(), b.shape().to_vec());
    let named: (Named<'_>, Named<'_>) = (("a", &shape_a), ("b", &shape_b));
    let refuse = |rule| misfit("matmul", named.0, named.1, rule);
    if a.ndim() == 0 || b.ndim() == 0 {
        return Err(refuse("each needs one axis at least"));
    }
    let (is_row, is_column) = (a.ndim() == 1, b.ndim() == 1);
    let a = if is_row { a.insert_axis(Axis(0)) } else { a };
    let b = if is_column { b.insert_axis(Axis(1)) } else { b };
    let (rows, depth) = last_two(a.shape());
    let (depth_b, columns) = last_two(b.shape());
    if depth != depth_b {
        return Err(refuse(
            "the last axis of `a` needs the length of the last but one of `b`, or of its only one",
        ));
    }
    let stack = broadcast(&a.shape()[..a.ndim() - 2], &b.shape()[..b.ndim() - 2])
        .ok_or_else(|| refuse("the axes before the last two need the same lengths, or 1"))?;
    let with = |last: [usize; 2]| [&stack[..], &last[..]].concat();
    let (full_a, full_b) = (with([rows, depth]), with([depth, columns]));
    let mut product = ArrayD::default(with([rows, columns]));
    let fits = "the shapes broadcast";
    let (a, b) = (a.broadcast(full_a).expect(fits), b.broadcast(full_b).expect(fits));
    multiply_stack(a, b, &mut product)?;
    if is_column {
        product = product.index_axis_move(Axis(stack.len() + 1), 0);
    }
    if is_row {
        product = product.index_axis_move(Axis(stack.len()), 0);
    }
    Ok(product)
}

fn last_two(shape: &[usize]) -> (usize, usize) {
    (shape[shape.len() - 2], shape[shape.len() - 1])
}

fn broadcast(a: &[usize], b: &[usize]) -> Option<Vec<usize>> {
    let axes = a.len().max(b.len());
    let length =
        |shape: &[usize], axis: usize| (axis + shape.len()).checked_sub(axes).map_or(1, |axis| shape[axis]);
    (0..axes)
        .map(|axis| match (length(a, axis), length(b, axis)) {
            (left, right) if left == right => Some(left),
            (1, other) | (other, 1) => Some(other),
            _ => None,
        })
        .collect()
}

/// Multiplies all matrices of two stacks of one shape: small ones several at a time.
fn multiply_stack<T: Element>(
    a: ArrayViewD<'_, T>,
    b: ArrayViewD<'_, T>,
    product: &mut ArrayD<T>,
) -> Result<(), LinalgError> {
    let (rows, columns) = last_two(product.shape());
    let depth = a.shape()[a.ndim() - 1];
    let count: usize = product.shape()[..product.ndim() - 2].iter().product();
    if product.is_empty() {
        return Ok(());
    }
    let axes = product.ndim();
    let mut tasks = vec![(a, b, product.view_mut())];
    for _ in 2..axes {
        tasks = tasks.into_iter().flat_map(along_first_axis).collect();
    }
    let failure = std::sync::Mutex::new(None);
    let multiply = |(a, b, c): Task<'_, T>| {
        let two = "two axes are left";
        let a = a.into_dimensionality::<Ix2>().expect(two);
        let b = b.into_dimensionality::<Ix2>().expect(two);
        let c = c.into_dimensionality::<Ix2>().expect(two);
        if let Err(error) = multiply_into("matmul", T::one(), a, b, T::zero(), c) {
            *failure.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(error);
        }
    };
    let each = 2.0 * rows as f64 * columns as f64 * depth as f64;
    // A large product goes to all threads by itself.
    let threads = if each < LARGE { threads_for(count * rows * columns, each * count as f64) } else { 1 };
    for_each(threads, tasks, multiply);
    match failure.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

/// Operations above which a product in a stack has threads of its own.
const LARGE: f64 = 1e8;

/// Two factors and where their product goes.
type Task<'a, T> = (ArrayViewD<'a, T>, ArrayViewD<'a, T>, ndarray::ArrayViewMutD<'a, T>);

fn along_first_axis<T>((a, b, c): Task<'_, T>) -> Vec<Task<'_, T>> {
    let mut tasks = Vec::with_capacity(c.len_of(Axis(0)));
    let mut rest = c;
    for at in 0..a.len_of(Axis(0)) {
        let (first, others) = rest.split_at(Axis(0), 1);
        rest = others;
        tasks.push((
            a.clone().index_axis_move(Axis(0), at),
            b.clone().index_axis_move(Axis(0), at),
            first.index_axis_move(Axis(0), 0),
        ));
    }
    tasks
}

/// All products of an element of `x` and one of `y`: a matrix of shape (m, n).
#[must_use]
pub fn outer<X, Y>(x: &X, y: &Y) -> Array2<X::Elem>
where
    X: Vector + ?Sized,
    Y: Vector<Elem = X::Elem> + ?Sized,
{
    let (x, y) = (x.strided(), y.strided());
    Array2::from_shape_fn((x.len(), y.len()), |(row, column)| x[row] * y[column])
}

/// The sums of products over the last axes of two arrays, as NumPy's `inner`: the result has the other axes of `a`, then those
/// of `b`.
///
/// Error and bits are as for [`gemm`](super::gemm()).
///
/// # Errors
/// If an operand has no axes, or the last axes differ in length.
pub fn inner<T: Element, L: Dimension, R: Dimension>(
    a: &ArrayRef<T, L>,
    b: &ArrayRef<T, R>,
) -> Result<ArrayD<T>, LinalgError> {
    let (Some(&depth_a), Some(&depth_b)) = (a.shape().last(), b.shape().last()) else {
        return Err(misfit("inner", ("a", a.shape()), ("b", b.shape()), "each needs one axis at least"));
    };
    let rule = "their last axes need the same length";
    check(depth_a == depth_b, "inner", ("a", a.shape()), ("b", b.shape()), rule)?;
    let (rows_a, rows_b) = (in_rows(a, depth_a), in_rows(b, depth_b));
    let shape = [&a.shape()[..a.ndim() - 1], &b.shape()[..b.ndim() - 1]].concat();
    let product = if a.ndim() == 1 && b.ndim() == 1 {
        vec![dot_slices(slice_of(&rows_a), slice_of(&rows_b))]
    } else {
        let product = super::level3::multiply("inner", rows_a.view(), rows_b.t())?;
        product.iter().copied().collect()
    };
    Ok(shaped(shape, product))
}

fn shaped<T>(shape: Vec<usize>, elements: Vec<T>) -> ArrayD<T> {
    ArrayD::from_shape_vec(shape, elements).expect("as many elements as the shape says")
}

/// The array as a matrix with rows along its last axis.
fn in_rows<T: Element, D: Dimension>(a: &ArrayRef<T, D>, depth: usize) -> Array2<T> {
    let rows = a.shape()[..a.ndim() - 1].iter().product();
    let values: Vec<T> = a.iter().copied().collect();
    Array2::from_shape_vec((rows, depth), values).expect("as many elements as its shape says")
}

fn slice_of<T>(a: &Array2<T>) -> &[T] {
    a.as_slice().expect("a new matrix has no gaps")
}
