//! The whole flow: parse → analyse → check → separate → vectorise → emit.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::ItemFn;

use crate::analyse::Facts;
use crate::attr::Args;
use crate::errors::Errors;
use crate::ir::Kernel;
use crate::lane::LaneKernel;
use crate::parse::Signature;
use crate::source::parse_function;
use crate::ty::Scalar;
use crate::{check, emit, parse, separate, vectorise};

/// Which attribute the function bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Ufunc,
    LaneFn,
}

/// A kernel with all that is known of it.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) kernel: Kernel,
    pub(crate) facts: Facts,
    pub(crate) lanes: LaneKernel,
    /// The kernel as it was before variables of loops were separated: what the interpreters compare with.
    #[cfg(test)]
    pub(crate) source: (Kernel, Facts),
}

/// Compiles one function. With errors the function itself is emitted again, so that nothing else breaks.
pub(crate) fn compile(form: Form, args: TokenStream, item: TokenStream) -> TokenStream {
    let function = match parse_function(item.clone()) {
        Ok(function) => function,
        Err(error) => {
            let mut tokens = error.into_compile_error();
            tokens.extend(item);
            return tokens;
        }
    };
    let errors = Errors::default();
    let args: Args = syn::parse2(args).unwrap_or_else(|error| {
        errors.push(error);
        Args::default()
    });
    match compile_function(form, &args, &function, &function, &errors) {
        Some(tokens) if errors.is_empty() => tokens,
        _ => {
            let mut tokens = errors.into_tokens();
            tokens.extend(stand_in(form, &args, &function));
            tokens
        }
    }
}

/// What is emitted beside errors: the call forms of a kernel without a body, so that callers do not break too; the
/// function as it is where its head is at fault.
fn stand_in(form: Form, args: &Args, function: &ItemFn) -> TokenStream {
    let mut bodiless = function.clone();
    bodiless.block = syn::parse_quote!({ panic!("this kernel does not compile") });
    let quiet = Errors::default();
    match compile_function(form, args, &bodiless, function, &quiet) {
        Some(tokens) if quiet.is_empty() => tokens,
        _ => emit::emit_original(function).to_token_stream(),
    }
}

/// Compiles `function`; `original` is what rustc checks.
fn compile_function(
    form: Form,
    args: &Args,
    function: &ItemFn,
    original: &ItemFn,
    errors: &Errors,
) -> Option<TokenStream> {
    let signature = parse::parse_signature(function, form, args.krate.as_ref(), errors);
    check::check_attribute(form, args, function, errors);
    let mut compiled = Vec::new();
    for instance in signature.instances() {
        compiled.push(compile_instance(form, function, &signature, instance, errors)?);
    }
    Some(emit::emit(form, args, original, &signature, &compiled))
}

/// Compiles a kernel for one type. A phase that finds errors stops the work.
pub(crate) fn compile_instance(
    form: Form,
    function: &ItemFn,
    signature: &Signature,
    instance: Option<Scalar>,
    errors: &Errors,
) -> Option<Compiled> {
    let kernel = parse::parse_kernel(function, form, signature, instance, errors)?;
    let facts = Facts::analyse(&kernel, errors);
    check::check_kernel(&kernel, &facts, errors);
    if !errors.is_empty() {
        return None;
    }
    #[cfg(test)]
    let source = (kernel.clone(), Facts::analyse(&kernel, errors));
    let (kernel, facts) = separate::separate(kernel, facts);
    let lanes = vectorise::vectorise(&kernel, &facts);
    Some(Compiled {
        kernel,
        facts,
        lanes,
        #[cfg(test)]
        source,
    })
}
