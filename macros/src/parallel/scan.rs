//! Scans: `reduction(inscan, +: s)` with `scan!(inclusive(s))` or `scan!(exclusive(s))`, in two passes.
//!
//! The first pass runs what adds to `s` and finds the sum of each block; the second runs all of the body, block by
//! block, with the sum of the blocks before in hand.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::Stmt;

use super::clause::Reduction;
use super::emit::{Region, own};
use super::names::for_each_name;
use crate::errors::Errors;

/// The two halves of a scan's body.
pub(super) struct Halves<'a> {
    pub(super) before: &'a [Stmt],
    pub(super) after: &'a [Stmt],
    pub(super) is_inclusive: bool,
}

/// Takes the body apart at `scan!`.
pub(super) fn halves<'a>(body: &'a syn::Block, scan: &Reduction, errors: &Errors) -> Option<Halves<'a>> {
    let is_scan = |mac: &syn::Macro| mac.path.segments.last().is_some_and(|segment| segment.ident == "scan");
    let found = body.stmts.iter().position(|stmt| match stmt {
        Stmt::Macro(stmt) => is_scan(&stmt.mac),
        Stmt::Expr(syn::Expr::Macro(expr), _) => is_scan(&expr.mac),
        _ => false,
    });
    let Some(at) = found else {
        errors.at(
            scan.name.span(),
            "`scan!` stands below an `if` or in a loop",
            "it is a statement of the loop's own body",
        );
        return None;
    };
    let mac = match &body.stmts[at] {
        Stmt::Macro(stmt) => &stmt.mac,
        Stmt::Expr(syn::Expr::Macro(expr), _) => &expr.mac,
        _ => return None,
    };
    let help = format!("write `scan!(inclusive({0}));` or `scan!(exclusive({0}));`", scan.name);
    let call: syn::ExprCall = match mac.parse_body() {
        Ok(call) => call,
        Err(_) => {
            errors.on(mac, "`scan!` says which scan it is, and of which variable", help);
            return None;
        }
    };
    let kind = call.func.to_token_stream().to_string();
    let variable = call.args.first().map(|arg| arg.to_token_stream().to_string());
    if !["inclusive", "exclusive"].contains(&kind.as_str()) || variable != Some(scan.name.to_string()) {
        errors.on(mac, "`scan!` says which scan it is, and of which variable", help);
        return None;
    }
    let mut continues = None;
    for stmt in &body.stmts {
        for_each_name(stmt.to_token_stream(), &mut |name| {
            if name == "continue" {
                continues = Some(());
            }
        });
    }
    if continues.is_some() {
        errors.on(mac, "an iteration of a scan cannot be left by `continue`", "use `if` and `else`");
        return None;
    }
    let (before, after) = (&body.stmts[..at], &body.stmts[at + 1..]);
    Some(Halves { before, after, is_inclusive: kind == "inclusive" })
}

impl Region<'_> {
    pub(super) fn scan_call(&self, windows: &[(Ident, TokenStream, bool)]) -> TokenStream {
        let (p, Some(scan)) = (self.private(), self.scan()) else { return TokenStream::new() };
        let (name, op) = (&scan.name, self.operation(scan));
        let (r, count, ctx) = (own("__region"), own("__count"), own("__ctx"));
        let (chunk, prefix, sum) = (own("__chunk"), own("__prefix"), own("__sum"));
        let sources = windows.iter().map(|(_, source, _)| source);
        let parts: Vec<_> = windows.iter().map(|(name, ..)| quote!(mut #name)).collect();
        let elements = own_elements(windows);
        let copies = self.copies();
        // A block's own copy of what it has come to may be in a register.
        let running = own("__running");
        let first = self.with_runs(&self.adds(scan), |body, form| {
            let stmts = &body.stmts;
            let iteration = self.at_counter(&quote! {
                let mut #name = ::core::clone::Clone::clone(&#running);
                #(#stmts)*
                #running = #name;
            });
            form.each(&quote!(#elements #iteration))
        });
        let second = self.with_runs(self.body, |body, form| {
            let iteration = self.all(body, scan);
            form.each(&quote!(#elements #iteration))
        });
        quote! {
            let #sum = #p::run_scan(
                &#r,
                #count,
                (#(#sources,)*),
                #p::scan::<#op, _>(&#name),
                |#ctx, #chunk, (#(#parts,)*), #sum| {
                    #copies
                    let mut #running = ::core::clone::Clone::clone(&*#sum);
                    #first
                    *#sum = #running;
                },
                |#ctx, #chunk, (#(#parts,)*), #prefix, #sum| {
                    #copies
                    let mut #running = ::core::clone::Clone::clone(&*#sum);
                    #second
                    *#sum = #running;
                },
            );
            #name = #sum;
        }
    }

    /// The body of the first pass.
    fn adds(&self, scan: &Reduction) -> syn::Block {
        let halves = halves(self.body, scan, &Errors::default());
        let stmts = halves.map_or_else(Vec::new, |halves| halves.adding());
        syn::Block { brace_token: self.body.brace_token, stmts }
    }

    /// An iteration of the second pass: the whole body.
    fn all(&self, body: &syn::Block, scan: &Reduction) -> TokenStream {
        let Some(Halves { before, after, is_inclusive }) = halves(body, scan, &Errors::default()) else {
            return TokenStream::new();
        };
        let (p, name, op) = (self.private(), &scan.name, self.operation(scan));
        let (prefix, running) = (own("__prefix"), own("__running"));
        let all = if is_inclusive {
            quote! {
                let mut #name = ::core::clone::Clone::clone(&#running);
                #(#before)*
                #running = ::core::clone::Clone::clone(&#name);
                let mut #name = #p::joined::<#op, _>(#prefix, &#name);
                #(#after)*
            }
        } else {
            quote! {
                let mut #name = #p::joined::<#op, _>(#prefix, &#running);
                #(#before)*
                let mut #name = ::core::clone::Clone::clone(&#running);
                #(#after)*
                #running = #name;
            }
        };
        self.at_counter(&all)
    }

    /// `stmts` with the counter of iteration `__t`.
    fn at_counter(&self, stmts: &TokenStream) -> TokenStream {
        let (s, t, counter) = (own("__span"), own("__t"), &self.levels[0].counter);
        quote!(for #counter in ::core::iter::once(#s.at(#t)) { #stmts })
    }
}

/// Takes the elements that an iteration owns of what is cut into more than one a piece.
fn own_elements(windows: &[(Ident, TokenStream, bool)]) -> TokenStream {
    let t = own("__t");
    let wide = windows.iter().filter(|(.., is_wide)| *is_wide).map(|(name, ..)| name);
    quote!(#(let mut #wide = #wide.iteration(#t);)*)
}
