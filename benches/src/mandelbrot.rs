//! The Mandelbrot set: the same source as kernels and as plain functions.

macro_rules! both {
    ($($(#[$doc:meta])* fn $name:ident($($parameter:ident: $ty:ty),+) -> $ret:ty $body:block)+) => {
        /// As kernels.
        #[allow(missing_docs, clippy::missing_errors_doc, reason = "documented by the functions themselves")]
        pub mod lanes {
            use ufunc::prelude::*;
            $($(#[$doc])* #[ufunc] pub fn $name($($parameter: $ty),+) -> $ret $body)+
        }

        /// As plain functions.
        pub mod plain {
            $($(#[$doc])* #[must_use] pub fn $name($($parameter: $ty),+) -> $ret $body)+
        }
    };
}

both! {
    /// Steps until the point leaves the circle of radius 2, or 256: left by `break`.
    fn break_f64(re: f64, im: f64) -> u32 {
        let mut x = 0.0;
        let mut y = 0.0;
        let mut n = 0;
        while n < 256 {
            let x2 = x * x;
            let y2 = y * y;
            if x2 + y2 > 4.0 {
                break;
            }
            y = 2.0 * x * y + im;
            x = x2 - y2 + re;
            n += 1;
        }
        n
    }

    /// The same in `f32`.
    fn break_f32(re: f32, im: f32) -> u32 {
        let mut x = 0.0;
        let mut y = 0.0;
        let mut n = 0;
        while n < 256 {
            let x2 = x * x;
            let y2 = y * y;
            if x2 + y2 > 4.0 {
                break;
            }
            y = 2.0 * x * y + im;
            x = x2 - y2 + re;
            n += 1;
        }
        n
    }

    /// The same, left by `return`.
    fn return_f64(re: f64, im: f64) -> u32 {
        let mut x = 0.0;
        let mut y = 0.0;
        for n in 0..256 {
            let x2 = x * x;
            let y2 = y * y;
            if x2 + y2 > 4.0 {
                return n;
            }
            y = 2.0 * x * y + im;
            x = x2 - y2 + re;
        }
        256
    }

    /// The same in `f32`.
    fn return_f32(re: f32, im: f32) -> u32 {
        let mut x = 0.0;
        let mut y = 0.0;
        for n in 0..256 {
            let x2 = x * x;
            let y2 = y * y;
            if x2 + y2 > 4.0 {
                return n;
            }
            y = 2.0 * x * y + im;
            x = x2 - y2 + re;
        }
        256
    }
}
