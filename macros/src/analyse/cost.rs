//! A static estimate of what a lane's work costs, in simple operations.
//!
//! The table is ISPC's in kind: a simple operation 1, a division or square root several, a gather 8, a loop as often as
//! its literal bounds say, else 8 times.

use super::Facts;
use crate::ir::{Binary, Block, Expr, ExprKind, Literal, Range, Stmt, StmtKind};
use crate::ty::Scalar;

/// Straight-line branches up to this cost are computed for all lanes, without a jump.
pub(crate) const CHEAP: u32 = 12;

const GATHER: u32 = 8;
const TRIPS: u32 = 8;
/// A plain function, called for each lane.
const SCALARISED: u32 = 20;

/// Operations of the kernel itself, and calls whose cost the callee knows.
#[derive(Debug, Default, Clone)]
pub(crate) struct Cost {
    pub(crate) operations: u32,
    pub(crate) calls: Vec<(u32, syn::Path)>,
}

impl Cost {
    fn add(&mut self, trips: u32, operations: u32) {
        self.operations = self.operations.saturating_add(trips.saturating_mul(operations));
    }
}

impl Facts {
    /// The cost of a block; calls of other kernels stand apart.
    pub(crate) fn cost(&self, block: &Block) -> Cost {
        let mut cost = Cost::default();
        self.block_cost(block, 1, &mut cost);
        cost
    }

    /// Whether a branch is cheaper computed than jumped over, and may be computed when no lane takes it.
    pub(crate) fn is_cheap(&self, block: &Block) -> bool {
        let cost = self.cost(block);
        cost.operations <= CHEAP
            && cost.calls.is_empty()
            && !self.block_needs_a_lane(block)
            && !has_loop(block)
    }

    fn block_cost(&self, block: &Block, trips: u32, cost: &mut Cost) {
        for stmt in block {
            self.stmt_cost(stmt, trips, cost);
        }
    }

    fn stmt_cost(&self, stmt: &Stmt, trips: u32, cost: &mut Cost) {
        for expr in stmt.exprs() {
            self.expr_cost(expr, trips, cost);
        }
        let inner = match &stmt.kind {
            StmtKind::CallMany { path, .. } => {
                cost.calls.push((trips, path.clone()));
                trips
            }
            StmtKind::Store { index, .. } => {
                cost.add(trips, self.access_cost(index));
                trips
            }
            StmtKind::Assign { .. } | StmtKind::AssignElement { .. } | StmtKind::Trap { .. } => {
                cost.add(trips, 1);
                trips
            }
            StmtKind::Loop { .. } => trips.saturating_mul(TRIPS),
            StmtKind::For { range, .. } => trips.saturating_mul(literal_trips(range).unwrap_or(TRIPS)),
            _ => trips,
        };
        for block in stmt.blocks() {
            self.block_cost(block, inner, cost);
        }
    }

    /// Of an element of an array outside of a lane loop.
    fn access_cost(&self, index: &[Expr]) -> u32 {
        if self.accesses.get(index).is_some_and(|access| access.axis.is_some()) { 1 } else { GATHER }
    }

    fn expr_cost(&self, expr: &Expr, trips: u32, cost: &mut Cost) {
        for child in expr.children() {
            self.expr_cost(child, trips, cost);
        }
        if !self.vary.expr(expr) {
            return;
        }
        let float = |e: &Expr| self.ty(e).is_none_or(Scalar::is_float);
        let own = match &expr.kind {
            ExprKind::Binary(Binary::Div | Binary::Rem, a, b) => match (float(a), &b.kind) {
                (true, _) => 6,
                (false, ExprKind::Lit(Literal::Int(digits, _))) if is_power_of_two(digits) => 3,
                (false, _) => 30,
            },
            ExprKind::Binary(..) | ExprKind::Logic(..) | ExprKind::Unary(..) => 1,
            ExprKind::Cast(from, to) => match (self.ty(from), to) {
                (Some(from), to) if from == *to => 0,
                (Some(from), to) if from.is_float() && to.is_integer() => 4,
                _ => 1,
            },
            ExprKind::Method { method, .. } => method.cost,
            ExprKind::Call { path, .. } => {
                cost.calls.push((trips, path.clone()));
                0
            }
            ExprKind::Scalarised { .. } => SCALARISED,
            ExprKind::Index { index, .. } if self.vary.expr(index) => GATHER,
            ExprKind::Load { index, .. } => self.access_cost(index),
            _ => 0,
        };
        cost.add(trips, own);
    }
}

fn is_power_of_two(digits: &str) -> bool {
    digits.parse::<u64>().is_ok_and(u64::is_power_of_two)
}

fn has_loop(block: &Block) -> bool {
    let mut found = false;
    crate::ir_walk::for_each_stmt(block, &mut |stmt| {
        found |= matches!(stmt.kind, StmtKind::Loop { .. } | StmtKind::For { .. });
    });
    found
}

/// How often a loop between literals runs.
fn literal_trips(range: &Range) -> Option<u32> {
    let value = |expr: &Expr| match &expr.kind {
        ExprKind::Lit(Literal::Int(digits, _)) => digits.parse::<u32>().ok(),
        _ => None,
    };
    let trips = value(&range.hi)?.checked_sub(value(&range.lo)?)?;
    let step = range.step.as_ref().map_or(Some(1), value)?;
    Some((trips / step.max(1)).clamp(1, 1 << 16))
}
