//! Branches, loops and the ways out of them.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Expr as Syn, Label, Lifetime, RangeLimits};

use super::Parser;
use super::scope::{Binding, Target, TargetKind, Value};
use crate::ir::{Block, Expr, ExprKind, Form, Literal, Range, Stmt, StmtKind, Unary};

impl Parser<'_> {
    pub(super) fn parse_if(&mut self, branch: &syn::ExprIf, out: &mut Block) -> Value {
        if let Some(chosen) = self.static_choice(&branch.cond) {
            return match (chosen, &branch.else_branch) {
                (true, _) => self.parse_block_value(&branch.then_branch, out),
                (false, Some((_, otherwise))) => self.parse_expr(otherwise, out),
                (false, None) => Value::Unit,
            };
        }
        let cond = self.parse_scalar(&branch.cond, out);
        let mut then = Block::new();
        let then_value = self.parse_block_value(&branch.then_branch, &mut then);
        let mut otherwise = Block::new();
        let otherwise_value = match &branch.else_branch {
            Some((_, expr)) => self.parse_expr(expr, &mut otherwise),
            None => Value::Unit,
        };
        let Some(cond) = cond else { return Value::Never };
        self.push_if(branch.if_token.span(), cond, (then, then_value), (otherwise, otherwise_value), out)
    }

    /// Joins two branches: their common value goes to temporaries.
    pub(super) fn push_if(
        &mut self,
        span: Span,
        cond: Expr,
        (mut then, then_value): (Block, Value),
        (mut otherwise, otherwise_value): (Block, Value),
        out: &mut Block,
    ) -> Value {
        let never = matches!((&then_value, &otherwise_value), (Value::Never, Value::Never));
        // A call has as many results as the tuple on the other side.
        let shape = match (&then_value, &otherwise_value) {
            (Value::Never, other) | (Value::Scalar(_), other @ Value::Tuple(_)) => other,
            (then, _) => then,
        };
        let temps = if matches!((&then_value, &otherwise_value), (Value::Unit, _) | (_, Value::Unit)) {
            None
        } else {
            self.temps_like(shape, span, out)
        };
        if let Some(temps) = &temps {
            self.assign_binding(temps, then_value, span, &mut then);
            self.assign_binding(temps, otherwise_value, span, &mut otherwise);
        }
        out.push(Stmt { span, kind: StmtKind::If { cond, then, otherwise } });
        match temps {
            Some(temps) => self.read_binding(&temps, span),
            None if never => Value::Never,
            None => Value::Unit,
        }
    }

    /// `size_of::<T>() == 4` and `T::IS_FLOAT` in a generic kernel are known here.
    fn static_choice(&self, cond: &Syn) -> Option<bool> {
        let (alias, scalar) = self.alias.as_ref()?;
        if let Syn::Unary(syn::ExprUnary { op: syn::UnOp::Not(_), expr, .. }) = cond {
            return self.static_choice(expr).map(|holds| !holds);
        }
        if let Syn::Path(path) = cond {
            let segments = &path.path.segments;
            let is_constant =
                segments.len() == 2 && segments[0].ident == alias && segments[1].ident == "IS_FLOAT";
            return is_constant.then(|| scalar.is_float());
        }
        let Syn::Binary(binary) = cond else { return None };
        let Syn::Call(call) = &*binary.left else { return None };
        let Syn::Path(path) = &*call.func else { return None };
        let last = path.path.segments.last().filter(|segment| segment.ident == "size_of")?;
        let syn::PathArguments::AngleBracketed(types) = &last.arguments else { return None };
        if types.args.to_token_stream().to_string() != *alias {
            return None;
        }
        let bytes = super::literal::usize_literal(&binary.right)?;
        let same = scalar.lane_bits() as usize == 8 * bytes;
        match binary.op {
            syn::BinOp::Eq(_) => Some(same),
            syn::BinOp::Ne(_) => Some(!same),
            _ => None,
        }
    }

    fn enter_target(&mut self, label: Option<&Label>, kind: TargetKind) -> crate::ir::TargetId {
        let id = self.target();
        let label = label.map(|label| label.name.ident.to_string());
        self.targets.push(Target { id, label, kind, result: None, broken: false });
        id
    }

    pub(super) fn parse_labelled(&mut self, label: &Label, block: &syn::Block, out: &mut Block) -> Value {
        let span = label.span();
        let target = self.enter_target(Some(label), TargetKind::Block);
        let mut body = Block::new();
        let value = self.parse_block_value(block, &mut body);
        let falls_through = !matches!(value, Value::Never);
        let left = self.targets.pop();
        let known = left.as_ref().and_then(|target| target.result.clone());
        let result = known.or_else(|| self.result_like(&value, span));
        if let Some(result) = &result {
            self.assign_binding(result, value, span, &mut body);
            self.declare_result(result, span, out);
        }
        out.push(Stmt { span, kind: StmtKind::Labelled { target, body } });
        match result {
            Some(result) => self.read_binding(&result, span),
            None if falls_through || left.is_some_and(|target| target.broken) => Value::Unit,
            None => Value::Never,
        }
    }

    pub(super) fn parse_loop(&mut self, infinite: &syn::ExprLoop, out: &mut Block) -> Value {
        let span = infinite.loop_token.span();
        let target = self.enter_target(infinite.label.as_ref(), TargetKind::Loop);
        let mut body = Block::new();
        self.parse_block_value(&infinite.body, &mut body);
        self.finish_loop(span, StmtKind::Loop { target, body }, out)
    }

    /// `while c {…}` is `loop { if !c { break } … }`.
    pub(super) fn parse_while(&mut self, conditional: &syn::ExprWhile, out: &mut Block) -> Value {
        let span = conditional.while_token.span();
        let target = self.enter_target(conditional.label.as_ref(), TargetKind::Conditional);
        let mut body = Block::new();
        if let Some(cond) = self.parse_scalar(&conditional.cond, &mut body) {
            let cond_span = cond.span;
            let stop = self.expr(cond_span, ExprKind::Unary(Unary::Not, Box::new(cond)));
            let exit = self.exit();
            let leave = Stmt { span: cond_span, kind: StmtKind::Break { exit, target } };
            let kind = StmtKind::If { cond: stop, then: vec![leave], otherwise: Block::new() };
            body.push(Stmt { span: cond_span, kind });
        }
        self.parse_block_value(&conditional.body, &mut body);
        self.targets.pop();
        out.push(Stmt { span, kind: StmtKind::Loop { target, body } });
        Value::Unit
    }

    fn finish_loop(&mut self, span: Span, kind: StmtKind, out: &mut Block) -> Value {
        let left = self.targets.pop();
        if let Some(Target { result: Some(result), .. }) = &left {
            self.declare_result(result, span, out);
        }
        out.push(Stmt { span, kind });
        match left {
            Some(Target { result: Some(result), .. }) => self.read_binding(&result, span),
            Some(Target { broken: false, .. }) => Value::Never,
            _ => Value::Unit,
        }
    }

    fn declare_result(&mut self, result: &Binding, span: Span, out: &mut Block) {
        match result {
            Binding::Local(local) => {
                out.push(Stmt { span, kind: StmtKind::Declare { local: *local, value: None } });
            }
            Binding::Tuple(parts) => parts.iter().for_each(|part| self.declare_result(part, span, out)),
        }
    }

    /// Locals of the shape of a value, declared later by who opened the target.
    fn result_like(&mut self, value: &Value, span: Span) -> Option<Binding> {
        match value {
            Value::Scalar(_) => Some(Binding::Local(self.temp(span))),
            Value::Tuple(parts) => {
                Some(Binding::Tuple(parts.iter().filter_map(|part| self.result_like(part, span)).collect()))
            }
            Value::Unit | Value::Never => None,
        }
    }

    pub(super) fn parse_for(&mut self, counted: &syn::ExprForLoop, out: &mut Block) -> Value {
        let span = counted.for_token.span();
        let range = self.parse_range(&counted.expr, out);
        let target = self.enter_target(counted.label.as_ref(), TargetKind::Conditional);
        self.scopes.enter();
        let counter = match &*counted.pat {
            syn::Pat::Ident(name) if name.by_ref.is_none() && name.subpat.is_none() => {
                let text = name.ident.to_string();
                let local =
                    self.local(&text, name.ident.span(), None, name.mutability.is_some(), Form::Scalar);
                self.scopes.bind(text, Binding::Local(local));
                local
            }
            syn::Pat::Wild(wild) => self.temp(wild.span()),
            other => {
                self.errors.on(other, "the counter of a loop is a name or `_`", "");
                self.temp(span)
            }
        };
        let mut body = Block::new();
        self.parse_block_value(&counted.body, &mut body);
        self.scopes.leave();
        self.targets.pop();
        if let Some(range) = range {
            out.push(Stmt { span, kind: StmtKind::For { target, counter, range, body } });
        }
        Value::Unit
    }

    fn parse_range(&mut self, expr: &Syn, out: &mut Block) -> Option<Range> {
        match expr {
            Syn::Paren(inner) => self.parse_range(&inner.expr, out),
            Syn::Range(range) => {
                let (Some(lo), Some(hi)) = (&range.start, &range.end) else {
                    self.errors.on(range, "the range of a `for` has both ends", "use `loop` with a `break`");
                    return None;
                };
                let values = self.parse_all([&**lo, &**hi].into_iter(), out)?;
                let [lo, hi] = <[Expr; 2]>::try_from(values).ok()?;
                let inclusive = matches!(range.limits, RangeLimits::Closed(_));
                Some(Range { lo, hi, inclusive, reversed: false, step: None })
            }
            Syn::MethodCall(call) if call.method == "rev" && call.args.is_empty() => {
                let range = self.parse_range(&call.receiver, out)?;
                if range.step.is_some() {
                    self.errors.on(
                        &call.method,
                        "a range with a step cannot be reversed here",
                        "compute the index",
                    );
                }
                Some(Range { reversed: !range.reversed, ..range })
            }
            Syn::MethodCall(call) if call.method == "step_by" && call.args.len() == 1 => {
                let mut range = self.parse_range(&call.receiver, out)?;
                if range.step.is_some() || range.reversed {
                    self.errors.on(
                        &call.method,
                        "a range has one step, before it is reversed",
                        "compute the index",
                    );
                }
                range.step = Some(self.parse_scalar(&call.args[0], out)?);
                Some(range)
            }
            other => {
                self.errors.on(
                    other,
                    format!("`for` over `{}` has no lanes", other.to_token_stream()),
                    "loop over a range, `for i in 0..n`, also with `.rev()` or `.step_by(k)`; an element of a table is \
                     `TABLE[i]`",
                );
                None
            }
        }
    }

    pub(super) fn parse_break(&mut self, exit: &syn::ExprBreak, out: &mut Block) -> Value {
        let span = exit.break_token.span();
        let Some(at) = self.find_target(exit.label.as_ref(), span, false) else { return Value::Never };
        if let Some(expr) = &exit.expr {
            if self.targets[at].kind == TargetKind::Conditional {
                self.errors.on(
                    expr,
                    "`break` with a value leaves only a `loop` or a labelled block",
                    "`while` and `for` have no value: assign to a variable",
                );
                return Value::Never;
            }
            let value = self.parse_expr(expr, out);
            if matches!(value, Value::Never) {
                return Value::Never;
            }
            let known = self.targets[at].result.clone();
            let result = known.or_else(|| self.result_like(&value, span));
            if let Some(result) = &result {
                self.assign_binding(result, value, span, out);
            }
            self.targets[at].result = result;
        }
        self.targets[at].broken = true;
        let target = self.targets[at].id;
        let id = self.exit();
        out.push(Stmt { span, kind: StmtKind::Break { exit: id, target } });
        Value::Never
    }

    pub(super) fn parse_continue(&mut self, exit: &syn::ExprContinue, out: &mut Block) -> Value {
        let span = exit.continue_token.span();
        let Some(at) = self.find_target(exit.label.as_ref(), span, true) else { return Value::Never };
        let target = self.targets[at].id;
        let id = self.exit();
        if self.targets[at].kind == TargetKind::Iteration {
            self.targets[at].broken = true;
            out.push(Stmt { span, kind: StmtKind::Break { exit: id, target } });
            return Value::Never;
        }
        out.push(Stmt { span, kind: StmtKind::Continue { exit: id, target } });
        Value::Never
    }

    fn find_target(&self, label: Option<&Lifetime>, span: Span, needs_loop: bool) -> Option<usize> {
        let found = self.targets.iter().rposition(|target| match label {
            Some(label) => target.label.as_deref() == Some(label.ident.to_string().as_str()),
            None => target.kind != TargetKind::Block,
        });
        match (found, label) {
            (Some(at), _) if needs_loop && self.targets[at].kind == TargetKind::Block => {
                self.errors.at(span, "`continue` names a block that is no loop", "");
                None
            }
            (Some(at), _) if !needs_loop && self.targets[at].kind == TargetKind::Iteration => {
                self.errors.at(span, "the lanes of a loop run all its iterations: it is not left early", "");
                None
            }
            (Some(at), _) => Some(at),
            (None, Some(label)) => {
                self.errors.on(label, format!("there is no loop or block `{label}` around this"), "");
                None
            }
            (None, None) => {
                self.errors.at(span, "there is no loop around this", "");
                None
            }
        }
    }

    pub(super) fn parse_return(&mut self, exit: &syn::ExprReturn, out: &mut Block) -> Value {
        let value = match &exit.expr {
            Some(expr) => self.parse_expr(expr, out),
            None => Value::Unit,
        };
        self.push_return(value, exit.return_token.span(), out);
        Value::Never
    }

    pub(super) fn push_return(&mut self, value: Value, span: Span, out: &mut Block) {
        if self.outside.is_some() {
            self.errors.at(span, "the lanes of a loop run all its iterations: it is not left early", "");
        }
        let Some(wanted) = self.results.as_ref().map(Vec::len) else { return };
        let mut values = Vec::new();
        match value {
            Value::Never => return,
            Value::Scalar(Expr { kind: ExprKind::Call { path, args }, span, .. }) if wanted > 1 => {
                for _ in 0..wanted {
                    let local = self.temp(span);
                    out.push(Stmt { span, kind: StmtKind::Declare { local, value: None } });
                    values.push(self.read(local, span));
                }
                let locals = values.iter().filter_map(|value| match value.kind {
                    ExprKind::Local(local) => Some(local),
                    _ => None,
                });
                let locals = locals.collect();
                out.push(Stmt { span, kind: StmtKind::CallMany { locals, path, args } });
            }
            Value::Scalar(value) => values.push(value),
            Value::Tuple(parts) => {
                values.extend(parts.into_iter().filter_map(|part| self.scalar(part, span)))
            }
            Value::Unit => {}
        }
        if values.len() != wanted {
            self.errors.at(
                span,
                format!("this gives {}, the kernel has {}", count(values.len()), count(wanted)),
                "a kernel gives its results at every end, the last expression without a semicolon",
            );
            return;
        }
        let exit = self.exit();
        out.push(Stmt { span, kind: StmtKind::Return { exit, values } });
    }

    pub(super) fn bool_literal(&mut self, value: bool, span: Span) -> Expr {
        self.expr(span, ExprKind::Lit(Literal::Bool(value)))
    }
}

fn count(results: usize) -> String {
    match results {
        0 => "no result".to_owned(),
        1 => "one result".to_owned(),
        n => format!("{n} results"),
    }
}
