//! A lane loop: a struct of what it captures, with a method that runs it (`gangs.rs`).

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use super::access::own;
use super::{Emitter, gang};
use crate::analyse::Facts;
use crate::ir::{Around, Expr, ExprKind, Form, Kernel, LocalId, Reach, StmtKind};
use crate::ir_walk::for_each_stmt;
use crate::lane::LaneKernel;
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
    let emitter =
        Emitter { kernel, facts, krate: &krate, private, wrapping: false, streams: false, partial: false };
    let emission = Emission { spec, around, lanes, emitter };
    LaneLoop {
        item: emission.item(),
        fields: emission.captured_fields(),
        reductions: around.reductions.iter().map(|local| emission.field(*local)).collect(),
        cost: facts.cost(&kernel.body),
        remarks: emission.remarks(),
    }
}

pub(super) struct Emission<'a> {
    pub(super) spec: &'a LoopSpec<'a>,
    pub(super) around: &'a Around,
    pub(super) lanes: &'a LaneKernel,
    pub(super) emitter: Emitter<'a>,
}

impl Emission<'_> {
    pub(super) fn facts(&self) -> &Facts {
        self.emitter.facts
    }

    pub(super) fn shared(&self, local: LocalId) -> Option<(usize, Reach)> {
        match self.emitter.kernel.locals[local.0].form {
            Form::Shared { rank, reach } => Some((rank, reach)),
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

    pub(super) fn ty(&self, local: LocalId) -> Ident {
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
                Some((_, Reach::Read)) => quote!(#field: #p::AsTable::table(&#name),),
                // By a method call: a variable that is a `&mut` need not be `mut` itself.
                Some((_, Reach::Written | Reach::Updated)) => {
                    quote!(#field: { use #p::AsWindow as _; #name.lane_window() },)
                }
            }
        });
        fields.collect()
    }

    fn item(&self) -> TokenStream {
        let p = &self.emitter.private;
        let (item, counter_ty) = (&self.spec.item, self.spec.counter_type.ident(Span::call_site()));
        let (mut params, mut bounds) = (Vec::new(), Vec::new());
        let (mut fields, mut lets) = (TokenStream::new(), TokenStream::new());
        for &local in &self.around.captures {
            let (field, name, ty) = (self.field(local), self.emitter.local_name(local), self.ty(local));
            let Some((rank, reach)) = self.shared(local) else {
                fields.extend(quote!(#field: #ty,));
                lets.extend(quote!(let #name = self.#field;));
                continue;
            };
            let param = self.parameter(local);
            let bound = match reach {
                Reach::Read => quote!(Lend<#ty, #rank>),
                Reach::Written | Reach::Updated => quote!(GridMut<#ty, #rank>),
            };
            lets.extend(match reach {
                Reach::Read => quote!(let #name = #p::Lend::<#ty, #rank>::lend(&self.#field);),
                Reach::Written | Reach::Updated => {
                    quote!(let mut #name = #p::GridMut::<#ty, #rank>::lend_mut(&mut self.#field);)
                }
            });
            bounds.push(quote!(#param: #p::#bound));
            fields.extend(quote!(#field: #param,));
            params.push(param);
        }
        for &local in &self.around.reductions {
            let (field, slots, ty, param) =
                (self.field(local), self.slots_field(local), self.ty(local), self.parameter(local));
            bounds.push(quote!(#param: #p::AsSlots<#ty>));
            fields.extend(quote!(#field: #param,));
            lets.extend(quote!(let #slots = &mut self.#field;));
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
                fn run<__G: #p::Gang>(&mut self, #g: __G) {
                    #items
                    const __CHECK: bool = ::core::cfg!(debug_assertions);
                    let (#lo, #count, #progress) = (self.lo, self.count, &self.progress);
                    #lets
                    #body
                }
            }
        }
    }

    /// What holds the slots, and the slots as an array.
    pub(super) fn slots_field(&self, local: LocalId) -> Ident {
        own(&format!("reduction{}", local.0))
    }

    pub(super) fn slots(&self, local: LocalId) -> Ident {
        own(&format!("slots{}", local.0))
    }

    pub(super) fn accumulators(&self, local: LocalId) -> Ident {
        own(&format!("accumulators{}", local.0))
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
            // An array that is updated has elements, but no lanes.
            let is_updated = matches!(self.shared(*local), Some((_, Reach::Updated)));
            if !is_updated && (self.shared(*local).is_some() || self.facts().vary.local(*local)) {
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
            if let StmtKind::Store { index, update: Some(_), .. } = &stmt.kind {
                remarks.push((index[0].span, "elements updated lane by lane, in the order of iterations"));
            }
        });
        remarks
    }
}
