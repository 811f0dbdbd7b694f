//! The gamma function and its logarithm: Stirling's series above 40, recurrence below, reflection at ½.

use astro_float_num::BigFloat;

use super::{NOT_A_NUMBER, Oracle, PRECISION, ROUND, Value, scaled};

/// Where Stirling's series with [`TERMS`] terms is good for 300 bits.
const FAR: f64 = 40.0;
const TERMS: usize = 60;
/// Bits for the recurrence of Bernoulli's numbers, which loses many.
const MANY: usize = 1024;

impl Oracle {
    /// Γ(x) for finite x.
    pub fn gamma(&mut self, x: f64) -> Value {
        if x == 0.0 {
            return Value::Special(1.0 / x);
        }
        if x < 0.0 && x == x.trunc() {
            return NOT_A_NUMBER;
        }
        // Beyond all types on either side.
        if x > 200.0 {
            return Value::Special(f64::INFINITY);
        }
        if x < -220.0 {
            let tiny = scaled(&self.number(1.0), -3000);
            return Value::Number(if x.floor() % 2.0 == 0.0 { tiny } else { tiny.neg() });
        }
        let number = self.number(x);
        if x > 0.0 {
            return self.gamma_of_positive(&number).into();
        }
        let beyond = self.sub(&self.number(1.0), &number);
        let other = self.gamma_of_positive(&beyond);
        let sin = self.sin_pi(x);
        let pi = self.pi();
        self.div(&pi, &self.mul(&sin, &other)).into()
    }

    /// ln |Γ(x)| for finite x.
    pub fn ln_gamma(&mut self, x: f64) -> Value {
        if x <= 0.0 && x == x.trunc() {
            return Value::Special(f64::INFINITY);
        }
        let number = self.number(x);
        if x > 0.0 {
            return self.ln_gamma_of_positive(&number).into();
        }
        let beyond = self.sub(&self.number(1.0), &number);
        let other = self.ln_gamma_of_positive(&beyond);
        let sin = self.sin_pi(x).abs();
        let pi = self.pi();
        let ratio = self.ln(&self.div(&pi, &sin));
        self.sub(&ratio, &other).into()
    }

    fn gamma_of_positive(&mut self, x: &BigFloat) -> BigFloat {
        let (far, product) = self.shift(x);
        let ln = self.stirling(&far);
        let gamma = self.exp(&ln);
        self.div(&gamma, &product)
    }

    fn ln_gamma_of_positive(&mut self, x: &BigFloat) -> BigFloat {
        let (far, product) = self.shift(x);
        let ln = self.stirling(&far);
        let less = self.ln(&product);
        self.sub(&ln, &less)
    }

    /// x + n above [`FAR`], and x (x + 1) … (x + n − 1).
    fn shift(&self, x: &BigFloat) -> (BigFloat, BigFloat) {
        let one = self.number(1.0);
        let (mut x, mut product) = (x.clone(), one.clone());
        while self.is_below(&x, FAR) {
            product = self.mul(&product, &x);
            x = self.add(&x, &one);
        }
        (x, product)
    }

    /// ln Γ(x) for large x: (x − ½) ln x − x + ½ ln 2π + Σ B(2k) / (2k (2k − 1) x^(2k − 1)), DLMF 5.11.1.
    fn stirling(&mut self, x: &BigFloat) -> BigFloat {
        if self.stirling.is_empty() {
            self.stirling = stirling_coefficients(self);
        }
        let inverse = self.div(&self.number(1.0), x);
        let square = self.mul(&inverse, &inverse);
        let mut power = inverse;
        let mut tail = self.number(0.0);
        for coefficient in &self.stirling {
            let term = self.mul(coefficient, &power);
            tail = self.add(&tail, &term);
            if self.is_negligible(&term, x) {
                break;
            }
            power = self.mul(&power, &square);
        }
        let ln = self.ln(x);
        let two_pi = scaled(&self.pi(), 1);
        let constant = scaled(&self.ln(&two_pi), -1);
        let main = self.sub(&self.mul(&self.sub(x, &self.number(0.5)), &ln), x);
        self.add(&self.add(&main, &constant), &tail)
    }
}

/// B(2k) / (2k (2k − 1)) for k from 1 on, from Σ C(m + 1, j) B(j) = 0.
fn stirling_coefficients(oracle: &Oracle) -> Vec<BigFloat> {
    let number = |x: f64| BigFloat::from_f64(x, MANY);
    let mut bernoulli = vec![number(1.0)];
    for m in 1..=2 * TERMS {
        let mut binomial = number(1.0);
        let mut sum = number(0.0);
        for (j, b) in bernoulli.iter().enumerate() {
            sum = sum.add(&binomial.mul(b, MANY, ROUND), MANY, ROUND);
            let (up, down) = (number((m + 1 - j) as f64), number((j + 1) as f64));
            binomial = binomial.mul(&up, MANY, ROUND).div(&down, MANY, ROUND);
        }
        bernoulli.push(sum.div(&number((m + 1) as f64), MANY, ROUND).neg());
    }
    let term = |k: usize| {
        let even = (2 * k) as f64;
        bernoulli[2 * k].div(&oracle.number(even * (even - 1.0)), PRECISION, ROUND)
    };
    (1..=TERMS).map(term).collect()
}
