//! Bad input and panics in loops under `#[parallel]`: a clear message that names the loop and the iteration, nothing written
//! outside, and a pool that works on.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ufunc::prelude::*;
use ufunc_tests::settings;

#[parallel]
fn root(x: &[f64], out: &mut [f64]) {
    for i in 0..x.len() {
        assert!(x[i] >= 0.0, "a negative number");
        out[i] = x[i].sqrt();
    }
}

#[parallel]
fn quotient(x: &[i64], y: &[i64], out: &mut [i64]) {
    for i in 0..out.len() {
        out[i] = x[i] / y[i];
    }
}

#[parallel]
fn fill(n: usize, out: &mut [f64]) {
    for i in 0..n {
        out[i] = 1.0;
    }
}

#[parallel]
fn fill_from(first: usize, n: usize, out: &mut [f64]) {
    for i in first..n {
        out[i] = 1.0;
    }
}

#[parallel]
fn rows(rows: usize, width: usize, columns: usize, out: &mut [f64]) {
    for i in 0..rows {
        for j in 0..columns {
            out[i * width + j] = (i * 100 + j) as f64;
        }
    }
}

#[parallel(num_threads(threads), schedule(dynamic, chunk))]
fn tuned(threads: i32, chunk: usize, out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = 1.0;
    }
}

#[parallel(reduction(+: sum))]
fn sum_backwards(first: usize, end: usize, x: &[f64]) -> f64 {
    let mut sum: f64 = 0.5;
    for i in first..end {
        sum += x[i];
    }
    sum
}

#[parallel(reduction(+: sum))]
fn count_far_up(first: usize, end: usize) -> u64 {
    let mut sum: u64 = 0;
    for i in first..end {
        sum += (i % 2) as u64;
    }
    sum
}

#[parallel]
fn shifted(x: &[f64], out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = x[i + 5];
    }
}

/// The message of the panic that the call ends with.
fn message(call: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(call)).expect_err("the call panics");
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => (*payload.downcast::<&str>().expect("the payload is a text")).to_owned(),
    }
}

#[track_caller]
fn assert_says(message: &str, parts: &[&str]) {
    for part in parts {
        assert!(message.contains(part), "`{part}` is not in `{message}`");
    }
}

#[test]
fn a_panic_names_the_lowest_iteration_and_the_pool_works_on() {
    let mut x = vec![4.0; 1003];
    x[217] = -1.0;
    x[218] = -1.0;
    x[900] = -1.0;
    for options in settings() {
        let mut out = vec![0.0; x.len()];
        let message = message(|| options.run(|| root(&x, &mut out)));
        assert_says(&message, &["a negative number", "`root`", "i = 217", "loop_failures.rs"]);
        // Elements have their values or none.
        assert!(out.iter().all(|y| [0.0, 2.0].contains(y)) && out[217] == 0.0, "under {options:?}");
        let fine = vec![9.0; 1003];
        options.run(|| root(&fine, &mut out));
        assert!(out.iter().all(|y| *y == 3.0), "under {options:?}");
    }
}

#[test]
fn division_by_zero_names_its_iteration() {
    let x = vec![7; 300];
    let mut y = vec![2; 300];
    y[123] = 0;
    for options in settings() {
        let message = message(|| options.run(|| quotient(&x, &y, &mut [0; 300])));
        assert_says(&message, &["attempt to divide by zero", "`quotient`", "i = 123"]);
    }
}

#[test]
fn more_iterations_than_elements_write_nothing() {
    for options in settings() {
        let mut out = vec![0.0; 10];
        let message = message(|| options.run(|| fill(13, &mut out)));
        assert_says(&message, &["index 12", "`out`", "whose length is 10"]);
        assert_eq!(out, [0.0; 10], "the bounds are checked before the loop starts");
    }
}

#[test]
fn a_read_out_of_bounds_names_the_iteration() {
    let x = vec![1.0; 100];
    for options in settings() {
        let message = message(|| options.run(|| shifted(&x, &mut [0.0; 99])));
        assert_says(&message, &["100", "`shifted`"]);
    }
}

#[test]
fn rows_that_overlap_write_nothing() {
    for options in settings() {
        let mut out = vec![0.0; 100];
        options.run(|| rows(9, 10, 10, &mut out));
        assert_eq!(out[89], 809.0);
        let mut out = vec![0.0; 100];
        let message = message(|| options.run(|| rows(9, 10, 11, &mut out)));
        assert_says(&message, &["rows of `out` overlap", "offset 10", "10 apart"]);
        assert_eq!(out, [0.0; 100], "the widths are checked before the loop starts");
    }
}

#[test]
fn rows_may_be_shorter_than_their_width() {
    for options in settings() {
        let mut out = vec![-1.0; 40];
        options.run(|| rows(4, 10, 7, &mut out));
        assert_eq!((out[36], out[37]), (306.0, -1.0));
    }
}

#[test]
fn clauses_that_mean_nothing() {
    for threads in [0, -3] {
        let message = message(|| tuned(threads, 1, &mut [0.0; 10]));
        assert_says(&message, &[&format!("num_threads({threads})"), "`tuned`", "one thread at least"]);
    }
    let message = message(|| tuned(2, 0, &mut [0.0; 10]));
    assert_says(&message, &["schedule(dynamic, 0)", "one iteration at least"]);
    let mut out = [0.0; 10];
    tuned(2, 1, &mut out);
    assert_eq!(out, [1.0; 10]);
}

#[test]
fn ranges_without_iterations() {
    for options in settings() {
        options.run(|| {
            assert_eq!(sum_backwards(5, 5, &[]), 0.5);
            assert_eq!(sum_backwards(9, 5, &[]), 0.5);
            fill(0, &mut []);
            fill_from(7, 3, &mut []);
            rows(0, 10, 11, &mut []);
            root(&[], &mut []);
        });
    }
}

#[test]
fn ranges_near_the_largest_number() {
    let last = usize::MAX;
    for options in settings() {
        options.run(|| {
            assert_eq!(count_far_up(last - 1001, last), 500);
            assert_eq!(count_far_up(last, last), 0);
            assert_eq!(count_far_up(last, 0), 0);
        });
        let mut out = vec![0.0; 3];
        let message = message(|| options.run(|| fill_from(last - 2, last, &mut out)));
        assert_says(&message, &["`out`", "3"]);
        assert_eq!(out, [0.0; 3]);
    }
}

#[test]
fn a_loop_inside_a_loop_of_another_function() {
    #[parallel]
    fn outer(n: usize, sums: &mut [f64]) {
        for i in 0..n {
            let mut row = vec![0.0; 64];
            fill(64, &mut row);
            sums[i] = row.iter().sum();
        }
    }
    for options in settings() {
        let mut sums = vec![0.0; 50];
        options.run(|| outer(50, &mut sums));
        assert_eq!(sums, [64.0; 50]);
    }
}
