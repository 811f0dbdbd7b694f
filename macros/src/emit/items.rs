//! The items that stand for a function: its type, what it implements, and how it is called.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{Attribute, ItemFn};

use super::original::{emit_check, is_lint};
use super::{Emitter, gang};
use crate::attr::Args;
use crate::compile::Compiled;
use crate::ir::Form as LocalForm;
use crate::ty::Scalar;

pub(super) struct Item<'a> {
    pub(super) krate: TokenStream,
    pub(super) function: &'a ItemFn,
    /// The type parameter.
    pub(super) generic: Option<&'a Ident>,
    pub(super) args: &'a Args,
}

impl Item<'_> {
    pub(super) fn private(&self) -> TokenStream {
        let krate = &self.krate;
        quote!(#krate::__private)
    }

    fn emitter<'e>(&'e self, compiled: &'e Compiled) -> Emitter<'e> {
        Emitter {
            kernel: &compiled.kernel,
            facts: &compiled.facts,
            krate: &self.krate,
            private: self.private(),
        }
    }

    pub(super) fn name(&self) -> &Ident {
        &self.function.sig.ident
    }

    fn attrs(&self, keep: impl Fn(&Attribute) -> bool) -> Vec<&Attribute> {
        self.function.attrs.iter().filter(|attr| keep(attr)).collect()
    }

    /// `cfg` applies to every item that is made.
    pub(super) fn cfgs(&self) -> Vec<&Attribute> {
        self.attrs(|attr| attr.path().is_ident("cfg"))
    }

    /// Attributes of the callable function.
    pub(super) fn function_attrs(&self) -> Vec<&Attribute> {
        self.attrs(|attr| !is_lint(attr) && !attr.path().is_ident("inline"))
    }

    /// The uninhabited type that carries the associated functions.
    fn emit_type(&self, what: &str) -> TokenStream {
        let (cfgs, vis, name) = (self.cfgs(), &self.function.vis, self.name());
        let docs = self.attrs(|attr| attr.path().is_ident("doc") || attr.path().is_ident("deprecated"));
        let doc = format!("{what} [`{name}()`].");
        quote! {
            #(#cfgs)*
            #(#docs)*
            ///
            #[doc = #doc]
            #[allow(non_camel_case_types)]
            #[derive(::core::fmt::Debug)]
            #vis enum #name {}
        }
    }

    pub(super) fn emit_ufunc(&self, compiled: &[Compiled]) -> TokenStream {
        let (cfgs, name) = (self.cfgs(), self.name());
        let ty = self.emit_type("The call forms of");
        let check = emit_check(self.function, self.generic, compiled);
        let kernels = compiled.iter().map(|compiled| self.emit_kernel(compiled));
        let call_lanes = self.emit_call_lanes(compiled);
        let wrappers = self.emit_wrappers(compiled);
        let cost = self.emit_cost(compiled);
        let variable = super::report::VARIABLE;
        quote! {
            #ty
            #(#cfgs)*
            #check
            #(#cfgs)*
            #[allow(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
            const _: () = {
                // Cargo compiles the crate again when the place of the reports changes.
                const _: ::core::option::Option<&str> = ::core::option_env!(#variable);
                #(#kernels)*
                impl #name {
                    #cost
                    #call_lanes
                }
            };
            #wrappers
        }
    }

    fn emit_cost(&self, compiled: &[Compiled]) -> TokenStream {
        // Of a generic kernel, that of its widest instance.
        let Some(last) = compiled.last() else { return TokenStream::new() };
        let cost = self.emitter(last).cost(&last.facts.cost(&last.kernel.body));
        quote! {
            #[doc(hidden)]
            pub const __COST: u32 = #cost;
        }
    }

    fn emit_kernel(&self, compiled: &Compiled) -> TokenStream {
        let emitter = self.emitter(compiled);
        let (p, g, name) = (self.private(), gang(), self.name());
        let m = emitter.mask_name(crate::lane::ENTRY);
        let kernel = &compiled.kernel;
        let instance = match kernel.instance {
            Some(ty) => ty.ident(Span::call_site()).to_token_stream(),
            None => quote!(()),
        };
        let arg_types = kernel.params.iter().map(|param| element(kernel.locals[param.0].declared));
        let ret_types = kernel.results.iter().map(|ty| ty.ident(Span::call_site()));
        let width = if emitter.width(compiled) == 32 { quote!(W32) } else { quote!(W64) };
        let report = emitter.report(compiled);
        let params: Vec<Ident> = kernel.params.iter().map(|param| emitter.local_name(*param)).collect();
        let body = emitter.body(compiled, self.generic);
        quote! {
            impl #p::Kernel<#instance> for #name {
                type Args = (#(#arg_types,)*);
                type Ret = (#(#ret_types,)*);
                type Width = #p::#width;
                const REPORT: #p::Report = #report;

                #[inline(always)]
                fn lanes<__G: #p::Gang>(
                    #g: __G,
                    #m: <__G as #p::Gang>::Mask,
                    (#(#params,)*): <Self::Args as #p::Elements>::Lanes<__G>,
                ) -> <Self::Ret as #p::Elements>::Lanes<__G> {
                    #body
                }
            }
        }
    }

    /// `__lanes`, by which other kernels call this one.
    fn emit_call_lanes(&self, compiled: &[Compiled]) -> TokenStream {
        let Some(first) = compiled.first() else { return TokenStream::new() };
        let emitter = self.emitter(first);
        let (p, g, kernel) = (self.private(), gang(), &first.kernel);
        let m = Ident::new("m", Span::mixed_site());
        let params: Vec<Ident> = kernel.params.iter().map(|param| emitter.local_name(*param)).collect();
        let arg_types: Vec<TokenStream> = self.signature_types().0;
        let ret_types: Vec<TokenStream> = self.signature_types().1;
        let (generics, instance, clause) = match self.generic {
            Some(generic) => (
                quote!(, #generic: #p::Float),
                quote!(#generic),
                quote!(where Self: #p::Kernel<#generic, Args = (#(#arg_types,)*), Ret = (#(#ret_types,)*)>),
            ),
            None => (TokenStream::new(), quote!(()), TokenStream::new()),
        };
        let single = (ret_types.len() == 1).then(|| quote!(.0));
        let ret = match &ret_types[..] {
            [ret] => quote!(<#ret as #p::Element>::Lanes<__G>),
            many => quote!((#(<#many as #p::Element>::Lanes<__G>,)*)),
        };
        quote! {
            #[doc(hidden)]
            #[inline(always)]
            pub fn __lanes<__G: #p::Gang #generics>(
                #g: __G,
                #m: <__G as #p::Gang>::Mask,
                #(#params: impl #p::LaneArg<__G, #arg_types>,)*
            ) -> #ret
            #clause
            {
                <Self as #p::Kernel<#instance>>::lanes(
                    #g,
                    #m,
                    (#(#p::LaneArg::<__G, #arg_types>::into_lanes(#params, #g),)*),
                )#single
            }
        }
    }

    /// Types of parameters and results as the user wrote them, the type parameter included.
    pub(super) fn signature_types(&self) -> (Vec<TokenStream>, Vec<TokenStream>) {
        let args = self
            .function
            .sig
            .inputs
            .iter()
            .filter_map(|input| match input {
                syn::FnArg::Typed(input) => Some(input.ty.to_token_stream()),
                syn::FnArg::Receiver(_) => None,
            })
            .collect();
        let rets = match &self.function.sig.output {
            syn::ReturnType::Default => Vec::new(),
            syn::ReturnType::Type(_, ty) => match &**ty {
                syn::Type::Tuple(tuple) => tuple.elems.iter().map(ToTokens::to_token_stream).collect(),
                other => vec![other.to_token_stream()],
            },
        };
        (args, rets)
    }

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
            Some(generic) => self.emit_generic_lane_fn(generic, compiled, &cost),
        };
        let plain = if self.generic.is_some() {
            emit_check(function, self.generic, compiled)
        } else {
            quote!(#[allow(dead_code)] #function)
        };
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
        let m = Ident::new("m", Span::mixed_site());
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

    /// A helper for both float types: a trait chooses the instance by the argument.
    fn emit_generic_lane_fn(
        &self,
        generic: &Ident,
        compiled: &[Compiled],
        cost: &TokenStream,
    ) -> TokenStream {
        let (p, g, name) = (self.private(), gang(), self.name());
        let m = Ident::new("m", Span::mixed_site());
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
            let scoped = quote! {
                fn lanes<__G: #p::Gang>(#g: __G, #m: <__G as #p::Gang>::Mask, #(#params,)*) -> (#(#rets,)*)
            };
            // The parameter types may name the type parameter: it is an alias here.
            quote! {
                const _: () = {
                    type #generic = #ty;
                    impl #instance<#ty> for #name {
                        #[inline(always)]
                        #scoped { #body }
                    }
                };
            }
        });
        quote! {
            pub trait #instance<#generic: #p::Float> {
                fn lanes<__G: #p::Gang>(#g: __G, #m: <__G as #p::Gang>::Mask, #(#lane_params,)*) -> #ret;
            }
            #(#impls)*
            impl #name {
                #cost
                #[doc(hidden)]
                #[inline(always)]
                pub fn __lanes<__G: #p::Gang, #generic: #p::Float>(
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

fn element(ty: Option<Scalar>) -> TokenStream {
    ty.map_or_else(|| quote!(f64), |ty| ty.ident(Span::call_site()).to_token_stream())
}
