//! Results: one value or a tuple of them, for one element or for an array.

use std::fmt::Debug;

/// How far a result may be from the plain function's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tolerance {
    /// Units in the last place of the expected result.
    pub ulps: u64,
    /// Or this difference, where the result is a difference of larger numbers.
    pub absolute: f64,
}

impl Tolerance {
    /// Bit for bit, any NaN being as good as another.
    pub const EXACT: Tolerance = Tolerance { ulps: 0, absolute: 0.0 };

    /// So many units in the last place.
    #[must_use]
    pub fn ulps(ulps: u64) -> Self {
        Tolerance { ulps, absolute: 0.0 }
    }

    /// So many units in the last place, or this difference.
    #[must_use]
    pub fn or_absolute(self, absolute: f64) -> Self {
        Tolerance { absolute, ..self }
    }
}

/// One value of a result.
pub trait Component: Copy + Debug {
    /// Whether it is `expected`, or near enough.
    fn is_near(self, expected: Self, tolerance: Tolerance) -> bool;
}

macro_rules! exact_components {
    ($($ty:ty),+) => {$(
        impl Component for $ty {
            fn is_near(self, expected: Self, _: Tolerance) -> bool {
                self == expected
            }
        }
    )+};
}

exact_components!(i32, i64, u32, u64, bool);

macro_rules! float_components {
    ($($ty:ident $int:ident),+) => {$(
        impl Component for $ty {
            fn is_near(self, expected: Self, tolerance: Tolerance) -> bool {
                if self.is_nan() || expected.is_nan() {
                    return self.is_nan() && expected.is_nan();
                }
                // Consecutive floats have consecutive places; the two zeros lie side by side.
                let place = |x: $ty| {
                    let bits = x.to_bits() as $int;
                    if bits < 0 { i64::from($int::MIN) - i64::from(bits) - 1 } else { i64::from(bits) }
                };
                let difference = (f64::from(self) - f64::from(expected)).abs();
                place(self).abs_diff(place(expected)) <= tolerance.ulps || difference < tolerance.absolute
            }
        }
    )+};
}

float_components!(f32 i32, f64 i64);

/// The result for one element.
pub trait Row: Copy + Debug {
    /// Whether every part is the expected one, or near enough.
    fn is_near(self, expected: Self, tolerance: Tolerance) -> bool;
}

/// The result for an array.
pub trait Columns {
    /// The result for one of its elements.
    type Row: Row;
    /// How many elements.
    fn len(&self) -> usize;
    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The result for an element.
    fn row(&self, at: usize) -> Self::Row;
}

impl<T: Component> Columns for Vec<T> {
    type Row = T;

    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn row(&self, at: usize) -> T {
        self[at]
    }
}

impl<T: Component> Row for T {
    fn is_near(self, expected: Self, tolerance: Tolerance) -> bool {
        Component::is_near(self, expected, tolerance)
    }
}

macro_rules! tuples {
    ($($($t:ident $i:tt),+;)+) => {$(
        impl<$($t: Component),+> Row for ($($t,)+) {
            fn is_near(self, expected: Self, tolerance: Tolerance) -> bool {
                $(Component::is_near(self.$i, expected.$i, tolerance))&&+
            }
        }

        impl<$($t: Component),+> Columns for ($(Vec<$t>,)+) {
            type Row = ($($t,)+);

            fn len(&self) -> usize {
                self.0.len()
            }

            fn row(&self, at: usize) -> Self::Row {
                ($(self.$i[at],)+)
            }
        }
    )+};
}

tuples! {
    A 0, B 1;
    A 0, B 1, C 2;
    A 0, B 1, C 2, D 3;
    A 0, B 1, C 2, D 3, E 4;
}
