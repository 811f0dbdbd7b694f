//! The compiler of the crate `ufunc`: `#[ufunc]` and `#[lane_fn]`.
//!
//! `compile.rs` reads like its contents page. Users meet this crate only through `ufunc`, whose documentation
//! describes the language.

mod analyse;
mod attr;
mod check;
mod compile;
mod emit;
mod errors;
#[cfg(test)]
mod interp;
mod ir;
mod ir_walk;
mod lane;
mod lane_loop;
mod parse;
mod separate;
mod ty;
mod vectorise;

use proc_macro::TokenStream;

/// Compiles a scalar function into one that takes scalars, slices and arrays, on all lanes and cores.
///
/// See the crate `ufunc` for the language and the call forms. Arguments: `reduce, identity = value` for an
/// associative function of two arguments; `wrapping` for integers that wrap in every build, not only where
/// `debug_assertions` are off; `crate = path` where the crate `ufunc` bears another name.
#[proc_macro_attribute]
pub fn ufunc(args: TokenStream, item: TokenStream) -> TokenStream {
    compile::compile(compile::Form::Ufunc, args.into(), item.into()).into()
}

/// Compiles a helper that only other kernels call.
///
/// Parameters that are references, arrays or `usize` are uniform: one value for all lanes.
#[proc_macro_attribute]
pub fn lane_fn(args: TokenStream, item: TokenStream) -> TokenStream {
    compile::compile(compile::Form::LaneFn, args.into(), item.into()).into()
}

/// Calls a plain scalar function lane by lane: `scalar!(their_fn(x, y))`. Outside a kernel it is the call itself.
#[proc_macro]
pub fn scalar(call: TokenStream) -> TokenStream {
    call
}
