//! Times work on one thread and on all of them, in turns, so that both meet the same machine.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use ndarray::Array2;
use ufunc::Options;

use super::clock;
use super::work::Work;
use crate::Failure;

/// Seconds that a measurement should take at least: processor time is counted in hundredths of a second.
const LEAST: f64 = 0.3;
/// Work that takes longer than that, in seconds, is measured once.
const LONG: f64 = 3.0;
/// How often shorter work is measured; the fastest counts, because others can only make it slower.
const ROUNDS: usize = 3;

/// What was measured, for one run of the work.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sample {
    /// Seconds from its begin to its end.
    pub(crate) wall: f64,
    /// Seconds of processor time on all threads of this process, where the system tells it.
    pub(crate) cpu: Option<f64>,
    /// How many of this process's cores others kept busy meanwhile, where the system tells it.
    pub(crate) others: Option<f64>,
}

/// Measures the work on one thread, and as settings say, on these cores.
pub(crate) fn measure(
    work: &Work,
    b: &Array2<f64>,
    c: &Array2<f64>,
    cores: Option<&[usize]>,
) -> Result<(Sample, Sample), Failure> {
    // A product brings the memory of its result itself.
    let mut a = if work.is_product { Array2::zeros((0, 0)) } else { Array2::zeros(b.raw_dim()) };
    let ways = [Options::new().threads(1), Options::new()];
    let mut best: [Option<Sample>; 2] = [None; 2];
    // The first run brings the memory in and starts the threads.
    if work.is_product {
        let few = (b.slice(ndarray::s![..64, ..64]).to_owned(), c.slice(ndarray::s![..64, ..64]).to_owned());
        work.run(&few.0, &few.1, &mut a)?;
    } else {
        work.run(b, c, &mut a)?;
    }
    for _ in 0..ROUNDS {
        for (options, best) in ways.iter().zip(&mut best) {
            if best.is_some_and(|best| best.wall > LONG) {
                continue;
            }
            let sample = options.run(|| sample(cores, || work.run(b, c, &mut a)))?;
            if best.is_none_or(|best| sample.wall < best.wall) {
                *best = Some(sample);
            }
        }
    }
    let [Some(one), Some(all)] = best else { unreachable!("there is at least one round") };
    Ok((one, all))
}

/// Measures as many runs as it takes for the clocks to be good enough.
fn sample(cores: Option<&[usize]>, mut run: impl FnMut() -> Result<(), Failure>) -> Result<Sample, Failure> {
    let busy = clock::busy_seconds(cores);
    let own = clock::own_seconds();
    let start = Instant::now();
    let mut runs = 0.0;
    let wall = loop {
        run()?;
        runs += 1.0;
        let wall = start.elapsed().as_secs_f64();
        if wall >= LEAST {
            break wall;
        }
    };
    let since = |before: Option<f64>, now: Option<f64>| Some(now? - before?);
    let cpu = since(own, clock::own_seconds());
    let busy = since(busy, clock::busy_seconds(cores));
    let others = busy.zip(cpu).map(|(busy, cpu)| ((busy - cpu) / wall).max(0.0));
    Ok(Sample { wall: wall / runs, cpu: cpu.map(|cpu| cpu / runs), others })
}

/// Tells people what is going on, on a terminal.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    pub(crate) fn start() -> Self {
        let bar = ProgressBar::new_spinner();
        let style = ProgressStyle::with_template("{spinner} measuring {msg}, {elapsed}");
        bar.set_style(style.expect("the template is valid"));
        bar.enable_steady_tick(Duration::from_millis(200));
        Progress(bar)
    }

    pub(crate) fn tell(&self, what: &'static str) {
        self.0.set_message(what);
    }

    pub(crate) fn finish(&self) {
        self.0.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_work_is_repeated_until_clocks_are_good_enough() {
        let mut runs = 0.0;
        let sample = sample(None, || {
            runs += 1.0;
            std::thread::sleep(Duration::from_millis(20));
            Ok(())
        });
        let sample = sample.expect("sleeping succeeds");
        assert!(sample.wall * runs >= LEAST, "{runs} runs of {} s", sample.wall);
        assert!(runs > 1.0 && sample.wall >= 0.02);
        // It slept.
        assert!(sample.cpu.is_none_or(|cpu| cpu < sample.wall));
        assert_eq!(sample.others, None);
    }

    #[test]
    fn failing_work_is_told() {
        assert!(sample(None, || Err("no".into())).is_err());
    }
}
