//! What may run under a mask with no lane on, and what must be jumped over.

use super::Facts;
use crate::ir::{Binary, Block, Code, Expr, ExprKind, Literal, Stmt, StmtKind, Unary};
use crate::ty::Scalar;

impl Facts {
    /// Whether a statement could do harm when no lane is on: it traps as plain scalar code, it calls a kernel that need
    /// not end, or it loops until a uniform condition holds.
    pub(crate) fn needs_a_lane(&self, stmt: &Stmt) -> bool {
        stmt.exprs().into_iter().any(|expr| self.calls(expr) || self.traps_uniformly(expr))
            || match &stmt.kind {
                StmtKind::CallMany { .. } => true,
                StmtKind::AssignElement { local, index, .. } => {
                    let in_range =
                        index.literal_index().zip(self.len(*local)).is_some_and(|(at, len)| at < len);
                    !self.vary.expr(index) && !in_range
                }
                StmtKind::Loop { target, .. } => !self.vary.divergent(*target),
                StmtKind::If { cond, then, otherwise } => {
                    !self.vary.expr(cond)
                        && [then, otherwise].into_iter().any(|block| self.block_needs_a_lane(block))
                }
                StmtKind::For { range, body, .. } => {
                    let step_may_be_zero = range.step.as_ref().is_some_and(|step| !is_positive_literal(step));
                    step_may_be_zero || self.block_needs_a_lane(body)
                }
                StmtKind::Labelled { body, .. } => self.block_needs_a_lane(body),
                _ => false,
            }
    }

    pub(crate) fn block_needs_a_lane(&self, block: &Block) -> bool {
        block.iter().any(|stmt| self.needs_a_lane(stmt))
    }

    fn calls(&self, expr: &Expr) -> bool {
        expr.any(&mut |e| match &e.kind {
            ExprKind::Call { .. } | ExprKind::Scalarised { .. } => true,
            ExprKind::Method { method, .. } => matches!(method.code, Code::Kernel { .. }),
            _ => false,
        })
    }

    /// Whether a uniform part of the expression may trap: it is emitted as plain Rust, which knows no mask.
    pub(crate) fn traps_uniformly(&self, expr: &Expr) -> bool {
        expr.any(&mut |e| self.is_plain_trap(e))
    }

    /// Whether this operation itself, its operands aside, is emitted as plain Rust and may trap.
    pub(crate) fn is_plain_trap(&self, expr: &Expr) -> bool {
        let plain = match &expr.kind {
            // An array of lanes is indexed like any other.
            ExprKind::Index { index, .. } => !self.vary.expr(index),
            _ => !self.vary.expr(expr),
        };
        plain && self.may_trap(expr)
    }

    /// Whether this operation itself, its operands aside, may trap.
    fn may_trap(&self, expr: &Expr) -> bool {
        let integer = |e: &Expr| self.ty(e).is_none_or(Scalar::is_integer);
        match &expr.kind {
            ExprKind::Binary(op, a, b) => match op {
                Binary::Add | Binary::Sub | Binary::Mul => integer(a) && self.constant(expr).is_none(),
                Binary::Div | Binary::Rem => integer(a) && !is_positive_literal(b),
                Binary::Shl | Binary::Shr => !self.is_below_width(b, a),
                _ => false,
            },
            ExprKind::Unary(Unary::Neg, a) => integer(a) && self.constant(expr).is_none(),
            ExprKind::Method { method, args, .. } => match method.code {
                Code::Checked | Code::Masked => method.name == "clamp" || integer(&args[0]),
                Code::Lanes | Code::Kernel { .. } => false,
            },
            ExprKind::Index { table, index } => !self.is_in_range(table, index),
            ExprKind::Load { .. } => true,
            _ => false,
        }
    }

    /// Whether a literal index is known to be in range. The parser has seen to that for constant tables.
    fn is_in_range(&self, table: &Expr, index: &Expr) -> bool {
        let Some(at) = index.literal_index() else { return false };
        match &table.kind {
            ExprKind::Local(local) => self.len(*local).is_some_and(|len| at < len),
            ExprKind::Array(values) => at < values.len(),
            ExprKind::Repeat(_, len) => at < *len,
            _ => true,
        }
    }

    /// The value of an integer that is made of literals without an overflow.
    fn constant(&self, expr: &Expr) -> Option<i128> {
        let value = match &expr.kind {
            // The least integer is written with a literal that is out of range by itself.
            ExprKind::Lit(Literal::Int(digits, _)) => return digits.parse().ok(),
            ExprKind::Unary(Unary::Neg, a) => self.constant(a)?.checked_neg()?,
            ExprKind::Binary(op, a, b) => {
                let (a, b) = (self.constant(a)?, self.constant(b)?);
                match op {
                    Binary::Add => a.checked_add(b)?,
                    Binary::Sub => a.checked_sub(b)?,
                    Binary::Mul => a.checked_mul(b)?,
                    _ => return None,
                }
            }
            _ => return None,
        };
        self.ty(expr).is_some_and(|ty| ty.holds(value)).then_some(value)
    }

    /// Whether a shift count is known to be below the width of what is shifted.
    fn is_below_width(&self, count: &Expr, shifted: &Expr) -> bool {
        let width = match self.ty(shifted) {
            Some(Scalar::I64 | Scalar::U64) => 64,
            _ => 32,
        };
        self.constant(count).is_some_and(|count| (0..width).contains(&count))
    }
}

fn is_positive_literal(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Lit(Literal::Int(digits, _)) if digits.bytes().any(|digit| digit != b'0'))
}
