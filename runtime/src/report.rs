//! What the compiler found out about a kernel: lanes, gathers, masks, cost, with file and line.

/// The compiler's report on one kernel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Report {
    /// The kernel's name, with its element type if it is generic (`exp<f64>`).
    pub name: &'static str,
    /// Where its source stands.
    pub file: &'static str,
    /// The line of its name in `file`.
    pub line: u32,
    /// Bits of the widest element type in the kernel, 32 or 64: a gang is two registers of that type.
    pub widest: u32,
    /// Estimated cost of one lane's work, in simple operations.
    pub cost: u32,
    /// Everything worth knowing, in the order of the source.
    pub remarks: &'static [Remark],
}

/// One remark of the compiler, at its place in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remark {
    /// What it is about.
    pub kind: RemarkKind,
    /// The line in the kernel's file.
    pub line: u32,
    /// What the source says there.
    pub what: &'static str,
}

/// What a remark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RemarkKind {
    /// A table read at an index that differs between lanes.
    Gather,
    /// A call that runs lane by lane.
    Scalarised,
    /// A loop that runs until its last lane is done.
    DivergentLoop,
    /// A statement that runs under a mask.
    Masked,
    /// A branch taken if any lane takes it.
    Branch,
}
