//! `match`: a chain of ifs.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Pat, RangeLimits};

use super::Parser;
use super::scope::{Binding, Value};
use crate::ir::{Binary, Block, Expr, ExprKind, Form, Logic, Stmt, StmtKind, Unary};

impl Parser<'_> {
    pub(super) fn parse_match(&mut self, matching: &syn::ExprMatch, out: &mut Block) -> Value {
        let span = matching.match_token.span();
        let value = self.parse_expr(&matching.expr, out);
        if matches!(value, Value::Never) {
            return Value::Never;
        }
        // The value is kept: arms may assign to what it was computed from.
        let Some(kept) = self.temps_like(&value, span, out) else { return Value::Unit };
        self.assign_binding(&kept, value, span, out);
        self.parse_arms(&matching.arms, &kept, out)
    }

    fn parse_arms(&mut self, arms: &[syn::Arm], kept: &Binding, out: &mut Block) -> Value {
        let Some((arm, rest)) = arms.split_first() else { return Value::Never };
        self.scopes.enter();
        self.bind_arm(&arm.pat, kept, out);
        let mut cond = self.pattern(&arm.pat, kept);
        let mut needed = Block::new();
        if let Some((_, guard)) = &arm.guard
            && let Some(guard) = self.parse_scalar(guard, &mut needed)
        {
            cond = Some(match cond {
                None if needed.is_empty() => guard,
                Some(cond) if needed.is_empty() => {
                    self.expr(guard.span, ExprKind::Logic(Logic::And, Box::new(cond), Box::new(guard)))
                }
                cond => self.guarded(cond, guard, needed, out),
            });
        }
        let mut then = Block::new();
        let then_value = self.parse_expr(&arm.body, &mut then);
        self.scopes.leave();
        match cond {
            Some(cond) if !rest.is_empty() => {
                let mut otherwise = Block::new();
                let otherwise_value = self.parse_arms(rest, kept, &mut otherwise);
                let at = arm.fat_arrow_token.span();
                self.push_if(at, cond, (then, then_value), (otherwise, otherwise_value), out)
            }
            // The last arm matches what is left: rustc checks that it does.
            _ => {
                out.append(&mut then);
                then_value
            }
        }
    }

    /// A guard that needs statements runs under its pattern.
    fn guarded(&mut self, cond: Option<Expr>, guard: Expr, mut needed: Block, out: &mut Block) -> Expr {
        let span = guard.span;
        let temp = self.temp(span);
        let first = cond.unwrap_or_else(|| self.bool_literal(true, span));
        out.push(Stmt { span, kind: StmtKind::Declare { local: temp, value: Some(first) } });
        needed.push(Stmt { span, kind: StmtKind::Assign { local: temp, value: guard } });
        let cond = self.read(temp, span);
        out.push(Stmt { span, kind: StmtKind::If { cond, then: needed, otherwise: Block::new() } });
        self.read(temp, span)
    }

    /// Declares the names of a pattern.
    fn bind_arm(&mut self, pat: &Pat, kept: &Binding, out: &mut Block) {
        match (pat, kept) {
            (Pat::Ident(name), _) if is_constant(name) => {}
            (Pat::Ident(name), Binding::Local(kept)) => {
                let text = name.ident.to_string();
                let span = name.ident.span();
                let value = self.read(*kept, span);
                let local = self.local(&text, span, None, name.mutability.is_some(), Form::Scalar);
                out.push(Stmt { span, kind: StmtKind::Declare { local, value: Some(value) } });
                self.scopes.bind(text, Binding::Local(local));
            }
            (Pat::Tuple(tuple), Binding::Tuple(parts)) => {
                for (pat, part) in tuple.elems.iter().zip(parts) {
                    self.bind_arm(pat, part, out);
                }
            }
            (Pat::Paren(inner), kept) => self.bind_arm(&inner.pat, kept, out),
            _ => {}
        }
    }

    /// The condition that a pattern stands for; `None` if it always matches.
    pub(super) fn pattern(&mut self, pat: &Pat, kept: &Binding) -> Option<Expr> {
        let span = pat.span();
        match (pat, kept) {
            (Pat::Wild(_), _) => None,
            (Pat::Paren(inner), kept) => self.pattern(&inner.pat, kept),
            (Pat::Ident(name), Binding::Local(local)) if is_constant(name) => {
                let tokens = name.ident.to_token_stream();
                let constant = self.expr(span, ExprKind::Const { tokens, ty: None });
                let value = self.read(*local, span);
                Some(self.expr(span, ExprKind::Binary(Binary::Eq, Box::new(value), Box::new(constant))))
            }
            (Pat::Ident(name), kept) => {
                if let (Some((_, inner)), false) = (&name.subpat, is_constant(name)) {
                    return self.pattern(inner, kept);
                }
                None
            }
            (Pat::Lit(_) | Pat::Path(_), Binding::Local(local)) => {
                let constant = self.pattern_value(pat)?;
                if let ExprKind::Lit(crate::ir::Literal::Bool(wanted)) = constant.kind {
                    let value = self.read(*local, span);
                    return Some(if wanted {
                        value
                    } else {
                        self.expr(span, ExprKind::Unary(Unary::Not, Box::new(value)))
                    });
                }
                let value = self.read(*local, span);
                Some(self.expr(span, ExprKind::Binary(Binary::Eq, Box::new(value), Box::new(constant))))
            }
            (Pat::Range(range), Binding::Local(local)) => {
                let lo = range.start.as_deref().and_then(|lo| self.range_end(lo, Binary::Ge, *local, span));
                let last =
                    if matches!(range.limits, RangeLimits::Closed(_)) { Binary::Le } else { Binary::Lt };
                let hi = range.end.as_deref().and_then(|hi| self.range_end(hi, last, *local, span));
                self.both(lo, hi, span)
            }
            (Pat::Or(or), kept) => {
                let mut found: Option<Expr> = None;
                for case in &or.cases {
                    let case = self.pattern(case, kept)?;
                    found = Some(match found {
                        Some(found) => {
                            self.expr(span, ExprKind::Logic(Logic::Or, Box::new(found), Box::new(case)))
                        }
                        None => case,
                    });
                }
                found
            }
            (Pat::Tuple(tuple), Binding::Tuple(parts)) if tuple.elems.len() == parts.len() => {
                let mut all = None;
                for (pat, part) in tuple.elems.iter().zip(parts) {
                    let part = self.pattern(pat, part);
                    all = self.both(all, part, span);
                }
                all
            }
            (other, _) => {
                self.errors.on(
                    other,
                    "this pattern has no lanes",
                    "patterns are numbers, ranges, `bool`s, constants, names, `_`, tuples of them, and `|`",
                );
                None
            }
        }
    }

    fn both(&mut self, a: Option<Expr>, b: Option<Expr>, span: Span) -> Option<Expr> {
        match (a, b) {
            (Some(a), Some(b)) => {
                Some(self.expr(span, ExprKind::Logic(Logic::And, Box::new(a), Box::new(b))))
            }
            (a, b) => a.or(b),
        }
    }

    fn range_end(
        &mut self,
        end: &syn::Expr,
        op: Binary,
        local: crate::ir::LocalId,
        span: Span,
    ) -> Option<Expr> {
        let mut none = Block::new();
        let end = self.parse_scalar(end, &mut none)?;
        let value = self.read(local, span);
        Some(self.expr(span, ExprKind::Binary(op, Box::new(value), Box::new(end))))
    }

    fn pattern_value(&mut self, pat: &Pat) -> Option<Expr> {
        let mut none = Block::new();
        match pat {
            Pat::Lit(lit) => self.parse_scalar(&syn::Expr::Lit(lit.clone()), &mut none),
            Pat::Path(path) => self.parse_scalar(&syn::Expr::Path(path.clone()), &mut none),
            _ => None,
        }
    }

    /// `matches!(n, 1 | 2 if odd)`.
    pub(super) fn parse_matches(&mut self, mac: &syn::Macro, out: &mut Block) -> Value {
        let parsed = mac.parse_body_with(|input: syn::parse::ParseStream<'_>| {
            let value: syn::Expr = input.parse()?;
            input.parse::<syn::Token![,]>()?;
            let pat = Pat::parse_multi_with_leading_vert(input)?;
            let guard = match input.parse::<Option<syn::Token![if]>>()? {
                Some(_) => Some(input.parse::<syn::Expr>()?),
                None => None,
            };
            input.parse::<Option<syn::Token![,]>>()?;
            Ok((value, pat, guard))
        });
        let (value, pat, guard) = match parsed {
            Ok(parts) => parts,
            Err(error) => {
                self.errors.push(error);
                return Value::Never;
            }
        };
        let span = mac.span();
        let value = self.parse_expr(&value, out);
        let Some(kept) = self.temps_like(&value, span, out) else { return Value::Never };
        self.assign_binding(&kept, value, span, out);
        self.scopes.enter();
        self.bind_arm(&pat, &kept, out);
        let cond = self.pattern(&pat, &kept);
        let mut needed = Block::new();
        let guard = guard.and_then(|guard| self.parse_scalar(&guard, &mut needed));
        self.scopes.leave();
        let cond = match guard {
            Some(guard) if !needed.is_empty() => Some(self.guarded(cond, guard, needed, out)),
            guard => self.both(cond, guard, span),
        };
        Value::Scalar(cond.unwrap_or_else(|| self.bool_literal(true, span)))
    }
}

/// Whether a name in a pattern is a constant: Rust's constants are written in capitals.
fn is_constant(name: &syn::PatIdent) -> bool {
    let text = name.ident.to_string();
    name.subpat.is_none()
        && text.chars().any(|c| c.is_ascii_uppercase())
        && !text.chars().any(|c| c.is_ascii_lowercase())
}
