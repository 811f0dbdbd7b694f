//! One parallel loop: what is asked of it, the proof, and what becomes of it.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::{Expr, ExprForLoop, Pat, Stmt};

use super::clause::{Clauses, Op, Reduction};
use super::cut::Cut;
use super::emit::Region;
use super::facts::{Access, Facts, Kind};
use super::names::{Binding, Names};
use super::poly::{Atom, Poly};
use super::prove::{Question, prove};
use super::scope::{Scope, is_array, range_of};
use super::walk::Walk;
use crate::errors::Errors;

/// What is around a loop.
#[derive(Debug)]
pub(super) struct Around {
    pub(super) krate: syn::Path,
    pub(super) function: String,
    pub(super) scope: Scope,
    /// Those in scope that are certainly `Copy`: numbers and shared references.
    pub(super) copies: BTreeSet<String>,
    /// How many regions the function has so far.
    pub(super) regions: usize,
}

/// A loop of those that become one: its counter and range.
#[derive(Clone, Debug)]
pub(super) struct Level {
    pub(super) counter: Pat,
    pub(super) name: String,
    pub(super) range: Expr,
    pub(super) step: Option<Expr>,
}

/// Compiles a loop into a region.
pub(super) fn compile_region(
    around: &Around,
    found: &ExprForLoop,
    clauses: &Clauses,
    errors: &Errors,
) -> Option<TokenStream> {
    let before = errors.len();
    let depth = clauses.collapse.map_or(1, |(depth, _)| depth);
    let (levels, body) = levels(found, depth, clauses, errors)?;
    check_clauses(around, clauses, errors);
    let outside: BTreeSet<String> = around.scope.keys().cloned().collect();
    let reductions: BTreeMap<String, Op> = clauses
        .reductions
        .iter()
        .map(|reduction| (reduction.name.to_string(), reduction.op.clone()))
        .collect();
    let label = levels_label(found);
    let mut walk = Walk::new(&outside, &reductions, label);
    for (level, inner) in levels.iter().enumerate() {
        walk.names.bind(inner.name.clone(), Binding::Counter(level));
    }
    walk.visit_block(body);
    let Walk { mut names, facts, .. } = walk;
    check_scan(clauses, &facts, errors);
    if let Some(scan) = clauses.reductions.iter().find(|reduction| reduction.is_scan) {
        super::scan::halves(body, scan, errors)?;
    }
    if errors.len() > before || refuse_time_loop(found, &levels[0], &facts, &names, errors) {
        return None;
    }
    let last_private: Vec<String> = clauses.last_private.iter().map(Ident::to_string).collect();
    let counters: Vec<String> = levels.iter().map(|level| level.name.clone()).collect();
    let step = match &levels[0].step {
        Some(step) => names.poly(step),
        None => Poly::constant(1),
    };
    let scanned = clauses.reductions.iter().find(|reduction| reduction.is_scan);
    let question = Question {
        counters: &counters,
        step,
        reductions: &reductions,
        last_private: &last_private,
        scanned: scanned.map(|reduction| reduction.name.to_string()),
        errors,
    };
    for name in &clauses.last_private {
        super::assigned::check_assigned(name, body, levels_label(found).as_deref(), errors);
    }
    let cuts = prove(&question, &facts, &names);
    if errors.len() > before {
        return None;
    }
    let region = Region {
        around,
        clauses,
        levels: &levels,
        label: found.label.as_ref(),
        body,
        facts: &facts,
        names: &names,
        cuts: &cuts,
    };
    if let Some(scan) = region.scan() {
        let halves = super::scan::halves(body, scan, errors)?;
        let mut walk = Walk::new(&outside, &reductions, None);
        walk.names.bind(region.levels[0].name.clone(), Binding::Counter(0));
        region.check_halves(scan, &halves, walk, errors);
    }
    Some(region.emit(errors))
}

/// A loop whose iterations all work on the same elements, with loops over ranges inside: one message instead of many.
fn refuse_time_loop(
    found: &ExprForLoop,
    level: &Level,
    facts: &Facts,
    names: &Names,
    errors: &Errors,
) -> bool {
    let written =
        facts.arrays.iter().filter(|(_, accesses)| accesses.iter().any(|access| access.kind != Kind::Read));
    let written: Vec<(&String, &Vec<Access>)> = written.collect();
    let ignores = |access: &Access| !access.index.mentions(&Atom::Counter(0));
    let all_ignore = facts.arrays.values().all(|accesses| accesses.iter().all(ignores));
    if names.bounds.is_empty() || written.is_empty() || !all_ignore || !facts.updates.is_empty() {
        return false;
    }
    let arrays: Vec<String> = written.iter().map(|(name, _)| format!("`{name}`")).collect();
    errors.at(
        found.for_token.span,
        format!("all iterations of `{}` write the same elements of {}", level.name, arrays.join(" and ")),
        "mark this loop `#[omp(serial)]`: then the loops inside are parallel",
    );
    true
}

/// The loops that are collapsed into one, and the body of the innermost.
fn levels<'f>(
    found: &'f ExprForLoop,
    depth: usize,
    clauses: &Clauses,
    errors: &Errors,
) -> Option<(Vec<Level>, &'f syn::Block)> {
    let mut levels: Vec<Level> = Vec::new();
    let mut current = found;
    loop {
        levels.push(level(current, levels.len(), errors)?);
        if levels.len() == depth {
            break;
        }
        let span = clauses.collapse.map_or_else(Span::call_site, |(_, span)| span);
        let [Stmt::Expr(Expr::ForLoop(inner), _)] = &current.body.stmts[..] else {
            errors.at(
                span,
                format!("there are not {depth} loops right inside each other"),
                "between the loops that are collapsed stands nothing else",
            );
            return None;
        };
        let mut uses_counter = false;
        super::names::for_each_name(quote::ToTokens::to_token_stream(&inner.expr), &mut |name| {
            uses_counter |= levels.iter().any(|level| level.name == name);
        });
        if uses_counter {
            errors.on(
                &inner.expr,
                "the range of a collapsed loop depends on the loop around it",
                "collapse loops over a rectangle, or leave `collapse` out",
            );
            return None;
        }
        current = inner;
    }
    if depth > 1
        && let Some(step) = levels.iter().find_map(|level| level.step.as_ref())
    {
        errors.on(
            step,
            "loops with a step cannot be collapsed",
            "compute the index from a counter without step",
        );
        return None;
    }
    Some((levels, &current.body))
}

fn level(found: &ExprForLoop, at: usize, errors: &Errors) -> Option<Level> {
    let name = match &*found.pat {
        Pat::Ident(name) if name.by_ref.is_none() && name.subpat.is_none() => name.ident.to_string(),
        Pat::Wild(_) => format!("_{at}"),
        other => {
            errors.on(other, "the counter of a parallel loop is a name or `_`", "");
            return None;
        }
    };
    if range_of(&found.expr).is_none() {
        errors.on(
            &found.expr,
            "a parallel loop runs over a range with both ends",
            "write `for i in 0..n { … }`",
        );
        return None;
    }
    let (range, step) = plain_range(&found.expr, errors)?;
    Some(Level { counter: (*found.pat).clone(), name, range, step })
}

/// The range without `.rev()`, which makes no difference between independent iterations, and its step.
fn plain_range(expr: &Expr, errors: &Errors) -> Option<(Expr, Option<Expr>)> {
    match expr {
        Expr::Paren(inner) => plain_range(&inner.expr, errors),
        Expr::MethodCall(call) if call.method == "step_by" => {
            let (range, step) = plain_range(&call.receiver, errors)?;
            let is_reversed = matches!(&*call.receiver, Expr::MethodCall(inner) if inner.method == "rev");
            if step.is_some() || is_reversed {
                errors.on(&call.method, "a range has one step, before it is reversed", "compute the index");
                return None;
            }
            Some((range, Some(call.args.first()?.clone())))
        }
        Expr::MethodCall(call) if call.method == "rev" => plain_range(&call.receiver, errors),
        range => Some((range.clone(), None)),
    }
}

fn levels_label(found: &ExprForLoop) -> Option<String> {
    found.label.as_ref().map(|label| label.name.ident.to_string())
}

/// Checks the clauses against what is around.
fn check_clauses(around: &Around, clauses: &Clauses, errors: &Errors) {
    let names = clauses.reductions.iter().map(|reduction| &reduction.name).chain(&clauses.last_private);
    let mut seen = BTreeSet::new();
    for name in names {
        let text = name.to_string();
        if !around.scope.contains_key(&text) {
            errors.at(
                name.span(),
                format!("there is no variable `{text}` before the loop"),
                format!("declare it before the loop, `let mut {text} = …;`"),
            );
        } else if !seen.insert(text.clone()) {
            errors.at(name.span(), format!("`{text}` stands in two clauses"), "remove one of them");
        }
    }
    let scans: Vec<&Reduction> = clauses.reductions.iter().filter(|reduction| reduction.is_scan).collect();
    if let Some(scan) = scans.first() {
        if clauses.reductions.len() > 1 {
            errors.at(scan.name.span(), "a scan is the only reduction of its loop", "split the loop");
        } else if scan.is_array {
            errors.at(scan.name.span(), "a scan runs over one variable", "");
        } else if clauses.collapse.is_some_and(|(depth, _)| depth > 1) || !clauses.last_private.is_empty() {
            errors.at(scan.name.span(), "a scan is neither collapsed nor `lastprivate`", "");
        }
    }
    for reduction in &clauses.reductions {
        let declared = around.scope.get(&reduction.name.to_string()).and_then(Option::as_ref);
        if !reduction.is_array && declared.is_some_and(is_array) {
            let name = &reduction.name;
            errors.at(
                name.span(),
                format!("`{name}` is an array"),
                format!("write `{name}[..]` for its elements"),
            );
        }
        if reduction.is_array && matches!(reduction.op, Op::User(_)) {
            errors.at(
                reduction.name.span(),
                "the elements of an array are combined by `+ * min max & | ^ && ||`",
                "",
            );
        }
    }
}

fn check_scan(clauses: &Clauses, facts: &Facts, errors: &Errors) {
    let scan = clauses.reductions.iter().find(|reduction| reduction.is_scan);
    match (scan, &facts.scans[..]) {
        (None, []) | (Some(_), [_]) => {}
        (None, [span, ..]) => errors.at(
            *span,
            "`scan!` belongs to a loop with `reduction(inscan, …)`",
            "write `#[parallel(reduction(inscan, +: s))]`",
        ),
        (Some(scan), []) => errors.at(
            scan.name.span(),
            "a scan needs the place where its running value is read",
            format!("write `scan!(inclusive({}));` between what adds to it and what reads it", scan.name),
        ),
        (Some(_), [_, second, ..]) => errors.at(*second, "a loop has one `scan!`", "split the loop"),
    }
}

/// The windows' arrays and cuts in a fixed order.
pub(super) fn written<'c>(cuts: &'c BTreeMap<String, Cut>, facts: &Facts) -> Vec<(Ident, &'c Cut)> {
    cuts.iter().filter_map(|(name, cut)| Some((facts.idents.get(name)?.clone(), cut))).collect()
}

/// The span of a range, for errors.
pub(super) fn span_of(level: &Level) -> Span {
    level.range.span()
}
