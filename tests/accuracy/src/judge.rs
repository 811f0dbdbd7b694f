//! The error of one result after another, and the largest.

use ufunc::math::table;

use crate::double_double::Dd;
use crate::float_type::Type;
use crate::function::Function;
use crate::oracle::Oracle;

/// How many failures are told.
const TOLD: usize = 8;

/// Results of one function in one type, and what is known of their errors.
#[derive(Debug)]
pub struct Judge<'f> {
    function: &'f Function,
    ty: Type,
    oracle: Oracle,
    bound: f64,
    finding: Finding,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Finding {
    /// How many results there were.
    pub checked: usize,
    /// Largest error in units of the last place; errors up to ½ are not told apart.
    pub worst: f64,
    /// The call with the largest error and its result, if that is above ½.
    pub at: Option<(Vec<f64>, f64)>,
    /// How many results are further off than the bound.
    pub too_far: usize,
    /// Some of them.
    pub failures: Vec<String>,
}

impl Finding {
    /// With what another one found.
    pub fn merge(&mut self, other: Finding) {
        self.checked += other.checked;
        self.too_far += other.too_far;
        self.failures.extend(other.failures);
        self.failures.truncate(TOLD);
        if !(other.worst <= self.worst) {
            self.worst = other.worst;
            self.at = other.at;
        }
    }
}

impl<'f> Judge<'f> {
    /// Bounded by the table.
    ///
    /// # Panics
    /// If the function has no row there.
    pub fn new(function: &'f Function, ty: Type) -> Judge<'f> {
        let row = table::row(function.name, ty.bits());
        let bound = row.unwrap_or_else(|| panic!("{} has no row in the table", function.name)).bound;
        Judge::with_bound(function, ty, bound)
    }

    /// With a bound of one's own.
    pub fn with_bound(function: &'f Function, ty: Type, bound: f64) -> Judge<'f> {
        let finding = Finding { worst: 0.5, ..Finding::default() };
        Judge { function, ty, oracle: Oracle::new(), bound, finding }
    }

    /// Notes results over columns of arguments.
    pub fn note_all(&mut self, columns: &[Vec<f64>], results: &[f64]) {
        let mut args = vec![0.0; columns.len()];
        for (index, &got) in results.iter().enumerate() {
            for (arg, column) in args.iter_mut().zip(columns) {
                *arg = column[index];
            }
            self.note(&args, got);
        }
    }

    /// Notes one result.
    pub fn note(&mut self, args: &[f64], got: f64) {
        self.finding.checked += 1;
        // What is within the bound and not the worst so far is of no interest.
        let settled = self.finding.worst.min(self.bound.max(0.5));
        if self.is_within(args, got, settled) {
            return;
        }
        let truth = self.function.value(&mut self.oracle, args);
        let error = self.function.error(&mut self.oracle, args, got, &truth, self.ty);
        if !(error <= self.finding.worst) {
            self.finding.worst = error;
            self.finding.at = Some((args.to_vec(), got));
        }
        if !(error <= self.bound) {
            self.finding.too_far += 1;
            if self.finding.failures.len() < TOLD {
                let call = self.function.call(args);
                self.finding.failures.push(format!("{call} = {got:?} in {} is {error:.4} ULP off", self.ty));
            }
        }
    }

    /// What was found.
    pub fn finish(self) -> Finding {
        self.finding
    }

    /// Whether the error is surely not above `limit`, which is at least ½.
    fn is_within(&self, args: &[f64], got: f64, limit: f64) -> bool {
        let peer = &self.function.peer;
        if let (Type::F32, Some(single)) = (self.ty, peer.single)
            && is_same(single(args), got)
        {
            return true;
        }
        if let Some(near) = peer.double.and_then(|double| double(args)) {
            if self.ty == Type::F64 && is_same(near, got) {
                if peer.margin <= limit {
                    return true;
                }
            } else if near.is_finite() && near != 0.0 {
                let margin = peer.margin * 2.0 * Type::F64.unit_below(near);
                if self.is_near(got, Dd::from(near), margin, limit) {
                    return true;
                }
            }
        }
        self.function
            .close
            .and_then(|close| close(args))
            .is_some_and(|close| self.is_near(got, close.value, close.margin, limit))
    }

    /// Whether `got` is within `limit` units of a value with a margin.
    fn is_near(&self, got: f64, value: Dd, margin: f64, limit: f64) -> bool {
        let unit = self.ty.unit_below(value.hi);
        let distance = ((got - value.hi) - value.lo).abs() + margin;
        // What the sums here round counts little, but it counts.
        distance * (1.0 + 1e-9) <= limit * unit && got.abs() <= self.ty.largest()
    }
}

/// Whether two results are the same, any NaN being one.
pub fn is_same(x: f64, y: f64) -> bool {
    x.to_bits() == y.to_bits() || x.is_nan() && y.is_nan()
}
