//! Reductions have one order, whatever the threads, the schedule, the instruction set and the layout.

mod support;

use ndarray::{Array1, Array2, Array3, ArrayD, Axis, array, s};
use support::{add, all_options, checked, mixed};

/// The order that the documentation promises, as plainly as it can be written.
fn sum_in_order(xs: &[f64]) -> f64 {
    fn by_halves(mut values: Vec<f64>) -> f64 {
        while values.len() > 1 {
            let half = values.len().next_power_of_two() / 2;
            for i in half..values.len() {
                values[i - half] += values[i];
            }
            values.truncate(half);
        }
        values[0]
    }
    if xs.is_empty() {
        return 0.0;
    }
    let blocks = xs.chunks(4096).map(|block| {
        let mut accumulators = block[..block.len().min(32)].to_vec();
        for (i, x) in block.iter().enumerate().skip(32) {
            accumulators[i % 32] += x;
        }
        by_halves(accumulators)
    });
    by_halves(blocks.collect())
}

fn sample(len: usize) -> Vec<f64> {
    let mut state = 12345_u64;
    (0..len)
        .map(|_| {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 11) as f64 / (1_u64 << 40) as f64 - 3000.0
        })
        .collect()
}

#[test]
fn sums_have_the_promised_bits() {
    for len in [0, 1, 2, 3, 31, 32, 33, 63, 64, 65, 1000, 4095, 4096, 4097, 8192, 12_345, 100_003] {
        let xs = sample(len);
        let expected = sum_in_order(&xs).to_bits();
        for options in all_options() {
            let sum = options.run(|| add::reduce(&xs));
            assert_eq!(sum.to_bits(), expected, "{len} elements with {options:?}");
        }
    }
}

#[test]
fn the_layout_makes_no_difference() {
    let cube = Array3::from_shape_vec((17, 29, 37), sample(17 * 29 * 37)).unwrap();
    let expected = sum_in_order(cube.as_slice().unwrap());
    assert_eq!(add::reduce(&cube), expected);
    let fortran = {
        let mut copy = ndarray::Array::zeros(ndarray::ShapeBuilder::f((17, 29, 37)));
        copy.assign(&cube);
        copy
    };
    assert_eq!(fortran, cube);
    assert_eq!(add::reduce(&fortran), expected);
    let view = cube.slice(s![..;-1, ..;2, 3..]);
    let elements: Vec<f64> = view.iter().copied().collect();
    assert_eq!(add::reduce(view), sum_in_order(&elements));
    let repeated = cube.slice(s![0, 0..1, ..]);
    let repeated = repeated.broadcast((300, 37)).unwrap();
    let elements: Vec<f64> = repeated.iter().copied().collect();
    assert_eq!(add::reduce(repeated), sum_in_order(&elements));
    let same = ndarray::aview0(&0.1);
    let same = same.broadcast(5000).unwrap();
    assert_eq!(add::reduce(same), sum_in_order(&[0.1; 5000]));
    assert_eq!(add::reduce(0.1), 0.1);
}

#[test]
fn an_axis_is_folded_like_its_lanes() {
    for shape in [[5, 700, 3], [1, 1, 1], [300, 2, 5], [3, 5000, 2], [2, 9, 4099], [40, 3, 600], [3, 0, 2]] {
        let cube = Array3::from_shape_vec(shape, sample(shape.iter().product())).unwrap();
        let permuted = cube.view().permuted_axes([2, 0, 1]);
        let reversed = cube.slice(s![.., ..;-1, ..;2]);
        for view in [cube.view(), permuted, reversed] {
            for axis in 0..3 {
                let expected: Vec<f64> = view
                    .lanes(Axis(axis))
                    .into_iter()
                    .map(|lane| sum_in_order(&lane.iter().copied().collect::<Vec<_>>()))
                    .collect();
                for options in
                    [1, 2, 5].map(|threads| ufunc::Options::new().threads(threads).min_parallel_len(0))
                {
                    let sums: Array2<f64> = options.run(|| add::reduce_axis(view, axis));
                    assert_eq!(sums.raw_dim(), ndarray::RemoveAxis::remove_axis(&view.raw_dim(), Axis(axis)));
                    assert_eq!(sums.iter().copied().collect::<Vec<_>>(), expected, "{shape:?} along {axis}");
                }
            }
        }
    }
    assert_eq!(add::reduce_axis(&[1.0, 2.0], 0).into_scalar(), 3.0);
    let dynamic: ArrayD<f64> = add::reduce_axis(&Array2::<f64>::ones((3, 4)).into_dyn(), 1);
    assert_eq!(dynamic, Array1::from_elem(3, 4.0).into_dyn());
}

#[test]
fn a_scan_is_sequential() {
    let xs = sample(5000);
    let mut expected = xs.clone();
    for i in 1..expected.len() {
        expected[i] += expected[i - 1];
    }
    for level in ufunc::Level::available() {
        let options = ufunc::Options::new().max_simd(level);
        let sums: Vec<f64> = options.run(|| add::accumulate(&xs));
        assert_eq!(sums, expected);
    }
    assert!(add::accumulate(&[0.0; 0]).is_empty());
    assert_eq!(add::accumulate(2.0), 2.0);
    let grid = Array2::from_shape_vec((50, 100), xs).unwrap();
    for axis in 0..2 {
        for view in [grid.view(), grid.t(), grid.slice(s![..;3, ..;-1])] {
            let mut expected = view.to_owned();
            expected.accumulate_axis_inplace(Axis(axis), |&last, x| *x += last);
            assert_eq!(add::accumulate_axis(view, axis), expected);
        }
    }
}

#[test]
fn a_table_has_the_axes_of_both() {
    let table: Array2<f64> = add::outer(&[1.0, 2.0], &[10.0, 20.0, 30.0]);
    assert_eq!(table, array![[11.0, 21.0, 31.0], [12.0, 22.0, 32.0]]);
    let grid = array![[1.0, 2.0], [3.0, 4.0]];
    let table: Array3<f64> = add::outer(grid.t(), &[0.0, 0.5]);
    assert_eq!(table, array![[[1.0, 1.5], [3.0, 3.5]], [[2.0, 2.5], [4.0, 4.5]]]);
    let row: Array1<f64> = add::outer(1.0, &[1.0, 2.0]);
    assert_eq!(row, array![2.0, 3.0]);
    assert_eq!(support::mixed_scalar(0.0, 0, 0.0), mixed(0.0, 0, 0.0));
}

#[test]
fn a_failing_reduction_says_so() {
    let mut xs = vec![1; 100_000];
    xs[70_000] = i32::MAX;
    for options in all_options() {
        let panic = std::panic::catch_unwind(|| options.run(|| checked::reduce(&xs))).unwrap_err();
        let message = panic.downcast_ref::<String>().unwrap();
        assert_eq!(message, "attempt to add with overflow in `reduce` of ufunc `checked`");
        xs[70_000] = 1;
        assert_eq!(options.run(|| checked::reduce(&xs)), 100_000);
        xs[70_000] = i32::MAX;
    }
    let grid = Array2::from_shape_vec((100, 1000), xs).unwrap();
    let panic = std::panic::catch_unwind(|| checked::reduce_axis(&grid, 0)).unwrap_err();
    let message = panic.downcast_ref::<String>().unwrap();
    assert_eq!(message, "attempt to add with overflow in `reduce_axis` of ufunc `checked`");
    let panic = std::panic::catch_unwind(|| checked::reduce_axis(&grid, 2)).unwrap_err();
    let message = panic.downcast_ref::<String>().unwrap();
    assert_eq!(
        message,
        "ufunc `checked`: axis 2 is out of range for shape [100, 1000]; its axes are counted from 0"
    );
}
