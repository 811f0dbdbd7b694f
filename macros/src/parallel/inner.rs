//! Loops inside an iteration that are free of dependences themselves: they become lanes.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Block, Expr, ExprForLoop, Pat, Stmt};

use super::calls::refuse_calls;
use super::cut::Cut;
use super::emit::{Region, own};
use super::form::notes_of;
use super::names::Binding;
use super::poly::Poly;
use super::prove::{Question, prove};
use super::scope::{Scope, names_of, range_of, type_of};
use super::walk::Walk;
use crate::emit::report::line_of;
use crate::errors::Errors;
use crate::lane_loop::{LaneLoop, LoopSpec, compile_loop};
use crate::ty::Scalar;

/// Loops that are known to be shorter are not worth a gang.
const SHORT: i64 = 8;

/// The search for loops inside that become lanes.
pub(super) struct Inner<'r, 'a> {
    region: &'r Region<'a>,
    /// The lane loops.
    pub(super) items: TokenStream,
    /// How many.
    pub(super) loops: usize,
    /// What the report says.
    pub(super) notes: Vec<(u32, String)>,
}

impl<'r, 'a> Inner<'r, 'a> {
    pub(super) fn new(region: &'r Region<'a>) -> Self {
        Inner { region, items: TokenStream::new(), loops: 0, notes: Vec::new() }
    }

    /// Replaces the loops of a block that become lanes.
    pub(super) fn block(&mut self, block: &mut Block, scope: &mut Scope) {
        let mut inner = scope.clone();
        for stmt in &mut block.stmts {
            match stmt {
                Stmt::Local(local) => {
                    let mut names = Vec::new();
                    names_of(&local.pat, &mut names);
                    let declared = match &local.pat {
                        Pat::Type(typed) => Some((*typed.ty).clone()),
                        _ => local.init.as_ref().and_then(|init| type_of(&init.expr, &inner)),
                    };
                    let one = names.len() == 1;
                    for name in names {
                        inner.insert(name, declared.clone().filter(|_| one));
                    }
                }
                Stmt::Expr(expr, _) => self.expr(expr, &mut inner),
                Stmt::Item(_) | Stmt::Macro(_) => {}
            }
        }
    }

    fn expr(&mut self, expr: &mut Expr, scope: &mut Scope) {
        match expr {
            Expr::ForLoop(found) => {
                let errors = Errors::default();
                if let Some(replaced) = self.lanes(found, scope, &errors) {
                    *expr = Expr::Verbatim(replaced);
                    return;
                }
                let line = line_of(found.for_token.span);
                if let Some(reason) = errors.into_errors().first() {
                    let text = reason.to_string();
                    self.notes.push((
                        line,
                        format!("loop without lanes: {}", text.lines().next().unwrap_or_default()),
                    ));
                }
                let mut inner = scope.clone();
                let mut names = Vec::new();
                names_of(&found.pat, &mut names);
                let counter =
                    range_of(&found.expr).and_then(|(lo, hi, _)| type_of(hi, scope).or(type_of(lo, scope)));
                for name in names {
                    inner.insert(name, counter.clone());
                }
                self.block(&mut found.body, &mut inner);
            }
            Expr::Block(inner) => self.block(&mut inner.block, scope),
            Expr::Loop(inner) => self.block(&mut inner.body, scope),
            Expr::While(inner) => self.block(&mut inner.body, scope),
            Expr::If(inner) => {
                self.block(&mut inner.then_branch, scope);
                if let Some((_, otherwise)) = &mut inner.else_branch {
                    self.expr(otherwise, scope);
                }
            }
            _ => {}
        }
    }

    /// A loop as lanes, if its iterations are independent and its body has lanes.
    fn lanes(&mut self, found: &ExprForLoop, scope: &Scope, errors: &Errors) -> Option<TokenStream> {
        let (Pat::Ident(counter), Expr::Range(range)) = (&*found.pat, &*found.expr) else { return None };
        let (lo, hi, _) = range_of(&found.expr)?;
        let outside: BTreeSet<String> = scope.keys().cloned().collect();
        let reductions = BTreeMap::new();
        let mut walk = Walk::new(&outside, &reductions, None);
        let trips = walk.names.poly(hi).sub(&walk.names.poly(lo)).as_constant();
        if trips.is_some_and(|trips| trips < SHORT) {
            return None;
        }
        walk.names.bind(counter.ident.to_string(), Binding::Counter(0));
        syn::visit::Visit::visit_block(&mut walk, &found.body);
        let Walk { names, facts, .. } = walk;
        let counters = [counter.ident.to_string()];
        let question = Question {
            counters: &counters,
            step: Poly::constant(1),
            reductions: &reductions,
            last_private: &[],
            scanned: None,
            errors,
        };
        let cuts = prove(&question, &facts, &names);
        if !errors.is_empty() || cuts.is_empty() || !cuts.values().all(|cut| cut.is_dense()) {
            return None;
        }
        let in_parts = |name: &String| match self.region.cuts.get(name) {
            Some(Cut::Rows { bases, .. }) => bases.len() > 1,
            _ => false,
        };
        if facts.arrays.keys().any(in_parts) {
            return None;
        }
        let told = [lo, hi].into_iter().find_map(|end| type_of(end, scope));
        let counter_type = match told {
            Some(ty) => Scalar::from_name(&ty.to_token_stream().to_string())?,
            None => Scalar::Usize,
        };
        let region = self.region;
        refuse_calls(&found.body, region.clauses.simd, errors)?;
        let item = own(&format!("__Loop{}_{}", region.around.regions, self.loops));
        let written: BTreeSet<String> = cuts.keys().cloned().collect();
        let spec = LoopSpec {
            krate: &region.around.krate,
            item: item.clone(),
            counter: &counter.ident,
            counter_type,
            label: found.label.as_ref().map(|label| &label.name),
            body: &found.body,
            outer: scope,
            written: &written,
            updated: &BTreeSet::new(),
            reductions: &[],
        };
        let LaneLoop { item: items, fields, remarks, .. } = compile_loop(&spec, errors)?;
        self.items.extend(items);
        self.notes.extend(notes_of(&remarks));
        self.notes.push((line_of(found.for_token.span), format!("lanes over `{}`", counter.ident)));
        self.loops += 1;
        let (p, simd, inner) = (region.private(), own("__simd"), own("__inner"));
        let range = range.to_token_stream();
        Some(quote! {{
            let #inner = #p::span(#range);
            #p::run_lanes_on(#simd, &mut #item {
                lo: #inner.at(0),
                count: #inner.len(),
                progress: (),
                #fields
            });
        }})
    }
}
