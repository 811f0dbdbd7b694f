//! What is well formed, but cannot become lanes.

use quote::ToTokens;
use syn::ItemFn;
use syn::spanned::Spanned;

use crate::analyse::Facts;
use crate::attr::Args;
use crate::compile::Form as KernelForm;
use crate::errors::Errors;
use crate::ir::{Binary, Expr, ExprKind, Form, Kernel, Local, LocalId, Reach, Stmt, StmtKind, Unary};
use crate::ir_walk::{for_each_expr, for_each_stmt};
use crate::ty::Scalar;

/// Checks the arguments of the attribute against the function.
pub(crate) fn check_attribute(form: KernelForm, args: &Args, function: &ItemFn, errors: &Errors) {
    if let Some(reduce) = &args.reduce {
        if form == KernelForm::LaneFn {
            errors.at(
                reduce.span(),
                "a `#[lane_fn]` is only called by kernels",
                "`reduce` goes with `#[ufunc]`",
            );
        } else if args.identity.is_none() {
            errors.at(
                reduce.span(),
                "`reduce` needs the value that changes nothing, for empty arrays",
                "write `reduce, identity = 0.0`",
            );
        }
        let types: Vec<String> = function
            .sig
            .inputs
            .iter()
            .filter_map(|input| match input {
                syn::FnArg::Typed(input) => Some(input.ty.to_token_stream().to_string()),
                syn::FnArg::Receiver(_) => None,
            })
            .collect();
        let result = match &function.sig.output {
            syn::ReturnType::Type(_, ty) => ty.to_token_stream().to_string(),
            syn::ReturnType::Default => String::new(),
        };
        if types.len() != 2 || types[0] != types[1] || types[0] != result {
            errors.at(
                function.sig.ident.span(),
                format!(
                    "`{}` cannot reduce: it is no function of two values of one type to a third",
                    function.sig.ident
                ),
                "a reduction is `fn f(a: f64, b: f64) -> f64`, associative",
            );
        }
    } else if let Some(identity) = &args.identity {
        errors.at(identity.span(), "`identity` goes with `reduce`", "write `reduce, identity = …`");
    }
}

/// Checks a parsed kernel.
pub(crate) fn check_kernel(kernel: &Kernel, facts: &Facts, errors: &Errors) {
    let checker = Checker { kernel, facts, errors };
    let before = errors.len();
    for_each_stmt(&kernel.body, &mut |stmt| checker.arrays(stmt));
    if errors.len() > before {
        return;
    }
    for_each_stmt(&kernel.body, &mut |stmt| {
        for expr in stmt.exprs() {
            for_each_expr(expr, &mut |expr| checker.expr(expr));
        }
        if let StmtKind::For { range, .. } = &stmt.kind {
            let varying = facts.vary.expr(&range.lo) || facts.vary.expr(&range.hi);
            let varying_step = range.step.as_ref().is_some_and(|step| facts.vary.expr(step));
            if let (Some(step), true) = (&range.step, varying || varying_step) {
                errors.at(
                    step.span,
                    "a range that differs between lanes has no step",
                    "write a `while` loop that adds the step",
                );
            }
        }
    });
}

/// Checks that the types of what a lane loop captures are known: the generated struct names them.
pub(crate) fn check_captures(kernel: &Kernel, facts: &Facts, errors: &Errors) {
    for local in kernel.around.iter().flat_map(|around| around.captures.iter().chain(&around.reductions)) {
        let inferred = facts.local(*local);
        if inferred.ty.is_none() || inferred.defaulted {
            let Local { name, span, form, .. } = &kernel.locals[local.0];
            let help = match form {
                Form::Shared { .. } => {
                    format!("give `{name}` a type before the loop: `let {name}: &[f64] = …`")
                }
                Form::Scalar | Form::Array { .. } | Form::Uniform { .. } => {
                    format!("write `let {name}: f64 = …` before the loop")
                }
            };
            errors.at(*span, format!("the type of `{name}` must be known here"), help);
        }
    }
}

/// Checks what lanes do with arrays that they update: one element after the other, in the order of the lanes.
pub(crate) fn check_updates(kernel: &Kernel, facts: &Facts, errors: &Errors) {
    let updated = |local: LocalId| match kernel.locals[local.0].form {
        Form::Shared { reach: Reach::Updated, .. } => Some(&kernel.locals[local.0].name),
        _ => None,
    };
    let help = "combine by `+= -= *= &= |= ^=`";
    for_each_stmt(&kernel.body, &mut |stmt| {
        let before = errors.len();
        for expr in stmt.exprs() {
            for_each_expr(expr, &mut |expr| {
                if let ExprKind::Load { array, .. } = &expr.kind
                    && let Some(name) = updated(*array)
                {
                    errors.at(expr.span, format!("lanes cannot read `{name}`, which they update"), help);
                }
            });
        }
        let StmtKind::Store { array, update, .. } = &stmt.kind else { return };
        let Some(name) = updated(*array) else { return };
        use Binary::{Add, And, Mul, Or, Sub, Xor};
        if errors.len() == before && !matches!(update, Some(Add | Sub | Mul | And | Or | Xor)) {
            errors.at(stmt.span, format!("lanes do not combine with elements of `{name}` in this way"), help);
        }
    });
    // Floats have an order: that of iterations is the order of lanes only where each lane updates once.
    for local in kernel.around.iter().flat_map(|around| &around.captures) {
        if let Some(name) = updated(*local)
            && facts.local(*local).ty.is_some_and(Scalar::is_float)
            && updates(&kernel.body, *local, 1) > 1
        {
            errors.at(
                kernel.locals[local.0].span,
                format!(
                    "an iteration updates `{name}` more than once, and lanes would change the order of sums"
                ),
                "",
            );
        }
    }
}

/// How often a block updates an array, counting each in a loop as several.
fn updates(block: &[Stmt], array: LocalId, times: usize) -> usize {
    let of = |stmt: &Stmt| match &stmt.kind {
        StmtKind::Store { array: updated, .. } if *updated == array => times,
        StmtKind::Loop { body, .. } | StmtKind::For { body, .. } => updates(body, array, 2),
        _ => stmt.blocks().into_iter().map(|inner| updates(inner, array, times)).sum(),
    };
    block.iter().map(of).sum()
}

struct Checker<'a> {
    kernel: &'a Kernel,
    facts: &'a Facts,
    errors: &'a Errors,
}

impl Checker<'_> {
    fn expr(&self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Index { table, .. } => self.index(table),
            ExprKind::Binary(op, a, _) if op.is_bitwise() => {
                self.known(a, expr, |ty| !ty.is_float(), "bit operations are for integers and `bool`");
            }
            ExprKind::Binary(op, a, _) if !op.is_comparison() && !op.is_shift() => {
                self.arithmetic(*op, a);
            }
            ExprKind::Binary(Binary::Lt | Binary::Le | Binary::Gt | Binary::Ge, a, _)
                if self.facts.ty(a) == Some(Scalar::Bool) =>
            {
                self.errors.at(expr.span, "`bool`s in lanes have no order", "write `!a & b` for `a < b`");
            }
            ExprKind::Cast(a, Scalar::Bool) if self.facts.ty(a) != Some(Scalar::Bool) => {
                self.errors.at(expr.span, "a number is not cast to `bool`", "compare it: `n != 0`");
            }
            ExprKind::Cast(a, ty) if ty.is_float() && self.facts.ty(a) == Some(Scalar::Bool) => {
                self.errors.at(expr.span, "a `bool` is cast to integers only", "write `b as i32 as f64`");
            }
            ExprKind::Unary(Unary::Not, a) => {
                self.known(a, expr, |ty| !ty.is_float(), "`!` is for integers and `bool`");
            }
            ExprKind::Unary(Unary::Neg, a) => {
                if let Some(ty) = self.facts.ty(a)
                    && !ty.is_float()
                    && !ty.is_signed()
                {
                    self.errors.at(expr.span, format!("`{}` has no `-`", ty.name()), "use `wrapping_neg`");
                }
            }
            _ => {}
        }
    }

    /// Arrays stand where they are declared or assigned, indexed, and passed on; lanes hold numbers.
    fn arrays(&self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Declare { local, value: Some(value) } | StmtKind::Assign { local, value }
                if matches!(self.kernel.locals[local.0].form, Form::Array { .. })
                    && matches!(value.kind, ExprKind::Array(_) | ExprKind::Repeat(..)) =>
            {
                value.children().into_iter().for_each(|value| self.number(value));
            }
            StmtKind::CallMany { args, .. } => args.iter().for_each(|arg| self.argument(arg)),
            _ => stmt.exprs().into_iter().for_each(|expr| self.number(expr)),
        }
    }

    fn number(&self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Local(local) if self.is_table(*local) => {
                let name = &self.kernel.locals[local.0].name;
                self.errors.at(
                    expr.span,
                    format!("`{name}` is an array: only its elements have lanes"),
                    format!(
                        "use `{name}[i]`; another array is declared by its elements, `[{name}[0], {name}[1]]`"
                    ),
                );
            }
            ExprKind::Array(_) | ExprKind::Repeat(..) | ExprKind::Outside { .. } => self.errors.at(
                expr.span,
                "an array is no value that lanes can have",
                "declare it by `let a = […];` or as a `const`, and use its elements",
            ),
            ExprKind::Index { table, index } => {
                self.table(table);
                self.number(index);
            }
            ExprKind::Len(_) | ExprKind::Extent { .. } => {}
            ExprKind::Call { args, .. } | ExprKind::Scalarised { args, .. } => {
                args.iter().for_each(|arg| self.argument(arg));
            }
            _ => expr.children().into_iter().for_each(|child| self.number(child)),
        }
    }

    fn argument(&self, arg: &Expr) {
        match &arg.kind {
            ExprKind::Local(_) | ExprKind::Outside { .. } => {}
            ExprKind::Array(_) | ExprKind::Repeat(..) => {
                arg.children().into_iter().for_each(|child| self.number(child))
            }
            _ => self.number(arg),
        }
    }

    fn table(&self, table: &Expr) {
        match &table.kind {
            ExprKind::Local(_) | ExprKind::Outside { .. } => {}
            ExprKind::Index { table, index } => {
                self.table(table);
                self.number(index);
            }
            _ => table.children().into_iter().for_each(|child| self.number(child)),
        }
    }

    fn is_table(&self, local: LocalId) -> bool {
        let local = &self.kernel.locals[local.0];
        match local.form {
            Form::Scalar => false,
            Form::Array { .. } => true,
            Form::Uniform { .. } => local.declared.is_none(),
            Form::Shared { .. } => true,
        }
    }

    fn arithmetic(&self, op: Binary, a: &Expr) {
        if self.facts.ty(a) == Some(Scalar::Bool) {
            self.errors.at(
                a.span,
                format!("`bool` has no arithmetic, here {op:?}"),
                "convert it: `b as i32`",
            );
        }
    }

    /// The emitted operation depends on the type, which must be known.
    fn known(&self, operand: &Expr, whole: &Expr, fits: fn(Scalar) -> bool, only: &str) {
        if !self.facts.vary.expr(whole) {
            return;
        }
        match self.facts.ty(operand) {
            Some(ty) if fits(ty) => {}
            Some(ty) => self.errors.at(whole.span, format!("{only}, this is `{}`", ty.name()), ""),
            None => self.errors.at(
                operand.span,
                "the type of this value must be known here",
                "give the variable its type, `let x: u32 = …`",
            ),
        }
    }

    fn index(&self, table: &Expr) {
        match &table.kind {
            ExprKind::Outside { .. } | ExprKind::Array(_) | ExprKind::Repeat(..) => {}
            ExprKind::Local(local) => {
                if matches!(self.kernel.locals[local.0].form, Form::Scalar) {
                    self.errors.at(table.span, "a number cannot be indexed", "");
                }
            }
            ExprKind::Index { index: row, .. } => {
                if self.facts.vary.expr(row) {
                    self.errors.at(
                        row.span,
                        "the row of a table of tables differs between lanes here",
                        "make it one table: `TABLE[row * WIDTH + column]`",
                    );
                }
            }
            _ => self.errors.at(
                table.span,
                "only a table can be indexed: a `const`, an array of this kernel or a parameter of a `#[lane_fn]`",
                "",
            ),
        }
    }
}
