//! True values by arbitrary-precision arithmetic: `astro-float-num` for the elementary functions, and series and
//! continued fractions written here for the error functions.

use astro_float_num::{BigFloat, Consts, Radix, RoundingMode};

const ROUND: RoundingMode = RoundingMode::ToEven;

/// A true value: a number to many digits, or zero, an infinity or NaN.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Number(BigFloat),
    Special(f64),
}

/// The smallest positive number of the type.
pub(crate) fn smallest(bits: u32) -> f64 {
    if bits == 32 { f64::from(f32::from_bits(1)) } else { f64::from_bits(1) }
}

/// Arithmetic at one precision.
#[derive(Debug)]
pub(crate) struct Oracle {
    precision: usize,
    consts: Consts,
}

impl Oracle {
    pub(crate) fn new() -> Oracle {
        Oracle { precision: 320, consts: Consts::new().expect("memory for constants") }
    }

    pub(crate) fn number(&self, x: f64) -> BigFloat {
        // Subnormal doubles by way of normal ones.
        if x == 0.0 || x.abs() >= f64::MIN_POSITIVE {
            return BigFloat::from_f64(x, self.precision);
        }
        let mut number = BigFloat::from_f64(x * 2_f64.powi(200), self.precision);
        if let Some(exponent) = number.exponent() {
            number.set_exponent(exponent - 200);
        }
        number
    }

    pub(crate) fn parse(&mut self, decimal: &str) -> BigFloat {
        BigFloat::parse(decimal, Radix::Dec, self.precision, ROUND, &mut self.consts)
    }

    pub(crate) fn add(&self, x: &BigFloat, y: &BigFloat) -> BigFloat {
        x.add(y, self.precision, ROUND)
    }

    pub(crate) fn sub(&self, x: &BigFloat, y: &BigFloat) -> BigFloat {
        x.sub(y, self.precision, ROUND)
    }

    pub(crate) fn mul(&self, x: &BigFloat, y: &BigFloat) -> BigFloat {
        x.mul(y, self.precision, ROUND)
    }

    pub(crate) fn div(&self, x: &BigFloat, y: &BigFloat) -> BigFloat {
        x.div(y, self.precision, ROUND)
    }

    pub(crate) fn sqrt(&self, x: &BigFloat) -> BigFloat {
        x.sqrt(self.precision, ROUND)
    }

    pub(crate) fn exp(&mut self, x: &BigFloat) -> BigFloat {
        x.exp(self.precision, ROUND, &mut self.consts)
    }

    pub(crate) fn ln(&mut self, x: &BigFloat) -> BigFloat {
        x.ln(self.precision, ROUND, &mut self.consts)
    }

    /// Sine of a double: a power of two below 2^1024 needs as many further bits.
    pub(crate) fn sin(&mut self, x: f64) -> BigFloat {
        BigFloat::from_f64(x, 1500).sin(1500, ROUND, &mut self.consts)
    }

    pub(crate) fn cos(&mut self, x: f64) -> BigFloat {
        BigFloat::from_f64(x, 1500).cos(1500, ROUND, &mut self.consts)
    }

    pub(crate) fn powi(&self, x: f64, n: i32) -> BigFloat {
        let power = self.number(x).powi(n.unsigned_abs() as usize, self.precision, ROUND);
        if n < 0 { self.div(&self.number(1.0), &power) } else { power }
    }

    fn pi(&mut self) -> BigFloat {
        self.consts.pi(self.precision, ROUND)
    }

    /// erf x for x ≥ 0 by its series of positive terms, 2/√π e^(−x²) Σ 2^n x^(2n+1) / (2n+1)!!.
    fn erf_series(&mut self, x: &BigFloat) -> BigFloat {
        let square = self.mul(x, x);
        let double = self.add(&square, &square);
        let mut term = x.clone();
        let mut sum = x.clone();
        for n in 1..1000_u32 {
            term = self.div(&self.mul(&term, &double), &self.number(f64::from(2 * n + 1)));
            sum = self.add(&sum, &term);
            let (Some(large), Some(small)) = (sum.exponent(), term.exponent()) else { break };
            if term.is_zero() || i64::from(large) - i64::from(small) > self.precision as i64 {
                break;
            }
        }
        let root = self.pi();
        let height = self.exp(&square.neg());
        let scale = self.div(&height, &self.sqrt(&root));
        self.mul(&self.add(&sum, &sum), &scale)
    }

    /// erfc x for x ≥ 8 by its continued fraction, from the far end.
    fn erfc_fraction(&mut self, x: &BigFloat) -> BigFloat {
        let square = self.mul(x, x);
        let double = self.add(&square, &square);
        let one = self.number(1.0);
        let mut tail = one.clone();
        for n in (1..300_u32).rev() {
            let ratio = self.div(&self.number(f64::from(n)), &double);
            tail = self.add(&one, &self.div(&ratio, &tail));
        }
        let root = self.pi();
        let height = self.exp(&square.neg());
        let scale = self.div(&height, &self.mul(x, &self.sqrt(&root)));
        self.div(&scale, &tail)
    }

    pub(crate) fn erf(&mut self, x: &BigFloat) -> BigFloat {
        let value = self.erf_series(&x.abs());
        if x.is_negative() { value.neg() } else { value }
    }

    pub(crate) fn erfc(&mut self, x: &BigFloat) -> BigFloat {
        let one = self.number(1.0);
        if x.cmp(&self.number(8.0)).is_some_and(|order| order >= 0) {
            self.erfc_fraction(x)
        } else {
            let erf = self.erf(x);
            self.sub(&one, &erf)
        }
    }

    /// The upper tail of the normal distribution.
    pub(crate) fn normal_sf(&mut self, x: f64, loc: f64, scale: f64) -> BigFloat {
        let z = self.standardize(x, loc, scale);
        self.standard_sf(&z)
    }

    /// The lower tail.
    pub(crate) fn normal_cdf(&mut self, x: f64, loc: f64, scale: f64) -> BigFloat {
        let z = self.standardize(x, loc, scale).neg();
        self.standard_sf(&z)
    }

    fn standardize(&self, x: f64, loc: f64, scale: f64) -> BigFloat {
        self.div(&self.sub(&self.number(x), &self.number(loc)), &self.number(scale))
    }

    fn standard_sf(&mut self, z: &BigFloat) -> BigFloat {
        let root = self.sqrt(&self.number(2.0));
        let tail = self.erfc(&self.div(z, &root));
        self.mul(&tail, &self.number(0.5))
    }

    pub(crate) fn normal_pdf(&mut self, x: f64, loc: f64, scale: f64) -> BigFloat {
        let z = self.standardize(x, loc, scale);
        let half = self.mul(&self.mul(&z, &z), &self.number(-0.5));
        let pi = self.pi();
        let root = self.sqrt(&self.mul(&pi, &self.number(2.0)));
        let height = self.exp(&half);
        self.div(&height, &self.mul(&root, &self.number(scale)))
    }

    /// Whether the upper tail at a + steps · step is at least q.
    pub(crate) fn tail_reaches(&mut self, a: f64, steps: f64, step: f64, q: f64) -> bool {
        let z = self.add(&self.number(a), &self.mul(&self.number(steps), &self.number(step)));
        let tail = self.standard_sf(&z);
        tail.cmp(&self.number(q)).is_some_and(|order| order >= 0)
    }

    /// How far `got` is from `truth`, in units of the last place that `truth` has in the type.
    pub(crate) fn ulps(&self, got: f64, truth: &BigFloat, bits: u32) -> f64 {
        let (digits, lowest, overflow) = if bits == 32 { (24, -149, 128) } else { (53, -1074, 1024) };
        let Some(exponent) = truth.exponent() else {
            return if got == 0.0 { 0.0 } else { f64::INFINITY };
        };
        if got.is_infinite() && exponent >= overflow && truth.is_negative() == (got < 0.0) {
            return 0.0;
        }
        if !got.is_finite() {
            return f64::INFINITY;
        }
        if truth.is_zero() {
            return if got == 0.0 { 0.0 } else { f64::INFINITY };
        }
        let unit = (exponent - digits).max(lowest);
        let mut distance = self.sub(&self.number(got), truth);
        if distance.is_zero() {
            return 0.0;
        }
        let at = distance.exponent().expect("finite");
        distance.set_exponent(at - unit);
        to_f64(&distance).abs()
    }
}

/// The nearest double, for numbers of ordinary size.
fn to_f64(x: &BigFloat) -> f64 {
    let Some((words, _, _, exponent, _)) = x.as_raw_parts() else { return f64::INFINITY };
    let top = words.last().copied().unwrap_or(0);
    // The highest word is a fraction of 2^64, with its first bit set.
    (top as f64) / 18446744073709551616.0 * 2_f64.powi(exponent.clamp(-1000, 1000))
}
