//! Scans.

use super::settings::{COUNTS, regions};
use ufunc::__private as p;

fn term(t: usize) -> f64 {
    1.0 / (t as f64 * 0.37 + 0.11)
}

/// The running sums with and without the iteration itself, and the sum behind the loop.
fn sums(region: &p::Region, count: usize) -> (Vec<f64>, Vec<f64>, f64) {
    let start = 2.5;
    let (mut with, mut without) = (vec![0.0; count], vec![0.0; count]);
    let end = p::run_scan(
        region,
        count,
        (
            p::rows(p::Cut::cut(&mut with), "with", 0, 1, count),
            p::rows(p::Cut::cut(&mut without), "without", 0, 1, count),
        ),
        p::scan::<p::Add, f64>(&start),
        |ctx, chunk, _, sum| {
            for t in chunk {
                ctx.at(t);
                *sum += term(t);
            }
        },
        |ctx, chunk, (mut with, mut without), prefix, sum| {
            for t in chunk {
                ctx.at(t);
                without[t] = p::joined::<p::Add, _>(prefix, &*sum);
                *sum += term(t);
                with[t] = p::joined::<p::Add, _>(prefix, &*sum);
            }
        },
    );
    (with, without, end)
}

#[test]
fn running_sums_have_the_same_bits_for_all_threads_and_schedules() {
    for count in COUNTS {
        let mut first: Option<(Vec<f64>, Vec<f64>, f64)> = None;
        for region in regions() {
            let found = sums(&region, count);
            let first = first.get_or_insert_with(|| found.clone());
            assert!(found == *first, "{count} {region:?}");
            let mut exact = 2.5;
            for t in 0..count {
                assert!((found.1[t] - exact).abs() <= 1e-12 * exact);
                exact += term(t);
                assert!((found.0[t] - exact).abs() <= 1e-12 * exact);
            }
            assert_eq!(
                found.2,
                found.0.last().copied().unwrap_or(2.5),
                "the value behind the loop is the last"
            );
        }
    }
}

#[test]
fn integers_are_scanned_exactly() {
    for region in regions() {
        let mut out = vec![0_u64; 5000];
        let end = p::run_scan(
            &region,
            5000,
            (p::rows(p::Cut::cut(&mut out), "out", 0, 1, 5000),),
            p::scan::<p::Max, u64>(&17),
            |_, chunk, _, most| chunk.for_each(|t| *most = (*most).max(t as u64 * 37 % 1009)),
            |_, chunk, (mut out,), prefix, most| {
                for t in chunk {
                    *most = (*most).max(t as u64 * 37 % 1009);
                    out[t] = p::joined::<p::Max, _>(prefix, &*most);
                }
            },
        );
        let mut most = 17;
        for (t, &value) in out.iter().enumerate() {
            most = most.max(t as u64 * 37 % 1009);
            assert_eq!(value, most);
        }
        assert_eq!(end, 1008);
    }
}
