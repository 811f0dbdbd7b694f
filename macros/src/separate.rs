//! Separates what a loop counts from what is read behind the loop.
//!
//! In `let mut n = 0; while n < 256 { if … { break; } …; n += 1; } n`, all lanes that are still in the loop have the same
//! `n`; only lanes that have left it hold others. With a second variable for the code behind the loop, to which each
//! `break` assigns `n`, the loop's own is a plain integer: no lanes, no blends, no mask for `n < 256`. This is done for the
//! variables that become uniform by it, and for no others.

use crate::analyse::Facts;
use crate::errors::Errors;
use crate::ir::{Block, Expr, ExprId, ExprKind, Form, Kernel, LocalId, Stmt, StmtKind, TargetId};
use crate::ir_walk::{for_each_expr_mut, for_each_stmt, for_each_stmt_mut};

/// A variable, and the loop behind which another one takes its place.
type Split = (LocalId, TargetId);

/// Separates the variables of a checked kernel that become uniform by it.
pub(crate) fn separate(kernel: Kernel, facts: Facts) -> (Kernel, Facts) {
    let mut splits = Vec::new();
    find_in_block(&kernel.body, &kernel, &facts, &mut splits);
    while !splits.is_empty() {
        let separated = with_splits(&kernel, &splits);
        let facts = Facts::analyse(&separated, &Errors::default());
        let before = splits.len();
        splits.retain(|(local, _)| !facts.vary.local(*local));
        // One that stays varying may have made others so.
        if splits.len() == before {
            return (separated, facts);
        }
    }
    (kernel, facts)
}

/// Varying variables of which only lanes that have left a loop may hold other values: declared beside the loop, assigned in
/// it, and read behind it.
fn find_in_block(block: &Block, kernel: &Kernel, facts: &Facts, splits: &mut Vec<Split>) {
    for (at, stmt) in block.iter().enumerate() {
        for inner in stmt.blocks() {
            find_in_block(inner, kernel, facts, splits);
        }
        let StmtKind::Declare { local, .. } = &stmt.kind else { continue };
        if !facts.vary.local(*local) || !matches!(kernel.locals[local.0].form, Form::Scalar) {
            continue;
        }
        let rest = &block[at + 1..];
        let assigned_at = rest.iter().position(|stmt| assigns(stmt, *local));
        let Some((stmt, behind)) = assigned_at.map(|at| (&rest[at], &rest[at + 1..])) else { continue };
        if let StmtKind::Loop { target, .. } = &stmt.kind
            && facts.vary.divergent(*target)
            && behind.iter().any(|stmt| reads(stmt, *local))
        {
            splits.push((*local, *target));
        }
    }
}

fn assigns(stmt: &Stmt, local: LocalId) -> bool {
    let mut found = false;
    for_each_stmt(std::slice::from_ref(stmt), &mut |stmt| match &stmt.kind {
        StmtKind::Assign { local: assigned, .. } | StmtKind::AssignElement { local: assigned, .. } => {
            found |= *assigned == local;
        }
        StmtKind::CallMany { locals, .. } => found |= locals.contains(&local),
        _ => {}
    });
    found
}

fn reads(stmt: &Stmt, local: LocalId) -> bool {
    let mut found = false;
    let mut is_read = |expr: &Expr| matches!(expr.kind, ExprKind::Local(read) if read == local);
    for_each_stmt(std::slice::from_ref(stmt), &mut |stmt| {
        found |= stmt.exprs().into_iter().any(|expr| expr.any(&mut is_read));
    });
    found
}

/// The kernel with a second variable for each split.
fn with_splits(kernel: &Kernel, splits: &[Split]) -> Kernel {
    let mut separated = kernel.clone();
    let mut body = std::mem::take(&mut separated.body);
    for (local, target) in splits {
        let behind = LocalId(separated.locals.len());
        separated.locals.push(separated.locals[local.0].clone());
        split_in_block(&mut body, *local, behind, *target, &mut separated.exprs);
    }
    separated.body = body;
    separated
}

/// Finds the block that holds the loop, declares `behind` before the loop, and lets the statements behind it use that.
fn split_in_block(block: &mut Block, local: LocalId, behind: LocalId, target: TargetId, exprs: &mut usize) {
    let at = block
        .iter()
        .position(|stmt| matches!(&stmt.kind, StmtKind::Loop { target: id, .. } if *id == target));
    let Some(at) = at else {
        for stmt in block {
            stmt.blocks_mut()
                .into_iter()
                .for_each(|inner| split_in_block(inner, local, behind, target, exprs));
        }
        return;
    };
    if let StmtKind::Loop { body, .. } = &mut block[at].kind {
        assign_at_exits(body, local, behind, target, exprs);
    }
    for stmt in &mut block[at + 1..] {
        rename(stmt, local, behind);
    }
    let span = block[at].span;
    block.insert(at, Stmt { span, kind: StmtKind::Declare { local: behind, value: None } });
}

/// Assigns `local` to `behind` before each exit to `target`.
fn assign_at_exits(block: &mut Block, local: LocalId, behind: LocalId, target: TargetId, exprs: &mut usize) {
    let mut at = 0;
    while at < block.len() {
        for inner in block[at].blocks_mut() {
            assign_at_exits(inner, local, behind, target, exprs);
        }
        if matches!(block[at].kind, StmtKind::Break { target: id, .. } if id == target) {
            let span = block[at].span;
            let value = Expr { id: ExprId(*exprs), span, kind: ExprKind::Local(local) };
            *exprs += 1;
            block.insert(at, Stmt { span, kind: StmtKind::Assign { local: behind, value } });
            at += 1;
        }
        at += 1;
    }
}

fn rename(stmt: &mut Stmt, from: LocalId, to: LocalId) {
    for_each_stmt_mut(stmt, &mut |stmt| {
        match &mut stmt.kind {
            StmtKind::Assign { local, .. } | StmtKind::AssignElement { local, .. } if *local == from => {
                *local = to
            }
            StmtKind::CallMany { locals, .. } => {
                locals.iter_mut().filter(|local| **local == from).for_each(|local| *local = to);
            }
            _ => {}
        }
        for expr in stmt.exprs_mut() {
            for_each_expr_mut(expr, &mut |expr| {
                if let ExprKind::Local(local) = &mut expr.kind
                    && *local == from
                {
                    *local = to;
                }
            });
        }
    });
}
