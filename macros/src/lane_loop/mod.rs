//! Lane loops: `for j in lo..hi { … }` whose iterations are the lanes of gangs.
//!
//! The loop goes the way of a kernel: parsed, analysed, checked, vectorised and emitted by the same passes. What it has
//! besides is its counter, which differs by one from lane to lane, arrays from outside, and reductions. That no
//! iteration reads what another writes is for the caller to prove.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use syn::Ident;

use crate::analyse::{Cost, Facts};
use crate::errors::Errors;
use crate::ty::Scalar;
use crate::{check, emit, parse, separate, vectorise};

/// A loop to compile.
#[derive(Debug)]
pub(crate) struct LoopSpec<'a> {
    pub(crate) krate: &'a syn::Path,
    /// The name of the struct to emit.
    pub(crate) item: Ident,
    pub(crate) counter: &'a Ident,
    pub(crate) counter_type: Scalar,
    /// The loop's label, without which a `continue` inside an inner loop cannot name it.
    pub(crate) label: Option<&'a syn::Lifetime>,
    pub(crate) body: &'a syn::Block,
    /// Names in scope outside of the loop, with the type where the source says it.
    pub(crate) outer: &'a BTreeMap<String, Option<syn::Type>>,
    /// Arrays that the body writes.
    pub(crate) written: &'a BTreeSet<String>,
    /// Arrays of which any iteration may update any element, in the order of iterations: `array[k] += value`.
    pub(crate) updated: &'a BTreeSet<String>,
    pub(crate) reductions: &'a [Ident],
}

/// A loop in lanes.
#[derive(Debug)]
pub(crate) struct LaneLoop {
    /// The struct and its `impl LaneLoop`. Its fields `lo`, `count` and `progress` are for the caller to fill in.
    pub(crate) item: TokenStream,
    /// The fields that hold what is captured, with their values: `alpha: alpha, old: AsTable::table(&old),`.
    pub(crate) fields: TokenStream,
    /// The names of the fields of the reductions, in their order; each holds a `&mut Slots<Op, T>`.
    pub(crate) reductions: Vec<Ident>,
    pub(crate) cost: Cost,
    /// How the arrays are accessed, for the report.
    pub(crate) remarks: Vec<(proc_macro2::Span, &'static str)>,
}

/// Compiles a loop. The errors say what has no lanes, and why, at the token.
pub(crate) fn compile_loop(spec: &LoopSpec<'_>, errors: &Errors) -> Option<LaneLoop> {
    let before = errors.len();
    let kernel = parse::parse_lane_loop(spec, errors)?;
    let facts = Facts::analyse(&kernel, errors);
    check::check_kernel(&kernel, &facts, errors);
    check::check_captures(&kernel, &facts, errors);
    check::check_updates(&kernel, &facts, errors);
    if errors.len() > before {
        return None;
    }
    let (kernel, facts) = separate::separate(kernel, facts);
    let lanes = vectorise::vectorise(&kernel, &facts);
    let around = kernel.around.as_ref()?;
    Some(emit::emit_lane_loop(spec, &kernel, around, &facts, &lanes))
}

#[cfg(test)]
mod tests;
