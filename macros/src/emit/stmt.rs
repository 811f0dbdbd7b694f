//! Statements of the lane IR.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::expr::At;
use super::{Emitter, associated, gang};
use crate::ir::{Expr, ExprKind, Form, LocalId, Range};
use crate::lane::{LaneBlock, LaneKind, LaneStmt, MaskId, MaskValue, Sets};
use crate::ty::Scalar;

impl Emitter<'_> {
    pub(super) fn block(&self, block: &LaneBlock) -> TokenStream {
        block.iter().map(|stmt| self.stmt(stmt)).collect()
    }

    fn stmt(&self, stmt: &LaneStmt) -> TokenStream {
        let (p, span) = (&self.private, stmt.span);
        match &stmt.kind {
            LaneKind::Declare { local, value, mask } => self.declare(*local, value.as_ref(), *mask, span),
            LaneKind::Assign { local, value, mask, blend } => {
                let name = self.local_name(*local);
                let value = self.value_of(*local, value, *mask);
                let blend = self.facts.vary.local(*local) && *blend;
                if let (true, Form::Array { .. }) = (blend, &self.kernel.locals[local.0].form) {
                    return self.blend_array(&name, &value, *mask, span);
                }
                let value = self.blended(blend, *mask, value, name.to_token_stream());
                quote_spanned!(span=> #name = #value;)
            }
            LaneKind::AssignElement { local, index, value, mask, blend } => {
                self.assign_element(*local, index, value, *mask, *blend, span)
            }
            LaneKind::Store { array, index, value, update: None, mask } => {
                self.store(*array, index, value, *mask, span)
            }
            LaneKind::Store { array, index, value, update: Some(op), mask } => {
                self.update(*array, index, value, *op, *mask, span)
            }
            LaneKind::CallMany { locals, path, args, mask, blend } => {
                self.call_many(locals, path, args, *mask, *blend, span)
            }
            LaneKind::Eval { value, mask } => {
                let value = self.either(value, *mask);
                quote_spanned!(span=> let _ = #value;)
            }
            LaneKind::Mask { id, value } => {
                let name = self.mask_name(*id);
                let value = self.mask_value(value);
                quote_spanned!(span=> let #name = #value;)
            }
            LaneKind::Set { id, from } => {
                let (name, from) = (self.mask_name(*id), self.mask_name(*from));
                quote_spanned!(span=> let mut #name = #from;)
            }
            LaneKind::Reset { set, from } => {
                let (set, from) = (self.mask_name(*set), self.mask_name(*from));
                quote_spanned!(span=> #set = #from;)
            }
            LaneKind::Remove { set, mask } => {
                let (set, mask) = (self.mask_name(*set), self.mask_name(*mask));
                quote_spanned!(span=> #set = #p::Mask::<__G>::and_not(#set, #mask);)
            }
            LaneKind::IfAny { mask, body } => {
                let (mask, body) = (self.mask_name(*mask), self.block(body));
                quote_spanned!(span=> if #p::Mask::<__G>::any(#mask) { #body })
            }
            LaneKind::If { cond, then, otherwise, .. } => {
                let cond = self.uniform(cond);
                let (then, otherwise) = (self.block(then), self.block(otherwise));
                quote_spanned!(span=> if #cond { #then } else { #otherwise })
            }
            LaneKind::Loop { target, body } => {
                let (label, body) = (self.label(*target), self.block(body));
                quote_spanned!(span=> #label: loop { #body })
            }
            LaneKind::For { target, counter, range, body, .. } => {
                let (label, body) = (self.label(*target), self.block(body));
                let name = self.local_name(*counter);
                let range = self.range(range);
                let splat = self.facts.vary.local(*counter).then(|| {
                    let (g, splat) = (gang(), self.splat_function(*counter));
                    quote_spanned!(span=> let mut #name = #splat(#g, #name);)
                });
                quote_spanned!(span=> #label: for mut #name in #range { #splat #body })
            }
            LaneKind::VaryingFor { target, counter, range, mask, sets, head, body } => {
                let label = self.label(*target);
                let body = self.block(body);
                self.varying_for(&label, *counter, range, (*mask, *sets, *head), body, span)
            }
            LaneKind::Labelled { target, body } => {
                let (label, body) = (self.label(*target), self.block(body));
                quote_spanned!(span=> #label: { #body })
            }
            LaneKind::LeaveIfNone { set, target } => {
                let (set, label) = (self.mask_name(*set), self.label(*target));
                quote_spanned!(span=> if !#p::Mask::<__G>::any(#set) { break #label; })
            }
            LaneKind::Break(target) => {
                let label = self.label(*target);
                quote_spanned!(span=> break #label;)
            }
            LaneKind::Continue(target) => {
                let label = self.label(*target);
                quote_spanned!(span=> continue #label;)
            }
            LaneKind::Return { values, mask } => {
                let mask = self.mask_name(*mask).to_token_stream();
                let values: Vec<TokenStream> = values
                    .iter()
                    .map(|value| self.lanes(value, At { mask: &mask, guarded: false }))
                    .collect();
                quote_spanned!(span=> return (#(#values,)*);)
            }
            LaneKind::Keep { values, mask, blend } => self.keep(values, *mask, *blend, span),
            LaneKind::ReturnKept => {
                let kept = (0..self.kernel.results.len()).map(|at| self.kept_name(at));
                quote_spanned!(span=> return (#(#kept,)*);)
            }
            LaneKind::Trap { unless, message, mask } => {
                let mask = self.mask_name(*mask).to_token_stream();
                let failing = match unless {
                    Some(cond) => {
                        let cond = self.lanes(cond, At { mask: &mask, guarded: false });
                        quote_spanned!(span=> #p::Mask::<__G>::and_not(#mask, #cond))
                    }
                    None => mask,
                };
                quote_spanned!(span=> if #p::Mask::<__G>::any(#failing) { #p::fault::fault_in::<__G>(#message, #failing); })
            }
        }
    }

    fn splat_function(&self, local: LocalId) -> TokenStream {
        let p = &self.private;
        match self.facts.local(local).ty {
            Some(Scalar::Usize) => quote!(#p::splat_usize),
            Some(Scalar::Isize) => quote!(#p::splat_isize),
            _ => quote!(#p::Lanes::<__G>::splat),
        }
    }

    /// A value as its local wants it: in lanes or plain.
    fn value_of(&self, local: LocalId, value: &Expr, mask: MaskId) -> TokenStream {
        if self.facts.vary.local(local) { self.in_lanes(value, mask) } else { self.uniform(value) }
    }

    fn either(&self, value: &Expr, mask: MaskId) -> TokenStream {
        if self.facts.vary.expr(value) { self.in_lanes(value, mask) } else { self.uniform(value) }
    }

    pub(super) fn in_lanes(&self, value: &Expr, mask: MaskId) -> TokenStream {
        let mask = self.mask_name(mask).to_token_stream();
        let at = At { mask: &mask, guarded: false };
        match &value.kind {
            // The elements of a uniform array literal that some lanes change later.
            ExprKind::Array(values) => {
                let values = values.iter().map(|value| self.lanes(value, at));
                quote_spanned!(value.span=> [#(#values),*])
            }
            ExprKind::Repeat(element, len) => {
                let element = self.lanes(element, at);
                quote_spanned!(value.span=> [#element; #len])
            }
            _ => self.lanes(value, at),
        }
    }

    fn blended(&self, blend: bool, mask: MaskId, value: TokenStream, old: TokenStream) -> TokenStream {
        if blend {
            let (p, mask) = (&self.private, self.mask_name(mask));
            quote!(#p::Lanes::<__G>::select(#mask, #value, #old))
        } else {
            value
        }
    }

    /// Assigns a whole array in the lanes of the mask.
    fn blend_array(&self, name: &Ident, value: &TokenStream, mask: MaskId, span: Span) -> TokenStream {
        let (p, mask) = (&self.private, self.mask_name(mask));
        let (new, at) = (Ident::new("__new", Span::mixed_site()), Ident::new("__at", Span::mixed_site()));
        quote_spanned! {span=> {
            let #new = #value;
            let mut #at = 0usize;
            while #at < #new.len() {
                #name[#at] = #p::Lanes::<__G>::select(#mask, #new[#at], #name[#at]);
                #at += 1;
            }
        }}
    }

    fn declare(&self, local: LocalId, value: Option<&Expr>, mask: MaskId, span: Span) -> TokenStream {
        let (p, g, name) = (&self.private, gang(), self.local_name(local));
        let varying = self.facts.vary.local(local);
        let inferred = self.facts.local(local);
        let element = match inferred.ty.filter(|_| !inferred.defaulted) {
            Some(ty) if varying => self.lanes_of(ty),
            Some(ty) => ty.ident(span).to_token_stream(),
            None => quote!(_),
        };
        let ty = match self.kernel.locals[local.0].form {
            Form::Array { len } => quote!([#element; #len]),
            Form::Scalar | Form::Uniform { .. } | Form::Shared { .. } => element,
        };
        let value = match value {
            Some(value) => self.value_of(local, value, mask),
            None if varying => quote!(#p::undefined(#g)),
            None => quote!(::core::default::Default::default()),
        };
        quote_spanned!(span=> let mut #name: #ty = #value;)
    }

    fn assign_element(
        &self,
        local: LocalId,
        index: &Expr,
        value: &Expr,
        mask: MaskId,
        blend: bool,
        span: Span,
    ) -> TokenStream {
        let (p, g, name) = (&self.private, gang(), self.local_name(local));
        if !self.facts.vary.local(local) {
            let (index, value) = (self.uniform(index), self.uniform(value));
            return quote_spanned!(span=> #name[#index] = #value;);
        }
        // Rust's order: the value, which may read the array, then the index.
        let value = self.in_lanes(value, mask);
        let (new, at) = (Ident::new("__new", Span::mixed_site()), Ident::new("__at", Span::mixed_site()));
        let (index, store) = if self.facts.vary.expr(index) {
            let m = self.mask_name(mask);
            (self.in_lanes(index, mask), quote_spanned!(span=> #p::place(#g, &mut #name, #at, #new, #m);))
        } else {
            let new = self.blended(blend, mask, new.to_token_stream(), quote!(#name[#at]));
            (self.uniform(index), quote_spanned!(span=> #name[#at] = #new;))
        };
        quote_spanned!(span=> { let #new = #value; let #at = #index; #store })
    }

    fn call_many(
        &self,
        locals: &[LocalId],
        path: &syn::Path,
        args: &[Expr],
        mask: MaskId,
        blend: bool,
        span: Span,
    ) -> TokenStream {
        let (g, m) = (gang(), self.mask_name(mask).to_token_stream());
        let callee = associated(path, "__lanes");
        let args = args.iter().map(|arg| self.argument(arg, At { mask: &m, guarded: false }));
        let results: Vec<Ident> =
            (0..locals.len()).map(|at| Ident::new(&format!("__result{at}"), Span::mixed_site())).collect();
        let assigns = locals.iter().zip(&results).map(|(local, result)| {
            let name = self.local_name(*local);
            let value = self.blended(blend, mask, result.to_token_stream(), name.to_token_stream());
            quote_spanned!(span=> #name = #value;)
        });
        quote_spanned!(span=> { let (#(#results,)*) = #callee(#g, #m, #(#args),*); #(#assigns)* })
    }

    fn keep(&self, values: &[Expr], mask: MaskId, blend: bool, span: Span) -> TokenStream {
        let keeps = values.iter().enumerate().map(|(at, value)| {
            let kept = self.kept_name(at);
            let value = self.in_lanes(value, mask);
            let value = self.blended(blend, mask, value, kept.to_token_stream());
            quote_spanned!(span=> #kept = #value;)
        });
        keeps.collect()
    }

    fn mask_value(&self, value: &MaskValue) -> TokenStream {
        let p = &self.private;
        match value {
            MaskValue::Cond(cond, mask) => self.in_lanes(cond, *mask),
            MaskValue::Both(a, b) => {
                let (a, b) = (self.mask_name(*a), self.mask_name(*b));
                quote!(#p::Mask::<__G>::and(#a, #b))
            }
            MaskValue::Without(a, b) => {
                let (a, b) = (self.mask_name(*a), self.mask_name(*b));
                quote!(#p::Mask::<__G>::and_not(#a, #b))
            }
            MaskValue::Copy(from) => self.mask_name(*from).to_token_stream(),
        }
    }

    /// A range over plain integers.
    fn range(&self, range: &Range) -> TokenStream {
        let (lo, hi) = (self.uniform(&range.lo), self.uniform(&range.hi));
        let mut tokens = if range.inclusive { quote!((#lo..=#hi)) } else { quote!((#lo..#hi)) };
        if let Some(step) = &range.step {
            let step = self.uniform(step);
            tokens = quote!(::core::iter::Iterator::step_by(#tokens, #step));
        }
        if range.reversed {
            tokens = quote!(::core::iter::Iterator::rev(#tokens));
        }
        tokens
    }

    /// Counts in lanes until no lane is left.
    fn varying_for(
        &self,
        label: &syn::Lifetime,
        counter: LocalId,
        range: &Range,
        (mask, sets, head): (MaskId, Sets, MaskId),
        body: TokenStream,
        span: Span,
    ) -> TokenStream {
        let (p, g) = (&self.private, gang());
        let local = |name: &str| Ident::new(&format!("__{name}_of{}", sets.live.0), Span::mixed_site());
        let (at, lo, hi) = (local("at"), local("lo"), local("hi"));
        let (lo_value, hi_value) = (self.in_lanes(&range.lo, mask), self.in_lanes(&range.hi, mask));
        let ty = match self.facts.local(counter) {
            inferred if inferred.defaulted => self.lanes_of(Scalar::I32),
            inferred => inferred.ty.map_or_else(|| quote!(_), |ty| self.lanes_of(ty)),
        };
        let (mask, live, turn) = (self.mask_name(mask), self.mask_name(sets.live), self.mask_name(sets.turn));
        let head = self.mask_name(head);
        let name = self.local_name(counter);
        let step = |op: &str| {
            let op = Ident::new(op, span);
            quote_spanned!(span=> #at = #p::IntLanes::<__G>::#op(#at, #p::one(#g));)
        };
        let (start, last, test) = match (range.reversed, range.inclusive) {
            (false, false) => (&lo, &hi, quote!(#p::NumLanes::<__G>::lt(#at, #hi))),
            (false, true) => (&lo, &hi, quote!(#p::NumLanes::<__G>::le(#at, #hi))),
            (true, false) => (&hi, &lo, quote!(#p::NumLanes::<__G>::lt(#lo, #at))),
            (true, true) => (&hi, &lo, quote!(#p::NumLanes::<__G>::le(#lo, #at))),
        };
        let (before, after) = match range.reversed {
            true if !range.inclusive => (step("wrapping_sub"), TokenStream::new()),
            true => (TokenStream::new(), step("wrapping_sub")),
            false => (TokenStream::new(), step("wrapping_add")),
        };
        // A closed range may end at the largest integer: its last turn takes the lane out.
        let finish = range.inclusive.then(|| {
            quote_spanned!(span=> #live = #p::Mask::<__G>::and_not(#live, #p::Lanes::<__G>::eq(#at, #last));)
        });
        let (declare_turn, new_turn) = if sets.turn == sets.live {
            (None, None)
        } else {
            (Some(quote!(let mut #turn = #mask;)), Some(quote!(#turn = #live;)))
        };
        quote_spanned! {span=>
            let #lo: #ty = #lo_value;
            let #hi: #ty = #hi_value;
            let mut #at = #start;
            let mut #live = #mask;
            #declare_turn
            #label: loop {
                #live = #p::Mask::<__G>::and(#live, #test);
                if !#p::Mask::<__G>::any(#live) { break #label; }
                #new_turn
                let #head = #live;
                #before
                let mut #name = #at;
                #finish
                #after
                #body
            }
        }
    }
}
