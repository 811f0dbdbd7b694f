//! `norm::isf` against a scalar loop over the same source, on one thread and on two.
#![allow(missing_docs, reason = "a bench")]

use std::hint::black_box;

use ufunc::Options;
use ufunc::stats::norm::isf;
use ufunc_benches::{
    Clock, Goal, MEBI, Session, Way, cores_given, isf_loop, isf_loop_baseline, probabilities,
};

fn main() {
    let mut session = Session::from_arguments();
    let len = session.len(MEBI);
    let ps = probabilities(len);
    let (mut by_loop, mut by_lanes) = (vec![0.0; len], vec![0.0; len]);
    for threads in [1, 2] {
        isf_loop(&ps, &mut by_loop);
        let options = Options::new().threads(threads).min_parallel_len(1);
        isf::into_with(&options, &ps, 0.0, 1.0, &mut by_lanes).expect("one shape");
        assert!(by_loop == by_lanes, "norm::isf: lanes and loop differ");
    }

    let one = Options::new().threads(1);
    session.ratio(
        "norm.isf/same-source-loop",
        Goal::AtLeast(6.0),
        Clock::ONE_THREAD,
        [
            Way::new("loop", || isf_loop(black_box(&ps), &mut by_loop)),
            Way::new("ufunc", || isf::into_with(&one, &ps, 0.0, 1.0, &mut by_lanes).expect("one shape")),
        ],
    );
    session.ratio(
        "norm.isf/same-source-loop-without-fma",
        Goal::None,
        Clock::ONE_THREAD,
        [
            Way::new("loop", || isf_loop_baseline(black_box(&ps), &mut by_loop)),
            Way::new("ufunc", || isf::into_with(&one, &ps, 0.0, 1.0, &mut by_lanes).expect("one shape")),
        ],
    );
    let two = Options::new().threads(2);
    let name = "norm.isf/same-source-loop/2-threads";
    if session.wants(name) {
        let given = if session.is_test() { 2.0 } else { cores_given() };
        session.tell("cores-given", given, Goal::None);
        session.ratio(
            name,
            Goal::AtLeast(11.0 * given.min(2.0) / 2.0),
            Clock::THREADS,
            [
                Way::new("loop", || isf_loop(black_box(&ps), &mut by_loop)),
                Way::new("ufunc", || isf::into_with(&two, &ps, 0.0, 1.0, &mut by_lanes).expect("one shape")),
            ],
        );
    }
}
