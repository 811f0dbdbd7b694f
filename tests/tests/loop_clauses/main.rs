//! The clauses of `#[parallel]`: what each means is what the plain loop does, under every setting.

mod places;
mod reductions;
mod scans;
mod settings;

/// Around gangs, the slots and the blocks of reductions, and many blocks.
const LENGTHS: [usize; 9] = [0, 1, 2, 31, 33, 64, 1000, 8193, 100_003];
