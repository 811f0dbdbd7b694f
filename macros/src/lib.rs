//! The compiler of the crate `ufunc`: `#[ufunc]`, `#[lane_fn]` and `#[parallel]`.
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
mod parallel;
mod parse;
mod separate;
mod source;
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
///
/// How often it is called is not told by the number of elements: the last gang may compute elements a second time, and
/// lanes beyond a few elements repeat the last. So the function's result must depend on its arguments alone.
#[proc_macro]
pub fn scalar(call: TokenStream) -> TokenStream {
    call
}

/// Runs the loops of a function on all cores, chunk by chunk, where it is proved that their iterations do not race.
///
/// See the crate `ufunc` for the clauses, which are OpenMP's: `schedule(static|dynamic|guided|auto|runtime [, chunk])`,
/// `num_threads(n)`, `if(condition)`, `reduction(op: variable, …)`, `collapse(n)`, `lastprivate(variable)`, `simd`. A loop
/// takes clauses of its own by `#[omp(…)]` before it; `#[omp(serial)]` leaves one alone.
#[proc_macro_attribute]
pub fn parallel(args: TokenStream, item: TokenStream) -> TokenStream {
    parallel::compile(args.into(), item.into()).into()
}

/// The clauses of one loop of a `#[parallel]` function.
#[proc_macro_attribute]
pub fn omp(_: TokenStream, item: TokenStream) -> TokenStream {
    let message = "`#[omp]` stands before a loop of a function that is `#[parallel]`\n  help: write `#[parallel]` before the \
                   function";
    let mut tokens: TokenStream =
        syn::Error::new(proc_macro2::Span::call_site(), message).into_compile_error().into();
    tokens.extend(item);
    tokens
}

/// The place in the body of a scan where the running value is complete: `scan!(inclusive(s))` or `scan!(exclusive(s))`.
#[proc_macro]
pub fn scan(_: TokenStream) -> TokenStream {
    let message = "`scan!` stands in the body of a parallel loop with `reduction(inscan, …)`";
    syn::Error::new(proc_macro2::Span::call_site(), message).into_compile_error().into()
}
