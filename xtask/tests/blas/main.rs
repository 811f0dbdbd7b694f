//! `cargo xtask build-blas`, run as people run it, on a library that stands in for OpenBLAS and is built in a moment; on
//! OpenBLAS itself in the tests of `real.rs`, which are ignored since they take minutes:
//! `cargo test --release -p xtask --test blas -- --ignored --nocapture real::`.
#![cfg(unix)]

mod failures;
mod interruption;
mod lapack;
mod linking;
mod options;
mod real;
mod sources;
mod workshop;
