//! Walking over every expression of a program.

use crate::ast::{Block, Bound, Expr, LoopKind, Program, Stmt, TableId};

impl Program {
    /// Calls `f` with every expression, outer ones first.
    pub fn each_expr(&self, f: &mut impl FnMut(&Expr)) {
        self.body.each_expr(f);
    }

    /// How large it is: the shrinker only ever makes this less.
    #[must_use]
    pub fn size(&self) -> usize {
        let tables: usize = self.tables.iter().map(|table| table.values.len()).sum();
        self.params.len() + self.results.len() + tables + self.body.size()
    }

    /// Whether an expression reads the table.
    pub(crate) fn uses_table(&self, table: TableId) -> bool {
        let mut used = false;
        self.each_expr(&mut |expr| used |= matches!(expr, Expr::Index(id, ..) if *id == table));
        used
    }
}

impl Block {
    /// Calls `f` with every expression, outer ones first.
    pub fn each_expr(&self, f: &mut impl FnMut(&Expr)) {
        for stmt in &self.stmts {
            match stmt {
                Stmt::Let { init: value, .. }
                | Stmt::Assign { value, .. }
                | Stmt::Expr(value)
                | Stmt::Break(_, Some(value))
                | Stmt::Return(value) => value.each_expr(f),
                Stmt::Break(_, None) | Stmt::Continue(_) => {}
            }
        }
        if let Some(tail) = &self.tail {
            tail.each_expr(f);
        }
    }

    fn size(&self) -> usize {
        let stmts: usize = self.stmts.iter().map(Stmt::size).sum();
        stmts + self.tail.as_ref().map_or(0, |tail| tail.size())
    }
}

impl Stmt {
    fn size(&self) -> usize {
        2 + match self {
            Stmt::Let { vars, annotated, init } => vars.len() + usize::from(*annotated) + init.size(),
            Stmt::Assign { op, value, .. } => usize::from(op.is_some()) + value.size(),
            Stmt::Expr(value) | Stmt::Return(value) => value.size(),
            Stmt::Break(label, value) => usize::from(label.is_some()) + value.as_ref().map_or(0, Expr::size),
            Stmt::Continue(label) => usize::from(label.is_some()),
        }
    }
}

impl Expr {
    /// Calls `f` with this expression and every one inside, outer ones first.
    pub fn each_expr(&self, f: &mut impl FnMut(&Expr)) {
        f(self);
        match self {
            Expr::Lit(_) | Expr::Var(_) => {}
            Expr::Unary(_, operand)
            | Expr::Cast(operand, _)
            | Expr::FromBits(_, operand)
            | Expr::Index(_, _, operand) => operand.each_expr(f),
            Expr::Binary(_, lhs, rhs) => {
                lhs.each_expr(f);
                rhs.each_expr(f);
            }
            Expr::Tuple(parts) | Expr::Method(_, parts) => parts.iter().for_each(|part| part.each_expr(f)),
            Expr::If(cond, then, other) => {
                cond.each_expr(f);
                then.each_expr(f);
                if let Some(other) = other {
                    other.each_expr(f);
                }
            }
            Expr::Match(scrutinee, arms) => {
                scrutinee.each_expr(f);
                for arm in arms {
                    if let Some(guard) = &arm.guard {
                        guard.each_expr(f);
                    }
                    arm.body.each_expr(f);
                }
            }
            Expr::Block(_, block) => block.each_expr(f),
            Expr::Loop(node) => {
                match &node.kind {
                    LoopKind::While(_, cond) => cond.each_expr(f),
                    LoopKind::Loop(_, exhausted) => {
                        if let Some(value) = exhausted {
                            value.each_expr(f);
                        }
                    }
                    LoopKind::For(head) => {
                        for bound in [&head.lo, &head.hi] {
                            if let Bound::Masked(operand, _) | Bound::Rem(operand, _) = bound {
                                operand.each_expr(f);
                            }
                        }
                    }
                }
                node.body.each_expr(f);
            }
        }
    }

    fn size(&self) -> usize {
        match self {
            Expr::Lit(lit) => 1 + usize::from(lit.value.bits().count_ones() > 1),
            Expr::Var(_) => 3,
            Expr::Unary(_, operand) | Expr::Cast(operand, _) | Expr::FromBits(_, operand) => {
                4 + operand.size()
            }
            Expr::Index(_, _, operand) => 6 + operand.size(),
            Expr::Binary(_, lhs, rhs) => 4 + lhs.size() + rhs.size(),
            Expr::Tuple(parts) | Expr::Method(_, parts) => 4 + parts.iter().map(Expr::size).sum::<usize>(),
            Expr::If(cond, then, other) => {
                6 + cond.size() + then.size() + other.as_ref().map_or(0, |other| 2 + other.size())
            }
            Expr::Match(scrutinee, arms) => {
                let arms = arms.iter().map(|arm| {
                    2 + arm.patterns.len() + arm.guard.as_ref().map_or(0, Expr::size) + arm.body.size()
                });
                6 + scrutinee.size() + arms.sum::<usize>()
            }
            Expr::Block(label, block) => 4 + usize::from(label.is_some()) + block.size(),
            Expr::Loop(node) => {
                let head = match &node.kind {
                    LoopKind::While(fuel, cond) => fuel.amount as usize + cond.size(),
                    LoopKind::Loop(fuel, exhausted) => {
                        fuel.amount as usize + exhausted.as_ref().map_or(0, Expr::size)
                    }
                    LoopKind::For(head) => bound_size(&head.lo) + bound_size(&head.hi),
                };
                8 + usize::from(node.label.is_some()) + head + node.body.size()
            }
        }
    }
}

fn bound_size(bound: &Bound) -> usize {
    match bound {
        Bound::Lit(n) => 1 + usize::from(*n != 0),
        Bound::Masked(operand, _) | Bound::Rem(operand, _) => 3 + operand.size(),
    }
}
