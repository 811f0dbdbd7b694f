//! Finds the parallel loops of a function, and what is in scope around each.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::{Block, Expr, ExprForLoop, FnArg, Ident, ItemFn, Pat, Stmt, Type};

use super::clause::Clauses;
use super::region::{Around, compile_region};
use super::scope::{Scope, as_written, is_copy, is_number, names_of, range_of, type_of};
use crate::errors::Errors;

/// Replaces the parallel loops of a function by what runs them.
pub(super) fn compile_loops(function: &mut ItemFn, clauses: &Clauses, errors: &Errors) {
    let krate = clauses.krate.clone().unwrap_or_else(|| syn::parse_quote!(::ufunc));
    let name = function.sig.ident.to_string();
    let mut finder = Finder {
        around: Around {
            krate,
            function: name.clone(),
            scope: Scope::new(),
            copies: BTreeSet::new(),
            regions: 0,
        },
        clauses,
        errors,
        own_clauses: 0,
        over_items: None,
    };
    for input in &function.sig.inputs {
        if let FnArg::Typed(input) = input {
            finder.bind(&input.pat, Some(&input.ty));
        }
    }
    finder.block(&mut function.block);
    if finder.around.regions == 0
        && errors.is_empty()
        && let Some(items) = &finder.over_items
    {
        errors.on(
            items,
            format!("a parallel loop runs over a range, not over `{}`", as_written(items)),
            "write `for i in 0..x.len() { … }` and use `x[i]`; `ufunc::jobs::foreach` runs over any items",
        );
    } else if finder.around.regions == 0 && errors.is_empty() {
        errors.at(
            function.sig.ident.span(),
            format!("`{name}` has no loop over a range that could be parallel"),
            "write `for i in 0..n { … }`; loops below `#[omp(serial)]` are looked at, those in closures are not",
        );
    }
    if let Some(span) = clauses.of_one_loop()
        && finder.around.regions - finder.own_clauses > 1
    {
        errors.at(
            span,
            "this clause belongs to one loop, and the function has several",
            "write `#[omp(…)]` before the loop that it is for",
        );
    }
}

struct Finder<'a> {
    around: Around,
    clauses: &'a Clauses,
    errors: &'a Errors,
    /// Loops with `#[omp]`.
    own_clauses: usize,
    /// The first loop over something else than a range.
    over_items: Option<Expr>,
}

impl Finder<'_> {
    fn bind(&mut self, pat: &Pat, ty: Option<&Type>) {
        match pat {
            Pat::Type(typed) => {
                self.bind(&typed.pat, Some(&typed.ty));
                if let Pat::Ident(name) = &*typed.pat {
                    self.note_copy(&name.ident, is_copy(&typed.ty));
                }
            }
            Pat::Ident(name) => {
                self.around.scope.insert(name.ident.to_string(), ty.cloned());
                self.note_copy(&name.ident, false);
            }
            pat => {
                let mut names = Vec::new();
                names_of(pat, &mut names);
                for name in names {
                    self.around.copies.remove(&name);
                    self.around.scope.insert(name, None);
                }
            }
        }
    }

    fn note_copy(&mut self, name: &Ident, is_copy: bool) {
        let name = name.to_string();
        if is_copy {
            self.around.copies.insert(name);
        } else {
            self.around.copies.remove(&name);
        }
    }

    fn block(&mut self, block: &mut Block) {
        let (scope, copies) = (self.around.scope.clone(), self.around.copies.clone());
        for stmt in &mut block.stmts {
            match stmt {
                Stmt::Local(local) => {
                    if let Some(init) = &mut local.init {
                        self.expr(&mut init.expr);
                    }
                    let known = local.init.as_ref().and_then(|init| type_of(&init.expr, &self.around.scope));
                    let is_number =
                        local.init.as_ref().is_some_and(|init| is_number(&init.expr, &self.around));
                    self.bind(&local.pat, known.as_ref());
                    if let (Pat::Ident(name), true) = (&local.pat, is_number) {
                        self.note_copy(&name.ident, true);
                    }
                }
                Stmt::Expr(expr, _) => self.expr(expr),
                Stmt::Item(_) | Stmt::Macro(_) => {}
            }
        }
        (self.around.scope, self.around.copies) = (scope, copies);
    }

    fn expr(&mut self, expr: &mut Expr) {
        match expr {
            Expr::ForLoop(found) => {
                if let Some(replaced) = self.for_loop(found) {
                    *expr = Expr::Verbatim(replaced);
                }
            }
            Expr::Block(inner) => self.block(&mut inner.block),
            Expr::Unsafe(inner) => self.block(&mut inner.block),
            Expr::Loop(inner) => self.block(&mut inner.body),
            Expr::While(inner) => self.block(&mut inner.body),
            Expr::Paren(inner) => self.expr(&mut inner.expr),
            Expr::Assign(inner) => self.expr(&mut inner.right),
            Expr::If(inner) => {
                self.block(&mut inner.then_branch);
                if let Some((_, otherwise)) = &mut inner.else_branch {
                    self.expr(otherwise);
                }
            }
            Expr::Match(inner) => {
                for arm in &mut inner.arms {
                    let (scope, copies) = (self.around.scope.clone(), self.around.copies.clone());
                    self.bind(&arm.pat, None);
                    self.expr(&mut arm.body);
                    (self.around.scope, self.around.copies) = (scope, copies);
                }
            }
            _ => {}
        }
    }

    /// What a loop becomes; `None` if it stays, and loops in it have been looked at.
    fn for_loop(&mut self, found: &mut ExprForLoop) -> Option<proc_macro2::TokenStream> {
        let own = self.take_clauses(found);
        let has_own = own.is_some();
        let is_range = range_of(&found.expr).is_some();
        let own = own.unwrap_or_default();
        if let Some(span) = own.serial
            && own.says_more_than_serial()
        {
            self.errors.at(
                span,
                "`serial` stands alone: a serial loop has no other clauses",
                "remove one of them",
            );
        }
        if !is_range && !has_own && self.over_items.is_none() {
            self.over_items = Some((*found.expr).clone());
        }
        if own.serial.is_some() || (!is_range && !has_own) {
            let (scope, copies) = (self.around.scope.clone(), self.around.copies.clone());
            let counter = range_of(&found.expr)
                .and_then(|(lo, hi, _)| type_of(hi, &self.around.scope).or(type_of(lo, &self.around.scope)));
            self.bind(&found.pat, counter.as_ref());
            self.block(&mut found.body);
            (self.around.scope, self.around.copies) = (scope, copies);
            return None;
        }
        if !is_range {
            self.errors.on(
                &found.expr,
                format!("a parallel loop runs over a range, not over `{}`", found.expr.to_token_stream()),
                "write `for i in 0..n { … }` and use `x[i]`; `ufunc::jobs::foreach` runs over any items",
            );
            return None;
        }
        self.around.regions += 1;
        let clauses = if has_own {
            self.own_clauses += 1;
            own.or(self.clauses)
        } else {
            self.clauses.clone()
        };
        compile_region(&self.around, found, &clauses, self.errors)
    }

    /// The clauses of `#[omp(…)]` before a loop.
    fn take_clauses(&self, found: &mut ExprForLoop) -> Option<Clauses> {
        let at = found
            .attrs
            .iter()
            .position(|attr| attr.path().segments.last().is_some_and(|segment| segment.ident == "omp"))?;
        let attr = found.attrs.remove(at);
        let parsed = match &attr.meta {
            syn::Meta::Path(_) => Ok(Clauses::default()),
            _ => attr.parse_args::<Clauses>(),
        };
        Some(parsed.unwrap_or_else(|error| {
            self.errors.push(error);
            Clauses::default()
        }))
    }
}
