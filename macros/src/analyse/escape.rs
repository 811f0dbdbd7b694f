//! Which locals are still read by lanes that have left a loop or labelled block.
//!
//! A lane that has left never reads a local again that nothing reads behind the construct, unless a loop around the
//! construct brings the lane back to it. Such a local needs no blend for the lanes that are gone.

use std::collections::BTreeSet;

use crate::ir::{Block, Expr, ExprKind, Kernel, LocalId, Stmt, StmtKind, TargetId};
use crate::ir_walk::for_each_expr;

/// Pairs of local and construct where a lane that left the construct may read the local.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Escapes(BTreeSet<(LocalId, TargetId)>);

impl Escapes {
    pub(super) fn find(kernel: &Kernel) -> Escapes {
        let mut walk = Walk {
            position: 0,
            declared: vec![0; kernel.locals.len()],
            last_read: vec![0; kernel.locals.len()],
            targets: Vec::new(),
            loops: Vec::new(),
        };
        walk.block(&kernel.body);
        // What iterations have combined is read behind the body.
        for reduction in kernel.around.iter().flat_map(|around| &around.reductions) {
            walk.last_read[reduction.0] = usize::MAX;
        }
        let mut pairs = BTreeSet::new();
        for target in &walk.targets {
            for local in (0..kernel.locals.len()).map(LocalId) {
                let read_behind = walk.last_read[local.0] >= target.end;
                let comes_back = target.loops.iter().any(|&start| walk.declared[local.0] < start);
                if read_behind || comes_back {
                    pairs.insert((local, target.id));
                }
            }
        }
        Escapes(pairs)
    }

    pub(super) fn contains(&self, local: LocalId, target: TargetId) -> bool {
        self.0.contains(&(local, target))
    }
}

struct Walk {
    /// Statements are numbered in the order of the source, from one.
    position: usize,
    declared: Vec<usize>,
    last_read: Vec<usize>,
    targets: Vec<Span>,
    /// Where the loops around the current statement start.
    loops: Vec<usize>,
}

struct Span {
    id: TargetId,
    end: usize,
    /// Starts of the loops around it.
    loops: Vec<usize>,
}

impl Walk {
    fn block(&mut self, block: &Block) {
        for stmt in block {
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        self.position += 1;
        let start = self.position;
        for expr in stmt.exprs() {
            for_each_expr(expr, &mut |expr: &Expr| {
                if let ExprKind::Local(local) = &expr.kind {
                    self.last_read[local.0] = start;
                }
            });
        }
        match &stmt.kind {
            StmtKind::Declare { local, .. } => self.declared[local.0] = start,
            StmtKind::Loop { target, body } => self.target(*target, start, true, body),
            StmtKind::For { target, counter, body, .. } => {
                // The counter is a new one in each turn.
                self.declared[counter.0] = start + 1;
                self.target(*target, start, true, body);
            }
            StmtKind::Labelled { target, body } => self.target(*target, start, false, body),
            _ => stmt.blocks().into_iter().for_each(|block| self.block(block)),
        }
    }

    fn target(&mut self, id: TargetId, start: usize, is_loop: bool, body: &Block) {
        let loops = self.loops.clone();
        if is_loop {
            self.loops.push(start + 1);
        }
        self.position += 1;
        self.block(body);
        self.position += 1;
        if is_loop {
            self.loops.pop();
        }
        self.targets.push(Span { id, end: self.position, loops });
    }
}
