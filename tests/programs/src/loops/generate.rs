//! Draws a loop.

use super::index::{Bound, Factor, Index, Inner};
use super::{Element, LEAST_WIDTH, Operation, RandomLoop, Step, Value};
use crate::Rng;

/// How an output's elements belong to iterations, if the loop keeps to it.
#[derive(Debug, Clone, Copy)]
enum Plan {
    /// So many places from `offset` on for each iteration.
    Places { number: usize, offset: i64 },
    /// A row for each iteration.
    Row,
}

impl RandomLoop {
    /// The loop of a seed; the same on every machine. About half have windows of their own.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut rng = Rng::new(seed);
        let element = *rng.pick(&[Element::F64, Element::I64]);
        let first = rng.index(3);
        let mut plan = || match rng.below(3) {
            0 => Plan::Row,
            _ => Plan::Places { number: 1 + rng.index(4), offset: rng.between(-(first as i64), 3) },
        };
        let plans = [plan(), plan()];
        let strays = rng.chance(40);
        let mut draw = Draw { rng, plans, strays, first: first as i64 };
        let mut steps: Vec<Step> = (0..1 + draw.rng.index(3)).map(|_| draw.step(None, true)).collect();
        steps.push(draw.write(None));
        if draw.rng.chance(25) {
            steps.push(Step::Reduce(draw.value(None, 2)));
        }
        RandomLoop { element, first, steps }
    }
}

struct Draw {
    rng: Rng,
    plans: [Plan; 2],
    /// Whether accesses may leave the plan.
    strays: bool,
    first: i64,
}

impl Draw {
    fn step(&mut self, inner: Option<Inner>, may_nest: bool) -> Step {
        match self.rng.below(if may_nest { 8 } else { 4 }) {
            0 => Step::Local(self.value(inner, 3)),
            1..=3 => self.write(inner),
            4 | 5 => {
                let inner = self.inner();
                let steps = (0..1 + self.rng.index(2)).map(|_| self.step(Some(inner), false)).collect();
                Step::Inner(inner, steps)
            }
            _ => Step::Sometimes(vec![self.step(inner, false)]),
        }
    }

    fn write(&mut self, inner: Option<Inner>) -> Step {
        let output = self.rng.index(2);
        let index = self.output_index(output, inner);
        let value = self.value(inner, 3);
        Step::Write { output, index, adds: self.rng.chance(40), value }
    }

    fn inner(&mut self) -> Inner {
        let first = self.rng.index(2);
        let end = match self.rng.below(3) {
            0 => Bound::Number(first + 1 + self.rng.index(3)),
            _ => Bound::WidthLess(self.rng.index(3)),
        };
        Inner { first, end }
    }

    fn value(&mut self, inner: Option<Inner>, depth: u32) -> Value {
        if depth == 0 || self.rng.chance(25) {
            return match self.rng.below(6) {
                0 => Value::Literal(1 + self.rng.below(8) as u32),
                1 => Value::Counter,
                2 => Value::Local,
                3 => {
                    let output = self.rng.index(2);
                    Value::Output(output, self.output_index(output, inner))
                }
                _ => Value::Input(self.rng.index(2), self.any_index(inner)),
            };
        }
        let operations = [Operation::Add, Operation::Subtract, Operation::Multiply, Operation::Mix];
        let operation = *self.rng.pick(&operations);
        let (left, right) = (self.value(inner, depth - 1), self.value(inner, depth - 1));
        Value::Binary(operation, Box::new(left), Box::new(right))
    }

    /// An index of the output: by its plan, or any at all.
    fn output_index(&mut self, output: usize, inner: Option<Inner>) -> Index {
        if self.strays && self.rng.chance(30) {
            return self.any_index(inner);
        }
        match self.plans[output] {
            Plan::Row => match inner {
                Some(inner) => {
                    let less = match inner.end {
                        Bound::Number(end) => LEAST_WIDTH.saturating_sub(end),
                        Bound::WidthLess(less) => less,
                    };
                    let offset = self.rng.between(-(inner.first as i64), less as i64);
                    Index::Affine { factor: Factor::Width, inner: true, offset }
                }
                None => Index::Affine { factor: Factor::Width, inner: false, offset: 0 },
            },
            Plan::Places { number, offset } => {
                // The inner counter may run over the places where they are enough for it.
                let runs = inner.filter(|inner| matches!(inner.end, Bound::Number(end) if end <= number));
                let inner = runs.is_some() && self.rng.chance(70);
                let offset = if inner { offset } else { offset + self.rng.index(number) as i64 };
                Index::Affine { factor: Factor::Number(number), inner, offset }
            }
        }
    }

    /// Any index that is not negative.
    fn any_index(&mut self, inner: Option<Inner>) -> Index {
        match self.rng.below(12) {
            0 => Index::Modulo(2 + self.rng.index(3)),
            1 => Index::Half,
            2 => Index::Mirrored,
            kind => {
                let factor = match kind {
                    3 => Factor::Number(0),
                    4..=8 => Factor::Number(1),
                    9 => Factor::Number(2 + self.rng.index(3)),
                    _ => Factor::Width,
                };
                let least = match factor {
                    Factor::Number(0) => 0,
                    Factor::Number(_) | Factor::Width => -self.first,
                };
                Index::Affine {
                    factor,
                    inner: inner.is_some() && self.rng.chance(60),
                    offset: self.rng.between(least, 3),
                }
            }
        }
    }
}
