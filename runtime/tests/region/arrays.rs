//! Reductions of arrays.

use super::settings::regions;
use ufunc::__private as p;

fn bin(t: usize, len: usize) -> usize {
    t.wrapping_mul(2_654_435_761) / 7 % len
}

#[test]
fn integers_are_counted() {
    for count in [0, 1, 33, 5000] {
        for region in regions() {
            let mut bins = [10_u64, 20, 30, 40, 50];
            let ((), most) = p::run_region(
                &region,
                count,
                (),
                (p::reduce_array::<p::Add, _>(&mut bins[..]), p::reduction::<p::Max, usize>(&0)),
                |_, chunk, (), (bins, slots)| {
                    for t in chunk {
                        bins[bin(t, 5)] += 1;
                        let most = slots.take(t);
                        slots.put(t, most.max(t));
                    }
                },
            );
            let mut expected = [10, 20, 30, 40, 50];
            (0..count).for_each(|t| expected[bin(t, 5)] += 1);
            assert_eq!((bins, most), (expected, count.saturating_sub(1)));
        }
    }
}

/// Sums per bin, with a sum over all: the two kinds of reductions share their blocks.
fn float_bins(region: &p::Region, count: usize, len: usize) -> (Vec<f64>, f64) {
    let mut bins = vec![0.25; len];
    let ((), sum) = p::run_region(
        region,
        count,
        (),
        (p::reduce_array::<p::Add, f64>(&mut bins[..]), p::reduction::<p::Add, f64>(&0.0)),
        |_, chunk, (), (bins, slots)| {
            for t in chunk {
                let value = 1.0 / (t as f64 + 0.7);
                bins[bin(t, len)] += value;
                let sum = slots.take(t);
                slots.put(t, sum + value);
            }
        },
    );
    (bins, sum)
}

#[test]
fn floats_have_the_same_bits_for_all_threads_and_schedules() {
    for (count, len) in [(0, 3), (1, 3), (40, 100), (5000, 7), (5000, 1000), (100_003, 64)] {
        let mut expected = vec![0.25; len];
        (0..count).for_each(|t| expected[bin(t, len)] += 1.0 / (t as f64 + 0.7));
        let mut first: Option<(Vec<f64>, f64)> = None;
        for region in regions() {
            let found = float_bins(&region, count, len);
            let first = first.get_or_insert_with(|| found.clone());
            let bits = |bins: &[f64]| bins.iter().map(|bin| bin.to_bits()).collect::<Vec<_>>();
            assert_eq!(
                (bits(&found.0), found.1.to_bits()),
                (bits(&first.0), first.1.to_bits()),
                "{region:?}"
            );
            for (found, expected) in found.0.iter().zip(&expected) {
                assert!((found - expected).abs() <= 1e-13 * expected, "{found} {expected}");
            }
        }
    }
}
