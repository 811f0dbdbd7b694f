//! What a call costs beside its elements, and calls around the length from which they go parallel.
#![allow(missing_docs, reason = "a bench")]

use std::cell::RefCell;
use std::hint::black_box;

use ufunc::Options;
use ufunc::math::sin;
use ufunc::prelude::ufunc;
use ufunc_benches::{Clock, Goal, Session, Way, angles};

/// Elements of a small call.
const SMALL: usize = 32;
/// Shortest call of those around the threshold.
const SHORTEST: f64 = 2048.0;
/// How many lengths are tried, three to a factor of two, so that one lies just below the threshold and one just above.
const LENGTHS: i32 = 22;

/// The sum.
#[ufunc]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

fn overhead(session: &mut Session) {
    let name = "calls/overhead-of-32-elements-ns";
    if !session.wants(name) {
        return;
    }
    let (a, b) = (angles(SMALL), angles(SMALL));
    let (mut by_loop, mut by_lanes) = (vec![0.0; SMALL], vec![0.0; SMALL]);
    add::into(&a, &b, &mut by_lanes).expect("one shape");
    let mut ways = [
        Way::new("loop", || {
            let (a, b) = (black_box(&a[..]), black_box(&b[..]));
            for ((sum, a), b) in black_box(&mut by_loop[..]).iter_mut().zip(a).zip(b) {
                *sum = a + b;
            }
        }),
        Way::new("ufunc", || {
            add::into(black_box(&a[..]), black_box(&b[..]), black_box(&mut by_lanes[..])).expect("one shape");
        }),
    ];
    ways[0].run();
    let [plain, ours] = session.medians(Clock::ONE_THREAD, &mut ways);
    session.tell(name, (ours - plain) * 1e9, Goal::AtMost(30.0));
    session.bench(name, &mut ways);
    drop(ways);
    assert!(by_loop == by_lanes, "add: lanes and loop differ");
}

/// Calls that decide by themselves whether to go parallel, against the same ones on one thread.
fn threshold(session: &mut Session) {
    let one = Options::new().threads(1);
    let two = Options::new().threads(2);
    for step in 0..LENGTHS {
        let len = session.len((SHORTEST * (f64::from(step) / 3.0).exp2()) as usize);
        let name = format!("calls/sin-automatic-over-serial/{len}");
        if !session.wants(&name) {
            continue;
        }
        let xs = angles(len);
        let (mut serial, mut automatic) = (vec![0.0; len], vec![0.0; len]);
        sin::into_with(&one, &xs, &mut serial).expect("one shape");
        sin::into_with(&two, &xs, &mut automatic).expect("one shape");
        assert!(serial == automatic, "sin: one thread and two differ");
        // Both write to the same memory: how it is aligned is not what is compared.
        let out = RefCell::new(automatic);
        let mut ways = [("serial", one), ("automatic", two)].map(|(name, options)| {
            let (xs, out) = (&xs, &out);
            Way::new(name, move || {
                sin::into_with(&options, xs, &mut out.borrow_mut()[..]).expect("one shape");
            })
        });
        let [serial, automatic] = session.medians(Clock::ONE_THREAD, &mut ways);
        session.tell(&name, serial / automatic, Goal::AtLeast(0.95));
    }
}

fn main() {
    let mut session = Session::from_arguments();
    overhead(&mut session);
    threshold(&mut session);
}
