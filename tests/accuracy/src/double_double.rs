//! Sums of two doubles, some 100 bits: fast estimates of what no library has, with a margin.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// hi + lo, where hi is the sum rounded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dd {
    /// The sum, rounded.
    pub hi: f64,
    /// What rounding took.
    pub lo: f64,
}

/// A true value with a margin.
#[derive(Debug, Clone, Copy)]
pub struct Close {
    /// The estimate.
    pub value: Dd,
    /// How far it may be from the truth.
    pub margin: f64,
}

const LN_2: Dd = Dd { hi: std::f64::consts::LN_2, lo: 2.3190468138462996e-17 };

impl From<f64> for Dd {
    fn from(hi: f64) -> Dd {
        Dd { hi, lo: 0.0 }
    }
}

impl Dd {
    /// Of two doubles, the first the larger one.
    pub const fn new(hi: f64, lo: f64) -> Dd {
        Dd { hi, lo }
    }

    fn quick_sum(hi: f64, lo: f64) -> Dd {
        let sum = hi + lo;
        Dd { hi: sum, lo: lo - (sum - hi) }
    }

    /// Exactly the sum of two doubles.
    pub fn sum(x: f64, y: f64) -> Dd {
        let sum = x + y;
        let rest = sum - x;
        Dd { hi: sum, lo: (x - (sum - rest)) + (y - rest) }
    }

    /// Exactly the product of two doubles, unless it is tiny.
    pub fn product(x: f64, y: f64) -> Dd {
        let product = x * y;
        Dd { hi: product, lo: x.mul_add(y, -product) }
    }

    /// √x
    pub fn sqrt(self) -> Dd {
        let root = self.hi.sqrt();
        if root == 0.0 {
            return Dd::from(0.0);
        }
        let rest = self - Dd::product(root, root);
        Dd::quick_sum(root, rest.hi / (2.0 * root))
    }

    /// Times a power of two.
    pub fn scale(self, power: f64) -> Dd {
        Dd { hi: self.hi * power, lo: self.lo * power }
    }

    /// e^x − 1 for |x| < 0.4: the series after seven halvings, which are undone by (1 + s)² − 1 = 2s + s².
    fn exp_m1_of_small(self) -> Dd {
        let x = self.scale(1.0 / 128.0);
        let mut sum = Dd::from(0.0);
        for n in (1..=11).rev() {
            // x/n (1 + …)
            sum = (Dd::from(1.0) + sum) * x / Dd::from(f64::from(n));
        }
        for _ in 0..7 {
            sum = sum.scale(2.0) + sum * sum;
        }
        sum
    }

    /// e^x, where it is neither subnormal nor infinite.
    pub fn exp(self) -> Option<Dd> {
        if !(self.hi.abs() < 665.0) {
            return None;
        }
        let multiple = (self.hi / LN_2.hi).round();
        let rest = self - Dd::from(multiple) * LN_2;
        Some((Dd::from(1.0) + rest.exp_m1_of_small()).scale(2_f64.powi(multiple as i32)))
    }

    /// ln(1 + x), for |x| < ¼ by 2 atanh(x / (2 + x)).
    pub fn ln_1p(self) -> Option<Dd> {
        if self.hi.abs() >= 0.25 {
            return (Dd::from(1.0) + self).ln();
        }
        let ratio = self / (Dd::from(2.0) + self);
        let square = ratio * ratio;
        let mut sum = Dd::from(0.0);
        for n in (0..20).rev() {
            sum = sum * square + Dd::from(1.0) / Dd::from(f64::from(2 * n + 1));
        }
        Some((sum * ratio).scale(2.0))
    }

    /// ln x for normal x: from a double's logarithm y, as y + ln(x e^−y).
    pub fn ln(self) -> Option<Dd> {
        let away = self - Dd::from(1.0);
        if away.hi.abs() < 0.25 {
            return away.ln_1p();
        }
        if !(self.hi > 1e-280 && self.hi < 1e280) {
            return None;
        }
        let near = pxfm::f_log(self.hi);
        let rest = self * Dd::from(-near).exp()? - Dd::from(1.0);
        Some(Dd::from(near) + (rest - (rest * rest).scale(0.5)))
    }

    /// With a margin of so many units of 2^−90 of `size`.
    pub fn within(self, units: f64, size: f64) -> Close {
        Close { value: self, margin: units * 2_f64.powi(-90) * size.abs().max(self.hi.abs()) }
    }
}

impl Neg for Dd {
    type Output = Dd;

    fn neg(self) -> Dd {
        Dd { hi: -self.hi, lo: -self.lo }
    }
}

impl Add for Dd {
    type Output = Dd;

    fn add(self, other: Dd) -> Dd {
        let (high, low) = (Dd::sum(self.hi, other.hi), Dd::sum(self.lo, other.lo));
        let sum = Dd::quick_sum(high.hi, high.lo + low.hi);
        Dd::quick_sum(sum.hi, sum.lo + low.lo)
    }
}

impl Sub for Dd {
    type Output = Dd;

    fn sub(self, other: Dd) -> Dd {
        self + -other
    }
}

impl Mul for Dd {
    type Output = Dd;

    fn mul(self, other: Dd) -> Dd {
        let product = Dd::product(self.hi, other.hi);
        let cross = self.hi.mul_add(other.lo, self.lo * other.hi);
        Dd::quick_sum(product.hi, product.lo + cross)
    }
}

impl Div for Dd {
    type Output = Dd;

    fn div(self, other: Dd) -> Dd {
        let first = self.hi / other.hi;
        let rest = self - other * Dd::from(first);
        let second = rest.hi / other.hi;
        let rest = rest - other * Dd::from(second);
        Dd::quick_sum(first, second) + Dd::from(rest.hi / other.hi)
    }
}
