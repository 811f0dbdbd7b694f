//! Where the walk through the body of a parallel loop is, and what it notes.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::{Expr, Pat, UnOp};

use super::clause::Op;
use super::facts::{Access, Facts, Index, Kind};
use super::names::{Binding, Names};
use super::poly::Poly;
use super::scope::{as_written, names_of};

/// The walk through a body.
pub(super) struct Walk<'a> {
    /// Names of variables outside of the loop.
    pub(super) outside: &'a BTreeSet<String>,
    /// Reduction variables.
    pub(super) reductions: &'a BTreeMap<String, Op>,
    /// The label of the loop itself.
    pub(super) label: Option<String>,
    pub(super) names: Names,
    pub(super) facts: Facts,
    /// Loops and labelled blocks inside that are open.
    pub(super) open: Vec<Open>,
    pub(super) closures: usize,
    /// How many constructs around may leave out what is in them.
    pub(super) doubts: usize,
}

/// A loop or labelled block.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) label: Option<String>,
    pub(super) is_loop: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        outside: &'a BTreeSet<String>,
        reductions: &'a BTreeMap<String, Op>,
        label: Option<String>,
    ) -> Self {
        let mut names = Names::default();
        names.enter();
        Walk {
            outside,
            reductions,
            label,
            names,
            facts: Facts::default(),
            open: Vec::new(),
            closures: 0,
            doubts: 0,
        }
    }

    /// The variable from outside that a place belongs to, and the first index behind it.
    pub(super) fn root<'e>(&self, place: &'e Expr) -> Option<(&'e syn::Ident, Option<&'e syn::ExprIndex>)> {
        match place {
            Expr::Path(path) => {
                let name = path.path.get_ident()?;
                let text = name.to_string();
                (!self.names.is_private(&text) && self.outside.contains(&text)).then_some((name, None))
            }
            Expr::Paren(inner) => self.root(&inner.expr),
            Expr::Field(field) => self.root(&field.base),
            Expr::Unary(syn::ExprUnary { op: UnOp::Deref(_), expr, .. }) => self.root(expr),
            Expr::Index(index) => {
                let (name, inner) = self.root(&index.expr)?;
                Some((name, inner.or(Some(index))))
            }
            _ => None,
        }
    }

    pub(super) fn access(&mut self, name: &syn::Ident, index: &syn::ExprIndex, kind: Kind) {
        let text = as_written(&index.index);
        let found = match &*index.index {
            Expr::Array(axes) => Index::Axes(axes.elems.iter().map(|axis| self.names.poly(axis)).collect()),
            Expr::Tuple(axes) => Index::Axes(axes.elems.iter().map(|axis| self.names.poly(axis)).collect()),
            Expr::Range(range) => match (&range.start, &range.end) {
                (Some(lo), Some(hi)) => {
                    let (lo, mut hi) = (self.names.poly(lo), self.names.poly(hi));
                    if matches!(range.limits, syn::RangeLimits::Closed(_)) {
                        hi = hi.add(&Poly::constant(1));
                    }
                    Index::Range(lo, hi)
                }
                _ => Index::All,
            },
            flat => Index::Flat(self.names.poly(flat)),
        };
        let is_certain = self.doubts == 0;
        let access = Access { index: found, kind, span: index.index.span(), text, is_certain };
        self.facts.idents.entry(name.to_string()).or_insert_with(|| name.clone());
        self.facts.arrays.entry(name.to_string()).or_default().push(access);
    }

    /// Notes that a place is written, and visits what its indices read. Whether it belongs to a variable from outside.
    pub(super) fn write(&mut self, place: &Expr, kind: Kind, operator: &str) {
        match self.root(place) {
            Some((name, Some(index))) => {
                let (name, index) = (name.clone(), index.clone());
                self.access(&name, &index, kind);
            }
            Some((name, None)) => {
                self.facts.assigned.push((name.to_string(), place.span(), operator.to_owned()));
            }
            None => {
                if let Some((field, span)) = self.foreign_field(place) {
                    self.facts.assigned.push((field, span, operator.to_owned()));
                }
            }
        }
        self.visit_indices(place);
    }

    /// `self.x` and the like, where the name in front is bound nowhere inside.
    pub(super) fn foreign_field(&self, place: &Expr) -> Option<(String, Span)> {
        match place {
            Expr::Path(path) if path.path.is_ident("self") => Some(("self".to_owned(), path.span())),
            Expr::Field(field) => self.foreign_field(&field.base),
            Expr::Index(index) => self.foreign_field(&index.expr),
            Expr::Paren(inner) => self.foreign_field(&inner.expr),
            Expr::Unary(unary) => self.foreign_field(&unary.expr),
            _ => None,
        }
    }

    pub(super) fn visit_indices(&mut self, place: &Expr) {
        match place {
            Expr::Index(index) => {
                self.visit_indices(&index.expr);
                self.visit_expr(&index.index);
            }
            Expr::Field(field) => self.visit_indices(&field.base),
            Expr::Paren(inner) => self.visit_indices(&inner.expr),
            Expr::Unary(unary) => self.visit_indices(&unary.expr),
            Expr::Path(_) => {}
            other => self.visit_expr(other),
        }
    }

    pub(super) fn bind_pattern(&mut self, pat: &Pat) {
        let mut names = Vec::new();
        names_of(pat, &mut names);
        for name in names {
            self.names.bind(name, Binding::Private);
        }
    }

    pub(super) fn in_scope(&mut self, work: impl FnOnce(&mut Self)) {
        self.names.enter();
        work(self);
        self.names.leave();
    }

    /// Visits what need not happen in every iteration.
    pub(super) fn in_doubt(&mut self, work: impl FnOnce(&mut Self)) {
        self.doubts += 1;
        work(self);
        self.doubts -= 1;
    }

    pub(super) fn in_loop(&mut self, label: Option<&syn::Label>, work: impl FnOnce(&mut Self)) {
        self.open.push(Open { label: label.map(|label| label.name.ident.to_string()), is_loop: true });
        self.in_scope(work);
        self.open.pop();
    }

    /// Whether a `break` or `continue` with this label stays inside the body.
    pub(super) fn stays(&self, label: Option<&syn::Lifetime>) -> bool {
        match label {
            None => self.open.iter().any(|open| open.is_loop),
            Some(label) => {
                self.open.iter().any(|open| open.label.as_deref() == Some(label.ident.to_string().as_str()))
            }
        }
    }

    pub(super) fn exit(&mut self, span: Span, how: &'static str) {
        if self.closures == 0 {
            self.facts.exits.push((span, how));
        }
    }
}
