//! Scans: `reduction(inscan, +: s)` with `scan!(inclusive(s))` or `scan!(exclusive(s))`, in two passes.
//!
//! The first pass runs what adds to `s` and finds the sum of each block; the second runs all of the body, block by
//! block, with the sum of the blocks before in hand.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::Stmt;

use super::clause::Reduction;
use super::emit::{Region, own};
use super::facts::Kind;
use super::names::for_each_name;
use super::walk::Walk;
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
    /// What adds to the running value must not write: it runs twice.
    pub(super) fn check_halves(&self, halves: &Halves<'_>, walk: Walk<'_>, errors: &Errors) {
        let Some(scan) = self.scan() else { return };
        let adds = if halves.is_inclusive { halves.before } else { halves.after };
        let mut walk = walk;
        adds.iter().for_each(|stmt| syn::visit::Visit::visit_stmt(&mut walk, stmt));
        for (name, accesses) in &walk.facts.arrays {
            if let Some(access) = accesses.iter().find(|access| access.kind != Kind::Read) {
                errors.at(
                    access.span,
                    format!(
                        "`{name}` is written in the half of the scan that adds to `{}`, which runs twice",
                        scan.name
                    ),
                    "write on the other side of `scan!`, or in a loop of its own before",
                );
            }
        }
        if walk.facts.updates.is_empty() {
            errors.at(
                scan.name.span(),
                format!("nothing is added to `{}` on this side of `scan!`", scan.name),
                "an inclusive scan adds before `scan!` and reads after it, an exclusive one the other way round",
            );
        }
    }

    pub(super) fn scan_call(&self, windows: &[(Ident, TokenStream, bool)]) -> TokenStream {
        let (p, Some(scan)) = (self.private(), self.scan()) else { return TokenStream::new() };
        let (name, op) = (&scan.name, self.operation(scan));
        let (r, count, ctx) = (own("__region"), own("__count"), own("__ctx"));
        let (chunk, prefix, sum) = (own("__chunk"), own("__prefix"), own("__sum"));
        let sources = windows.iter().map(|(_, source, _)| source);
        let parts = windows.iter().map(|(name, ..)| quote!(mut #name));
        let copies = self.copies();
        // A block's own copy of what it has come to may be in a register.
        let running = own("__running");
        let first = self.with_runs(&self.adds(scan), |body, form| {
            let stmts = &body.stmts;
            form.each(&self.at_counter(&quote! {
                let mut #name = ::core::clone::Clone::clone(&#running);
                #(#stmts)*
                #running = #name;
            }))
        });
        let second = self.with_runs(self.body, |body, form| form.each(&self.all(body, scan, windows)));
        quote! {
            let #sum = #p::run_scan(
                &#r,
                #count,
                (#(#sources,)*),
                #p::scan::<#op, _>(&#name),
                |#ctx, #chunk, #sum| {
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

    /// The body of the first pass: what adds, and the variables that it reads.
    fn adds(&self, scan: &Reduction) -> syn::Block {
        let stmts = match halves(self.body, scan, &Errors::default()) {
            None => Vec::new(),
            Some(Halves { before, is_inclusive: true, .. }) => before.to_vec(),
            Some(Halves { before, after, .. }) => {
                let lets = before.iter().filter(|stmt| matches!(stmt, Stmt::Local(_)));
                lets.chain(after).cloned().collect()
            }
        };
        syn::Block { brace_token: self.body.brace_token, stmts }
    }

    /// An iteration of the second pass: the whole body.
    fn all(
        &self,
        body: &syn::Block,
        scan: &Reduction,
        windows: &[(Ident, TokenStream, bool)],
    ) -> TokenStream {
        let Some(Halves { before, after, is_inclusive }) = halves(body, scan, &Errors::default()) else {
            return TokenStream::new();
        };
        let (p, name, op) = (self.private(), &scan.name, self.operation(scan));
        let (t, prefix, running) = (own("__t"), own("__prefix"), own("__running"));
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
        let own_elements = windows
            .iter()
            .filter(|(.., is_wide)| *is_wide)
            .map(|(name, ..)| quote!(let mut #name = #name.iteration(#t);));
        let iteration = self.at_counter(&all);
        quote!(#(#own_elements)* #iteration)
    }

    /// `stmts` with the counter of iteration `__t`.
    fn at_counter(&self, stmts: &TokenStream) -> TokenStream {
        let (s, t, counter) = (own("__span"), own("__t"), &self.levels[0].counter);
        quote!(for #counter in ::core::iter::once(#s.at(#t)) { #stmts })
    }
}
