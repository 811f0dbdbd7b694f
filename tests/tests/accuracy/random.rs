//! A small generator of random arguments, the same ones in every run.

/// xorshift64*.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub(crate) fn bits(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// In [0, 1).
    pub(crate) fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / 9007199254740992.0
    }

    pub(crate) fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    pub(crate) fn sign(&mut self) -> f64 {
        if self.bits() >> 63 == 0 { 1.0 } else { -1.0 }
    }

    /// Any finite positive number of the type, subnormal ones included: uniform bits.
    pub(crate) fn positive(&mut self, bits: u32) -> f64 {
        if bits == 32 {
            f64::from(f32::from_bits((self.bits() % 0x7f80_0000) as u32))
        } else {
            f64::from_bits(self.bits() % 0x7ff0_0000_0000_0000)
        }
    }

    /// e^t with t uniform.
    pub(crate) fn spread(&mut self, low: f64, high: f64) -> f64 {
        self.uniform(low, high).exp()
    }
}

/// The nearest number of the type.
pub(crate) fn round_to(bits: u32, x: f64) -> f64 {
    if bits == 32 { f64::from(x as f32) } else { x }
}
