//! What the compiler found out about a kernel: lanes, gathers, masks, cost, with file and line.

use std::fmt;

use crate::simd::Level;

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

impl RemarkKind {
    /// The kind in words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            RemarkKind::Gather => "gather",
            RemarkKind::Scalarised => "scalarised",
            RemarkKind::DivergentLoop => "divergent loop",
            RemarkKind::Masked => "masked",
            RemarkKind::Branch => "branch",
        }
    }
}

/// Bits of a register of each instruction set that has lanes.
const REGISTERS: [(Level, u32); 5] =
    [(Level::Sse2, 128), (Level::Sse4_2, 128), (Level::Avx2, 256), (Level::Avx512, 512), (Level::Neon, 128)];

/// The text that the compiler writes with `UFUNC_REPORT`, with the calls of other kernels added to the cost.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  {}:{}\n  lanes ", self.name, self.file, self.line)?;
        for (level, bits) in REGISTERS {
            write!(f, " {level} {}", 2 * bits / self.widest)?;
        }
        write!(f, "\n  cost   {}", self.cost)?;
        for Remark { kind, line, what } in self.remarks {
            write!(f, "\n  {line:>5}  {:<14} {what}", kind.name())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Remark, RemarkKind, Report};

    #[test]
    fn a_report_reads_like_the_compilers_own() {
        let report = Report {
            name: "newton<f32>",
            file: "src/orbit.rs",
            line: 12,
            widest: 32,
            cost: 31,
            remarks: &[
                Remark {
                    kind: RemarkKind::DivergentLoop,
                    line: 14,
                    what: "runs until its last lane is done",
                },
                Remark { kind: RemarkKind::Gather, line: 120, what: "TABLE[i]" },
            ],
        };
        let text = [
            "newton<f32>  src/orbit.rs:12",
            "  lanes  sse2 8 sse4.2 8 avx2 16 avx512 32 neon 8",
            "  cost   31",
            "     14  divergent loop runs until its last lane is done",
            "    120  gather         TABLE[i]",
        ];
        assert_eq!(report.to_string(), text.join("\n"));
    }
}
