//! Calls in a body: of kernels it can be seen that they are some only where their path says so.

use proc_macro2::Span;
use syn::visit::{self, Visit};

use crate::errors::Errors;
use crate::ty::Scalar;

/// Modules of `ufunc`, in which all functions are kernels.
const KERNELS: [&str; 5] = ["ufunc", "math", "special", "stats", "norm"];

/// Refuses lanes where a function is called that need not be a kernel. Under `simd` all are taken for kernels.
pub(super) fn refuse_calls(body: &syn::Block, simd: Option<Span>, errors: &Errors) -> Option<()> {
    let mut found = Calls(None);
    found.visit_block(body);
    match found.0 {
        Some(path) if simd.is_none() => {
            let name = path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
            errors.on(
                &path,
                format!("`{name}` is called, which may be no kernel"),
                "if it is one, `simd` says so: then the loop has lanes",
            );
            None
        }
        _ => Some(()),
    }
}

struct Calls(Option<syn::Path>);

impl<'ast> Visit<'ast> for Calls {
    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let syn::Expr::Path(func) = &*call.func
            && self.0.is_none()
            && !is_known(&func.path)
        {
            self.0 = Some(func.path.clone());
        }
        visit::visit_expr_call(self, call);
    }
}

/// Whether the path is one of a number's methods, of `std::cmp`, or of a module of kernels.
fn is_known(path: &syn::Path) -> bool {
    let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let Some((_, owners)) = names.split_last() else { return false };
    owners.iter().any(|owner| KERNELS.contains(&owner.as_str()))
        || owners
            .last()
            .is_some_and(|owner| Scalar::from_name(owner).is_some() || owner == "cmp" || owner == "mem")
}
