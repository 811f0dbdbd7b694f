//! Exponentials, logarithms, powers, and what is composed of them.

use astro_float_num::BigFloat;

use super::{NOT_A_NUMBER, Oracle, PRECISION, ROUND, Value, scaled};

impl Oracle {
    /// e^x; beyond ±10^9 a number beyond all types.
    pub fn exp(&mut self, x: &BigFloat) -> BigFloat {
        if x.exponent().is_some_and(|exponent| exponent > 30) {
            let power = if x.is_negative() { -1_000_000_000 } else { 1_000_000_000 };
            return scaled(&self.number(1.0), power);
        }
        x.exp(PRECISION, ROUND, &mut self.consts)
    }

    /// e^x − 1, by its series where that would cancel.
    pub fn exp_m1(&mut self, x: &BigFloat) -> BigFloat {
        if x.is_zero() || x.exponent().is_some_and(|exponent| exponent > -1) {
            let exp = self.exp(x);
            return self.sub(&exp, &self.number(1.0));
        }
        let mut term = x.clone();
        let mut sum = x.clone();
        let mut n = 2.0;
        while !self.is_negligible(&term, &sum) {
            term = self.div(&self.mul(&term, x), &self.number(n));
            sum = self.add(&sum, &term);
            n += 1.0;
        }
        sum
    }

    /// 2^x, by splitting off the integer, which is exact.
    pub fn exp2(&mut self, x: &BigFloat) -> BigFloat {
        let ln_2 = self.ln_2();
        let product = self.mul(x, &ln_2);
        self.exp(&product)
    }

    /// 10^x
    pub fn exp10(&mut self, x: &BigFloat) -> BigFloat {
        let ln_10 = self.ln_10();
        let product = self.mul(x, &ln_10);
        self.exp(&product)
    }

    /// ln x; near 1 by the series of ln(1 + t), whose argument is exact.
    pub fn ln(&mut self, x: &BigFloat) -> BigFloat {
        let away = self.sub(x, &self.number(1.0));
        if away.is_zero() || away.exponent().is_some_and(|exponent| exponent < -1) {
            return self.ln_1p(&away);
        }
        x.ln(PRECISION, ROUND, &mut self.consts)
    }

    /// ln(1 + x) = 2 atanh(x / (2 + x)), by its series where 1 + x would lose digits.
    pub fn ln_1p(&mut self, x: &BigFloat) -> BigFloat {
        if x.is_zero() {
            return x.clone();
        }
        if x.exponent().is_some_and(|exponent| exponent > -2) {
            // Exact for doubles above ¼ in size, and near enough for larger ones.
            let sum = x.add(&self.number(1.0), PRECISION + 128, ROUND);
            return sum.ln(PRECISION, ROUND, &mut self.consts);
        }
        let ratio = self.div(x, &self.add(x, &self.number(2.0)));
        let square = self.mul(&ratio, &ratio);
        let mut power = ratio.clone();
        let mut sum = ratio.clone();
        let mut term = ratio;
        let mut n = 3.0;
        while !self.is_negligible(&term, &sum) {
            power = self.mul(&power, &square);
            term = self.div(&power, &self.number(n));
            sum = self.add(&sum, &term);
            n += 2.0;
        }
        scaled(&sum, 1)
    }

    /// ln 2
    pub fn ln_2(&mut self) -> BigFloat {
        let consts = &mut self.consts;
        self.ln_2.get_or_insert_with(|| consts.ln_2(PRECISION, ROUND)).clone()
    }

    /// ln 10
    pub fn ln_10(&mut self) -> BigFloat {
        let consts = &mut self.consts;
        self.ln_10.get_or_insert_with(|| consts.ln_10(PRECISION, ROUND)).clone()
    }

    /// The logarithm of x to a base, itself given by its logarithm.
    pub fn log(&mut self, x: &BigFloat, ln_base: &BigFloat) -> BigFloat {
        let ln = self.ln(x);
        self.div(&ln, ln_base)
    }

    /// x^y for finite x ≠ 0 and finite y.
    pub fn pow(&mut self, x: f64, y: f64) -> Value {
        let odd = y.abs() < 9007199254740992.0 && y % 2.0 != 0.0;
        if x < 0.0 && y != y.trunc() {
            return NOT_A_NUMBER;
        }
        let base = self.number(x.abs());
        let ln = self.ln(&base);
        let product = self.mul(&ln, &self.number(y));
        let power = self.exp(&product);
        Value::Number(if x < 0.0 && odd { power.neg() } else { power })
    }

    /// √(x² + y²)
    pub fn hypot(&self, x: f64, y: f64) -> BigFloat {
        let (x, y) = (self.number(x), self.number(y));
        self.sqrt(&self.add(&self.mul(&x, &x), &self.mul(&y, &y)))
    }

    /// sinh x; for small x from e^x − 1, where nothing cancels.
    pub fn sinh(&mut self, x: &BigFloat) -> BigFloat {
        let m1 = self.exp_m1(&x.abs());
        let one = self.number(1.0);
        // (m + m / (m + 1)) / 2
        let sum = self.add(&m1, &self.div(&m1, &self.add(&m1, &one)));
        self.with_sign_of(scaled(&sum, -1), x)
    }

    /// cosh x
    pub fn cosh(&mut self, x: &BigFloat) -> BigFloat {
        let exp = self.exp(&x.abs());
        scaled(&self.add(&exp, &self.div(&self.number(1.0), &exp)), -1)
    }

    /// tanh x = m / (m + 2) with m = e^2x − 1
    pub fn tanh(&mut self, x: &BigFloat) -> BigFloat {
        let m1 = self.exp_m1(&scaled(&x.abs(), 1));
        let ratio = self.div(&m1, &self.add(&m1, &self.number(2.0)));
        self.with_sign_of(ratio, x)
    }

    /// asinh x = ln(1 + x + x² / (1 + √(1 + x²)))
    pub fn asinh(&mut self, x: &BigFloat) -> BigFloat {
        let (x, one, sign) = (x.abs(), self.number(1.0), x);
        let square = self.mul(&x, &x);
        let root = self.sqrt(&self.add(&square, &one));
        let more = self.add(&x, &self.div(&square, &self.add(&root, &one)));
        let ln = self.ln_1p(&more);
        self.with_sign_of(ln, sign)
    }

    /// acosh x = ln(1 + t + √(t² + 2t)) with t = x − 1
    pub fn acosh(&mut self, x: &BigFloat) -> BigFloat {
        let t = self.sub(x, &self.number(1.0));
        let root = self.sqrt(&self.mul(&t, &self.add(&t, &self.number(2.0))));
        let more = self.add(&t, &root);
        self.ln_1p(&more)
    }

    /// atanh x = ½ ln(1 + 2x / (1 − x))
    pub fn atanh(&mut self, x: &BigFloat) -> BigFloat {
        let (x, sign) = (x.abs(), x);
        let ratio = self.div(&scaled(&x, 1), &self.sub(&self.number(1.0), &x));
        let ln = self.ln_1p(&ratio);
        self.with_sign_of(scaled(&ln, -1), sign)
    }

    /// 1 / (1 + e^−x)
    pub fn sigmoid(&mut self, x: &BigFloat) -> BigFloat {
        let exp = self.exp(&x.neg());
        let one = self.number(1.0);
        self.div(&one, &self.add(&one, &exp))
    }

    /// ln(p / (1 − p)), near ½ by ln(1 + (2p − 1) / (1 − p)).
    pub fn logit(&mut self, p: &BigFloat) -> BigFloat {
        let one = self.number(1.0);
        let rest = self.sub(&one, p);
        if self.is_below(p, 0.25) || self.is_below(&rest, 0.25) {
            let ratio = self.div(p, &rest);
            return self.ln(&ratio);
        }
        let excess = self.div(&self.sub(&scaled(p, 1), &one), &rest);
        self.ln_1p(&excess)
    }

    /// ln(1 + e^x)
    pub fn softplus(&mut self, x: &BigFloat) -> BigFloat {
        let exp = self.exp(&x.abs().neg());
        let ln = self.ln_1p(&exp);
        if x.is_negative() { ln } else { self.add(x, &ln) }
    }

    /// ln(e^x + e^y) where `unit` is 1, log2(2^x + 2^y) where it is ln 2.
    pub fn log_add(&mut self, x: f64, y: f64, unit: &BigFloat) -> BigFloat {
        let (x, y) = (self.number(x.max(y)), self.number(x.min(y)));
        let exp = self.exp(&self.mul(&self.sub(&y, &x), unit));
        let ln = self.ln_1p(&exp);
        self.add(&x, &self.div(&ln, unit))
    }

    pub(super) fn with_sign_of(&self, magnitude: BigFloat, x: &BigFloat) -> BigFloat {
        if x.is_negative() { magnitude.neg() } else { magnitude }
    }
}
