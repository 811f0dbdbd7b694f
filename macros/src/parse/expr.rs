//! Expressions.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{BinOp, Expr as Syn, UnOp};

use super::scope::Value;
use super::{ConstType, Parser};
use crate::ir::{Binary, Block, Expr, ExprKind, Logic, Stmt, StmtKind, Unary};
use crate::ty::Scalar;

impl Parser<'_> {
    /// Parses an expression; statements that must run before it go to `out`.
    pub(super) fn parse_expr(&mut self, expr: &Syn, out: &mut Block) -> Value {
        match expr {
            Syn::Lit(lit) => self.parse_literal(&lit.lit),
            Syn::Path(path) => self.parse_path(path),
            Syn::Paren(inner) => self.parse_expr(&inner.expr, out),
            Syn::Group(inner) => self.parse_expr(&inner.expr, out),
            Syn::Unary(unary) => self.parse_unary(unary, out),
            Syn::Binary(binary) => self.parse_binary(binary, out),
            Syn::Cast(cast) => self.parse_cast(cast, out),
            Syn::Assign(assign) => self.parse_assign(assign, out),
            Syn::Block(block) => match &block.label {
                Some(label) => self.parse_labelled(label, &block.block, out),
                None => self.parse_block_value(&block.block, out),
            },
            Syn::If(branch) => self.parse_if(branch, out),
            Syn::Match(matching) => self.parse_match(matching, out),
            Syn::Loop(infinite) => self.parse_loop(infinite, out),
            Syn::While(conditional) => self.parse_while(conditional, out),
            Syn::ForLoop(counted) => self.parse_for(counted, out),
            Syn::Break(exit) => self.parse_break(exit, out),
            Syn::Continue(exit) => self.parse_continue(exit, out),
            Syn::Return(exit) => self.parse_return(exit, out),
            Syn::Tuple(tuple) => self.parse_tuple(tuple, out),
            Syn::Field(field) => self.parse_field(field, out),
            Syn::Call(call) => self.parse_call(call, out),
            Syn::MethodCall(call) => self.parse_method_call(call, out),
            Syn::Macro(call) => self.parse_macro(&call.mac, out),
            Syn::Index(index) => self.parse_index(index, out),
            Syn::Array(array) => {
                let values = self.parse_all(array.elems.iter(), out);
                match values {
                    Some(values) => Value::Scalar(self.expr(array.span(), ExprKind::Array(values))),
                    None => Value::Never,
                }
            }
            Syn::Repeat(repeat) => self.parse_repeat(repeat, out),
            Syn::Reference(reference) => self.parse_reference(reference, out),
            Syn::Const(_)
            | Syn::Async(_)
            | Syn::Await(_)
            | Syn::Closure(_)
            | Syn::Infer(_)
            | Syn::Let(_)
            | Syn::Range(_)
            | Syn::RawAddr(_)
            | Syn::Struct(_)
            | Syn::Try(_)
            | Syn::TryBlock(_)
            | Syn::Unsafe(_)
            | Syn::Verbatim(_)
            | Syn::Yield(_) => self.refuse_expr(expr),
            other => self.refuse_expr(other),
        }
    }

    fn refuse_expr(&self, expr: &Syn) -> Value {
        let (what, help) = match expr {
            Syn::Closure(_) => (
                "a closure has no lanes: the instruction set would not reach its body",
                "write its body in place, or make it a `#[lane_fn]`",
            ),
            Syn::Async(_) | Syn::Await(_) | Syn::Yield(_) => {
                ("lanes run in lock step and cannot wait", "remove it")
            }
            Syn::Try(_) => {
                ("lanes have no `Result` or `Option`", "use `if` and a value that stands for the failure")
            }
            Syn::Unsafe(_) => ("generated code has no `unsafe`", "remove `unsafe`"),
            Syn::Struct(_) => ("a struct has no lanes", "use separate variables, or a tuple"),
            Syn::Let(_) => ("`if let` and `while let` have no lanes", "compare the value, or use `match`"),
            Syn::Range(_) => ("a range stands only in `for i in lo..hi`", ""),
            _ => (
                "this expression is outside the language of kernels",
                "the README of ufunc lists the language",
            ),
        };
        self.errors.on(expr, what, help);
        Value::Never
    }

    /// Parses what must be a single number or `bool`.
    pub(super) fn parse_scalar(&mut self, expr: &Syn, out: &mut Block) -> Option<Expr> {
        match self.parse_expr(expr, out) {
            Value::Scalar(value) => Some(value),
            Value::Never => None,
            // The span of all its tokens takes time to find.
            value => self.scalar(value, expr.span()),
        }
    }

    pub(super) fn scalar(&self, value: Value, span: Span) -> Option<Expr> {
        match value {
            Value::Scalar(expr) => Some(expr),
            Value::Never => None,
            Value::Unit => {
                self.errors.at(span, "this has no value", "");
                None
            }
            Value::Tuple(_) => {
                self.errors.at(
                    span,
                    "a number or `bool` is expected here, not a tuple",
                    "take the tuple apart by `let`",
                );
                None
            }
        }
    }

    /// Parses expressions in order, so that no later one changes what an earlier one has read.
    pub(super) fn parse_all<'s>(
        &mut self,
        exprs: impl Iterator<Item = &'s Syn>,
        out: &mut Block,
    ) -> Option<Vec<Expr>> {
        let mut values: Vec<Expr> = Vec::new();
        let mut complete = true;
        for expr in exprs {
            let mut mark = out.len();
            // The errors of all operands are reported.
            let Some(value) = self.parse_scalar(expr, out) else {
                // What stands before an operand that never comes may still trap.
                for value in values.drain(..) {
                    out.insert(mark, Stmt { span: value.span, kind: StmtKind::Eval(value) });
                    mark += 1;
                }
                complete = false;
                continue;
            };
            if out.len() > mark {
                for earlier in &mut values {
                    let before = out.len();
                    let taken = std::mem::replace(earlier, value.clone());
                    *earlier = self.spill(taken, mark, out);
                    mark += out.len() - before;
                }
            }
            values.push(value);
        }
        complete.then_some(values)
    }

    fn parse_path(&mut self, path: &syn::ExprPath) -> Value {
        let span = path.span();
        if let Some(name) = path.path.get_ident() {
            let name = name.to_string();
            if let Some(binding) = self.scopes.find(&name).cloned()
                && !self.is_shared(&binding)
            {
                return self.read_binding(&binding, span);
            }
            match self.consts.get(&name) {
                Some(ConstType::Scalar(ty)) => {
                    let kind = ExprKind::Const { tokens: path.to_token_stream(), ty: *ty };
                    return Value::Scalar(self.expr(span, kind));
                }
                Some(ConstType::Table { element, .. }) => {
                    let kind = ExprKind::Outside { tokens: path.to_token_stream(), element: *element };
                    return Value::Scalar(self.expr(span, kind));
                }
                None => {}
            }
        }
        if let Some(value) = self.capture_number(path) {
            return value;
        }
        let ty = self.constant_type(&path.path);
        Value::Scalar(self.expr(span, ExprKind::Const { tokens: path.to_token_stream(), ty }))
    }

    /// The type of `f64::EPSILON`, `T::BITS` or `std::f64::consts::PI`.
    fn constant_type(&self, path: &syn::Path) -> Option<Scalar> {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let last = names.last()?;
        let owner = match names.len() {
            0 | 1 => return None,
            n if names[n - 2] == "consts" && n >= 3 => self.scalar_name(&names[n - 3])?,
            n => self.scalar_name(&names[n - 2])?,
        };
        Some(match last.as_str() {
            "BITS" | "DIGITS" | "MANTISSA_DIGITS" | "RADIX" => Scalar::U32,
            "MAX_EXP" | "MIN_EXP" | "MAX_10_EXP" | "MIN_10_EXP" => Scalar::I32,
            _ => owner,
        })
    }

    fn parse_unary(&mut self, unary: &syn::ExprUnary, out: &mut Block) -> Value {
        let op = match unary.op {
            UnOp::Neg(_) => Unary::Neg,
            UnOp::Not(_) => Unary::Not,
            _ => {
                self.errors.on(unary, "kernels have no references to follow", "use the value itself");
                return Value::Never;
            }
        };
        match self.parse_scalar(&unary.expr, out) {
            Some(operand) => Value::Scalar(self.expr(unary.span(), ExprKind::Unary(op, Box::new(operand)))),
            None => Value::Never,
        }
    }

    fn parse_binary(&mut self, expr: &syn::ExprBinary, out: &mut Block) -> Value {
        match expr.op {
            BinOp::And(_) => return self.parse_logic(Logic::And, expr, out),
            BinOp::Or(_) => return self.parse_logic(Logic::Or, expr, out),
            op if is_compound(&op) => return self.parse_compound(expr, op, out),
            _ => {}
        }
        let Some(values) = self.parse_all([&*expr.left, &*expr.right].into_iter(), out) else {
            return Value::Never;
        };
        let Ok([lhs, rhs]) = <[Expr; 2]>::try_from(values) else { return Value::Never };
        let kind = ExprKind::Binary(binary(expr.op), Box::new(lhs), Box::new(rhs));
        Value::Scalar(self.expr(expr.span(), kind))
    }

    /// `a && b`: where `b` needs statements, calls or divisions, `let t = a; if t { t = b }`.
    fn parse_logic(&mut self, logic: Logic, expr: &syn::ExprBinary, out: &mut Block) -> Value {
        let Some(lhs) = self.parse_scalar(&expr.left, out) else { return Value::Never };
        let mut inner = Block::new();
        let Some(rhs) = self.parse_scalar(&expr.right, &mut inner) else { return Value::Never };
        if inner.is_empty() && !is_costly(&rhs) {
            let kind = ExprKind::Logic(logic, Box::new(lhs), Box::new(rhs));
            return Value::Scalar(self.expr(expr.span(), kind));
        }
        let span = expr.op.span();
        let temp = self.temp(span);
        out.push(Stmt { span, kind: StmtKind::Declare { local: temp, value: Some(lhs) } });
        let mut cond = self.read(temp, span);
        if logic == Logic::Or {
            cond = self.expr(span, ExprKind::Unary(Unary::Not, Box::new(cond)));
        }
        inner.push(Stmt { span, kind: StmtKind::Assign { local: temp, value: rhs } });
        out.push(Stmt { span, kind: StmtKind::If { cond, then: inner, otherwise: Block::new() } });
        Value::Scalar(self.read(temp, span))
    }

    fn parse_cast(&mut self, cast: &syn::ExprCast, out: &mut Block) -> Value {
        let Some(operand) = self.parse_scalar(&cast.expr, out) else { return Value::Never };
        match self.scalar_type(&cast.ty) {
            Some(ty) => Value::Scalar(self.expr(cast.span(), ExprKind::Cast(Box::new(operand), ty))),
            None => {
                self.refuse_type(&cast.ty);
                Value::Never
            }
        }
    }

    fn parse_tuple(&mut self, tuple: &syn::ExprTuple, out: &mut Block) -> Value {
        if tuple.elems.is_empty() {
            return Value::Unit;
        }
        let mut parts = Vec::new();
        for part in &tuple.elems {
            let mark = out.len();
            let value = self.parse_expr(part, out);
            if matches!(value, Value::Never) {
                return Value::Never;
            }
            if out.len() > mark {
                let mut at = mark;
                parts = parts.into_iter().map(|part| self.spill_value(part, &mut at, out)).collect();
            }
            parts.push(value);
        }
        Value::Tuple(parts)
    }

    pub(super) fn spill_value(&mut self, value: Value, at: &mut usize, out: &mut Block) -> Value {
        match value {
            Value::Scalar(value) => {
                let before = out.len();
                let value = self.spill(value, *at, out);
                *at += out.len() - before;
                Value::Scalar(value)
            }
            Value::Tuple(parts) => {
                Value::Tuple(parts.into_iter().map(|part| self.spill_value(part, at, out)).collect())
            }
            Value::Unit | Value::Never => value,
        }
    }

    fn parse_field(&mut self, field: &syn::ExprField, out: &mut Block) -> Value {
        let syn::Member::Unnamed(index) = &field.member else {
            self.errors.on(field, "a struct has no lanes", "use separate variables, or a tuple");
            return Value::Never;
        };
        match self.parse_expr(&field.base, out) {
            Value::Tuple(mut parts) if (index.index as usize) < parts.len() => {
                parts.swap_remove(index.index as usize)
            }
            Value::Never => Value::Never,
            _ => {
                self.errors.on(
                    field,
                    "this is no part of a tuple that the kernel knows",
                    "take the results of a call apart by `let (a, b) = …`",
                );
                Value::Never
            }
        }
    }
}

/// Whether the right side of `&&` is worth a jump: it calls, divides or reads a table.
fn is_costly(expr: &Expr) -> bool {
    expr.any(&mut |e| match &e.kind {
        ExprKind::Call { .. }
        | ExprKind::Scalarised { .. }
        | ExprKind::Index { .. }
        | ExprKind::Load { .. } => true,
        ExprKind::Binary(op, ..) => matches!(op, Binary::Div | Binary::Rem),
        ExprKind::Method { method, .. } => method.cost > 8,
        _ => false,
    })
}

fn is_compound(op: &BinOp) -> bool {
    matches!(
        op,
        BinOp::AddAssign(_)
            | BinOp::SubAssign(_)
            | BinOp::MulAssign(_)
            | BinOp::DivAssign(_)
            | BinOp::RemAssign(_)
            | BinOp::BitXorAssign(_)
            | BinOp::BitAndAssign(_)
            | BinOp::BitOrAssign(_)
            | BinOp::ShlAssign(_)
            | BinOp::ShrAssign(_)
    )
}

/// The operation of an operator; a compound assignment gives that of its value.
pub(super) fn binary(op: BinOp) -> Binary {
    match op {
        BinOp::Add(_) | BinOp::AddAssign(_) => Binary::Add,
        BinOp::Sub(_) | BinOp::SubAssign(_) => Binary::Sub,
        BinOp::Mul(_) | BinOp::MulAssign(_) => Binary::Mul,
        BinOp::Div(_) | BinOp::DivAssign(_) => Binary::Div,
        BinOp::Rem(_) | BinOp::RemAssign(_) => Binary::Rem,
        BinOp::And(_) | BinOp::BitAnd(_) | BinOp::BitAndAssign(_) => Binary::And,
        BinOp::Or(_) | BinOp::BitOr(_) | BinOp::BitOrAssign(_) => Binary::Or,
        BinOp::BitXor(_) | BinOp::BitXorAssign(_) => Binary::Xor,
        BinOp::Shl(_) | BinOp::ShlAssign(_) => Binary::Shl,
        BinOp::Shr(_) | BinOp::ShrAssign(_) => Binary::Shr,
        BinOp::Eq(_) => Binary::Eq,
        BinOp::Ne(_) => Binary::Ne,
        BinOp::Lt(_) => Binary::Lt,
        BinOp::Le(_) => Binary::Le,
        BinOp::Gt(_) => Binary::Gt,
        BinOp::Ge(_) => Binary::Ge,
        _ => Binary::Ne,
    }
}
