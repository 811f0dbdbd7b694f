//! True values by arbitrary-precision arithmetic: `astro-float-num` for exp, ln, atan and the arithmetic, and formulas
//! and series written here for all else.
//!
//! Results have at least 150 right bits, also where terms cancel: arguments are doubles, so they are rarely closer than
//! 2^−60 to a zero of a function, and the precision is 256.

mod circular;
mod elementary;
mod gamma;
mod normal;

use astro_float_num::{BigFloat, Consts, Radix, RoundingMode};

use crate::float_type::Type;

pub(crate) use normal::quantile;

const ROUND: RoundingMode = RoundingMode::ToEven;

/// Bits of the arithmetic.
const PRECISION: usize = 256;

/// A true value: a number to many digits, or one that a double holds, such as an infinity or NaN.
#[derive(Debug, Clone)]
pub enum Value {
    /// To many digits.
    Number(BigFloat),
    /// This very number.
    Special(f64),
}

impl From<BigFloat> for Value {
    fn from(number: BigFloat) -> Value {
        if number.is_nan() {
            Value::Special(f64::NAN)
        } else if number.is_inf() {
            Value::Special(if number.is_negative() { -f64::INFINITY } else { f64::INFINITY })
        } else {
            Value::Number(number)
        }
    }
}

/// Outside the domain.
pub const NOT_A_NUMBER: Value = Value::Special(f64::NAN);

/// Arithmetic at one precision.
#[derive(Debug)]
pub struct Oracle {
    consts: Consts,
    ln_2: Option<BigFloat>,
    ln_10: Option<BigFloat>,
    /// The coefficients of Stirling's series.
    stirling: Vec<BigFloat>,
}

impl Default for Oracle {
    fn default() -> Oracle {
        Oracle::new()
    }
}

impl Oracle {
    /// Without anything computed yet.
    ///
    /// # Panics
    /// If there is no memory for constants.
    pub fn new() -> Oracle {
        Oracle {
            consts: Consts::new().expect("memory for constants"),
            ln_2: None,
            ln_10: None,
            stirling: Vec::new(),
        }
    }

    /// A double, exactly.
    pub fn number(&self, x: f64) -> BigFloat {
        // Subnormal doubles by way of normal ones.
        if x == 0.0 || x.abs() >= f64::MIN_POSITIVE || !x.is_finite() {
            return BigFloat::from_f64(x, PRECISION);
        }
        scaled(&BigFloat::from_f64(x * 2_f64.powi(200), PRECISION), -200)
    }

    /// A decimal number.
    pub fn parse(&mut self, decimal: &str) -> BigFloat {
        BigFloat::parse(decimal, Radix::Dec, PRECISION, ROUND, &mut self.consts)
    }

    /// x + y
    pub fn add(&self, x: &BigFloat, y: &BigFloat) -> BigFloat {
        x.add(y, PRECISION, ROUND)
    }

    /// x − y
    pub fn sub(&self, x: &BigFloat, y: &BigFloat) -> BigFloat {
        x.sub(y, PRECISION, ROUND)
    }

    /// x · y
    pub fn mul(&self, x: &BigFloat, y: &BigFloat) -> BigFloat {
        x.mul(y, PRECISION, ROUND)
    }

    /// x / y
    pub fn div(&self, x: &BigFloat, y: &BigFloat) -> BigFloat {
        x.div(y, PRECISION, ROUND)
    }

    /// √x
    pub fn sqrt(&self, x: &BigFloat) -> BigFloat {
        x.sqrt(PRECISION, ROUND)
    }

    /// ∛x
    pub fn cbrt(&self, x: &BigFloat) -> BigFloat {
        x.cbrt(PRECISION, ROUND)
    }

    fn pi(&mut self) -> BigFloat {
        self.consts.pi(PRECISION, ROUND)
    }

    /// Whether x < y.
    fn is_below(&self, x: &BigFloat, y: f64) -> bool {
        x.cmp(&self.number(y)).is_some_and(|order| order < 0)
    }

    /// Whether `term` no longer counts in `sum`.
    fn is_negligible(&self, term: &BigFloat, sum: &BigFloat) -> bool {
        match (term.exponent(), sum.exponent()) {
            (Some(small), Some(large)) => {
                term.is_zero() || i64::from(large) - i64::from(small) > PRECISION as i64 + 8
            }
            _ => true,
        }
    }

    /// How far `got` is from the truth, in units of the last place that the truth has in the type.
    pub fn error(&self, got: f64, truth: &Value, ty: Type) -> f64 {
        let same = |same: bool| if same { 0.0 } else { f64::INFINITY };
        match truth {
            Value::Special(truth) if truth.is_nan() => same(got.is_nan()),
            _ if got.is_nan() => f64::INFINITY,
            Value::Special(truth) if truth.is_infinite() => same(got == *truth),
            Value::Special(truth) => self.distance_of_result(got, &self.number(*truth), ty),
            Value::Number(truth) => self.distance_of_result(got, truth, ty),
        }
    }

    fn distance_of_result(&self, got: f64, truth: &BigFloat, ty: Type) -> f64 {
        if !got.is_infinite() {
            return self.distance(&self.number(got), truth, ty);
        }
        // An infinity stands where the next number would be, and is right for all beyond.
        if !truth.is_zero()
            && truth.exponent().is_some_and(|exponent| exponent > ty.overflow())
            && truth.is_negative() == (got < 0.0)
        {
            return 0.0;
        }
        self.distance(&scaled(&self.number(got.signum()), ty.overflow()), truth, ty)
    }

    /// How far two numbers are from each other, in units of the last place of the second.
    pub fn distance(&self, x: &BigFloat, truth: &BigFloat, ty: Type) -> f64 {
        let exponent = if truth.is_zero() { i32::MIN / 2 } else { truth.exponent().unwrap_or(0) };
        let unit = (exponent - ty.digits()).max(ty.lowest()).min(ty.overflow() - ty.digits());
        let distance = scaled(&self.sub(x, truth), -unit);
        if distance.is_zero() { 0.0 } else { to_f64(&distance).abs() }
    }
}

/// x · 2^power
fn scaled(x: &BigFloat, power: i32) -> BigFloat {
    let mut result = x.clone();
    if let (false, Some(exponent)) = (x.is_zero(), x.exponent()) {
        result.set_exponent(exponent + power);
    }
    result
}

/// The nearest double or the one below, for numbers of ordinary size.
pub fn to_f64(x: &BigFloat) -> f64 {
    let Some((words, _, sign, exponent, _)) = x.as_raw_parts() else { return f64::INFINITY };
    let top = words.last().copied().unwrap_or(0);
    // The highest word is a fraction of 2^64, with its first bit set.
    let magnitude = (top as f64) / 18446744073709551616.0 * 2_f64.powi(exponent.clamp(-1000, 1000));
    if sign.is_positive() { magnitude } else { -magnitude }
}
