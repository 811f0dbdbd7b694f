//! The lane IR: what a gang of lanes does in lock step, with every mask spelled out.
//!
//! Masks are values: `let` ones never change; *sets* do, and hold the lanes that still run a loop or the kernel.
//! A statement's expressions are those of the scalar IR; each is uniform (plain Rust) or varying (lanes) by the facts.

use proc_macro2::{Span, TokenStream};

use crate::ir::{Binary, Expr, LocalId, Range, TargetId};

/// A mask or a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct MaskId(pub(crate) usize);

/// The mask with which a kernel is entered.
pub(crate) const ENTRY: MaskId = MaskId(0);

pub(crate) type LaneBlock = Vec<LaneStmt>;

#[derive(Debug)]
pub(crate) struct LaneStmt {
    pub(crate) span: Span,
    pub(crate) kind: LaneKind,
}

#[derive(Debug)]
pub(crate) enum LaneKind {
    /// Declares a local; without a value its lanes hold anything.
    Declare {
        local: LocalId,
        value: Option<Expr>,
        mask: MaskId,
    },
    /// Assigns in the lanes of the mask; without `blend` the other lanes may be overwritten.
    Assign {
        local: LocalId,
        value: Expr,
        mask: MaskId,
        blend: bool,
    },
    AssignElement {
        local: LocalId,
        index: Expr,
        value: Expr,
        mask: MaskId,
        blend: bool,
    },
    /// Stores to an array outside of a lane loop, in the lanes of the mask.
    Store {
        array: LocalId,
        index: Vec<Expr>,
        value: Expr,
        update: Option<Binary>,
        mask: MaskId,
    },
    CallMany {
        locals: Vec<LocalId>,
        path: syn::Path,
        args: Vec<Expr>,
        mask: MaskId,
        blend: bool,
    },
    Eval {
        value: Expr,
        mask: MaskId,
    },
    /// `let id = value`.
    Mask {
        id: MaskId,
        value: MaskValue,
    },
    /// `let mut id = from`.
    Set {
        id: MaskId,
        from: MaskId,
    },
    /// `set = from`.
    Reset {
        set: MaskId,
        from: MaskId,
    },
    /// `set &= !mask`.
    Remove {
        set: MaskId,
        mask: MaskId,
    },
    /// Runs the body if a lane of the mask is on.
    IfAny {
        mask: MaskId,
        body: LaneBlock,
    },
    /// A real branch on a uniform condition.
    If {
        cond: Expr,
        mask: MaskId,
        then: LaneBlock,
        otherwise: LaneBlock,
    },
    Loop {
        target: TargetId,
        body: LaneBlock,
    },
    /// A real loop over a uniform range.
    For {
        target: TargetId,
        counter: LocalId,
        range: Range,
        mask: MaskId,
        body: LaneBlock,
    },
    /// A loop over a range whose ends differ between lanes: runs until no lane of `live` is left.
    VaryingFor {
        target: TargetId,
        counter: LocalId,
        range: Range,
        mask: MaskId,
        sets: Sets,
        head: MaskId,
        body: LaneBlock,
    },
    Labelled {
        target: TargetId,
        body: LaneBlock,
    },
    /// Leaves the loop if the set has no lane.
    LeaveIfNone {
        set: MaskId,
        target: TargetId,
    },
    /// Real jumps: all lanes that run take them.
    Break(TargetId),
    Continue(TargetId),
    Return {
        values: Vec<Expr>,
        mask: MaskId,
    },
    /// Keeps the results of the lanes of the mask in the result slots.
    Keep {
        values: Vec<Expr>,
        mask: MaskId,
        blend: bool,
    },
    /// A real return of the result slots.
    ReturnKept,
    /// Traps if a lane of the mask is on for which the condition does not hold.
    Trap {
        unless: Option<Expr>,
        message: TokenStream,
        mask: MaskId,
    },
}

#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "a kernel has few masks, boxes would only hide them")]
pub(crate) enum MaskValue {
    /// A condition, in the lanes of the mask.
    Cond(Expr, MaskId),
    Both(MaskId, MaskId),
    Without(MaskId, MaskId),
    Copy(MaskId),
}

/// The sets of a divergent loop.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sets {
    /// Lanes that have not left the loop.
    pub(crate) live: MaskId,
    /// Lanes that run the rest of this turn; the same as `live` where no lane skips to the next turn.
    pub(crate) turn: MaskId,
}

/// A kernel in lanes.
#[derive(Debug)]
pub(crate) struct LaneKernel {
    pub(crate) body: LaneBlock,
    /// Some lanes return before others: the results are kept in slots.
    pub(crate) keeps: bool,
}
