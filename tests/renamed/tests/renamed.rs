//! Expansions name the crate as the attribute says.

use ufunc_renamed::{cube, pick, plus, twice};

#[test]
fn a_renamed_crate_is_found() {
    assert_eq!(twice(&[1.0, 2.5]), vec![2.0, 5.0]);
    assert_eq!(pick(&[2, 0]), vec![2.5, 0.5]);
    assert_eq!(cube(&[2.0f32, -1.0]), vec![8.0, -1.0]);
    assert_eq!(cube(3.0f64), 27.0);
    assert_eq!(plus::reduce([1.0, 2.0, 4.0]), 7.0);
}
