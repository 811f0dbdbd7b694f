//! Walks over the scalar IR.

use crate::ir::{Block, Expr, ExprKind, Stmt, StmtKind};

impl Expr {
    /// The expressions directly below this one.
    pub(crate) fn children(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Lit(_)
            | ExprKind::Local(_)
            | ExprKind::Const { .. }
            | ExprKind::Outside { .. }
            | ExprKind::Extent { .. } => Vec::new(),
            ExprKind::Unary(_, a) | ExprKind::Cast(a, _) | ExprKind::Len(a) | ExprKind::Repeat(a, _) => {
                vec![a]
            }
            ExprKind::Binary(_, a, b) | ExprKind::Logic(_, a, b) => vec![a, b],
            ExprKind::Index { table, index } => vec![table, index],
            ExprKind::Method { args, .. }
            | ExprKind::Call { args, .. }
            | ExprKind::Scalarised { args, .. }
            | ExprKind::Load { index: args, .. }
            | ExprKind::Array(args) => args.iter().collect(),
        }
    }

    fn children_mut(&mut self) -> Vec<&mut Expr> {
        match &mut self.kind {
            ExprKind::Lit(_)
            | ExprKind::Local(_)
            | ExprKind::Const { .. }
            | ExprKind::Outside { .. }
            | ExprKind::Extent { .. } => Vec::new(),
            ExprKind::Unary(_, a) | ExprKind::Cast(a, _) | ExprKind::Len(a) | ExprKind::Repeat(a, _) => {
                vec![a]
            }
            ExprKind::Binary(_, a, b) | ExprKind::Logic(_, a, b) => vec![a, b],
            ExprKind::Index { table, index } => vec![table, index],
            ExprKind::Method { args, .. }
            | ExprKind::Call { args, .. }
            | ExprKind::Scalarised { args, .. }
            | ExprKind::Load { index: args, .. }
            | ExprKind::Array(args) => args.iter_mut().collect(),
        }
    }

    /// Whether `test` holds for this expression or one below it.
    pub(crate) fn any(&self, test: &mut impl FnMut(&Expr) -> bool) -> bool {
        test(self) || self.children().into_iter().any(|child| child.any(test))
    }
}

/// Visits an expression and all below it, inner ones first.
pub(crate) fn for_each_expr(expr: &Expr, visit: &mut impl FnMut(&Expr)) {
    for child in expr.children() {
        for_each_expr(child, visit);
    }
    visit(expr);
}

/// Visits an expression and all below it, inner ones first.
pub(crate) fn for_each_expr_mut(expr: &mut Expr, visit: &mut impl FnMut(&mut Expr)) {
    for child in expr.children_mut() {
        for_each_expr_mut(child, visit);
    }
    visit(expr);
}

impl Stmt {
    /// The expressions of this statement itself, not those of the blocks in it.
    pub(crate) fn exprs(&self) -> Vec<&Expr> {
        match &self.kind {
            StmtKind::Declare { value, .. } => value.iter().collect(),
            StmtKind::Assign { value, .. } | StmtKind::Eval(value) => vec![value],
            StmtKind::AssignElement { index, value, .. } => vec![index, value],
            StmtKind::Store { index, value, .. } => index.iter().chain([value]).collect(),
            StmtKind::CallMany { args, .. } => args.iter().collect(),
            StmtKind::If { cond, .. } => vec![cond],
            StmtKind::For { range, .. } => [&range.lo, &range.hi].into_iter().chain(&range.step).collect(),
            StmtKind::Return { values, .. } => values.iter().collect(),
            StmtKind::Trap { unless, .. } => unless.iter().collect(),
            StmtKind::Loop { .. }
            | StmtKind::Labelled { .. }
            | StmtKind::Break { .. }
            | StmtKind::Continue { .. } => Vec::new(),
        }
    }

    /// The blocks in this statement.
    pub(crate) fn blocks(&self) -> Vec<&Block> {
        match &self.kind {
            StmtKind::If { then, otherwise, .. } => vec![then, otherwise],
            StmtKind::Loop { body, .. } | StmtKind::For { body, .. } | StmtKind::Labelled { body, .. } => {
                vec![body]
            }
            StmtKind::Declare { .. }
            | StmtKind::Assign { .. }
            | StmtKind::AssignElement { .. }
            | StmtKind::Store { .. }
            | StmtKind::CallMany { .. }
            | StmtKind::Eval(_)
            | StmtKind::Break { .. }
            | StmtKind::Continue { .. }
            | StmtKind::Return { .. }
            | StmtKind::Trap { .. } => Vec::new(),
        }
    }
}

impl Stmt {
    /// As [`Stmt::exprs`].
    pub(crate) fn exprs_mut(&mut self) -> Vec<&mut Expr> {
        match &mut self.kind {
            StmtKind::Declare { value, .. } => value.iter_mut().collect(),
            StmtKind::Assign { value, .. } | StmtKind::Eval(value) => vec![value],
            StmtKind::AssignElement { index, value, .. } => vec![index, value],
            StmtKind::Store { index, value, .. } => index.iter_mut().chain([value]).collect(),
            StmtKind::CallMany { args, .. } => args.iter_mut().collect(),
            StmtKind::If { cond, .. } => vec![cond],
            StmtKind::For { range, .. } => {
                [&mut range.lo, &mut range.hi].into_iter().chain(&mut range.step).collect()
            }
            StmtKind::Return { values, .. } => values.iter_mut().collect(),
            StmtKind::Trap { unless, .. } => unless.iter_mut().collect(),
            StmtKind::Loop { .. }
            | StmtKind::Labelled { .. }
            | StmtKind::Break { .. }
            | StmtKind::Continue { .. } => Vec::new(),
        }
    }

    /// As [`Stmt::blocks`].
    pub(crate) fn blocks_mut(&mut self) -> Vec<&mut Block> {
        match &mut self.kind {
            StmtKind::If { then, otherwise, .. } => vec![then, otherwise],
            StmtKind::Loop { body, .. } | StmtKind::For { body, .. } | StmtKind::Labelled { body, .. } => {
                vec![body]
            }
            StmtKind::Declare { .. }
            | StmtKind::Assign { .. }
            | StmtKind::AssignElement { .. }
            | StmtKind::Store { .. }
            | StmtKind::CallMany { .. }
            | StmtKind::Eval(_)
            | StmtKind::Break { .. }
            | StmtKind::Continue { .. }
            | StmtKind::Return { .. }
            | StmtKind::Trap { .. } => Vec::new(),
        }
    }
}

/// Visits a statement and those in its blocks, outer ones first.
pub(crate) fn for_each_stmt_mut(stmt: &mut Stmt, visit: &mut impl FnMut(&mut Stmt)) {
    visit(stmt);
    for block in stmt.blocks_mut() {
        for inner in block {
            for_each_stmt_mut(inner, visit);
        }
    }
}

/// Visits every statement of a block and of the blocks in it, outer ones first.
pub(crate) fn for_each_stmt(block: &[Stmt], visit: &mut impl FnMut(&Stmt)) {
    for stmt in block {
        visit(stmt);
        for inner in stmt.blocks() {
            for_each_stmt(inner, visit);
        }
    }
}
