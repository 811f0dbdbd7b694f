//! Copies of a few elements, for the tail: out of line, compiled once for each type.

/// A type whose lanes go through memory at a tail.
pub(super) trait CopyLanes: Copy {
    /// Copies `from`, which has at least one element and no more than `to`, and repeats its last in the rest.
    fn pad(to: &mut [Self], from: &[Self]);
    /// Fills `to` with the first elements of `from`, which has no fewer.
    fn copy_first(to: &mut [Self], from: &[Self]);
}

macro_rules! copy_lanes {
    ($($t:ident)+) => {$(
        impl CopyLanes for $t {
            #[inline(never)]
            fn pad(to: &mut [$t], from: &[$t]) {
                let last = from[from.len() - 1];
                let (start, rest) = to.split_at_mut(from.len());
                start.copy_from_slice(from);
                rest.fill(last);
            }

            #[inline(never)]
            fn copy_first(to: &mut [$t], from: &[$t]) {
                to.copy_from_slice(&from[..to.len()]);
            }
        }
    )+};
}

copy_lanes!(f32 f64 i32 i64 u32 u64 bool);
