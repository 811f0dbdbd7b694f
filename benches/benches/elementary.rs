//! `sin` and `exp` on one thread against a loop over the standard library's.
#![allow(missing_docs, reason = "a bench")]

use std::hint::black_box;

use ufunc::math::{exp, sin};
use ufunc::{Options, Schedule};
use ufunc_benches::{Clock, Goal, MEBI, Session, Way, angles};

/// Where two results differ by more than both promise, 1 unit in the last place each.
fn first_difference(ours: &[f64], theirs: &[f64]) -> Option<usize> {
    let is_far = |(a, b): (&f64, &f64)| a.to_bits().abs_diff(b.to_bits()) > 2;
    ours.iter().zip(theirs).position(is_far)
}

fn main() {
    let mut session = Session::from_arguments();
    let len = session.len(MEBI);
    let xs = angles(len);
    let (mut ours, mut theirs) = (vec![0.0; len], vec![0.0; len]);
    let one = Options::new().threads(1).schedule(Schedule::STATIC);
    let sin_loop = |xs: &[f64], out: &mut [f64]| {
        for (y, x) in out.iter_mut().zip(xs) {
            *y = x.sin();
        }
    };
    let exp_loop = |xs: &[f64], out: &mut [f64]| {
        for (y, x) in out.iter_mut().zip(xs) {
            *y = x.exp();
        }
    };

    sin_loop(&xs, &mut theirs);
    sin::into_with(&one, &xs, &mut ours).expect("one shape");
    assert_eq!(first_difference(&ours, &theirs), None, "sin differs from std's");
    session.ratio(
        "sin/std-loop",
        Goal::AtLeast(8.0),
        Clock::ONE_THREAD,
        [
            Way::new("std", || sin_loop(black_box(&xs), &mut theirs)),
            Way::new("ufunc", || sin::into_with(&one, &xs, &mut ours).expect("one shape")),
        ],
    );

    exp_loop(&xs, &mut theirs);
    exp::into_with(&one, &xs, &mut ours).expect("one shape");
    assert_eq!(first_difference(&ours, &theirs), None, "exp differs from std's");
    session.ratio(
        "exp/std-loop",
        Goal::AtLeast(3.0),
        Clock::ONE_THREAD,
        [
            Way::new("std", || exp_loop(black_box(&xs), &mut theirs)),
            Way::new("ufunc", || exp::into_with(&one, &xs, &mut ours).expect("one shape")),
        ],
    );
}
