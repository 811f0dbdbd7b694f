//! Every function on one thread against the standard library's scalar loop, glibc's libmvec and SLEEF.
#![allow(missing_docs, reason = "a bench")]

mod case;
mod large;
mod table;

use std::cell::RefCell;
use std::hint::black_box;

use ufunc::{Level, Options, Schedule};
use ufunc_benches::peers::{LIBMVEC_LACK, SLEEF_LACK};
use ufunc_benches::{Clock, Goal, Session, Way};

use case::{Case, Element, Other};

/// Arguments and results of two arrays to one lie in the second level of a cache.
const LEN: usize = 1 << 15;
/// What a table of ratios to the standard library should reach on average.
const STD_GOAL: f64 = 8.0;
const COLUMNS: [&str; 4] = ["ufunc", "std", "libmvec", "sleef"];

/// Options for one thread.
fn one_thread() -> Options {
    Options::new().threads(1).schedule(Schedule::STATIC)
}

/// What was measured for one element type.
#[derive(Default)]
struct Summary {
    /// Ratios to the standard library.
    std: Vec<f64>,
    /// Functions of libmvec that are faster, and how many times as fast the ones here are.
    slower_than_libmvec: Vec<(String, f64)>,
}

/// Measures one function in turns with others', after a look whether all give the same.
fn measure<T: Element>(session: &Session, case: &Case<T>, summary: &mut Summary) {
    let title = case.title();
    if !session.wants(&title) {
        return;
    }
    let len = session.len(LEN);
    let [xs, ys] = case.arguments(len);
    let others = case.others();
    check(case, &others, &xs, &ys);

    // Where in their pages the three arrays begin is the same in every run: where a load follows a store to the same
    // place of another page, some processors wait.
    let [mut xs, mut ys, mut out] = [xs, ys, vec![T::default(); len]].map(Paged::new);
    let (xs, ys, out) = (&*xs.at(0), &*ys.at(1024), &RefCell::new(out.at(2048)));
    let one = one_thread();
    let mut ways =
        vec![Way::new("ufunc", || (case.ours)(&one, black_box(xs), black_box(ys), &mut out.borrow_mut()))];
    for (name, other, _) in &others {
        ways.push(Way::new(name, || other.call(black_box(xs), black_box(ys), &mut out.borrow_mut())));
    }
    let seconds = session.medians_of(Clock::SHORT, &mut ways);
    if session.is_test() {
        return;
    }
    let ns_of = |column: &str| {
        let way = ways.iter().position(|way| way.name == column)?;
        Some(seconds[way] * 1e9 / len as f64)
    };
    let cells = COLUMNS.map(|column| ns_of(column).map_or("-".to_owned(), |ns| format!("{ns:.3}")));
    session
        .say(format!("ns:    {title:<44} {:>8} {:>8} {:>8} {:>8}", cells[0], cells[1], cells[2], cells[3]));

    for (way, seconds_of_way) in ways.iter().zip(&seconds).skip(1) {
        let ratio = seconds_of_way / seconds[0];
        let goal = if way.name == "libmvec" { Goal::AtLeast(1.0) } else { Goal::None };
        session.tell(&format!("{title}/{}", way.name), ratio, goal);
        match way.name {
            "std" => summary.std.push(ratio),
            "libmvec" if ratio < 1.0 => summary.slower_than_libmvec.push((title.clone(), ratio)),
            _ => {}
        }
    }
}

/// Elements with room to begin anywhere in a page.
struct Paged<T> {
    room: Vec<T>,
    len: usize,
}

impl<T: Element> Paged<T> {
    const PAGE: usize = 4096;

    fn new(elements: Vec<T>) -> Self {
        let len = elements.len();
        let mut room = elements;
        room.resize(len + 2 * Self::PAGE / size_of::<T>(), T::default());
        Paged { room, len }
    }

    /// The elements, so many bytes behind the start of a page.
    fn at(&mut self, offset: usize) -> &mut [T] {
        let start = self.room.as_ptr().align_offset(Self::PAGE) + offset / size_of::<T>();
        self.room.copy_within(..self.len, start);
        &mut self.room[start..start + self.len]
    }
}

/// Results differ by no more than both promise.
fn check<T: Element>(case: &Case<T>, others: &[(&str, Other<T>, f64)], xs: &[T], ys: &[T]) {
    let (mut ours, mut theirs) = (vec![T::default(); xs.len()], vec![T::default(); xs.len()]);
    (case.ours)(&one_thread(), xs, ys, &mut ours);
    for (name, other, bound) in others {
        other.call(xs, ys, &mut theirs);
        let allowed = case.bound() + bound;
        for (((x, y), ours), theirs) in xs.iter().zip(ys).zip(&ours).zip(&theirs) {
            let apart = ours.apart(*theirs);
            assert!(
                apart as f64 <= allowed,
                "{} at {x:?}, {y:?}: {ours:?}, but {theirs:?} by {name}, {apart} values apart",
                case.title()
            );
        }
    }
}

fn measure_all<T: Element>(session: &Session, cases: &[Case<T>]) {
    let mut summary = Summary::default();
    for case in cases {
        measure(session, case, &mut summary);
    }
    if !summary.std.is_empty() {
        let logarithms: f64 = summary.std.iter().map(|ratio| ratio.ln()).sum();
        let mean = (logarithms / summary.std.len() as f64).exp();
        // The goal is one for 512 bits.
        let has_goal = T::BITS == 64 && Level::best() == Level::Avx512;
        let goal = if has_goal { Goal::AtLeast(STD_GOAL) } else { Goal::None };
        session.tell(&format!("functions/geometric-mean/{}/std/{}", T::NAME, Level::best()), mean, goal);
    }
    for (title, ratio) in summary.slower_than_libmvec {
        session.say(format!("slower than libmvec: {title}, {ratio:.2} times as fast"));
    }
}

fn main() {
    let session = Session::from_arguments();
    session.say(format!(
        "level {}, one thread, {} elements, ns per element",
        Level::best(),
        session.len(LEN)
    ));
    for (library, lack) in [("libmvec", LIBMVEC_LACK), ("sleef", SLEEF_LACK)] {
        if let Some(lack) = lack {
            session.say(format!("skipped: {library}, {lack}"));
        }
    }
    let [ufunc, std, libmvec, sleef] = COLUMNS;
    session.say(format!("ns:    {:<44} {ufunc:>8} {std:>8} {libmvec:>8} {sleef:>8}", ""));
    measure_all(&session, &table::f64_cases());
    measure_all(&session, &table::f32_cases());
    large::measure(&session);
}
