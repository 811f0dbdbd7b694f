//! Times a line: by the plain loop, serially and in parallel, in turns, so that all three meet the same machine.

use std::hint::black_box;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use ndarray::{ArrayD, Zip};
use ufunc::Options;

use crate::element::Element;
use crate::input::Operands;
use crate::line::Line;

/// How long a line is measured, unless so few rounds take longer.
const BUDGET: Duration = Duration::from_millis(1200);
const LEAST_ROUNDS: usize = 3;
const MOST_ROUNDS: usize = 101;
/// A single measurement repeats the pass until it takes about so long: a clock is too coarse for a few elements.
const LEAST_PASS: Duration = Duration::from_micros(200);
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

/// Measures a line; `progress` hears which share is done.
pub(crate) fn measure<T: Element>(line: Line, operands: &Operands<T>, progress: &dyn Fn(f64)) -> Times {
    let mut result = ArrayD::from_elem(operands.b.raw_dim(), T::ZERO);
    let serially = Options::new().threads(1);
    let ways: [&dyn Fn(&mut ArrayD<T>); 3] = [
        &|result| run_plain(line, operands, result),
        &|result| serially.run(|| T::run(line, operands, result)),
        &|result| T::run(line, operands, result),
    ];
    let mut one_pass = |way: usize, repeats: u32| {
        let start = Instant::now();
        for _ in 0..repeats {
            ways[way](black_box(&mut result));
        }
        start.elapsed() / repeats
    };
    // The first round only shows how long a pass takes.
    let first = [0, 1, 2].map(|way| one_pass(way, 1));
    let repeats = first.map(|time| 1 + (LEAST_PASS.as_nanos() / time.as_nanos().max(1)).min(100_000) as u32);
    let round: Duration = first.iter().zip(repeats).map(|(time, repeats)| *time * repeats).sum();
    let rounds = (BUDGET.as_secs_f64() / round.as_secs_f64()) as usize;
    let rounds = rounds.clamp(LEAST_ROUNDS, MOST_ROUNDS);
    let mut times = [const { Vec::new() }; 3];
    for done in 0..rounds {
        progress(done as f64 / rounds as f64);
        for (way, times) in times.iter_mut().enumerate() {
            times.push(one_pass(way, repeats[way]));
        }
    }
    let elements = operands.b.len() as f64;
    let [plain, serial, parallel] = times.map(|times| median(times).as_nanos() as f64 / elements);
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

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
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
