//! `as` casts of whole registers, with the bits that Rust's scalar casts give.
//!
//! From 32 to 64 bits one register becomes two, from 64 to 32 bits two become one.

use fearless_simd::prelude::*;

/// `2^52`: a float of this size has its integer value in the low bits.
const TWO_52: f64 = 4_503_599_627_370_496.0;
/// `2^52 + 2^51`: the same with room for a sign.
const THREE_51: f64 = 6_755_399_441_055_744.0;

/// Whether 64-bit integers convert to floats and back by one instruction (AVX-512).
#[inline(always)]
const fn converts_64<S: Simd>() -> bool {
    <S::f64s as SimdBase<S>>::LEN == 8
}

macro_rules! same {
    ($($name:ident: $native:ident;)+) => {$(
        #[inline(always)]
        pub(super) fn $name<S: Simd>(_: S, x: S::$native) -> S::$native {
            x
        }
    )+};
}

same! { f32_to_f32: f32s; f64_to_f64: f64s; i32_to_i32: i32s; i64_to_i64: i64s; u32_to_u32: u32s; u64_to_u64: u64s; }

macro_rules! bits {
    ($($name:ident: $from:ident => $to:ident;)+) => {$(
        #[inline(always)]
        pub(super) fn $name<S: Simd>(_: S, x: S::$from) -> S::$to {
            x.bitcast()
        }
    )+};
}

bits! { i32_to_u32: i32s => u32s; u32_to_i32: u32s => i32s; i64_to_u64: i64s => u64s; u64_to_i64: u64s => i64s; }

macro_rules! to_int {
    ($($name:ident: $from:ident => $to:ident;)+) => {$(
        #[inline(always)]
        pub(super) fn $name<S: Simd>(_: S, x: S::$from) -> S::$to {
            x.to_int_precise()
        }
    )+};
}

to_int! { f32_to_i32: f32s => i32s; f32_to_u32: f32s => u32s; f64_to_i64: f64s => i64s; f64_to_u64: f64s => u64s; }

macro_rules! to_float {
    ($($name:ident: $from:ident => $to:ident;)+) => {$(
        #[inline(always)]
        pub(super) fn $name<S: Simd>(_: S, x: S::$from) -> S::$to {
            x.to_float()
        }
    )+};
}

to_float! { i32_to_f32: i32s => f32s; u32_to_f32: u32s => f32s; i64_to_f64: i64s => f64s; u64_to_f64: u64s => f64s; }

#[inline(always)]
pub(super) fn f32_to_f64<S: Simd>(_: S, x: S::f32s) -> (S::f64s, S::f64s) {
    x.widen()
}

#[inline(always)]
pub(super) fn f32_to_i64<S: Simd>(_: S, x: S::f32s) -> (S::i64s, S::i64s) {
    let (lo, hi) = x.widen();
    (lo.to_int_precise(), hi.to_int_precise())
}

#[inline(always)]
pub(super) fn f32_to_u64<S: Simd>(_: S, x: S::f32s) -> (S::u64s, S::u64s) {
    let (lo, hi) = x.widen();
    (lo.to_int_precise(), hi.to_int_precise())
}

#[inline(always)]
pub(super) fn i32_to_i64<S: Simd>(_: S, x: S::i32s) -> (S::i64s, S::i64s) {
    x.widen()
}

#[inline(always)]
pub(super) fn i32_to_u64<S: Simd>(_: S, x: S::i32s) -> (S::u64s, S::u64s) {
    let (lo, hi) = x.widen();
    (lo.bitcast(), hi.bitcast())
}

#[inline(always)]
pub(super) fn u32_to_i64<S: Simd>(_: S, x: S::u32s) -> (S::i64s, S::i64s) {
    let (lo, hi) = x.widen();
    (lo.bitcast(), hi.bitcast())
}

#[inline(always)]
pub(super) fn u32_to_u64<S: Simd>(_: S, x: S::u32s) -> (S::u64s, S::u64s) {
    x.widen()
}

#[inline(always)]
pub(super) fn u32_to_f64<S: Simd>(_: S, x: S::u32s) -> (S::f64s, S::f64s) {
    let (lo, hi) = x.widen();
    if const { converts_64::<S>() } {
        (lo.to_float(), hi.to_float())
    } else {
        (small_to_f64::<S>(lo, TWO_52), small_to_f64::<S>(hi, TWO_52))
    }
}

#[inline(always)]
pub(super) fn i32_to_f64<S: Simd>(_: S, x: S::i32s) -> (S::f64s, S::f64s) {
    if const { converts_64::<S>() } {
        let (lo, hi) = x.widen();
        (lo.to_float(), hi.to_float())
    } else {
        // Offset by 2^31 the number is not negative; taking the offset off again is exact.
        let (lo, hi) = (x ^ i32::MIN).bitcast::<S::u32s>().widen();
        let offset = TWO_52 + 2_147_483_648.0;
        (small_to_f64::<S>(lo, offset), small_to_f64::<S>(hi, offset))
    }
}

/// Of an `x` below `2^52`.
#[inline(always)]
pub(super) fn small_u64_to_f64<S: Simd>(x: S::u64s) -> S::f64s {
    if const { converts_64::<S>() } { x.to_float() } else { small_to_f64::<S>(x, TWO_52) }
}

/// Of an `x` between `-2^51` and `2^51`.
#[inline(always)]
pub(super) fn small_i64_to_f64<S: Simd>(x: S::i64s) -> S::f64s {
    if const { converts_64::<S>() } {
        x.to_float()
    } else {
        (x + THREE_51.to_bits().cast_signed()).bitcast::<S::f64s>() - THREE_51
    }
}

/// Of a whole number below `2^52`.
#[inline(always)]
pub(super) fn small_f64_to_u64<S: Simd>(x: S::f64s) -> S::u64s {
    (x + TWO_52).bitcast::<S::u64s>() ^ TWO_52.to_bits()
}

/// Of a whole number between `-2^51` and `2^51`.
#[inline(always)]
pub(super) fn small_f64_to_i64<S: Simd>(x: S::f64s) -> S::i64s {
    (x + THREE_51).bitcast::<S::i64s>() - THREE_51.to_bits().cast_signed()
}

/// `x - (offset - 2^52)` for an `x` below `2^32`.
#[inline(always)]
fn small_to_f64<S: Simd>(x: S::u64s, offset: f64) -> S::f64s {
    (x | TWO_52.to_bits()).bitcast::<S::f64s>() - offset
}

#[inline(always)]
pub(super) fn f64_to_f32<S: Simd>(_: S, lo: S::f64s, hi: S::f64s) -> S::f32s {
    lo.narrow(hi)
}

#[inline(always)]
pub(super) fn f64_to_i32<S: Simd>(s: S, lo: S::f64s, hi: S::f64s) -> S::i32s {
    if const { converts_64::<S>() } {
        let (lo, hi): (S::i64s, S::i64s) = (lo.to_int_precise(), hi.to_int_precise());
        lo.saturating_narrow(hi)
    } else {
        let (min, max) = (f64::from(i32::MIN), f64::from(i32::MAX));
        f64_to_low_bits::<S>(saturate(s, lo, min, max), saturate(s, hi, min, max)).bitcast()
    }
}

#[inline(always)]
pub(super) fn f64_to_u32<S: Simd>(s: S, lo: S::f64s, hi: S::f64s) -> S::u32s {
    if const { converts_64::<S>() } {
        let (lo, hi): (S::u64s, S::u64s) = (lo.to_int_precise(), hi.to_int_precise());
        lo.saturating_narrow(hi)
    } else {
        let max = f64::from(u32::MAX);
        f64_to_low_bits::<S>(saturate(s, lo, 0.0, max), saturate(s, hi, 0.0, max))
    }
}

/// `x` within `min..=max`, zero for NaN.
#[inline(always)]
fn saturate<S: Simd>(s: S, x: S::f64s, min: f64, max: f64) -> S::f64s {
    let number = x.simd_eq(x).select(x, S::f64s::splat(s, 0.0));
    number.max(S::f64s::splat(s, min)).min(S::f64s::splat(s, max))
}

/// The low 32 bits of the integer parts, which have at most 51 bits.
#[inline(always)]
pub(super) fn f64_to_low_bits<S: Simd>(lo: S::f64s, hi: S::f64s) -> S::u32s {
    let lo: S::u64s = (lo.trunc() + THREE_51).bitcast();
    let hi: S::u64s = (hi.trunc() + THREE_51).bitcast();
    lo.narrow(hi)
}

#[inline(always)]
pub(super) fn i64_to_i32<S: Simd>(_: S, lo: S::i64s, hi: S::i64s) -> S::i32s {
    lo.narrow(hi)
}

#[inline(always)]
pub(super) fn i64_to_u32<S: Simd>(_: S, lo: S::i64s, hi: S::i64s) -> S::u32s {
    lo.narrow(hi).bitcast()
}

#[inline(always)]
pub(super) fn u64_to_i32<S: Simd>(_: S, lo: S::u64s, hi: S::u64s) -> S::i32s {
    lo.narrow(hi).bitcast()
}

#[inline(always)]
pub(super) fn u64_to_u32<S: Simd>(_: S, lo: S::u64s, hi: S::u64s) -> S::u32s {
    lo.narrow(hi)
}

/// What `x` becomes so that rounding first to `f64` and then to `f32` is the same as rounding once: where it has more
/// than 53 bits, the eleven that `f64` would drop are gathered in one sticky bit (rounding to odd).
macro_rules! sticky {
    ($x:ident, $large:expr) => {{
        let low = $x & 0x7FF;
        // Carries into bit 11 if any lower bit is set; that bit may also be set already.
        let odd = ($x | (low + 0x7FF)) & !0x7FF;
        $large.select(odd, $x)
    }};
}

#[inline(always)]
pub(super) fn u64_to_f32<S: Simd>(s: S, lo: S::u64s, hi: S::u64s) -> S::f32s {
    let limit = S::u64s::splat(s, 1 << 53);
    let lo = sticky!(lo, lo.simd_ge(limit));
    let hi = sticky!(hi, hi.simd_ge(limit));
    lo.to_float::<S::f64s>().narrow(hi.to_float::<S::f64s>())
}

#[inline(always)]
pub(super) fn i64_to_f32<S: Simd>(s: S, lo: S::i64s, hi: S::i64s) -> S::f32s {
    // The magnitude of `i64::MIN` stays itself, which is right as an unsigned number.
    let limit = S::u64s::splat(s, 1 << 53);
    let lo = sticky!(lo, lo.abs().bitcast::<S::u64s>().simd_ge(limit));
    let hi = sticky!(hi, hi.abs().bitcast::<S::u64s>().simd_ge(limit));
    lo.to_float::<S::f64s>().narrow(hi.to_float::<S::f64s>())
}
