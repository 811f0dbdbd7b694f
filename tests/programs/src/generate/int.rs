//! Integer expressions, with and without a chance to panic.

use super::Generator;
use crate::ast::{BinOp, Block, Expr, UnOp};
use crate::method::Method;
use crate::types::Ty;

impl Generator {
    /// A method call, for methods that every integer type has.
    fn int_method(&mut self, name: &str, ty: Ty, operands: Vec<Expr>) -> Expr {
        let method = Method::find(name, ty).expect("a method of every integer type");
        Expr::Method(method, operands)
    }

    /// A number of at most ten bits (and its negative), so that sums and products of two do not overflow.
    pub(super) fn small(&mut self, ty: Ty, depth: u32) -> Expr {
        match self.rng.below(10) {
            0..=3 => {
                let mask = *self.rng.pick(&[1, 3, 7, 7, 15, 31, 63, 255]);
                let mask = self.int(ty, mask);
                Expr::binary(BinOp::BitAnd, self.expr(ty, depth), mask)
            }
            4..=5 => {
                let modulus = self.rng.between(2, 12);
                let modulus = self.int(ty, modulus);
                Expr::binary(BinOp::Rem, self.expr(ty, depth), modulus)
            }
            6 => Expr::Cast(Box::new(self.condition(depth)), ty),
            7 if self.features.methods => {
                let from = self.int_type();
                let operand = self.expr(from, depth);
                let count = self.int_method("count_ones", from, vec![operand]);
                if ty == Ty::U32 { count } else { Expr::Cast(Box::new(count), ty) }
            }
            _ => {
                let n = self.rng.between(0, 9);
                self.int(ty, n)
            }
        }
    }

    pub(super) fn int_arithmetic(&mut self, ty: Ty, depth: u32) -> Expr {
        if self.trap() {
            return self.trapping(ty, depth);
        }
        let methods = if self.features.methods { 8 } else { 0 };
        match self.rng.weighted(&[(methods, 0), (5, 1), (5, 2), (3, 3), (4, 4)]) {
            0 => {
                let names = [
                    "wrapping_add",
                    "wrapping_sub",
                    "wrapping_mul",
                    "wrapping_add",
                    "saturating_add",
                    "saturating_sub",
                    "saturating_mul",
                ];
                let name = *self.rng.pick(&names);
                let operands = vec![self.expr(ty, depth - 1), self.expr(ty, depth - 1)];
                self.int_method(name, ty, operands)
            }
            1 => self.small_arithmetic(ty, depth),
            2 => {
                let op = *self.rng.pick(&[BinOp::BitAnd, BinOp::BitOr, BinOp::BitXor, BinOp::BitXor]);
                let lhs = self.expr(ty, depth - 1);
                Expr::binary(op, lhs, self.expr(ty, depth - 1))
            }
            3 => {
                let op = if self.rng.chance(50) { BinOp::Shl } else { BinOp::Shr };
                let lhs = self.expr(ty, depth - 1);
                Expr::binary(op, lhs, self.count_in_range(ty, depth))
            }
            _ => self.division(ty, depth),
        }
    }

    fn small_arithmetic(&mut self, ty: Ty, depth: u32) -> Expr {
        let op = *self.rng.pick(&[BinOp::Add, BinOp::Sub, BinOp::Mul]);
        let lhs = self.small(ty, depth - 1);
        let rhs = self.small(ty, depth - 1);
        if op == BinOp::Sub && !ty.is_signed() {
            let lift = self.int(ty, 1024);
            return Expr::binary(op, Expr::binary(BinOp::Add, lhs, lift), rhs);
        }
        Expr::binary(op, lhs, rhs)
    }

    /// A shift count below the width, of any integer type.
    pub(super) fn count_in_range(&mut self, ty: Ty, depth: u32) -> Expr {
        let count_ty = if self.rng.chance(50) { ty } else { self.int_type() };
        if self.rng.chance(50) {
            let count = self.rng.between(0, i64::from(ty.width()) - 1);
            return self.int(count_ty, count);
        }
        let mask = self.int(count_ty, i64::from(ty.width()) - 1);
        Expr::binary(BinOp::BitAnd, self.expr(count_ty, depth - 1), mask)
    }

    /// A quotient or remainder that is guarded against zero and overflow.
    fn division(&mut self, ty: Ty, depth: u32) -> Expr {
        let op = if self.rng.chance(50) { BinOp::Div } else { BinOp::Rem };
        let lhs = self.expr(ty, depth - 1);
        match self.rng.below(3) {
            0 => {
                let divisor = self.rng.between(1, 60);
                Expr::binary(op, lhs, self.int(ty, divisor))
            }
            1 => {
                let mask = self.int(ty, 15);
                let one = self.int(ty, 1);
                let low = Expr::binary(BinOp::BitAnd, self.expr(ty, depth - 1), mask);
                Expr::binary(op, lhs, Expr::binary(BinOp::Add, low, one))
            }
            _ => {
                let vars = self.visible_of(ty);
                if vars.is_empty() {
                    return Expr::binary(op, lhs, self.int(ty, 7));
                }
                let divisor = Expr::Var(*self.rng.pick(&vars));
                let zero = self.int(ty, 0);
                let other = self.leaf(ty);
                let then =
                    Block { stmts: vec![], tail: Some(Box::new(Expr::binary(op, lhs, divisor.clone()))) };
                let other = Block { stmts: vec![], tail: Some(Box::new(other)) };
                Expr::If(Box::new(Expr::binary(BinOp::Gt, divisor, zero)), then, Some(other))
            }
        }
    }

    /// What panics in the lanes where the operands are unlucky.
    fn trapping(&mut self, ty: Ty, depth: u32) -> Expr {
        match self.rng.below(8) {
            0..=1 => {
                let op = if self.rng.chance(50) { BinOp::Div } else { BinOp::Rem };
                let lhs = self.expr(ty, depth - 1);
                Expr::binary(op, lhs, self.small(ty, depth - 1))
            }
            2..=4 => {
                let op = *self.rng.pick(&[BinOp::Add, BinOp::Sub, BinOp::Mul]);
                let lhs = self.expr(ty, depth - 1);
                Expr::binary(op, lhs, self.expr(ty, depth - 1))
            }
            5 => {
                let op = if self.rng.chance(50) { BinOp::Shl } else { BinOp::Shr };
                let count_ty = self.int_type();
                let mask = self.int(count_ty, 127);
                let lhs = self.expr(ty, depth - 1);
                let count = Expr::binary(BinOp::BitAnd, self.expr(count_ty, depth - 1), mask);
                Expr::binary(op, lhs, count)
            }
            6 if self.features.methods => {
                let names = ["wrapping_div", "wrapping_rem", "rem_euclid", "div_euclid"];
                let name = *self.rng.pick(&names);
                let operands = vec![self.expr(ty, depth - 1), self.small(ty, depth - 1)];
                self.int_method(name, ty, operands)
            }
            7 if self.features.methods => {
                let names = ["pow", "ilog2", "ilog10", "isqrt", "abs"];
                let name = *self.rng.pick(&names);
                match Method::find(name, ty) {
                    Some(method) if method.result(ty) != ty => {
                        Expr::Cast(Box::new(self.call(method, ty, depth)), ty)
                    }
                    Some(method) => self.call(method, ty, depth),
                    None => self.small(ty, depth - 1),
                }
            }
            _ => {
                let lhs = self.expr(ty, depth - 1);
                Expr::binary(BinOp::Sub, lhs, self.small(ty, depth - 1))
            }
        }
    }

    pub(super) fn int_negation(&mut self, ty: Ty, depth: u32) -> Expr {
        if ty.is_signed() && self.rng.chance(50) {
            return Expr::Unary(UnOp::Neg, Box::new(self.small(ty, depth - 1)));
        }
        Expr::Unary(UnOp::Not, Box::new(self.expr(ty, depth - 1)))
    }
}
