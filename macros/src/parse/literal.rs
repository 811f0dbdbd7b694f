//! Literals.

use syn::{Expr, Lit};

use super::Parser;
use super::scope::Value;
use crate::ir::{ExprKind, Literal};
use crate::ty::Scalar;

impl Parser<'_> {
    pub(super) fn parse_literal(&mut self, lit: &Lit) -> Value {
        let literal = match lit {
            Lit::Bool(lit) => Literal::Bool(lit.value),
            Lit::Float(lit) => match self.suffix(lit.suffix(), lit) {
                Ok(suffix) => Literal::Float(lit.base10_digits().to_owned(), suffix),
                Err(()) => return Value::Never,
            },
            Lit::Int(lit) => match self.suffix(lit.suffix(), lit) {
                Ok(Some(suffix)) if suffix.is_float() => {
                    Literal::Float(lit.base10_digits().to_owned(), Some(suffix))
                }
                Ok(suffix) => Literal::Int(lit.base10_digits().to_owned(), suffix),
                Err(()) => return Value::Never,
            },
            other => {
                self.errors.on(
                    other,
                    "this literal has no lanes",
                    "kernels compute with f32, f64, i32, i64, u32, u64 and bool",
                );
                return Value::Never;
            }
        };
        Value::Scalar(self.expr(lit.span(), ExprKind::Lit(literal)))
    }

    fn suffix(&self, suffix: &str, token: &impl quote::ToTokens) -> Result<Option<Scalar>, ()> {
        if suffix.is_empty() {
            return Ok(None);
        }
        match Scalar::from_name(suffix) {
            Some(scalar) => Ok(Some(scalar)),
            None => {
                let help = if suffix.starts_with('u') { "use u32" } else { "use i32 or i64" };
                self.errors.on(token, format!("`{suffix}` has no lanes"), help);
                Err(())
            }
        }
    }
}

/// The value of an integer literal, for lengths of arrays.
pub(super) fn usize_literal(expr: &Expr) -> Option<usize> {
    match expr {
        Expr::Lit(lit) => match &lit.lit {
            Lit::Int(int) => int.base10_parse().ok(),
            _ => None,
        },
        Expr::Paren(inner) => usize_literal(&inner.expr),
        _ => None,
    }
}
