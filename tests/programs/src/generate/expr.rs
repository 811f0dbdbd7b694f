//! Expressions.

use super::Generator;
use crate::ast::{BinOp, Expr, IndexForm, TableId, UnOp, Var};
use crate::method::{Arg, METHODS, Method, Outcome};
use crate::types::{Ty, Value};

#[derive(Clone, Copy)]
enum Shape {
    Leaf,
    Arithmetic,
    Method,
    Cast,
    Choice,
    Index,
    FromBits,
    Negation,
}

impl Generator {
    /// An expression of the type, at most about `depth` operations deep.
    pub(super) fn expr(&mut self, ty: Ty, depth: u32) -> Expr {
        if depth == 0 {
            return self.leaf(ty);
        }
        if ty == Ty::Bool {
            return self.condition(depth);
        }
        let methods = if self.features.methods { 4 } else { 0 };
        let tables = if self.tables.iter().any(|table| table.ty == ty) { 3 } else { 0 };
        let bits = if ty.is_float() && self.features.methods { 1 } else { 0 };
        let shape = self.rng.weighted(&[
            (3, Shape::Leaf),
            (8, Shape::Arithmetic),
            (methods, Shape::Method),
            (3, Shape::Cast),
            (2, Shape::Choice),
            (tables, Shape::Index),
            (bits, Shape::FromBits),
            (1, Shape::Negation),
        ]);
        match shape {
            Shape::Leaf => self.leaf(ty),
            Shape::Arithmetic if ty.is_int() => self.int_arithmetic(ty, depth),
            Shape::Arithmetic => self.float_arithmetic(ty, depth),
            Shape::Method => self.method_giving(ty, depth),
            Shape::Cast => self.cast(ty, depth),
            Shape::Choice => self.choice(&[ty], depth),
            Shape::Index => self.index(ty, depth),
            Shape::FromBits => Expr::FromBits(ty, Box::new(self.expr(ty.unsigned(), depth - 1))),
            Shape::Negation if ty.is_float() => Expr::Unary(UnOp::Neg, Box::new(self.expr(ty, depth - 1))),
            Shape::Negation => self.int_negation(ty, depth),
        }
    }

    /// A variable, also one of another type, or sometimes a literal.
    pub(super) fn leaf(&mut self, ty: Ty) -> Expr {
        let constant = self.constant(ty);
        if self.rng.chance(20) {
            return self.lit(constant);
        }
        self.variable(ty).unwrap_or_else(|| self.lit(constant))
    }

    /// A variable, if need be by a cast.
    fn variable(&mut self, ty: Ty) -> Option<Expr> {
        let vars = self.visible_of(ty);
        if !vars.is_empty() && self.rng.chance(85) {
            return Some(Expr::Var(*self.rng.pick(&vars)));
        }
        let others: Vec<Var> = self.visible().into_iter().filter(|var| self.may_cast(*var, ty)).collect();
        match (others.is_empty(), vars.is_empty()) {
            (true, true) => None,
            (true, false) => Some(Expr::Var(*self.rng.pick(&vars))),
            (false, _) => {
                let other = *self.rng.pick(&others);
                if ty == Ty::Bool {
                    return Some(self.is_odd(other));
                }
                Some(Expr::Cast(Box::new(Expr::Var(other)), ty))
            }
        }
    }

    fn may_cast(&self, var: Var, ty: Ty) -> bool {
        let from = self.vars[var.0].ty;
        from != ty && if from == Ty::Bool { ty.is_int() } else { ty != Ty::Bool || from.is_int() }
    }

    fn is_odd(&mut self, var: Var) -> Expr {
        let ty = self.vars[var.0].ty;
        let low = Expr::binary(BinOp::BitAnd, Expr::Var(var), self.int(ty, 1));
        Expr::binary(BinOp::Ne, low, self.int(ty, 0))
    }

    fn float_arithmetic(&mut self, ty: Ty, depth: u32) -> Expr {
        let op = self.rng.weighted(&[
            (6, BinOp::Add),
            (5, BinOp::Sub),
            (6, BinOp::Mul),
            (3, BinOp::Div),
            (1, BinOp::Rem),
        ]);
        let lhs = self.expr(ty, depth - 1);
        Expr::binary(op, lhs, self.expr(ty, depth - 1))
    }

    fn cast(&mut self, ty: Ty, depth: u32) -> Expr {
        let from = if ty.is_int() && self.rng.chance(20) { Ty::Bool } else { self.number_type() };
        Expr::Cast(Box::new(self.expr(from, depth - 1)), ty)
    }

    /// A method call that gives the type.
    fn method_giving(&mut self, ty: Ty, depth: u32) -> Expr {
        let mut pool: Vec<(&'static Method, Ty)> = Vec::new();
        for method in METHODS.iter().filter(|method| !method.traps) {
            for receiver in Ty::ALL {
                let local = self.types.contains(&receiver) || receiver == ty;
                if local && method.receiver.has(receiver) && method.result(receiver) == ty {
                    pool.push((method, receiver));
                }
            }
        }
        if pool.is_empty() {
            return self.leaf(ty);
        }
        let (method, receiver) = *self.rng.pick(&pool);
        self.call(method, receiver, depth)
    }

    /// A call of this method on a receiver of this type.
    pub(super) fn call(&mut self, method: &'static Method, receiver: Ty, depth: u32) -> Expr {
        let mut operands = vec![self.expr(receiver, depth.saturating_sub(1))];
        for arg in method.args {
            match arg {
                Arg::Same | Arg::Sign => operands.push(self.expr(receiver, depth.saturating_sub(1))),
                Arg::Count => operands.push(self.shift_count(receiver)),
                Arg::Exponent => {
                    let exponent = u32::try_from(self.rng.below(5)).unwrap_or(0);
                    operands.push(self.lit(Value::U32(exponent)));
                }
                Arg::Bounds => {
                    let lo = self.rng.between(if receiver.is_signed() { -9 } else { 0 }, 4);
                    let hi = self.rng.between(lo, 40);
                    for bound in [lo, hi] {
                        let value = Value::of_number(receiver, bound as f64);
                        let bound = self.lit(value);
                        operands.push(bound);
                    }
                }
            }
        }
        Expr::Method(method, operands)
    }

    /// How far to rotate or shift, mostly below the width.
    fn shift_count(&mut self, ty: Ty) -> Expr {
        if self.rng.chance(50) {
            let count = self.rng.below(u64::from(ty.width()) + 2);
            self.lit(Value::of_bits(Ty::U32, count))
        } else {
            self.small(Ty::U32, 1)
        }
    }

    fn index(&mut self, ty: Ty, depth: u32) -> Expr {
        let fitting: Vec<usize> = (0..self.tables.len()).filter(|&at| self.tables[at].ty == ty).collect();
        let at = *self.rng.pick(&fitting);
        let index_ty = self.int_type();
        if self.trap() {
            let index = self.small(index_ty, depth - 1);
            return Expr::Index(TableId(at), IndexForm::Cast, Box::new(index));
        }
        let form = match self.rng.below(3) {
            0 if !index_ty.is_signed() => IndexForm::RemCast,
            1 => IndexForm::EuclidCast,
            _ => IndexForm::CastRem,
        };
        Expr::Index(TableId(at), form, Box::new(self.expr(index_ty, depth - 1)))
    }

    /// A `bool`.
    pub(super) fn condition(&mut self, depth: u32) -> Expr {
        if depth == 0 {
            return self.leaf(Ty::Bool);
        }
        let vars = if self.visible_of(Ty::Bool).is_empty() { 0 } else { 2 };
        match self.rng.weighted(&[(10, 0), (4, 1), (1, 2), (2, 3), (1, 4), (vars, 5), (1, 6), (2, 7)]) {
            1 => {
                let op = if self.rng.chance(50) { BinOp::And } else { BinOp::Or };
                let lhs = self.condition(depth - 1);
                Expr::binary(op, lhs, self.condition(depth - 1))
            }
            2 => Expr::Unary(UnOp::Not, Box::new(self.condition(depth - 1))),
            3 if self.features.methods => self.predicate(depth),
            4 => {
                let ops = [BinOp::BitAnd, BinOp::BitOr, BinOp::BitXor, BinOp::Eq, BinOp::Ne];
                let op = *self.rng.pick(&ops);
                let lhs = self.condition(depth - 1);
                Expr::binary(op, lhs, self.condition(depth - 1))
            }
            5 => self.leaf(Ty::Bool),
            6 => self.choice(&[Ty::Bool], depth),
            7 => self.guarded_condition(depth),
            _ => self.comparison(depth),
        }
    }

    fn comparison(&mut self, depth: u32) -> Expr {
        let ty = self.number_type();
        let op = self.rng.weighted(&[
            (6, BinOp::Lt),
            (6, BinOp::Gt),
            (3, BinOp::Le),
            (3, BinOp::Ge),
            (2, BinOp::Eq),
            (2, BinOp::Ne),
        ]);
        // Equality of whole numbers hardly ever holds; of their low bits it does.
        let lhs = if ty.is_int() && (matches!(op, BinOp::Eq | BinOp::Ne) || self.rng.chance(50)) {
            self.small(ty, depth - 1)
        } else {
            self.expr(ty, depth - 1)
        };
        let lhs = match lhs {
            Expr::Lit(_) => self.variable(ty).unwrap_or(lhs),
            other => other,
        };
        let rhs = if self.rng.chance(50) {
            let value = self.constant(ty);
            self.lit(value)
        } else {
            self.expr(ty, depth - 1)
        };
        Expr::binary(op, lhs, rhs)
    }

    fn predicate(&mut self, depth: u32) -> Expr {
        let ty = self.number_type();
        let pool: Vec<&'static Method> = METHODS
            .iter()
            .filter(|method| method.outcome == Outcome::Bool && method.receiver.has(ty))
            .collect();
        match pool.len() {
            0 => self.comparison(depth),
            _ => {
                let method = *self.rng.pick(&pool);
                self.call(method, ty, depth)
            }
        }
    }

    /// A right side that would panic where the left side does not hold.
    fn guarded_condition(&mut self, depth: u32) -> Expr {
        let ty = self.int_type();
        let vars = self.visible_of(ty);
        if vars.is_empty() {
            return self.comparison(depth);
        }
        let divisor = Expr::Var(*self.rng.pick(&vars));
        let zero = self.int(ty, 0);
        // A signed divisor must also not be -1, for the least number divided by it overflows.
        let (op, quotient) = match (ty.is_signed(), self.rng.chance(50)) {
            (true, _) => (BinOp::Gt, BinOp::Div),
            (false, true) => (BinOp::Ne, BinOp::Rem),
            (false, false) => (BinOp::Ne, BinOp::Div),
        };
        let dividend = self.expr(ty, depth - 1);
        let limit = self.int(ty, 3);
        let right = Expr::binary(BinOp::Gt, Expr::binary(quotient, dividend, divisor.clone()), limit);
        if self.trap() {
            let free = self.condition(depth - 1);
            return Expr::binary(BinOp::And, free, right);
        }
        let guard = Expr::binary(op, divisor.clone(), zero);
        if self.rng.chance(60) {
            Expr::binary(BinOp::And, guard, right)
        } else {
            Expr::binary(BinOp::Or, Expr::Unary(UnOp::Not, Box::new(guard)), right)
        }
    }
}
