//! The two element types.

use std::fmt;

/// An element type; values of both are held as `f64`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// `f32`
    F32,
    /// `f64`
    F64,
}

impl Type {
    /// Both, the wider first.
    pub const ALL: [Type; 2] = [Type::F64, Type::F32];

    /// Its bits, as the table names it.
    pub fn bits(self) -> u32 {
        match self {
            Type::F32 => 32,
            Type::F64 => 64,
        }
    }

    /// Digits of a normal number.
    pub fn digits(self) -> i32 {
        match self {
            Type::F32 => 24,
            Type::F64 => 53,
        }
    }

    /// The smallest positive number is 2 to this.
    pub fn lowest(self) -> i32 {
        match self {
            Type::F32 => -149,
            Type::F64 => -1074,
        }
    }

    /// Finite numbers are below 2 to this.
    pub fn overflow(self) -> i32 {
        match self {
            Type::F32 => 128,
            Type::F64 => 1024,
        }
    }

    /// The largest finite number.
    pub fn largest(self) -> f64 {
        match self {
            Type::F32 => f64::from(f32::MAX),
            Type::F64 => f64::MAX,
        }
    }

    /// The smallest positive number.
    pub fn smallest(self) -> f64 {
        match self {
            Type::F32 => f64::from(f32::from_bits(1)),
            Type::F64 => f64::from_bits(1),
        }
    }

    /// The nearest number of the type.
    pub fn round(self, x: f64) -> f64 {
        match self {
            Type::F32 => f64::from(x as f32),
            Type::F64 => x,
        }
    }

    /// Numbers of the type that are not NaN, counted from zero upwards and downwards.
    pub fn rank(self, x: f64) -> i64 {
        let magnitude = match self {
            Type::F32 => i64::from((x as f32).abs().to_bits()),
            Type::F64 => x.abs().to_bits() as i64,
        };
        if x.is_sign_negative() { -magnitude } else { magnitude }
    }

    /// The number of such a rank; beyond the ends the infinities.
    pub fn at_rank(self, rank: i64) -> f64 {
        let magnitude = match self {
            Type::F32 => {
                let bits = rank.unsigned_abs().min(u64::from(f32::INFINITY.to_bits()));
                f64::from(f32::from_bits(bits as u32))
            }
            Type::F64 => f64::from_bits(rank.unsigned_abs().min(f64::INFINITY.to_bits())),
        };
        if rank < 0 { -magnitude } else { magnitude }
    }

    /// One unit in the last place of numbers just below |x|, where it is least; x is finite.
    pub fn unit_below(self, x: f64) -> f64 {
        let digits = self.digits();
        let magnitude = x.abs().next_down().max(0.0);
        if magnitude < 2_f64.powi(self.lowest() + digits) {
            return self.smallest();
        }
        // The power of two in x, times 2^(1 − digits): exact, as the result is not below the smallest number.
        let power = f64::from_bits(magnitude.to_bits() & 0x7ff0_0000_0000_0000);
        (power * 2_f64.powi(1 - digits)).max(self.smallest()).min(2_f64.powi(self.overflow() - digits))
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Type::F32 => "f32",
            Type::F64 => "f64",
        })
    }
}
