//! What of a scan's body its first pass runs: the half that adds, and what that half needs of the other.

use std::collections::BTreeSet;

use proc_macro2::Span;
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Pat, Stmt};

use super::clause::{Op, Reduction};
use super::emit::Region;
use super::facts::{Access, Facts, Kind, Whole};
use super::names::for_each_name;
use super::scan::Halves;
use super::scope::names_of;
use super::walk::Walk;
use crate::errors::Errors;

/// Which statements in front of `scan!` the first pass runs. All of them where they add; else those that make what the
/// statements behind it use: declarations, and what may change a variable after its declaration.
fn of_first_half(halves: &Halves<'_>) -> Vec<bool> {
    let Halves { before, after, is_inclusive } = halves;
    if *is_inclusive {
        return vec![true; before.len()];
    }
    let mut changeable = Changeable::default();
    before.iter().for_each(|stmt| changeable.visit_stmt(stmt));
    let mut needed = BTreeSet::new();
    after.iter().for_each(|stmt| add_names(stmt, &mut needed));
    let mut runs: Vec<bool> = before
        .iter()
        .rev()
        .map(|stmt| {
            let runs = match stmt {
                Stmt::Local(local) => {
                    let mut names = Vec::new();
                    names_of(&local.pat, &mut names);
                    names.iter().any(|name| needed.contains(name))
                }
                Stmt::Item(_) => true,
                Stmt::Expr(..) | Stmt::Macro(_) => {
                    let mut names = BTreeSet::new();
                    add_names(stmt, &mut names);
                    names.iter().any(|name| changeable.0.contains(name) && needed.contains(name))
                }
            };
            if runs {
                add_names(stmt, &mut needed);
            }
            runs
        })
        .collect();
    runs.reverse();
    runs
}

fn add_names(stmt: &Stmt, names: &mut BTreeSet<String>) {
    for_each_name(stmt.to_token_stream(), &mut |name| {
        names.insert(name.to_owned());
    });
}

/// Variables that may be assigned after their declaration.
#[derive(Default)]
struct Changeable(BTreeSet<String>);

impl Visit<'_> for Changeable {
    fn visit_local(&mut self, local: &syn::Local) {
        if local.init.is_none() {
            let mut names = Vec::new();
            names_of(&local.pat, &mut names);
            self.0.extend(names);
        }
        visit::visit_local(self, local);
    }

    fn visit_pat(&mut self, pat: &Pat) {
        if let Pat::Ident(name) = pat
            && name.mutability.is_some()
        {
            self.0.insert(name.ident.to_string());
        }
        visit::visit_pat(self, pat);
    }
}

/// Where the running value is changed.
fn updates_of(scan: &Reduction, facts: &Facts) -> Vec<Span> {
    let is_own = |name: &str| scan.name == name;
    let updates = facts.updates.iter().filter(|(name, _)| is_own(name)).map(|(_, update)| update.span);
    let assigned = facts.assigned.iter().filter(|(name, ..)| is_own(name)).map(|(_, span, _)| *span);
    let changed = facts.whole.iter().filter(|(name, _, how)| is_own(name) && *how != Whole::Read);
    updates.chain(assigned).chain(changed.map(|(_, span, _)| *span)).collect()
}

impl Halves<'_> {
    /// The statements of the first pass.
    pub(super) fn adding(&self) -> Vec<Stmt> {
        let first =
            self.before.iter().zip(of_first_half(self)).filter_map(|(stmt, runs)| runs.then_some(stmt));
        let second = if self.is_inclusive { &[] } else { self.after };
        first.chain(second).cloned().collect()
    }
}

/// What the statements of one half do, in their order, those of the first pass marked.
type Steps = Vec<(Facts, bool)>;

impl Region<'_> {
    /// What adds to the running value runs twice, and the first time without what the other half does.
    pub(super) fn check_halves(
        &self,
        scan: &Reduction,
        halves: &Halves<'_>,
        mut walk: Walk<'_>,
        errors: &Errors,
    ) {
        let first = halves.before.iter().zip(of_first_half(halves));
        let second = halves.after.iter().map(|stmt| (stmt, !halves.is_inclusive));
        let steps: Steps = first
            .chain(second)
            .map(|(stmt, adds)| {
                walk.visit_stmt(stmt);
                (std::mem::take(&mut walk.facts), adds)
            })
            .collect();
        // How a type of one's own combines is for its methods to say: whatever mentions it may.
        let is_of_ones_own = matches!(scan.op, Op::User(_));
        let mentions = |facts: &Facts| facts.whole.iter().any(|(name, ..)| scan.name == name);
        let adds_where_it_should = steps.iter().any(|(facts, adds)| {
            *adds && (!updates_of(scan, facts).is_empty() || (is_of_ones_own && mentions(facts)))
        });
        if adds_where_it_should {
            check_steps(scan, steps, is_of_ones_own, errors);
            return;
        }
        let name = &scan.name;
        let (side, kind) =
            if halves.is_inclusive { ("before", "exclusive") } else { ("behind", "inclusive") };
        let is_added = steps.iter().any(|(facts, _)| !updates_of(scan, facts).is_empty());
        let help = if is_added {
            format!("write `scan!({kind}({name}));`, or add on the other side")
        } else {
            "an inclusive scan adds before `scan!` and reads behind it, an exclusive one the other way round"
                .to_owned()
        };
        errors.at(name.span(), format!("nothing is added to `{name}` {side} `scan!`"), help);
    }
}

fn check_steps(scan: &Reduction, steps: Steps, is_of_ones_own: bool, errors: &Errors) {
    let name = scan.name.to_string();
    let mut written = BTreeSet::new();
    for (facts, adds) in steps {
        if !adds {
            for span in updates_of(scan, &facts) {
                errors.at(
                    span,
                    format!("`{name}` is added to on the side of `scan!` that reads it"),
                    "an inclusive scan adds before `scan!` and reads behind it, an exclusive one the other way round",
                );
            }
            let is_written = |all: &[Access]| all.iter().any(|one| one.kind != Kind::Read);
            written.extend(
                facts.arrays.into_iter().filter_map(|(array, all)| is_written(&all).then_some(array)),
            );
            continue;
        }
        for (array, accesses) in &facts.arrays {
            if let Some(access) = accesses.iter().find(|access| access.kind != Kind::Read) {
                errors.at(
                    access.span,
                    format!(
                        "`{array}` is written in the half of the scan that adds to `{name}`, which runs twice"
                    ),
                    "write on the other side of `scan!`, or in a loop of its own before",
                );
            } else if let Some(access) = accesses.first().filter(|_| written.contains(array)) {
                errors.at(
                    access.span,
                    format!(
                        "what is added to `{name}` reads `{array}` after this iteration has written to it"
                    ),
                    format!("read it first: `let own = {array}[{}];`, and add `own`", access.text),
                );
            }
        }
        if let Some((_, span, _)) = facts.whole.iter().find(|(read, ..)| *read == name && !is_of_ones_own) {
            errors.at(
                *span,
                format!("what is added to `{name}` depends on `{name}` itself"),
                "a scan combines values that each iteration makes by itself; write a serial loop",
            );
        }
    }
}
