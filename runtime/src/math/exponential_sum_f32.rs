//! ln(e^x + e^y) and log2(2^x + 2^y) in `f32`: the steps of `exponential_sum`, but where much cancels, or where t is
//! too small or an argument is no finite number, the value is that for `f64`.

use super::exponential::{LN2_HI_32, LN2_LO_32, MAGIC_32, exp_reduce_f32, power_of_two_f32};
use super::exponential_minus_one::exp_m1_reduced_f32;
use super::exponential_sum::{log_add_exp_precise, log_add_exp2_precise};
use ufunc_macros::lane_fn;

/// (2 atanh(w/2) − w − w³/12) / w⁵ in w², for w² ≤ 4/9.
const ATANH_FAR: [f32; 4] = [0.012499993, 0.0022326582, 0.00042838836, 0.00010809474];
/// 1/12 to 24 bits, and the 24 bits after them; 1 / ln 2 in the same way.
const TWELFTH_HI: f32 = 0.083333336;
const TWELFTH_LO: f32 = -2.483527e-09;
const LOG2_E_HI: f32 = core::f32::consts::LOG2_E;
const LOG2_E_LO: f32 = 1.925963e-08;
/// A value below this part of ln(1 + t) has lost more to cancellation than its error allows.
const CANCELLED: f32 = 0.125;
/// Below this difference t does not matter beside a `larger` of at least `TINY`.
const FAR: f32 = -86.0;
const TINY: f32 = 1e-18;

/// a + b without error.
#[lane_fn]
pub(crate) fn two_sum_f32(a: f32, b: f32) -> (f32, f32) {
    let sum = a + b;
    let taken = sum - a;
    (sum, (a - (sum - taken)) + (b - taken))
}

/// a + b without error, for |a| ≥ |b| or a = 0.
#[lane_fn]
fn quick_two_sum_f32(a: f32, b: f32) -> (f32, f32) {
    let sum = a + b;
    (sum, b - (sum - a))
}

/// (d, what it lacks, whether t may be taken from it) for d = smaller − larger, d not below `FAR`.
#[lane_fn]
fn difference(smaller: f32, larger: f32) -> (f32, f32, bool) {
    let (d, d_lo) = two_sum_f32(smaller, -larger);
    let near = d >= FAR;
    let size = larger.abs();
    let usable = near || (d < FAR && size > TINY && size < f32::INFINITY);
    (if near { d } else { FAR }, if near { d_lo } else { 0.0 }, usable)
}

/// ln(1 + t), t = 2^n e^(r + tail) ≤ 1, as a sum of three.
#[lane_fn]
fn ln_1p_exp(r: f32, tail: f32, n: u32) -> (f32, f32, f32) {
    let (hi, lo) = exp_m1_reduced_f32(r, tail);
    let one = 1.0 + hi;
    let (y, y_lo) = quick_two_sum_f32(one, (hi - (one - 1.0)) + lo);
    let s = power_of_two_f32(n);
    let t = s * y;
    let t_lo = s * y_lo;
    let divisor = t.mul_add(0.5, 1.0);
    let divisor_lo = 0.5f32.mul_add(t_lo, t.mul_add(0.5, 1.0 - divisor));
    let inverse = 1.0 / divisor;
    let w = t * inverse;
    let w_lo = (w.mul_add(-divisor, t) + w.mul_add(-divisor_lo, t_lo)) * inverse;
    let z = w * w;
    let z_lo = w.mul_add(w, -z);
    let u = z * TWELFTH_HI;
    let u_lo = z.mul_add(TWELFTH_HI, -u) + z.mul_add(TWELFTH_LO, z_lo * TWELFTH_HI);
    let cube = w * u;
    let cube_lo = w.mul_add(u, -cube) + w * u_lo;
    let p = (z * z).mul_add(z.mul_add(ATANH_FAR[3], ATANH_FAR[2]), z.mul_add(ATANH_FAR[1], ATANH_FAR[0]));
    (w, cube, w_lo.mul_add(z.mul_add(0.25, 1.0), (w * z * z).mul_add(p, cube_lo)))
}

#[lane_fn]
pub(crate) fn log_add_exp_f32(x: f32, y: f32) -> f32 {
    let larger = if x > y { x } else { y };
    let smaller = if x > y { y } else { x };
    let (d, d_lo, usable) = difference(smaller, larger);
    let (r, tail, n) = exp_reduce_f32(d, d_lo);
    let (first, second, third) = ln_1p_exp(r, tail, n);
    let (sum, rest) = two_sum_f32(larger, first);
    let (sum, rest_2) = two_sum_f32(sum, second);
    let mut result = sum + (rest + rest_2 + third);
    if !usable || (larger < 0.0 && result.abs() < CANCELLED * first) {
        result = log_add_exp_precise(x as f64, y as f64) as f32;
    }
    result
}

#[lane_fn]
pub(crate) fn log_add_exp2_f32(x: f32, y: f32) -> f32 {
    let larger = if x > y { x } else { y };
    let smaller = if x > y { y } else { x };
    let (d, d_lo, usable) = difference(smaller, larger);
    let magic = d + MAGIC_32;
    let (r, r_lo) = quick_two_sum_f32(d - (magic - MAGIC_32), d_lo);
    let h = r * LN2_HI_32;
    let h_lo = r.mul_add(LN2_HI_32, -h) + r.mul_add(LN2_LO_32, r_lo * LN2_HI_32);
    let (first, second, third) = ln_1p_exp(h, h_lo, magic.to_bits());
    let (head, head_lo) = quick_two_sum_f32(first, second);
    let product = head * LOG2_E_HI;
    let product_lo = head.mul_add(LOG2_E_HI, -product);
    let small = (head_lo + third).mul_add(LOG2_E_HI, head.mul_add(LOG2_E_LO, product_lo));
    let (sum, rest) = two_sum_f32(larger, product);
    let mut result = sum + (rest + small);
    if !usable || (larger < 0.0 && result.abs() < CANCELLED * first) {
        result = log_add_exp2_precise(x as f64, y as f64) as f32;
    }
    result
}
