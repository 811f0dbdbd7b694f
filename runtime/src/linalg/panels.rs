//! Large operations on our own threads.
//!
//! An operation is cut into panels, never along a sum, and each panel is one call of the backend on one thread. Products are cut for
//! the threads that there are, where the backend says that no bits change ([`Seams`](super::backend::Seams)); everything else by
//! its shape alone. So results do not depend on how many threads took the panels.

use std::sync::{Mutex, PoisonError};

use crate::config::{Settings, blas_threads};
use crate::exec::{is_working, run_parts};
use crate::options::Options;

/// Operations (a multiplication with an addition is two) below which a call is not worth a second thread: about 40 µs.
const LEAST_OPERATIONS: f64 = 1e6;

/// How many threads may work on `operations` whose result has so many `elements`: one inside a parallel call.
pub(super) fn threads_for(elements: usize, operations: f64) -> usize {
    if is_working() {
        return 1;
    }
    let settings = Settings::of(Options::new());
    let is_worth = match settings.min_parallel_len {
        Some(least) => elements >= least,
        None => operations >= LEAST_OPERATIONS,
    };
    if is_worth { blas_threads() } else { 1 }
}

/// Runs `work` for every panel, on at most so many threads: whoever is free takes the next one.
pub(super) fn for_each<P: Send>(threads: usize, panels: Vec<P>, work: impl Fn(P) + Sync) {
    let threads = threads.min(panels.len());
    if threads <= 1 {
        return panels.into_iter().for_each(work);
    }
    let left = Mutex::new(panels.into_iter());
    let next = || left.lock().unwrap_or_else(PoisonError::into_inner).next();
    run_parts(threads, &|_| {
        while let Some(panel) = next() {
            work(panel);
        }
    });
}

/// The boundaries of `count` pieces of `0..len`, as equal as they can be, at multiples of `grain`.
pub(super) fn cuts(len: usize, count: usize, grain: usize) -> Vec<usize> {
    let grains = len.div_ceil(grain);
    let count = count.clamp(1, grains.max(1));
    (0..=count).map(|piece| (grains * piece / count * grain).min(len)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_cover_everything_once() {
        for len in [0, 1, 7, 64, 65, 1000] {
            for count in [1, 2, 3, 16] {
                let cuts = cuts(len, count, 8);
                assert_eq!((cuts[0], *cuts.last().unwrap()), (0, len));
                assert!(cuts.windows(2).all(|pair| pair[0] < pair[1] || len == 0), "{len} {count} {cuts:?}");
                assert!(cuts.iter().all(|cut| cut % 8 == 0 || *cut == len));
            }
        }
    }

    #[test]
    fn every_panel_is_taken_once() {
        let sum = Mutex::new(0);
        for_each(3, (1..=100).collect(), |panel| *sum.lock().unwrap() += panel);
        assert_eq!(sum.into_inner().unwrap(), 5050);
    }
}
