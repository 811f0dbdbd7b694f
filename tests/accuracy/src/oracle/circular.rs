//! Circular functions and their inverses.

use astro_float_num::{BigFloat, RoundingMode};

use super::{NOT_A_NUMBER, Oracle, PRECISION, ROUND, Value, scaled};

impl Oracle {
    /// sin x, by the remainder and quadrant.
    pub fn sin(&mut self, x: f64) -> BigFloat {
        let (quadrant, rest) = self.reduce(x);
        self.sin_in_quadrant(quadrant, &rest)
    }

    /// cos x
    pub fn cos(&mut self, x: f64) -> BigFloat {
        let (quadrant, rest) = self.reduce(x);
        self.sin_in_quadrant(quadrant + 1, &rest)
    }

    /// tan x
    pub fn tan(&mut self, x: f64) -> BigFloat {
        let (quadrant, rest) = self.reduce(x);
        self.tan_in_quadrant(quadrant, &rest)
    }

    /// sin πx
    pub fn sin_pi(&mut self, x: f64) -> BigFloat {
        let (quadrant, rest) = self.reduce_pi(x);
        self.sin_in_quadrant(quadrant, &rest)
    }

    /// cos πx
    pub fn cos_pi(&mut self, x: f64) -> BigFloat {
        let (quadrant, rest) = self.reduce_pi(x);
        self.sin_in_quadrant(quadrant + 1, &rest)
    }

    /// tan πx; at its poles infinite, with the sign that IEEE 754 gives.
    pub fn tan_pi(&mut self, x: f64) -> Value {
        let (quadrant, rest) = self.reduce_pi(x);
        if rest.is_zero() && quadrant % 2 == 1 {
            return Value::Special(if quadrant == 1 { f64::INFINITY } else { -f64::INFINITY });
        }
        self.tan_in_quadrant(quadrant, &rest).into()
    }

    /// sin πx / (πx)
    pub fn sinc(&mut self, x: f64) -> BigFloat {
        let pi = self.pi();
        let sin = self.sin_pi(x);
        self.div(&sin, &self.mul(&pi, &self.number(x)))
    }

    /// x = n · π/2 + rest with |rest| ≤ π/4: n modulo 4 and the rest to full precision.
    fn reduce(&mut self, x: f64) -> (usize, BigFloat) {
        let number = self.number(x);
        if x.abs() < 0.75 {
            return (0, number);
        }
        // The digits before the point, those that a double next to a multiple of π/2 loses, and what is left.
        let precision = number.exponent().unwrap_or(0).max(0) as usize + 128 + PRECISION;
        let half_pi = scaled(&self.consts.pi(precision, ROUND), -1);
        let multiple = number.div(&half_pi, precision, ROUND).round(0, RoundingMode::ToEven);
        let rest = number.sub(&multiple.mul(&half_pi, precision, ROUND), precision, ROUND);
        let quarter = scaled(&multiple, -2);
        let turn = quarter.sub(&quarter.floor(), precision, ROUND);
        let quadrant = if turn.is_zero() { 0.0 } else { super::to_f64(&turn) * 4.0 };
        (quadrant as usize % 4, self.add(&rest, &self.number(0.0)))
    }

    /// πx = n · π/2 + rest: the multiple is exact.
    fn reduce_pi(&mut self, x: f64) -> (usize, BigFloat) {
        let turn = x % 2.0;
        let multiple = (2.0 * turn).round_ties_even();
        let rest = self.number(turn - 0.5 * multiple);
        let pi = self.pi();
        (multiple.rem_euclid(4.0) as usize, self.mul(&rest, &pi))
    }

    fn sin_in_quadrant(&self, quadrant: usize, rest: &BigFloat) -> BigFloat {
        match quadrant % 4 {
            0 => self.sin_series(rest),
            1 => self.cos_series(rest),
            2 => self.sin_series(rest).neg(),
            _ => self.cos_series(rest).neg(),
        }
    }

    fn tan_in_quadrant(&self, quadrant: usize, rest: &BigFloat) -> BigFloat {
        let (sin, cos) = (self.sin_series(rest), self.cos_series(rest));
        if quadrant.is_multiple_of(2) { self.div(&sin, &cos) } else { self.div(&cos, &sin).neg() }
    }

    /// sin x for small x.
    fn sin_series(&self, x: &BigFloat) -> BigFloat {
        self.alternating(x, x, 1.0)
    }

    /// cos x for small x.
    fn cos_series(&self, x: &BigFloat) -> BigFloat {
        self.alternating(&self.number(1.0), x, 0.0)
    }

    /// first · (1 − x² / ((n + 1)(n + 2)) + …)
    fn alternating(&self, first: &BigFloat, x: &BigFloat, mut n: f64) -> BigFloat {
        let square = self.mul(x, x).neg();
        let mut term = first.clone();
        let mut sum = first.clone();
        while !self.is_negligible(&term, &sum) {
            term = self.div(&self.mul(&term, &square), &self.number((n + 1.0) * (n + 2.0)));
            sum = self.add(&sum, &term);
            n += 2.0;
        }
        sum
    }

    /// atan x, for tiny x by three terms of its series.
    pub fn atan(&mut self, x: &BigFloat) -> BigFloat {
        if x.is_zero() || x.exponent().is_some_and(|exponent| exponent < -60) {
            let square = self.mul(x, x);
            let inner = self
                .sub(&self.number(1.0), &self.mul(&square, &self.div(&self.number(3.0), &self.number(5.0))));
            let cubic = self.div(&self.mul(&self.mul(x, &square), &inner), &self.number(3.0));
            return self.sub(x, &cubic);
        }
        x.atan(PRECISION, ROUND, &mut self.consts)
    }

    /// asin x = atan(x / √((1 − x)(1 + x)))
    pub fn asin(&mut self, x: &BigFloat) -> Value {
        let one = self.number(1.0);
        let product = self.mul(&self.sub(&one, x), &self.add(&one, x));
        if product.is_negative() && !product.is_zero() {
            return NOT_A_NUMBER;
        }
        if product.is_zero() {
            let half_pi = scaled(&self.pi(), -1);
            return self.with_sign_of(half_pi, x).into();
        }
        let tangent = self.div(x, &self.sqrt(&product));
        self.atan(&tangent).into()
    }

    /// acos x = 2 atan √((1 − x) / (1 + x))
    pub fn acos(&mut self, x: &BigFloat) -> Value {
        let one = self.number(1.0);
        let (below, above) = (self.sub(&one, x), self.add(&one, x));
        if above.is_zero() {
            return self.pi().into();
        }
        if below.is_negative() && !below.is_zero() || above.is_negative() {
            return NOT_A_NUMBER;
        }
        let tangent = self.sqrt(&self.div(&below, &above));
        let atan = self.atan(&tangent);
        scaled(&atan, 1).into()
    }

    /// The angle of (x, y), both finite and not both zero.
    pub fn atan2(&mut self, y: f64, x: f64) -> Value {
        if y == 0.0 && x > 0.0 {
            return Value::Special(y);
        }
        let half_pi = scaled(&self.pi(), -1);
        let angle = if x == 0.0 {
            half_pi
        } else {
            let ratio = self.div(&self.number(y.abs()), &self.number(x.abs()));
            let acute = self.atan(&ratio);
            if x < 0.0 { self.sub(&scaled(&half_pi, 1), &acute) } else { acute }
        };
        Value::Number(if y.is_sign_negative() { angle.neg() } else { angle })
    }

    /// Degrees of an angle in radians.
    pub fn degrees(&mut self, x: f64) -> BigFloat {
        let pi = self.pi();
        self.div(&self.mul(&self.number(x), &self.number(180.0)), &pi)
    }

    /// Radians of an angle in degrees.
    pub fn radians(&mut self, x: f64) -> BigFloat {
        let pi = self.pi();
        self.div(&self.mul(&self.number(x), &pi), &self.number(180.0))
    }
}
