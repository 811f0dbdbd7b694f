//! A call that holds huge arguments, for which the reduction is a long one, against a call without.

use std::hint::black_box;

use ufunc::math::sin;
use ufunc_benches::{Clock, Goal, MEBI, Session, Way, angles};

use crate::one_thread;

/// An argument far beyond the short reduction, and its sine.
const HUGE: f64 = 1e22;
const SIN_HUGE: f64 = -0.852_200_849_767_188_8;
/// Its gang takes the long way, and no other: of all gangs that is less than a clock can tell.
const GANG_SHARE: f64 = 1.02;

/// `sin` of 1 Mi elements, of which none, one, or one in 64 is huge.
pub(crate) fn measure(session: &Session) {
    let name = "functions/sin-of-one-huge-argument-over-none";
    let name_of_many = "functions/sin-of-one-huge-argument-in-64-over-none";
    if !session.wants(name) && !session.wants(name_of_many) {
        return;
    }
    let len = session.len(MEBI);
    let ordinary = angles(len);
    let (mut one, mut many) = (ordinary.clone(), ordinary.clone());
    one[len / 2] = HUGE;
    many.iter_mut().step_by(64).for_each(|x| *x = HUGE);

    let options = one_thread();
    let out = std::cell::RefCell::new(vec![0.0; len]);
    let mut ways = [("none", &ordinary), ("one", &one), ("many", &many)].map(|(name, xs)| {
        let (out, options) = (&out, &options);
        Way::new(name, move || {
            sin::into_with(options, black_box(xs), &mut out.borrow_mut()[..]).expect("one shape");
        })
    });
    ways[1].run();
    assert!(out.borrow()[len / 2] == SIN_HUGE, "sin of {HUGE}: {}", out.borrow()[len / 2]);
    let [none, one, many] = session.medians(Clock::SHORT, &mut ways);
    session.tell(name, one / none, Goal::AtMost(GANG_SHARE));
    session.tell(name_of_many, many / none, Goal::None);
}
