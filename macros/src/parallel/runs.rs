//! Elements that follow the counter in a body without lanes: `x[i]`, `x[i + 1]`, `out[i]`.
//!
//! A chunk takes the range of such elements once, as a slice of its own length, and its loop has no bounds left to check.
//! Where an array has not all of them the body runs as it stands, so that a fault comes from the iteration that makes it.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::visit::Visit;
use syn::visit_mut::{self, VisitMut};
use syn::{BinOp, Expr, Pat};

use super::cut::Cut;
use super::emit::{Region, own};
use super::names::for_each_name;
use super::scope::{is_array, names_of};
use crate::ty::Scalar;

/// A body that reads and writes runs, and where they come from.
struct Runs {
    body: syn::Block,
    runs: Vec<Run>,
}

/// How a chunk numbers its iterations.
#[derive(Clone, Copy)]
pub(super) enum Numbering {
    /// By the number in all of the loop.
    All,
    /// By the place in the chunk's runs too.
    Runs,
}

impl Numbering {
    /// The loop over a chunk whose iterations are `iteration`.
    pub(super) fn each(self, iteration: &TokenStream) -> TokenStream {
        let (ctx, chunk, t, mark) = (own("__ctx"), own("__chunk"), own("__t"), own("__mark"));
        let (head, number) = match self {
            Numbering::All => (quote!(for #t in #chunk), None),
            Numbering::Runs => {
                let (at, len) = (own("__at"), own("__len"));
                (quote!(for #at in 0..#len), Some(quote!(let #t = #chunk.start + #at;)))
            }
        };
        quote! {
            let #mark = #ctx.mark();
            #head {
                #number
                #mark.at(#t);
                #iteration
            }
        }
    }
}

/// Elements of an array that begin `offset` behind the counter.
#[derive(Clone)]
struct Run {
    array: Ident,
    offset: i64,
    is_written: bool,
}

impl Region<'_> {
    /// The body with runs, if it has any.
    fn runs(&self, body: &syn::Block) -> Option<Runs> {
        let [level] = self.levels else { return None };
        let Pat::Ident(counter) = &level.counter else { return None };
        // A counter that the body changes is not where the run is.
        if level.step.is_some() || counter.mutability.is_some() || self.counter_type() != Some(Scalar::Usize)
        {
            return None;
        }
        let mut bound = Bound::default();
        bound.visit_block(body);
        let counter = counter.ident.to_string();
        if bound.0.contains(&counter) {
            return None;
        }
        let combined = self.combined();
        let fits = |name: &str| {
            let declared = self.around.scope.get(name).and_then(Option::as_ref);
            !bound.0.contains(name) && !combined.contains(name) && declared.is_some_and(is_array)
        };
        let is_own = |cut: &Cut| matches!(cut, Cut::Rows { .. }) && cut.is_dense();
        let mut names = BTreeMap::new();
        for_each_name(body.to_token_stream(), &mut |name| {
            *names.entry(name.to_owned()).or_insert(0_usize) += 1;
        });
        // What is written goes through its run alone: no other mention of the array may be left.
        let mut trial = Rewrite::new(&counter, fits);
        trial.visit_block_mut(&mut body.clone());
        let usable = |name: &str| {
            let runs: Vec<_> = trial.found.iter().filter(|(array, _)| array.0 == name).collect();
            match self.cuts.get(name) {
                None => true,
                Some(cut) => is_own(cut) && runs.len() == 1 && Some(runs[0].1) == names.get(name),
            }
        };
        let mut rewrite = Rewrite::new(&counter, |name: &str| fits(name) && usable(name));
        let mut body = body.clone();
        rewrite.visit_block_mut(&mut body);
        let runs = rewrite.order.into_iter().map(|(array, offset)| {
            let is_written = self.cuts.contains_key(&array.to_string());
            Run { array, offset, is_written }
        });
        let runs: Vec<Run> = runs.collect();
        (!runs.is_empty()).then_some(Runs { body, runs })
    }

    /// What `emit` makes of the body; with runs where there are some, and their arrays have all elements.
    pub(super) fn with_runs(
        &self,
        body: &syn::Block,
        emit: impl Fn(&syn::Block, Numbering) -> TokenStream,
    ) -> TokenStream {
        let general = emit(body, Numbering::All);
        let Some(runs) = self.runs(body) else { return general };
        let fast = emit(&runs.body, Numbering::Runs);
        let (p, s, chunk, first, len) =
            (self.private(), own("__span"), own("__chunk"), own("__first"), own("__len"));
        let slices = (0..runs.runs.len()).map(slice);
        let sources = runs.runs.iter().map(|Run { array, offset, is_written }| {
            let distance = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            let start = if *offset < 0 {
                quote!(#first.wrapping_sub(#distance))
            } else {
                quote!(#first.wrapping_add(#distance))
            };
            if *is_written {
                quote!(#array.run(#start, #len))
            } else {
                quote!(#p::run_of(&#array[..], #start, #len))
            }
        });
        quote! {
            let (#first, #len): (usize, usize) = (#s.at(#chunk.start), #chunk.len());
            if let (#(::core::option::Option::Some(#slices),)*) = (#(#sources,)*) {
                #fast
            } else {
                #general
            }
        }
    }
}

fn slice(number: usize) -> Ident {
    own(&format!("__run{number}"))
}

/// The names that patterns bind, and those of constants and statics.
#[derive(Default)]
struct Bound(BTreeSet<String>);

impl<'ast> Visit<'ast> for Bound {
    fn visit_pat(&mut self, pat: &'ast Pat) {
        let mut names = Vec::new();
        names_of(pat, &mut names);
        self.0.extend(names);
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.0.insert(item.ident.to_string());
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        self.0.insert(item.ident.to_string());
    }
}

/// Puts runs in the place of elements.
struct Rewrite<'c, F> {
    counter: &'c str,
    fits: F,
    /// How often each run is used.
    found: BTreeMap<(String, i64), usize>,
    order: Vec<(Ident, i64)>,
}

impl<'c, F: Fn(&str) -> bool> Rewrite<'c, F> {
    fn new(counter: &'c str, fits: F) -> Self {
        Rewrite { counter, fits, found: BTreeMap::new(), order: Vec::new() }
    }

    /// How far an index is behind the counter, if that is a number in the source. There is one operation at most: what
    /// overflows on the way to an index is a fault too.
    fn offset(&self, index: &Expr) -> Option<i64> {
        let is_counter = |expr: &Expr| matches!(expr, Expr::Path(path) if path.path.is_ident(self.counter));
        match index {
            Expr::Paren(inner) => self.offset(&inner.expr),
            Expr::Binary(binary) => match (&binary.op, &*binary.left, &*binary.right) {
                (BinOp::Add(_), counter, number) | (BinOp::Add(_), number, counter)
                    if is_counter(counter) && literal(number).is_some() =>
                {
                    literal(number)
                }
                (BinOp::Sub(_), counter, number) if is_counter(counter) => literal(number)?.checked_neg(),
                _ => None,
            },
            counter => is_counter(counter).then_some(0),
        }
    }
}

fn literal(expr: &Expr) -> Option<i64> {
    match expr {
        Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(value), .. }) => value.base10_parse().ok(),
        _ => None,
    }
}

impl<F: Fn(&str) -> bool> VisitMut for Rewrite<'_, F> {
    fn visit_item_mut(&mut self, _: &mut syn::Item) {}

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Expr::Index(index) = expr
            && let Expr::Path(path) = &*index.expr
            && let Some(array) = path.path.get_ident().cloned()
            && (self.fits)(&array.to_string())
            && let Some(offset) = self.offset(&index.index)
        {
            *self.found.entry((array.to_string(), offset)).or_insert(0) += 1;
            let known = self.order.iter().position(|(name, at)| *name == array && *at == offset);
            let number = known.unwrap_or_else(|| {
                self.order.push((array, offset));
                self.order.len() - 1
            });
            let (run, at) = (slice(number), own("__at"));
            *expr = syn::parse_quote!(#run[#at]);
            return;
        }
        visit_mut::visit_expr_mut(self, expr);
    }
}
