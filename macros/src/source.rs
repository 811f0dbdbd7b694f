//! The function that bears an attribute.

use proc_macro2::TokenStream;
use syn::visit_mut::{self, VisitMut};
use syn::{ItemFn, Type};

/// Parses it. Types that a `macro_rules!` macro was given as `$t:ty` come in groups without delimiters, which say nothing
/// about the type: they are taken off.
pub(crate) fn parse_function(item: TokenStream) -> syn::Result<ItemFn> {
    let mut function: ItemFn = syn::parse2(item)?;
    Ungroup.visit_item_fn_mut(&mut function);
    Ok(function)
}

struct Ungroup;

impl VisitMut for Ungroup {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        while let Type::Group(group) = ty {
            *ty = (*group.elem).clone();
        }
        visit_mut::visit_type_mut(self, ty);
    }
}
