//! Reductions have the same bits for any threads and schedule, and those of their fixed shape.

use std::sync::Mutex;

use super::settings::{COUNTS, regions};
use ufunc::__private as p;
use ufunc::Reduce;

/// A number that rounds when it is added up.
fn term(t: usize) -> f64 {
    1.0 / (t as f64 * 0.37 + 0.11)
}

/// The shape, written down once more: blocks of `32 * k`, slots by halves, blocks as a tree.
fn sum_in_shape(count: usize) -> f64 {
    let len = 32 * (count / (32 * 256)).clamp(1, 128);
    let blocks: Vec<f64> = (0..count.div_ceil(len))
        .map(|block| {
            let mut slots = [-0.0; 32];
            (block * len..count.min((block + 1) * len)).for_each(|t| slots[t % 32] += term(t));
            for half in [16, 8, 4, 2, 1] {
                (0..half).for_each(|at| slots[at] += slots[at + half]);
            }
            slots[0]
        })
        .collect();
    tree(&blocks)
}

/// The left part has as many blocks as the largest power of two below their number.
fn tree(blocks: &[f64]) -> f64 {
    match blocks {
        [] => -0.0,
        [one] => *one,
        many => {
            let (left, right) = many.split_at(many.len().next_power_of_two() / 2);
            tree(left) + tree(right)
        }
    }
}

fn sum_and_max(region: &p::Region, count: usize) -> (f64, f64) {
    let (sum, most) = (0.0, f64::NAN);
    p::run_region(
        region,
        count,
        (),
        (p::reduction::<p::Add, _>(&sum), p::reduction::<p::Max, f64>(&most)),
        |ctx, chunk, (), (sums, mosts)| {
            for t in chunk {
                ctx.at(t);
                let mut sum = sums.take(t);
                let most = mosts.take(t);
                sum += term(t);
                sums.put(t, sum);
                mosts.put(t, most.max(term(t ^ 5)));
            }
        },
    )
}

#[test]
fn sums_have_the_bits_of_their_shape() {
    for count in COUNTS {
        let expected = sum_in_shape(count);
        let most = (0..count).map(|t| term(t ^ 5)).fold(f64::NAN, f64::max);
        for region in regions() {
            for grain in [1, 64] {
                let (sum, found) = sum_and_max(&region.clone().grain(grain), count);
                assert_eq!(sum.to_bits(), expected.to_bits(), "{count} {region:?}");
                assert!(found == most || (found.is_nan() && most.is_nan()), "{count} {region:?}");
            }
        }
    }
}

#[test]
fn lanes_get_whole_blocks() {
    for count in COUNTS {
        let len = 32 * (count / (32 * 256)).clamp(1, 128);
        for region in regions() {
            let (sum,) = p::run_region(
                &region.grain(64),
                count,
                (),
                (p::reduction::<p::Add, usize>(&0),),
                |_, chunk, (), (slots,)| {
                    assert!(chunk.start % len == 0 && (chunk.len() == len || chunk.end == count));
                    for t in chunk {
                        let sum = slots.take(t);
                        slots.put(t, sum + 1);
                    }
                },
            );
            assert_eq!(sum, count);
        }
    }
}

/// What was combined, written down.
#[derive(Debug, Clone, PartialEq)]
struct Trace(Vec<usize>);

impl Reduce for Trace {
    fn identity() -> Self {
        Trace(Vec::new())
    }

    fn combine(mut self, mut other: Self) -> Self {
        self.0.append(&mut other.0);
        self
    }
}

#[test]
fn types_of_the_users_own_are_combined() {
    for count in [0, 1, 40, 1000] {
        let mut results = Vec::new();
        for region in regions() {
            let (trace,) = p::run_region(
                &region,
                count,
                (),
                (p::reduction::<p::User, Trace>(&Trace::identity()),),
                |_, chunk, (), (slots,)| {
                    for t in chunk {
                        let mut trace = slots.take(t);
                        trace.0.push(t);
                        slots.put(t, trace);
                    }
                },
            );
            results.push(trace);
        }
        assert!(results.iter().all(|trace| *trace == results[0]), "the order is always the same");
        let mut all = results.swap_remove(0).0;
        all.sort_unstable();
        assert_eq!(all, (0..count).collect::<Vec<_>>());
    }
}

#[test]
fn a_result_is_absorbed() {
    let mut total = 1.5;
    p::absorb::<p::Add, _>(&mut total, -0.0);
    assert_eq!(total, 1.5);
    let mut most = f64::NAN;
    p::absorb::<p::LeastMax, _>(&mut most, f64::NEG_INFINITY);
    assert!(most.is_nan(), "a comparison with NaN is never true");
    p::absorb::<p::Max, _>(&mut most, 2.0);
    assert_eq!(most, 2.0);
    assert_eq!(p::joined::<p::Mul, i32>(&3, &4), 12);
    assert!(!p::joined::<p::And, bool>(&true, &false) && p::joined::<p::Or, bool>(&true, &false));
}

#[test]
fn the_last_iteration_leaves_its_value() {
    for region in regions() {
        for count in [0, 1, 100] {
            let last = p::Last::new();
            let seen = Mutex::new(0);
            let () = p::run_region(&region, count, (), (), |_, chunk, (), ()| {
                *seen.lock().unwrap() += chunk.len();
                for t in chunk {
                    if t + 1 == count {
                        last.keep(t * t);
                    }
                }
            });
            assert_eq!((last.take(), *seen.lock().unwrap()), (count.checked_sub(1).map(|t| t * t), count));
        }
    }
}
