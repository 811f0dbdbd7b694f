//! What the body of a lane loop takes from outside: numbers, which are the same for all lanes, and arrays.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Expr as Syn, Type};

use super::Parser;
use super::scope::{Binding, Value};
use crate::ir::{Block, Expr, ExprKind, Form, LocalId, Reach};
use crate::ty::Scalar;

/// The variables outside of a lane loop, and those that its body has used so far.
#[derive(Debug)]
pub(super) struct Outside<'a> {
    /// Names in scope, with the type where the source tells it.
    pub(super) names: &'a BTreeMap<String, Option<Type>>,
    /// Arrays that the body writes.
    pub(super) written: &'a BTreeSet<String>,
    /// Arrays that it only updates.
    pub(super) updated: &'a BTreeSet<String>,
    pub(super) captures: Vec<LocalId>,
}

/// What a type in the source says of a variable: the type of its elements, and how many axes it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) element: Option<Scalar>,
    /// None for a number, one for a slice.
    pub(crate) rank: Option<usize>,
}

/// Reads `f64`, `&[f64]`, `Vec<f64>`, `ArrayView2<'_, f64>` and their like.
pub(crate) fn written_type(ty: &Type) -> Written {
    match ty {
        Type::Reference(reference) => written_type(&reference.elem),
        Type::Paren(inner) => written_type(&inner.elem),
        Type::Group(inner) => written_type(&inner.elem),
        Type::Array(array) => Written { element: scalar(&array.elem), rank: Some(1) },
        Type::Slice(slice) => Written { element: scalar(&slice.elem), rank: Some(1) },
        Type::Path(path) => {
            let Some(last) = path.path.segments.last() else { return Written::default() };
            if let Some(number) = scalar(ty) {
                return Written { element: Some(number), rank: Some(0) };
            }
            let syn::PathArguments::AngleBracketed(args) = &last.arguments else { return Written::default() };
            let element = args.args.iter().find_map(|arg| match arg {
                syn::GenericArgument::Type(ty) => scalar(ty),
                _ => None,
            });
            let name = last.ident.to_string();
            let rank = match name.as_str() {
                "Vec" | "Box" => Some(1),
                _ => name
                    .strip_prefix("Array")
                    .and_then(|rest| rest.trim_start_matches("View").trim_start_matches("Mut").parse().ok()),
            };
            Written { element, rank }
        }
        _ => Written::default(),
    }
}

fn scalar(ty: &Type) -> Option<Scalar> {
    match ty {
        Type::Path(path) if path.qself.is_none() => Scalar::from_name(&path.path.get_ident()?.to_string()),
        _ => None,
    }
}

impl Parser<'_> {
    /// A name that stands for a variable outside of the lane loop.
    pub(super) fn outside_name(&self, expr: &Syn) -> Option<(String, Span)> {
        match expr {
            Syn::Paren(inner) => self.outside_name(&inner.expr),
            Syn::Group(inner) => self.outside_name(&inner.expr),
            Syn::Path(path) => {
                let name = path.path.get_ident()?.to_string();
                let known = self.scopes.find(&name).is_some_and(|binding| !self.is_shared(binding));
                let outside = self.outside.as_ref()?.names.contains_key(&name);
                (outside && !known && !self.consts.contains_key(&name)).then(|| (name, path.span()))
            }
            _ => None,
        }
    }

    pub(super) fn is_shared(&self, binding: &Binding) -> bool {
        matches!(binding, Binding::Local(local) if matches!(self.locals[local.0].form, Form::Shared { .. }))
    }

    /// The number outside that a path names.
    pub(super) fn capture_number(&mut self, path: &syn::ExprPath) -> Option<Value> {
        let (name, span) = self.outside_name(&Syn::Path(path.clone()))?;
        let outside = self.outside.as_ref()?;
        let written = outside.names.get(&name)?.as_ref().map(written_type).unwrap_or_default();
        if outside.written.contains(&name)
            || outside.updated.contains(&name)
            || written.rank.is_some_and(|rank| rank > 0)
            || self.scopes.find(&name).is_some()
        {
            self.errors.at(
                span,
                format!("`{name}` is an array: only its elements have lanes"),
                format!("use `{name}[i]` or `{name}.len()`"),
            );
            return Some(Value::Never);
        }
        let local = self.capture(&name, span, written.element, Form::Scalar);
        Some(Value::Scalar(self.read(local, span)))
    }

    fn capture(&mut self, name: &str, span: Span, declared: Option<Scalar>, form: Form) -> LocalId {
        let local = self.local(name, span, declared, false, form);
        if let Some(outside) = &mut self.outside {
            outside.captures.push(local);
        }
        self.scopes.bind_outermost(name.to_owned(), Binding::Local(local));
        local
    }

    /// The array outside that an expression names, as one of this many axes.
    pub(super) fn capture_array(&mut self, expr: &Syn, rank: usize) -> Option<LocalId> {
        let (name, span) = self.outside_name(expr)?;
        if let Some(Binding::Local(local)) = self.scopes.find(&name).cloned() {
            if let Form::Shared { rank: before, .. } = self.locals[local.0].form
                && before != rank
            {
                self.errors.at(span, format!("`{name}` is used with {before} axes and with {rank}"), "");
            }
            return Some(local);
        }
        let outside = self.outside.as_ref()?;
        let written = outside.names.get(&name)?.as_ref().map(written_type).unwrap_or_default();
        let reach = if outside.updated.contains(&name) {
            Reach::Updated
        } else if outside.written.contains(&name) {
            Reach::Written
        } else {
            Reach::Read
        };
        let form = Form::Shared { rank, reach };
        if written.rank.is_some_and(|known| known != rank) {
            self.errors.at(span, format!("`{name}` has no {rank} axes here"), "");
        }
        Some(self.capture(&name, span, written.element, form))
    }

    /// `x[i]` and `x[[i, j]]` of an array outside: the array and its indices.
    pub(super) fn parse_access(
        &mut self,
        index: &syn::ExprIndex,
        out: &mut Block,
    ) -> Option<(LocalId, Option<Vec<Expr>>)> {
        let axes: Vec<&Syn> = match &*index.index {
            Syn::Array(axes) => axes.elems.iter().collect(),
            Syn::Tuple(axes) => axes.elems.iter().collect(),
            one => vec![one],
        };
        let array = self.capture_array(&index.expr, axes.len())?;
        if let Some(Syn::Range(range)) = axes.iter().find(|axis| matches!(axis, Syn::Range(_))) {
            self.errors.on(range, "a slice of an array has no lanes", "use its elements, `x[i]`");
            return Some((array, None));
        }
        Some((array, self.parse_all(axes.into_iter(), out)))
    }

    /// `x.len()`, `x.nrows()`, `x.ncols()`, `x.shape()[k]` and `x.dim()` of an array outside.
    pub(super) fn parse_extent(&mut self, call: &syn::ExprMethodCall) -> Option<Value> {
        let (name, _) = self.outside_name(&call.receiver)?;
        let (axis, rank) = match call.method.to_string().as_str() {
            "len" => (0, 1),
            "nrows" => (0, 2),
            "ncols" => (1, 2),
            "dim" => {
                let rank = self.known_rank(&name).filter(|rank| *rank > 0)?;
                let array = self.capture_array(&call.receiver, rank)?;
                let mut parts: Vec<Value> =
                    (0..rank).map(|axis| self.extent(array, axis, call.span())).collect();
                return Some(if rank == 1 { parts.swap_remove(0) } else { Value::Tuple(parts) });
            }
            _ => return None,
        };
        let array = self.capture_array(&call.receiver, rank)?;
        Some(self.extent(array, axis, call.span()))
    }

    /// `x.shape()[k]`.
    pub(super) fn parse_shape(&mut self, index: &syn::ExprIndex) -> Option<Value> {
        let Syn::MethodCall(call) = &*index.expr else { return None };
        let (name, _) = self.outside_name(&call.receiver).filter(|_| call.method == "shape")?;
        let axis = super::literal::usize_literal(&index.index)?;
        let rank = self.known_rank(&name).filter(|rank| axis < *rank)?;
        let array = self.capture_array(&call.receiver, rank)?;
        Some(self.extent(array, axis, index.span()))
    }

    fn extent(&mut self, array: LocalId, axis: usize, span: Span) -> Value {
        Value::Scalar(self.expr(span, ExprKind::Extent { array, axis }))
    }

    /// How many axes an array outside has, as far as its type or an access before tells.
    fn known_rank(&self, name: &str) -> Option<usize> {
        if let Some(Binding::Local(local)) = self.scopes.find(name)
            && let Form::Shared { rank, .. } = self.locals[local.0].form
        {
            return Some(rank);
        }
        written_type(self.outside.as_ref()?.names.get(name)?.as_ref()?).rank
    }

    /// Says that what a name outside stands for cannot be changed here.
    pub(super) fn refuse_outside(&self, expr: &Syn) {
        self.errors.on(
            expr,
            format!("`{}` is outside of the loop, and no reduction", expr.to_token_stream()),
            "declare it inside of the loop, or make it a reduction",
        );
    }
}
