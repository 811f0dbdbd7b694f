//! Errors of one function, collected within a phase and reported together.

use std::cell::RefCell;

use proc_macro2::{Span, TokenStream};

/// Collects errors; a phase that found some stops the work after it.
#[derive(Debug, Default)]
pub(crate) struct Errors {
    found: RefCell<Vec<syn::Error>>,
}

impl Errors {
    /// An error at a token: what is wrong and why, then the way out.
    pub(crate) fn at(&self, span: Span, what: impl AsRef<str>, help: impl AsRef<str>) {
        let (what, help) = (what.as_ref(), help.as_ref());
        let message = if help.is_empty() { what.to_owned() } else { format!("{what}\n  help: {help}") };
        self.push(syn::Error::new(span, message));
    }

    /// As [`Errors::at`], for all the tokens of a node.
    pub(crate) fn on(&self, node: &impl quote::ToTokens, what: impl AsRef<str>, help: impl AsRef<str>) {
        let help = help.as_ref();
        let what = what.as_ref();
        let message = if help.is_empty() { what.to_owned() } else { format!("{what}\n  help: {help}") };
        self.push(syn::Error::new_spanned(node, message));
    }

    pub(crate) fn push(&self, error: syn::Error) {
        self.found.borrow_mut().push(error);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.borrow().is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.found.borrow().len()
    }

    /// All errors as `compile_error!` invocations.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.found.into_inner().into_iter().map(syn::Error::into_compile_error).collect()
    }

    /// The errors themselves.
    pub(crate) fn into_errors(self) -> Vec<syn::Error> {
        self.found.into_inner()
    }

    /// The messages, for tests.
    #[cfg(test)]
    pub(crate) fn messages(&self) -> Vec<String> {
        self.found.borrow().iter().map(ToString::to_string).collect()
    }
}
