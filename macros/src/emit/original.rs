//! The user's own function, for rustc to check.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ItemFn;

use crate::compile::Compiled;

/// The function as it was written, without the attribute, where the kernel could not be made.
pub(crate) fn emit_original(function: &ItemFn) -> TokenStream {
    quote! {
        #[allow(dead_code)]
        #function
    }
}

/// The function once for each type, where nobody can call it: rustc reports mistakes at the user's tokens.
pub(super) fn emit_check(
    function: &ItemFn,
    generic: Option<&proc_macro2::Ident>,
    compiled: &[Compiled],
) -> TokenStream {
    let mut function = function.clone();
    function.vis = syn::Visibility::Inherited;
    function.attrs.retain(is_lint);
    function.sig.generics = syn::Generics::default();
    let checks = compiled.iter().enumerate().map(|(at, compiled)| {
        let alias = generic.zip(compiled.kernel.instance).map(|(name, ty)| {
            let ty = ty.ident(name.span());
            quote!(#[allow(dead_code)] type #name = #ty;)
        });
        // Warnings of a generic function are told once.
        let quiet = (at > 0).then(|| quote!(#[allow(warnings)]));
        let function = function.to_token_stream();
        quote! {
            const _: () = {
                #alias
                #quiet
                #[allow(dead_code)]
                #function
            };
        }
    });
    checks.collect()
}

/// `#[allow(…)]`, `#[expect(…)]` and their kin.
pub(super) fn is_lint(attr: &syn::Attribute) -> bool {
    ["allow", "warn", "deny", "forbid", "expect"].iter().any(|name| attr.path().is_ident(name))
}
