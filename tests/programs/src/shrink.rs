//! Making a failing program small.

use crate::ast::{Arm, Block, Bound, Expr, For, Fuel, Loop, LoopKind, Program, Stmt};
use crate::types::{Lit, Ty, Value};

/// The smallest program found that still fails: greedy descent through [`Program::smaller`].
pub fn shrink(program: Program, mut fails: impl FnMut(&Program) -> bool) -> Program {
    let mut program = program;
    while let Some(smaller) = program.smaller().find(&mut fails) {
        program = smaller;
    }
    program
}

impl Program {
    /// Every well-typed program that is one step smaller, boldest steps first.
    pub fn smaller(&self) -> impl Iterator<Item = Program> + use<> {
        let size = self.size();
        let bodies = Steps { program: self }.of_block(&self.body);
        let of_bodies = {
            let program = self.clone();
            bodies.into_iter().map(move |body| Program { body, ..program.clone() })
        };
        self.smaller_frames()
            .into_iter()
            .chain(of_bodies)
            .filter(move |program| program.size() < size && program.check().is_ok())
    }

    /// Fewer results, parameters and table entries.
    fn smaller_frames(&self) -> Vec<Program> {
        let mut frames = Vec::new();
        if self.results.len() == 2 {
            for at in 0..2 {
                let body = Projection { at }.of_block(&self.body, true);
                frames.push(Program { results: vec![self.results[at]], body, ..self.clone() });
            }
        }
        for at in 0..self.params.len() {
            let mut params = self.params.clone();
            params.remove(at);
            if !params.is_empty() {
                frames.push(Program { params, ..self.clone() });
            }
        }
        for at in 0..self.tables.len() {
            let len = self.tables[at].values.len();
            for kept in [1, len / 2, len.saturating_sub(1)] {
                if kept > 0 && kept < len {
                    let mut program = self.clone();
                    program.tables[at].values.truncate(kept);
                    frames.push(program);
                }
            }
        }
        frames
    }
}

/// Keeps one of two results.
struct Projection {
    at: usize,
}

impl Projection {
    fn of_block(&self, block: &Block, is_result: bool) -> Block {
        let stmts = block.stmts.iter().map(|stmt| self.of_stmt(stmt)).collect();
        let tail = block.tail.as_ref().map(|tail| Box::new(self.of_expr(tail, is_result)));
        Block { stmts, tail }
    }

    fn of_stmt(&self, stmt: &Stmt) -> Stmt {
        match stmt {
            Stmt::Return(value) => Stmt::Return(self.of_expr(value, true)),
            Stmt::Expr(value) => Stmt::Expr(self.of_expr(value, false)),
            Stmt::Let { vars, annotated, init } => {
                Stmt::Let { vars: vars.clone(), annotated: *annotated, init: self.of_expr(init, false) }
            }
            Stmt::Assign { .. } | Stmt::Break(..) | Stmt::Continue(_) => stmt.clone(),
        }
    }

    fn of_expr(&self, expr: &Expr, is_result: bool) -> Expr {
        match expr {
            Expr::Tuple(parts) if is_result => parts[self.at].clone(),
            Expr::If(cond, then, other) => Expr::If(
                cond.clone(),
                self.of_block(then, is_result),
                other.as_ref().map(|other| self.of_block(other, is_result)),
            ),
            Expr::Match(scrutinee, arms) => {
                let arms =
                    arms.iter().map(|arm| Arm { body: self.of_block(&arm.body, is_result), ..arm.clone() });
                Expr::Match(scrutinee.clone(), arms.collect())
            }
            Expr::Block(label, block) => Expr::Block(*label, self.of_block(block, is_result)),
            Expr::Loop(node) => {
                Expr::Loop(Box::new(Loop { body: self.of_block(&node.body, false), ..(**node).clone() }))
            }
            Expr::Lit(_)
            | Expr::Var(_)
            | Expr::Tuple(_)
            | Expr::Unary(..)
            | Expr::Binary(..)
            | Expr::Cast(..)
            | Expr::Method(..)
            | Expr::FromBits(..)
            | Expr::Index(..) => expr.clone(),
        }
    }
}

/// All that one step makes of a part of the program, well typed or not.
struct Steps<'a> {
    program: &'a Program,
}

impl Steps<'_> {
    fn of_block(&self, block: &Block) -> Vec<Block> {
        let mut out = Vec::new();
        let len = block.stmts.len();
        for run in [len, len / 2, len / 4, 1] {
            for start in (0..len).step_by(run.max(1)) {
                if run > 0 {
                    let mut stmts = block.stmts.clone();
                    stmts.drain(start..(start + run).min(len));
                    out.push(Block { stmts, tail: block.tail.clone() });
                }
            }
        }
        for (at, stmt) in block.stmts.iter().enumerate() {
            for smaller in self.of_stmt(stmt) {
                let mut stmts = block.stmts.clone();
                stmts.splice(at..=at, smaller);
                out.push(Block { stmts, tail: block.tail.clone() });
            }
        }
        if let Some(tail) = &block.tail {
            for inner in inner_blocks(tail) {
                let stmts = block.stmts.iter().chain(&inner.stmts).cloned().collect();
                out.push(Block { stmts, tail: inner.tail.clone() });
            }
            for smaller in self.of_expr(tail) {
                out.push(Block { stmts: block.stmts.clone(), tail: Some(Box::new(smaller)) });
            }
        }
        out
    }

    /// What may stand in the place of a statement.
    fn of_stmt(&self, stmt: &Stmt) -> Vec<Vec<Stmt>> {
        let with = |value: &Expr, make: &dyn Fn(Expr) -> Stmt| -> Vec<Vec<Stmt>> {
            let lifted = inner_blocks(value).into_iter().filter_map(|block| {
                let tail = block.tail.as_deref()?;
                Some(block.stmts.iter().cloned().chain([make(tail.clone())]).collect())
            });
            let operands = operand_blocks(value).into_iter().map(|block| block.stmts.clone());
            let lifted = lifted.chain(operands);
            let remade = self.of_expr(value).into_iter().map(|smaller| vec![make(smaller)]);
            lifted.chain(remade).collect()
        };
        match stmt {
            Stmt::Let { vars, annotated, init } => {
                let mut out =
                    with(init, &|init| Stmt::Let { vars: vars.clone(), annotated: *annotated, init });
                if let (Expr::Tuple(parts), 2) = (init, vars.len()) {
                    let lets = vars.iter().zip(parts).map(|(&var, part)| Stmt::Let {
                        vars: vec![var],
                        annotated: *annotated,
                        init: part.clone(),
                    });
                    out.push(lets.collect());
                }
                if *annotated {
                    out.push(vec![Stmt::Let { vars: vars.clone(), annotated: false, init: init.clone() }]);
                }
                out
            }
            Stmt::Assign { var, op, value } => {
                let mut out = with(value, &|value| Stmt::Assign { var: *var, op: *op, value });
                if op.is_some() {
                    out.push(vec![Stmt::Assign { var: *var, op: None, value: value.clone() }]);
                }
                out
            }
            Stmt::Expr(value) => {
                let mut out: Vec<Vec<Stmt>> =
                    inner_blocks(value).into_iter().map(|block| block.stmts.clone()).collect();
                out.extend(with(value, &Stmt::Expr));
                out
            }
            Stmt::Break(label, value) => {
                let mut out = Vec::new();
                if label.is_some() {
                    out.push(vec![Stmt::Break(None, value.clone())]);
                }
                if let Some(value) = value {
                    out.extend(with(value, &|value| Stmt::Break(*label, Some(value))));
                }
                out
            }
            Stmt::Continue(None) => vec![],
            Stmt::Continue(Some(_)) => vec![vec![Stmt::Continue(None)]],
            Stmt::Return(value) => with(value, &Stmt::Return),
        }
    }

    fn of_expr(&self, expr: &Expr) -> Vec<Expr> {
        let mut out = Vec::new();
        let ty = self.program.type_of(expr);
        if let Some(ty) = ty {
            out.extend(simple_literals(ty));
            let same = children(expr).into_iter().filter(|part| self.program.type_of(part) == Some(ty));
            out.extend(same.cloned());
        }
        for block in inner_blocks(expr) {
            if let (true, Some(tail)) = (block.stmts.is_empty(), &block.tail) {
                out.push((**tail).clone());
            }
        }
        out.extend(self.of_parts(expr));
        out
    }

    /// The expression with one of its parts smaller.
    fn of_parts(&self, expr: &Expr) -> Vec<Expr> {
        let boxed = |operand: &Expr, make: &dyn Fn(Box<Expr>) -> Expr| -> Vec<Expr> {
            self.of_expr(operand).into_iter().map(|smaller| make(Box::new(smaller))).collect()
        };
        match expr {
            Expr::Lit(lit) if lit.bare => vec![Expr::Lit(Lit { bare: false, ..*lit })],
            Expr::Lit(_) | Expr::Var(_) => vec![],
            Expr::Unary(op, operand) => boxed(operand, &|operand| Expr::Unary(*op, operand)),
            Expr::Cast(operand, ty) => {
                let mut out = boxed(operand, &|operand| Expr::Cast(operand, *ty));
                if let Expr::Cast(inner, _) = &**operand {
                    out.push(Expr::Cast(inner.clone(), *ty));
                }
                out
            }
            Expr::FromBits(ty, operand) => boxed(operand, &|operand| Expr::FromBits(*ty, operand)),
            Expr::Index(table, form, index) => boxed(index, &|index| Expr::Index(*table, *form, index)),
            Expr::Binary(op, lhs, rhs) => {
                let mut out = boxed(lhs, &|lhs| Expr::Binary(*op, lhs, rhs.clone()));
                out.extend(boxed(rhs, &|rhs| Expr::Binary(*op, lhs.clone(), rhs)));
                out
            }
            Expr::Tuple(parts) => self.of_list(parts).into_iter().map(Expr::Tuple).collect(),
            Expr::Method(method, parts) => {
                self.of_list(parts).into_iter().map(|parts| Expr::Method(method, parts)).collect()
            }
            Expr::If(cond, then, other) => {
                let mut out = boxed(cond, &|cond| Expr::If(cond, then.clone(), other.clone()));
                if let Some(other) = other {
                    out.push(Expr::If(cond.clone(), then.clone(), None));
                    let others = self.of_block(other);
                    out.extend(others.into_iter().map(|b| Expr::If(cond.clone(), then.clone(), Some(b))));
                }
                let thens = self.of_block(then);
                out.extend(thens.into_iter().map(|then| Expr::If(cond.clone(), then, other.clone())));
                out
            }
            Expr::Match(scrutinee, arms) => {
                let mut out = boxed(scrutinee, &|scrutinee| Expr::Match(scrutinee, arms.clone()));
                out.extend(self.of_arms(arms).into_iter().map(|arms| Expr::Match(scrutinee.clone(), arms)));
                out
            }
            Expr::Block(label, block) => {
                let mut out: Vec<Expr> =
                    self.of_block(block).into_iter().map(|block| Expr::Block(*label, block)).collect();
                if label.is_some() {
                    out.push(Expr::Block(None, block.clone()));
                }
                out
            }
            Expr::Loop(node) => {
                self.of_loop(node).into_iter().map(|node| Expr::Loop(Box::new(node))).collect()
            }
        }
    }

    fn of_list(&self, parts: &[Expr]) -> Vec<Vec<Expr>> {
        let mut out = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            for smaller in self.of_expr(part) {
                let mut parts = parts.to_vec();
                parts[at] = smaller;
                out.push(parts);
            }
        }
        out
    }

    fn of_arms(&self, arms: &[Arm]) -> Vec<Vec<Arm>> {
        let mut out = Vec::new();
        let mut replaced = |at: usize, arm: Option<Arm>| {
            let mut arms = arms.to_vec();
            arms.splice(at..=at, arm);
            out.push(arms);
        };
        for (at, arm) in arms.iter().enumerate() {
            replaced(at, None);
            for one in 0..arm.patterns.len() {
                let mut patterns = arm.patterns.clone();
                patterns.remove(one);
                if !patterns.is_empty() {
                    replaced(at, Some(Arm { patterns, ..arm.clone() }));
                }
            }
            if let Some(guard) = &arm.guard {
                replaced(at, Some(Arm { guard: None, ..arm.clone() }));
                for guard in self.of_expr(guard) {
                    replaced(at, Some(Arm { guard: Some(guard), ..arm.clone() }));
                }
            }
            for body in self.of_block(&arm.body) {
                replaced(at, Some(Arm { body, ..arm.clone() }));
            }
        }
        out
    }

    fn of_loop(&self, node: &Loop) -> Vec<Loop> {
        let with = |kind: LoopKind| Loop { kind, ..node.clone() };
        let less = |fuel: &Fuel| {
            let (var, amount) = (fuel.var, fuel.amount);
            [1, amount / 2, amount.saturating_sub(1)].map(|amount| Fuel { var, amount })
        };
        let mut out: Vec<Loop> = match &node.kind {
            LoopKind::While(fuel, cond) => {
                let fewer = less(fuel).into_iter().map(|fuel| with(LoopKind::While(fuel, cond.clone())));
                let conds = self.of_expr(cond).into_iter();
                fewer.chain(conds.map(|cond| with(LoopKind::While(fuel.clone(), cond)))).collect()
            }
            LoopKind::Loop(fuel, value) => {
                let fewer = less(fuel).into_iter().map(|fuel| with(LoopKind::Loop(fuel, value.clone())));
                let values = value.iter().flat_map(|value| self.of_expr(value));
                fewer.chain(values.map(|value| with(LoopKind::Loop(fuel.clone(), Some(value))))).collect()
            }
            LoopKind::For(head) => {
                let los = self.of_bound(&head.lo).into_iter().map(|lo| For { lo, ..head.clone() });
                let his = self.of_bound(&head.hi).into_iter().map(|hi| For { hi, ..head.clone() });
                los.chain(his).map(|head| with(LoopKind::For(head))).collect()
            }
        };
        if node.label.is_some() {
            out.push(Loop { label: None, ..node.clone() });
        }
        out.extend(self.of_block(&node.body).into_iter().map(|body| Loop { body, ..node.clone() }));
        out
    }

    fn of_bound(&self, bound: &Bound) -> Vec<Bound> {
        match bound {
            Bound::Lit(0) => vec![],
            Bound::Lit(_) => vec![Bound::Lit(0)],
            Bound::Masked(operand, n) | Bound::Rem(operand, n) => {
                let mut out = vec![Bound::Lit(0), Bound::Lit(1), Bound::Lit(*n)];
                let remade = self.of_expr(operand).into_iter().map(Box::new);
                let masked = matches!(bound, Bound::Masked(..));
                out.extend(remade.map(|operand| {
                    if masked { Bound::Masked(operand, *n) } else { Bound::Rem(operand, *n) }
                }));
                out
            }
        }
    }
}

fn simple_literals(ty: Ty) -> Vec<Expr> {
    let values = match ty {
        Ty::Bool => vec![Value::Bool(false), Value::Bool(true)],
        _ => vec![Value::of_number(ty, 0.0), Value::of_number(ty, 1.0)],
    };
    values.into_iter().map(Expr::lit).collect()
}

/// Operands of an expression, not counting those inside blocks.
fn children(expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::Lit(_) | Expr::Var(_) | Expr::Block(..) => vec![],
        Expr::Loop(node) => match &node.kind {
            LoopKind::Loop(_, Some(value)) => vec![value],
            LoopKind::Loop(_, None) | LoopKind::While(..) | LoopKind::For(_) => vec![],
        },
        Expr::Unary(_, operand)
        | Expr::Cast(operand, _)
        | Expr::FromBits(_, operand)
        | Expr::Index(_, _, operand)
        | Expr::If(operand, ..)
        | Expr::Match(operand, _) => vec![operand],
        Expr::Binary(_, lhs, rhs) => vec![lhs, rhs],
        Expr::Tuple(parts) | Expr::Method(_, parts) => parts.iter().collect(),
    }
}

/// The blocks that control flow runs.
fn inner_blocks(expr: &Expr) -> Vec<&Block> {
    match expr {
        Expr::If(_, then, other) => std::iter::once(then).chain(other).collect(),
        Expr::Match(_, arms) => arms.iter().map(|arm| &arm.body).collect(),
        Expr::Block(_, block) => vec![block],
        Expr::Loop(node) => vec![&node.body],
        Expr::Lit(_)
        | Expr::Var(_)
        | Expr::Tuple(_)
        | Expr::Unary(..)
        | Expr::Binary(..)
        | Expr::Cast(..)
        | Expr::Method(..)
        | Expr::FromBits(..)
        | Expr::Index(..) => vec![],
    }
}

/// The blocks that the operands of an expression run, a condition for instance.
fn operand_blocks(expr: &Expr) -> Vec<&Block> {
    let operands = children(expr).into_iter();
    operands.flat_map(|operand| inner_blocks(operand).into_iter().chain(operand_blocks(operand))).collect()
}
