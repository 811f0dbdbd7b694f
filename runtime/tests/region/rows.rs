//! Windows are disjoint and complete.

use super::settings::{COUNTS, message, regions};
use ufunc::__private as p;

#[test]
fn every_iteration_writes_its_own_elements() {
    for count in COUNTS {
        for region in regions() {
            let mut out = vec![0; count + 5];
            let () = p::run_region(
                &region,
                count,
                (p::rows(p::Cut::cut(&mut out), "out", 3, 1, count),),
                (),
                |ctx, chunk, (mut out,), ()| {
                    for t in chunk {
                        ctx.at(t);
                        out[t + 3] += t + 1;
                    }
                },
            );
            assert!(
                out.iter()
                    .enumerate()
                    .all(|(at, &value)| { value == if (3..count + 3).contains(&at) { at - 2 } else { 0 } })
            );
        }
    }
}

#[test]
fn iterations_own_rows() {
    let width = 3;
    for count in [0, 1, 33, 1000] {
        for region in regions() {
            let mut out = vec![0; count * width];
            let mut marks = vec![false; count];
            let () = p::run_region(
                &region,
                count,
                (
                    p::rows(p::Cut::cut(&mut out), "out", 0, width, count),
                    p::rows(p::Cut::cut(&mut marks[..]), "marks", 0, 1, count),
                ),
                (),
                |_, chunk, (mut out, mut marks), ()| {
                    for t in chunk {
                        let mut out = out.iteration(t);
                        assert_eq!((out.len(), out.is_empty()), (count * width, false));
                        for j in 0..width {
                            out[t * width + j] += t * width + j + 1;
                        }
                        out[t * width..(t + 1) * width].reverse();
                        marks[t] = true;
                    }
                },
            );
            assert!(marks.iter().all(|&mark| mark));
            for (t, row) in out.chunks(width).enumerate() {
                assert_eq!(row, [t * width + 3, t * width + 2, t * width + 1]);
            }
        }
    }
}

#[test]
fn one_array_may_be_cut_twice_and_thrice() {
    for region in regions() {
        let mut out = vec![0; 30];
        let both = p::several(p::Cut::cut(&mut out), "out", [(0, 1), (10, 2)], 10);
        let () = p::run_region(&region, 10, (both,), (), |_, chunk, (mut out,), ()| {
            for t in chunk {
                let mut out = out.iteration(t);
                (out[t], out[10 + 2 * t], out[11 + 2 * t]) = (t, t, t);
            }
        });
        let expected: Vec<usize> = (0..10).chain((0..20).map(|at| at / 2)).collect();
        assert_eq!(out, expected);
        let all = p::several(p::Cut::cut(&mut out), "out", [(20, 1), (0, 1), (10, 1)], 10);
        let () = p::run_region(&region, 10, (all,), (), |_, chunk, (mut out,), ()| {
            for t in chunk {
                (out[20 + t], out[t], out[10 + t]) = (3, 1, 2);
            }
        });
        assert!(out.iter().enumerate().all(|(at, &value)| value == at / 10 + 1));
    }
}

#[test]
fn overlapping_windows_are_refused() {
    let text = message(|| {
        let mut out = [0; 30];
        let _ = p::several(p::Cut::cut(&mut out), "out", [(5, 1), (0, 1)], 6);
    });
    assert_eq!(text, "iterations write `out` at 0..6 and at 5..11: these ranges overlap");
    let text = message(|| {
        let mut out = [0; 30];
        let _ = p::several(p::Cut::cut(&mut out), "out", [(20, 1), (0, 1), (0, 1)], 6);
    });
    assert!(text.contains("0..6 and at 0..6"), "{text}");
}

#[test]
fn what_belongs_to_others_cannot_be_touched() {
    let region = p::Region::new("f", "src/f.rs", 12, "i").counting(2, 1).num_threads(2);
    let run = |shift: usize| {
        let mut out = vec![0; 10];
        let () = p::run_region(
            &region,
            10,
            (p::rows(p::Cut::cut(&mut out), "out", 0, 1, 10),),
            (),
            |ctx, chunk, (mut out,), ()| {
                for t in chunk {
                    ctx.at(t);
                    out[t + shift] = 1;
                }
            },
        );
    };
    let text = message(|| run(1));
    assert_eq!(
        text,
        "index 5 of `out` belongs to another iteration: these elements are 0..5 in the parallel loop of `f` at i = 6 \
         (src/f.rs:12)"
    );
    let text = message(|| run(10));
    assert!(text.starts_with("index out of bounds: the len of `out` is 10 but the index is 10 in"), "{text}");
    assert!(message(|| run(usize::MAX)).contains("at i = 2 "), "the lowest iteration");
}

#[test]
fn rows_that_begin_beyond_the_end_are_empty() {
    for (first, width) in [(100, 1), (usize::MAX, 2), (3, usize::MAX), (0, usize::MAX / 2)] {
        for region in regions() {
            let mut out = vec![7; 10];
            let () = p::run_region(
                &region,
                40,
                (p::rows(p::Cut::cut(&mut out), "out", first, width, 40),),
                (),
                |_, chunk, (mut out,), ()| {
                    for t in chunk {
                        let start = first.saturating_add(t.saturating_mul(width));
                        let mut own = out.iteration(t);
                        (start..own.len()).for_each(|at| own[at] += t);
                    }
                },
            );
            assert_eq!(out, [7; 10]);
        }
    }
}

#[test]
fn ranges_near_the_end_of_their_type_run() {
    for region in regions() {
        let span = p::span(usize::MAX - 40..usize::MAX);
        let (sum,) = p::run_region(
            &region,
            span.len(),
            (),
            (p::reduction::<p::BitXor, usize>(&0),),
            |_, chunk, (), (slots,)| {
                for t in chunk {
                    let sum = slots.take(t);
                    slots.put(t, sum ^ span.at(t));
                }
            },
        );
        assert_eq!(sum, (usize::MAX - 40..usize::MAX).fold(0, |sum, i| sum ^ i));
    }
}

#[test]
fn a_window_can_be_cut_again() {
    let region = p::Region::new("f", "src/f.rs", 12, "i").num_threads(2);
    let mut out = vec![0; 12];
    let () = p::run_region(
        &region,
        3,
        (p::rows(p::Cut::cut(&mut out), "out", 0, 4, 3),),
        (),
        |_, chunk, (mut out,), ()| {
            for t in chunk {
                let mut row = out.iteration(t);
                let () = p::run_region(
                    &region,
                    4,
                    (p::rows(p::Cut::cut(&mut row), "row", 4 * t, 1, 4),),
                    (),
                    |_, chunk, (mut row,), ()| chunk.for_each(|j| row[4 * t + j] = 10 * t + j),
                );
            }
        },
    );
    assert_eq!(out, [0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23]);
}
