//! Loads and stores of arrays outside of a lane loop.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::expr::At;
use super::{Emitter, gang};
use crate::analyse::Access;
use crate::ir::{Binary, Expr, ExprKind, LocalId};
use crate::lane::{ENTRY, MaskId};
use crate::ty::Scalar;

/// Names of a lane loop's own variables.
pub(super) fn own(name: &str) -> Ident {
    Ident::new(&format!("__{name}"), Span::mixed_site())
}

/// The slice that a stream reads or writes.
pub(super) fn stream_name(stream: usize) -> Ident {
    own(&format!("stream{stream}"))
}

impl Emitter<'_> {
    /// The generic arguments of what reaches an array: the type of its elements, and its axes.
    pub(super) fn grid(&self, array: LocalId, rank: usize) -> TokenStream {
        let ty = self.facts.local(array).ty.unwrap_or(Scalar::F64).ident(Span::call_site());
        quote!(#ty, #rank, _)
    }

    fn element(&self, array: LocalId) -> Ident {
        self.facts.local(array).ty.unwrap_or(Scalar::F64).ident(Span::call_site())
    }

    /// The stream that an access belongs to, in the form of the loop that has streams.
    fn stream(&self, access: Option<Access>) -> Option<Ident> {
        access.and_then(|access| access.stream).filter(|_| self.streams).map(stream_name)
    }

    /// `array[index]` in every lane.
    pub(super) fn load(&self, array: LocalId, index: &[Expr], at: At<'_>, span: Span) -> TokenStream {
        let (p, g, m) = (&self.private, gang(), at.mask);
        let (name, ty, grid) = (self.local_name(array), self.element(array), self.grid(array, index.len()));
        let access = self.facts.accesses.get(index).filter(|_| !at.guarded);
        if let Some(stream) = self.stream(access) {
            let offset = own("at");
            return quote_spanned!(span=> #p::load_stream::<__G, #ty>(#g, &*#stream, #offset));
        }
        let lanes = index.iter().map(|index| self.lanes(index, at));
        let lanes = quote!([#(#lanes),*]);
        match access.and_then(|access| self.first(access, index)) {
            None => quote_spanned!(span=> #p::gather_from::<__G, #grid>(#g, &#name, #lanes, #m)),
            Some((first, axis)) => {
                let (len, run) = (own("len"), own("run"));
                quote_spanned! {span=>
                    match #p::run::<#grid>(&#name, #first, #axis, #len) {
                        ::core::option::Option::Some(#run) => #p::load_run::<__G, #ty>(#g, #run),
                        ::core::option::Option::None => #p::gather_cold::<__G, #grid>(#g, &#name, #lanes, #m),
                    }
                }
            }
        }
    }

    /// The element that all lanes read.
    pub(super) fn load_uniform(&self, array: LocalId, index: &[Expr], span: Span) -> TokenStream {
        let (p, name, grid) = (&self.private, self.local_name(array), self.grid(array, index.len()));
        let index = index.iter().map(|index| self.uniform(index));
        quote_spanned!(span=> #p::get::<#grid>(&#name, [#(#index),*]))
    }

    /// The length of an axis, which is taken before the loop.
    pub(super) fn extent_name(&self, array: LocalId, axis: usize) -> Ident {
        own(&format!("extent{}_{axis}", array.0))
    }

    /// `array[index] = value` in the lanes of the mask.
    pub(super) fn store(
        &self,
        array: LocalId,
        index: &[Expr],
        value: &Expr,
        mask: MaskId,
        span: Span,
    ) -> TokenStream {
        let (p, g, m) = (&self.private, gang(), self.mask_name(mask).to_token_stream());
        let (name, ty, grid) = (self.local_name(array), self.element(array), self.grid(array, index.len()));
        let (new, len, run, offset) = (own("new"), own("len"), own("run"), own("at"));
        let value = self.in_lanes(value, mask);
        let access = self.facts.accesses.get(index);
        let all = mask == ENTRY && !self.partial;
        if let Some(stream) = self.stream(access) {
            let store = if all {
                quote_spanned!(span=> #p::store_stream::<__G, #ty>(&mut *#stream, #offset, #new))
            } else {
                quote_spanned!(span=> #p::blend_stream::<__G, #ty>(#g, &mut *#stream, #offset, #new, #m))
            };
            return quote_spanned!(span=> { let #new = #value; #store; });
        }
        let at = At { mask: &m, guarded: false };
        let lanes = index.iter().map(|index| self.lanes(index, at));
        let scatter = quote_spanned! {span=>
            #p::scatter_to::<__G, #grid>(#g, &mut #name, [#(#lanes),*], #new, #m, #len)
        };
        let store = match access.and_then(|access| self.first(access, index)) {
            None => scatter,
            Some((first, axis)) => {
                let store = if all {
                    quote_spanned!(span=> #p::store_run::<__G, #ty>(#run, #new))
                } else {
                    quote_spanned!(span=> #p::blend_run::<__G, #ty>(#g, #run, #new, #m))
                };
                quote_spanned! {span=>
                    match #p::run_mut::<#grid>(&mut #name, #first, #axis, #len) {
                        ::core::option::Option::Some(#run) => #store,
                        ::core::option::Option::None => #scatter,
                    }
                }
            }
        };
        quote_spanned!(span=> { let #new = #value; #store; })
    }

    /// `array[index] op= value` in one lane of the mask after the other.
    pub(super) fn update(
        &self,
        array: LocalId,
        index: &[Expr],
        value: &Expr,
        op: Binary,
        mask: MaskId,
        span: Span,
    ) -> TokenStream {
        let (p, g, m) = (&self.private, gang(), self.mask_name(mask).to_token_stream());
        let (name, ty, grid) = (self.local_name(array), self.element(array), self.grid(array, index.len()));
        let (new, old, len) = (own("new"), own("old"), own("len"));
        let at = At { mask: &m, guarded: false };
        let value = if self.facts.vary.expr(value) {
            let lanes = self.lanes(value, at);
            quote_spanned!(span=> #p::each_of::<__G, #ty>(#lanes))
        } else {
            let value = self.uniform(value);
            quote_spanned!(span=> { let #new: #ty = #value; move |_: usize| #new })
        };
        let sum = |function: &str| {
            let function = Ident::new(function, span);
            quote_spanned!(span=> #p::Updated::#function(#old, #new, __CHECK))
        };
        let combined = match op {
            Binary::Add => sum("plus"),
            Binary::Sub => sum("minus"),
            Binary::Mul => sum("times"),
            Binary::And => quote_spanned!(span=> ::core::result::Result::Ok(#old & #new)),
            Binary::Or => quote_spanned!(span=> ::core::result::Result::Ok(#old | #new)),
            _ => quote_spanned!(span=> ::core::result::Result::Ok(#old ^ #new)),
        };
        let lanes = index.iter().map(|index| self.lanes(index, at));
        let on = if mask == ENTRY && self.streams {
            quote!(u64::MAX)
        } else {
            quote!(#p::first_of::<__G>(#m, #len))
        };
        quote_spanned! {span=> {
            let #new = #value;
            #p::update_each::<__G, #grid>(
                #g, &mut #name, [#(#lanes),*], #on, #new, |#old: #ty, #new: #ty| #combined,
            );
        }}
    }

    /// The indices of a gang's first lane, and the axis along which the lanes lie; `None` if they do not.
    fn first(&self, access: Access, index: &[Expr]) -> Option<(TokenStream, usize)> {
        let axis = access.axis?;
        let (base, last, len) = (own("base"), own("last"), own("len"));
        let first =
            self.run_start(index, access.may_wrap.then_some(axis), &base, &last, &len.to_token_stream());
        Some((first, axis))
    }

    /// The indices at which a run of `len` elements starts; where an index may wrap on the way, from `base` to `last`,
    /// there is no run.
    pub(super) fn run_start(
        &self,
        index: &[Expr],
        wrapping: Option<usize>,
        base: &Ident,
        last: &Ident,
        len: &TokenStream,
    ) -> TokenStream {
        let p = &self.private;
        let starts = index.iter().enumerate().map(|(axis, index)| {
            let start = self.at_counter(index, base);
            if wrapping == Some(axis) {
                let end = self.at_counter(index, last);
                quote!(#p::successive(#start, #end, #len))
            } else {
                start
            }
        });
        quote!([#(#starts),*])
    }

    /// The value of an affine index where the counter has this value. It wraps, as out of range as the true one.
    fn at_counter(&self, expr: &Expr, counter: &Ident) -> TokenStream {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Local(local) if self.facts.accesses.is_counter(*local) => counter.to_token_stream(),
            ExprKind::Local(local) => match self.facts.accesses.definition(*local) {
                Some(value) => self.at_counter(value, counter),
                None => self.uniform(expr),
            },
            ExprKind::Binary(op @ (Binary::Add | Binary::Sub | Binary::Mul), a, b)
                if self.facts.vary.expr(expr) || self.reads_definitions(expr) =>
            {
                let (a, b) = (self.at_counter(a, counter), self.at_counter(b, counter));
                let name = match op {
                    Binary::Add => "wrapping_add",
                    Binary::Sub => "wrapping_sub",
                    _ => "wrapping_mul",
                };
                let name = Ident::new(name, span);
                quote_spanned!(span=> (#a).#name(#b))
            }
            ExprKind::Cast(a, ty) => {
                let (a, ty) = (self.at_counter(a, counter), ty.ident(span));
                quote_spanned!(span=> (#a as #ty))
            }
            _ => self.uniform(expr),
        }
    }

    /// Whether a local of the body, which is not there before the loop, is read.
    fn reads_definitions(&self, expr: &Expr) -> bool {
        expr.any(&mut |e| {
            matches!(e.kind, ExprKind::Local(local) if self.facts.accesses.definition(local).is_some())
        })
    }
}
