//! Uniform or varying, and where lanes part.
//!
//! A local is varying if a varying value is assigned to it, or if it is assigned where only some of the lanes are that
//! may read it later: below a varying `if`, or in a loop that lanes leave at different times, when it was declared
//! outside and is read behind the loop. An exit is *masked* if not all the lanes that it concerns take it together; its loop is then divergent.
//! Both depend on each other, so they are found together by a fixpoint; each step only makes more things varying.

use std::collections::BTreeMap;

use super::escape::Escapes;
use crate::ir::{Block, Code, ExitId, Expr, ExprKind, Form, Kernel, LocalId, Stmt, StmtKind, TargetId};

/// What varies between lanes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Vary {
    locals: Vec<bool>,
    /// Loops and labelled blocks that lanes leave or repeat at different times.
    divergent: Vec<bool>,
    /// Targets that some lanes `continue` while others go on.
    continued: Vec<bool>,
    /// Exits that only some lanes take.
    masked: Vec<bool>,
    /// How many constructs each local is declared in.
    depth: Vec<usize>,
    escapes: Escapes,
}

/// A construct around the current statement, in which lanes may part.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Frame {
    VaryingIf,
    Target(TargetId),
}

impl Vary {
    pub(crate) fn find(kernel: &Kernel) -> Vary {
        let mut vary = Vary {
            locals: vec![false; kernel.locals.len()],
            divergent: vec![false; kernel.targets],
            continued: vec![false; kernel.targets],
            masked: vec![false; kernel.exits],
            depth: vec![0; kernel.locals.len()],
            escapes: Escapes::find(kernel),
        };
        for param in &kernel.params {
            vary.locals[param.0] = !matches!(kernel.locals[param.0].form, Form::Uniform { .. });
        }
        if let Some(around) = &kernel.around {
            let varying = around.reductions.iter().chain([&around.counter]);
            varying.for_each(|local| vary.locals[local.0] = true);
        }
        loop {
            let before = vary.clone();
            let mut frames = Vec::new();
            vary.block(&kernel.body, &mut frames);
            if vary == before {
                return vary;
            }
        }
    }

    pub(crate) fn local(&self, local: LocalId) -> bool {
        self.locals[local.0]
    }

    pub(crate) fn divergent(&self, target: TargetId) -> bool {
        self.divergent[target.0]
    }

    pub(crate) fn continued(&self, target: TargetId) -> bool {
        self.continued[target.0]
    }

    pub(crate) fn masked(&self, exit: ExitId) -> bool {
        self.masked[exit.0]
    }

    /// Whether the value may differ between lanes.
    pub(crate) fn expr(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Lit(_)
            | ExprKind::Const { .. }
            | ExprKind::Outside { .. }
            | ExprKind::Len(_)
            | ExprKind::Extent { .. } => false,
            ExprKind::Local(local) => self.local(*local),
            // Calls of kernels run on lanes whatever their arguments are.
            ExprKind::Call { .. } | ExprKind::Scalarised { .. } => true,
            ExprKind::Method { method, .. } if matches!(method.code, Code::Kernel { .. }) => true,
            ExprKind::Unary(..)
            | ExprKind::Binary(..)
            | ExprKind::Logic(..)
            | ExprKind::Cast(..)
            | ExprKind::Method { .. }
            | ExprKind::Index { .. }
            | ExprKind::Load { .. }
            | ExprKind::Array(_)
            | ExprKind::Repeat(..) => expr.children().into_iter().any(|child| self.expr(child)),
        }
    }

    /// Whether lanes that are not here may read a local later, which was declared `depth` constructs deep.
    fn missed(&self, local: LocalId, depth: usize, frames: &[Frame]) -> bool {
        frames.get(depth..).unwrap_or_default().iter().any(|frame| match frame {
            Frame::VaryingIf => true,
            Frame::Target(target) => {
                self.continued(*target) || (self.divergent(*target) && self.escapes.contains(local, *target))
            }
        })
    }

    /// Whether lanes may have parted since `depth` constructs around here were entered.
    fn parted(&self, depth: usize, frames: &[Frame]) -> bool {
        frames.get(depth..).unwrap_or_default().iter().any(|frame| match frame {
            Frame::VaryingIf => true,
            Frame::Target(target) => self.divergent(*target),
        })
    }

    fn block(&mut self, block: &Block, frames: &mut Vec<Frame>) {
        for stmt in block {
            self.stmt(stmt, frames);
        }
    }

    fn stmt(&mut self, stmt: &Stmt, frames: &mut Vec<Frame>) {
        match &stmt.kind {
            StmtKind::Declare { local, value } => {
                self.depth[local.0] = frames.len();
                self.locals[local.0] |= value.as_ref().is_some_and(|value| self.expr(value));
            }
            StmtKind::Assign { local, value } => {
                self.locals[local.0] |= self.expr(value) || self.missed(*local, self.depth[local.0], frames);
            }
            StmtKind::AssignElement { local, index, value } => {
                self.locals[local.0] |=
                    self.expr(value) || self.expr(index) || self.missed(*local, self.depth[local.0], frames);
            }
            StmtKind::CallMany { locals, .. } => locals.iter().for_each(|local| self.locals[local.0] = true),
            StmtKind::If { cond, then, otherwise } => {
                let varying = self.expr(cond);
                if varying {
                    frames.push(Frame::VaryingIf);
                }
                self.block(then, frames);
                self.block(otherwise, frames);
                if varying {
                    frames.pop();
                }
            }
            StmtKind::Loop { target, body } | StmtKind::Labelled { target, body } => {
                frames.push(Frame::Target(*target));
                self.block(body, frames);
                frames.pop();
            }
            StmtKind::For { target, counter, range, body } => {
                let varying = self.expr(&range.lo) || self.expr(&range.hi);
                self.divergent[target.0] |= varying;
                frames.push(Frame::Target(*target));
                self.depth[counter.0] = frames.len();
                self.locals[counter.0] |= varying;
                self.block(body, frames);
                frames.pop();
            }
            StmtKind::Break { exit, target } => {
                if self.leaves_lanes(*target, frames) || self.continued(*target) {
                    self.masked[exit.0] = true;
                    self.divergent[target.0] = true;
                }
            }
            StmtKind::Continue { exit, target } => {
                if self.leaves_lanes(*target, frames) {
                    self.masked[exit.0] = true;
                    self.divergent[target.0] = true;
                    self.continued[target.0] = true;
                }
            }
            StmtKind::Return { exit, .. } => {
                self.masked[exit.0] |= self.parted(0, frames);
            }
            StmtKind::Eval(_) | StmtKind::Store { .. } | StmtKind::Trap { .. } => {}
        }
    }

    /// Whether an exit to `target` may leave lanes behind: lanes have parted since the target was entered.
    fn leaves_lanes(&self, target: TargetId, frames: &[Frame]) -> bool {
        let inside = frames
            .iter()
            .rposition(|frame| matches!(frame, Frame::Target(outer) if *outer == target))
            .map_or(0, |at| at + 1);
        self.parted(inside, frames)
    }
}

/// Where lanes may have parted, while the vectoriser walks the kernel: the same rule as in the analysis.
#[derive(Debug, Default)]
pub(crate) struct Parting {
    pub(crate) frames: Vec<Frame>,
    depth: BTreeMap<LocalId, usize>,
}

impl Parting {
    pub(crate) fn declare(&mut self, local: LocalId) {
        self.depth.insert(local, self.frames.len());
    }

    /// Whether an assignment must keep the values of lanes that are not here.
    pub(crate) fn must_blend(&self, vary: &Vary, local: LocalId) -> bool {
        let depth = self.depth.get(&local).copied().unwrap_or(0);
        vary.missed(local, depth, &self.frames)
    }
}
