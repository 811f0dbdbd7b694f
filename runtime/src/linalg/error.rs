//! What can be wrong with the input of a linear algebra call.

use super::backend::Backend;

/// Input that a call of [`linalg`](super) cannot work with. What the call would have written is untouched, unless a function
/// says otherwise.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LinalgError {
    /// Two operands whose shapes do not fit.
    #[error(
        "{operation}: {first} of shape {first_shape:?} and {second} of shape {second_shape:?} do not fit: {rule}"
    )]
    Shapes {
        /// The function.
        operation: &'static str,
        /// The name of an operand.
        first: &'static str,
        /// Its shape.
        first_shape: Vec<usize>,
        /// The name of the other operand.
        second: &'static str,
        /// Its shape.
        second_shape: Vec<usize>,
        /// What would fit.
        rule: &'static str,
    },
    /// A matrix that has to be square and is not.
    #[error("{operation}: the matrix has shape {shape:?}, but it has to be square")]
    NotSquare {
        /// The function.
        operation: &'static str,
        /// The shape of the matrix.
        shape: Vec<usize>,
    },
    /// An operand with a number of axes that the function does not take.
    #[error("{operation}: an operand has shape {shape:?}, which is {} axes; allowed is {allowed}", shape.len())]
    Axes {
        /// The function.
        operation: &'static str,
        /// The shape of the operand.
        shape: Vec<usize>,
        /// What is allowed.
        allowed: &'static str,
    },
    /// An operand without elements, where the result would mean nothing.
    #[error("{operation}: the operand has shape {shape:?}, so there is nothing to compute from")]
    Empty {
        /// The function.
        operation: &'static str,
        /// The shape of the operand.
        shape: Vec<usize>,
    },
    /// A matrix without an inverse.
    #[error("{operation}: the matrix is singular: pivot {pivot} (counted from 0) is zero")]
    Singular {
        /// The function.
        operation: &'static str,
        /// The first pivot that is zero: a column of the factor U, or an entry of a triangular matrix's diagonal.
        pivot: usize,
    },
    /// A result beyond the range of its type, of finite input.
    #[error(
        "{operation}: the result overflows at {index:?}; with the matrix times a power of two its elements may be in range"
    )]
    Overflow {
        /// The function.
        operation: &'static str,
        /// Where the result is not finite: an element of it, or of a factor that it was to be computed from.
        index: Vec<usize>,
    },
    /// A matrix that is not positive definite.
    #[error(
        "{operation}: the matrix is not positive definite: its leading part of order {} has no Cholesky factor",
        pivot + 1
    )]
    NotPositiveDefinite {
        /// The function.
        operation: &'static str,
        /// The first pivot that is not positive.
        pivot: usize,
    },
    /// NaN or an infinity in what a factorisation works on.
    #[error("{operation}: the element at {index:?} is NaN or infinite; allowed are finite numbers")]
    NotFinite {
        /// The function.
        operation: &'static str,
        /// Where the element is.
        index: Vec<usize>,
    },
    /// An iteration that did not come to an end.
    #[error("{operation}: the iteration for a matrix of shape {shape:?} did not converge")]
    NoConvergence {
        /// The function.
        operation: &'static str,
        /// The shape of the matrix.
        shape: Vec<usize>,
    },
    /// More rows, columns or elements than the backend can count.
    #[error(
        "{operation}: a length of {length} is more than the {limit} that the backend `{backend}` can count"
    )]
    TooLarge {
        /// The function.
        operation: &'static str,
        /// The backend.
        backend: Backend,
        /// The length.
        length: usize,
        /// The greatest length that it takes.
        limit: usize,
    },
    /// A backend that is not compiled in, or cannot run here.
    #[error("the backend `{backend}` cannot be used: {reason}")]
    BackendUnavailable {
        /// The backend.
        backend: Backend,
        /// Why.
        reason: String,
    },
    /// A function that needs LAPACK, where the library has none.
    #[error(
        "{operation}: the library behind the backend `{backend}` has no LAPACK routine `{routine}`; \
         `cargo xtask build-blas --lapack full` makes one that has, and the embedded backend needs none"
    )]
    NoLapack {
        /// The function.
        operation: &'static str,
        /// The backend.
        backend: Backend,
        /// The routine that is missing.
        routine: &'static str,
    },
    /// A name that is no backend's.
    #[error("`{text}` is not a backend; allowed is `embedded` or `openblas`")]
    BadBackend {
        /// The text.
        text: String,
    },
    /// A tolerance or an order of a norm that means nothing.
    #[error("{operation}: {parameter} is {value}; allowed is {allowed}")]
    BadParameter {
        /// The function.
        operation: &'static str,
        /// The name of the parameter.
        parameter: &'static str,
        /// Its value.
        value: String,
        /// What would be allowed.
        allowed: &'static str,
    },
}
