//! A = Q·R.

use ndarray::{Array2, ArrayRef2, ArrayViewMut2, Axis, ShapeBuilder, s};

use super::in_columns;
use super::reflectors::{Way, apply, triangularise, vectors_of};
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::shapes::{check, check_finite};

/// The decomposition A = Q·R of a matrix A of shape (m, n), by [`qr`].
#[derive(Debug, Clone, PartialEq)]
pub struct Qr<T> {
    /// R on the diagonal and above, the reflectors' vectors below.
    factors: Array2<T>,
    /// T of each panel's reflectors.
    blocks: Vec<Array2<T>>,
}

/// Columns whose reflectors are applied together.
const PANEL: usize = 64;

/// A = Q·R by Householder reflectors, for a matrix of any shape; Q is kept as the product of reflectors that it is.
///
/// Panels of columns are factorised recursively and applied to the rest as blocks, so that the work is in products. Of the computed
/// factors ‖A − Q·R‖ ≤ c·m·n·ε·‖A‖ with a small c, and Q is orthogonal as far. Bits do not depend on the number of
/// threads.
///
/// ```
/// let a = ndarray::array![[3.0, 1.0], [4.0, 2.0_f64]];
/// let qr = ufunc::linalg::qr(&a)?;
/// assert!((qr.r()[[0, 0]].abs() - 5.0).abs() < 1e-14);
/// # Ok::<(), ufunc::linalg::LinalgError>(())
/// ```
///
/// # Errors
/// If an element is NaN or infinite.
pub fn qr<T: Element>(a: &ArrayRef2<T>) -> Result<Qr<T>, LinalgError> {
    check_finite("qr", &a.view())?;
    let mut factors = in_columns(a);
    let count = factors.nrows().min(factors.ncols());
    let mut blocks = Vec::with_capacity(count.div_ceil(PANEL));
    for start in (0..count).step_by(PANEL) {
        let end = (start + PANEL).min(count);
        let below = factors.slice_mut(s![start.., start..]);
        let (mut panel, rest) = below.split_at(Axis(1), end - start);
        let t = triangularise(panel.view_mut())?;
        apply(Way::Transposed, &vectors_of(panel.view()), &t, rest)?;
        blocks.push(t);
    }
    Ok(Qr { factors, blocks })
}

impl<T: Element> Qr<T> {
    /// The upper factor, of shape (min(m, n), n). Signs on its diagonal are as they come.
    #[must_use]
    pub fn r(&self) -> Array2<T> {
        let (rows, columns) = self.factors.dim();
        Array2::from_shape_fn((rows.min(columns), columns), |(row, column)| {
            if row <= column { self.factors[[row, column]] } else { T::zero() }
        })
    }

    /// The first min(m, n) columns of Q.
    ///
    /// # Errors
    /// If a length is more than the backend can count.
    pub fn q(&self) -> Result<Array2<T>, LinalgError> {
        self.columns_of_q(self.factors.nrows().min(self.factors.ncols()))
    }

    /// Q, of shape (m, m).
    ///
    /// # Errors
    /// If a length is more than the backend can count.
    pub fn q_full(&self) -> Result<Array2<T>, LinalgError> {
        self.columns_of_q(self.factors.nrows())
    }

    fn columns_of_q(&self, columns: usize) -> Result<Array2<T>, LinalgError> {
        let mut q = Array2::zeros((self.factors.nrows(), columns).f());
        q.diag_mut().fill(T::one());
        for (panel, t) in self.blocks.iter().enumerate().rev() {
            let start = panel * PANEL;
            // Columns before are those of the identity still, with zeros in these rows.
            self.apply_panel(Way::Plain, panel, t, q.slice_mut(s![start.., start..]))?;
        }
        Ok(q)
    }

    /// Qᵀ·b.
    ///
    /// # Errors
    /// If `b` has another number of rows than A.
    pub fn transposed_product(&self, b: &ArrayRef2<T>) -> Result<Array2<T>, LinalgError> {
        let rule = "`b` needs as many rows as `a`";
        check(b.nrows() == self.factors.nrows(), "qr", ("a", self.factors.shape()), ("b", b.shape()), rule)?;
        let mut product = in_columns(b);
        for (panel, t) in self.blocks.iter().enumerate() {
            self.apply_panel(Way::Transposed, panel, t, product.slice_mut(s![panel * PANEL.., ..]))?;
        }
        Ok(product)
    }

    fn apply_panel(
        &self,
        way: Way,
        panel: usize,
        t: &Array2<T>,
        rows: ArrayViewMut2<'_, T>,
    ) -> Result<(), LinalgError> {
        let start = panel * PANEL;
        let vectors = vectors_of(self.factors.slice(s![start.., start..start + t.nrows()]));
        apply(way, &vectors, t, rows)
    }
}
