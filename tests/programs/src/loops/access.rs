//! Which elements iterations touch: an oracle that tries all of them, and the rule for what is surely disjoint.

use std::collections::BTreeMap;

use super::index::{Bound, Factor, Index, Inner};
use super::{LEAST_WIDTH, RandomLoop, Step, Value};

/// Two iterations of which one writes what the other touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Race {
    /// Which of the outputs.
    pub output: usize,
    /// The element.
    pub index: usize,
    /// The iterations.
    pub iterations: [usize; 2],
}

/// An access to an output, with the inner loop around it.
#[derive(Debug, Clone, Copy)]
struct Access {
    output: usize,
    index: Index,
    inner: Option<Inner>,
    writes: bool,
}

impl RandomLoop {
    /// Elements that every array must have for `n` and a row of `width`.
    #[must_use]
    pub fn len(&self, n: usize, width: usize) -> usize {
        let mut indices: Vec<(Index, Option<Inner>)> = Vec::new();
        walk(&self.steps, None, &mut |value, inner| match value {
            Touched::Input(index) => indices.push((index, inner)),
            Touched::Output { index, .. } => indices.push((index, inner)),
        });
        let last = |(index, inner): (Index, Option<Inner>)| {
            (self.first..n)
                .flat_map(move |i| counters(inner, width).into_iter().map(move |j| index.at(i, j, n, width)))
        };
        indices.into_iter().flat_map(last).max().map_or(0, |last| last + 1)
    }

    /// Whether there is nothing at all to touch.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// A race between two of `n` iterations, if conditions are never in the way.
    #[must_use]
    pub fn race(&self, n: usize, width: usize) -> Option<Race> {
        let accesses = self.accesses();
        // Who touched an element, and whether somebody wrote it.
        let mut touched: BTreeMap<(usize, usize), (usize, bool)> = BTreeMap::new();
        for i in self.first..n {
            for access in &accesses {
                for j in counters(access.inner, width) {
                    let index = access.index.at(i, j, n, width);
                    let (other, written) =
                        touched.entry((access.output, index)).or_insert((i, access.writes));
                    if *other != i && (*written || access.writes) {
                        return Some(Race { output: access.output, index, iterations: [*other, i] });
                    }
                    *written |= access.writes;
                }
            }
        }
        None
    }

    /// Whether each iteration's accesses to every written output lie in a window of its own, as wide as the factor of
    /// its counter: `i + c` with one `c`, `k * i + c` with all `c` from one multiple of `k` up to the next, or `i * w + j`
    /// with all `j` within a row. Such loops must be accepted.
    #[must_use]
    pub fn has_own_windows(&self) -> bool {
        let accesses = self.accesses();
        let is_written = |output: usize| accesses.iter().any(|one| one.output == output && one.writes);
        (0..2).filter(|output| is_written(*output)).all(|output| {
            let own: Vec<Access> = accesses.iter().copied().filter(|one| one.output == output).collect();
            let offsets: Option<Vec<(i64, i64)>> = own.iter().map(|one| offsets(*one)).collect();
            let (Some(offsets), Some(factor)) = (offsets, common_factor(&own)) else { return false };
            let least = offsets.iter().map(|range| range.0).min().unwrap_or(0);
            let most = offsets.iter().map(|range| range.1).max().unwrap_or(0);
            match factor {
                Factor::Number(1) => least == most,
                Factor::Number(0) => false,
                Factor::Number(number) => least >= 0 && least / number as i64 == most / number as i64,
                Factor::Width => offsets_fit_rows(&own),
            }
        })
    }

    /// Whether all accesses to an output are rows of the width that is known at run time, so that only then it can be
    /// seen whether they overlap.
    #[must_use]
    pub fn has_rows(&self, output: usize) -> bool {
        let accesses: Vec<Access> = self.accesses().into_iter().filter(|one| one.output == output).collect();
        common_factor(&accesses) == Some(Factor::Width)
    }

    fn accesses(&self) -> Vec<Access> {
        let mut accesses = Vec::new();
        walk(&self.steps, None, &mut |touched, inner| {
            if let Touched::Output { output, index, writes } = touched {
                accesses.push(Access { output, index, inner, writes });
            }
        });
        accesses
    }
}

/// The factor that all accesses have.
fn common_factor(accesses: &[Access]) -> Option<Factor> {
    let factors: Option<Vec<Factor>> = accesses
        .iter()
        .map(|access| match access.index {
            Index::Affine { factor, .. } => Some(factor),
            Index::Modulo(_) | Index::Half | Index::Mirrored => None,
        })
        .collect();
    let factors = factors?;
    let first = *factors.first()?;
    factors.iter().all(|factor| *factor == first).then_some(first)
}

/// The least and the largest offset of an access from the start of its window, where rows count as [`LEAST_WIDTH`].
fn offsets(access: Access) -> Option<(i64, i64)> {
    let Index::Affine { factor, inner, offset } = access.index else { return None };
    let Some(around) = access.inner.filter(|_| inner) else { return Some((offset, offset)) };
    let end = match (around.end, factor) {
        // `i + j` is no row, not even where `j` has only one value.
        (_, Factor::Number(1)) => return None,
        (Bound::Number(end), _) => end,
        (Bound::WidthLess(less), Factor::Width) => LEAST_WIDTH - less,
        (Bound::WidthLess(_), Factor::Number(_)) => return None,
    };
    Some((around.first as i64 + offset, end as i64 - 1 + offset))
}

/// Whether all accesses stay in rows of every width from [`LEAST_WIDTH`] on. An offset of its own beside the row's
/// start must be the start itself, for the width is not known before the loop runs.
fn offsets_fit_rows(accesses: &[Access]) -> bool {
    accesses.iter().all(|access| match (access.index, offsets(*access)) {
        (Index::Affine { inner: false, offset, .. }, _) => offset == 0,
        (_, Some((least, most))) => least >= 0 && most < LEAST_WIDTH as i64,
        (_, None) => false,
    })
}

/// The values of the inner counter; one that does not matter where there is no inner loop.
fn counters(inner: Option<Inner>, width: usize) -> Vec<usize> {
    inner.map_or_else(|| vec![0], |inner| inner.range(width).collect())
}

/// What a step touches.
enum Touched {
    Input(Index),
    Output { output: usize, index: Index, writes: bool },
}

/// Shows every access with the inner loop around it.
fn walk(steps: &[Step], inner: Option<Inner>, show: &mut impl FnMut(Touched, Option<Inner>)) {
    for step in steps {
        match step {
            Step::Local(value) | Step::Reduce(value) => walk_value(value, inner, show),
            Step::Write { output, index, adds: _, value } => {
                walk_value(value, inner, show);
                show(Touched::Output { output: *output, index: *index, writes: true }, inner);
            }
            Step::Inner(inner, steps) => walk(steps, Some(*inner), show),
            Step::Sometimes(steps) => walk(steps, inner, show),
        }
    }
}

fn walk_value(value: &Value, inner: Option<Inner>, show: &mut impl FnMut(Touched, Option<Inner>)) {
    match value {
        Value::Literal(_) | Value::Counter | Value::Local => {}
        Value::Input(_, index) => show(Touched::Input(*index), inner),
        Value::Output(output, index) => {
            show(Touched::Output { output: *output, index: *index, writes: false }, inner);
        }
        Value::Binary(_, left, right) => {
            walk_value(left, inner, show);
            walk_value(right, inner, show);
        }
    }
}
