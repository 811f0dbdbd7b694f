//! `break`, `continue` and `return`.

use proc_macro2::Span;

use super::{Vectoriser, push};
use crate::analyse::Facts;
use crate::ir::{Block, ExitId, Expr, Stmt, StmtKind, TargetId};
use crate::ir_walk::for_each_stmt;
use crate::lane::{LaneBlock, LaneKind};

/// Whether some lanes return before others.
pub(super) fn any_masked_return(block: &Block, facts: &Facts) -> bool {
    let mut found = false;
    for_each_stmt(block, &mut |stmt| {
        if let StmtKind::Return { exit, .. } = &stmt.kind {
            found |= facts.vary.masked(*exit);
        }
    });
    found
}

/// Whether a statement may take lanes out of the current mask, for somewhere outside of the statement.
pub(super) fn leaves(stmt: &Stmt, facts: &Facts) -> bool {
    let mut inside = Vec::new();
    let mut found = false;
    for_each_stmt(std::slice::from_ref(stmt), &mut |stmt| match &stmt.kind {
        StmtKind::Loop { target, .. } | StmtKind::For { target, .. } | StmtKind::Labelled { target, .. } => {
            inside.push(*target);
        }
        StmtKind::Break { exit, target } | StmtKind::Continue { exit, target } => {
            found |= facts.vary.masked(*exit) && !inside.contains(target);
        }
        StmtKind::Return { exit, .. } => found |= facts.vary.masked(*exit),
        _ => {}
    });
    found
}

/// Whether a block holds a masked exit, to anywhere.
pub(super) fn has_masked(block: &Block, facts: &Facts) -> bool {
    let mut found = false;
    for_each_stmt(block, &mut |stmt| match &stmt.kind {
        StmtKind::Break { exit, .. } | StmtKind::Continue { exit, .. } | StmtKind::Return { exit, .. } => {
            found |= facts.vary.masked(*exit);
        }
        _ => {}
    });
    found
}

impl Vectoriser<'_> {
    pub(super) fn break_out(&mut self, exit: ExitId, target: TargetId, span: Span, out: &mut LaneBlock) {
        if self.facts.vary.masked(exit) {
            self.remove_up_to(Some((target, false)), span, out);
        } else {
            push(out, span, LaneKind::Break(target));
        }
    }

    pub(super) fn continue_next(&mut self, exit: ExitId, target: TargetId, span: Span, out: &mut LaneBlock) {
        if self.facts.vary.masked(exit) {
            self.remove_up_to(Some((target, true)), span, out);
        } else {
            push(out, span, LaneKind::Continue(target));
        }
    }

    pub(super) fn return_from(&mut self, exit: ExitId, values: &[Expr], span: Span, out: &mut LaneBlock) {
        let mask = self.mask;
        let values = values.to_vec();
        if self.running.is_none() {
            push(out, span, LaneKind::Return { values, mask });
            return;
        }
        let in_loop = self.targets.iter().any(|target| target.is_loop);
        push(out, span, LaneKind::Keep { values, mask, blend: self.kept || in_loop });
        self.kept = true;
        if self.facts.vary.masked(exit) {
            self.remove_up_to(None, span, out);
        } else {
            push(out, span, LaneKind::ReturnKept);
        }
    }

    /// Takes the current lanes out of the sets of all targets inside `target` and of its own (of a loop that they
    /// continue, only out of this turn); with no target, out of all sets.
    fn remove_up_to(&mut self, target: Option<(TargetId, bool)>, span: Span, out: &mut LaneBlock) {
        let mask = self.mask;
        for open in self.targets.iter().rev() {
            let here = target.is_some_and(|(id, _)| id == open.id);
            let stays = here && target.is_some_and(|(_, continues)| continues);
            if let Some(sets) = open.sets {
                if !stays {
                    push(out, span, LaneKind::Remove { set: sets.live, mask });
                }
                if stays || sets.turn != sets.live {
                    push(out, span, LaneKind::Remove { set: sets.turn, mask });
                }
            }
            if here {
                return;
            }
        }
        if let (None, Some(running)) = (target, self.running) {
            push(out, span, LaneKind::Remove { set: running, mask });
        }
    }
}
