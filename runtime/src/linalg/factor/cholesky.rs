//! A = L·Lᵀ of a symmetric positive definite matrix.

use ndarray::{Array2, ArrayRef2, ArrayViewMut2, ShapeBuilder};

use super::{columns_of, quarters};
use crate::linalg::element::Element;
use crate::linalg::error::LinalgError;
use crate::linalg::level1::add_scaled;
use crate::linalg::level3::{solve_triangle, update_triangle};
use crate::linalg::shapes::{Diagonal, Triangle, square};

/// The Cholesky factor of a symmetric positive definite matrix, of which one triangle is read: L with A = L·Lᵀ for
/// [`Triangle::Lower`], U with A = Uᵀ·U for [`Triangle::Upper`]. The other triangle of the result is zero.
///
/// Recursive, so that the work is in products of large blocks. |A − L·Lᵀ| ≤ (n + 1)·ε·|L|·|Lᵀ|. Bits do not depend on the number of
/// threads.
///
/// # Errors
/// If `a` is not square, not positive definite, or an element of the triangle is NaN or infinite.
pub fn cholesky<T: Element>(triangle: Triangle, a: &ArrayRef2<T>) -> Result<Array2<T>, LinalgError> {
    let order = square("cholesky", a)?;
    let lower = match triangle {
        Triangle::Lower => a.view(),
        Triangle::Upper => a.t(),
    };
    let mut factor = Array2::default((order, order).f());
    for ((row, column), &value) in lower.indexed_iter() {
        if column > row {
            continue;
        }
        if !value.is_finite() {
            let index = if triangle == Triangle::Lower { vec![row, column] } else { vec![column, row] };
            return Err(LinalgError::NotFinite { operation: "cholesky", index });
        }
        factor[[row, column]] = value;
    }
    factorise(factor.view_mut(), 0)?;
    Ok(match triangle {
        Triangle::Lower => factor,
        Triangle::Upper => factor.reversed_axes(),
    })
}

/// The order up to which there is no recursion.
const SMALL: usize = 32;

/// Replaces the lower triangle by its factor. `first` is the row of the block in the whole.
fn factorise<T: Element>(mut block: ArrayViewMut2<'_, T>, first: usize) -> Result<(), LinalgError> {
    let order = block.nrows();
    if order <= SMALL {
        return factorise_small(&mut columns_of(&mut block), first);
    }
    let half = (order / 2).next_multiple_of(SMALL).min(order - 1);
    let [mut head, _, mut left, mut rest] = quarters(block, half, half);
    factorise(head.view_mut(), first)?;
    // left·head⁻ᵀ is the transpose of head⁻¹·leftᵀ.
    let transposed = left.view_mut().reversed_axes();
    solve_triangle("cholesky", Triangle::Lower, Diagonal::General, head.view(), transposed)?;
    update_triangle("cholesky", Triangle::Lower, -T::one(), left.view(), T::one(), rest.view_mut())?;
    factorise(rest, first + half)
}

fn factorise_small<T: Element>(columns: &mut [&mut [T]], first: usize) -> Result<(), LinalgError> {
    for at in 0..columns.len() {
        let (own, rest) = columns.split_at_mut(at + 1);
        let own = &mut own[at][at..];
        // An update that overflows leaves an infinity or NaN.
        if !(own[0] > T::zero() && own[0].is_finite()) {
            return Err(LinalgError::NotPositiveDefinite { operation: "cholesky", pivot: first + at });
        }
        let root = own[0].sqrt();
        own[0] = root;
        own[1..].iter_mut().for_each(|value| *value /= root);
        for (below, column) in rest.iter_mut().enumerate() {
            let below = below + 1;
            add_scaled(-own[below], &own[below..], &mut column[at + below..]);
        }
    }
    Ok(())
}
