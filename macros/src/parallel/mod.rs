//! `#[parallel]`: loops that are proved free of races, and run in chunks on all cores.
//!
//! The function stays ordinary Rust. Each outermost `for` over a range becomes a *region*: its body a closure over a
//! chunk of iterations, which changes nothing but the pieces of the written arrays that the run time hands it. So
//! rustc's borrow checker proves that nothing is shared that changes; the proof here (`prove.rs`) decides how the
//! arrays are cut, and tells people in their own words what cannot be parallel.

mod adding;
mod assigned;
mod body;
mod calls;
mod clause;
mod cut;
mod emit;
mod facts;
mod find;
mod form;
mod inner;
mod names;
mod poly;
mod prove;
mod refuse;
mod region;
mod report;
mod runs;
mod scan;
mod scope;
mod update;
mod walk;
mod windows;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ItemFn;

use crate::errors::Errors;
use crate::source::parse_function;
use clause::Clauses;

/// Compiles a function with parallel loops. With errors its head is emitted again, so that nothing else breaks.
pub(crate) fn compile(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut function = match parse_function(item.clone()) {
        Ok(function) => function,
        Err(error) => {
            let what =
                if item.to_string().contains("fn ") { error.to_string() } else { NO_FUNCTION.to_owned() };
            let mut tokens = syn::Error::new(error.span(), what).into_compile_error();
            tokens.extend(item);
            return tokens;
        }
    };
    let errors = Errors::default();
    let clauses: Clauses = syn::parse2(args).unwrap_or_else(|error| {
        errors.push(error);
        Clauses::default()
    });
    refuse_head(&function, &errors);
    let original = function.clone();
    find::compile_loops(&mut function, &clauses, &errors);
    if errors.is_empty() {
        return function.into_token_stream();
    }
    let mut tokens = errors.into_tokens();
    let mut bodiless = original;
    bodiless.block = syn::parse_quote!({ ::core::panic!("this function does not compile") });
    tokens.extend(quote! {
        #[allow(unused_variables, unused_mut, dead_code)]
        #bodiless
    });
    tokens
}

const NO_FUNCTION: &str =
    "`#[parallel]` stands before a function\n  help: its loops over ranges are then parallel";

fn refuse_head(function: &ItemFn, errors: &Errors) {
    if let Some(token) = &function.sig.asyncness {
        errors.on(
            token,
            "the loops of an `async fn` would block its executor",
            "call a plain function from it",
        );
    }
    if let Some(token) = &function.sig.constness {
        errors.on(token, "a function with parallel loops cannot be `const`", "remove `const`");
    }
}

/// What `#[parallel]` says of a function's source: nothing, or all errors.
#[cfg(test)]
pub(crate) fn accepts(args: &str, source: &str) -> Result<(), Vec<String>> {
    let mut function: ItemFn = syn::parse_str(source).expect("a function");
    let clauses: Clauses = syn::parse_str(args).map_err(|error| vec![error.to_string()])?;
    let errors = Errors::default();
    find::compile_loops(&mut function, &clauses, &errors);
    if errors.is_empty() { Ok(()) } else { Err(errors.messages()) }
}

#[cfg(test)]
mod random;
#[cfg(test)]
mod tests;
