//! Calls of functions, methods and macros.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr as Syn, Macro};

use super::Parser;
use super::methods;
use super::scope::Value;
use crate::ir::{Binary, Block, Class, Code, Expr, ExprKind, Method, Role, Stmt, StmtKind};
use crate::ty::Scalar;

impl Parser<'_> {
    pub(super) fn parse_call(&mut self, call: &syn::ExprCall, out: &mut Block) -> Value {
        let Syn::Path(func) = &*call.func else {
            self.errors.on(&call.func, "only a function can be called in a kernel, by its name", "");
            return Value::Never;
        };
        let names: Vec<String> = func.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let last = names.last().map_or("", String::as_str);
        if names.len() == 1 && (last == self.name || last == "Some" || last == "Ok" || last == "Err") {
            let help = if last == self.name {
                ("a kernel cannot call itself: every call is inlined", "write a loop")
            } else {
                ("lanes have no `Result` or `Option`", "use `if` and a value that stands for the failure")
            };
            self.errors.on(&call.func, help.0, help.1);
            return Value::Never;
        }
        if last == "swap" && names.len() > 1 && names[names.len() - 2] == "mem" {
            return self.parse_swap(call, out);
        }
        let Some(mut args) = self.parse_all(call.args.iter(), out) else { return Value::Never };
        let span = call.span();
        if names.len() == 3 && names[1] == "cmp" && (last == "min" || last == "max") && args.len() == 2 {
            return self.method(last, None, args, func.path.span(), span);
        }
        if names.len() >= 2
            && let Some(owner) = self.scalar_name(&names[names.len() - 2])
        {
            if last == "from" && args.len() == 1 {
                let value = Box::new(args.swap_remove(0));
                return Value::Scalar(self.expr(span, ExprKind::Cast(value, owner)));
            }
            return self.method(last, Some(owner), args, func.path.span(), span);
        }
        Value::Scalar(self.expr(span, ExprKind::Call { path: func.path.clone(), args }))
    }

    pub(super) fn parse_method_call(&mut self, call: &syn::ExprMethodCall, out: &mut Block) -> Value {
        let name = call.method.to_string();
        if call.args.iter().any(|arg| matches!(arg, Syn::Closure(_))) || is_adaptor(&name) {
            self.errors.on(
                &call.method,
                format!("`{name}` and its closure have no lanes: the instruction set would not reach them"),
                "write a loop over a range: `for i in 0..n { … }`",
            );
            return Value::Never;
        }
        if let Some(turbofish) = &call.turbofish {
            self.errors.on(turbofish, "methods of kernels have no type arguments", "");
            return Value::Never;
        }
        if let Some(extent) = self.parse_extent(call) {
            return extent;
        }
        let exprs = std::iter::once(&*call.receiver).chain(&call.args);
        let Some(mut args) = self.parse_all(exprs, out) else { return Value::Never };
        let span = call.span();
        if name == "len" && args.len() == 1 {
            let table = self.as_table(args.swap_remove(0));
            return Value::Scalar(self.expr(span, ExprKind::Len(Box::new(table))));
        }
        if name == "clone" && args.len() == 1 {
            return Value::Scalar(args.swap_remove(0));
        }
        self.method(&name, None, args, call.method.span(), span)
    }

    fn as_table(&self, mut expr: Expr) -> Expr {
        if let ExprKind::Const { tokens, .. } = &expr.kind {
            expr.kind = ExprKind::Outside { tokens: tokens.clone(), element: None };
        }
        expr
    }

    /// A method call, also written `f64::max(a, b)`; `args` starts with the receiver.
    fn method(&mut self, name: &str, on: Option<Scalar>, args: Vec<Expr>, at: Span, span: Span) -> Value {
        if name == "sin_cos" && args.len() == 1 {
            return self.library_call("sin_cos", args, at, span);
        }
        static FROM_BITS: Method = Method {
            name: "from_bits",
            on: Class::Float,
            args: &[],
            result: Role::Same,
            code: Code::Lanes,
            cost: 0,
        };
        let method = match (name, on) {
            ("from_bits", Some(owner)) if owner.is_float() => Some(&FROM_BITS),
            _ => methods::find(name),
        };
        let Some(method) = method else {
            let help = match methods::nearest(name) {
                _ if let Some(function) = methods::function_for(name) => {
                    format!("it is no stable method of Rust; call the function `ufunc::{function}(…)`")
                }
                _ if methods::is_std(name) => format!(
                    "it is not among the functions in lanes yet; `scalar!(f64::{name}(…))` runs it lane by lane"
                ),
                Some(near) => format!("there is `{near}`"),
                None => "the README of ufunc lists the methods; a plain function `f` runs lane by lane as \
                         `scalar!(f(x))`"
                    .to_owned(),
            };
            self.errors.at(at, format!("`{name}` has no lanes"), help);
            return Value::Never;
        };
        if args.len() != method.args.len() + 1 {
            self.errors.at(
                at,
                format!(
                    "`{name}` takes {} arguments besides its receiver, here are {}",
                    method.args.len(),
                    args.len().saturating_sub(1)
                ),
                "",
            );
            return Value::Never;
        }
        Value::Scalar(self.expr(span, ExprKind::Method { method, args, on }))
    }

    /// A method with several results: a call of the kernel in `ufunc::math`.
    fn library_call(&mut self, name: &str, args: Vec<Expr>, at: Span, span: Span) -> Value {
        let mut path = self.krate.clone();
        path.segments.push(syn::Ident::new("math", at).into());
        path.segments.push(syn::Ident::new(name, at).into());
        Value::Scalar(self.expr(span, ExprKind::Call { path, args }))
    }

    pub(super) fn parse_macro(&mut self, mac: &Macro, out: &mut Block) -> Value {
        let name = mac.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        match name.as_str() {
            "scalar" => self.parse_scalarised(mac, out),
            "matches" => self.parse_matches(mac, out),
            "panic" | "unreachable" | "todo" | "unimplemented" => {
                let given = self.message(mac, 0);
                let message = match (name.as_str(), given) {
                    ("panic", Some(text)) => text,
                    ("panic", None) => "explicit panic".to_owned(),
                    ("unreachable", Some(text)) => {
                        format!("internal error: entered unreachable code: {text}")
                    }
                    ("unreachable", None) => "internal error: entered unreachable code".to_owned(),
                    (_, _) => "not implemented".to_owned(),
                };
                let message = literal(&message, mac.span());
                out.push(Stmt { span: mac.span(), kind: StmtKind::Trap { unless: None, message } });
                // The value never comes; what follows still needs one.
                Value::Never
            }
            "assert" | "assert_eq" | "assert_ne" | "debug_assert" | "debug_assert_eq" | "debug_assert_ne" => {
                self.parse_assert(&name, mac, out)
            }
            _ => {
                self.errors.on(
                    &mac.path,
                    format!("the macro `{name}!` cannot be seen into, and has no lanes"),
                    "kernels know `assert!`, `assert_eq!`, `debug_assert!`, `panic!`, `unreachable!`, `matches!` and \
                     `scalar!`",
                );
                Value::Never
            }
        }
    }

    fn parse_scalarised(&mut self, mac: &Macro, out: &mut Block) -> Value {
        let call: syn::ExprCall = match mac.parse_body() {
            Ok(call) => call,
            Err(_) => {
                self.errors.on(mac, "`scalar!` takes one call of a function", "write `scalar!(f(x, y))`");
                return Value::Never;
            }
        };
        let Some(args) = self.parse_all(call.args.iter(), out) else { return Value::Never };
        let kind = ExprKind::Scalarised { path: (*call.func).clone(), args };
        Value::Scalar(self.expr(mac.span(), kind))
    }

    fn parse_assert(&mut self, name: &str, mac: &Macro, out: &mut Block) -> Value {
        let parser = syn::punctuated::Punctuated::<Syn, syn::Token![,]>::parse_terminated;
        let args = match mac.parse_body_with(parser) {
            Ok(args) => args,
            Err(error) => {
                self.errors.push(error);
                return Value::Unit;
            }
        };
        let compares = name.ends_with("_eq") || name.ends_with("_ne");
        let operands = if compares { 2 } else { 1 };
        if args.len() < operands {
            self.errors.on(mac, "this assertion lacks an operand", "");
            return Value::Unit;
        }
        let mut inner = Block::new();
        let Some(values) = self.parse_all(args.iter().take(operands), &mut inner) else { return Value::Unit };
        let text =
            args.iter().take(operands).map(|arg| arg.to_token_stream().to_string()).collect::<Vec<_>>();
        let span = mac.span();
        let (holds, default) = match <[Expr; 2]>::try_from(values) {
            Ok([lhs, rhs]) => {
                let (op, sign) = if name.ends_with("_eq") { (Binary::Eq, "==") } else { (Binary::Ne, "!=") };
                let holds = self.expr(span, ExprKind::Binary(op, Box::new(lhs), Box::new(rhs)));
                (holds, format!("assertion `{} {sign} {}` failed", text[0], text[1]))
            }
            Err(mut one) => (one.swap_remove(0), format!("assertion failed: {}", text[0])),
        };
        let message = self.message(mac, operands).unwrap_or(default);
        let message = literal(&message, span);
        inner.push(Stmt { span, kind: StmtKind::Trap { unless: Some(holds), message } });
        if name.starts_with("debug_") {
            let tokens = quote_spanned! {span=> ::core::cfg!(debug_assertions) };
            let cond = self.expr(span, ExprKind::Const { tokens, ty: Some(Scalar::Bool) });
            out.push(Stmt { span, kind: StmtKind::If { cond, then: inner, otherwise: Block::new() } });
        } else {
            out.append(&mut inner);
        }
        Value::Unit
    }

    /// The text of a panic, which stands behind `skip` arguments.
    fn message(&self, mac: &Macro, skip: usize) -> Option<String> {
        let parser = syn::punctuated::Punctuated::<Syn, syn::Token![,]>::parse_terminated;
        let args = mac.parse_body_with(parser).ok()?;
        let mut rest = args.iter().skip(skip);
        let first = rest.next()?;
        let text = match first {
            Syn::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => text.value(),
            other => {
                self.errors.on(
                    other,
                    "the message of a panic in a kernel is a text",
                    "write a string literal",
                );
                return None;
            }
        };
        if rest.next().is_some() || text.replace("{{", "").contains('{') {
            self.errors.on(
                first,
                "the message of a panic in a kernel is a plain text: its lanes are not formatted",
                "the panic names the index of the element; leave the values out",
            );
        }
        Some(text.replace("{{", "{").replace("}}", "}"))
    }
}

pub(super) fn literal(text: &str, span: Span) -> TokenStream {
    let mut literal = proc_macro2::Literal::string(text);
    literal.set_span(span);
    literal.to_token_stream()
}

/// The usual iterator adaptors, which people try first.
fn is_adaptor(name: &str) -> bool {
    matches!(
        name,
        "iter"
            | "into_iter"
            | "iter_mut"
            | "map"
            | "fold"
            | "sum"
            | "product"
            | "filter"
            | "zip"
            | "enumerate"
            | "any"
            | "all"
            | "for_each"
            | "chain"
            | "take"
            | "skip"
            | "windows"
            | "chunks"
    )
}
