//! A kernel made ready to run: what does not change from run to run, by the ids of its expressions.

use super::constants::Constants;
use super::value::{Datum, Value};
use super::{Stop, broken};
use crate::analyse::Facts;
use crate::compile::Compiled;
use crate::ir::{Expr, ExprKind, Kernel, Unary};
use crate::ir_walk::{for_each_expr, for_each_stmt};
use crate::lane::LaneKernel;
use crate::ty::Scalar;

/// A compiled kernel with the values of its literals and constants.
#[derive(Debug)]
pub(crate) struct Program<'a> {
    pub(crate) kernel: &'a Kernel,
    pub(crate) facts: &'a Facts,
    pub(crate) lanes: &'a LaneKernel,
    /// Whether integer overflow traps.
    pub(crate) checks: bool,
    leaves: Vec<Option<Datum>>,
    /// Where `cfg!(debug_assertions)` stands.
    profiles: Vec<usize>,
    varying: Vec<bool>,
    traps_uniformly: Vec<bool>,
}

impl<'a> Program<'a> {
    /// Integer overflow traps, unless [`Program::set_checks`] says otherwise.
    pub(crate) fn new(compiled: &'a Compiled) -> Program<'a> {
        Program::of(&compiled.kernel, &compiled.facts, &compiled.lanes)
    }

    /// The kernel as its source says it, for the scalar interpreter.
    pub(crate) fn source(compiled: &'a Compiled) -> Program<'a> {
        let (kernel, facts) = &compiled.source;
        Program::of(kernel, facts, &compiled.lanes)
    }

    fn of(kernel: &'a Kernel, facts: &'a Facts, lanes: &'a LaneKernel) -> Program<'a> {
        let constants = Constants::new(&kernel.items, kernel.instance);
        let mut program = Program {
            kernel,
            facts,
            lanes,
            checks: true,
            leaves: vec![None; kernel.exprs],
            profiles: Vec::new(),
            varying: vec![false; kernel.exprs],
            traps_uniformly: vec![false; kernel.exprs],
        };
        for_each_stmt(&kernel.body, &mut |stmt| {
            for expr in stmt.exprs() {
                for_each_expr(expr, &mut |expr| program.note(expr, &constants));
            }
        });
        program
    }

    fn note(&mut self, expr: &Expr, constants: &Constants) {
        let at = expr.id.0;
        self.varying[at] = self.facts.vary.expr(expr);
        // Children have been noted before.
        self.traps_uniformly[at] = expr.children().iter().any(|child| self.traps_uniformly[child.id.0])
            || self.facts.is_plain_trap(expr);
        let ty = self.facts.ty(expr);
        self.leaves[at] = match &expr.kind {
            ExprKind::Lit(literal) => ty.and_then(|ty| Value::of_literal(literal, ty, false)).map(Datum::One),
            // The least integer is written with a literal that is out of range by itself.
            ExprKind::Unary(Unary::Neg, inner) => match &inner.kind {
                ExprKind::Lit(literal) => {
                    ty.and_then(|ty| Value::of_literal(literal, ty, true)).map(Datum::One)
                }
                _ => None,
            },
            ExprKind::Const { tokens, ty: Some(Scalar::Bool) } if is_profile(tokens) => {
                self.profiles.push(at);
                Some(Datum::One(Value::Bool(true)))
            }
            ExprKind::Const { tokens, .. } | ExprKind::Outside { tokens, .. } => {
                constants.of_tokens(tokens, ty)
            }
            _ => None,
        };
    }

    /// Says whether integer overflow traps; so does `cfg!(debug_assertions)`, as in Rust's own profiles.
    pub(crate) fn set_checks(&mut self, checks: bool) {
        self.checks = checks;
        for &at in &self.profiles {
            self.leaves[at] = Some(Datum::One(Value::Bool(checks)));
        }
    }

    /// The value of a literal or constant.
    pub(crate) fn leaf(&self, expr: &Expr) -> Option<&Datum> {
        self.leaves[expr.id.0].as_ref()
    }

    /// The value of a literal or constant that must have one.
    pub(crate) fn known_leaf(&self, expr: &Expr) -> Result<&Datum, Stop> {
        match self.leaf(expr) {
            Some(datum) => Ok(datum),
            None => broken(format!("the interpreter cannot tell the value of {:?}", expr.kind)),
        }
    }

    /// Whether the value may differ between lanes.
    pub(crate) fn varies(&self, expr: &Expr) -> bool {
        self.varying[expr.id.0]
    }

    pub(crate) fn traps_uniformly(&self, expr: &Expr) -> bool {
        self.traps_uniformly[expr.id.0]
    }

    /// The name of a local, for messages.
    pub(crate) fn name(&self, local: crate::ir::LocalId) -> &str {
        &self.kernel.locals[local.0].name
    }

    /// Checks a computed value against the type that the compiler has inferred.
    pub(crate) fn typed(&self, expr: &Expr, value: Value) -> Result<Value, Stop> {
        match (self.facts.ty(expr), value.ty()) {
            (Some(inferred), Some(ty)) if inferred != ty => {
                broken(format!("inferred {inferred:?} for {value} in {:?}", expr.kind))
            }
            _ => Ok(value),
        }
    }
}

/// Whether a constant is `cfg!(debug_assertions)`.
fn is_profile(tokens: &proc_macro2::TokenStream) -> bool {
    syn::parse2::<syn::Macro>(tokens.clone())
        .is_ok_and(|call| call.path.segments.last().is_some_and(|segment| segment.ident == "cfg"))
}

/// The text of a panic.
pub(crate) fn message(tokens: &proc_macro2::TokenStream) -> String {
    match syn::parse2::<syn::LitStr>(tokens.clone()) {
        Ok(text) => text.value(),
        Err(_) => tokens.to_string(),
    }
}

/// The integers of a range, in the order in which a loop takes them.
#[derive(Debug)]
pub(crate) struct Counts {
    pub(crate) next: i128,
    pub(crate) step: i128,
    pub(crate) left: i128,
}

impl Counts {
    /// `lo..hi` or `lo..=hi`, each `step`-th, from the end if `reversed`.
    pub(crate) fn new(lo: i128, hi: i128, range: &crate::ir::Range, step: i128) -> Counts {
        let len = (hi - lo + i128::from(range.inclusive)).max(0);
        let left = (len + step - 1) / step;
        match range.reversed {
            true => Counts { next: lo + (left - 1) * step, step: -step, left },
            false => Counts { next: lo, step, left },
        }
    }
}

impl Iterator for Counts {
    type Item = i128;

    fn next(&mut self) -> Option<i128> {
        let next = self.next;
        self.left -= 1;
        self.next += self.step;
        (self.left >= 0).then_some(next)
    }
}
