//! The forms in which a reduction variable may be changed: `s += e`, `s = s + e`, `s = s.max(e)`, `if e > s { s = e }`.

use std::collections::BTreeMap;

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{BinOp, Expr};

use super::clause::Op;

/// A change of a reduction variable.
#[derive(Clone, Copy, Debug)]
pub(super) struct Update {
    pub(super) span: Span,
    /// Whether it is one of the reduction's own operation.
    pub(super) fits: bool,
    /// `if e > s { s = e }`, which no NaN ever passes.
    pub(super) compares: bool,
}

/// The reduction variable that an assignment changes, and what else the assignment reads.
pub(super) fn update_of<'e>(
    expr: &'e Expr,
    reductions: &BTreeMap<String, Op>,
) -> Option<(String, Update, Vec<&'e Expr>)> {
    match expr {
        Expr::Binary(binary) => {
            let (name, mut values) = variable(&binary.left, reductions)?;
            let op = compound(&binary.op)?;
            values.push(&binary.right);
            Some((name.clone(), update(expr, reductions.get(&name) == Some(&op)), values))
        }
        Expr::Assign(assign) => {
            let (name, mut values) = variable(&assign.left, reductions)?;
            let (op, value) = combination(&assign.right, &assign.left)?;
            values.push(value);
            Some((name.clone(), update(expr, reductions.get(&name) == Some(&op)), values))
        }
        _ => None,
    }
}

/// As [`update_of`], for `if e > s { s = e }`, with `e`.
pub(super) fn update_of_if<'e>(
    branch: &'e syn::ExprIf,
    reductions: &BTreeMap<String, Op>,
) -> Option<(String, Update, &'e Expr)> {
    let Expr::Binary(cond) = &*branch.cond else { return None };
    let [syn::Stmt::Expr(Expr::Assign(assign), _)] = &branch.then_branch.stmts[..] else { return None };
    if branch.else_branch.is_some() {
        return None;
    }
    let (name, _) = variable(&assign.left, reductions)?;
    let greater = match cond.op {
        BinOp::Gt(_) | BinOp::Ge(_) => true,
        BinOp::Lt(_) | BinOp::Le(_) => false,
        _ => return None,
    };
    let greater = if same(&cond.left, &assign.right) && same(&cond.right, &assign.left) {
        greater
    } else if same(&cond.right, &assign.right) && same(&cond.left, &assign.left) {
        !greater
    } else {
        return None;
    };
    let op = if greater { Op::Max } else { Op::Min };
    let fits = reductions.get(&name) == Some(&op);
    Some((name, Update { span: branch.if_token.span, fits, compares: true }, &assign.right))
}

/// The operation of an assignment that could be an update: `s = s.max(e)` is one of `max`.
pub(super) fn operation_of(assign: &syn::ExprAssign) -> Option<Op> {
    combination(&assign.right, &assign.left).map(|(op, _)| op)
}

fn update(expr: &Expr, fits: bool) -> Update {
    Update { span: expr.span(), fits, compares: false }
}

/// The reduction variable of a place, `s` or `hist[k]`, and its index.
fn variable<'e>(place: &'e Expr, reductions: &BTreeMap<String, Op>) -> Option<(String, Vec<&'e Expr>)> {
    let (path, values) = match place {
        Expr::Index(index) => (&*index.expr, vec![&*index.index]),
        Expr::Unary(syn::ExprUnary { op: syn::UnOp::Deref(_), expr, .. }) => (&**expr, Vec::new()),
        other => (other, Vec::new()),
    };
    let Expr::Path(path) = path else { return None };
    let name = path.path.get_ident()?.to_string();
    match reductions.get(&name)? {
        Op::User(_) => None,
        _ => Some((name, values)),
    }
}

fn compound(op: &BinOp) -> Option<Op> {
    Some(match op {
        BinOp::AddAssign(_) | BinOp::SubAssign(_) => Op::Add,
        BinOp::MulAssign(_) => Op::Mul,
        BinOp::BitAndAssign(_) => Op::BitAnd,
        BinOp::BitOrAssign(_) => Op::BitOr,
        BinOp::BitXorAssign(_) => Op::BitXor,
        _ => return None,
    })
}

/// `s + e`, `e + s`, `s.max(e)`, `f64::max(s, e)`: the operation and `e`.
fn combination<'e>(value: &'e Expr, place: &Expr) -> Option<(Op, &'e Expr)> {
    let other = |left: &'e Expr, right: &'e Expr| {
        if same(left, place) {
            Some(right)
        } else if same(right, place) {
            Some(left)
        } else {
            None
        }
    };
    let extreme = |name: &str| match name {
        "min" => Some(Op::Min),
        "max" => Some(Op::Max),
        _ => None,
    };
    match value {
        Expr::Paren(inner) => combination(&inner.expr, place),
        Expr::Binary(binary) => {
            let op = match binary.op {
                BinOp::Add(_) => Op::Add,
                BinOp::Sub(_) if same(&binary.left, place) => Op::Add,
                BinOp::Mul(_) => Op::Mul,
                BinOp::BitAnd(_) => Op::BitAnd,
                BinOp::BitOr(_) => Op::BitOr,
                BinOp::BitXor(_) => Op::BitXor,
                BinOp::And(_) => Op::And,
                BinOp::Or(_) => Op::Or,
                _ => return None,
            };
            Some((op, other(&binary.left, &binary.right)?))
        }
        Expr::MethodCall(call) if call.args.len() == 1 => {
            Some((extreme(&call.method.to_string())?, other(&call.receiver, &call.args[0])?))
        }
        Expr::Call(call) if call.args.len() == 2 => {
            let Expr::Path(path) = &*call.func else { return None };
            let name = path.path.segments.last()?.ident.to_string();
            Some((extreme(&name)?, other(&call.args[0], &call.args[1])?))
        }
        _ => None,
    }
}

fn same(a: &Expr, b: &Expr) -> bool {
    a.to_token_stream().to_string() == b.to_token_stream().to_string()
}
