//! `#[ufunc]` and `#[lane_fn]` that leave a function as it is, so that a kernel's source can be compiled as plain Rust
//! and timed against its lanes.
//!
//! A generic function `fn f<T: Float>` becomes the one for `f64`: plain Rust has no `as` between type parameters.
//! `#[parallel]` leaves a function as it is but for what plain Rust does not know: `#[omp(…)]` and `scan!(…)`.

mod serial;

use proc_macro::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

/// Leaves the function as it is.
#[proc_macro_attribute]
pub fn ufunc(_args: TokenStream, item: TokenStream) -> TokenStream {
    plain(item)
}

/// Leaves the function as it is.
#[proc_macro_attribute]
pub fn lane_fn(_args: TokenStream, item: TokenStream) -> TokenStream {
    plain(item)
}

/// Leaves the function's loops as they are.
#[proc_macro_attribute]
pub fn parallel(_clauses: TokenStream, item: TokenStream) -> TokenStream {
    serial::without_clauses(item)
}

/// The function, inlined wherever it is called as a kernel is.
fn plain(item: TokenStream) -> TokenStream {
    let inline: TokenStream = "#[inline(always)]".parse().expect("an attribute");
    inline.into_iter().chain(without_generics(item)).collect()
}

fn without_generics(item: TokenStream) -> Vec<TokenTree> {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    let text: Vec<String> = tokens.iter().map(ToString::to_string).collect();
    let found = text.windows(5).position(|tokens| tokens == ["<", "T", ":", "Float", ">"]);
    if let Some(start) = found {
        tokens.drain(start..start + 5);
        return tokens.into_iter().map(in_f64).collect();
    }
    tokens
}

/// `T` becomes `f64`, wherever it stands.
fn in_f64(token: TokenTree) -> TokenTree {
    match token {
        TokenTree::Ident(name) if name.to_string() == "T" => Ident::new("f64", Span::call_site()).into(),
        TokenTree::Group(group) if group.delimiter() != Delimiter::None => {
            Group::new(group.delimiter(), group.stream().into_iter().map(in_f64).collect()).into()
        }
        other => other,
    }
}
