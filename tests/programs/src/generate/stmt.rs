//! Statements.

use super::Generator;
use crate::ast::{BinOp, Block, Expr, Stmt, Var};
use crate::method::Method;
use crate::types::{Ty, Value};

#[derive(Clone, Copy)]
enum Shape {
    Assign,
    Compound,
    Let,
    LetTuple,
    If,
    Match,
    Loop,
    Block,
    Leave,
    Return,
}

/// Blocks nest no deeper than this.
const DEEPEST: u32 = 4;

impl Generator {
    /// Adds a statement.
    pub(super) fn stmt_into(&mut self, stmts: &mut Vec<Stmt>, depth: u32) {
        self.statements -= 1;
        let flow = if depth < DEEPEST && self.statements > -8 { 1 } else { 0 };
        let matches = if self.features.matches { 3 * flow } else { 0 };
        let loops = if self.features.loops && self.loop_depth < 3 { 4 * flow } else { 0 };
        let leave = if self.targets.is_empty() { 0 } else { 5 };
        let early = if self.features.early_return { 1 + u64::from(depth) / 2 } else { 0 };
        let tuples = if self.features.tuples { 1 } else { 0 };
        let shape = self.rng.weighted(&[
            (9, Shape::Assign),
            (7, Shape::Compound),
            (4, Shape::Let),
            (tuples, Shape::LetTuple),
            (8 * flow, Shape::If),
            (matches, Shape::Match),
            (loops, Shape::Loop),
            (flow, Shape::Block),
            (leave, Shape::Leave),
            (early, Shape::Return),
        ]);
        let stmt = match shape {
            Shape::Assign => self.assign(),
            Shape::Compound => self.compound(),
            Shape::Let => {
                let ty = if self.rng.chance(12) { Ty::Bool } else { self.number_type() };
                if self.rng.chance(50) { self.let_mut(ty) } else { self.let_value(ty) }
            }
            Shape::LetTuple => self.let_tuple(),
            Shape::If => self.if_stmt(depth),
            Shape::Match => self.match_stmt(depth),
            Shape::Loop => self.loop_stmt(depth),
            Shape::Block => self.block_stmt(depth),
            Shape::Leave => self.leave_if(),
            Shape::Return => self.return_if(),
        };
        stmts.push(stmt);
    }

    /// A block of no value with up to `most` statements.
    pub(super) fn stmts_block(&mut self, depth: u32, most: usize) -> Block {
        let outer = self.scope.len();
        let stmts = self.open_stmts(depth, most);
        self.scope.truncate(outer);
        Block { stmts, tail: None }
    }

    /// Up to `most` statements, the variables of which stay in scope.
    pub(super) fn open_stmts(&mut self, depth: u32, most: usize) -> Vec<Stmt> {
        let mut stmts = Vec::new();
        for _ in 0..=self.rng.index(most) {
            self.stmt_into(&mut stmts, depth);
        }
        stmts
    }

    pub(super) fn let_mut(&mut self, ty: Ty) -> Stmt {
        let init = self.expr(ty, 2);
        self.finish_let(ty, true, init)
    }

    fn let_value(&mut self, ty: Ty) -> Stmt {
        let init = if self.features.loops && self.loop_depth < 2 && self.rng.chance(15) {
            self.loop_value(&[ty])
        } else {
            self.expr(ty, 3)
        };
        self.finish_let(ty, false, init)
    }

    fn finish_let(&mut self, ty: Ty, mutable: bool, init: Expr) -> Stmt {
        let var = self.declare(ty, mutable);
        self.scope.push(var);
        Stmt::Let { vars: vec![var], annotated: self.rng.chance(50), init }
    }

    pub(super) fn let_counter(&mut self) -> Stmt {
        let ty = self.int_type();
        let start = self.rng.between(0, 3);
        let init = self.int(ty, start);
        let stmt = self.finish_let(ty, true, init);
        self.counters.extend(self.scope.last());
        stmt
    }

    fn let_tuple(&mut self) -> Stmt {
        let types = [self.number_type(), self.result_type()];
        let init = match self.rng.below(3) {
            0 => Expr::Tuple(types.iter().map(|&ty| self.expr(ty, 2)).collect()),
            1 if self.features.loops && self.loop_depth < 2 => self.loop_value(&types),
            _ => self.choice(&types, 2),
        };
        let first = self.declare(types[0], self.rng.clone().chance(50));
        self.scope.push(first);
        let mut second = self.declare(types[1], false);
        while self.vars[second.0].name == self.vars[first.0].name {
            second = self.declare(types[1], false);
        }
        self.scope.push(second);
        Stmt::Let { vars: vec![first, second], annotated: self.rng.chance(50), init }
    }

    fn assignable(&mut self) -> Option<Var> {
        let vars: Vec<Var> = self.visible().into_iter().filter(|var| self.vars[var.0].mutable).collect();
        if vars.is_empty() { None } else { Some(*self.rng.pick(&vars)) }
    }

    /// `x = value;`
    pub(super) fn assign(&mut self) -> Stmt {
        match self.assignable() {
            None => {
                let ty = self.number_type();
                self.let_mut(ty)
            }
            Some(var) if self.counters.contains(&var) => self.compound_to(var),
            Some(var) => {
                let value = self.expr(self.vars[var.0].ty, 3);
                Stmt::Assign { var, op: None, value }
            }
        }
    }

    fn compound(&mut self) -> Stmt {
        match self.assignable() {
            None => self.assign(),
            Some(var) => self.compound_to(var),
        }
    }

    fn compound_to(&mut self, var: Var) -> Stmt {
        let ty = self.vars[var.0].ty;
        let (op, value) = match ty {
            Ty::Bool => {
                let op = *self.rng.pick(&[BinOp::BitAnd, BinOp::BitOr, BinOp::BitXor]);
                (op, self.condition(2))
            }
            Ty::F32 | Ty::F64 => {
                let op = self.rng.weighted(&[
                    (5, BinOp::Add),
                    (4, BinOp::Sub),
                    (3, BinOp::Mul),
                    (2, BinOp::Div),
                    (1, BinOp::Rem),
                ]);
                (op, self.expr(ty, 2))
            }
            _ if self.counters.contains(&var) => (BinOp::Add, self.small(ty, 1)),
            _ => self.int_compound(ty),
        };
        Stmt::Assign { var, op: Some(op), value }
    }

    fn int_compound(&mut self, ty: Ty) -> (BinOp, Expr) {
        if self.trap() {
            let op = *self.rng.pick(&[BinOp::Add, BinOp::Sub, BinOp::Mul, BinOp::Div, BinOp::Rem]);
            return (op, self.small(ty, 1));
        }
        match self.rng.below(8) {
            0..=2 => (BinOp::BitXor, self.expr(ty, 2)),
            3 => (BinOp::BitAnd, self.expr(ty, 2)),
            4 => (BinOp::BitOr, self.expr(ty, 2)),
            5 => {
                let op = if self.rng.chance(50) { BinOp::Shl } else { BinOp::Shr };
                (op, self.count_in_range(ty, 1))
            }
            at => {
                let divisor = self.rng.between(1, 40);
                (if at == 6 { BinOp::Div } else { BinOp::Rem }, self.int(ty, divisor))
            }
        }
    }

    /// What the function gives at the end: every variable that lives there counts.
    pub(super) fn summary(&mut self) -> Expr {
        let vars = self.visible();
        let results = self.results.clone();
        let mut parts: Vec<Expr> = results.iter().map(|&ty| self.fold(ty, &vars)).collect();
        if parts.len() == 1 { parts.remove(0) } else { Expr::Tuple(parts) }
    }

    /// One value of this type made of all the variables.
    fn fold(&mut self, ty: Ty, vars: &[Var]) -> Expr {
        if ty == Ty::Bool {
            let parity = self.fold(Ty::U32, vars);
            let one = Expr::lit(Value::U32(1));
            let low = Expr::binary(BinOp::BitAnd, parity, one.clone());
            return Expr::binary(BinOp::Eq, low, one);
        }
        let mut sum: Option<Expr> = None;
        for &var in vars {
            let part = self.part(ty, var);
            sum = Some(match sum {
                None => part,
                Some(sum) if ty.is_float() => Expr::binary(BinOp::Add, sum, part),
                Some(sum) => self.mix(ty, sum, part),
            });
        }
        sum.unwrap_or_else(|| self.leaf(ty))
    }

    fn mix(&mut self, ty: Ty, sum: Expr, part: Expr) -> Expr {
        let turn = Value::of_bits(Ty::U32, 1 + self.rng.below(30));
        match Method::find("rotate_left", ty) {
            Some(rotate) if self.features.methods => {
                let turned = Expr::Method(rotate, vec![sum, Expr::lit(turn)]);
                Expr::binary(BinOp::BitXor, turned, part)
            }
            _ => Expr::binary(BinOp::BitXor, Expr::binary(BinOp::Shl, sum, Expr::lit(Value::U32(1))), part),
        }
    }

    fn part(&mut self, ty: Ty, var: Var) -> Expr {
        let from = self.vars[var.0].ty;
        let value = Expr::Var(var);
        match (from, ty) {
            _ if from == ty => value,
            (Ty::Bool, Ty::F32 | Ty::F64) => Expr::Cast(Box::new(Expr::Cast(Box::new(value), Ty::U32)), ty),
            (Ty::F32 | Ty::F64, Ty::I32 | Ty::I64 | Ty::U32 | Ty::U64) if self.features.methods => {
                let to_bits = Method::find("to_bits", from).expect("a method of the floats");
                let bits = Expr::Method(to_bits, vec![value]);
                if from.unsigned() == ty { bits } else { Expr::Cast(Box::new(bits), ty) }
            }
            (_, Ty::F32 | Ty::F64) if from.is_int() => {
                let low = Expr::binary(BinOp::BitAnd, value, self.int(from, 1023));
                Expr::Cast(Box::new(low), ty)
            }
            _ => Expr::Cast(Box::new(value), ty),
        }
    }
}
