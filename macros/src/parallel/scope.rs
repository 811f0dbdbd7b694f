//! Variables in scope and their types where the source tells them; ranges, patterns and expressions as they are written.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Expr, Pat, Type};

use super::region::Around;

/// Variables and their types.
pub(super) type Scope = BTreeMap<String, Option<Type>>;

/// The type of a value, where it is plain to see.
pub(super) fn type_of(expr: &Expr, scope: &Scope) -> Option<Type> {
    match expr {
        Expr::Paren(inner) => type_of(&inner.expr, scope),
        Expr::Cast(cast) => Some((*cast.ty).clone()),
        Expr::Path(path) => scope.get(&path.path.get_ident()?.to_string())?.clone(),
        Expr::Lit(literal) => {
            let suffix = match &literal.lit {
                syn::Lit::Int(value) => value.suffix().to_owned(),
                syn::Lit::Float(value) => value.suffix().to_owned(),
                syn::Lit::Bool(_) => "bool".to_owned(),
                _ => String::new(),
            };
            if suffix.is_empty() { None } else { syn::parse_str(&suffix).ok() }
        }
        Expr::MethodCall(call) => {
            let name = call.method.to_string();
            let keeps =
                ["sqrt", "abs", "min", "max", "exp", "ln", "sin", "cos", "powi", "powf", "clone", "recip"];
            if ["len", "nrows", "ncols", "len_of", "ndim", "count"].contains(&name.as_str()) {
                Some(syn::parse_quote!(usize))
            } else if keeps.contains(&name.as_str()) {
                type_of(&call.receiver, scope)
            } else {
                None
            }
        }
        Expr::Binary(binary) => type_of(&binary.left, scope).or_else(|| type_of(&binary.right, scope)),
        Expr::Unary(unary) => type_of(&unary.expr, scope),
        _ => None,
    }
}

/// Whether a type is certainly `Copy`.
pub(super) fn is_copy(ty: &Type) -> bool {
    const PRIMITIVE: [&str; 15] = [
        "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
        "bool",
    ];
    match ty {
        Type::Paren(inner) => is_copy(&inner.elem),
        Type::Reference(reference) => reference.mutability.is_none(),
        Type::Path(path) => path.path.get_ident().is_some_and(|name| PRIMITIVE.iter().any(|it| name == it)),
        _ => false,
    }
}

/// Whether a value is certainly a number: made of numbers alone.
pub(super) fn is_number(expr: &Expr, around: &Around) -> bool {
    match expr {
        Expr::Paren(inner) => is_number(&inner.expr, around),
        Expr::Cast(_) => true,
        Expr::Lit(literal) => {
            matches!(literal.lit, syn::Lit::Int(_) | syn::Lit::Float(_) | syn::Lit::Bool(_))
        }
        Expr::Path(path) => path.path.get_ident().is_some_and(|name| {
            let name = name.to_string();
            let is_reference = matches!(around.scope.get(&name), Some(Some(Type::Reference(_))));
            around.copies.contains(&name) && !is_reference
        }),
        Expr::MethodCall(call) => call.method == "len" && call.args.is_empty(),
        Expr::Binary(binary) => is_number(&binary.left, around) && is_number(&binary.right, around),
        Expr::Unary(unary) => !matches!(unary.op, syn::UnOp::Deref(_)) && is_number(&unary.expr, around),
        _ => false,
    }
}

/// The ends of `lo..hi`, also reversed or with a step, and whether `hi` belongs to it.
pub(super) fn range_of(expr: &Expr) -> Option<(&Expr, &Expr, bool)> {
    match expr {
        Expr::Paren(inner) => range_of(&inner.expr),
        Expr::Range(range) => {
            let closed = matches!(range.limits, syn::RangeLimits::Closed(_));
            Some((range.start.as_deref()?, range.end.as_deref()?, closed))
        }
        Expr::MethodCall(call) if call.method == "rev" || call.method == "step_by" => {
            range_of(&call.receiver)
        }
        _ => None,
    }
}

/// A slice, an array or a `Vec`, or a reference to one.
pub(super) fn is_array(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => is_array(&reference.elem),
        Type::Slice(_) | Type::Array(_) => true,
        Type::Path(path) => path.path.segments.last().is_some_and(|segment| segment.ident == "Vec"),
        _ => false,
    }
}

/// The names that a pattern binds.
pub(super) fn names_of(pat: &Pat, names: &mut Vec<String>) {
    struct Names<'a>(&'a mut Vec<String>);
    impl<'ast> Visit<'ast> for Names<'_> {
        fn visit_pat_ident(&mut self, pat: &'ast syn::PatIdent) {
            self.0.push(pat.ident.to_string());
            visit::visit_pat_ident(self, pat);
        }
    }
    Names(names).visit_pat(pat);
}

/// The expression about as people write it.
pub(super) fn as_written(expr: &Expr) -> String {
    let text = expr.to_token_stream().to_string();
    let pairs = [
        (" [", "["),
        (" (", "("),
        (" ,", ","),
        (" . ", "."),
        (" .. ", ".."),
        ("+(", "+ ("),
        ("-(", "- ("),
        ("*(", "* ("),
    ];
    pairs.iter().fold(text, |text, (from, to)| text.replace(from, to))
}
