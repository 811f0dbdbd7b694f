//! How a lane loop reaches the elements of arrays: lanes that follow each other in memory, or anywhere.
//!
//! An index is *affine* if it is the loop's counter plus something uniform; then the lanes of a gang lie side by side.
//! An affine access that every iteration makes, or may make in a loop inside, is a *stream*: its whole range is checked once
//! before the loop.

use std::collections::{BTreeMap, BTreeSet};

use super::Inferred;
use super::vary::Vary;
use crate::ir::{Binary, Expr, ExprId, ExprKind, Form, Kernel, Literal, LocalId, Reach, Stmt, StmtKind};
use crate::ir_walk::{for_each_expr, for_each_stmt};
use crate::ty::Scalar;

/// The accesses of a lane loop, by the id of their first index.
#[derive(Debug, Default)]
pub(crate) struct Accesses {
    found: BTreeMap<ExprId, Access>,
    pub(crate) streams: Vec<Stream>,
    /// Values of locals that are assigned once, from what never changes.
    definitions: BTreeMap<LocalId, Expr>,
    counter: Option<LocalId>,
    captures: BTreeSet<LocalId>,
}

/// One access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Access {
    /// The axis along which the lanes follow each other.
    pub(crate) axis: Option<usize>,
    /// Whether a narrow integer in the index might wrap between the first and the last lane.
    pub(crate) may_wrap: bool,
    pub(crate) stream: Option<usize>,
}

/// An access whose whole range is checked before the loop.
#[derive(Clone, Debug)]
pub(crate) struct Stream {
    pub(crate) array: LocalId,
    pub(crate) index: Vec<Expr>,
    pub(crate) axis: usize,
    pub(crate) may_wrap: bool,
    pub(crate) written: bool,
}

impl Accesses {
    pub(super) fn find(kernel: &Kernel, types: &[Inferred], vary: &Vary) -> Accesses {
        let Some(around) = &kernel.around else { return Accesses::default() };
        let mut accesses = Accesses {
            definitions: definitions(kernel),
            counter: Some(around.counter),
            captures: around.captures.iter().copied().collect(),
            ..Accesses::default()
        };
        for_each_stmt(&kernel.body, &mut |stmt| {
            for_each_access(stmt, &mut |_, index| {
                let access = accesses.access(index, types, vary);
                accesses.found.insert(index[0].id, access);
            });
        });
        accesses.find_streams(kernel);
        accesses
    }

    pub(crate) fn get(&self, index: &[Expr]) -> Option<Access> {
        self.found.get(&index.first()?.id).copied()
    }

    /// The value of a local that stands for it.
    pub(crate) fn definition(&self, local: LocalId) -> Option<&Expr> {
        self.definitions.get(&local)
    }

    pub(crate) fn is_counter(&self, local: LocalId) -> bool {
        self.counter == Some(local)
    }

    pub(crate) fn is_capture(&self, local: LocalId) -> bool {
        self.captures.contains(&local)
    }

    fn access(&self, index: &[Expr], types: &[Inferred], vary: &Vary) -> Access {
        let mut along = None;
        let mut others_are_uniform = true;
        for (axis, index) in index.iter().enumerate() {
            match self.coefficient(index, vary) {
                Some(0) => {}
                Some(1) if along.is_none() => along = Some(axis),
                _ => others_are_uniform = false,
            }
        }
        let axis = along.filter(|_| others_are_uniform);
        let may_wrap = axis.is_some_and(|axis| self.may_wrap(&index[axis], types));
        Access { axis, may_wrap, stream: None }
    }

    /// By how much the value grows from lane to lane, if that is known.
    pub(crate) fn coefficient(&self, expr: &Expr, vary: &Vary) -> Option<i64> {
        if !vary.expr(expr) {
            return Some(0);
        }
        match &expr.kind {
            ExprKind::Local(local) if self.is_counter(*local) => Some(1),
            ExprKind::Local(local) => self.coefficient(self.definition(*local)?, vary),
            ExprKind::Binary(Binary::Add, a, b) => {
                self.coefficient(a, vary)?.checked_add(self.coefficient(b, vary)?)
            }
            ExprKind::Binary(Binary::Sub, a, b) => {
                self.coefficient(a, vary)?.checked_sub(self.coefficient(b, vary)?)
            }
            ExprKind::Binary(Binary::Mul, a, b) => match (literal(a), literal(b)) {
                (Some(factor), _) => self.coefficient(b, vary)?.checked_mul(factor),
                (_, Some(factor)) => self.coefficient(a, vary)?.checked_mul(factor),
                _ => None,
            },
            ExprKind::Cast(a, ty) if ty.is_integer() => self.coefficient(a, vary),
            _ => None,
        }
    }

    fn may_wrap(&self, expr: &Expr, types: &[Inferred]) -> bool {
        let is_narrow = |ty: Option<Scalar>| ty.is_none_or(|ty| ty.lane_bits() == 32);
        expr.any(&mut |e| match &e.kind {
            ExprKind::Local(local) if !self.is_counter(*local) => {
                self.definition(*local).is_some_and(|value| self.may_wrap(value, types))
            }
            ExprKind::Cast(a, ty) => {
                let is_counter = matches!(a.kind, ExprKind::Local(local) if self.is_counter(local));
                is_narrow(Some(*ty)) || (!is_counter && is_narrow(types[a.id.0].ty))
            }
            _ => false,
        })
    }

    /// The steady affine accesses. An array that is written has one stream, and no other accesses beside it.
    fn find_streams(&mut self, kernel: &Kernel) {
        let mut always = BTreeMap::new();
        let body = match &kernel.body[..] {
            [Stmt { kind: StmtKind::Labelled { body, .. }, .. }] => body,
            _ => &kernel.body,
        };
        self.find_steady(kernel, body, true, &mut always);
        let mut uses: BTreeMap<LocalId, BTreeSet<String>> = BTreeMap::new();
        let mut all = Vec::new();
        for_each_stmt(&kernel.body, &mut |stmt| {
            for_each_access(stmt, &mut |array, index| {
                uses.entry(array).or_default().insert(self.key(index));
                all.push((array, self.key(index), index[0].id));
            });
        });
        for ((array, key), index) in always {
            let written = is_written(kernel, array);
            let Some(Access { axis: Some(axis), may_wrap, .. }) = self.get(&index) else { continue };
            if written && uses.get(&array).is_some_and(|keys| keys.len() > 1) {
                continue;
            }
            let stream = self.streams.len();
            for (_, _, id) in all.iter().filter(|(other, text, _)| *other == array && *text == key) {
                if let Some(access) = self.found.get_mut(id) {
                    access.stream = Some(stream);
                }
            }
            self.streams.push(Stream { array, index, axis, may_wrap, written });
        }
    }

    /// The affine accesses of a block's statements up to where it may be left. Those of loops inside count only where they
    /// read: a loop may not run even once, and then reads in vain do no harm.
    fn find_steady(
        &self,
        kernel: &Kernel,
        block: &[Stmt],
        outermost: bool,
        steady: &mut BTreeMap<(LocalId, String), Vec<Expr>>,
    ) {
        for stmt in block.iter().take_while(|stmt| !leaves(stmt)) {
            for_each_access(stmt, &mut |array, index| {
                let written = is_written(kernel, array);
                let affine = self.get(index).is_some_and(|access| access.axis.is_some());
                if affine && (outermost || !written) && index.iter().all(|index| self.is_hoistable(index)) {
                    steady.entry((array, self.key(index))).or_insert_with(|| index.to_vec());
                }
            });
            if let StmtKind::Loop { body, .. } | StmtKind::For { body, .. } = &stmt.kind {
                self.find_steady(kernel, body, false, steady);
            }
        }
    }

    /// Whether an index can be computed before the loop, for any value of the counter.
    fn is_hoistable(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Lit(_) | ExprKind::Const { .. } | ExprKind::Extent { .. } => true,
            ExprKind::Local(local) => {
                self.is_counter(*local)
                    || self.is_capture(*local)
                    || self.definition(*local).is_some_and(|value| self.is_hoistable(value))
            }
            ExprKind::Binary(Binary::Add | Binary::Sub | Binary::Mul, a, b) => {
                self.is_hoistable(a) && self.is_hoistable(b)
            }
            ExprKind::Cast(a, ty) => ty.is_integer() && self.is_hoistable(a),
            _ => false,
        }
    }

    /// The same text for the same index.
    fn key(&self, index: &[Expr]) -> String {
        let mut text = String::new();
        for index in index {
            self.write_key(index, &mut text);
            text.push(';');
        }
        text
    }

    fn write_key(&self, expr: &Expr, text: &mut String) {
        match &expr.kind {
            ExprKind::Local(local) => match self.definition(*local) {
                Some(value) => self.write_key(value, text),
                None => text.push_str(&format!("l{}", local.0)),
            },
            ExprKind::Lit(Literal::Int(digits, _)) => text.push_str(digits),
            ExprKind::Binary(op, a, b) => {
                text.push_str(&format!("{op:?}("));
                self.write_key(a, text);
                text.push(',');
                self.write_key(b, text);
                text.push(')');
            }
            ExprKind::Cast(a, ty) => {
                text.push_str(&format!("{}(", ty.name()));
                self.write_key(a, text);
                text.push(')');
            }
            ExprKind::Extent { array, axis } => text.push_str(&format!("n{}_{axis}", array.0)),
            ExprKind::Const { tokens, .. } => text.push_str(&tokens.to_string()),
            // Another access, or what is computed anew: the same as nothing else.
            _ => text.push_str(&format!("e{}", expr.id.0)),
        }
    }
}

fn is_written(kernel: &Kernel, array: LocalId) -> bool {
    matches!(kernel.locals[array.0].form, Form::Shared { reach: Reach::Written, .. })
}

fn literal(expr: &Expr) -> Option<i64> {
    match &expr.kind {
        ExprKind::Lit(Literal::Int(digits, _)) => digits.parse().ok(),
        _ => None,
    }
}

/// Visits the accesses to outside arrays that a statement itself makes, inner ones first; updates are none, since they go from
/// lane to lane.
pub(crate) fn for_each_access(stmt: &Stmt, visit: &mut impl FnMut(LocalId, &[Expr])) {
    for expr in stmt.exprs() {
        for_each_expr(expr, &mut |e| {
            if let ExprKind::Load { array, index } = &e.kind {
                visit(*array, index);
            }
        });
    }
    if let StmtKind::Store { array, index, update: None, .. } = &stmt.kind {
        visit(*array, index);
    }
}

/// Whether an iteration may end in a statement.
fn leaves(stmt: &Stmt) -> bool {
    let mut inside = Vec::new();
    let mut found = false;
    for_each_stmt(std::slice::from_ref(stmt), &mut |stmt| match &stmt.kind {
        StmtKind::Loop { target, .. } | StmtKind::For { target, .. } | StmtKind::Labelled { target, .. } => {
            inside.push(*target);
        }
        StmtKind::Break { target, .. } | StmtKind::Continue { target, .. } => {
            found |= !inside.contains(target)
        }
        StmtKind::Return { .. } => found = true,
        _ => {}
    });
    found
}

/// Locals that are declared with a value, never assigned again, and made of such locals and of integers alone.
fn definitions(kernel: &Kernel) -> BTreeMap<LocalId, Expr> {
    let mut assigned = BTreeSet::new();
    let mut declared = BTreeMap::new();
    for_each_stmt(&kernel.body, &mut |stmt| match &stmt.kind {
        StmtKind::Declare { local, value: Some(value) } if is_index(value) => {
            declared.insert(*local, value.clone());
        }
        StmtKind::Assign { local, .. } | StmtKind::AssignElement { local, .. } => {
            assigned.insert(*local);
        }
        StmtKind::CallMany { locals, .. } => assigned.extend(locals),
        _ => {}
    });
    assigned.extend(kernel.around.iter().flat_map(|around| &around.reductions));
    loop {
        let before = declared.len();
        let changes = |expr: &Expr| matches!(expr.kind, ExprKind::Local(local) if assigned.contains(&local));
        declared.retain(|local, value| !assigned.contains(local) && !value.any(&mut |e| changes(e)));
        if declared.len() == before {
            return declared;
        }
    }
}

fn is_index(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Lit(Literal::Int(..))
        | ExprKind::Local(_)
        | ExprKind::Extent { .. }
        | ExprKind::Const { .. } => true,
        ExprKind::Binary(Binary::Add | Binary::Sub | Binary::Mul, a, b) => is_index(a) && is_index(b),
        ExprKind::Cast(a, ty) => ty.is_integer() && is_index(a),
        _ => false,
    }
}
