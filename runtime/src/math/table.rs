//! What is promised and what was found, per function and type: documentation and tests read it here.

/// One function in one element type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// Path of the function below the crate's root.
    pub name: &'static str,
    /// Bits of the element type, 32 or 64.
    pub bits: u32,
    /// No result may be further from the true value than this, in units of the last place.
    pub bound: f64,
    /// Largest error found, in units of the last place.
    pub found: f64,
    /// Arguments for which that holds.
    pub range: &'static str,
    /// How it is computed.
    pub method: &'static str,
    /// Where the method comes from.
    pub source: &'static str,
}

/// Every function.
pub const TABLE: &[Row] = &[];
