//! Linear algebra against plain loops, with the bounds that rounding allows. Run for every backend that is compiled in.
#![cfg(any(feature = "linalg", feature = "openblas"))]

mod linalg {
    mod bits;
    mod errors;
    mod extremes;
    mod factors;
    mod level1;
    mod level2;
    mod level3;
    mod norms;
    mod products;
    mod range;
    mod solve;
    mod spectra;
    mod support;
}
