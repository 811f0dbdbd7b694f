//! How a lane loop runs, gang by gang.
//!
//! The body is emitted twice. The fast form runs whole gangs; its streams have been cut before it. The general form runs
//! the last gang, whose further lanes repeat the last iteration, and all gangs where a stream does not fit its array:
//! then the fault comes from the iteration that makes it.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};

use super::access::{own, stream_name};
use super::lane_loop::Emission;
use super::{Emitter, gang};
use crate::ir::{ExprKind, Reach, StmtKind};
use crate::ir_walk::{for_each_expr, for_each_stmt};
use crate::lane::ENTRY;

impl Emission<'_> {
    /// All gangs.
    pub(super) fn run(&self) -> TokenStream {
        let p = &self.emitter.private;
        let (at, start, progress) = (own("at"), own("start"), own("progress"));
        let extents = self.extents();
        let open = self.around.reductions.iter().map(|local| {
            let (slots, field, ty) = (self.slots(*local), self.slots_field(*local), self.ty(*local));
            quote!(let mut #slots = #p::open_slots::<#ty, _>(&mut *#field);)
        });
        let close = self.around.reductions.iter().map(|local| {
            let (slots, field, ty) = (self.slots(*local), self.slots_field(*local), self.ty(*local));
            quote!(#p::close_slots::<#ty, _>(&mut *#field, #slots);)
        });
        let (fast, general) = (self.fast(), self.general());
        quote! {
            let #start = #p::Steps::start(#progress);
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
            // The last gang goes back as far as it takes to be whole. The inner loop is what rustc sees no bounds in.
            let step = step(body, advance);
            quote! {
                loop {
                    while #count - #at >= <__G as #p::Gang>::LANES { #step }
                    if #at == #count { break; }
                    #at = #count - <__G as #p::Gang>::LANES;
                }
            }
        } else if self.may_overlap() {
            // The last gang goes back too, with the lanes off that are done.
            let partial = Emitter { partial: true, private: p.clone(), ..emitter };
            let (done, m, g) = (own("done"), emitter.mask_name(ENTRY), gang());
            let rest = {
                let (head, body) = (self.gang_head(&partial, &quote!(#len)), partial.block(&self.lanes.body));
                quote! {
                    let #len = <__G as #p::Gang>::LANES;
                    let #done = #at + #len - #count;
                    #at = #count - #len;
                    #head
                    let #m = #p::lanes_from::<__G>(#g, #done);
                    #body
                    #at = #count;
                }
            };
            let step = step(body, advance);
            quote! {
                while #count - #at >= <__G as #p::Gang>::LANES { #step }
                if #at < #count { #rest }
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

    /// Whether lanes of iterations that are done may be there again, switched off: nothing counts them but stores.
    fn may_overlap(&self) -> bool {
        let mut may = self.around.reductions.is_empty();
        for_each_stmt(&self.emitter.kernel.body, &mut |stmt| {
            may &= !matches!(stmt.kind, StmtKind::Store { update: Some(_), .. });
        });
        may
    }

    /// Whether iterations may run twice: what they write does not depend on what was written, and nothing is called that
    /// could tell.
    fn may_repeat(&self) -> bool {
        let mut may = self.around.reductions.is_empty();
        for_each_stmt(&self.emitter.kernel.body, &mut |stmt| {
            may &= !matches!(stmt.kind, StmtKind::Store { update: Some(_), .. });
            for expr in stmt.exprs() {
                for_each_expr(expr, &mut |e| match &e.kind {
                    ExprKind::Load { array, .. } => {
                        may &= matches!(self.shared(*array), Some((_, Reach::Read)));
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
            #p::Steps::gang(#progress, #start, #at);
            let #base: #ty = #p::Counter::plus(#lo, #at);
            let #last: #ty = #p::Counter::plus(#base, #len - 1);
            let #m = #p::Gang::all(#g);
            let #counter = #p::lane_index::<__G, #ty>(#g, #base, #len);
        }
    }
}
