//! Slices of `bool` to and from bits, eight at a time.

/// The first lane is the lowest bit; at most 64 lanes.
#[inline(always)]
pub(super) fn to_bits(from: &[bool]) -> u64 {
    let mut bits = 0;
    let mut at = 0;
    while at + 8 <= from.len() {
        bits |= byte(&from[at..at + 8]) << at;
        at += 8;
    }
    while at < from.len() {
        bits |= u64::from(from[at]) << at;
        at += 1;
    }
    bits
}

/// Eight `bool`s as the bits of a byte.
#[inline(always)]
fn byte(from: &[bool]) -> u64 {
    let mut bytes = [0; 8];
    let mut at = 0;
    while at < 8 {
        bytes[at] = u8::from(from[at]);
        at += 1;
    }
    // Byte i, which is 0 or 1, comes to bit 56 + i; no two of the summands meet.
    u64::from_le_bytes(bytes).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The first `to.len()` bits, the lowest first.
#[inline(always)]
pub(super) fn from_bits(to: &mut [bool], bits: u64) {
    let mut at = 0;
    while at + 8 <= to.len() {
        to[at..at + 8].copy_from_slice(&BYTES[usize::from((bits >> at) as u8)]);
        at += 8;
    }
    while at < to.len() {
        to[at] = (bits >> at) & 1 != 0;
        at += 1;
    }
}

/// The bits of each byte.
static BYTES: [[bool; 8]; 256] = {
    let mut bytes = [[false; 8]; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut bit = 0;
        while bit < 8 {
            bytes[byte][bit] = (byte >> bit) & 1 != 0;
            bit += 1;
        }
        byte += 1;
    }
    bytes
};
