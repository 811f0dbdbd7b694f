//! Names in scope, and what a name stands for.

use std::collections::BTreeMap;

use crate::ir::{Expr, LocalId, TargetId};

/// What a name stands for: a local, or a tuple whose parts are locals.
#[derive(Clone, Debug)]
pub(super) enum Binding {
    Local(LocalId),
    Tuple(Vec<Binding>),
}

/// The value of an expression. Tuples are taken apart at once: the IR has none.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Unit,
    /// Control never gets here.
    Never,
    Scalar(Expr),
    Tuple(Vec<Value>),
}

#[derive(Debug, Default)]
pub(super) struct Scopes {
    scopes: Vec<BTreeMap<String, Binding>>,
}

impl Scopes {
    pub(super) fn enter(&mut self) {
        self.scopes.push(BTreeMap::new());
    }

    pub(super) fn leave(&mut self) {
        self.scopes.pop();
    }

    pub(super) fn bind(&mut self, name: String, binding: Binding) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name, binding);
        }
    }

    /// Binds a name where everything sees it.
    pub(super) fn bind_outermost(&mut self, name: String, binding: Binding) {
        if let Some(scope) = self.scopes.first_mut() {
            scope.insert(name, binding);
        }
    }

    pub(super) fn find(&self, name: &str) -> Option<&Binding> {
        self.scopes.iter().rev().find_map(|scope| scope.get(name))
    }
}

/// A loop or labelled block around the code being parsed.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) id: TargetId,
    pub(super) label: Option<String>,
    pub(super) kind: TargetKind,
    /// Where `break value` puts the value; made at the first one.
    pub(super) result: Option<Binding>,
    pub(super) broken: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TargetKind {
    Loop,
    /// `while` or `for`: a `break` has no value.
    Conditional,
    Block,
    /// The body of a lane loop: `continue` leaves it.
    Iteration,
}
