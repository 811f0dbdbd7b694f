//! Index expressions as sums of products, so that `(i * n + j) * 3 + 1` and `3 * (j + n * i) + 1` are the same.

use std::collections::{BTreeMap, BTreeSet};

/// What a product is made of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Atom {
    /// The counter of the parallel loop; of several, the outermost first.
    Counter(usize),
    /// The counter of a loop inside, by the number of its binding.
    Inner(usize),
    /// What is the same in all iterations, as its text.
    Invariant(String),
    /// What an iteration computes without the counters of the parallel loop, as far as can be seen.
    Private(String),
    /// What depends on a counter of the parallel loop in some other way, such as `i % 3`.
    Mixed(String),
}

/// Factors of a term, in order.
pub(super) type Factors = Vec<Atom>;

/// A sum of products with integer coefficients.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Poly(BTreeMap<Factors, i64>);

impl Poly {
    pub(super) fn constant(value: i64) -> Poly {
        let mut poly = Poly::default();
        poly.put(Vec::new(), value);
        poly
    }

    pub(super) fn atom(atom: Atom) -> Poly {
        let mut poly = Poly::default();
        poly.put(vec![atom], 1);
        poly
    }

    fn put(&mut self, factors: Factors, coefficient: i64) {
        let sum = self.0.get(&factors).copied().unwrap_or(0).saturating_add(coefficient);
        if sum == 0 {
            self.0.remove(&factors);
        } else {
            self.0.insert(factors, sum);
        }
    }

    pub(super) fn add(mut self, rhs: &Poly) -> Poly {
        for (factors, coefficient) in &rhs.0 {
            self.put(factors.clone(), *coefficient);
        }
        self
    }

    pub(super) fn sub(self, rhs: &Poly) -> Poly {
        self.add(&rhs.times(&Poly::constant(-1)))
    }

    pub(super) fn times(&self, rhs: &Poly) -> Poly {
        let mut product = Poly::default();
        for (left, a) in &self.0 {
            for (right, b) in &rhs.0 {
                let mut factors = left.clone();
                factors.extend(right.iter().cloned());
                factors.sort();
                product.put(factors, a.saturating_mul(*b));
            }
        }
        product
    }

    pub(super) fn terms(&self) -> impl Iterator<Item = (&Factors, i64)> {
        self.0.iter().map(|(factors, coefficient)| (factors, *coefficient))
    }

    pub(super) fn atoms(&self) -> BTreeSet<&Atom> {
        self.0.keys().flatten().collect()
    }

    pub(super) fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn as_constant(&self) -> Option<i64> {
        match self.0.len() {
            0 => Some(0),
            1 => self.0.get(&Vec::new()).copied(),
            _ => None,
        }
    }

    /// Whether it is the same in all iterations.
    pub(super) fn is_invariant(&self) -> bool {
        self.atoms().into_iter().all(|atom| matches!(atom, Atom::Invariant(_)))
    }

    /// `coefficient * atom + rest`, if the atom occurs in no other way.
    pub(super) fn split(&self, atom: &Atom) -> Option<(Poly, Poly)> {
        let (mut coefficient, mut rest) = (Poly::default(), Poly::default());
        for (factors, value) in &self.0 {
            match factors.iter().filter(|factor| *factor == atom).count() {
                0 => rest.put(factors.clone(), *value),
                1 => coefficient
                    .put(factors.iter().filter(|factor| *factor != atom).cloned().collect(), *value),
                _ => return None,
            }
        }
        Some((coefficient, rest))
    }

    /// The terms for which `keep` holds, and the others.
    pub(super) fn partition(&self, keep: impl Fn(&Factors) -> bool) -> (Poly, Poly) {
        let (mut kept, mut others) = (Poly::default(), Poly::default());
        for (factors, value) in &self.0 {
            if keep(factors) { &mut kept } else { &mut others }.put(factors.clone(), *value);
        }
        (kept, others)
    }

    /// With another value for an atom.
    pub(super) fn substitute(&self, atom: &Atom, value: &Poly) -> Poly {
        let mut result = Poly::default();
        for (factors, coefficient) in &self.0 {
            let mut term = Poly::constant(*coefficient);
            for factor in factors {
                term =
                    if factor == atom { term.times(value) } else { term.times(&Poly::atom(factor.clone())) };
            }
            result = result.add(&term);
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Poly {
        Poly::atom(Atom::Invariant(text.to_owned()))
    }

    #[test]
    fn products_are_multiplied_out() {
        let i = Poly::atom(Atom::Counter(0));
        let j = Poly::atom(Atom::Inner(1));
        let row = i.times(&name("n")).add(&j);
        let index = row.times(&name("m")).add(&Poly::constant(2));
        let (width, rest) = index.split(&Atom::Counter(0)).unwrap();
        assert_eq!(width, name("m").times(&name("n")));
        assert_eq!(rest, j.times(&name("m")).add(&Poly::constant(2)));
        assert_eq!(i.times(&i).split(&Atom::Counter(0)), None);
    }

    #[test]
    fn what_cancels_is_gone() {
        let sum = name("n").add(&Poly::constant(1)).sub(&name("n"));
        assert_eq!(sum.as_constant(), Some(1));
        assert!(sum.sub(&Poly::constant(1)).is_zero());
    }

    #[test]
    fn an_atom_is_replaced_everywhere() {
        let j = Atom::Inner(3);
        let index = Poly::atom(j.clone()).times(&name("m")).add(&Poly::atom(j.clone()));
        let last = name("m").sub(&Poly::constant(1));
        let at = index.substitute(&j, &last);
        assert_eq!(at, name("m").times(&name("m")).sub(&Poly::constant(1)));
    }
}
