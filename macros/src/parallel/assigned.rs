//! `lastprivate`: whether each iteration assigns a variable, on every path and before it reads it.
//!
//! Only then has the variable behind the loop the value that it would have without the attribute.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::{BinOp, Expr, Ident, Pat, Stmt};

use super::names::for_each_name;
use super::scope::names_of;
use crate::errors::Errors;

/// Macros behind which nothing runs.
const DIVERGING: [&str; 4] = ["panic", "unreachable", "todo", "unimplemented"];

/// Refuses a body with a path on which an iteration does not assign the variable, or reads it first.
pub(super) fn check_assigned(name: &Ident, body: &syn::Block, label: Option<&str>, errors: &Errors) {
    let mut flow =
        Flow { name: name.to_string(), label, is_assigned: false, loops: 0, is_hidden: false, fault: None };
    flow.visit_block(body);
    let help = format!(
        "assign to `{name}` in every iteration, before anything reads it; where only some iterations do, find the last of \
         them by a reduction, such as `reduction(max: place)`"
    );
    match flow.fault {
        Some(Fault::Read(span)) => errors.at(
            span,
            format!(
                "`{name}` is read before this iteration has assigned to it: its value is another iteration's"
            ),
            help,
        ),
        Some(Fault::Skipped(span)) => {
            errors.at(span, format!("this ends an iteration that has not assigned to `{name}`"), help);
        }
        None if !flow.is_assigned => {
            errors.at(name.span(), format!("not every iteration assigns to `{name}`"), help);
        }
        None => {}
    }
}

enum Fault {
    Read(Span),
    Skipped(Span),
}

/// A walk along all paths, in the order in which things happen.
struct Flow<'a> {
    name: String,
    /// The parallel loop's.
    label: Option<&'a str>,
    /// Whether all paths to this point have assigned.
    is_assigned: bool,
    /// Loops inside, around this point.
    loops: usize,
    /// Whether the name stands for another variable here.
    is_hidden: bool,
    fault: Option<Fault>,
}

impl Flow<'_> {
    fn read(&mut self, span: Span) {
        if !self.is_assigned && !self.is_hidden && self.fault.is_none() {
            self.fault = Some(Fault::Read(span));
        }
    }

    /// Visits what need not happen.
    fn perhaps(&mut self, visit: impl FnOnce(&mut Self)) {
        let before = self.is_assigned;
        visit(self);
        self.is_assigned = before;
    }

    fn in_loop(&mut self, visit: impl FnOnce(&mut Self)) {
        self.loops += 1;
        self.perhaps(visit);
        self.loops -= 1;
    }

    /// Visits what happens with another variable of that name, if the pattern binds one.
    fn below(&mut self, pat: &Pat, visit: impl FnOnce(&mut Self)) {
        let before = self.is_hidden;
        self.is_hidden |= self.binds(pat);
        visit(self);
        self.is_hidden = before;
    }

    fn binds(&self, pat: &Pat) -> bool {
        let mut names = Vec::new();
        names_of(pat, &mut names);
        names.contains(&self.name)
    }

    /// Whether an assignment to this place is one to the variable.
    fn is_target(&self, place: &Expr) -> bool {
        match place {
            Expr::Path(path) => path.path.is_ident(&self.name),
            Expr::Paren(inner) => self.is_target(&inner.expr),
            Expr::Tuple(tuple) => tuple.elems.iter().any(|place| self.is_target(place)),
            _ => false,
        }
    }

    fn assign(&mut self) {
        self.is_assigned |= !self.is_hidden;
    }
}

impl<'ast> Visit<'ast> for Flow<'_> {
    fn visit_block(&mut self, block: &'ast syn::Block) {
        let before = self.is_hidden;
        for stmt in &block.stmts {
            self.visit_stmt(stmt);
            if let Stmt::Local(local) = stmt {
                self.is_hidden |= self.binds(&local.pat);
            }
        }
        self.is_hidden = before;
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let Some(init) = &local.init {
            self.visit_expr(&init.expr);
            if let Some((_, diverge)) = &init.diverge {
                self.perhaps(|flow| flow.visit_expr(diverge));
            }
        }
    }

    fn visit_item(&mut self, _: &'ast syn::Item) {}

    fn visit_expr_block(&mut self, block: &'ast syn::ExprBlock) {
        // A block with a label may be left before its end.
        match block.label {
            Some(_) => self.perhaps(|flow| flow.visit_block(&block.block)),
            None => self.visit_block(&block.block),
        }
    }

    fn visit_expr_if(&mut self, branch: &'ast syn::ExprIf) {
        self.visit_expr(&branch.cond);
        let before = self.is_assigned;
        match &*branch.cond {
            Expr::Let(condition) => self.below(&condition.pat, |flow| flow.visit_block(&branch.then_branch)),
            _ => self.visit_block(&branch.then_branch),
        }
        let then = std::mem::replace(&mut self.is_assigned, before);
        if let Some((_, other)) = &branch.else_branch {
            self.visit_expr(other);
        }
        self.is_assigned &= then;
    }

    fn visit_expr_match(&mut self, expr: &'ast syn::ExprMatch) {
        self.visit_expr(&expr.expr);
        let before = self.is_assigned;
        let mut all = !expr.arms.is_empty();
        for arm in &expr.arms {
            self.is_assigned = before;
            self.below(&arm.pat, |flow| {
                if let Some((_, guard)) = &arm.guard {
                    flow.perhaps(|flow| flow.visit_expr(guard));
                }
                flow.visit_expr(&arm.body);
            });
            all &= self.is_assigned;
        }
        self.is_assigned = before || all;
    }

    fn visit_expr_while(&mut self, expr: &'ast syn::ExprWhile) {
        self.in_loop(|flow| {
            flow.visit_expr(&expr.cond);
            match &*expr.cond {
                Expr::Let(condition) => flow.below(&condition.pat, |flow| flow.visit_block(&expr.body)),
                _ => flow.visit_block(&expr.body),
            }
        });
    }

    fn visit_expr_for_loop(&mut self, expr: &'ast syn::ExprForLoop) {
        self.visit_expr(&expr.expr);
        self.in_loop(|flow| flow.below(&expr.pat, |flow| flow.visit_block(&expr.body)));
    }

    fn visit_expr_loop(&mut self, expr: &'ast syn::ExprLoop) {
        self.in_loop(|flow| flow.visit_block(&expr.body));
    }

    fn visit_expr_closure(&mut self, closure: &'ast syn::ExprClosure) {
        let before = self.is_hidden;
        self.is_hidden |= closure.inputs.iter().any(|input| self.binds(input));
        self.perhaps(|flow| flow.visit_expr(&closure.body));
        self.is_hidden = before;
    }

    fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
        self.visit_expr(&binary.left);
        match binary.op {
            BinOp::And(_) | BinOp::Or(_) => self.perhaps(|flow| flow.visit_expr(&binary.right)),
            _ => self.visit_expr(&binary.right),
        }
    }

    fn visit_expr_assign(&mut self, assign: &'ast syn::ExprAssign) {
        self.visit_expr(&assign.right);
        if self.is_target(&assign.left) {
            self.assign();
        } else {
            self.visit_expr(&assign.left);
        }
    }

    fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
        if path.path.is_ident(&self.name) {
            self.read(path.span());
        }
    }

    fn visit_expr_continue(&mut self, leave: &'ast syn::ExprContinue) {
        let leaves = match &leave.label {
            Some(label) => self.label == Some(label.ident.to_string().as_str()),
            None => self.loops == 0,
        };
        if leaves && !self.is_assigned && self.fault.is_none() {
            self.fault = Some(Fault::Skipped(leave.span()));
        }
        // Nothing behind it runs.
        self.is_assigned = true;
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        let mut span = None;
        for_each_name(mac.tokens.to_token_stream(), &mut |name| {
            if name == self.name {
                span = Some(mac.span());
            }
        });
        if let Some(span) = span {
            self.read(span);
        }
        if mac.path.segments.last().is_some_and(|last| DIVERGING.contains(&last.ident.to_string().as_str())) {
            self.is_assigned = true;
        }
    }
}
