//! Products of Householder reflectors in the form I − V·T·Vᵀ (R. Schreiber and C. Van Loan, SIAM J. Sci. Stat. Comput. 10, 1989).

use ndarray::{Array2, ArrayView2, ArrayViewMut2, ShapeBuilder, s};

use super::{columns_of, quarters};
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::level1::{add_scaled, dot_slices, nrm2};
use crate::linalg::level3::{multiply, multiply_into};

/// Columns up to which there is no recursion.
const NARROW: usize = 8;

/// Makes a block with at least as many rows as columns upper triangular, leaves the reflectors' vectors below the diagonal (their
/// first element, which is 1, is not stored), and gives T (E. Elmroth and F. Gustavson, IBM J. Res. Dev. 44, 2000).
pub(super) fn triangularise<T: Element>(mut block: ArrayViewMut2<'_, T>) -> Result<Array2<T>, LinalgError> {
    let columns = block.ncols();
    if columns <= NARROW {
        return Ok(triangularise_narrow(&mut columns_of(&mut block)));
    }
    let half = (columns / 2).next_multiple_of(NARROW);
    let t_left = triangularise(block.slice_mut(s![.., ..half]))?;
    let left = vectors_of(block.slice(s![.., ..half]));
    apply(Way::Transposed, &left, &t_left, block.slice_mut(s![.., half..]))?;
    let [_, _, _, mut rest] = quarters(block, half, half);
    let t_right = triangularise(rest.view_mut())?;
    let right = vectors_of(rest.view());
    // T = [T₁, −T₁·(V₁ᵀ·V₂)·T₂; 0, T₂], and V₂ is zero above its own rows.
    let between = multiply("qr", left.slice(s![half.., ..]).reversed_axes(), right.view())?;
    let between = multiply("qr", t_left.view(), between.view())?;
    let mut t = Array2::zeros((columns, columns));
    let corner = t.slice_mut(s![..half, half..]);
    multiply_into("qr", -T::one(), between.view(), t_right.view(), T::zero(), corner)?;
    t.slice_mut(s![..half, ..half]).assign(&t_left);
    t.slice_mut(s![half.., half..]).assign(&t_right);
    Ok(t)
}

fn triangularise_narrow<T: Element>(columns: &mut [&mut [T]]) -> Array2<T> {
    let count = columns.len();
    let mut t = Array2::zeros((count, count));
    for at in 0..count {
        let (own, rest) = columns.split_at_mut(at + 1);
        let (before, own) = own.split_at_mut(at);
        let (head, vector) = own[0][at..].split_first_mut().expect("as many rows as columns");
        let tau = reflect(head, vector);
        for column in rest {
            let (first, below) = column[at..].split_first_mut().expect("as many rows as columns");
            let weight = tau * (*first + dot_slices(vector, below));
            *first -= weight;
            add_scaled(-weight, vector, below);
        }
        let between: Vec<T> =
            before.iter().map(|earlier| earlier[at] + dot_slices(&earlier[at + 1..], vector)).collect();
        for row in 0..at {
            let sum = (row..at).fold(T::zero(), |sum, inner| sum + t[[row, inner]] * between[inner]);
            t[[row, at]] = -tau * sum;
        }
        t[[at, at]] = tau;
    }
    t
}

/// The reflector I − τ·(1, v)·(1, v)ᵀ that makes (head, vector) a multiple of the first unit vector: gives τ, leaves v in
/// `vector`. For a vector of zeros it is the identity.
fn reflect<T: Element>(head: &mut T, vector: &mut [T]) -> T {
    let length = nrm2(vector);
    if length == T::zero() {
        return T::zero();
    }
    let alpha = *head;
    let beta = -alpha.signum() * alpha.hypot(length);
    vector.iter_mut().for_each(|value| *value /= alpha - beta);
    *head = beta;
    (beta - alpha) / beta
}

/// V, with its ones and zeros, of a block that holds reflectors below its diagonal.
pub(super) fn vectors_of<T: Element>(block: ArrayView2<'_, T>) -> Array2<T> {
    let mut vectors = Array2::default(block.raw_dim().f());
    vectors.assign(&block);
    for (at, mut column) in vectors.columns_mut().into_iter().enumerate() {
        column.slice_mut(s![..at]).fill(T::zero());
        column[at] = T::one();
    }
    vectors
}

/// Which product is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// I − V·T·Vᵀ.
    Plain,
    /// Its transpose.
    Transposed,
}

/// Multiplies a block by reflectors from the left.
pub(super) fn apply<T: Element>(
    way: Way,
    vectors: &Array2<T>,
    t: &Array2<T>,
    block: ArrayViewMut2<'_, T>,
) -> Result<(), LinalgError> {
    let weights = multiply("qr", vectors.t(), block.view())?;
    let t = match way {
        Way::Plain => t.view(),
        Way::Transposed => t.t(),
    };
    let weights = multiply("qr", t, weights.view())?;
    multiply_into("qr", -T::one(), vectors.view(), weights.view(), T::one(), block)
}
