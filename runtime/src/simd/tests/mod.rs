//! Every operation of every element type, on every level and gang, against the scalar operation, bit for bit.
//!
//! In release, where they take longer to compile and only integers behave differently, those of integers alone.

mod check;
mod faults;
#[cfg(debug_assertions)]
mod floats;
mod ints;
mod levels;
#[cfg(debug_assertions)]
mod memory;
#[cfg(debug_assertions)]
mod shortcuts;
mod values;

use fearless_simd::Simd;

use super::gang_mixed::GangMixed;
use super::gang32::Gang32;
use super::gang64::Gang64;
use super::{Gang, Level, WithSimd, dispatch};

/// A test that is written once for all gangs.
trait GangTest: Copy {
    fn run<G: Gang>(self, g: G);
}

struct OnGangs<T>(T);

impl<T: GangTest> WithSimd for OnGangs<T> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        self.0.run(Gang64(s));
        self.0.run(GangMixed(s));
        self.0.run(Gang32(s));
    }
}

/// Runs `test` on every gang of every level that there is, and says which there are not.
#[expect(clippy::print_stdout, reason = "what a machine cannot test must not pass unseen")]
fn on_every_gang<T: GangTest>(test: T) {
    for level in Level::ALL {
        if level.is_available() {
            dispatch(level, OnGangs(test));
        } else {
            println!("skipped: this machine or build has no {level}");
        }
    }
}
