//! The body of a kernel's lane function.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, gang};
use crate::compile::Compiled;
use crate::ir::Form;
use crate::lane::LaneKind;
use crate::ty::Scalar;

impl Emitter<'_> {
    /// The statements that compute the results from parameters by the names of [`Emitter::local_name`].
    pub(super) fn body(&self, compiled: &Compiled, generic: Option<&proc_macro2::Ident>) -> TokenStream {
        let (p, g) = (&self.private, gang());
        let kernel = &compiled.kernel;
        let alias = generic.zip(kernel.instance).map(|(name, ty)| {
            let ty = ty.ident(name.span());
            quote!(type #name = #ty;)
        });
        let items = &kernel.items;
        let check = if self.wrapping { quote!(false) } else { quote!(::core::cfg!(debug_assertions)) };
        // A parameter that the kernel assigns to is a variable of it.
        let mutable = kernel.params.iter().filter(|param| kernel.locals[param.0].mutable).map(|param| {
            let name = self.local_name(*param);
            quote!(let mut #name = #name;)
        });
        let kept = compiled.lanes.keeps.then(|| {
            kernel.results.iter().enumerate().map(|(at, ty)| {
                let (name, ty) = (self.kept_name(at), self.lanes_of(*ty));
                quote!(let mut #name: #ty = #p::undefined(#g);)
            })
        });
        let kept = kept.into_iter().flatten();
        let body = self.block(&compiled.lanes.body);
        // A kernel that ends in a panic has no value; rustc wants one.
        let ends = matches!(
            compiled.lanes.body.last().map(|stmt| &stmt.kind),
            Some(LaneKind::Return { .. } | LaneKind::ReturnKept)
        );
        let value = (!ends).then(|| {
            let values = kernel.results.iter().map(|_| quote!(#p::undefined(#g)));
            quote!(return (#(#values,)*);)
        });
        quote! {
            #alias
            #items
            const __CHECK: bool = #check;
            #(#mutable)*
            #(#kept)*
            #body
            #value
        }
    }

    /// The type of a parameter in lanes, or its own if it is uniform.
    pub(super) fn param_type(&self, param: crate::ir::LocalId) -> TokenStream {
        let local = &self.kernel.locals[param.0];
        match (&local.form, local.declared) {
            (Form::Uniform { ty, .. }, _) => ty.clone(),
            (_, Some(ty)) => self.lanes_of(ty),
            (_, None) => self.lanes_of(Scalar::F64),
        }
    }
}
