//! How a lane panics: silently, so that the launch can find the lowest failing index and tell it once.

use std::borrow::Cow;

use super::gang::Gang;
use super::lanes::{Lanes, Mask};

/// The payload of a panic raised by a lane operation. The launch turns it into an ordinary panic at the call,
/// with the element's index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What Rust's scalar operation would have said.
    pub message: Cow<'static, str>,
    /// The first lane that it concerns, where whoever raised it knows.
    pub lane: Option<u32>,
}

/// Raises a fault. The panic hook does not run: the launch reports it.
#[cold]
#[inline(never)]
pub fn fault(message: &'static str) -> ! {
    std::panic::resume_unwind(Box::new(Fault { message: Cow::Borrowed(message), lane: None }))
}

/// Raises a fault of the first of these lanes.
#[cold]
#[inline(never)]
pub fn fault_in<G: Gang>(message: &'static str, m: G::Mask) -> ! {
    let lane = Some(m.to_bits().trailing_zeros());
    std::panic::resume_unwind(Box::new(Fault { message: Cow::Borrowed(message), lane }))
}

/// Raises a fault of a lane with a message made for the occasion.
#[cold]
#[inline(never)]
pub fn fault_of(message: String, lane: Option<u32>) -> ! {
    std::panic::resume_unwind(Box::new(Fault { message: Cow::Owned(message), lane }))
}

/// Raises the fault of `clamp` for the first of the lanes `m`; `what` is what std says is wrong with the bounds.
#[cold]
#[inline(never)]
pub(super) fn fault_unordered<G: Gang, L: Lanes<G>>(what: &str, lo: L, hi: L, m: G::Mask) -> ! {
    let lane = m.to_bits().trailing_zeros();
    let (min, max) = (lo.lane(lane as usize), hi.lane(lane as usize));
    fault_of(format!("{what}. min = {min:?}, max = {max:?}"), Some(lane))
}
