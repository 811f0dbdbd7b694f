//! Variables in scope, and their types where the source tells them.

use std::collections::BTreeMap;

use syn::{Expr, Type};

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
