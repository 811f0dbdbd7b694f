//! The items that stand for a function: its type, what it implements, and how it is called.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, ItemFn};

use super::original::{emit_check, is_lint};
use super::{Emitter, gang};
use crate::attr::Args;
use crate::compile::Compiled;
use crate::parse::Bound;
use crate::ty::Scalar;

pub(super) struct Item<'a> {
    pub(super) krate: TokenStream,
    pub(super) function: &'a ItemFn,
    /// The type parameter and what bounds it.
    pub(super) generic: Option<&'a Ident>,
    pub(super) bound: Option<Bound>,
    pub(super) args: &'a Args,
}

impl Item<'_> {
    pub(super) fn private(&self) -> TokenStream {
        let krate = &self.krate;
        quote!(#krate::__private)
    }

    /// `::ufunc::__private::Float` and its like.
    pub(super) fn bound(&self) -> TokenStream {
        let p = self.private();
        let name = self.bound.map(|bound| Ident::new(bound.name(), Span::call_site()));
        quote!(#p::#name)
    }

    pub(super) fn emitter<'e>(&'e self, compiled: &'e Compiled) -> Emitter<'e> {
        Emitter {
            kernel: &compiled.kernel,
            facts: &compiled.facts,
            krate: &self.krate,
            private: self.private(),
            wrapping: self.args.wrapping,
            streams: false,
            partial: false,
        }
    }

    pub(super) fn name(&self) -> &Ident {
        &self.function.sig.ident
    }

    pub(super) fn attrs(&self, keep: impl Fn(&Attribute) -> bool) -> Vec<&Attribute> {
        self.function.attrs.iter().filter(|attr| keep(attr)).collect()
    }

    /// `cfg` applies to every item that is made.
    pub(super) fn cfgs(&self) -> Vec<&Attribute> {
        self.attrs(|attr| attr.path().is_ident("cfg"))
    }

    /// Lints that the user allows, which every item must then allow.
    pub(super) fn allowed(&self) -> Vec<&Attribute> {
        self.attrs(|attr| attr.path().is_ident("allow"))
    }

    /// Attributes of the callable function.
    pub(super) fn function_attrs(&self) -> Vec<&Attribute> {
        self.attrs(|attr| !is_lint(attr) && !attr.path().is_ident("inline"))
    }

    /// The uninhabited type that carries the associated functions.
    pub(super) fn emit_type(&self, what: &str) -> TokenStream {
        let (cfgs, vis, name) = (self.cfgs(), &self.function.vis, self.name());
        let (docs, lints) = (self.attrs(|attr| attr.path().is_ident("doc")), self.allowed());
        let doc = format!("{what} [`{name}()`].");
        quote! {
            #(#cfgs)*
            #(#docs)*
            ///
            #[doc = #doc]
            #(#lints)*
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

    pub(super) fn emit_cost(&self, compiled: &[Compiled]) -> TokenStream {
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
        let width = match (emitter.width(compiled), compiled.facts.has_narrow(&compiled.kernel)) {
            (32, _) => quote!(W32),
            (_, true) => quote!(WMixed),
            (_, false) => quote!(W64),
        };
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
        let (p, g, kernel, bound) = (self.private(), gang(), &first.kernel, self.bound());
        let m = Ident::new("__m", Span::mixed_site());
        let params: Vec<Ident> = kernel.params.iter().map(|param| emitter.local_name(*param)).collect();
        let arg_types: Vec<TokenStream> = self.signature_types().0;
        let ret_types: Vec<TokenStream> = self.signature_types().1;
        let (generics, instance, clause) = match self.generic {
            Some(generic) => (
                quote!(, #generic: #bound),
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
}

pub(super) fn element(ty: Option<Scalar>) -> TokenStream {
    ty.map_or_else(|| quote!(f64), |ty| ty.ident(Span::call_site()).to_token_stream())
}
