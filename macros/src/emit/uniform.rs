//! Uniform expressions: plain Rust, computed once for all lanes.

use proc_macro2::{Literal as Token, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::Emitter;
use crate::ir::{Binary, Expr, ExprKind, Literal, Logic, Unary};

impl Emitter<'_> {
    pub(super) fn uniform(&self, expr: &Expr) -> TokenStream {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Lit(literal) => self.literal(literal, expr),
            ExprKind::Local(local) => self.local_name(*local).to_token_stream(),
            ExprKind::Const { tokens, .. } | ExprKind::Outside { tokens, .. } => quote!((#tokens)),
            ExprKind::Unary(op, a) => {
                let wraps = self.wraps(a);
                let a = self.uniform(a);
                match op {
                    Unary::Neg if wraps => quote_spanned!(span=> (#a).wrapping_neg()),
                    Unary::Neg => quote_spanned!(span=> (-#a)),
                    Unary::Not => quote_spanned!(span=> (!#a)),
                }
            }
            ExprKind::Binary(op, a, b) => {
                let wraps = self.wraps(a);
                let (a, b) = (self.uniform(a), self.uniform(b));
                match op {
                    Binary::Add if wraps => quote_spanned!(span=> (#a).wrapping_add(#b)),
                    Binary::Sub if wraps => quote_spanned!(span=> (#a).wrapping_sub(#b)),
                    Binary::Mul if wraps => quote_spanned!(span=> (#a).wrapping_mul(#b)),
                    Binary::Shl if wraps => quote_spanned!(span=> (#a).wrapping_shl(#b as u32)),
                    Binary::Shr if wraps => quote_spanned!(span=> (#a).wrapping_shr(#b as u32)),
                    _ => {
                        let op = operator(*op);
                        quote_spanned!(span=> (#a #op #b))
                    }
                }
            }
            ExprKind::Logic(op, a, b) => {
                let (a, b) = (self.uniform(a), self.uniform(b));
                match op {
                    Logic::And => quote_spanned!(span=> (#a && #b)),
                    Logic::Or => quote_spanned!(span=> (#a || #b)),
                }
            }
            ExprKind::Cast(a, ty) => {
                let (a, ty) = (self.uniform(a), ty.ident(span));
                quote_spanned!(span=> (#a as #ty))
            }
            ExprKind::Method { method, args, on } => {
                let name = match method.name {
                    "abs" | "pow" if args.first().is_some_and(|on| self.wraps(on)) => {
                        format!("wrapping_{}", method.name)
                    }
                    name => name.to_owned(),
                };
                let name = proc_macro2::Ident::new(&name, span);
                let mut args = args.iter().map(|arg| self.uniform(arg));
                match on {
                    Some(ty) => {
                        let ty = ty.ident(span);
                        quote_spanned!(span=> #ty::#name(#(#args),*))
                    }
                    None => {
                        let receiver = args.next();
                        quote_spanned!(span=> (#receiver).#name(#(#args),*))
                    }
                }
            }
            ExprKind::Index { table, index } => {
                let (table, index) = (self.uniform(table), self.uniform(index));
                quote_spanned!(span=> #table[#index])
            }
            ExprKind::Load { array, index } => self.load_uniform(*array, index, span),
            ExprKind::Extent { array, axis } => self.extent_name(*array, *axis).to_token_stream(),
            ExprKind::Len(table) => {
                let table = self.uniform(table);
                quote_spanned!(span=> (#table).len())
            }
            ExprKind::Array(values) => {
                let values = values.iter().map(|value| self.uniform(value));
                quote_spanned!(span=> [#(#values),*])
            }
            ExprKind::Repeat(value, len) => {
                let value = self.uniform(value);
                quote_spanned!(span=> [#value; #len])
            }
            // The analysis calls these varying.
            ExprKind::Call { .. } | ExprKind::Scalarised { .. } => TokenStream::new(),
        }
    }

    /// Whether arithmetic on this value is that of integers and wraps.
    fn wraps(&self, operand: &Expr) -> bool {
        self.wrapping && self.facts.ty(operand).is_some_and(|ty| ty.is_integer())
    }

    /// A literal with the suffix of its inferred type, unless only Rust's default says it.
    fn literal(&self, literal: &Literal, expr: &Expr) -> TokenStream {
        let (digits, float) = match literal {
            Literal::Bool(value) => return value.to_token_stream(),
            Literal::Float(digits, _) => (digits, true),
            Literal::Int(digits, _) => (digits, false),
        };
        let inferred = self.facts.inferred(expr);
        let suffix = inferred.ty.filter(|_| !inferred.defaulted).map_or("", |ty| ty.name());
        let mut text = digits.clone();
        if float && text.ends_with('.') {
            text.push('0');
        }
        if float && suffix.is_empty() && !text.contains(['.', 'e', 'E']) {
            text.push_str(".0");
        }
        text.push_str(suffix);
        match text.parse::<Token>() {
            Ok(mut token) => {
                token.set_span(expr.span);
                token.to_token_stream()
            }
            Err(_) => text.parse().unwrap_or_default(),
        }
    }
}

fn operator(op: Binary) -> TokenStream {
    match op {
        Binary::Add => quote!(+),
        Binary::Sub => quote!(-),
        Binary::Mul => quote!(*),
        Binary::Div => quote!(/),
        Binary::Rem => quote!(%),
        Binary::And => quote!(&),
        Binary::Or => quote!(|),
        Binary::Xor => quote!(^),
        Binary::Shl => quote!(<<),
        Binary::Shr => quote!(>>),
        Binary::Eq => quote!(==),
        Binary::Ne => quote!(!=),
        Binary::Lt => quote!(<),
        Binary::Le => quote!(<=),
        Binary::Gt => quote!(>),
        Binary::Ge => quote!(>=),
    }
}
