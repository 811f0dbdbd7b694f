//! The windows of the written arrays, and what is asserted before the loop so that each fits its array.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::Type;

use super::cut::{Check, Cut};
use super::emit::{Region, own};
use super::poly::{Atom, Poly};
use super::region::written;

/// What is asserted before the loop, each assertion once.
#[derive(Default)]
struct Checks {
    tokens: TokenStream,
    seen: BTreeSet<String>,
}

impl Checks {
    fn add(&mut self, check: TokenStream) {
        if self.seen.insert(check.to_string()) {
            self.tokens.extend(check);
        }
    }
}

/// Which end of their ranges the counters are at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    First,
    Last,
}

impl Region<'_> {
    /// The first and last value of each counter, as numbers that no index overflows.
    pub(super) fn ends(&self) -> TokenStream {
        if self.cuts.is_empty() {
            return TokenStream::new();
        }
        let (s, count) = (own("__span"), own("__count"));
        let name = |level: usize, end| self.end_name(level, end);
        match self.levels {
            [_] => {
                let (first, last) = (name(0, End::First), name(0, End::Last));
                quote! {
                    let #first = #s.at(0) as i128;
                    let #last = #s.at(#count.saturating_sub(1)) as i128;
                }
            }
            levels => {
                let first: Vec<Ident> = (0..levels.len()).map(|level| name(level, End::First)).collect();
                let last: Vec<Ident> = (0..levels.len()).map(|level| name(level, End::Last)).collect();
                quote! {
                    let (#(#first),*) = #s.at(0);
                    let (#(#last),*) = #s.at(#count.saturating_sub(1));
                    #(let #first = #first as i128; let #last = #last as i128;)*
                }
            }
        }
    }

    fn end_name(&self, level: usize, end: End) -> Ident {
        own(&match end {
            End::First => format!("__first{level}"),
            End::Last => format!("__last{level}"),
        })
    }

    /// The value of a sum of products, with each counter at the end that makes it least or greatest.
    fn value(&self, poly: &Poly, end: End) -> TokenStream {
        let mut sum = quote!(0i128);
        for (factors, coefficient) in poly.terms() {
            let end = match (end, coefficient > 0) {
                (End::First, true) | (End::Last, false) => End::First,
                _ => End::Last,
            };
            let coefficient = proc_macro2::Literal::i128_suffixed(i128::from(coefficient));
            let factors = factors.iter().map(|factor| match factor {
                Atom::Counter(level) => self.end_name(*level, end).to_token_stream(),
                Atom::Invariant(text) => {
                    let tokens = self.names.invariants.get(text);
                    quote!(((#tokens) as i128))
                }
                Atom::Inner(_) | Atom::Private(_) | Atom::Mixed(_) => quote!(0i128),
            });
            sum = quote!(#sum + #coefficient #(* #factors)*);
        }
        sum
    }

    /// The windows of the written arrays, and what is checked before the loop.
    pub(super) fn windows(&self) -> (TokenStream, Vec<(Ident, TokenStream, bool)>) {
        let (p, count) = (self.private(), own("__count"));
        let mut checks = Checks::default();
        let mut windows = Vec::new();
        for (name, cut) in written(self.cuts, self.facts) {
            let text = name.to_string();
            let place = self.place(&name);
            match cut {
                Cut::Rows { bases, stride, width, checks: own_checks } => {
                    let first = |base: &Poly| {
                        let first = stride.times(&Poly::atom(Atom::Counter(0))).add(base);
                        let first = self.value(&first, End::First);
                        quote!(#p::first(#first, #count, #text))
                    };
                    let tokens = self.value(width, End::First);
                    let wide = width.as_constant() != Some(1);
                    let width = quote!(#p::width(#tokens, #count, #text));
                    for check in own_checks {
                        let index =
                            stride.times(&Poly::atom(Atom::Counter(0))).add(&check.base).add(&check.most);
                        checks.add(self.check(&text, check, &index, &width, &place, wide));
                    }
                    let source = match &bases[..] {
                        [base] => {
                            let first = first(base);
                            quote!(#p::rows(#place, #text, #first, #width, #count))
                        }
                        many => {
                            let firsts = many.iter().map(first);
                            quote!(#p::several(#place, #text, [#((#firsts, #width)),*], #count))
                        }
                    };
                    windows.push((name, source, wide));
                }
                Cut::Blocks { base, strides, checks: own_checks } => {
                    let index = strides.iter().enumerate().fold(base.clone(), |sum, (level, stride)| {
                        sum.add(&stride.times(&Poly::atom(Atom::Counter(level))))
                    });
                    let first = self.value(&index, End::First);
                    let widths: Vec<TokenStream> = strides
                        .iter()
                        .map(|stride| {
                            let stride = self.value(stride, End::First);
                            quote!(#p::width(#stride, #count, #text))
                        })
                        .collect();
                    let wide = strides.last().and_then(Poly::as_constant) != Some(1);
                    for check in own_checks {
                        let reach = index.clone().sub(base).add(&check.base).add(&check.most);
                        let width = widths.last();
                        checks.add(self.check(&text, check, &reach, &quote!(#width), &place, wide));
                    }
                    let s = own("__span");
                    let source = quote! {
                        #p::blocks(#place, #text, #p::first(#first, #count, #text), [#(#widths),*], &#s)
                    };
                    windows.push((name, source, wide));
                }
                Cut::Planes { axis, base, .. } => {
                    let index = Poly::atom(Atom::Counter(0)).add(base);
                    let first = self.value(&index, End::First);
                    let place = self.plane_place(&name);
                    let rows = if self.levels.len() > 1 {
                        let s = own("__span");
                        quote!(#s.first_len())
                    } else {
                        quote!(#count)
                    };
                    let source =
                        quote!(#p::planes(#place, #text, #axis, #p::first(#first, #count, #text), #rows));
                    windows.push((name, source, false));
                }
            }
        }
        (checks.tokens, windows)
    }

    /// What is asserted once, before anything runs.
    fn check(
        &self,
        name: &str,
        check: &Check,
        index: &Poly,
        width: &TokenStream,
        place: &TokenStream,
        wide: bool,
    ) -> TokenStream {
        let (p, count) = (self.private(), own("__count"));
        let (least, most) = (self.value(&check.least, End::First), self.value(&check.most, End::Last));
        let fits = wide.then(|| quote!(#p::check_rows(#count, #least, #most, #width, #name);));
        let reaches = check.is_certain.then(|| {
            let last = self.value(index, End::Last);
            quote!(#p::check_reach(#count, #least, #most, #last, #p::len_of(#place), #name);)
        });
        quote!(#fits #reaches)
    }

    /// The array itself, mutably.
    fn place(&self, name: &Ident) -> TokenStream {
        let p = self.private();
        match self.declared(name) {
            Some(ty) if is_array_of_one_axis(ty) => {
                let place = self.plane_place(name);
                quote!(#place)
            }
            Some(Type::Reference(_)) => quote!(#p::Cut::cut(&mut *#name)),
            Some(_) => quote!(#p::Cut::cut(&mut #name)),
            // A variable that is a `&mut` itself need not be `mut`: method calls borrow it anew.
            None => quote!((#name).__cut()),
        }
    }

    fn plane_place(&self, name: &Ident) -> TokenStream {
        let p = self.private();
        match self.declared(name) {
            Some(Type::Reference(_)) => quote!(#p::CutPlanes::cut_planes(&mut *#name)),
            _ => quote!(#p::CutPlanes::cut_planes(&mut #name)),
        }
    }

    pub(super) fn declared(&self, name: &Ident) -> Option<&Type> {
        self.around.scope.get(&name.to_string())?.as_ref()
    }
}

/// `Array1`, `ArrayViewMut1` and the like.
fn is_array_of_one_axis(ty: &Type) -> bool {
    let text = ty.to_token_stream().to_string();
    ["Array1", "ArrayViewMut1", "Ix1"].iter().any(|name| text.contains(name))
}
