//! From the lane IR to Rust.
//!
//! Generated code has no `unsafe` and no closures, names everything by absolute path, and leaves the types of lanes to
//! rustc wherever the compiler need not know them. What does not depend on the user's syntax is an ordinary function in
//! `ufunc::__private`.

mod access;
mod body;
mod expr;
mod gangs;
mod items;
mod lane_fn;
mod lane_loop;
mod original;
pub(crate) mod report;
mod stmt;
mod uniform;
mod wrappers;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{ItemFn, Path};

use crate::analyse::Facts;
use crate::attr::Args;
use crate::compile::{Compiled, Form};
use crate::ir::{Kernel, LocalId, TargetId};
use crate::lane::{ENTRY, MaskId};
use crate::parse::Signature;
use crate::ty::Scalar;

pub(crate) use lane_loop::emit_lane_loop;
pub(crate) use original::emit_original;

/// Emits everything that stands for one function.
pub(crate) fn emit(
    form: Form,
    args: &Args,
    function: &ItemFn,
    signature: &Signature,
    compiled: &[Compiled],
) -> TokenStream {
    let krate = signature.krate.to_token_stream();
    let generic = signature.generic.as_ref();
    let item = items::Item {
        krate,
        function,
        generic: generic.map(|generic| &generic.name),
        bound: generic.map(|generic| generic.bound),
        args,
    };
    match form {
        Form::Ufunc => item.emit_ufunc(compiled),
        Form::LaneFn => item.emit_lane_fn(compiled),
    }
}

/// What the emission of one kernel's body needs at every step.
pub(super) struct Emitter<'a> {
    pub(super) kernel: &'a Kernel,
    pub(super) facts: &'a Facts,
    /// `::ufunc`, or what the attribute says.
    pub(super) krate: &'a TokenStream,
    /// `::ufunc::__private`.
    pub(super) private: TokenStream,
    /// Whether integer arithmetic wraps in every build.
    pub(super) wrapping: bool,
    /// Whether the accesses of a lane loop that every iteration makes have been cut to slices.
    pub(super) streams: bool,
    /// Whether even the mask of all lanes has lanes that are off.
    pub(super) partial: bool,
}

impl Emitter<'_> {
    pub(super) fn local_name(&self, local: LocalId) -> Ident {
        let name = &self.kernel.locals[local.0].name;
        let name = name.strip_prefix("r#").unwrap_or(name);
        Ident::new(&format!("{name}__{}", local.0), Span::mixed_site())
    }

    pub(super) fn mask_name(&self, mask: MaskId) -> Ident {
        if mask == ENTRY {
            Ident::new("__m", Span::mixed_site())
        } else {
            Ident::new(&format!("__m{}", mask.0), Span::mixed_site())
        }
    }

    pub(super) fn kept_name(&self, at: usize) -> Ident {
        Ident::new(&format!("__kept{at}"), Span::mixed_site())
    }

    pub(super) fn label(&self, target: TargetId) -> syn::Lifetime {
        syn::Lifetime::new(&format!("'l_{}", target.0), Span::mixed_site())
    }

    /// The type of this scalar in lanes.
    pub(super) fn lanes_of(&self, ty: Scalar) -> TokenStream {
        let p = &self.private;
        match ty {
            Scalar::Usize => quote!(#p::UsizeLanes<__G>),
            Scalar::Isize => quote!(#p::IsizeLanes<__G>),
            Scalar::Bool => quote!(<__G as #p::Gang>::Mask),
            ty => {
                let name = Ident::new(&ty.name().to_uppercase(), Span::call_site());
                quote!(<__G as #p::Gang>::#name)
            }
        }
    }
}

/// The gang, in generated code.
pub(super) fn gang() -> Ident {
    Ident::new("__g", Span::mixed_site())
}

/// Something that belongs to the type that bears a kernel's name. Written `<f>::…`, so that rustc says of a plain
/// function that it is no type.
pub(super) fn associated(path: &Path, name: &str) -> TokenStream {
    let mut path = path.clone();
    for segment in &mut path.segments {
        segment.arguments = syn::PathArguments::None;
    }
    let name = Ident::new(name, Span::call_site());
    let span = syn::spanned::Spanned::span(&path);
    quote_spanned!(span=> <#path>::#name)
}
