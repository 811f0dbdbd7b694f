//! The promises: the same bits everywhere, the lowest failing index, a pool that works on.

mod support;

use std::panic::catch_unwind;

use ndarray::{Array2, Array3, s};
use support::{add, all_options, busy, busy_scalar, quotient};
use ufunc::Options;

fn message(call: impl FnOnce() + std::panic::UnwindSafe) -> String {
    let payload = catch_unwind(call).expect_err("the call should panic");
    payload.downcast_ref::<String>().expect("a panic has a message").clone()
}

#[test]
fn bits_do_not_depend_on_threads_schedule_or_level() {
    for len in [0, 1, 3, 7, 8, 9, 31, 32, 33, 97, 1000, 10_007] {
        let xs: Vec<f64> = (0..len).map(|i| 0.1 + i as f64 * 1.7).collect();
        let expected: Vec<u64> = xs.iter().map(|&x| busy_scalar(x, 0.3).to_bits()).collect();
        for options in all_options() {
            let found: Vec<u64> = busy::call_with(&options, &xs, 0.3).into_iter().map(f64::to_bits).collect();
            assert_eq!(found, expected, "{len} elements with {options:?}");
        }
    }
    for level in ufunc::Level::available() {
        let scalar = Options::new().max_simd(level).run(|| busy(0.7, 0.3));
        assert_eq!(scalar.to_bits(), busy_scalar(0.7, 0.3).to_bits());
    }
}

#[test]
fn the_lowest_failing_index_is_told() {
    let xs = vec![1; 20_000];
    for zeros in
        [&[0][..], &[19_999], &[7], &[8, 7, 9], &[12_345, 17, 19_000], &[64, 63], &[5000, 10_000, 15_000]]
    {
        let mut ys = vec![3; xs.len()];
        for &zero in zeros {
            ys[zero] = 0;
        }
        let lowest = zeros.iter().min().unwrap();
        let expected = format!("attempt to divide by zero in ufunc `quotient` at index {lowest}");
        for options in all_options() {
            let message = message(|| drop(quotient::call_with(&options, &xs, &ys)));
            assert_eq!(message, expected, "{options:?}");
            assert_eq!(quotient::call_with(&options, &xs[..100], 1), xs[..100]);
        }
    }
}

#[test]
fn each_element_has_its_own_message() {
    // One gang with two different faults: the first lane counts.
    let xs = [1, i32::MIN, 1, 1];
    let ys = [1, -1, 0, 1];
    let first = message(|| drop(quotient(&xs, &ys)));
    assert_eq!(first, "attempt to divide with overflow in ufunc `quotient` at index 1");
    let scalar = message(|| assert_eq!(quotient(1, 0), 0));
    assert_eq!(scalar, "attempt to divide by zero in ufunc `quotient`");
}

#[test]
fn an_index_has_as_many_parts_as_axes() {
    let ones = Array2::from_elem((10, 20), 1);
    let mut ys = Array2::from_elem((10, 20), 1);
    ys[[3, 5]] = 0;
    ys[[4, 0]] = 0;
    let expected = "attempt to divide by zero in ufunc `quotient` at index [3, 5] of shape [10, 20]";
    for options in all_options() {
        assert_eq!(message(|| drop(quotient::call_with(&options, &ones, &ys))), expected);
    }
    // Broadcast along the rows.
    let expected = "attempt to divide by zero in ufunc `quotient` at index [0, 5] of shape [10, 20]";
    assert_eq!(message(|| drop(quotient(&ones, ys.row(3)))), expected);
    // Both orders of memory name the same element, although another one comes first in memory.
    let transposed = ys.slice(s![2..5, ..]).reversed_axes();
    let expected = "attempt to divide by zero in ufunc `quotient` at index [0, 2] of shape [20, 3]";
    for options in all_options() {
        assert_eq!(message(|| drop(quotient::call_with(&options, 1, transposed))), expected);
        let mut out = Array2::zeros((20, 3));
        let into = || quotient::into_with(&options, 1, transposed, &mut out).unwrap();
        assert_eq!(message(std::panic::AssertUnwindSafe(into)), expected);
    }
    let mut cube = Array3::from_elem((4, 5, 6), 1);
    cube[[1, 4, 0]] = 0;
    cube[[2, 0, 5]] = 0;
    let permuted = cube.view().permuted_axes([2, 0, 1]);
    let expected = "attempt to divide by zero in ufunc `quotient` at index [0, 1, 4] of shape [6, 4, 5]";
    assert_eq!(message(|| drop(quotient(1, permuted))), expected);
}

#[test]
fn a_panic_is_told_at_the_call() {
    let place = std::sync::Arc::new(std::sync::Mutex::new(None));
    let old = std::panic::take_hook();
    let seen = place.clone();
    std::panic::set_hook(Box::new(move |info| {
        let location = info.location().unwrap();
        *seen.lock().unwrap() = Some((location.file().to_owned(), location.line()));
    }));
    let (before, result) = (line!(), catch_unwind(|| quotient(&[1], &[0])));
    std::panic::set_hook(old);
    assert!(result.is_err());
    assert_eq!(*place.lock().unwrap(), Some((file!().to_owned(), before)));
}

#[test]
fn calls_within_calls_of_other_threads_run() {
    // Many callers at once share the pool.
    let xs: Vec<f64> = (0..50_000).map(f64::from).collect();
    let expected = add(&xs, 1.0);
    let options = Options::new().threads(3).min_parallel_len(0);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..20 {
                    assert_eq!(add::call_with(&options, &xs, 1.0), expected);
                }
            });
        }
    });
}

#[test]
fn a_borrowed_pool_is_used() {
    let pool = rayon_core::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
    let xs: Vec<f64> = (0..50_000).map(f64::from).collect();
    let options = Options::new().min_parallel_len(0);
    let sums = ufunc::with_pool(&pool, || add::call_with(&options, &xs, 1.0));
    assert_eq!(sums, add(&xs, 1.0));
    // From within a job of that pool, too.
    let sums = pool.install(|| ufunc::with_pool(&pool, || add::call_with(&options, &xs, 1.0)));
    assert_eq!(sums[49_999], 50_000.0);
    let sums = pool.install(|| add::call_with(&options.threads(2), &xs, 1.0));
    assert_eq!(sums[49_999], 50_000.0);
}
