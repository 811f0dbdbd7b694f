//! What a loop's body does with what is outside of it.

use std::collections::BTreeMap;

use proc_macro2::Span;

use super::poly::{Atom, Poly};
use super::update::Update;

/// What the walk finds.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Accesses to elements of arrays from outside.
    pub(super) arrays: BTreeMap<String, Vec<Access>>,
    /// Assignments to variables from outside that are no reductions, with the operator.
    pub(super) assigned: Vec<(String, Span, String)>,
    /// Ways out of the loop.
    pub(super) exits: Vec<(Span, &'static str)>,
    /// Names from outside that stand for the whole variable, and how.
    pub(super) whole: Vec<(String, Span, Whole)>,
    /// Updates of reduction variables.
    pub(super) updates: Vec<(String, Update)>,
    /// Whether the work of an iteration differs from that of another.
    pub(super) is_uneven: bool,
    /// The place of `scan!`.
    pub(super) scans: Vec<Span>,
    /// The names of `arrays` as the source has them.
    pub(super) idents: BTreeMap<String, syn::Ident>,
}

/// How a variable from outside is used as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whole {
    Read,
    /// `&mut x`.
    Borrowed,
    /// `x.push(…)` and its like.
    Changed,
}

/// One access to an element.
#[derive(Clone, Debug)]
pub(super) struct Access {
    pub(super) index: Index,
    pub(super) kind: Kind,
    pub(super) span: Span,
    /// The index as it is written.
    pub(super) text: String,
    /// Whether every iteration makes it, as far as loops inside run at all.
    pub(super) is_certain: bool,
}

#[derive(Clone, Debug)]
pub(super) enum Index {
    /// `x[i]`.
    Flat(Poly),
    /// `x[a..b]`.
    Range(Poly, Poly),
    /// `x[[i, j]]`.
    Axes(Vec<Poly>),
    /// `x[..]`.
    All,
}

impl Index {
    /// Whether the index depends on this atom.
    pub(super) fn mentions(&self, atom: &Atom) -> bool {
        let in_poly = |poly: &Poly| {
            poly.atoms().into_iter().any(|found| found == atom || matches!(found, Atom::Mixed(_)))
        };
        match self {
            Index::Flat(index) => in_poly(index),
            Index::Range(lo, hi) => in_poly(lo) || in_poly(hi),
            Index::Axes(axes) => axes.iter().any(in_poly),
            Index::All => false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Read,
    Write,
    /// `x[i] += …`.
    Update,
}
