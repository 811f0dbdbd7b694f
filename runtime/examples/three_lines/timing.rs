//! Times a line: by the plain loop, serially and in parallel, in turns, so that all three meet the same machine.

use std::hint::black_box;
use std::panic::resume_unwind;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use ndarray::{ArrayD, Zip};
use ufunc::Options;

use crate::element::Element;
use crate::input::Operands;
use crate::line::Line;

/// Seconds that a line is measured, unless so few rounds take longer.
const BUDGET: f64 = 1.2;
const LEAST_ROUNDS: usize = 3;
const MOST_ROUNDS: usize = 101;
/// A single measurement repeats the pass until it takes about so many seconds: a clock is too coarse for a few elements.
const LEAST_PASS: f64 = 2e-4;
/// How long threads spin to see which cores they get.
const SPIN: Duration = Duration::from_millis(50);
/// How long they spin before that, so that the scheduler has spread them.
const WARM_UP: Duration = Duration::from_millis(50);
/// When a bar appears.
const PATIENCE: Duration = Duration::from_secs(1);
/// Steps of the bar.
const STEPS: u64 = 1000;

/// Medians in ns per element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    pub(crate) plain: f64,
    pub(crate) serial: f64,
    pub(crate) parallel: f64,
    pub(crate) rounds: usize,
}

/// Computes a result.
type Pass<'a, T> = &'a dyn Fn(&mut ArrayD<T>);

/// Measures a line; `progress` hears which share is done.
pub(crate) fn measure<T: Element>(line: Line, operands: &Operands<T>, progress: &dyn Fn(f64)) -> Times {
    let mut result = ArrayD::from_elem(operands.b.raw_dim(), T::ZERO);
    let (serially, in_parallel) = (Options::new().threads(1), Options::new());
    let ways: [Pass<'_, T>; 3] = [
        &|result| run_plain(line, operands, result),
        &|result| T::run(line, &serially, operands, result),
        &|result| T::run(line, &in_parallel, operands, result),
    ];
    let mut one_pass = |way: usize, repeats: u32| {
        let start = Instant::now();
        for _ in 0..repeats {
            ways[way](black_box(&mut result));
        }
        start.elapsed().as_secs_f64() / f64::from(repeats)
    };
    // The first round only shows how long a pass takes.
    let first = [0, 1, 2].map(|way| one_pass(way, 1));
    let repeats = first.map(|seconds| (LEAST_PASS / seconds).clamp(1.0, 1e5) as u32);
    let round: f64 = first.iter().zip(repeats).map(|(seconds, repeats)| seconds * f64::from(repeats)).sum();
    let rounds = ((BUDGET / round) as usize).clamp(LEAST_ROUNDS, MOST_ROUNDS);
    let mut times = [const { Vec::new() }; 3];
    for done in 0..rounds {
        progress(done as f64 / rounds as f64);
        for (way, times) in times.iter_mut().enumerate() {
            times.push(one_pass(way, repeats[way]));
        }
    }
    let elements = operands.b.len() as f64;
    let [plain, serial, parallel] = times.map(|times| 1e9 * median(times) / elements);
    Times { plain, serial, parallel, rounds }
}

/// The plain scalar loop.
fn run_plain<T: Element>(line: Line, operands: &Operands<T>, result: &mut ArrayD<T>) {
    // The line is known in each loop, as it would be if a person wrote the loop.
    match line {
        Line::Add => fill(operands, result, |b, c, p| T::plain(Line::Add, b, c, p)),
        Line::Sin => fill(operands, result, |b, c, p| T::plain(Line::Sin, b, c, p)),
        Line::Isf => fill(operands, result, |b, c, p| T::plain(Line::Isf, b, c, p)),
    }
}

fn fill<T: Element>(operands: &Operands<T>, result: &mut ArrayD<T>, plain: impl Fn(T, T, T) -> T) {
    Zip::from(result)
        .and(&operands.b)
        .and(&operands.c)
        .and(&operands.p)
        .for_each(|a, &b, &c, &p| *a = plain(b, c, p));
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times[times.len() / 2]
}

/// How many cores' work so many threads really get done at this moment, beside whatever else runs on the machine.
pub(crate) fn cores_given(threads: usize) -> f64 {
    let given: Vec<f64> = (0..3)
        .map(|_| {
            let one = spin(SPIN);
            let start = Barrier::new(threads);
            let spin_together = || {
                start.wait();
                spin(WARM_UP);
                spin(SPIN)
            };
            let all: f64 = thread::scope(|scope| {
                let others: Vec<_> = (1..threads).map(|_| scope.spawn(spin_together)).collect();
                let own = spin_together();
                let others =
                    others.into_iter().map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)));
                own + others.sum::<f64>()
            });
            all / one
        })
        .collect();
    median(given)
}

/// Steps a second.
fn spin(time: Duration) -> f64 {
    let start = Instant::now();
    let (mut steps, mut state) = (0_u64, 1_u64);
    while start.elapsed() < time {
        for _ in 0..1000 {
            state = black_box(state).wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        }
        steps += 1;
    }
    steps as f64 / start.elapsed().as_secs_f64()
}

/// A bar that appears when the program takes longer than a second.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    start: Instant,
}

impl Progress {
    pub(crate) fn start() -> Self {
        let bar = ProgressBar::with_draw_target(Some(STEPS), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("measuring {bar:40} {percent:>3} %  {eta} left");
        bar.set_style(style.expect("the template is valid"));
        Progress { bar, start: Instant::now() }
    }

    /// Shows that this share of the work is done.
    pub(crate) fn reached(&self, share: f64) {
        if self.start.elapsed() > PATIENCE && self.bar.is_hidden() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_position((share * STEPS as f64) as u64);
    }

    /// Removes the bar.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
