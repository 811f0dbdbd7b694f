//! A panic in a lane: the message of the scalar operation, the lowest index, at every level and thread count, and
//! nothing broken afterwards.

use std::panic::{AssertUnwindSafe, catch_unwind};

use ndarray::Array2;
use ufunc::prelude::*;
use ufunc::{Level, Options};
use ufunc_tests::{LARGE, SMALL_LENGTHS, schedules};

#[ufunc]
fn quotient(a: i32, b: i32) -> i32 {
    a / b
}

#[ufunc]
fn remainder(a: u64, b: u64) -> u64 {
    a % b
}

#[ufunc]
fn look_up(i: u32) -> f64 {
    let table = [1.5, 2.5, 3.5, 4.5, 5.5];
    table[i as usize]
}

#[ufunc]
fn plus_one(x: i32) -> i32 {
    x + 1
}

#[ufunc]
fn shifted(x: u32, by: u32) -> u32 {
    x << by
}

#[ufunc]
fn bounded(x: f64, lo: f64, hi: f64) -> f64 {
    x.clamp(lo, hi)
}

/// Divides only where the divisor is not zero: must never panic.
#[ufunc]
fn guarded(a: i32, b: i32) -> i32 {
    if b == 0 {
        return 0;
    }
    let mut rest = a;
    let mut rounds = 0;
    while rounds < 3 && b != 1 && rest / (b - 1) > 1 {
        rest /= b;
        rounds += 1;
    }
    if b > 1 && rest % (b - 1) == 0 { rest / b } else { rest }
}

#[ufunc]
fn checked_square_root(x: f64) -> f64 {
    assert!(x >= 0.0, "the number is negative");
    x.sqrt()
}

fn fragile(x: f64) -> f64 {
    assert!(x != 13.0, "unlucky {x}");
    x
}

#[ufunc]
fn calls_fragile(x: f64) -> f64 {
    scalar!(fragile(x)) * 2.0
}

/// The message of a panic; `None` if there is none.
fn message<T>(run: impl FnOnce() -> T) -> Option<String> {
    let payload = catch_unwind(AssertUnwindSafe(run)).err()?;
    Some(match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(other) => (*other.downcast::<&str>().expect("a panic has a text")).to_owned(),
    })
}

/// Options of every level, thread count and schedule, each met at least once.
fn every_way() -> Vec<Options> {
    let mut ways: Vec<Options> =
        Level::available().into_iter().map(|level| Options::new().max_simd(level).threads(1)).collect();
    for (at, schedule) in schedules().into_iter().enumerate() {
        ways.push(Options::new().threads([2, 5][at % 2]).schedule(schedule).min_parallel_len(1));
    }
    ways
}

#[test]
fn division_by_zero_names_the_lowest_lane() {
    for len in SMALL_LENGTHS {
        for bad in 0..len {
            let a = vec![7; len];
            let mut b = vec![2; len];
            b[bad..].fill(0);
            for level in Level::available() {
                let options = Options::new().max_simd(level).threads(1);
                let text = message(|| quotient::call_with(&options, &a, &b));
                let wanted = format!("attempt to divide by zero in ufunc `quotient` at index {bad}");
                assert_eq!(text, Some(wanted), "{len} elements at {level:?}");
            }
        }
    }
}

#[test]
fn the_lowest_of_many_bad_elements_is_named() {
    let a = vec![1u64; LARGE];
    for options in every_way() {
        for first in [0, 1, 63, 4096, 50_000, LARGE - 1] {
            let mut b = vec![1u64; LARGE];
            for at in (first..LARGE).step_by(977) {
                b[at] = 0;
            }
            let wanted = format!(
                "attempt to calculate the remainder with a divisor of zero in ufunc `remainder` at index {first}"
            );
            assert_eq!(message(|| remainder::call_with(&options, &a, &b)), Some(wanted), "{options:?}");
        }
        // The pool and everything else works on.
        let ones = vec![1u64; LARGE];
        assert_eq!(remainder::call_with(&options, &a, &ones), vec![0; LARGE]);
    }
}

#[test]
fn every_operation_has_the_message_of_the_scalar_one() {
    for options in every_way() {
        let wanted = "index out of bounds: the len is 5 but the index is 9 in ufunc `look_up` at index 2";
        assert_eq!(message(|| look_up::call_with(&options, &[4, 0, 9, 5])).as_deref(), Some(wanted));

        let overflow = message(|| quotient::call_with(&options, &[5, i32::MIN], &[1, -1]));
        assert_eq!(
            overflow.as_deref(),
            Some("attempt to divide with overflow in ufunc `quotient` at index 1")
        );

        let text = message(|| bounded::call_with(&options, &[1.0, 2.0, 3.0], &[0.0, 3.0, 0.0], 2.0));
        let text = text.expect("bounds out of order panic");
        assert!(text.starts_with("min > max, or either was NaN"), "{text}");
        assert!(text.ends_with("in ufunc `bounded` at index 1"), "{text}");

        let wanted = "the number is negative in ufunc `checked_square_root` at index 1";
        assert_eq!(
            message(|| checked_square_root::call_with(&options, &[4.0, -4.0])).as_deref(),
            Some(wanted)
        );

        let numbers: Vec<f64> = (0..100).map(f64::from).collect();
        let wanted = "unlucky 13 in ufunc `calls_fragile` at index 13";
        assert_eq!(message(|| calls_fragile::call_with(&options, &numbers)).as_deref(), Some(wanted));
    }
}

/// Overflow panics where the user's crate checks it, and wraps where not.
#[test]
fn overflow_is_checked_as_the_profile_says() {
    let x = [1, i32::MAX, 3];
    let (shift, by) = ([1u32, 1, 1], [31u32, 32, 0]);
    for options in every_way() {
        let sum = message(|| plus_one::call_with(&options, &x));
        let shift = message(|| shifted::call_with(&options, &shift, &by));
        if cfg!(debug_assertions) {
            assert_eq!(sum.as_deref(), Some("attempt to add with overflow in ufunc `plus_one` at index 1"));
            assert_eq!(
                shift.as_deref(),
                Some("attempt to shift left with overflow in ufunc `shifted` at index 1")
            );
        } else {
            assert_eq!((sum, shift), (None, None));
            assert_eq!(plus_one::call_with(&options, &x), vec![2, i32::MIN, 4]);
        }
    }
}

#[test]
fn lanes_that_do_not_divide_do_not_panic() {
    let a: Vec<i32> = (-500..500).collect();
    let b: Vec<i32> = (0..1000).map(|n| n % 7).collect();
    for options in every_way() {
        let found = guarded::call_with(&options, &a, &b);
        let expected: Vec<i32> = a.iter().zip(&b).map(|(&a, &b)| guarded(a, b)).collect();
        assert_eq!(found, expected);
    }
}

/// Lanes that fill up the last gang do what a valid lane does: never more.
#[test]
fn the_tail_does_not_panic_for_itself() {
    for len in SMALL_LENGTHS {
        let (a, b) = (vec![6; len], vec![3; len]);
        for level in Level::available() {
            let options = Options::new().max_simd(level);
            assert_eq!(quotient::call_with(&options, &a, &b), vec![2; len]);
        }
    }
}

#[test]
fn a_scalar_call_panics_without_an_index() {
    let text = message(|| quotient(1, 0));
    assert_eq!(text.as_deref(), Some("attempt to divide by zero in ufunc `quotient`"));
    assert_eq!(quotient(9, 3), 3);
}

#[test]
fn an_index_of_several_axes_is_named() {
    let mut b = Array2::from_elem((40, 50), 2);
    b[[31, 7]] = 0;
    b[[31, 8]] = 0;
    b[[39, 0]] = 0;
    let a = Array2::from_elem((40, 50), 8);
    for options in every_way() {
        let text = message(|| quotient::call_with(&options, &a, &b));
        let wanted = "attempt to divide by zero in ufunc `quotient` at index [31, 7] of shape [40, 50]";
        assert_eq!(text.as_deref(), Some(wanted));
        // Of the transposed view, the lowest element in its own order.
        let text = message(|| quotient::call_with(&options, &a.t(), &b.t()));
        let wanted = "attempt to divide by zero in ufunc `quotient` at index [0, 39] of shape [50, 40]";
        assert_eq!(text.as_deref(), Some(wanted));
    }
}

/// The hook runs once, in the caller's thread: lanes and workers say nothing.
#[test]
fn the_panic_is_told_once() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static HERE: AtomicUsize = AtomicUsize::new(0);
    static WORKERS: AtomicUsize = AtomicUsize::new(0);
    let here = std::thread::current().id();
    let outer = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |_| {
        let thread = std::thread::current();
        if thread.id() == here {
            HERE.fetch_add(1, Ordering::Relaxed);
        } else if thread.name().is_some_and(|name| name.starts_with("ufunc-")) {
            WORKERS.fetch_add(1, Ordering::Relaxed);
        }
    }));
    let b = vec![0; LARGE];
    let options = Options::new().threads(5).min_parallel_len(1);
    let text = message(|| quotient::call_with(&options, &b, &b));
    std::panic::set_hook(outer);
    assert!(text.is_some());
    assert_eq!((HERE.load(Ordering::Relaxed), WORKERS.load(Ordering::Relaxed)), (1, 0));
}
