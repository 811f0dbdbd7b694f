//! Arguments to run programs on.

use crate::ast::Program;
use crate::rng::Rng;
use crate::types::{Ty, Value};

const FLOATS: [f64; 24] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    -0.5,
    1.5,
    2.5,
    -2.5,
    0.1,
    3.0,
    255.0,
    1e-3,
    1e6,
    -1e9,
    4_294_967_296.0,
    9.3e18,
    1e-310,
    1e-45,
    3e38,
    1.7e308,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
];

const INTS: [u64; 16] = [
    0,
    1,
    2,
    3,
    7,
    8,
    31,
    32,
    63,
    255,
    u32::MAX as u64,
    1 << 31,
    i32::MAX as u64,
    i64::MAX as u64,
    1 << 63,
    u64::MAX,
];

/// The values of a type that programs stumble over.
#[must_use]
pub fn interesting_inputs(ty: Ty) -> Vec<Value> {
    if ty.is_float() {
        FLOATS.iter().map(|&number| Value::of_number(ty, number)).collect()
    } else if ty == Ty::Bool {
        vec![Value::Bool(false), Value::Bool(true)]
    } else {
        INTS.iter().map(|&bits| Value::of_bits(ty, bits)).collect()
    }
}

/// A value of the type: an everyday one, a special one, or any bits (but never a signalling NaN).
pub fn interesting_input(ty: Ty, rng: &mut Rng) -> Value {
    let kind = rng.below(10);
    if ty == Ty::Bool {
        Value::Bool(rng.chance(50))
    } else if kind < 2 {
        *rng.pick(&interesting_inputs(ty))
    } else if ty.is_float() {
        match kind {
            2 => Value::of_bits(ty, Value::of_bits(ty, rng.bits()).bits()),
            3..=5 => Value::of_number(ty, rng.between(-20, 20) as f64),
            _ => Value::of_number(ty, (rng.unit() - 0.5) * 40.0),
        }
    } else {
        match kind {
            2..=3 => Value::of_bits(ty, rng.bits()),
            4 => Value::of_bits(ty, rng.bits() & 0xffff),
            _ => Value::of_bits(ty, rng.between(if ty.is_signed() { -20 } else { 0 }, 40).cast_unsigned()),
        }
    }
}

impl Program {
    /// Rows of arguments.
    #[must_use]
    pub fn inputs(&self, rng: &mut Rng, rows: usize) -> Vec<Vec<Value>> {
        let types = self.params();
        (0..rows).map(|_| types.iter().map(|&ty| interesting_input(ty, rng)).collect()).collect()
    }
}
