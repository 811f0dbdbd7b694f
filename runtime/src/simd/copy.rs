//! Copies of a few elements, for the tail: out of line, compiled once for each type.

/// A type whose lanes go through memory at a tail.
pub(super) trait CopyLanes: Copy {
    /// Fills `to` with the first elements of `from`, which has no fewer.
    fn copy_first(to: &mut [Self], from: &[Self]);
}

/// Two copies of `$len` elements that cover all `n` between them, and so cost no loop and no call.
macro_rules! overlapping {
    ($to:ident, $from:ident, $n:ident, $len:literal) => {{
        $to[..$len].copy_from_slice(&$from[..$len]);
        $to[$n - $len..].copy_from_slice(&$from[$n - $len..]);
    }};
}

macro_rules! copy_lanes {
    ($($t:ident)+) => {$(
        impl CopyLanes for $t {
            #[inline(never)]
            fn copy_first(to: &mut [$t], from: &[$t]) {
                let n = to.len();
                let from = &from[..n];
                match n {
                    0 => {}
                    1 => to[0] = from[0],
                    2..=3 => overlapping!(to, from, n, 2),
                    4..=7 => overlapping!(to, from, n, 4),
                    8..=15 => overlapping!(to, from, n, 8),
                    16..=31 => overlapping!(to, from, n, 16),
                    _ => to.copy_from_slice(from),
                }
            }
        }
    )+};
}

copy_lanes!(f32 f64 i32 i64 u32 u64 bool);
