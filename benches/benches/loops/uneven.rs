//! Uneven work on two threads under `dynamic` and `guided`, against the time on one thread divided by the cores that the
//! machine gives.

use std::cell::RefCell;

use ufunc::{Options, Schedule};
use ufunc_benches::{Clock, Goal, Session, Way, cores_allowed, cores_given, loops};

pub(crate) fn compare(session: &Session) {
    if cores_allowed() < 2 {
        session.say("loops: this process may use one core only, so nothing is dealt out");
        return;
    }
    let rows = if session.is_test() { 65 } else { 6000 };
    speedup(session, "triangle", vec![0.0; rows], loops::triangle);
    let side = if session.is_test() { 33 } else { 700 };
    speedup(session, "mandelbrot-rows", vec![0; side * side], |out| loops::mandelbrot(side, out));
}

/// The share of the ideal speed that two threads reach.
fn speedup<T: Clone + PartialEq>(session: &Session, name: &str, zeros: Vec<T>, run: impl Fn(&mut [T])) {
    let one = Options::new().threads(1);
    let expected = RefCell::new(zeros.clone());
    one.run(|| run(&mut expected.borrow_mut()));
    for schedule in [Schedule::DYNAMIC, Schedule::GUIDED, Schedule::STATIC] {
        let name = format!("loops/{name}/{schedule}");
        if !session.wants(&name) {
            continue;
        }
        let two = Options::new().threads(2).schedule(schedule);
        let out = RefCell::new(zeros.clone());
        two.run(|| run(&mut out.borrow_mut()));
        assert!(*out.borrow() == *expected.borrow(), "{name}: one thread and two differ");
        let mut ways = [
            Way::new("1", || one.run(|| run(&mut expected.borrow_mut()))),
            Way::new("2", || two.run(|| run(&mut out.borrow_mut()))),
        ];
        let before = if session.is_test() { 2.0 } else { cores_given() };
        let [serial, parallel] = session.medians(Clock::THREADS, &mut ways);
        let given = if session.is_test() { before } else { f64::midpoint(before, cores_given()) };
        // Shares of even length cannot be even work: nothing is promised for them.
        let goal = if schedule == Schedule::STATIC { Goal::None } else { Goal::AtLeast(0.95) };
        session.tell(&format!("{name}/cores-given"), given, Goal::None);
        session.tell(&format!("{name}/of-ideal"), serial / parallel / given.min(2.0), goal);
    }
}
