//! Who draws which chunks.

use std::ops::Range;
use std::sync::atomic::Ordering;

use super::sync::AtomicUsize;

/// The chunks of `0..len`, as a schedule deals them out to the parts of a parallel call.
#[derive(Debug)]
pub(crate) struct Deal {
    policy: Policy,
    /// Chunks start at multiples of `grain` elements.
    grain: usize,
    len: usize,
    parts: usize,
    /// For shared policies, the first index that nobody has taken.
    next: AtomicUsize,
}

/// How a schedule cuts, in grains.
#[derive(Debug, Clone, Copy)]
pub(super) enum Policy {
    /// One range for each part.
    Ranges,
    /// Chunks of that size, to each part in turn.
    RoundRobin { chunk: usize },
    /// Chunks of that size, to whoever comes.
    Fixed { chunk: usize },
    /// Chunks that shrink with what is left, to whoever comes.
    Shrinking { least: usize },
}

/// How far one part is with its own chunks.
#[derive(Debug, Default)]
pub(crate) struct Taken(usize);

impl Deal {
    /// Deals `len` elements out to `parts`.
    pub(super) fn by(policy: Policy, len: usize, grain: usize, parts: usize) -> Self {
        Deal { policy, grain, len, parts, next: AtomicUsize::new(0) }
    }

    /// The next chunk for `part`, which has taken so many already.
    pub(crate) fn draw(&self, part: usize, taken: &mut Taken) -> Option<Range<usize>> {
        let grains = self.len.div_ceil(self.grain);
        let range = match self.policy {
            Policy::Ranges => (taken.0 == 0).then(|| nth_range(grains, self.parts, part)),
            Policy::RoundRobin { chunk } => {
                let start = (taken.0 * self.parts + part).saturating_mul(chunk);
                Some(start.min(grains)..start.saturating_add(chunk).min(grains))
            }
            Policy::Fixed { chunk } => {
                let start = self.take(|_| chunk, grains)?;
                Some(start..(start + chunk).min(grains))
            }
            Policy::Shrinking { least } => {
                let len = |start| guided_len(grains - start, self.parts, least);
                let start = self.take(len, grains)?;
                Some(start..(start + len(start)).min(grains))
            }
        }?;
        taken.0 += 1;
        let elements = range.start * self.grain..(range.end * self.grain).min(self.len);
        (!range.is_empty()).then_some(elements)
    }

    /// Takes `len(start)` grains from `start` on, where nobody has taken any.
    fn take(&self, len: impl Fn(usize) -> usize, grains: usize) -> Option<usize> {
        self.next
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |start| {
                (start < grains).then(|| start.saturating_add(len(start)).min(grains))
            })
            .ok()
    }
}

/// The range of `part` if `len` is cut into `parts` that differ by one at most, the longer ones first.
fn nth_range(len: usize, parts: usize, part: usize) -> Range<usize> {
    let (quotient, remainder) = (len / parts, len % parts);
    let start = part * quotient + part.min(remainder);
    start..start + quotient + usize::from(part < remainder)
}

/// OpenMP's guided: a share of what is left, in proportion to the number of threads.
fn guided_len(left: usize, parts: usize, least: usize) -> usize {
    left.div_ceil(parts).max(least).min(left)
}
