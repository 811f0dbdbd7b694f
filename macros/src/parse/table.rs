//! Arrays, references to tables, and what is read from them.

use quote::ToTokens;
use syn::Expr as Syn;
use syn::spanned::Spanned;

use super::scope::{Binding, Value};
use super::{ConstType, Parser};
use crate::ir::{Block, Expr, ExprKind, Form, Literal, Stmt, StmtKind};
use crate::ty::Scalar;

impl Parser<'_> {
    pub(super) fn parse_repeat(&mut self, repeat: &syn::ExprRepeat, out: &mut Block) -> Value {
        let Some(len) = super::literal::usize_literal(&repeat.len) else {
            self.errors.on(&repeat.len, "the length of an array in a kernel is an integer literal", "");
            return Value::Never;
        };
        match self.parse_scalar(&repeat.expr, out) {
            Some(value) => Value::Scalar(self.expr(repeat.span(), ExprKind::Repeat(Box::new(value), len))),
            None => Value::Never,
        }
    }

    /// `&TABLE`, as an argument or an indexed table.
    pub(super) fn parse_reference(&mut self, reference: &syn::ExprReference, out: &mut Block) -> Value {
        if reference.mutability.is_some() {
            self.errors.on(reference, "a kernel has no `&mut`: its lanes share nothing that they change", "");
            return Value::Never;
        }
        match &*reference.expr {
            Syn::Path(path) if self.binding_of(&reference.expr).is_none() => {
                let name = path.path.get_ident().map(ToString::to_string).unwrap_or_default();
                let element = match self.consts.get(&name) {
                    Some(ConstType::Table { element, .. }) => *element,
                    _ => None,
                };
                let tokens = reference.to_token_stream();
                Value::Scalar(self.expr(reference.span(), ExprKind::Outside { tokens, element }))
            }
            Syn::Array(_) => {
                let tokens = reference.to_token_stream();
                Value::Scalar(self.expr(reference.span(), ExprKind::Outside { tokens, element: None }))
            }
            inner => match self.binding_of(inner) {
                Some(Binding::Local(local)) if matches!(self.locals[local.0].form, Form::Uniform { .. }) => {
                    self.parse_expr(inner, out)
                }
                _ => {
                    self.errors.on(
                        reference,
                        "a reference in a kernel is to a constant table",
                        "pass numbers by value; a table is a `const`",
                    );
                    Value::Never
                }
            },
        }
    }

    pub(super) fn parse_index(&mut self, index: &syn::ExprIndex, out: &mut Block) -> Value {
        if let Some((array, axes)) = self.parse_access(index, out) {
            let Some(axes) = axes else { return Value::Never };
            return Value::Scalar(self.expr(index.span(), ExprKind::Load { array, index: axes }));
        }
        if let Some(extent) = self.parse_shape(index) {
            return extent;
        }
        let table = self.parse_scalar(&index.expr, out);
        let mut mark = out.len();
        let at = self.parse_scalar(&index.index, out);
        let (Some(mut table), Some(at)) = (table, at) else { return Value::Never };
        if let ExprKind::Const { tokens, .. } = &table.kind {
            table.kind = ExprKind::Outside { tokens: tokens.clone(), element: None };
        }
        if out.len() > mark {
            table = self.spill_table(table, &mut mark, out);
        }
        let at = self.index_of_constant(&index.expr, at, out);
        let kind = ExprKind::Index { table: Box::new(table), index: Box::new(at) };
        Value::Scalar(self.expr(index.span(), kind))
    }

    /// Puts what a table is computed from into temporaries. A table that has a name is only read at the index.
    fn spill_table(&mut self, mut table: Expr, mark: &mut usize, out: &mut Block) -> Expr {
        let mut spill = |value: Expr, out: &mut Block| {
            let before = out.len();
            let value = self.spill(value, *mark, out);
            *mark += out.len() - before;
            value
        };
        table.kind = match table.kind {
            ExprKind::Array(values) => {
                ExprKind::Array(values.into_iter().map(|value| spill(value, out)).collect())
            }
            ExprKind::Repeat(value, len) => ExprKind::Repeat(Box::new(spill(*value, out)), len),
            ExprKind::Index { table, index } => {
                let index = Box::new(spill(*index, out));
                ExprKind::Index { table: Box::new(self.spill_table(*table, mark, out)), index }
            }
            other => other,
        };
        table
    }

    /// A literal index of a constant table is taken to be in range by the analysis; here it becomes a trap if not.
    fn index_of_constant(&mut self, table: &Syn, at: Expr, out: &mut Block) -> Expr {
        let Syn::Path(path) = table else { return at };
        let name = path.path.get_ident().map(ToString::to_string).unwrap_or_default();
        let (Some(ConstType::Table { len: Some(len), .. }), Some(index)) =
            (self.consts.get(&name).copied(), at.literal_index())
        else {
            return at;
        };
        if index < len || self.scopes.find(&name).is_some() {
            return at;
        }
        let text = format!("index out of bounds: the len is {len} but the index is {index}");
        let message = super::call::literal(&text, at.span);
        out.push(Stmt { span: at.span, kind: StmtKind::Trap { unless: None, message } });
        self.expr(at.span, ExprKind::Lit(Literal::Int("0".to_owned(), Some(Scalar::Usize))))
    }
}
