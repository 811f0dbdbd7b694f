//! What the two gangs are made of.

pub(super) use std::fmt;

pub(super) use fearless_simd::prelude::*;

pub(super) use super::copy::CopyLanes;
pub(super) use super::fault::{fault_in, fault_of, fault_unordered};
pub(super) use super::float_lanes::float_lanes;
pub(super) use super::gang::{Gang, UsizeLanes};
pub(super) use super::gang_types::{gang_types, narrow_casts, narrowing_casts, wide_casts, widening_casts};
pub(super) use super::int_arithmetic::int_arithmetic;
pub(super) use super::int_lanes::int_lanes;
pub(super) use super::lanes::{FloatLanes, IntLanes, Lanes, Mask as MaskLanes, NumLanes};
pub(super) use super::mask_lanes::{leading_masks, mask_casts, mask_form, mask_lanes};
pub(super) use super::registers::{each_register, lanes};
pub(super) use super::scalar::{ScalarFloat, ScalarInt};
pub(super) use super::{bits, bools, convert, divide, float, gather, signed, unsigned};

pub(super) const DIVIDE_BY_ZERO: &str = "attempt to divide by zero";
pub(super) const REMAINDER_BY_ZERO: &str = "attempt to calculate the remainder with a divisor of zero";
