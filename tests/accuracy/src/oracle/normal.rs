//! The error functions and the normal distribution.

use astro_float_num::BigFloat;

use super::{NOT_A_NUMBER, Oracle, PRECISION, Value, scaled};

impl Oracle {
    /// erf x for x ≥ 0 by its series of positive terms, 2/√π e^(−x²) Σ 2^n x^(2n+1) / (2n+1)!! (DLMF 7.6.2).
    fn erf_series(&mut self, x: &BigFloat) -> BigFloat {
        let square = self.mul(x, x);
        let double = scaled(&square, 1);
        let mut term = x.clone();
        let mut sum = x.clone();
        let mut n = 1.0;
        while !self.is_negligible(&term, &sum) {
            n += 2.0;
            term = self.div(&self.mul(&term, &double), &self.number(n));
            sum = self.add(&sum, &term);
        }
        let root = self.pi();
        let height = self.exp(&square.neg());
        let scale = self.div(&height, &self.sqrt(&root));
        self.mul(&scaled(&sum, 1), &scale)
    }

    /// erfc x for x ≥ 8 by its continued fraction (DLMF 7.9.1), from the far end.
    fn erfc_fraction(&mut self, x: &BigFloat) -> BigFloat {
        let square = self.mul(x, x);
        let double = scaled(&square, 1);
        let one = self.number(1.0);
        let mut tail = one.clone();
        for n in (1..200_u32).rev() {
            let ratio = self.div(&self.number(f64::from(n)), &double);
            tail = self.add(&one, &self.div(&ratio, &tail));
        }
        let root = self.pi();
        let height = self.exp(&square.neg());
        let scale = self.div(&height, &self.mul(x, &self.sqrt(&root)));
        self.div(&scale, &tail)
    }

    /// erf x
    pub fn erf(&mut self, x: &BigFloat) -> BigFloat {
        let one = self.number(1.0);
        let magnitude = x.abs();
        let value = if self.is_below(&magnitude, 8.0) {
            self.erf_series(&magnitude)
        } else {
            let rest = self.erfc_fraction(&magnitude);
            self.sub(&one, &rest)
        };
        self.with_sign_of(value, x)
    }

    /// erfc x
    pub fn erfc(&mut self, x: &BigFloat) -> BigFloat {
        let one = self.number(1.0);
        if self.is_below(x, 8.0) {
            let erf = self.erf(x);
            self.sub(&one, &erf)
        } else {
            self.erfc_fraction(x)
        }
    }

    /// The density at x.
    pub fn normal_pdf(&mut self, x: f64, loc: f64, scale: f64) -> Value {
        if !(scale > 0.0) {
            return NOT_A_NUMBER;
        }
        let z = self.standardize(x, loc, scale);
        let height = self.standard_pdf(&z);
        self.div(&height, &self.number(scale)).into()
    }

    /// The upper tail.
    pub fn normal_sf(&mut self, x: f64, loc: f64, scale: f64) -> Value {
        if !(scale > 0.0) {
            return NOT_A_NUMBER;
        }
        let z = self.standardize(x, loc, scale);
        self.normal_tail(&z).into()
    }

    /// The lower tail.
    pub fn normal_cdf(&mut self, x: f64, loc: f64, scale: f64) -> Value {
        if !(scale > 0.0) {
            return NOT_A_NUMBER;
        }
        let z = self.standardize(x, loc, scale).neg();
        self.normal_tail(&z).into()
    }

    /// Where the upper tail is q.
    pub fn normal_isf(&mut self, q: f64, loc: f64, scale: f64) -> Value {
        if !(scale > 0.0) || !(q >= 0.0) || q > 1.0 {
            return NOT_A_NUMBER;
        }
        let z = self.standard_isf(q);
        self.place(&z, loc, scale).into()
    }

    /// Where the lower tail is p.
    pub fn normal_ppf(&mut self, p: f64, loc: f64, scale: f64) -> Value {
        if !(scale > 0.0) || !(p >= 0.0) || p > 1.0 {
            return NOT_A_NUMBER;
        }
        let z = self.standard_isf(p).neg();
        self.place(&z, loc, scale).into()
    }

    fn standardize(&self, x: f64, loc: f64, scale: f64) -> BigFloat {
        self.div(&self.sub(&self.number(x), &self.number(loc)), &self.number(scale))
    }

    fn place(&self, z: &BigFloat, loc: f64, scale: f64) -> BigFloat {
        self.add(&self.number(loc), &self.mul(&self.number(scale), z))
    }

    fn standard_pdf(&mut self, z: &BigFloat) -> BigFloat {
        let half = scaled(&self.mul(z, z), -1).neg();
        let two_pi = scaled(&self.pi(), 1);
        let height = self.exp(&half);
        self.div(&height, &self.sqrt(&two_pi))
    }

    /// The upper tail of the standard distribution.
    pub fn normal_tail(&mut self, z: &BigFloat) -> BigFloat {
        let root = self.sqrt(&self.number(2.0));
        let tail = self.erfc(&self.div(z, &root));
        scaled(&tail, -1)
    }

    /// The inverse of the upper tail, 0 < q < 1: two terms of the inverse function's series about an approximation,
    /// again until the correction is small.
    fn standard_isf(&mut self, q: f64) -> BigFloat {
        let target = self.number(q);
        let mut z = self.number(quantile(q));
        for _ in 0..20 {
            let tail = self.normal_tail(&z);
            let slope = self.standard_pdf(&z);
            let step = self.div(&self.sub(&tail, &target), &slope);
            let bend = scaled(&self.mul(&z, &self.mul(&step, &step)), -1);
            z = self.add(&z, &self.add(&step, &bend));
            let (size, shift) = (z.exponent().unwrap_or(0), step.exponent().unwrap_or(0));
            if step.is_zero() || size - shift > PRECISION as i32 / 6 {
                break;
            }
        }
        z
    }
}

/// The inverse of the upper tail to about 50 bits.
pub(crate) fn quantile(q: f64) -> f64 {
    if q <= 0.5 { std::f64::consts::SQRT_2 * pxfm::f_erfcinv(2.0 * q) } else { -quantile(1.0 - q) }
}
