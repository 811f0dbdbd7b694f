//! Arrays of `ndarray`, cut along each axis, with any strides.

use ndarray::{Array1, Array2, Array3, Axis, s};

use super::settings::{message, regions};
use ufunc::__private as p;

#[test]
fn iterations_own_elements_of_one_axis() {
    for region in regions() {
        let mut all = Array1::<usize>::zeros(80);
        let mut out = all.slice_mut(s![..;-2]);
        let () = p::run_region(
            &region,
            33,
            (p::planes(p::CutPlanes::cut_planes(&mut out), "out", 0, 4, 33),),
            (),
            |_, chunk, (mut out,), ()| {
                assert_eq!((out.len(), out.dim(), out.ndim(), out.is_empty()), (40, 40, 1, false));
                for t in chunk {
                    out[t + 4] += t;
                    out.iteration(t)[[t + 4]] += 1;
                }
            },
        );
        for (at, &value) in all.iter().rev().step_by(2).enumerate() {
            assert_eq!(value, if (4..37).contains(&at) { at - 3 } else { 0 });
        }
        assert!(all.iter().step_by(2).all(|&value| value == 0));
    }
}

#[test]
fn rows_of_an_array_of_one_axis_may_be_wide() {
    for region in regions() {
        let mut all = Array1::<usize>::zeros(60);
        let mut out = all.slice_mut(s![..;2]);
        let () = p::run_region(
            &region,
            10,
            (p::rows(p::CutPlanes::cut_planes(&mut out), "out", 0, 3, 10),),
            (),
            |_, chunk, (mut out,), ()| {
                for t in chunk {
                    let mut out = out.iteration(t);
                    (0..3).for_each(|c| out[3 * t + c] += 3 * t + c);
                }
            },
        );
        assert!(all.iter().step_by(2).enumerate().all(|(at, &value)| at == value));
    }
}

#[test]
fn iterations_own_planes_along_each_axis() {
    for axis in 0..2 {
        for region in regions() {
            let mut all = Array2::<usize>::zeros((11, 14));
            let mut out = all.slice_mut(s![..;2, 1..;-3]);
            let shape = [out.nrows(), out.ncols()];
            let count = shape[axis] - 1;
            let () = p::run_region(
                &region,
                count,
                (p::planes(p::CutPlanes::cut_planes(&mut out), "out", axis, 1, count),),
                (),
                |_, chunk, (mut out,), ()| {
                    assert_eq!([out.nrows(), out.ncols()], shape);
                    assert_eq!((out.shape(), out.len_of(Axis(1))), (&shape[..], shape[1]));
                    for t in chunk {
                        let mut out = out.iteration(t);
                        for other in 0..shape[1 - axis] {
                            let at = if axis == 0 { [t + 1, other] } else { [other, t + 1] };
                            out[at] += 10 * t + other + 1;
                        }
                    }
                },
            );
            for ((i, j), &value) in out.indexed_iter() {
                let (along, other) = if axis == 0 { (i, j) } else { (j, i) };
                assert_eq!(value, if along == 0 { 0 } else { 10 * (along - 1) + other + 1 });
            }
        }
    }
}

#[test]
fn iterations_own_planes_of_three_axes() {
    for axis in 0..3 {
        for region in regions() {
            let mut out = Array3::<usize>::zeros((3, 4, 5)).permuted_axes([2, 0, 1]);
            let shape = [5, 3, 4];
            let () = p::run_region(
                &region,
                shape[axis],
                (p::planes(p::CutPlanes::cut_planes(&mut out), "out", axis, 0, shape[axis]),),
                (),
                |_, chunk, (mut out,), ()| {
                    assert_eq!(out.dim(), (5, 3, 4));
                    for (i, j, k) in ndarray::indices((5, 3, 4)) {
                        if chunk.contains(&[i, j, k][axis]) {
                            out[[i, j, k]] += 100 * i + 10 * j + k;
                        }
                    }
                },
            );
            assert!(out.indexed_iter().all(|((i, j, k), &value)| value == 100 * i + 10 * j + k));
        }
    }
}

#[test]
fn planes_of_others_cannot_be_touched() {
    let region = p::Region::new("f", "src/f.rs", 12, "i").counting(0, 1).num_threads(2);
    let run = |at: [usize; 2]| {
        let mut out = Array2::<u8>::zeros((4, 3));
        let () = p::run_region(
            &region,
            4,
            (p::planes(p::CutPlanes::cut_planes(&mut out), "out", 0, 0, 4),),
            (),
            |_, chunk, (mut out,), ()| chunk.for_each(|t| out.iteration(t)[at] = 1),
        );
    };
    let text = message(|| run([2, 0]));
    assert!(
        text.starts_with(
            "index [2, 0] of `out` belongs to another iteration: these elements are 0..1 of axis 0"
        ),
        "{text}"
    );
    let text = message(|| run([0, 3]));
    assert!(
        text.starts_with("index out of bounds: the shape of `out` is [4, 3] but the index is [0, 3]"),
        "{text}"
    );
}

#[test]
fn lengths_are_those_of_the_whole() {
    let mut array = Array1::<f32>::zeros(9);
    assert_eq!(p::len_of(p::CutPlanes::cut_planes(&mut array)), 9);
    assert_eq!(p::len_of(p::Cut::cut(&mut [0; 4])), 4);
}
