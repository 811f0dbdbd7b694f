//! A small generator of random arguments, the same ones in every run.

use crate::float_type::Type;

/// xorshift64*.
#[derive(Debug)]
pub struct Random(u64);

impl Random {
    /// Seeds that differ in few bits start far from each other.
    pub fn new(seed: u64) -> Random {
        let mut random = Random((seed ^ 0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9) | 1);
        for _ in 0..4 {
            random.bits();
        }
        random
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Below n.
    pub fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(n)) >> 64) as u64
    }

    /// In [0, 1).
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / 9007199254740992.0
    }

    /// Uniform in the range.
    pub fn uniform(&mut self, low: f64, high: f64) -> f64 {
        // Halves, since the width of the whole range may overflow.
        2.0 * (0.5 * low + (0.5 * high - 0.5 * low) * self.unit())
    }

    /// 1 or −1.
    pub fn sign(&mut self) -> f64 {
        if self.bits() >> 63 == 0 { 1.0 } else { -1.0 }
    }

    /// e^t with t uniform.
    pub fn spread(&mut self, low: f64, high: f64) -> f64 {
        self.uniform(low, high).exp()
    }

    /// A number between two of the type, uniform in bits.
    pub fn ranked(&mut self, ty: Type, low: f64, high: f64) -> f64 {
        let (low, high) = (ty.rank(low), ty.rank(high));
        let count = (i128::from(high) - i128::from(low) + 1).max(1) as u64;
        ty.at_rank(low.wrapping_add(self.below(count) as i64))
    }

    /// Any finite positive number of the type, subnormal ones included, uniform in bits.
    pub fn positive(&mut self, ty: Type) -> f64 {
        self.ranked(ty, ty.smallest(), ty.largest())
    }
}
