//! Two threads against one, on 16 Mi elements.
#![allow(missing_docs, reason = "a bench")]

use std::cell::RefCell;

use ufunc::Options;
use ufunc::math::{exp, sin};
use ufunc::prelude::ufunc;
use ufunc::stats::norm::isf;
use ufunc_benches::mandelbrot::lanes;
use ufunc_benches::{
    Clock, Goal, MEBI, Session, Way, angles, cores_allowed, cores_given, plane, plane_f32, probabilities,
};

/// The sum.
#[ufunc]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

/// Compares the call with one thread and with two, beside the cores that the machine gives at that moment.
fn compare<R: Clone + PartialEq>(
    session: &mut Session,
    name: &str,
    zero: R,
    len: usize,
    call: impl Fn(&Options, &mut [R]),
) {
    let name = format!("threads/{name}");
    if !session.wants(&name) {
        return;
    }
    let (one, two) = (Options::new().threads(1), Options::new().threads(2));
    let mut by_one = vec![zero; len];
    call(&one, &mut by_one);
    let by_two = RefCell::new(by_one.clone());
    call(&two, &mut by_two.borrow_mut());
    assert!(by_one == *by_two.borrow(), "{name}: one thread and two differ");
    let mut ways =
        [Way::new("1", || call(&one, &mut by_one)), Way::new("2", || call(&two, &mut by_two.borrow_mut()))];
    let given = if session.is_test() { 2.0 } else { cores_given() };
    let [serial, parallel] = session.medians(Clock::THREADS, &mut ways);
    let given = if session.is_test() { given } else { f64::midpoint(given, cores_given()) };
    session.tell(&format!("{name}/cores-given"), given, Goal::None);
    session.tell(&name, serial / parallel, Goal::AtLeast(0.9 * given.min(2.0)));
    session.bench(&name, &mut ways);
}

/// What the machine's memory allows: a plain loop over three arrays and one over two, whole and in two halves.
fn memory(session: &Session, a: &[f64], b: &[f64]) {
    let mut out = vec![0.0; a.len()];
    let three = |a: &[f64], b: &[f64], out: &mut [f64]| {
        for ((y, a), b) in out.iter_mut().zip(a).zip(b) {
            *y = a + b;
        }
    };
    let two = |a: &[f64], _: &[f64], out: &mut [f64]| {
        for (y, a) in out.iter_mut().zip(a) {
            *y = a + 1.0;
        }
    };
    in_halves(session, "threads/plain-loop-over-three-arrays", three, a, b, &mut out);
    in_halves(session, "threads/plain-loop-over-two-arrays", two, a, b, &mut out);
}

fn in_halves(
    session: &Session,
    name: &str,
    run: impl Fn(&[f64], &[f64], &mut [f64]) + Sync,
    a: &[f64],
    b: &[f64],
    out: &mut [f64],
) {
    if !session.wants(name) {
        return;
    }
    let out = RefCell::new(out);
    let mut ways = [
        Way::new("1", || run(a, b, &mut out.borrow_mut())),
        Way::new("2", || {
            let mut out = out.borrow_mut();
            let middle = out.len() / 2;
            let (first, second) = out.split_at_mut(middle);
            std::thread::scope(|scope| {
                scope.spawn(|| run(&a[middle..], &b[middle..], second));
                run(&a[..middle], &b[..middle], first);
            });
        }),
    ];
    let [whole, halves] = session.medians(Clock::THREADS, &mut ways);
    session.tell(name, whole / halves, Goal::None);
}

fn main() {
    let mut session = Session::from_arguments();
    if cores_allowed() < 2 {
        session.tell("threads: this process may use one core only", 1.0, Goal::None);
        return;
    }
    let len = session.len(16 * MEBI);
    let (xs, ps) = (angles(len), probabilities(len));
    memory(&session, &xs, &ps);
    compare(&mut session, "add", 0.0, len, |options, sum| {
        add::into_with(options, &xs, &ps, sum).expect("one shape");
    });
    compare(&mut session, "sin", 0.0, len, |options, y| {
        sin::into_with(options, &xs, y).expect("one shape");
    });
    compare(&mut session, "exp", 0.0, len, |options, y| {
        exp::into_with(options, &xs, y).expect("one shape");
    });
    compare(&mut session, "norm.isf", 0.0, len, |options, z| {
        isf::into_with(options, &ps, 0.0, 1.0, z).expect("one shape");
    });
    drop((xs, ps));
    let (re, im) = plane(len);
    compare(&mut session, "mandelbrot-f64-break", 0, len, |options, n| {
        lanes::break_f64::into_with(options, &re, &im, n).expect("one shape");
    });
    compare(&mut session, "mandelbrot-f64-return", 0, len, |options, n| {
        lanes::return_f64::into_with(options, &re, &im, n).expect("one shape");
    });
    drop((re, im));
    let (re, im) = plane_f32(len);
    compare(&mut session, "mandelbrot-f32-break", 0, len, |options, n| {
        lanes::break_f32::into_with(options, &re, &im, n).expect("one shape");
    });
    compare(&mut session, "mandelbrot-f32-return", 0, len, |options, n| {
        lanes::return_f32::into_with(options, &re, &im, n).expect("one shape");
    });
}
