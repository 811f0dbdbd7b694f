//! Matrix and matrix: n³ operations on n² elements.

mod gemm;
mod small;
mod symm;
mod syrk;
mod tiles;
mod trmm;
mod trsm;

pub use gemm::gemm;
pub(super) use gemm::{multiply, multiply_into};
pub use symm::symm;
pub use syrk::syrk;
pub(super) use syrk::update_triangle;
pub use trmm::trmm;
pub use trsm::trsm;
pub(super) use trsm::{check_diagonal, solve_triangle};
