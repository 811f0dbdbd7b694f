//! Constants that kernels name: their own `const` items and those of Rust's numbers.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use syn::{Expr, Item, Lit};

use super::arithmetic;
use super::value::{Datum, Value};
use crate::ir::{Binary, Literal, Unary};
use crate::ty::Scalar;

/// Constants by name.
#[derive(Debug, Default)]
pub(crate) struct Constants {
    items: BTreeMap<String, Datum>,
    /// The float type that stands for the type parameter.
    instance: Option<Scalar>,
}

impl Constants {
    /// Evaluates the items of a kernel, each of which may use the ones before it.
    pub(crate) fn new(items: &TokenStream, instance: Option<Scalar>) -> Constants {
        let mut constants = Constants { items: BTreeMap::new(), instance };
        let Ok(file) = syn::parse2::<syn::File>(items.clone()) else { return constants };
        for item in &file.items {
            if let Item::Const(item) = item
                && let Some(value) = constants.eval(&item.expr, constants.scalar(&item.ty))
            {
                constants.items.insert(item.ident.to_string(), value);
            }
        }
        constants
    }

    /// The value of an expression; `ty` is the type of its numbers where only the context tells it.
    pub(crate) fn of_tokens(&self, tokens: &TokenStream, ty: Option<Scalar>) -> Option<Datum> {
        self.eval(&syn::parse2(tokens.clone()).ok()?, ty)
    }

    /// The type of the numbers in a type.
    fn scalar(&self, ty: &syn::Type) -> Option<Scalar> {
        match ty {
            syn::Type::Path(path) => self.scalar_name(&path.path.get_ident()?.to_string()),
            syn::Type::Array(array) => self.scalar(&array.elem),
            syn::Type::Slice(slice) => self.scalar(&slice.elem),
            syn::Type::Reference(reference) => self.scalar(&reference.elem),
            _ => None,
        }
    }

    /// A scalar type, or the one that stands for the type parameter, which is the only other type that there is.
    fn scalar_name(&self, name: &str) -> Option<Scalar> {
        Scalar::from_name(name).or(self.instance)
    }

    fn eval(&self, expr: &Expr, ty: Option<Scalar>) -> Option<Datum> {
        match expr {
            Expr::Paren(inner) => self.eval(&inner.expr, ty),
            Expr::Group(inner) => self.eval(&inner.expr, ty),
            Expr::Reference(reference) => self.eval(&reference.expr, ty),
            Expr::Array(array) => {
                let values: Option<Vec<Datum>> =
                    array.elems.iter().map(|value| self.eval(value, ty)).collect();
                values.map(Datum::Many)
            }
            Expr::Repeat(repeat) => {
                let len = self.eval(&repeat.len, Some(Scalar::Usize))?.one().int();
                Some(Datum::Many(vec![self.eval(&repeat.expr, ty)?; usize::try_from(len).ok()?]))
            }
            Expr::Lit(lit) => self.literal(&lit.lit, ty, false),
            Expr::Unary(unary) => match (&unary.op, &*unary.expr) {
                (syn::UnOp::Neg(_), Expr::Lit(lit)) => self.literal(&lit.lit, ty, true),
                (syn::UnOp::Neg(_), operand) => {
                    let operand = self.eval(operand, ty)?.one();
                    arithmetic::unary(Unary::Neg, operand, true).ok().map(Datum::One)
                }
                _ => None,
            },
            Expr::Cast(cast) => {
                let operand = self.eval(&cast.expr, None)?.one();
                Some(Datum::One(operand.cast(self.scalar(&cast.ty)?)))
            }
            Expr::Binary(binary) => {
                let (lhs, rhs) = (self.eval(&binary.left, ty)?.one(), self.eval(&binary.right, ty)?.one());
                let op = match binary.op {
                    syn::BinOp::Add(_) => Binary::Add,
                    syn::BinOp::Sub(_) => Binary::Sub,
                    syn::BinOp::Mul(_) => Binary::Mul,
                    syn::BinOp::Div(_) => Binary::Div,
                    syn::BinOp::Shl(_) => Binary::Shl,
                    _ => return None,
                };
                arithmetic::binary(op, lhs, rhs, true).ok().map(Datum::One)
            }
            Expr::Path(path) => self.path(&path.path),
            _ => None,
        }
    }

    fn literal(&self, lit: &Lit, ty: Option<Scalar>, negative: bool) -> Option<Datum> {
        let suffixed = |suffix: &str, default| Scalar::from_name(suffix).or(ty).unwrap_or(default);
        let value = match lit {
            Lit::Bool(lit) => Value::Bool(lit.value),
            Lit::Float(lit) => {
                let ty = suffixed(lit.suffix(), Scalar::F64);
                Value::of_literal(&Literal::Float(lit.base10_digits().to_owned(), None), ty, negative)?
            }
            Lit::Int(lit) => {
                let (digits, ty) = (lit.base10_digits().to_owned(), suffixed(lit.suffix(), Scalar::I32));
                let literal =
                    if ty.is_float() { Literal::Float(digits, None) } else { Literal::Int(digits, None) };
                Value::of_literal(&literal, ty, negative)?
            }
            _ => return None,
        };
        Some(Datum::One(value))
    }

    fn path(&self, path: &syn::Path) -> Option<Datum> {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let last = names.last()?.as_str();
        match &names[..] {
            [name] => self.items.get(name).cloned(),
            [.., owner, module, _] if module == "consts" => mathematical(self.scalar_name(owner)?, last),
            [.., owner, _] => associated(self.scalar_name(owner)?, last),
            [] => None,
        }
        .or_else(|| self.items.get(last).cloned())
    }
}

/// `f64::EPSILON` and the like.
fn associated(owner: Scalar, name: &str) -> Option<Datum> {
    macro_rules! of_float {
        ($t:ident) => {
            match name {
                "EPSILON" => $t::EPSILON.into(),
                "INFINITY" => $t::INFINITY.into(),
                "NEG_INFINITY" => $t::NEG_INFINITY.into(),
                "NAN" => $t::NAN.into(),
                "MAX" => $t::MAX.into(),
                "MIN" => $t::MIN.into(),
                "MIN_POSITIVE" => $t::MIN_POSITIVE.into(),
                "MANTISSA_DIGITS" => $t::MANTISSA_DIGITS.into(),
                "MAX_EXP" => $t::MAX_EXP.into(),
                "MIN_EXP" => $t::MIN_EXP.into(),
                _ => return None,
            }
        };
    }
    macro_rules! of_int {
        ($t:ident) => {
            match name {
                "MAX" => $t::MAX.into(),
                "MIN" => $t::MIN.into(),
                "BITS" => $t::BITS.into(),
                _ => return None,
            }
        };
    }
    Some(Datum::One(match owner {
        Scalar::F32 => of_float!(f32),
        Scalar::F64 => of_float!(f64),
        Scalar::I32 => of_int!(i32),
        Scalar::I64 => of_int!(i64),
        Scalar::U32 => of_int!(u32),
        Scalar::U64 => of_int!(u64),
        Scalar::Usize => of_int!(usize),
        Scalar::Isize => of_int!(isize),
        Scalar::Bool => return None,
    }))
}

/// `std::f64::consts::PI` and the like.
fn mathematical(owner: Scalar, name: &str) -> Option<Datum> {
    macro_rules! of {
        ($t:ident) => {
            match name {
                "PI" => std::$t::consts::PI.into(),
                "TAU" => std::$t::consts::TAU.into(),
                "E" => std::$t::consts::E.into(),
                "LN_2" => std::$t::consts::LN_2.into(),
                "SQRT_2" => std::$t::consts::SQRT_2.into(),
                _ => return None,
            }
        };
    }
    match owner {
        Scalar::F32 => Some(Datum::One(of!(f32))),
        Scalar::F64 => Some(Datum::One(of!(f64))),
        _ => None,
    }
}
