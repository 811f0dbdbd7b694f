//! A `#[lane_fn]`: the function itself, and its lanes for the kernels that call it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::gang;
use super::items::{Item, element};
use super::original::is_lint;
use crate::compile::Compiled;
use crate::ir::Form as LocalForm;

impl Item<'_> {
    pub(super) fn emit_lane_fn(&self, compiled: &[Compiled]) -> TokenStream {
        let (cfgs, function) = (self.cfgs(), self.function);
        let ty = self.emit_type("The lanes of");
        let name = self.name();
        let cost = self.emit_cost(compiled);
        let lanes = match self.generic {
            None => {
                let functions = compiled.iter().map(|compiled| {
                    let lanes = self.emit_lane_fn_body(compiled, &quote!(__lanes));
                    quote!(#[doc(hidden)] #[inline(always)] pub #lanes)
                });
                quote!(impl #name { #cost #(#functions)* })
            }
            Some(generic) => return self.emit_generic_lane_fn(generic, compiled, &ty, &cost),
        };
        let plain = quote!(#[allow(dead_code)] #function);
        quote! {
            #ty
            #plain
            #(#cfgs)*
            #[allow(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
            const _: () = {
                #lanes
            };
        }
    }

    /// The lane function of one instance; parameters in lanes are converted by who calls it.
    fn emit_lane_fn_body(&self, compiled: &Compiled, name: &TokenStream) -> TokenStream {
        let emitter = self.emitter(compiled);
        let (p, g, kernel) = (self.private(), gang(), &compiled.kernel);
        let m = Ident::new("__m", Span::mixed_site());
        let params = kernel.params.iter().map(|param| {
            let name = emitter.local_name(*param);
            let local = &kernel.locals[param.0];
            match (&local.form, local.declared) {
                (LocalForm::Uniform { ty, .. }, _) => quote!(#name: #ty),
                (_, ty) => {
                    let ty = element(ty);
                    quote!(#name: impl #p::LaneArg<__G, #ty>)
                }
            }
        });
        let convert =
            kernel.params.iter().filter(|param| is_lanes(&kernel.locals[param.0].form)).map(|param| {
                let name = emitter.local_name(*param);
                let ty = element(kernel.locals[param.0].declared);
                quote!(let #name = #p::LaneArg::<__G, #ty>::into_lanes(#name, #g);)
            });
        let rets: Vec<TokenStream> = kernel.results.iter().map(|ty| emitter.lanes_of(*ty)).collect();
        let (ret, single) = match &rets[..] {
            [ret] => (quote!(#ret), Some(quote!(.0))),
            many => (quote!((#(#many,)*)), None),
        };
        let inner_params = kernel.params.iter().map(|param| {
            let (name, ty) = (emitter.local_name(*param), emitter.param_type(*param));
            quote!(#name: #ty)
        });
        let names = kernel.params.iter().map(|param| emitter.local_name(*param));
        let body = emitter.body(compiled, self.generic);
        quote! {
            fn #name<__G: #p::Gang>(#g: __G, #m: <__G as #p::Gang>::Mask, #(#params,)*) -> #ret {
                #[inline(always)]
                fn body<__G: #p::Gang>(#g: __G, #m: <__G as #p::Gang>::Mask, #(#inner_params,)*) -> (#(#rets,)*) {
                    #body
                }
                #(#convert)*
                body(#g, #m, #(#names,)*)#single
            }
        }
    }

    /// A helper for several types: a trait chooses the instance by the argument.
    fn emit_generic_lane_fn(
        &self,
        generic: &Ident,
        compiled: &[Compiled],
        ty: &TokenStream,
        cost: &TokenStream,
    ) -> TokenStream {
        let (p, g, name, bound) = (self.private(), gang(), self.name(), self.bound());
        let m = Ident::new("__m", Span::mixed_site());
        let (cfgs, docs, vis) = (self.cfgs(), self.function_attrs(), &self.function.vis);
        let lints = self.attrs(is_lint);
        let (inputs, output) = (&self.function.sig.inputs, &self.function.sig.output);
        let stmts = &self.function.block.stmts;
        let instance = format_ident!("__{}Instance", name);
        let (arg_types, ret_types) = self.signature_types();
        let Some(first) = compiled.first() else { return TokenStream::new() };
        let emitter = self.emitter(first);
        let names: Vec<Ident> = first.kernel.params.iter().map(|param| emitter.local_name(*param)).collect();
        let in_lanes: Vec<bool> =
            first.kernel.params.iter().map(|param| is_lanes(&first.kernel.locals[param.0].form)).collect();
        let lane_params = names.iter().zip(&arg_types).zip(&in_lanes).map(|((name, ty), lanes)| {
            if *lanes { quote!(#name: <#ty as #p::Element>::Lanes<__G>) } else { quote!(#name: #ty) }
        });
        let lane_params: Vec<TokenStream> = lane_params.collect();
        let outer_params = names.iter().zip(&arg_types).zip(&in_lanes).map(|((name, ty), lanes)| {
            if *lanes { quote!(#name: impl #p::LaneArg<__G, #ty>) } else { quote!(#name: #ty) }
        });
        let passed = names.iter().zip(&arg_types).zip(&in_lanes).map(|((name, ty), lanes)| {
            if *lanes { quote!(#p::LaneArg::<__G, #ty>::into_lanes(#name, #g)) } else { quote!(#name) }
        });
        let ret = quote!((#(<#ret_types as #p::Element>::Lanes<__G>,)*));
        let (outer_ret, single) = match &ret_types[..] {
            [one] => (quote!(<#one as #p::Element>::Lanes<__G>), Some(quote!(.0))),
            _ => (ret.clone(), None),
        };
        let impls = compiled.iter().map(|compiled| {
            let emitter = self.emitter(compiled);
            let ty = element(compiled.kernel.instance);
            let body = emitter.body(compiled, Some(generic));
            let params = compiled.kernel.params.iter().map(|param| {
                let (name, ty) = (emitter.local_name(*param), emitter.param_type(*param));
                quote!(#name: #ty)
            });
            let rets = compiled.kernel.results.iter().map(|ty| emitter.lanes_of(*ty));
            // Warnings of a generic function are told once.
            let quiet = (compiled.kernel.instance != first.kernel.instance).then(|| quote!(#[allow(warnings)]));
            let scoped = quote! {
                fn lanes<__G: #p::Gang>(#g: __G, #m: <__G as #p::Gang>::Mask, #(#params,)*) -> (#(#rets,)*)
            };
            // The parameter types may name the type parameter: it is an alias here.
            quote! {
                #(#cfgs)*
                const _: () = {
                    type #generic = #ty;
                    impl #instance<#ty> for #name {
                        #[inline(always)]
                        #[allow(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
                        #scoped { #body }

                        #(#lints)*
                        #quiet
                        fn plain(#inputs) #output {
                            #(#stmts)*
                        }
                    }
                };
            }
        });
        let plain_types = arg_types.iter();
        quote! {
            #ty
            #(#cfgs)*
            #[doc(hidden)]
            #[allow(non_camel_case_types, missing_docs)]
            #vis trait #instance<#generic: #bound> {
                fn plain(#(#names: #plain_types),*) #output;
                fn lanes<__G: #p::Gang>(#g: __G, #m: <__G as #p::Gang>::Mask, #(#lane_params,)*) -> #ret;
            }
            #(#impls)*

            #(#docs)*
            #[allow(dead_code)]
            #vis fn #name<#generic: #bound>(#(#names: #arg_types),*) #output
            where
                #name: #instance<#generic>,
            {
                <#name as #instance<#generic>>::plain(#(#names),*)
            }

            #(#cfgs)*
            #[allow(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
            impl #name {
                #cost
                #[doc(hidden)]
                #[inline(always)]
                pub fn __lanes<__G: #p::Gang, #generic: #bound>(
                    #g: __G,
                    #m: <__G as #p::Gang>::Mask,
                    #(#outer_params,)*
                ) -> #outer_ret
                where
                    Self: #instance<#generic>,
                {
                    <Self as #instance<#generic>>::lanes(#g, #m, #(#passed,)*)#single
                }
            }
        }
    }
}

fn is_lanes(form: &LocalForm) -> bool {
    !matches!(form, LocalForm::Uniform { .. })
}
