//! True values with a margin, from sums of two doubles, for functions that `pxfm` lacks.

use crate::double_double::{Close, Dd};
use crate::oracle::quantile;

const ONE: Dd = Dd::new(1.0, 0.0);
const LN_2: Dd = Dd::new(std::f64::consts::LN_2, 2.3190468138462996e-17);
const SQRT_PI: Dd = Dd::new(1.772453850905516, -7.666586499825799e-17);
const SQRT_2: Dd = Dd::new(std::f64::consts::SQRT_2, -9.667293313452913e-17);
const SQRT_2_PI: Dd = Dd::new(2.5066282746310007, -1.8328579980459167e-16);

/// x times a constant.
pub fn times(x: f64, constant: Dd) -> Option<Close> {
    let product = Dd::from(x) * constant;
    usual(product.within(1.0, 0.0))
}

/// Only where the second double has its digits.
fn usual(close: Close) -> Option<Close> {
    (close.value.hi.abs() > 1e-280 && close.value.hi.abs() < 1e300).then_some(close)
}

/// 1 / (1 + e^−x)
pub fn sigmoid(x: f64) -> Option<Close> {
    let exp = Dd::from(-x).exp()?;
    usual((ONE / (ONE + exp)).within(8.0, 0.0))
}

/// ln(p / (1 − p)), near ½ by ln(1 + (2p − 1) / (1 − p)).
pub fn logit(p: f64) -> Option<Close> {
    let rest = Dd::sum(1.0, -p);
    if p > 0.25 && p < 0.75 {
        let excess = Dd::sum(2.0 * p, -1.0) / rest;
        return usual(excess.ln_1p()?.within(8.0, 0.0));
    }
    usual((Dd::from(p) / rest).ln()?.within(8.0, 0.0))
}

/// ln(1 + e^x)
pub fn softplus(x: f64) -> Option<Close> {
    let ln = Dd::from(-x.abs()).exp()?.ln_1p()?;
    usual((if x < 0.0 { ln } else { Dd::from(x) + ln }).within(8.0, 0.0))
}

/// ln(e^x + e^y)
pub fn log_add_exp(x: f64, y: f64) -> Option<Close> {
    let (x, y) = (x.max(y), x.min(y));
    let ln = Dd::sum(y, -x).exp()?.ln_1p()?;
    usual((Dd::from(x) + ln).within(8.0, x.abs().max(1.0)))
}

/// log2(2^x + 2^y)
pub fn log_add_exp2(x: f64, y: f64) -> Option<Close> {
    let (x, y) = (x.max(y), x.min(y));
    let ln = (Dd::sum(y, -x) * LN_2).exp()?.ln_1p()?;
    usual((Dd::from(x) + ln / LN_2).within(8.0, x.abs().max(1.0)))
}

/// x ln y
pub fn xlogy(x: f64, y: f64) -> Option<Close> {
    usual((Dd::from(x) * Dd::from(y).ln()?).within(8.0, 0.0))
}

/// x ln(1 + y)
pub fn xlog1py(x: f64, y: f64) -> Option<Close> {
    let sum = if y.abs() < 0.25 { Dd::from(y).ln_1p()? } else { Dd::sum(1.0, y).ln()? };
    usual((Dd::from(x) * sum).within(8.0, 0.0))
}

/// The logarithm of x to the base b.
pub fn log(x: f64, b: f64) -> Option<Close> {
    usual((Dd::from(x).ln()? / Dd::from(b).ln()?).within(8.0, 0.0))
}

/// (x − loc) / scale
fn standardize(x: f64, loc: f64, scale: f64) -> Dd {
    Dd::sum(x, -loc) / Dd::from(scale)
}

/// e^(−z²/2) / √2π
fn density(z: Dd) -> Option<Dd> {
    Some((z * z).scale(-0.5).exp()? / SQRT_2_PI)
}

/// Below this the series of erf, above it the continued fraction of erfc.
const MIDDLE: f64 = 3.0;

/// Half erf(z / √2), the probability from 0 to z, for |z| / √2 up to [`MIDDLE`].
fn half_erf(z: Dd) -> Option<Dd> {
    let x = z / SQRT_2;
    let square = x * x;
    let (mut term, mut sum, mut n) = (x, x, 1.0);
    while term.hi.abs() > sum.hi.abs() * 1e-33 {
        n += 2.0;
        term = term * square.scale(2.0) / Dd::from(n);
        sum = sum + term;
    }
    Some(sum * (-square).exp()? / SQRT_PI)
}

/// The upper tail for z / √2 above [`MIDDLE`].
fn far_tail(z: Dd) -> Option<Dd> {
    let x = z / SQRT_2;
    let square = x * x;
    let mut tail = ONE;
    for n in (1..=90_u32).rev() {
        tail = ONE + Dd::from(f64::from(n)) / (square.scale(2.0) * tail);
    }
    Some((-square).exp()? / (x * SQRT_PI * tail).scale(2.0))
}

/// The upper tail, and how much larger the terms were that it is made of.
fn upper_tail(z: Dd) -> Option<(Dd, f64)> {
    if z.hi / SQRT_2.hi > MIDDLE {
        Some((far_tail(z)?, 0.0))
    } else if z.hi / SQRT_2.hi < -MIDDLE {
        Some((ONE - far_tail(-z)?, 1.0))
    } else {
        Some((Dd::from(0.5) - half_erf(z)?, 1.0))
    }
}

/// The normal density.
pub fn normal_pdf(x: f64, loc: f64, scale: f64) -> Option<Close> {
    let z = standardize(x, loc, scale);
    // The margin of z² / 2 in e^(−z² / 2).
    let grown = 8.0 + z.hi * z.hi;
    usual((density(z)? / Dd::from(scale)).within(grown, 0.0))
}

/// The upper tail.
pub fn normal_sf(x: f64, loc: f64, scale: f64) -> Option<Close> {
    let z = standardize(x, loc, scale);
    let (tail, size) = upper_tail(z)?;
    usual(tail.within(8.0 + z.hi * z.hi, size))
}

/// The lower tail.
pub fn normal_cdf(x: f64, loc: f64, scale: f64) -> Option<Close> {
    let z = -standardize(x, loc, scale);
    let (tail, size) = upper_tail(z)?;
    usual(tail.within(8.0 + z.hi * z.hi, size))
}

/// Where the upper tail is q: two terms of the inverse function's series about an approximation.
fn standard_isf(q: f64) -> Option<Close> {
    let z = quantile(q);
    let start = Dd::from(z);
    // The excess of the tail over q, from two tails on the same side; in the middle both are taken from ½.
    let excess = if start.hi > MIDDLE * SQRT_2.hi {
        far_tail(start)? - Dd::from(q)
    } else if start.hi < -MIDDLE * SQRT_2.hi {
        Dd::sum(1.0, -q) - far_tail(-start)?
    } else {
        Dd::sum(0.5, -q) - half_erf(start)?
    };
    let step = excess / density(start)?;
    let bend = (start * step * step).scale(0.5);
    let value = start + (step + bend);
    // The excess has the margin of the tail itself; the next term of the series is of the third power.
    let tail = q.min(1.0 - q).min(z.abs());
    let noise = tail * 2_f64.powi(-80) / density(start)?.hi;
    let next = (z * z + 1.0) * step.hi.abs().powi(3);
    Some(Close { value, margin: noise + next + z.abs() * 2_f64.powi(-88) })
}

/// Where the upper tail is q, on a scale.
pub fn normal_isf(q: f64, loc: f64, scale: f64) -> Option<Close> {
    let z = standard_isf(q)?;
    let value = Dd::from(loc) + Dd::from(scale) * z.value;
    usual(Close {
        value,
        margin: z.margin * scale + (loc.abs() + (scale * z.value.hi).abs()) * 2_f64.powi(-88),
    })
}

/// Where the lower tail is p, on a scale.
pub fn normal_ppf(p: f64, loc: f64, scale: f64) -> Option<Close> {
    let close = normal_isf(p, -loc, scale)?;
    Some(Close { value: -close.value, margin: close.margin })
}
