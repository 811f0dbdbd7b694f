//! A lane loop: a struct of what it captures, and how it runs gang by gang.
//!
//! The body is emitted twice. The fast form runs whole gangs; its streams have been cut before it. The general form runs
//! the last gang, whose further lanes repeat the last iteration, and all gangs where a stream does not fit its array:
//! then the fault comes from the iteration that makes it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use super::access::{own, stream_name};
use super::{Emitter, gang};
use crate::analyse::Facts;
use crate::ir::{Around, Expr, ExprKind, Form, Kernel, LocalId, StmtKind};
use crate::ir_walk::{for_each_expr, for_each_stmt};
use crate::lane::{ENTRY, LaneKernel};
use crate::lane_loop::{LaneLoop, LoopSpec};
use crate::ty::Scalar;

/// Emits the struct, and what the caller fills its fields with.
pub(crate) fn emit_lane_loop(
    spec: &LoopSpec<'_>,
    kernel: &Kernel,
    around: &Around,
    facts: &Facts,
    lanes: &LaneKernel,
) -> LaneLoop {
    let krate = spec.krate.to_token_stream();
    let private = quote!(#krate::__private);
    let emitter = Emitter { kernel, facts, krate: &krate, private, wrapping: false, streams: false };
    let emission = Emission { spec, around, lanes, emitter };
    LaneLoop {
        item: emission.item(),
        fields: emission.captured_fields(),
        reductions: around.reductions.iter().map(|local| emission.field(*local)).collect(),
        cost: facts.cost(&kernel.body),
        remarks: emission.remarks(),
    }
}

struct Emission<'a> {
    spec: &'a LoopSpec<'a>,
    around: &'a Around,
    lanes: &'a LaneKernel,
    emitter: Emitter<'a>,
}

impl Emission<'_> {
    fn facts(&self) -> &Facts {
        self.emitter.facts
    }

    fn shared(&self, local: LocalId) -> Option<(usize, bool)> {
        match self.emitter.kernel.locals[local.0].form {
            Form::Shared { rank, written } => Some((rank, written)),
            Form::Scalar | Form::Array { .. } | Form::Uniform { .. } => None,
        }
    }

    fn name(&self, local: LocalId) -> Ident {
        let local = &self.emitter.kernel.locals[local.0];
        let name = local.name.strip_prefix("r#").unwrap_or(&local.name);
        Ident::new(name, local.span)
    }

    /// A field's name: no name of the source begins so.
    fn field(&self, local: LocalId) -> Ident {
        let name = self.name(local);
        Ident::new(&format!("__{name}"), Span::mixed_site())
    }

    /// The type parameter that stands for an array, or for the slots of a reduction.
    fn parameter(&self, local: LocalId) -> Ident {
        Ident::new(&format!("__A{}", local.0), Span::mixed_site())
    }

    fn ty(&self, local: LocalId) -> Ident {
        self.facts().local(local).ty.unwrap_or(Scalar::F64).ident(Span::call_site())
    }

    fn captured_fields(&self) -> TokenStream {
        let p = &self.emitter.private;
        let fields = self.around.captures.iter().map(|local| {
            let field = self.field(*local);
            let original = &self.emitter.kernel.locals[local.0];
            let name = match original.name.strip_prefix("r#") {
                Some(raw) => Ident::new_raw(raw, original.span),
                None => Ident::new(&original.name, original.span),
            };
            match self.shared(*local) {
                None => quote!(#field: #name,),
                Some((_, false)) => quote!(#field: #p::AsTable::table(&#name),),
                // By a method call: a variable that is a `&mut` need not be `mut` itself.
                Some((_, true)) => quote!(#field: { use #p::AsWindow as _; #name.lane_window() },),
            }
        });
        fields.collect()
    }

    fn item(&self) -> TokenStream {
        let p = &self.emitter.private;
        let (item, counter_ty) = (&self.spec.item, self.spec.counter_type.ident(Span::call_site()));
        let (mut params, mut bounds) = (Vec::new(), Vec::new());
        let (mut fields, mut names) = (TokenStream::new(), TokenStream::new());
        for &local in &self.around.captures {
            let (field, name, ty) = (self.field(local), self.emitter.local_name(local), self.ty(local));
            let Some((rank, written)) = self.shared(local) else {
                fields.extend(quote!(#field: #ty,));
                names.extend(quote!(#field: #name,));
                continue;
            };
            let param = self.parameter(local);
            let (bound, mutability) =
                if written { (quote!(GridMut), Some(quote!(mut))) } else { (quote!(Grid), None) };
            bounds.push(quote!(#param: #p::#bound<#ty, #rank>));
            fields.extend(quote!(#field: #param,));
            names.extend(quote!(#field: #mutability #name,));
            params.push(param);
        }
        for &local in &self.around.reductions {
            let (field, slots, ty, param) =
                (self.field(local), self.slots_field(local), self.ty(local), self.parameter(local));
            bounds.push(quote!(#param: #p::AsSlots<#ty>));
            fields.extend(quote!(#field: #param,));
            names.extend(quote!(#field: mut #slots,));
            params.push(param);
        }
        let width = self.width();
        let (g, lo, count, progress) = (gang(), own("lo"), own("count"), own("progress"));
        let body = self.run();
        let items = &self.emitter.kernel.items;
        quote! {
            #[allow(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
            struct #item<__P, #(#params),*> {
                lo: #counter_ty,
                count: usize,
                progress: __P,
                #fields
            }
            #[allow(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
            impl<__P: #p::Steps, #(#bounds),*> #p::LaneLoop for #item<__P, #(#params),*> {
                type Width = #p::#width;

                #[inline(always)]
                fn run<__G: #p::Gang>(self, #g: __G) {
                    #items
                    const __CHECK: bool = ::core::cfg!(debug_assertions);
                    let #item { lo: #lo, count: #count, progress: #progress, #names } = self;
                    #body
                }
            }
        }
    }

    /// What holds the slots, and the slots as an array.
    fn slots_field(&self, local: LocalId) -> Ident {
        own(&format!("reduction{}", local.0))
    }

    fn slots(&self, local: LocalId) -> Ident {
        own(&format!("slots{}", local.0))
    }

    fn accumulators(&self, local: LocalId) -> Ident {
        own(&format!("accumulators{}", local.0))
    }

    fn run(&self) -> TokenStream {
        let p = &self.emitter.private;
        let (at, start, progress) = (own("at"), own("start"), own("progress"));
        let extents = self.extents();
        let open = self.around.reductions.iter().map(|local| {
            let (slots, field, ty) = (self.slots(*local), self.slots_field(*local), self.ty(*local));
            quote!(let mut #slots = #p::open_slots::<#ty, _>(&mut #field);)
        });
        let close = self.around.reductions.iter().map(|local| {
            let (slots, field, ty) = (self.slots(*local), self.slots_field(*local), self.ty(*local));
            quote!(#p::close_slots::<#ty, _>(&mut #field, #slots);)
        });
        let (fast, general) = (self.fast(), self.general());
        quote! {
            let #start = #p::Steps::start(&#progress);
            let mut #at = 0usize;
            #extents
            #(#open)*
            #fast
            #general
            #(#close)*
        }
    }

    /// Lengths of axes, before a stream borrows its array.
    fn extents(&self) -> TokenStream {
        let p = &self.emitter.private;
        let mut found = std::collections::BTreeMap::new();
        for_each_stmt(&self.emitter.kernel.body, &mut |stmt| {
            for expr in stmt.exprs() {
                for_each_expr(expr, &mut |e| {
                    if let ExprKind::Extent { array, axis } = e.kind {
                        found.insert((array, axis), ());
                    }
                });
            }
        });
        let lets = found.into_keys().map(|(array, axis)| {
            let rank = self.shared(array).map_or(1, |(rank, _)| rank);
            let (name, grid) = (self.emitter.local_name(array), self.emitter.grid(array, rank));
            let extent = self.emitter.extent_name(array, axis);
            quote!(let #extent = #p::extent::<#grid>(&#name, #axis);)
        });
        lets.collect()
    }

    /// Whole gangs, all streams cut before.
    fn fast(&self) -> TokenStream {
        let p = &self.emitter.private;
        let (at, count, lo, len, last) = (own("at"), own("count"), own("lo"), own("len"), own("last"));
        let emitter = Emitter { streams: true, private: p.clone(), ..self.emitter };
        let label = syn::Lifetime::new("'fast", Span::mixed_site());
        let streams = self.facts().accesses.streams.iter().enumerate().map(|(number, stream)| {
            let (name, rank) = (emitter.local_name(stream.array), stream.index.len());
            let (grid, axis, slice) = (emitter.grid(stream.array, rank), stream.axis, stream_name(number));
            let wrapping = stream.may_wrap.then_some(axis);
            let start = emitter.run_start(&stream.index, wrapping, &lo, &last, &count.to_token_stream());
            let (run, array) = if stream.written {
                (quote!(run_mut), quote!(&mut #name))
            } else {
                (quote!(run), quote!(&#name))
            };
            quote! {
                let ::core::option::Option::Some(#slice) = #p::#run::<#grid>(#array, #start, #axis, #count) else {
                    break #label;
                };
            }
        });
        let reductions = &self.around.reductions;
        let step = |body: TokenStream, next: TokenStream| {
            let head = self.gang_head(&emitter, &quote!(#len));
            quote! {
                let #len = <__G as #p::Gang>::LANES;
                #head
                #body
                #next
            }
        };
        let body = emitter.block(&self.lanes.body);
        let advance = quote!(#at += #len;);
        let gangs = if self.may_repeat() {
            // The last gang goes back as far as it takes to be whole.
            let (end, step) = (own("end"), step(body, TokenStream::new()));
            quote! {
                let #end = #count - <__G as #p::Gang>::LANES;
                loop {
                    { #step }
                    if #at == #end {
                        #at = #count;
                        break;
                    }
                    #at += <__G as #p::Gang>::LANES;
                    if #at > #end { #at = #end; }
                }
            }
        } else if reductions.is_empty() {
            let step = step(body, advance);
            quote!(while #count - #at >= <__G as #p::Gang>::LANES { #step })
        } else {
            let turn = own("turn");
            let g = gang();
            let load = reductions.iter().map(|local| {
                let (slots, all, ty) = (self.slots(*local), self.accumulators(*local), self.ty(*local));
                quote!(let mut #all = #p::load_accumulators::<__G, #ty>(#g, &#slots);)
            });
            let store = reductions.iter().map(|local| {
                let (slots, all, ty) = (self.slots(*local), self.accumulators(*local), self.ty(*local));
                quote!(#p::store_accumulators::<__G, #ty>(&#all, &mut #slots);)
            });
            let take = reductions.iter().map(|local| {
                let (name, all) = (emitter.local_name(*local), self.accumulators(*local));
                quote!(let mut #name = #all[#turn];)
            });
            let put = reductions.iter().map(|local| {
                let (name, all) = (emitter.local_name(*local), self.accumulators(*local));
                quote!(#all[#turn] = #name;)
            });
            let step = step(quote!(#(#take)* #body #(#put)*), advance);
            quote! {
                #(#load)*
                while #count - #at >= #p::SLOTS {
                    let mut #turn = 0usize;
                    while #turn < #p::SLOTS / <__G as #p::Gang>::LANES {
                        #step
                        #turn += 1;
                    }
                }
                #(#store)*
            }
        };
        let counter = self.spec.counter_type.ident(Span::call_site());
        quote! {
            #label: {
                if #count < <__G as #p::Gang>::LANES { break #label; }
                let #last = #p::Counter::plus(#lo, #count - 1);
                let _: #counter = #last;
                #(#streams)*
                #gangs
            }
        }
    }

    /// Whether iterations may run twice: what they write does not depend on what was written, and nothing is called that
    /// could tell.
    fn may_repeat(&self) -> bool {
        let mut may = self.around.reductions.is_empty();
        for_each_stmt(&self.emitter.kernel.body, &mut |stmt| {
            for expr in stmt.exprs() {
                for_each_expr(expr, &mut |e| match &e.kind {
                    ExprKind::Load { array, .. } => {
                        may &= self.shared(*array).is_some_and(|(_, written)| !written);
                    }
                    ExprKind::Scalarised { .. } => may = false,
                    _ => {}
                });
            }
        });
        may
    }

    /// Gangs of which some lanes may lie behind the end, and whose accesses are checked one by one.
    fn general(&self) -> TokenStream {
        let p = &self.emitter.private;
        let (at, count, len, g) = (own("at"), own("count"), own("len"), gang());
        let head = self.gang_head(&self.emitter, &quote!(#len));
        let body = self.emitter.block(&self.lanes.body);
        let take = self.around.reductions.iter().map(|local| {
            let (name, slots, ty) = (self.emitter.local_name(*local), self.slots(*local), self.ty(*local));
            quote!(let mut #name = #p::load_slots::<__G, #ty>(#g, &#slots, #at);)
        });
        let put = self.around.reductions.iter().map(|local| {
            let (name, slots, ty) = (self.emitter.local_name(*local), self.slots(*local), self.ty(*local));
            quote!(#p::store_slots::<__G, #ty>(#name, &mut #slots, #at, #len);)
        });
        quote! {
            while #at < #count {
                let #len = #p::lanes_left::<__G>(#count - #at);
                #head
                #(#take)*
                #body
                #(#put)*
                #at += #len;
            }
        }
    }

    /// What every gang starts with: where it is, its counters, and the mask with all lanes on.
    fn gang_head(&self, emitter: &Emitter<'_>, len: &TokenStream) -> TokenStream {
        let (p, g, m) = (&emitter.private, gang(), emitter.mask_name(ENTRY));
        let (at, lo, base, last) = (own("at"), own("lo"), own("base"), own("last"));
        let (start, progress) = (own("start"), own("progress"));
        let (counter, ty) =
            (emitter.local_name(self.around.counter), self.spec.counter_type.ident(Span::call_site()));
        quote! {
            #p::Steps::gang(&#progress, #start, #at);
            let #base: #ty = #p::Counter::plus(#lo, #at);
            let #last: #ty = #p::Counter::plus(#base, #len - 1);
            let #m = #p::Gang::all(#g);
            let #counter = #p::lane_index::<__G, #ty>(#g, #base, #len);
        }
    }

    /// The width of the gang: what is computed in lanes decides, not what only counts or indexes.
    fn width(&self) -> TokenStream {
        let (mut wide, mut narrow, mut known) = (false, false, false);
        let mut note = |ty: Option<Scalar>| match ty.map(Scalar::lane_bits) {
            Some(64) => (wide, known) = (true, true),
            Some(32) => (narrow, known) = (true, true),
            _ => {}
        };
        for_each_stmt(&self.emitter.kernel.body, &mut |stmt| match &stmt.kind {
            StmtKind::Store { index, value, .. } if self.is_affine(index) => {
                self.lane_types(value, &mut note);
            }
            _ => stmt.exprs().into_iter().for_each(|expr| self.lane_types(expr, &mut note)),
        });
        for local in self.around.captures.iter().chain(&self.around.reductions) {
            if self.shared(*local).is_some() || self.facts().vary.local(*local) {
                note(self.facts().local(*local).ty);
            }
        }
        wide |= super::report::computes_wide(self.emitter.kernel);
        match (wide || !known, narrow) {
            (false, _) => quote!(W32),
            (true, true) => quote!(WMixed),
            (true, false) => quote!(W64),
        }
    }

    fn is_affine(&self, index: &[Expr]) -> bool {
        self.facts().accesses.get(index).is_some_and(|access| access.axis.is_some())
    }

    fn lane_types(&self, expr: &Expr, note: &mut impl FnMut(Option<Scalar>)) {
        if !self.facts().vary.expr(expr) {
            return;
        }
        match &expr.kind {
            ExprKind::Load { index, .. } if self.is_affine(index) => {}
            ExprKind::Cast(a, _) if matches!(a.kind, ExprKind::Local(local) if local == self.around.counter) =>
                {}
            _ => expr.children().into_iter().for_each(|child| self.lane_types(child, note)),
        }
        let inferred = self.facts().inferred(expr);
        note(inferred.ty.filter(|_| !inferred.defaulted));
    }

    fn remarks(&self) -> Vec<(Span, &'static str)> {
        let mut remarks = Vec::new();
        for_each_stmt(&self.emitter.kernel.body, &mut |stmt| {
            crate::analyse::for_each_access(stmt, &mut |_, index| {
                let what = match self.facts().accesses.get(index) {
                    Some(access) if access.stream.is_some() => "a stream: checked once, before the loop",
                    Some(access) if access.axis.is_some() => "neighbouring elements, checked gang by gang",
                    _ if index.iter().any(|index| self.facts().vary.expr(index)) => {
                        "elements gathered lane by lane"
                    }
                    _ => "one element for all lanes",
                };
                remarks.push((index[0].span, what));
            });
        });
        remarks
    }
}
