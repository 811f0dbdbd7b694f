//! Nested ranges as one.

use ndarray::Array2;

use super::settings::{message, regions};
use ufunc::__private as p;

#[test]
fn iterations_have_the_counters_of_nested_loops() {
    let (a, b, c) = (-2..3_i64, 7..=9_u32, 0..4_usize);
    let two = p::span2(a.clone(), b.clone());
    let expected: Vec<(i64, u32)> = a.clone().flat_map(|i| b.clone().map(move |j| (i, j))).collect();
    assert_eq!((0..two.len()).map(|t| two.at(t)).collect::<Vec<_>>(), expected);
    let three = p::span3(a.clone(), b.clone(), c.clone());
    let expected: Vec<(i64, u32, usize)> = a
        .flat_map(|i| {
            let c = c.clone();
            b.clone().flat_map(move |j| c.clone().map(move |k| (i, j, k)))
        })
        .collect();
    assert_eq!((0..three.len()).map(|t| three.at(t)).collect::<Vec<_>>(), expected);
    assert_eq!((two.first_len(), three.first_len(), p::span2(0..0, 0..9).len()), (5, 5, 0));
    assert!(
        message(|| {
            p::span2(0..u64::MAX, 0..3);
        })
        .contains("more than can be counted")
    );
}

#[test]
fn iterations_of_two_ranges_own_blocks() {
    let (rows, columns, stride, width) = (9, 5, 23, 4);
    for region in regions() {
        let mut out = vec![0; 2 + rows * stride];
        let span = p::span2(0..rows, 0..columns);
        let () = p::run_region(
            &region,
            span.len(),
            (p::blocks(p::Cut::cut(&mut out), "out", 2, [stride, width], &span),),
            (),
            |_, chunk, (mut out,), ()| {
                for t in chunk {
                    let (i, j) = span.at(t);
                    let mut out = out.iteration(t);
                    (0..width).for_each(|r| out[2 + i * stride + j * width + r] += 1 + t);
                }
            },
        );
        for (at, &value) in out.iter().enumerate() {
            let (i, rest) = (at.wrapping_sub(2) / stride, at.wrapping_sub(2) % stride);
            let expected = if at >= 2 && rest < columns * width { 1 + i * columns + rest / width } else { 0 };
            assert_eq!(value, expected);
        }
    }
}

#[test]
fn iterations_of_three_ranges_own_elements() {
    let (n, m, l) = (3, 4, 5);
    for region in regions() {
        let mut out = vec![0; n * m * l];
        let span = p::span3(0..n, 0..m, 0..l);
        let () = p::run_region(
            &region,
            span.len(),
            (p::blocks(p::Cut::cut(&mut out), "out", 0, [m * l, l, 1], &span),),
            (),
            |_, chunk, (mut out,), ()| {
                for t in chunk {
                    let (i, j, k) = span.at(t);
                    out.iteration(t)[(i * m + j) * l + k] += t + 1;
                }
            },
        );
        assert!(out.iter().enumerate().all(|(at, &value)| value == at + 1));
    }
}

#[test]
fn blocks_that_overlap_are_refused() {
    let text = message(|| {
        let mut out = [0; 40];
        let _ = p::blocks(p::Cut::cut(&mut out), "out", 0, [8, 3], &p::span2(0..4, 0..3));
    });
    assert!(text.starts_with("rows of `out` overlap: 3 inner iterations of 3 elements take 9"), "{text}");
    let mut out = [0; 40];
    let _ = p::blocks(p::Cut::cut(&mut out), "out", 0, [8, 3], &p::span2(0..1, 0..3));
    let _ = p::blocks(p::Cut::cut(&mut out), "out", 0, [8, 3], &p::span2(0..0, 0..3));
}

#[test]
fn planes_go_to_the_outer_range() {
    for (rows, columns) in [(7, 3), (1, 90), (50, 33)] {
        for region in regions() {
            let mut out = Array2::<usize>::zeros((rows, columns));
            let span = p::span2(0..rows, 0..columns);
            let (sum,) = p::run_region(
                &region,
                span.len(),
                (p::planes(p::CutPlanes::cut_planes(&mut out), "out", 0, 0, span.first_len()),),
                (p::reduction::<p::Add, usize>(&0),),
                |_, chunk, (mut out,), (slots,)| {
                    for t in chunk {
                        let (i, j) = span.at(t);
                        out[[i, j]] += t;
                        let sum = slots.take(t);
                        slots.put(t, sum + 1);
                    }
                },
            );
            assert_eq!(sum, rows * columns);
            assert!(out.iter().enumerate().all(|(at, &value)| at == value));
        }
    }
}
