//! What runs a chunk: lanes of its iterations, or iteration after iteration with lanes in loops inside.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Block, Expr, ExprForLoop, Pat, Stmt};

use super::body::{Walk, names_of, range_of};
use super::clause::{Op, Reduction};
use super::emit::{Region, own};
use super::names::Binding;
use super::poly::Poly;
use super::prove::{Question, prove};
use super::scope::{Scope, type_of};
use crate::emit::report::line_of;
use crate::errors::Errors;
use crate::lane_loop::{LaneLoop, LoopSpec, compile_loop};
use crate::ty::Scalar;

/// The code of a chunk.
pub(super) struct Form {
    /// Lane loops.
    pub(super) items: TokenStream,
    pub(super) chunk: TokenStream,
    /// Chunks start at multiples of so many iterations.
    pub(super) grain: usize,
    /// Simple operations of one iteration.
    pub(super) cost: TokenStream,
    /// What the report says, line by line.
    pub(super) notes: Vec<(u32, String)>,
}

/// Iterations that a chunk of lanes has at least: no gang has more lanes.
const GRAIN: usize = 64;

/// Simple operations from which on lanes pay although each writes its elements by itself.
const WORTH_SCATTERING: u32 = 64;

/// Loops that are known to be shorter are not worth a gang.
const SHORT: i64 = 8;

impl Region<'_> {
    pub(super) fn form(&self, errors: &Errors) -> Form {
        let quiet = Errors::default();
        if let Some(form) = self.in_lanes(&quiet) {
            return form;
        }
        let mut inner = Inner { region: self, items: TokenStream::new(), loops: 0, notes: Vec::new() };
        let mut body = self.body.clone();
        let mut scope = self.around.scope.clone();
        for level in self.levels {
            scope.insert(level.name.clone(), Some(syn::parse_quote!(usize)));
        }
        inner.block(&mut body, &mut scope);
        let Inner { items, loops, mut notes, .. } = inner;
        if loops == 0 {
            let reasons = quiet.into_errors();
            if let Some(span) = self.clauses.simd {
                errors.at(
                    span,
                    "this loop does not become lanes, which `simd` asks for",
                    "see the reasons below, or leave `simd` out",
                );
                reasons.iter().cloned().for_each(|reason| errors.push(reason));
            }
            for reason in reasons {
                let text = reason.to_string();
                let line = text.lines().next().unwrap_or_default();
                notes.push((line_of(reason.span()), format!("no lanes: {line}")));
            }
        }
        Form {
            items,
            chunk: self.iterations(&body.to_token_stream()),
            grain: 1,
            cost: self.plain_cost(),
            notes,
        }
    }

    /// Lanes over the loop's own counter, if its body has them and they are worth it.
    fn in_lanes(&self, errors: &Errors) -> Option<Form> {
        let [level] = self.levels else {
            errors.at(Span::call_site(), "collapsed loops have lanes only in loops inside", "");
            return None;
        };
        let Pat::Ident(counter) = &level.counter else {
            errors.at(Span::call_site(), "the loop has no counter", "");
            return None;
        };
        let clauses = self.clauses;
        let without = |reduction: &&Reduction| {
            reduction.is_array || reduction.is_scan || matches!(reduction.op, Op::User(_))
        };
        if let Some(reduction) = clauses.reductions.iter().find(without) {
            errors.at(reduction.name.span(), "this kind of reduction has no lanes", "");
            return None;
        }
        let reductions: Vec<Ident> =
            clauses.reductions.iter().map(|reduction| reduction.name.clone()).collect();
        if let Some(name) = clauses.last_private.first() {
            errors.at(name.span(), "a loop with `lastprivate` has no lanes", "");
            return None;
        }
        if let Some(step) = &level.step {
            errors.on(step, "a loop with a step has no lanes", "");
            return None;
        }
        if let Some((name, _)) = self.cuts.iter().find(|(_, cut)| !cut.is_narrow()) {
            let span = self.facts.idents.get(name).map_or_else(Span::call_site, Ident::span);
            errors.at(
                span,
                format!("iterations write rows of `{name}`: the lanes are in the loops inside"),
                "",
            );
            return None;
        }
        let Some(counter_type) = self.counter_type() else {
            errors.on(
                &level.range,
                "the type of the counter is not known",
                "give an end of the range its type",
            );
            return None;
        };
        let item = own(&format!("__Loop{}", self.around.regions));
        let written: BTreeSet<String> = self.cuts.keys().cloned().collect();
        let spec = LoopSpec {
            krate: &self.around.krate,
            item: item.clone(),
            counter: &counter.ident,
            counter_type,
            label: self.label.map(|label| &label.name),
            body: self.body,
            outer: &self.around.scope,
            written: &written,
            reductions: &reductions,
        };
        let LaneLoop { item: items, fields, reductions, cost, remarks } = compile_loop(&spec, errors)?;
        let is_dense = self.cuts.values().all(|cut| cut.is_dense());
        if !is_dense && cost.calls.is_empty() && cost.operations < WORTH_SCATTERING && self.clauses.simd.is_none() {
            errors.at(counter.ident.span(), "elements are written one by one, and lanes have too little to do between", "");
            return None;
        }
        let (p, s, ctx, chunk) = (self.private(), own("__span"), own("__ctx"), own("__chunk"));
        let slots = reductions.iter().enumerate().map(|(at, name)| {
            let slots = self.slots_name(at);
            quote!(#name: #slots,)
        });
        let chunk = quote! {
            #p::run_lanes(#ctx.level(), #item {
                lo: #s.at(#chunk.start),
                count: #chunk.len(),
                progress: #ctx.progress(),
                #fields
                #(#slots)*
            });
        };
        let cost = match (self.names.bounds.is_empty(), &cost.calls[..]) {
            (true, []) => u64::from(cost.operations.max(1)),
            _ => u64::MAX,
        };
        let mut notes = notes_of(&remarks);
        notes.push((line_of(counter.ident.span()), format!("lanes over `{}`", counter.ident)));
        let cost = quote!(#cost);
        Some(Form { items, chunk, grain: GRAIN, cost, notes })
    }

    /// The type of the counter; `usize` where it is an index.
    fn counter_type(&self) -> Option<Scalar> {
        let [level] = self.levels else { return None };
        let (lo, hi, _) = range_of(&level.range)?;
        let told = [lo, hi].into_iter().find_map(|end| type_of(end, &self.around.scope));
        match told {
            Some(ty) => Scalar::from_name(&ty.to_token_stream().to_string()),
            None if !self.facts.arrays.is_empty() => Some(Scalar::Usize),
            None => None,
        }
    }

    /// About what an iteration without lanes costs: loops and calls may cost anything.
    fn plain_cost(&self) -> TokenStream {
        struct Count(u64);
        impl<'ast> syn::visit::Visit<'ast> for Count {
            fn visit_expr(&mut self, expr: &'ast Expr) {
                self.0 = self.0.saturating_add(match expr {
                    Expr::Binary(_) | Expr::Index(_) | Expr::Assign(_) => 10,
                    Expr::MethodCall(_) => 50,
                    Expr::Call(_) | Expr::Macro(_) | Expr::While(_) | Expr::Loop(_) | Expr::ForLoop(_) => {
                        u64::MAX
                    }
                    _ => 0,
                });
                syn::visit::visit_expr(self, expr);
            }
        }
        let mut count = Count(0);
        syn::visit::Visit::visit_block(&mut count, self.body);
        let cost = count.0;
        quote!(#cost)
    }
}

/// The search for loops inside that become lanes.
struct Inner<'r, 'a> {
    region: &'r Region<'a>,
    items: TokenStream,
    loops: usize,
    notes: Vec<(u32, String)>,
}

impl Inner<'_, '_> {
    fn block(&mut self, block: &mut Block, scope: &mut Scope) {
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
            errors,
        };
        let cuts = prove(&question, &facts, &names);
        if !errors.is_empty() || cuts.is_empty() || !cuts.values().all(|cut| cut.is_dense()) {
            return None;
        }
        let told = [lo, hi].into_iter().find_map(|end| type_of(end, scope));
        let counter_type = match told {
            Some(ty) => Scalar::from_name(&ty.to_token_stream().to_string())?,
            None => Scalar::Usize,
        };
        let region = self.region;
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
            reductions: &[],
        };
        let LaneLoop { item: items, fields, remarks, .. } = compile_loop(&spec, errors)?;
        self.items.extend(items);
        self.notes.extend(notes_of(&remarks));
        self.notes.push((line_of(found.for_token.span), format!("lanes over `{}`", counter.ident)));
        self.loops += 1;
        let (p, ctx, inner) = (region.private(), own("__ctx"), own("__inner"));
        let range = range.to_token_stream();
        Some(quote! {{
            let #inner = #p::span(#range);
            #p::run_lanes(#ctx.level(), #item {
                lo: #inner.at(0),
                count: #inner.len(),
                progress: (),
                #fields
            });
        }})
    }
}

fn notes_of(remarks: &[(Span, &'static str)]) -> Vec<(u32, String)> {
    remarks.iter().map(|(span, what)| (line_of(*span), (*what).to_owned())).collect()
}
