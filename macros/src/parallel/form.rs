//! What runs a chunk: lanes of its iterations, or iteration after iteration with lanes in loops inside.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Expr, Pat};

use super::calls::refuse_calls;
use super::clause::{Op, Reduction};
use super::cut::Cut;
use super::emit::{Region, own};
use super::inner::Inner;
use super::poly::Poly;
use super::runs::Numbering;
use super::scope::{range_of, type_of};
use crate::emit::report::line_of;
use crate::errors::Errors;
use crate::lane_loop::{LaneLoop, LoopSpec, compile_loop};
use crate::ty::Scalar;

/// The code of a chunk.
pub(super) struct Form {
    /// Lane loops.
    pub(super) items: TokenStream,
    pub(super) chunk: TokenStream,
    /// Whether the iterations themselves are the lanes.
    pub(super) in_lanes: bool,
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

/// As [`WORTH_SCATTERING`], where each lane updates an element that may be any other's too: what is read before is in lanes.
const WORTH_UPDATING: u32 = 12;

impl Region<'_> {
    pub(super) fn form(&self, errors: &Errors) -> Form {
        let quiet = Errors::default();
        let lanes = if self.levels.len() > 1 { self.in_rows(&quiet) } else { self.in_lanes(&quiet) };
        if let Some(form) = lanes {
            return form;
        }
        let mut inner = Inner::new(self);
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
            chunk: if loops == 0 {
                self.iterations(&body)
            } else {
                // Runs too would be twice the code.
                self.on_level(&self.iterations_in(&body, Numbering::All))
            },
            in_lanes: false,
            grain: 1,
            cost: self.plain_cost(),
            notes,
        }
    }

    /// Lanes over the loop's own counter, if its body has them and they are worth it.
    fn in_lanes(&self, errors: &Errors) -> Option<Form> {
        let [level] = self.levels else { return None };
        let Pat::Ident(counter) = &level.counter else {
            errors.at(Span::call_site(), "the loop has no counter", "");
            return None;
        };
        let clauses = self.clauses;
        let without = |reduction: &&Reduction| reduction.is_scan || matches!(reduction.op, Op::User(_));
        if let Some(reduction) = clauses.reductions.iter().find(without) {
            errors.at(reduction.name.span(), "this kind of reduction has no lanes", "");
            return None;
        }
        // Variables have slots, each in the place of its reduction; arrays are updated.
        let variables: Vec<(usize, &Ident)> = clauses
            .reductions
            .iter()
            .enumerate()
            .filter(|(_, reduction)| !reduction.is_array)
            .map(|(at, reduction)| (at, &reduction.name))
            .collect();
        let updated: BTreeSet<String> = clauses
            .reductions
            .iter()
            .filter(|reduction| reduction.is_array)
            .map(|reduction| reduction.name.to_string())
            .collect();
        let reductions: Vec<Ident> = variables.iter().map(|(_, name)| (*name).clone()).collect();
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
        refuse_calls(self.body, self.clauses.simd, errors)?;
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
            updated: &updated,
            reductions: &reductions,
        };
        let LaneLoop { item: items, fields, reductions, cost, remarks } = compile_loop(&spec, errors)?;
        let is_dense = self.cuts.values().all(|cut| cut.is_dense());
        let least = match (is_dense, updated.is_empty()) {
            (true, true) => 0,
            (true, false) => WORTH_UPDATING,
            (false, _) => WORTH_SCATTERING,
        };
        if cost.calls.is_empty() && cost.operations < least && self.clauses.simd.is_none() {
            errors.at(
                counter.ident.span(),
                "elements are written one by one, and lanes have too little to do between",
                "",
            );
            return None;
        }
        let (p, s, ctx, chunk) = (self.private(), own("__span"), own("__ctx"), own("__chunk"));
        let slots = variables.iter().zip(&reductions).map(|((at, _), field)| {
            let slots = self.slots_name(*at);
            quote!(#field: #slots,)
        });
        let chunk = quote! {
            #p::run_lanes(#ctx.level(), &mut #item {
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
        Some(Form { items, chunk, in_lanes: true, grain: GRAIN, cost, notes })
    }

    /// A chunk with many lane loops: as a whole on the instruction set, so that none of them is a call.
    fn on_level(&self, chunk: &TokenStream) -> TokenStream {
        let (p, ctx, simd) = (self.private(), own("__ctx"), own("__simd"));
        quote!(#p::dispatch!(#ctx.level().get(), #simd => { #chunk }))
    }

    /// Lanes over the innermost of collapsed loops, row by row.
    fn in_rows(&self, errors: &Errors) -> Option<Form> {
        let level = self.levels.last()?;
        let Pat::Ident(counter) = &level.counter else { return None };
        if let Some(reduction) = self.clauses.reductions.first() {
            errors.at(reduction.name.span(), "collapsed loops with a reduction have no lanes", "");
            return None;
        }
        if let Some(name) = self.clauses.last_private.first() {
            errors.at(name.span(), "a loop with `lastprivate` has no lanes", "");
            return None;
        }
        let is_dense = |cut: &Cut| match cut {
            Cut::Blocks { strides, .. } => strides.last().and_then(Poly::as_constant) == Some(1),
            Cut::Rows { .. } | Cut::Planes { .. } => false,
        };
        if let Some((name, _)) = self.cuts.iter().find(|(_, cut)| !is_dense(cut)) {
            let span = self.facts.idents.get(name).map_or_else(Span::call_site, Ident::span);
            errors.at(
                span,
                format!("iterations write rows of `{name}`: the lanes are in the loops inside"),
                "",
            );
            return None;
        }
        refuse_calls(self.body, self.clauses.simd, errors)?;
        let item = own(&format!("__Loop{}", self.around.regions));
        let written: BTreeSet<String> = self.cuts.keys().cloned().collect();
        let mut outer = self.around.scope.clone();
        for other in &self.levels[..self.levels.len() - 1] {
            outer.insert(other.name.clone(), Some(syn::parse_quote!(usize)));
        }
        let spec = LoopSpec {
            krate: &self.around.krate,
            item: item.clone(),
            counter: &counter.ident,
            counter_type: self.counter_type()?,
            label: None,
            body: self.body,
            outer: &outer,
            written: &written,
            updated: &BTreeSet::new(),
            reductions: &[],
        };
        let LaneLoop { item: items, fields, cost, remarks, .. } = compile_loop(&spec, errors)?;
        let (p, s, ctx, chunk) = (self.private(), own("__span"), own("__ctx"), own("__chunk"));
        let (t, count, first) = (own("__t"), own("__row"), own("__at"));
        let outer = self.levels[..self.levels.len() - 1].iter().map(|level| &level.counter);
        let simd = own("__simd");
        let rows = quote! {
            let mut #t = #chunk.start;
            while #t < #chunk.end {
                let (#(#outer,)* #first) = #s.at(#t);
                let #count = ::core::cmp::Ord::min(#s.left_in_row(#t), #chunk.end - #t);
                #ctx.at(#t);
                #p::run_lanes_on(#simd, &mut #item {
                    lo: #first,
                    count: #count,
                    progress: #ctx.progress(),
                    #fields
                });
                #t += #count;
            }
        };
        let chunk = self.on_level(&rows);
        let cost = match (self.names.bounds.is_empty(), &cost.calls[..]) {
            (true, []) => u64::from(cost.operations.max(1)),
            _ => u64::MAX,
        };
        let mut notes = notes_of(&remarks);
        notes.push((line_of(counter.ident.span()), format!("lanes over `{}`", counter.ident)));
        Some(Form { items, chunk, in_lanes: true, grain: GRAIN, cost: quote!(#cost), notes })
    }

    /// The type of the innermost counter; `usize` where it is an index.
    pub(super) fn counter_type(&self) -> Option<Scalar> {
        let level = self.levels.last()?;
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

/// What the report says of accesses.
pub(super) fn notes_of(remarks: &[(Span, &'static str)]) -> Vec<(u32, String)> {
    remarks.iter().map(|(span, what)| (line_of(*span), (*what).to_owned())).collect()
}
