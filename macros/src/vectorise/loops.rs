//! Loops and labelled blocks.

use proc_macro2::Span;

use super::{OpenTarget, Vectoriser, exits, push};
use crate::analyse::Frame;
use crate::ir::{Block, LocalId, Range, Stmt, TargetId};
use crate::lane::{LaneBlock, LaneKind, MaskId, MaskValue, Sets};

impl Vectoriser<'_> {
    /// The sets of a target that lanes leave at different times.
    fn sets(&mut self, target: TargetId, body: &Block, two: bool) -> Option<Sets> {
        let needed = self.facts.vary.divergent(target) || exits::has_masked(body, self.facts);
        needed.then(|| {
            let live = self.fresh();
            let turn = if two || self.facts.vary.continued(target) { self.fresh() } else { live };
            Sets { live, turn }
        })
    }

    fn open(&mut self, id: TargetId, sets: Option<Sets>, is_loop: bool) {
        self.targets.push(OpenTarget { id, sets, is_loop });
        self.parting.frames.push(Frame::Target(id));
    }

    fn close(&mut self, before: (MaskId, MaskId, bool), stmt: &Stmt, out: &mut LaneBlock) {
        self.targets.pop();
        self.parting.frames.pop();
        (self.mask, self.head, self.may_be_empty) = before;
        self.rejoin(before.0, exits::leaves(stmt, self.facts), stmt.span, out);
    }

    fn state(&self) -> (MaskId, MaskId, bool) {
        (self.mask, self.head, self.may_be_empty)
    }

    /// Declares the sets before a loop.
    fn declare_sets(&mut self, sets: Option<Sets>, span: Span, out: &mut LaneBlock) {
        if let Some(sets) = sets {
            push(out, span, LaneKind::Set { id: sets.live, from: self.mask });
            if sets.turn != sets.live {
                push(out, span, LaneKind::Set { id: sets.turn, from: self.mask });
            }
        }
    }

    /// Begins a turn: leaves if no lane is left, else all lanes that are left run.
    fn begin_turn(&mut self, target: TargetId, sets: Option<Sets>, span: Span, out: &mut LaneBlock) {
        if let Some(sets) = sets {
            push(out, span, LaneKind::LeaveIfNone { set: sets.live, target });
            if sets.turn != sets.live {
                push(out, span, LaneKind::Reset { set: sets.turn, from: sets.live });
            }
            self.mask = self.let_mask(MaskValue::Copy(sets.live), span, out);
            self.head = self.mask;
            self.may_be_empty = false;
        }
    }

    pub(super) fn infinite_loop(&mut self, target: TargetId, body: &Block, stmt: &Stmt, out: &mut LaneBlock) {
        let before = self.state();
        let sets = self.sets(target, body, false);
        self.declare_sets(sets, stmt.span, out);
        self.open(target, sets, true);
        let mut lanes = LaneBlock::new();
        self.begin_turn(target, sets, stmt.span, &mut lanes);
        self.block(body, &mut lanes);
        push(out, stmt.span, LaneKind::Loop { target, body: lanes });
        self.close(before, stmt, out);
    }

    pub(super) fn counted_loop(
        &mut self,
        target: TargetId,
        counter: LocalId,
        range: &Range,
        body: &Block,
        stmt: &Stmt,
        out: &mut LaneBlock,
    ) {
        let before = self.state();
        let varying = self.facts.vary.expr(&range.lo) || self.facts.vary.expr(&range.hi);
        let mask = self.mask;
        let sets = self.sets(target, body, varying && range.inclusive);
        if !varying {
            self.declare_sets(sets, stmt.span, out);
        }
        self.open(target, sets, true);
        self.parting.declare(counter);
        let mut lanes = LaneBlock::new();
        let range = range.clone();
        match sets {
            Some(sets) if varying => {
                let head = self.fresh();
                (self.mask, self.head, self.may_be_empty) = (head, head, false);
                self.block(body, &mut lanes);
                let kind = LaneKind::VaryingFor { target, counter, range, mask, sets, head, body: lanes };
                push(out, stmt.span, kind);
            }
            sets => {
                self.begin_turn(target, sets, stmt.span, &mut lanes);
                self.block(body, &mut lanes);
                push(out, stmt.span, LaneKind::For { target, counter, range, mask, body: lanes });
            }
        }
        self.close(before, stmt, out);
    }

    pub(super) fn labelled(&mut self, target: TargetId, body: &Block, stmt: &Stmt, out: &mut LaneBlock) {
        let before = self.state();
        let sets = self.sets(target, body, false);
        self.declare_sets(sets, stmt.span, out);
        self.open(target, sets, false);
        let mut lanes = LaneBlock::new();
        if sets.is_some() {
            self.head = self.mask;
        }
        self.block(body, &mut lanes);
        push(out, stmt.span, LaneKind::Labelled { target, body: lanes });
        self.close(before, stmt, out);
    }
}
