//! Checks results against plain scalar loops.

use std::fmt;

use ndarray::ArrayD;

use crate::element::Element;
use crate::input::Operands;
use crate::line::Line;

/// How far the two ways lie apart, at most.
#[derive(Debug)]
pub(crate) struct Checked {
    line: Line,
    largest: i64,
}

/// A result that is not what it should be.
#[derive(Debug, thiserror::Error)]
#[error(
    "{}: element {index} is {found}, but the plain loop gives {expected}, {apart} units of the last place away; \
     allowed are {allowed}",
    line.text()
)]
pub(crate) struct Mismatch {
    line: Line,
    index: usize,
    found: String,
    expected: String,
    apart: i64,
    allowed: i64,
}

/// Compares every element of a line's result with the plain scalar one. Two NaN are equal.
pub(crate) fn check<T: Element>(
    line: Line,
    operands: &Operands<T>,
    result: &ArrayD<T>,
) -> Result<Checked, Mismatch> {
    let allowed = allowed::<T>(line);
    let mut largest = 0;
    let operands = operands.b.iter().zip(&operands.c).zip(&operands.p);
    for (index, (((&b, &c), &p), &found)) in operands.zip(result).enumerate() {
        let expected = T::plain(line, b, c, p);
        let (found_f64, expected_f64): (f64, f64) = (found.into(), expected.into());
        let apart = match (found_f64.is_nan(), expected_f64.is_nan()) {
            (true, true) => 0,
            (false, false) => found.ordered().abs_diff(expected.ordered()).min(1 << 62) as i64,
            _ => i64::MAX,
        };
        if apart > allowed {
            let (found, expected) = (found.to_string(), expected.to_string());
            return Err(Mismatch { line, index, found, expected, apart, allowed });
        }
        largest = largest.max(apart);
    }
    Ok(Checked { line, largest })
}

/// Units of the last place that the two ways may lie apart: ours is within one of the true value, the C library's sine
/// as well. AS241 as it is used here makes errors of a few units in `f64`, none that `f32` could show.
fn allowed<T: Element>(line: Line) -> i64 {
    match line {
        Line::Add => 0,
        Line::Sin => 2,
        Line::Isf if size_of::<T>() == size_of::<f64>() => 16,
        Line::Isf => 1,
    }
}

impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.largest) {
            (Line::Add, _) => write!(f, "same bits as b + c"),
            (Line::Sin, largest) => write!(f, "within {largest} ULP of std's sin"),
            (Line::Isf, largest) => write!(f, "within {largest} ULP of Wichura's AS241"),
        }
    }
}

/// The standard normal distribution's value that is exceeded with probability `p`, by algorithm AS241 (PPND16) of M. J.
/// Wichura, "The Percentage Points of the Normal Distribution", Applied Statistics 37 (1988), 477–484.
pub(crate) fn standard_isf(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    let q = 0.5 - p;
    if q.abs() <= 0.425 {
        let r = 0.180625 - q * q;
        return q * polynomial(&CENTRE_P, r) / polynomial(&CENTRE_Q, r);
    }
    let tail = if q > 0.0 { p } else { 1.0 - p };
    if tail == 0.0 {
        return f64::INFINITY.copysign(q);
    }
    let r = (-tail.ln()).sqrt();
    let z = if r <= 5.0 {
        polynomial(&MIDDLE_P, r - 1.6) / polynomial(&MIDDLE_Q, r - 1.6)
    } else {
        polynomial(&FAR_P, r - 5.0) / polynomial(&FAR_Q, r - 5.0)
    };
    z.copysign(q)
}

fn polynomial(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

const CENTRE_P: [f64; 8] = [
    3.387_132_872_796_366_5,
    133.141_667_891_784_38,
    1_971.590_950_306_551_3,
    13_731.693_765_509_46,
    45_921.953_931_549_87,
    67_265.770_927_008_7,
    33_430.575_583_588_13,
    2_509.080_928_730_122_7,
];
const CENTRE_Q: [f64; 8] = [
    1.0,
    42.313_330_701_600_91,
    687.187_007_492_057_9,
    5_394.196_021_424_751,
    21_213.794_301_586_597,
    39_307.895_800_092_71,
    28_729.085_735_721_943,
    5_226.495_278_852_854,
];
const MIDDLE_P: [f64; 8] = [
    1.423_437_110_749_683_5,
    4.630_337_846_156_546,
    5.769_497_221_460_691,
    3.647_848_324_763_204_5,
    1.270_458_252_452_368_4,
    0.241_780_725_177_450_6,
    0.022_723_844_989_269_184,
    0.000_774_545_014_278_341_4,
];
const MIDDLE_Q: [f64; 8] = [
    1.0,
    2.053_191_626_637_759,
    1.676_384_830_183_803_8,
    0.689_767_334_985_1,
    0.148_103_976_427_480_08,
    0.015_198_666_563_616_457,
    0.000_547_593_808_499_534_5,
    1.050_750_071_644_416_9e-9,
];
const FAR_P: [f64; 8] = [
    6.657_904_643_501_103,
    5.463_784_911_164_114,
    1.784_826_539_917_291_3,
    0.296_560_571_828_504_87,
    0.026_532_189_526_576_124,
    0.001_242_660_947_388_078_4,
    2.711_555_568_743_487_6e-5,
    2.010_334_399_292_288_1e-7,
];
const FAR_Q: [f64; 8] = [
    1.0,
    0.599_832_206_555_888,
    0.136_929_880_922_735_8,
    0.014_875_361_290_850_615,
    0.000_786_869_131_145_613_2,
    1.846_318_317_510_054_8e-5,
    1.421_511_758_316_446e-7,
    2.044_263_103_389_939_8e-15,
];
