//! Each loop beside the same loop in C: both are run and compared before they are timed in turns.

use std::cell::RefCell;
use std::hint::black_box;

use ufunc::Options;
use ufunc_benches::openmp::c;
use ufunc_benches::{Clock, Goal, MEBI, Session, Way, cores_allowed, cores_given, loops, spread};

/// Elements of a vector: 32 MiB of `f64`, beyond the caches.
const LARGE: usize = 4 * MEBI;
/// Elements of a vector within a core's cache.
const SMALL: usize = 1 << 14;

pub(crate) fn compare(session: &mut Session) {
    let threads: &[usize] = if cores_allowed() < 2 { &[1] } else { &[1, 2] };
    for &threads in threads {
        empty(session, threads);
        saxpy(session, threads);
        dot(session, threads);
        jacobi_2d(session, threads);
        n_body(session, threads);
        histogram(session, threads);
        prefix_sum(session, threads);
        blur(session, threads);
    }
}

/// How many times as fast the loop is as C's, and on several threads how many times as fast as on one, after both have
/// run and `agree`.
///
/// libgomp's threads wait in a loop for each other: where other programs take the cores, its times are no measure.
fn pair(
    session: &mut Session,
    name: &str,
    threads: usize,
    goal: Goal,
    mut c: impl FnMut(i32),
    mut ours: impl FnMut(),
    agree: impl Fn() -> bool,
) {
    let name = format!("loops/{name}/{threads}");
    if !session.wants(&name) {
        return;
    }
    let (one, options) = (Options::new().threads(1), Options::new().threads(threads));
    let count = i32::try_from(threads).expect("a small number");
    c(count);
    options.run(&mut ours);
    assert!(agree(), "{name}: C and Rust differ");
    let ours = RefCell::new(ours);
    let mut ways = vec![
        Way::new("C", || c(count)),
        Way::new("ufunc", || options.run(|| (ours.borrow_mut())())),
        Way::new("ufunc on one thread", || one.run(|| (ours.borrow_mut())())),
    ];
    if threads == 1 {
        ways.pop();
    }
    let clock = if threads == 1 { Clock::ONE_THREAD } else { Clock::OTHERS_THREADS };
    let given = if session.is_test() || threads == 1 { threads as f64 } else { cores_given() };
    let seconds = session.medians_of(clock, &mut ways);
    let goal = if given < 0.9 * threads as f64 { Goal::None } else { goal };
    session.tell(&format!("{name}/of-C"), seconds[0] / seconds[1], goal);
    if let Some(alone) = seconds.get(2) {
        session.tell(&format!("{name}/of-one-thread"), alone / seconds[1], Goal::None);
        session.tell(&format!("{name}/cores-given"), given, Goal::None);
    }
    session.bench(&name, &mut ways[..2]);
}

fn near(c: &[f64], ours: &[f64], relative: f64) -> bool {
    c.iter().zip(ours).all(|(c, ours)| (c - ours).abs() <= relative * c.abs())
}

/// As many iterations as threads, so that both really make a region.
fn empty(session: &mut Session, threads: usize) {
    let (mut by_c, by_us) = (vec![0.0; threads], RefCell::new(vec![0.0; threads]));
    let forced = Options::new().min_parallel_len(1);
    let ours = || forced.run(|| loops::empty(black_box(&mut by_us.borrow_mut())));
    let goal = if threads == 1 { Goal::None } else { Goal::AtLeast(1.0 / 1.5) };
    pair(
        session,
        "empty-region",
        threads,
        goal,
        |count| c::empty(black_box(&mut by_c), count),
        ours,
        || by_us.borrow().iter().all(|y| *y == 1.0),
    );
}

fn saxpy(session: &mut Session, threads: usize) {
    for (name, len) in [("saxpy-cache", SMALL), ("saxpy-memory", LARGE)] {
        let len = session.len(len);
        let x: Vec<f32> = spread(len, -1.0, 1.0).into_iter().map(|x| x as f32).collect();
        let (by_c, by_us) = (RefCell::new(vec![0.0; len]), RefCell::new(vec![0.0; len]));
        pair(
            session,
            name,
            threads,
            Goal::AtLeast(1.0),
            |count| c::saxpy(0.5, black_box(&x), &mut by_c.borrow_mut(), count),
            || loops::saxpy(0.5, black_box(&x), &mut by_us.borrow_mut()),
            // One product each from zero: rounded once, fused or not.
            || *by_c.borrow() == *by_us.borrow(),
        );
    }
}

fn dot(session: &mut Session, threads: usize) {
    for (name, len) in [("dot-cache", SMALL), ("dot-memory", LARGE)] {
        let len = session.len(len);
        let (x, y) = (spread(len, 0.5, 1.5), spread(len, 1.0, 2.0));
        let (by_c, by_us) = (RefCell::new([0.0]), RefCell::new([0.0]));
        pair(
            session,
            name,
            threads,
            Goal::AtLeast(1.0),
            |count| by_c.borrow_mut()[0] = c::dot(black_box(&x), &y, count),
            || by_us.borrow_mut()[0] = loops::dot(black_box(&x), &y),
            || near(&*by_c.borrow(), &*by_us.borrow(), 1e-12),
        );
    }
}

fn jacobi_2d(session: &mut Session, threads: usize) {
    for (name, side) in [("jacobi-2d-cache", 250), ("jacobi-2d-memory", 2000)] {
        let side = if session.is_test() { 33 } else { side };
        let plate = spread(side * side, 0.0, 1.0);
        let state = || RefCell::new((plate.clone(), plate.clone()));
        let (by_c, by_us) = (state(), state());
        pair(
            session,
            name,
            threads,
            Goal::AtLeast(1.0),
            |count| {
                let (a, b) = &mut *by_c.borrow_mut();
                c::jacobi_2d(side, black_box(a), b, count);
            },
            || {
                let (a, b) = &mut *by_us.borrow_mut();
                loops::jacobi_2d(side, black_box(a), b);
            },
            || near(&by_c.borrow().0, &by_us.borrow().0, 1e-13),
        );
    }
}

fn n_body(session: &mut Session, threads: usize) {
    let len = if session.is_test() { 65 } else { 2048 };
    let mass = vec![1.0 / len as f64; len];
    let [x, y, z] =
        [1, 3, 7].map(|step| spread(step * len, 0.0, 1.0).into_iter().step_by(step).collect::<Vec<f64>>());
    let state = || RefCell::new([0, 1, 2].map(|_| vec![0.0; len]));
    let (by_c, by_us) = (state(), state());
    pair(
        session,
        "n-body",
        threads,
        Goal::AtLeast(1.0),
        |count| {
            let [ax, ay, az] = &mut *by_c.borrow_mut();
            c::n_body(black_box(&mass), [&x, &y, &z], [ax, ay, az], count);
        },
        || {
            let [ax, ay, az] = &mut *by_us.borrow_mut();
            loops::n_body(black_box(&mass), &x, &y, &z, ax, ay, az);
        },
        || {
            // Sums of terms of both signs: near beside the largest.
            let pairs = by_c.borrow().concat().into_iter().zip(by_us.borrow().concat()).collect::<Vec<_>>();
            let largest = pairs.iter().fold(0.0_f64, |largest, (c, _)| largest.max(c.abs()));
            pairs.iter().all(|(c, ours)| (c - ours).abs() <= 1e-12 * largest)
        },
    );
}

fn histogram(session: &mut Session, threads: usize) {
    let values = spread(session.len(LARGE), 0.0, 1.0);
    let (by_c, by_us) = (RefCell::new(vec![0; 256]), RefCell::new(vec![0; 256]));
    pair(
        session,
        "histogram",
        threads,
        Goal::AtLeast(1.0),
        |count| c::histogram(black_box(&values), &mut by_c.borrow_mut(), count),
        || loops::histogram(black_box(&values), &mut by_us.borrow_mut()),
        || *by_c.borrow() == *by_us.borrow(),
    );
}

fn prefix_sum(session: &mut Session, threads: usize) {
    let x = spread(session.len(LARGE), 0.5, 1.5);
    let (by_c, by_us) = (RefCell::new(vec![0.0; x.len()]), RefCell::new(vec![0.0; x.len()]));
    pair(
        session,
        "prefix-sum",
        threads,
        Goal::AtLeast(1.0),
        |count| c::prefix_sum(black_box(&x), &mut by_c.borrow_mut(), count),
        || loops::prefix_sum(black_box(&x), &mut by_us.borrow_mut()),
        || near(&by_c.borrow(), &by_us.borrow(), 1e-9),
    );
}

fn blur(session: &mut Session, threads: usize) {
    let (width, height) = if session.is_test() { (65, 33) } else { (1000, 600) };
    let weights: Vec<f32> = vec![1.0 / 17.0; 17];
    let padded = spread((width + 16) * height, 0.0, 255.0);
    let padded: Vec<f32> = padded.into_iter().map(|pixel| pixel as f32).collect();
    let state = || RefCell::new((vec![0.0; width * height], vec![0.0; width * height]));
    let (by_c, by_us) = (state(), state());
    pair(
        session,
        "blur",
        threads,
        Goal::AtLeast(1.0),
        |count| {
            let (rows, out) = &mut *by_c.borrow_mut();
            c::blur(width, height, &weights, black_box(&padded), rows, out, count);
        },
        || {
            let (rows, out) = &mut *by_us.borrow_mut();
            loops::blur(width, height, &weights, black_box(&padded), rows, out);
        },
        || by_c.borrow().1.iter().zip(&by_us.borrow().1).all(|(c, ours)| (c - ours).abs() <= 1e-4 * c.abs()),
    );
}
