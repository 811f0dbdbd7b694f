//! Type inference by unification, as much of Rust's as numbers need.
//!
//! rustc checks the user's own function, so this pass only has to know what emission asks for. What is left open
//! (a call of another kernel whose result is only passed on) stays open: emission lets rustc infer it.

use proc_macro2::Span;

use super::Inferred;
use crate::errors::Errors;
use crate::ir::{
    Binary, Class, Expr, ExprKind, Form, Kernel, Literal, LocalId, Method, Role, Stmt, StmtKind,
};
use crate::ir_walk::{for_each_expr, for_each_stmt};
use crate::ty::Scalar;

#[derive(Clone, Copy, Debug)]
enum State {
    Link(usize),
    Free,
    SomeFloat,
    SomeInt,
    Known(Scalar),
}

struct Unifier<'a> {
    kernel: &'a Kernel,
    errors: &'a Errors,
    states: Vec<State>,
    /// Whether something that only rustc knows takes part: a call of another kernel, or a constant from outside.
    /// Then Rust's defaults cannot be told from here.
    open: Vec<bool>,
    /// `to_bits` and the like, until the type that it depends on is known.
    waiting: Vec<(usize, usize, Span)>,
}

/// Infers the types of expressions and locals.
pub(super) fn infer(kernel: &Kernel, errors: &Errors) -> (Vec<Inferred>, Vec<Inferred>) {
    let states = vec![State::Free; kernel.exprs + kernel.locals.len()];
    let open = vec![false; states.len()];
    let mut unifier = Unifier { kernel, errors, states, open, waiting: Vec::new() };
    for (at, local) in kernel.locals.iter().enumerate() {
        let declared = match &local.form {
            Form::Uniform { element, .. } => element.or(local.declared),
            Form::Scalar | Form::Array { .. } | Form::Shared { .. } => local.declared,
        };
        if let Some(ty) = declared {
            unifier.set(unifier.local(LocalId(at)), State::Known(ty), local.span);
        }
    }
    if let Some(around) = &kernel.around {
        // What the source does not say of them, only rustc knows.
        around
            .captures
            .iter()
            .chain(&around.reductions)
            .for_each(|local| unifier.set_open(unifier.local(*local)));
    }
    for_each_stmt(&kernel.body, &mut |stmt| unifier.stmt(stmt));
    unifier.settle();
    let inferred: Vec<Inferred> = (0..unifier.states.len())
        .map(|at| unifier.root(at))
        .map(|root| match (unifier.states[root], unifier.open[root]) {
            (State::Known(ty), _) => Inferred { ty: Some(ty), defaulted: false },
            (State::SomeFloat, open) => Inferred { ty: Some(Scalar::F64), defaulted: open },
            (State::SomeInt, open) => Inferred { ty: Some(Scalar::I32), defaulted: open },
            (State::Free | State::Link(_), _) => Inferred { ty: None, defaulted: false },
        })
        .collect();
    let locals = inferred[kernel.exprs..].to_vec();
    (inferred, locals)
}

impl Unifier<'_> {
    fn local(&self, local: LocalId) -> usize {
        self.kernel.exprs + local.0
    }

    fn root(&self, mut at: usize) -> usize {
        while let State::Link(next) = self.states[at] {
            at = next;
        }
        at
    }

    fn set(&mut self, at: usize, state: State, span: Span) {
        let at = self.root(at);
        self.states[at] = self.meet(self.states[at], state, span);
    }

    fn unify(&mut self, a: usize, b: usize, span: Span) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.states[a] = self.meet(self.states[a], self.states[b], span);
            self.states[b] = State::Link(a);
            self.open[a] |= self.open[b];
        }
    }

    fn set_open(&mut self, at: usize) {
        let root = self.root(at);
        self.open[root] = true;
    }

    fn meet(&self, a: State, b: State, span: Span) -> State {
        match (a, b) {
            (State::Free, other) | (other, State::Free) => other,
            (State::SomeFloat, State::SomeFloat) => State::SomeFloat,
            (State::SomeInt, State::SomeInt) => State::SomeInt,
            (State::SomeFloat, State::Known(ty)) | (State::Known(ty), State::SomeFloat) if ty.is_float() => {
                State::Known(ty)
            }
            (State::SomeInt, State::Known(ty)) | (State::Known(ty), State::SomeInt) if ty.is_integer() => {
                State::Known(ty)
            }
            (State::Known(x), State::Known(y)) if x == y => a,
            _ => {
                self.errors.at(
                    span,
                    format!("mismatched types: `{}` and `{}`", describe(a), describe(b)),
                    "convert one of them with `as`",
                );
                a
            }
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        for expr in stmt.exprs() {
            for_each_expr(expr, &mut |expr| self.expr(expr));
        }
        let known = State::Known;
        match &stmt.kind {
            StmtKind::Declare { local, value: Some(value) } | StmtKind::Assign { local, value } => {
                self.unify(self.local(*local), value.id.0, value.span);
            }
            StmtKind::AssignElement { local, index, value } => {
                self.set(index.id.0, known(Scalar::Usize), index.span);
                self.unify(self.local(*local), value.id.0, value.span);
            }
            StmtKind::Store { array, index, value, .. } => {
                index.iter().for_each(|index| self.set(index.id.0, known(Scalar::Usize), index.span));
                self.unify(self.local(*array), value.id.0, value.span);
            }
            StmtKind::If { cond, .. } | StmtKind::Trap { unless: Some(cond), .. } => {
                self.set(cond.id.0, known(Scalar::Bool), cond.span);
            }
            StmtKind::For { counter, range, .. } => {
                self.unify(range.lo.id.0, range.hi.id.0, range.hi.span);
                self.set(range.lo.id.0, State::SomeInt, range.lo.span);
                self.unify(self.local(*counter), range.lo.id.0, range.lo.span);
                if let Some(step) = &range.step {
                    self.set(step.id.0, known(Scalar::Usize), step.span);
                }
            }
            StmtKind::Return { values, .. } => {
                for (value, ty) in values.iter().zip(&self.kernel.results) {
                    self.set(value.id.0, known(*ty), value.span);
                }
            }
            StmtKind::CallMany { locals, args, .. } => {
                locals.iter().for_each(|local| self.set_open(self.local(*local)));
                args.iter().for_each(|arg| self.set_open(arg.id.0));
            }
            StmtKind::Declare { value: None, .. }
            | StmtKind::Eval(_)
            | StmtKind::Loop { .. }
            | StmtKind::Labelled { .. }
            | StmtKind::Break { .. }
            | StmtKind::Continue { .. }
            | StmtKind::Trap { unless: None, .. } => {}
        }
    }

    fn expr(&mut self, expr: &Expr) {
        let (at, span) = (expr.id.0, expr.span);
        match &expr.kind {
            ExprKind::Lit(Literal::Float(_, suffix)) => {
                self.set(at, suffix.map_or(State::SomeFloat, State::Known), span);
            }
            ExprKind::Lit(Literal::Int(_, suffix)) => {
                self.set(at, suffix.map_or(State::SomeInt, State::Known), span);
            }
            ExprKind::Lit(Literal::Bool(_)) => self.set(at, State::Known(Scalar::Bool), span),
            ExprKind::Local(local) => self.unify(at, self.local(*local), span),
            ExprKind::Const { ty: Some(ty), .. } | ExprKind::Outside { element: Some(ty), .. } => {
                self.set(at, State::Known(*ty), span);
            }
            ExprKind::Const { .. } | ExprKind::Outside { .. } => self.set_open(at),
            ExprKind::Unary(_, a) => self.unify(at, a.id.0, span),
            ExprKind::Binary(op, a, b) => self.binary(*op, at, a, b),
            ExprKind::Logic(_, a, b) => {
                for side in [at, a.id.0, b.id.0] {
                    self.set(side, State::Known(Scalar::Bool), span);
                }
            }
            ExprKind::Cast(_, ty) => self.set(at, State::Known(*ty), span),
            ExprKind::Method { method, args, on } => self.method(method, args, *on, at, span),
            ExprKind::Call { args, .. } | ExprKind::Scalarised { args, .. } => {
                self.set_open(at);
                args.iter().for_each(|arg| self.set_open(arg.id.0));
            }
            ExprKind::Index { table, index } => {
                self.set(index.id.0, State::Known(Scalar::Usize), index.span);
                self.unify(at, table.id.0, span);
            }
            ExprKind::Load { array, index } => {
                index.iter().for_each(|index| self.set(index.id.0, State::Known(Scalar::Usize), index.span));
                self.unify(at, self.local(*array), span);
            }
            ExprKind::Len(_) | ExprKind::Extent { .. } => self.set(at, State::Known(Scalar::Usize), span),
            ExprKind::Array(values) => {
                for value in values {
                    self.unify(at, value.id.0, value.span);
                }
            }
            ExprKind::Repeat(value, _) => self.unify(at, value.id.0, value.span),
        }
    }

    fn binary(&mut self, op: Binary, at: usize, a: &Expr, b: &Expr) {
        if op.is_shift() {
            self.unify(at, a.id.0, a.span);
            self.set(a.id.0, State::SomeInt, a.span);
            self.set(b.id.0, State::SomeInt, b.span);
            return;
        }
        self.unify(a.id.0, b.id.0, b.span);
        if op.is_comparison() {
            self.set(at, State::Known(Scalar::Bool), a.span);
        } else {
            self.unify(at, a.id.0, a.span);
        }
    }

    fn method(&mut self, method: &Method, args: &[Expr], on: Option<Scalar>, at: usize, span: Span) {
        if let ("from_bits", Some(owner)) = (method.name, on) {
            self.set(at, State::Known(owner), span);
            self.set(args[0].id.0, State::Known(owner.unsigned()), args[0].span);
            return;
        }
        let receiver = &args[0];
        if let Some(owner) = on {
            self.set(receiver.id.0, State::Known(owner), receiver.span);
        }
        match method.on {
            Class::Float => self.set(receiver.id.0, State::SomeFloat, receiver.span),
            Class::Int => self.set(receiver.id.0, State::SomeInt, receiver.span),
            Class::Num => {}
        }
        for (arg, role) in args[1..].iter().zip(method.args) {
            self.role(*role, receiver.id.0, arg.id.0, arg.span);
        }
        self.role(method.result, receiver.id.0, at, span);
    }

    fn role(&mut self, role: Role, receiver: usize, at: usize, span: Span) {
        match role {
            Role::Same => self.unify(receiver, at, span),
            Role::Bool => self.set(at, State::Known(Scalar::Bool), span),
            Role::I32 => self.set(at, State::Known(Scalar::I32), span),
            Role::U32 => self.set(at, State::Known(Scalar::U32), span),
            Role::Unsigned => self.waiting.push((receiver, at, span)),
        }
    }

    /// Resolves what waits for a type, until nothing moves; at last by Rust's defaults.
    fn settle(&mut self) {
        let mut by_default = false;
        loop {
            let waiting = std::mem::take(&mut self.waiting);
            let before = waiting.len();
            for (receiver, at, span) in waiting {
                let root = self.root(receiver);
                let by_default = by_default && !self.open[root];
                let ty = match self.states[root] {
                    State::Known(ty) => Some(ty),
                    State::SomeFloat if by_default => Some(Scalar::F64),
                    State::SomeInt if by_default => Some(Scalar::I32),
                    _ => None,
                };
                match ty {
                    Some(ty) => self.set(at, State::Known(ty.unsigned()), span),
                    None => self.waiting.push((receiver, at, span)),
                }
            }
            if self.waiting.len() == before {
                if by_default || before == 0 {
                    return;
                }
                by_default = true;
            }
        }
    }
}

fn describe(state: State) -> &'static str {
    match state {
        State::Known(ty) => ty.name(),
        State::SomeFloat => "a float",
        State::SomeInt => "an integer",
        State::Free | State::Link(_) => "_",
    }
}
