//! Assignments.

use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{BinOp, Expr as Syn};

use super::Parser;
use super::expr::binary;
use super::scope::{Binding, Value};
use crate::ir::{Block, Expr, ExprKind, Form, LocalId, Reach, Stmt, StmtKind};

/// What can stand on the left of `=`.
enum Place {
    Local(LocalId),
    Element(LocalId, Expr),
    /// An element of an array outside of a lane loop.
    Outside(LocalId, Vec<Expr>),
    Tuple(Vec<Place>),
    Ignored,
}

impl Parser<'_> {
    pub(super) fn parse_assign(&mut self, assign: &syn::ExprAssign, out: &mut Block) -> Value {
        let mut value = self.parse_expr(&assign.right, out);
        let mut mark = out.len();
        let Some(place) = self.parse_place(&assign.left, out) else { return Value::Unit };
        if out.len() > mark {
            value = self.spill_value(value, &mut mark, out);
        }
        if matches!(value, Value::Never) {
            return Value::Never;
        }
        if let (Place::Tuple(_), Value::Tuple(_)) = (&place, &value) {
            // `(a, b) = (b, a)`: all parts are evaluated before one is assigned.
            let span = assign.left.span();
            if let Some(temps) = self.temps_like(&value, span, out) {
                self.assign_binding(&temps, value, span, out);
                let value = self.read_binding(&temps, span);
                self.assign_place(place, value, assign, out);
            }
        } else {
            self.assign_place(place, value, assign, out);
        }
        Value::Unit
    }

    fn assign_place(&mut self, place: Place, value: Value, assign: &syn::ExprAssign, out: &mut Block) {
        let span = assign.eq_token.span();
        match (place, value) {
            (Place::Local(local), Value::Scalar(value)) => {
                out.push(Stmt { span, kind: StmtKind::Assign { local, value } });
            }
            (Place::Element(local, index), Value::Scalar(value)) => {
                out.push(Stmt { span, kind: StmtKind::AssignElement { local, index, value } });
            }
            (Place::Outside(array, index), Value::Scalar(value)) => {
                out.push(Stmt { span, kind: StmtKind::Store { array, index, value, update: None } });
            }
            (Place::Tuple(places), Value::Tuple(values)) if places.len() == values.len() => {
                for (place, value) in places.into_iter().zip(values) {
                    self.assign_place(place, value, assign, out);
                }
            }
            (Place::Tuple(places), Value::Scalar(Expr { kind: ExprKind::Call { path, args }, .. })) => {
                self.assign_call(places, path, args, span, out);
            }
            (Place::Ignored, Value::Scalar(value)) => out.push(Stmt { span, kind: StmtKind::Eval(value) }),
            (Place::Ignored, _) => {}
            _ => self.errors.on(assign, "the two sides have different shapes", ""),
        }
    }

    /// `(s, c) = sin_cos(x);`
    fn assign_call(
        &mut self,
        places: Vec<Place>,
        path: syn::Path,
        args: Vec<Expr>,
        span: proc_macro2::Span,
        out: &mut Block,
    ) {
        let temps: Vec<LocalId> = places.iter().map(|_| self.temp(span)).collect();
        for &local in &temps {
            out.push(Stmt { span, kind: StmtKind::Declare { local, value: None } });
        }
        out.push(Stmt { span, kind: StmtKind::CallMany { locals: temps.clone(), path, args } });
        for (place, temp) in places.into_iter().zip(temps) {
            let value = self.read(temp, span);
            match place {
                Place::Local(local) => out.push(Stmt { span, kind: StmtKind::Assign { local, value } }),
                Place::Element(local, index) => {
                    out.push(Stmt { span, kind: StmtKind::AssignElement { local, index, value } });
                }
                Place::Outside(array, index) => {
                    out.push(Stmt { span, kind: StmtKind::Store { array, index, value, update: None } });
                }
                Place::Tuple(_) => self.errors.at(span, "a result of a call is not a tuple", ""),
                Place::Ignored => {}
            }
        }
    }

    pub(super) fn parse_compound(&mut self, expr: &syn::ExprBinary, op: BinOp, out: &mut Block) -> Value {
        let value = self.parse_expr(&expr.right, out);
        let mark = out.len();
        let Some(place) = self.parse_place(&expr.left, out) else { return Value::Unit };
        let Some(mut rhs) = self.scalar(value, expr.right.span()) else { return Value::Unit };
        let span = expr.op.span();
        match place {
            Place::Local(local) => {
                let lhs = self.read(local, expr.left.span());
                let value = self.expr(span, ExprKind::Binary(binary(op), Box::new(lhs), Box::new(rhs)));
                out.push(Stmt { span, kind: StmtKind::Assign { local, value } });
            }
            Place::Element(local, index) => {
                // The right side comes before the element is read.
                rhs = self.spill(rhs, mark, out);
                let read_at = self.again(&index);
                let table = self.read(local, expr.left.span());
                let lhs = ExprKind::Index { table: Box::new(table), index: Box::new(read_at) };
                let lhs = self.expr(expr.left.span(), lhs);
                let value = self.expr(span, ExprKind::Binary(binary(op), Box::new(lhs), Box::new(rhs)));
                out.push(Stmt { span, kind: StmtKind::AssignElement { local, index, value } });
            }
            Place::Outside(array, index) if self.is_updated(array) => {
                rhs = self.spill(rhs, mark, out);
                let update = Some(binary(op));
                out.push(Stmt { span, kind: StmtKind::Store { array, index, value: rhs, update } });
            }
            Place::Outside(array, index) => {
                rhs = self.spill(rhs, mark, out);
                let read_at = index.iter().map(|index| self.again(index)).collect();
                let lhs = self.expr(expr.left.span(), ExprKind::Load { array, index: read_at });
                let value = self.expr(span, ExprKind::Binary(binary(op), Box::new(lhs), Box::new(rhs)));
                out.push(Stmt { span, kind: StmtKind::Store { array, index, value, update: None } });
            }
            Place::Tuple(_) | Place::Ignored => {
                self.errors.on(&expr.left, "this cannot be assigned to", "");
            }
        }
        Value::Unit
    }

    /// `mem::swap(&mut a, &mut b)`.
    pub(super) fn parse_swap(&mut self, call: &syn::ExprCall, out: &mut Block) -> Value {
        let mut places = Vec::new();
        for arg in &call.args {
            match arg {
                Syn::Reference(reference) if reference.mutability.is_some() => {
                    places.extend(self.parse_place(&reference.expr, out));
                }
                other => self.errors.on(other, "`swap` takes two `&mut` of local variables", ""),
            }
        }
        let span = call.func.span();
        if let [Place::Local(a), Place::Local(b)] = places[..] {
            let old = self.read(a, span);
            let temp = self.temp(span);
            out.push(Stmt { span, kind: StmtKind::Declare { local: temp, value: Some(old) } });
            let value = self.read(b, span);
            out.push(Stmt { span, kind: StmtKind::Assign { local: a, value } });
            let value = self.read(temp, span);
            out.push(Stmt { span, kind: StmtKind::Assign { local: b, value } });
        } else if self.errors.is_empty() {
            self.errors.on(call, "`swap` takes two `&mut` of local variables", "");
        }
        Value::Unit
    }

    fn parse_place(&mut self, expr: &Syn, out: &mut Block) -> Option<Place> {
        match expr {
            Syn::Paren(inner) => self.parse_place(&inner.expr, out),
            Syn::Group(inner) => self.parse_place(&inner.expr, out),
            Syn::Infer(_) => Some(Place::Ignored),
            Syn::Tuple(tuple) => {
                let mut places = Vec::new();
                for part in &tuple.elems {
                    places.push(self.parse_place(part, out)?);
                }
                Some(Place::Tuple(places))
            }
            Syn::Path(path) => {
                let name = path.path.get_ident().map(ToString::to_string).unwrap_or_default();
                match self.scopes.find(&name).cloned() {
                    Some(binding) => self.place_of(&binding, expr),
                    None if self.outside.is_some() => {
                        self.refuse_outside(expr);
                        None
                    }
                    None => {
                        self.errors.on(
                            expr,
                            format!("`{}` is no local variable of this kernel", expr.to_token_stream()),
                            "a kernel has no effects: it only assigns to its own locals",
                        );
                        None
                    }
                }
            }
            Syn::Field(field) => match self.binding_of(expr) {
                Some(binding) => self.place_of(&binding, expr),
                None => {
                    self.errors.on(field, "there is no such part of a tuple", "");
                    None
                }
            },
            Syn::Index(index) if self.outside_name(&index.expr).is_some() => {
                let (array, axes) = self.parse_access(index, out)?;
                Some(Place::Outside(array, axes?))
            }
            Syn::Index(index) => {
                let Some(Binding::Local(local)) = self.binding_of(&index.expr) else {
                    self.errors.on(
                        &index.expr,
                        "only an array that is local to the kernel can be assigned to",
                        "",
                    );
                    return None;
                };
                if !matches!(self.locals[local.0].form, Form::Array { .. }) {
                    self.errors.on(
                        &index.expr,
                        "only an array that is local to the kernel can be assigned to",
                        "",
                    );
                    return None;
                }
                self.check_mutable(local, expr);
                let value = self.parse_expr(&index.index, out);
                self.scalar(value, index.index.span()).map(|index| Place::Element(local, index))
            }
            other => {
                self.errors.on(other, "this cannot be assigned to", "assign to local variables");
                None
            }
        }
    }

    fn place_of(&self, binding: &Binding, expr: &Syn) -> Option<Place> {
        match binding {
            Binding::Local(local) => {
                self.check_mutable(*local, expr);
                Some(Place::Local(*local))
            }
            Binding::Tuple(parts) => {
                let places: Option<Vec<Place>> = parts.iter().map(|part| self.place_of(part, expr)).collect();
                places.map(Place::Tuple)
            }
        }
    }

    fn is_updated(&self, array: LocalId) -> bool {
        matches!(self.locals[array.0].form, Form::Shared { reach: Reach::Updated, .. })
    }

    fn check_mutable(&self, local: LocalId, expr: &Syn) {
        let local = &self.locals[local.0];
        if !local.mutable {
            self.errors.on(
                expr,
                format!("`{}` is assigned to, but is not declared `mut`", local.name),
                format!("write `mut {}` where it is declared", local.name),
            );
        }
    }

    /// The binding that a name or a part of a tuple stands for.
    pub(super) fn binding_of(&self, expr: &Syn) -> Option<Binding> {
        match expr {
            Syn::Paren(inner) => self.binding_of(&inner.expr),
            Syn::Path(path) => self.scopes.find(&path.path.get_ident()?.to_string()).cloned(),
            Syn::Field(field) => {
                let syn::Member::Unnamed(index) = &field.member else { return None };
                match self.binding_of(&field.base)? {
                    Binding::Tuple(parts) => parts.into_iter().nth(index.index as usize),
                    Binding::Local(_) => None,
                }
            }
            _ => None,
        }
    }
}
