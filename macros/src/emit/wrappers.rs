//! The call forms: thin calls of generic functions in `ufunc::__private`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::items::Item;
use crate::compile::Compiled;

/// The pieces that the call forms of one function share.
struct Parts {
    private: TokenStream,
    /// `T: Float, ` or nothing.
    generic: TokenStream,
    /// `T` or `()`.
    instance: TokenStream,
    /// Names of the arguments, `a0` and so on where the user's are no names.
    names: Vec<Ident>,
    operands: Vec<Ident>,
    args: Vec<TokenStream>,
    rets: Vec<TokenStream>,
    /// Bounds behind `where`, for a function and for an associated function.
    clause: TokenStream,
    associated_clause: TokenStream,
}

impl Item<'_> {
    fn parts(&self) -> Parts {
        let p = self.private();
        let (args, rets) = self.signature_types();
        let operands: Vec<Ident> = (0..args.len()).map(|at| format_ident!("__A{}", at)).collect();
        let names = self
            .function
            .sig
            .inputs
            .iter()
            .enumerate()
            .map(|(at, input)| match input {
                syn::FnArg::Typed(syn::PatType { pat, .. }) => match &**pat {
                    syn::Pat::Ident(pat) => {
                        let mut name = pat.ident.clone();
                        name.set_span(Span::call_site());
                        name
                    }
                    _ => format_ident!("a{}", at),
                },
                syn::FnArg::Receiver(_) => format_ident!("a{}", at),
            })
            .collect();
        let (name, bound) = (self.name(), self.bound());
        let (generic, instance, kernel) = match self.generic {
            Some(generic) => (
                quote!(#generic: #bound,),
                quote!(#generic),
                Some(quote!(#p::Kernel<#generic, Args = (#(#args,)*), Ret = (#(#rets,)*)>,)),
            ),
            None => (TokenStream::new(), quote!(()), None),
        };
        let operand_clause = quote!((#(#operands,)*): #p::Operands<(#(#args,)*)>,);
        let own = kernel.as_ref().map(|kernel| quote!(#name: #kernel));
        let associated = kernel.as_ref().map(|kernel| quote!(Self: #kernel));
        Parts {
            generic,
            instance,
            names,
            clause: quote!(where #own #operand_clause),
            associated_clause: quote!(where #associated #operand_clause),
            operands,
            args,
            rets,
            private: p,
        }
    }

    pub(super) fn emit_wrappers(&self, compiled: &[Compiled]) -> TokenStream {
        let parts = self.parts();
        let Parts { private: p, generic, instance, names, operands, args, rets, clause, .. } = &parts;
        let (cfgs, vis, name) = (self.cfgs(), &self.function.vis, self.name());
        let (attrs, lints) = (self.function_attrs(), self.allowed());
        let scalar = self.scalar_signature();
        let doc = format!(
            "Scalar form: `{scalar}`. Slices and `Vec`s give a `Vec`, `ndarray` arrays an array; arguments are \
             broadcast. See [`{name}`](enum@{name}) for `into`, `try_call` and `call_with`.\n\n# Panics\nIf the shapes \
             do not broadcast, or if the kernel panics for an element."
        );
        let forms = self.emit_forms(&parts);
        let reductions = self.args.reduce.is_some().then(|| self.emit_reductions(compiled));
        quote! {
            #(#attrs)*
            #(#lints)*
            ///
            #[doc = #doc]
            // Who calls only `f::into` uses the kernel too.
            #[allow(dead_code)]
            #[inline]
            #[track_caller]
            #vis fn #name<#generic #(#operands: #p::Operand<#args>),*>(
                #(#names: #operands),*
            ) -> #p::Output<(#(#operands,)*), (#(#args,)*), (#(#rets,)*)>
            #clause
            {
                #p::call::<#name, #instance, _>((#(#names,)*))
            }

            #(#cfgs)*
            #(#lints)*
            #[allow(clippy::all, clippy::pedantic)]
            impl #name {
                #forms
            }

            #reductions
        }
    }

    fn emit_forms(&self, parts: &Parts) -> TokenStream {
        let Parts { private: p, generic, instance, names, operands, args, rets, associated_clause, .. } =
            parts;
        let vis = &self.function.vis;
        let out_types: Vec<Ident> = (0..rets.len()).map(|at| format_ident!("__O{}", at)).collect();
        // Names that no parameter of the user's can be mistaken for.
        let (out, options) =
            (Ident::new("out", Span::mixed_site()), Ident::new("options", Span::mixed_site()));
        let (out_ty, outs) = match &out_types[..] {
            [one] => (quote!(#one), quote!((#out,))),
            many => (quote!((#(#many,)*)), quote!(#out)),
        };
        let operand_params = quote!(#(#operands: #p::Operand<#args>),*);
        let out_params = quote!(#(#out_types: #p::OutputOperand<#rets>),*);
        let output = quote!(#p::Output<(#(#operands,)*), (#(#args,)*), (#(#rets,)*)>);
        let bound = self.bound();
        let report = match self.generic {
            Some(generic) => quote! {
                #vis fn report<#generic: #bound>() -> &'static #p::Report
                where
                    Self: #p::Kernel<#generic>,
                {
                    #p::report::<Self, #generic>()
                }
            },
            None => quote! {
                #vis fn report() -> &'static #p::Report {
                    #p::report::<Self, ()>()
                }
            },
        };
        quote! {
            /// Computes into `out`, without allocating. Fails, with `out` untouched, if the shapes do not broadcast to
            /// that of `out`.
            #[inline]
            #[track_caller]
            #[allow(dead_code)]
            #vis fn into<#generic #operand_params, #out_params>(
                #(#names: #operands,)* #out: #out_ty
            ) -> ::core::result::Result<(), #p::ShapeError>
            #associated_clause
            {
                #p::into::<Self, #instance, _, _>((#(#names,)*), #outs)
            }

            /// As the call, but fails where the shapes do not broadcast.
            #[inline]
            #[track_caller]
            #[allow(dead_code)]
            #vis fn try_call<#generic #operand_params>(
                #(#names: #operands),*
            ) -> ::core::result::Result<#output, #p::ShapeError>
            #associated_clause
            {
                #p::try_call::<Self, #instance, _>((#(#names,)*))
            }

            /// As the call, with options of its own.
            #[inline]
            #[track_caller]
            #[allow(dead_code)]
            #vis fn call_with<#generic #operand_params>(
                #options: &#p::Options, #(#names: #operands),*
            ) -> #output
            #associated_clause
            {
                #p::call_with::<Self, #instance, _>(#options, (#(#names,)*))
            }

            /// As `into`, with options of its own.
            #[inline]
            #[track_caller]
            #[allow(dead_code)]
            #vis fn into_with<#generic #operand_params, #out_params>(
                #options: &#p::Options, #(#names: #operands,)* #out: #out_ty
            ) -> ::core::result::Result<(), #p::ShapeError>
            #associated_clause
            {
                #p::into_with::<Self, #instance, _, _>(#options, (#(#names,)*), #outs)
            }

            /// What the compiler found out about this kernel.
            #[allow(dead_code)]
            #report
        }
    }

    fn emit_reductions(&self, compiled: &[Compiled]) -> TokenStream {
        let p = self.private();
        let (cfgs, vis, name) = (self.cfgs(), &self.function.vis, self.name());
        let identity = &self.args.identity;
        let (args, _) = self.signature_types();
        let elem = &args[0];
        let impls = compiled.iter().map(|compiled| {
            let (instance, alias) = match (compiled.kernel.instance, self.generic) {
                (Some(ty), Some(generic)) => {
                    let ty = ty.ident(Span::call_site());
                    (quote!(#ty), quote!(#[allow(dead_code)] type #generic = #ty;))
                }
                _ => (quote!(()), TokenStream::new()),
            };
            quote! {
                #(#cfgs)*
                const _: () = {
                    #alias
                    impl #p::Associative<#instance> for #name {
                        type Elem = #elem;
                        const IDENTITY: #elem = #identity;
                    }
                };
            }
        });
        let bound = self.bound();
        let (generic, instance, clause, outer_clause) = match self.generic {
            Some(generic) => (
                quote!(#generic: #bound,),
                quote!(#generic),
                quote!(Self: #p::Associative<#generic, Elem = #generic>,),
                quote!(Self: #p::Kernel<#generic, Args = (#generic, #generic), Ret = (#generic,)>,),
            ),
            None => (TokenStream::new(), quote!(()), TokenStream::new(), TokenStream::new()),
        };
        quote! {
            #(#impls)*

            #(#cfgs)*
            #[allow(dead_code, clippy::all, clippy::pedantic)]
            impl #name {
                /// Combines all elements to one; the identity if there are none.
                #[track_caller]
                #vis fn reduce<#generic __A: #p::Operand<#elem>>(x: __A) -> #elem
                where
                    #clause
                {
                    #p::reduce::<Self, #instance, __A>(x)
                }

                /// Combines the elements along one axis.
                #[track_caller]
                #vis fn reduce_axis<#generic __A: #p::Operand<#elem>>(x: __A, axis: usize) -> #p::Reduced<__A, #elem>
                where
                    #clause
                    <__A as #p::Operand<#elem>>::Kind: #p::HasAxes,
                {
                    #p::reduce_axis::<Self, #instance, __A>(x, axis)
                }

                /// The running result over all elements.
                #[track_caller]
                #vis fn accumulate<#generic __A: #p::Operand<#elem>>(x: __A) -> #p::Same<__A, #elem>
                where
                    #clause
                {
                    #p::accumulate::<Self, #instance, __A>(x)
                }

                /// The running result along one axis.
                #[track_caller]
                #vis fn accumulate_axis<#generic __A: #p::Operand<#elem>>(x: __A, axis: usize) -> #p::Same<__A, #elem>
                where
                    #clause
                {
                    #p::accumulate_axis::<Self, #instance, __A>(x, axis)
                }

                /// The function of every element of `a` with every element of `b`.
                #[track_caller]
                #vis fn outer<#generic __A0: #p::Operand<#elem>, __A1: #p::Operand<#elem>>(
                    a: __A0,
                    b: __A1,
                ) -> #p::Outer<__A0, __A1, #elem, #elem, #elem>
                where
                    #outer_clause
                    <__A0 as #p::Operand<#elem>>::Kind: #p::OuterKind<<__A1 as #p::Operand<#elem>>::Kind>,
                {
                    #p::outer::<Self, #instance, __A0, __A1, #elem, #elem, #elem>(a, b)
                }
            }
        }
    }

    /// `fn logistic(x: f64, k: f64) -> f64`, for the documentation.
    fn scalar_signature(&self) -> String {
        let (args, rets) = self.signature_types();
        let names = self.parts().names;
        let args: Vec<String> = names.iter().zip(args).map(|(name, ty)| format!("{name}: {ty}")).collect();
        let rets: Vec<String> = rets.iter().map(ToString::to_string).collect();
        let generic = self.generic.zip(self.bound);
        let generic = generic.map(|(name, bound)| format!("<{name}: {}>", bound.name())).unwrap_or_default();
        let ret = if rets.len() == 1 { rets[0].clone() } else { format!("({})", rets.join(", ")) };
        format!("fn {}{generic}({}) -> {ret}", self.name(), args.join(", "))
    }
}
