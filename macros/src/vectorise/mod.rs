//! From the scalar IR to the lane IR.
//!
//! The invariant: no lane that has returned, left a loop or skipped to its next turn is in the current mask. Each loop
//! that lanes leave at different times has a set of the lanes still in it, and so has the kernel for lanes that have
//! returned; where branches join, the mask is what it was before, less the lanes that are no longer in the innermost set.
//! Where all lanes that run take an exit together it is a real jump, and where a local cannot be read by lanes that are
//! off there is no blend.

mod exits;
mod loops;
mod prune;

use proc_macro2::Span;

use crate::analyse::{Facts, Frame, Parting};
use crate::ir::{Block, Expr, Kernel, LocalId, Stmt, StmtKind, TargetId};
use crate::lane::{ENTRY, LaneBlock, LaneKernel, LaneKind, LaneStmt, MaskId, MaskValue, Sets};

/// Vectorises a checked kernel.
pub(crate) fn vectorise(kernel: &Kernel, facts: &Facts) -> LaneKernel {
    let mut vectoriser = Vectoriser {
        facts,
        masks: 1,
        mask: ENTRY,
        head: ENTRY,
        may_be_empty: false,
        running: None,
        kept: false,
        targets: Vec::new(),
        parting: Parting::default(),
    };
    let mut body = LaneBlock::new();
    let keeps = exits::any_masked_return(&kernel.body, facts);
    if keeps {
        let set = vectoriser.fresh();
        vectoriser.running = Some(set);
        push(&mut body, kernel.name.span(), LaneKind::Set { id: set, from: ENTRY });
    }
    for param in &kernel.params {
        vectoriser.parting.declare(*param);
    }
    vectoriser.block(&kernel.body, &mut body);
    if keeps {
        push(&mut body, kernel.name.span(), LaneKind::ReturnKept);
    }
    prune::prune(&mut body);
    LaneKernel { body, keeps }
}

struct Vectoriser<'a> {
    facts: &'a Facts,
    masks: usize,
    /// The current mask.
    mask: MaskId,
    /// The mask at the head of the innermost loop with a set: all lanes of that set.
    head: MaskId,
    /// Whether the current mask may have no lane on.
    may_be_empty: bool,
    /// Lanes that have not returned, if some return before others.
    running: Option<MaskId>,
    /// Whether results have been kept already.
    kept: bool,
    targets: Vec<OpenTarget>,
    parting: Parting,
}

/// A loop or labelled block around the current statement.
struct OpenTarget {
    id: TargetId,
    sets: Option<Sets>,
    is_loop: bool,
}

fn push(out: &mut LaneBlock, span: Span, kind: LaneKind) {
    out.push(LaneStmt { span, kind });
}

impl Vectoriser<'_> {
    fn fresh(&mut self) -> MaskId {
        self.masks += 1;
        MaskId(self.masks - 1)
    }

    fn let_mask(&mut self, value: MaskValue, span: Span, out: &mut LaneBlock) -> MaskId {
        let id = self.fresh();
        push(out, span, LaneKind::Mask { id, value });
        id
    }

    fn block(&mut self, block: &Block, out: &mut LaneBlock) {
        for stmt in block {
            if self.may_be_empty && self.facts.needs_a_lane(stmt) {
                self.guarded(stmt, out);
            } else {
                self.stmt(stmt, out);
            }
        }
    }

    /// Runs a statement only if a lane is on. What it declares is visible after it.
    fn guarded(&mut self, stmt: &Stmt, out: &mut LaneBlock) {
        let (mask, span) = (self.mask, stmt.span);
        let mut body = LaneBlock::new();
        if let StmtKind::Declare { local, value: Some(value) } = &stmt.kind {
            self.parting.declare(*local);
            push(out, span, LaneKind::Declare { local: *local, value: None, mask });
            let kind = LaneKind::Assign { local: *local, value: value.clone(), mask, blend: false };
            push(&mut body, span, kind);
            push(out, span, LaneKind::IfAny { mask, body });
            return;
        }
        self.may_be_empty = false;
        self.stmt(stmt, &mut body);
        push(out, span, LaneKind::IfAny { mask, body });
        self.rejoin(mask, exits::leaves(stmt, self.facts), span, out);
        self.may_be_empty = true;
    }

    fn stmt(&mut self, stmt: &Stmt, out: &mut LaneBlock) {
        let (mask, span) = (self.mask, stmt.span);
        match &stmt.kind {
            StmtKind::Declare { local, value } => {
                self.parting.declare(*local);
                push(out, span, LaneKind::Declare { local: *local, value: value.clone(), mask });
            }
            StmtKind::Assign { local, value } => {
                let blend = self.must_blend(*local);
                push(out, span, LaneKind::Assign { local: *local, value: value.clone(), mask, blend });
            }
            StmtKind::AssignElement { local, index, value } => {
                let blend = self.must_blend(*local);
                let (index, value) = (index.clone(), value.clone());
                push(out, span, LaneKind::AssignElement { local: *local, index, value, mask, blend });
            }
            StmtKind::Store { array, index, value, update } => {
                let (index, value) = (index.clone(), value.clone());
                push(out, span, LaneKind::Store { array: *array, index, value, update: *update, mask });
            }
            StmtKind::CallMany { locals, path, args } => {
                let blend = locals.iter().any(|local| self.must_blend(*local));
                let (locals, path, args) = (locals.clone(), path.clone(), args.clone());
                push(out, span, LaneKind::CallMany { locals, path, args, mask, blend });
            }
            StmtKind::Eval(value) => push(out, span, LaneKind::Eval { value: value.clone(), mask }),
            StmtKind::If { cond, then, otherwise } if self.facts.vary.expr(cond) => {
                self.varying_if(cond, then, otherwise, span, out);
            }
            StmtKind::If { cond, then, otherwise } => self.uniform_if(cond, then, otherwise, span, out),
            StmtKind::Loop { target, body } => self.infinite_loop(*target, body, stmt, out),
            StmtKind::For { target, counter, range, body } => {
                self.counted_loop(*target, *counter, range, body, stmt, out);
            }
            StmtKind::Labelled { target, body } => self.labelled(*target, body, stmt, out),
            StmtKind::Break { exit, target } => self.break_out(*exit, *target, span, out),
            StmtKind::Continue { exit, target } => self.continue_next(*exit, *target, span, out),
            StmtKind::Return { exit, values } => self.return_from(*exit, values, span, out),
            StmtKind::Trap { unless, message } => {
                let (unless, message) = (unless.clone(), message.clone());
                push(out, span, LaneKind::Trap { unless, message, mask });
            }
        }
    }

    fn must_blend(&self, local: LocalId) -> bool {
        self.parting.must_blend(&self.facts.vary, local)
    }

    fn uniform_if(&mut self, cond: &Expr, then: &Block, otherwise: &Block, span: Span, out: &mut LaneBlock) {
        let (mask, empty) = (self.mask, self.may_be_empty);
        let mut branches = [LaneBlock::new(), LaneBlock::new()];
        for (block, lanes) in [then, otherwise].into_iter().zip(&mut branches) {
            (self.mask, self.may_be_empty) = (mask, empty);
            self.block(block, lanes);
        }
        let [then_lanes, otherwise_lanes] = branches;
        let kind = LaneKind::If { cond: cond.clone(), mask, then: then_lanes, otherwise: otherwise_lanes };
        push(out, span, kind);
        (self.mask, self.may_be_empty) = (mask, empty);
        let left = [then, otherwise].into_iter().flatten().any(|stmt| exits::leaves(stmt, self.facts));
        self.rejoin(mask, left, span, out);
    }

    fn varying_if(&mut self, cond: &Expr, then: &Block, otherwise: &Block, span: Span, out: &mut LaneBlock) {
        let (mask, empty) = (self.mask, self.may_be_empty);
        let cond = self.let_mask(MaskValue::Cond(cond.clone(), mask), cond.span, out);
        self.parting.frames.push(Frame::VaryingIf);
        if !then.is_empty() {
            let taken = self.let_mask(MaskValue::Both(mask, cond), span, out);
            self.branch(taken, then, span, out);
        }
        if !otherwise.is_empty() {
            let taken = self.let_mask(MaskValue::Without(mask, cond), span, out);
            self.branch(taken, otherwise, span, out);
        }
        self.parting.frames.pop();
        (self.mask, self.may_be_empty) = (mask, empty);
        let left = [then, otherwise].into_iter().flatten().any(|stmt| exits::leaves(stmt, self.facts));
        self.rejoin(mask, left, span, out);
    }

    /// One side of a varying branch: in a straight line if it is cheap, else jumped over when no lane takes it.
    fn branch(&mut self, taken: MaskId, block: &Block, span: Span, out: &mut LaneBlock) {
        self.mask = taken;
        if self.facts.is_cheap(block) {
            self.may_be_empty = true;
            self.block(block, out);
        } else {
            self.may_be_empty = false;
            let mut body = LaneBlock::new();
            self.block(block, &mut body);
            push(out, span, LaneKind::IfAny { mask: taken, body });
        }
    }

    /// The mask after a construct: as before it, less the lanes that left for somewhere else.
    fn rejoin(&mut self, before: MaskId, left: bool, span: Span, out: &mut LaneBlock) {
        self.mask = before;
        if !left {
            return;
        }
        self.may_be_empty = true;
        let innermost = self.targets.iter().rev().find_map(|target| target.sets).map(|sets| sets.turn);
        if let Some(set) = innermost.or(self.running) {
            let value = if before == self.head { MaskValue::Copy(set) } else { MaskValue::Both(before, set) };
            self.mask = self.let_mask(value, span, out);
            if before == self.head {
                self.head = self.mask;
            }
        }
    }
}
