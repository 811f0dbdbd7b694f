//! Statements and patterns of `let`.

use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Item, Local, Pat};

use super::scope::{Binding, Value};
use super::{ConstType, Parser};
use crate::ir::{Block, ExprKind, Form, Stmt, StmtKind};
use crate::ty::Scalar;

impl Parser<'_> {
    /// A block with a scope of its own; its statements go to `out`.
    pub(super) fn parse_block_value(&mut self, block: &syn::Block, out: &mut Block) -> Value {
        self.scopes.enter();
        let mut value = Value::Unit;
        for (at, stmt) in block.stmts.iter().enumerate() {
            let last = at + 1 == block.stmts.len();
            value = match stmt {
                syn::Stmt::Local(local) => {
                    self.parse_let(local, out);
                    Value::Unit
                }
                syn::Stmt::Item(item) => {
                    self.parse_item(item);
                    Value::Unit
                }
                syn::Stmt::Expr(expr, semicolon) => {
                    let value = self.parse_expr(expr, out);
                    match value {
                        Value::Never => Value::Never,
                        value if last && semicolon.is_none() => value,
                        value => {
                            self.eval_for_traps(value, out);
                            Value::Unit
                        }
                    }
                }
                syn::Stmt::Macro(stmt) => {
                    let value = self.parse_macro(&stmt.mac, out);
                    match value {
                        Value::Never => Value::Never,
                        value if last && stmt.semi_token.is_none() => value,
                        value => {
                            self.eval_for_traps(value, out);
                            Value::Unit
                        }
                    }
                }
            };
            // What is never reached has no meaning; behind an error there may be more of them.
            if matches!(value, Value::Never) && self.errors.is_empty() {
                break;
            }
        }
        self.scopes.leave();
        value
    }

    pub(super) fn eval_for_traps(&mut self, value: Value, out: &mut Block) {
        match value {
            Value::Scalar(value) => out.push(Stmt { span: value.span, kind: StmtKind::Eval(value) }),
            Value::Tuple(parts) => parts.into_iter().for_each(|part| self.eval_for_traps(part, out)),
            Value::Unit | Value::Never => {}
        }
    }

    fn parse_item(&mut self, item: &Item) {
        match item {
            Item::Const(syn::ItemConst { ident, ty, .. }) => {
                self.name_constant(ident, ty);
                item.to_tokens(&mut self.items);
            }
            Item::Static(syn::ItemStatic { ident, ty, mutability: syn::StaticMutability::None, .. }) => {
                self.name_constant(ident, ty);
                item.to_tokens(&mut self.items);
            }
            Item::Use(item) => item.to_tokens(&mut self.items),
            other => self.errors.on(
                other,
                "only `const`, `static` and `use` items can stand in a kernel",
                "move it out of the function; a function becomes a `#[lane_fn]` beside it",
            ),
        }
    }

    fn name_constant(&mut self, name: &syn::Ident, ty: &syn::Type) {
        if self.consts.insert(name.to_string(), self.constant_form(ty)).is_some() {
            self.errors.at(
                name.span(),
                format!("this kernel has another constant `{name}`: all of them share one scope"),
                "give it a name of its own",
            );
        }
    }

    fn constant_form(&self, ty: &syn::Type) -> ConstType {
        match ty {
            syn::Type::Array(array) => {
                let len = super::literal::usize_literal(&array.len);
                ConstType::Table { element: self.scalar_type(&array.elem), len }
            }
            syn::Type::Slice(slice) => ConstType::Table { element: self.scalar_type(&slice.elem), len: None },
            syn::Type::Reference(reference) => match self.constant_form(&reference.elem) {
                ConstType::Scalar(_) => ConstType::Table { element: None, len: None },
                table => table,
            },
            other => ConstType::Scalar(self.scalar_type(other)),
        }
    }

    fn parse_let(&mut self, local: &Local, out: &mut Block) {
        let (pat, ty) = match &local.pat {
            Pat::Type(typed) => (&*typed.pat, Some(&*typed.ty)),
            pat => (pat, None),
        };
        let Some(init) = &local.init else {
            self.declare(pat, ty, out);
            return;
        };
        if let Some((token, _)) = &init.diverge {
            self.errors.on(token, "`let … else` has no lanes", "a pattern that may fail becomes an `if`");
            return;
        }
        if let Pat::Ident(name) = pat
            && let Some(len) = self.array_length(&init.expr)
        {
            self.parse_let_array(name, ty, &init.expr, len, out);
            return;
        }
        let value = self.parse_expr(&init.expr, out);
        if let Some(binding) = self.bind(pat, ty, value, out) {
            self.bind_names(pat, binding);
        }
    }

    /// `let x;` and `let x: f64;`
    fn declare(&mut self, pat: &Pat, ty: Option<&syn::Type>, out: &mut Block) {
        let Pat::Ident(name) = pat else {
            self.errors.on(
                pat,
                "what is declared without a value is a name",
                "give it a value, or declare each name",
            );
            return;
        };
        let declared = ty.and_then(|ty| self.declared_type(ty));
        let local = self.local(&name.ident.to_string(), name.ident.span(), declared, true, Form::Scalar);
        out.push(Stmt { span: name.span(), kind: StmtKind::Declare { local, value: None } });
        self.scopes.bind(name.ident.to_string(), Binding::Local(local));
    }

    fn declared_type(&mut self, ty: &syn::Type) -> Option<Scalar> {
        let scalar = self.scalar_type(ty);
        if scalar.is_none() && !matches!(ty, syn::Type::Infer(_)) {
            self.refuse_type(ty);
        }
        scalar
    }

    /// Declares the locals of a pattern with the parts of a value. Names become visible by `bind_names`.
    fn bind(&mut self, pat: &Pat, ty: Option<&syn::Type>, value: Value, out: &mut Block) -> Option<Binding> {
        match (pat, value) {
            (_, Value::Never) => self.bind_never(pat),
            (Pat::Ident(name), Value::Scalar(value)) if name.by_ref.is_none() && name.subpat.is_none() => {
                let declared = ty.and_then(|ty| self.declared_type(ty));
                let text = name.ident.to_string();
                let local =
                    self.local(&text, name.ident.span(), declared, name.mutability.is_some(), Form::Scalar);
                out.push(Stmt { span: name.span(), kind: StmtKind::Declare { local, value: Some(value) } });
                Some(Binding::Local(local))
            }
            (Pat::Ident(name), Value::Tuple(parts)) if name.by_ref.is_none() && name.subpat.is_none() => {
                let types = tuple_types(ty, parts.len());
                let parts = parts.into_iter().zip(types);
                Some(Binding::Tuple(parts.filter_map(|(part, ty)| self.bind(pat, ty, part, out)).collect()))
            }
            (Pat::Wild(_), value) => {
                self.eval_for_traps(value, out);
                None
            }
            (Pat::Tuple(pat), Value::Tuple(parts)) if pat.elems.len() == parts.len() => {
                let types = tuple_types(ty, parts.len());
                // All parts are evaluated before a name is bound.
                let parts = pat.elems.iter().zip(parts).zip(types);
                Some(Binding::Tuple(
                    parts
                        .map(|((pat, part), ty)| {
                            self.bind(pat, ty, part, out).unwrap_or(Binding::Tuple(Vec::new()))
                        })
                        .collect(),
                ))
            }
            (Pat::Paren(inner), value) => self.bind(&inner.pat, ty, value, out),
            (Pat::Tuple(pat), Value::Scalar(value)) => self.bind_call(pat, ty, value, out),
            (pat, Value::Unit) => {
                self.errors.on(
                    pat,
                    "what is bound here has no value",
                    "an `if` has one when it has an `else`",
                );
                None
            }
            (pat, _) => {
                self.errors.on(
                    pat,
                    "this pattern does not fit its value",
                    "patterns of `let` are names, `_` and tuples of them",
                );
                None
            }
        }
    }

    /// After a value that never comes: the names exist, nothing is declared.
    fn bind_never(&mut self, pat: &Pat) -> Option<Binding> {
        match pat {
            Pat::Ident(name) => {
                let text = name.ident.to_string();
                Some(Binding::Local(self.local(&text, name.ident.span(), None, true, Form::Scalar)))
            }
            Pat::Tuple(pat) => {
                Some(Binding::Tuple(pat.elems.iter().filter_map(|pat| self.bind_never(pat)).collect()))
            }
            _ => None,
        }
    }

    /// `let (s, c) = sin_cos(x);`: a call with as many results as the pattern has names.
    fn bind_call(
        &mut self,
        pat: &syn::PatTuple,
        ty: Option<&syn::Type>,
        value: crate::ir::Expr,
        out: &mut Block,
    ) -> Option<Binding> {
        let span = value.span;
        let ExprKind::Call { path, args } = value.kind else {
            self.errors.on(pat, "this value is not a tuple", "");
            return None;
        };
        let types = tuple_types(ty, pat.elems.len());
        let mut locals = Vec::new();
        for (pat, ty) in pat.elems.iter().zip(types) {
            let declared = ty.and_then(|ty| self.declared_type(ty));
            match pat {
                Pat::Ident(name) => {
                    let text = name.ident.to_string();
                    let mutable = name.mutability.is_some();
                    locals.push(self.local(&text, name.ident.span(), declared, mutable, Form::Scalar));
                }
                Pat::Wild(wild) => locals.push(self.temp(wild.span())),
                other => self.errors.on(other, "the results of a call are bound to names or `_`", ""),
            }
        }
        for &local in &locals {
            out.push(Stmt { span, kind: StmtKind::Declare { local, value: None } });
        }
        out.push(Stmt { span, kind: StmtKind::CallMany { locals: locals.clone(), path, args } });
        Some(Binding::Tuple(locals.into_iter().map(Binding::Local).collect()))
    }

    /// Makes the names of a pattern visible.
    pub(super) fn bind_names(&mut self, pat: &Pat, binding: Binding) {
        match (pat, binding) {
            (Pat::Ident(name), binding) => self.scopes.bind(name.ident.to_string(), binding),
            (Pat::Paren(inner), binding) => self.bind_names(&inner.pat, binding),
            (Pat::Tuple(pat), Binding::Tuple(parts)) => {
                for (pat, part) in pat.elems.iter().zip(parts) {
                    self.bind_names(pat, part);
                }
            }
            _ => {}
        }
    }

    /// The number of elements of an array literal.
    fn array_length(&self, expr: &syn::Expr) -> Option<usize> {
        match expr {
            syn::Expr::Array(array) => Some(array.elems.len()),
            syn::Expr::Repeat(repeat) => super::literal::usize_literal(&repeat.len),
            syn::Expr::Paren(inner) => self.array_length(&inner.expr),
            _ => None,
        }
    }

    fn parse_let_array(
        &mut self,
        name: &syn::PatIdent,
        ty: Option<&syn::Type>,
        init: &syn::Expr,
        len: usize,
        out: &mut Block,
    ) {
        let declared = match ty {
            Some(syn::Type::Array(array)) => self.declared_type(&array.elem),
            Some(syn::Type::Infer(_)) | None => None,
            Some(other) => {
                self.refuse_type(other);
                None
            }
        };
        let Value::Scalar(value) = self.parse_expr(init, out) else { return };
        let text = name.ident.to_string();
        let local =
            self.local(&text, name.ident.span(), declared, name.mutability.is_some(), Form::Array { len });
        out.push(Stmt { span: name.span(), kind: StmtKind::Declare { local, value: Some(value) } });
        self.scopes.bind(text, Binding::Local(local));
    }
}

/// The types of the parts of a tuple type, `None` where nothing is said.
fn tuple_types(ty: Option<&syn::Type>, len: usize) -> Vec<Option<&syn::Type>> {
    match ty {
        Some(syn::Type::Tuple(tuple)) if tuple.elems.len() == len => tuple.elems.iter().map(Some).collect(),
        _ => vec![None; len],
    }
}
