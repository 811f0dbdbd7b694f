//! From a proved loop to the call of the run time.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::Type;

use super::clause::{Clauses, Op, Reduction};
use super::cut::Cut;
use super::facts::Facts;
use super::form::Form;
use super::names::Names;
use super::region::{Around, Level, span_of};
use super::runs::Numbering;
use crate::errors::Errors;

/// A loop with all that is known of it.
pub(super) struct Region<'a> {
    pub(super) around: &'a Around,
    pub(super) clauses: &'a Clauses,
    pub(super) levels: &'a [Level],
    pub(super) label: Option<&'a syn::Label>,
    pub(super) body: &'a syn::Block,
    pub(super) facts: &'a Facts,
    pub(super) names: &'a Names,
    pub(super) cuts: &'a BTreeMap<String, Cut>,
}

/// A name of the generated code's own.
pub(super) fn own(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

impl Region<'_> {
    pub(super) fn private(&self) -> TokenStream {
        let krate = &self.around.krate;
        quote!(#krate::__private)
    }

    pub(super) fn emit(&self, errors: &Errors) -> TokenStream {
        let form = self.form(errors);
        self.report(&form, self.body.brace_token.span.open());
        let span = self.span();
        let region = self.region(form.grain, &form.cost);
        let (checks, windows) = self.windows();
        let ends = self.ends();
        let items = &form.items;
        let variable = crate::emit::report::VARIABLE;
        let call = if self.scan().is_some() { self.scan_call(&windows) } else { self.call(&windows, &form) };
        let (p, s, r, count) = (self.private(), own("__span"), own("__region"), own("__count"));
        quote! {
            #[allow(unused_mut, unused_variables, unused_assignments, unused_labels, unused_parens, clippy::all, clippy::pedantic)]
            let () = {
                #[allow(unused_imports)]
                use #p::Cut as _;
                // Cargo compiles the crate again when the place of the reports changes.
                const _: ::core::option::Option<&str> = ::core::option_env!(#variable);
                #items
                let #s = #span;
                let #count = #s.len();
                let #r = #region;
                #ends
                #checks
                #call
            };
        }
    }

    /// All iterations, by number.
    fn span(&self) -> TokenStream {
        let p = self.private();
        let ranges = self.levels.iter().map(|level| &level.range);
        match self.levels {
            [level] => {
                let (range, at) = (&level.range, span_of(level));
                let step = level.step.as_ref().map(|step| quote!(.step_by(#step)));
                quote_spanned!(at=> #p::span(#range)#step)
            }
            [_, _] => quote!(#p::span2(#(#ranges),*)),
            _ => quote!(#p::span3(#(#ranges),*)),
        }
    }

    /// The clauses.
    fn region(&self, grain: usize, cost: &TokenStream) -> TokenStream {
        let p = self.private();
        let (function, counter) = (&self.around.function, &self.levels[0].name);
        let schedule = self.clauses.schedule.as_ref().map(|schedule| {
            let kind = schedule.kind.to_string();
            let kind = match kind.as_str() {
                "static" => quote!(STATIC),
                "dynamic" => quote!(DYNAMIC),
                "guided" => quote!(GUIDED),
                "auto" => quote!(Auto),
                _ => quote!(Runtime),
            };
            match &schedule.chunk {
                Some(chunk) => quote!(.schedule(#p::chunk(#p::Schedule::#kind, #chunk))),
                None => quote!(.schedule(#p::Schedule::#kind)),
            }
        });
        let threads = self.clauses.num_threads.as_ref().map(|threads| quote!(.num_threads(#threads)));
        let condition = self.clauses.condition.as_ref().map(|condition| quote!(.only_if(#condition)));
        let is_even = !self.facts.is_uneven;
        let line = crate::emit::report::line_of(span_of(&self.levels[0]));
        let s = own("__span");
        let counting = (self.levels.len() == 1).then(|| quote!(.counting(#s.at(0) as i128, #s.step())));
        quote! {
            #p::Region::new(#function, ::core::file!(), #line, #counter)
                #counting #schedule #threads #condition.even(#is_even).grain(#grain).cost(#cost)
        }
    }

    pub(super) fn scan(&self) -> Option<&Reduction> {
        self.clauses.reductions.iter().find(|reduction| reduction.is_scan)
    }

    /// The type that combines, in the run time.
    pub(super) fn operation(&self, reduction: &Reduction) -> TokenStream {
        let p = self.private();
        let compares =
            self.facts.updates.iter().any(|(name, update)| reduction.name == name && update.compares);
        let name = match &reduction.op {
            Op::Add => "Add",
            Op::Mul => "Mul",
            Op::Min if compares => "GreatestMin",
            Op::Max if compares => "LeastMax",
            Op::Min => "Min",
            Op::Max => "Max",
            Op::BitAnd => "BitAnd",
            Op::BitOr => "BitOr",
            Op::BitXor => "BitXor",
            Op::And => "And",
            Op::Or => "Or",
            Op::User(_) => "User",
        };
        let name = Ident::new(name, Span::call_site());
        quote!(#p::#name)
    }

    /// The call that runs the chunks, and what is done with the reductions' results.
    fn call(&self, windows: &[(Ident, TokenStream, bool)], form: &Form) -> TokenStream {
        let chunk = &form.chunk;
        let reduction_of =
            Ident::new(if form.in_lanes { "lane_reduction" } else { "reduction" }, Span::call_site());
        let p = self.private();
        let (r, count, ctx, range) = (own("__region"), own("__count"), own("__ctx"), own("__chunk"));
        let sources = windows.iter().map(|(_, source, _)| source);
        let parts = windows.iter().map(|(name, ..)| quote!(mut #name));
        let mut slots = Vec::new();
        let mut initial = Vec::new();
        let mut results = Vec::new();
        let mut combine = TokenStream::new();
        for (at, reduction) in self.clauses.reductions.iter().enumerate() {
            let (name, op) = (&reduction.name, self.operation(reduction));
            let (slot, result) = (self.slots_name(at), own(&format!("__result{at}")));
            if reduction.is_array {
                initial.push(quote!(#p::reduce_array::<#op, _>(&mut #name[..])));
                slots.push(quote!(#name));
                results.push(quote!(()));
            } else {
                let ty = match &reduction.op {
                    Op::User(path) => quote!(#path),
                    _ => quote!(_),
                };
                let value = self.value_of(name);
                initial.push(quote!(#p::#reduction_of::<#op, #ty>(&#value)));
                slots.push(quote!(#slot));
                results.push(quote!(#result));
                combine.extend(quote!(#p::absorb::<#op, _>(&mut #value, #result);));
            }
        }
        let (last, keep) = self.last_private();
        let copies = self.copies();
        quote! {
            #last
            let (#(#results,)*) = #p::run_region(
                &#r,
                #count,
                (#(#sources,)*),
                (#(#initial,)*),
                |#ctx, #range, (#(#parts,)*), (#(#slots,)*)| { #copies #chunk },
            );
            #combine
            #keep
        }
    }

    /// A chunk's own copies of what it reads: nothing that is written can be the same place.
    pub(super) fn copies(&self) -> TokenStream {
        let mut used = BTreeSet::new();
        idents(self.body.to_token_stream(), &mut used);
        let combined = self.combined();
        let copies = used.iter().filter(|name| {
            let name = name.to_string();
            self.around.copies.contains(&name) && !combined.contains(&name) && !self.cuts.contains_key(&name)
        });
        let s = own("__span");
        quote!(let #s = #s; #(let #copies = #copies;)*)
    }

    /// Variables and arrays that iterations combine, or the last one leaves.
    pub(super) fn combined(&self) -> BTreeSet<String> {
        let reduced = self.clauses.reductions.iter().map(|reduction| &reduction.name);
        reduced.chain(&self.clauses.last_private).map(Ident::to_string).collect()
    }

    /// A variable that may be a reference to the number.
    fn value_of(&self, name: &Ident) -> TokenStream {
        match self.declared(name) {
            Some(Type::Reference(_)) => quote!(*#name),
            _ => name.to_token_stream(),
        }
    }

    pub(super) fn slots_name(&self, at: usize) -> Ident {
        own(&format!("__slots{at}"))
    }

    /// Where the last iteration leaves its values, and how they come back.
    fn last_private(&self) -> (TokenStream, TokenStream) {
        let p = self.private();
        let mut before = TokenStream::new();
        let mut after = TokenStream::new();
        for (at, name) in self.clauses.last_private.iter().enumerate() {
            let last = own(&format!("__last_of{at}"));
            before.extend(quote!(let #last = #p::Last::new();));
            after
                .extend(quote!(if let ::core::option::Option::Some(value) = #last.take() { #name = value; }));
        }
        (before, after)
    }

    /// Iteration after iteration, each running `body`, with runs where it has them.
    pub(super) fn iterations(&self, body: &syn::Block) -> TokenStream {
        self.with_runs(body, |body, form| self.iterations_in(body, form))
    }

    pub(super) fn iterations_in(&self, body: &syn::Block, form: Numbering) -> TokenStream {
        let (s, count, t) = (own("__span"), own("__count"), own("__t"));
        let (mut take, mut put) = (TokenStream::new(), TokenStream::new());
        for (at, reduction) in
            self.clauses.reductions.iter().enumerate().filter(|(_, reduction)| !reduction.is_array)
        {
            let (name, slots) = (&reduction.name, self.slots_name(at));
            if matches!(self.declared(name), Some(Type::Reference(_))) {
                let value = own(&format!("__value{at}"));
                take.extend(quote!(let mut #value = #slots.take(#t); let #name = &mut #value;));
                put.extend(quote!(#slots.put(#t, #value);));
            } else {
                take.extend(quote!(let mut #name = #slots.take(#t);));
                put.extend(quote!(#slots.put(#t, #name);));
            }
        }
        for (at, name) in self.clauses.last_private.iter().enumerate() {
            let last = own(&format!("__last_of{at}"));
            take.extend(quote!(let mut #name = ::core::clone::Clone::clone(&#name);));
            put.extend(quote!(if #t + 1 == #count { #last.keep(#name); }));
        }
        for (name, _, is_wide) in self.windows().1 {
            if is_wide {
                take.extend(quote!(let mut #name = #name.iteration(#t);));
            }
        }
        let counters = self.levels.iter().map(|level| &level.counter);
        let counters = match self.levels {
            [level] => level.counter.to_token_stream(),
            _ => quote!((#(#counters),*)),
        };
        let label = self.label;
        form.each(&quote!(#take #label for #counters in ::core::iter::once(#s.at(#t)) #body #put))
    }
}

/// The identifiers in tokens, as they are there first.
fn idents(tokens: TokenStream, found: &mut BTreeSet<Ident>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                found.insert(ident);
            }
            TokenTree::Group(group) => idents(group.stream(), found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
