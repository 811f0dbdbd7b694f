//! Expressions of the lane IR, evaluated once for all lanes or in each lane of a mask, as `emit::expr` does.

use std::borrow::Cow;

use super::lane::{Gang, Lanes, Slot};
use super::program::Program;
use super::scalar::checked_index;
use super::value::{Datum, Value};
use super::{Stop, arithmetic, broken, methods};
use crate::ir::{Binary, Expr, ExprKind, LocalId, Logic};
use crate::ty::Scalar;

impl<'a> Gang<'a> {
    fn program(&self) -> &'a Program<'a> {
        self.program
    }

    /// The value of a uniform expression. It runs as plain code: what traps in it traps even if no lane is on.
    pub(super) fn uniform(&self, expr: &Expr, mask: u64) -> Result<Value, Stop> {
        if let Some(leaf) = self.program().leaf(expr) {
            return Ok(leaf.one());
        }
        let checks = self.program().checks;
        let value = match &expr.kind {
            ExprKind::Load { .. } | ExprKind::Extent { .. } => {
                return broken("kernels have no arrays from outside".to_owned());
            }
            ExprKind::Lit(_) | ExprKind::Const { .. } | ExprKind::Outside { .. } => {
                self.program().known_leaf(expr)?.one()
            }
            ExprKind::Local(local) => self.uniform_local(*local, expr, mask)?,
            ExprKind::Unary(op, a) => arithmetic::unary(*op, self.uniform(a, mask)?, checks)?,
            ExprKind::Binary(op, a, b) => {
                let a = self.uniform(a, mask)?;
                arithmetic::binary(*op, a, self.uniform(b, mask)?, checks)?
            }
            ExprKind::Logic(op, a, b) => match (op, self.uniform(a, mask)?.truth()) {
                (Logic::And, true) | (Logic::Or, false) => self.uniform(b, mask)?,
                (Logic::And, false) | (Logic::Or, true) => Value::Bool(*op == Logic::Or),
            },
            ExprKind::Cast(a, ty) => self.uniform(a, mask)?.cast(*ty),
            ExprKind::Method { method, args, on } => {
                let args: Result<Vec<Value>, Stop> = args.iter().map(|arg| self.uniform(arg, mask)).collect();
                methods::method(method, *on, &args?, checks)?
            }
            ExprKind::Index { .. } => self.uniform_datum(expr, mask)?.one(),
            ExprKind::Len(table) => Value::Usize(self.uniform_datum(table, mask)?.many().len()),
            ExprKind::Call { .. } | ExprKind::Scalarised { .. } => {
                panic!("the interpreter does not run calls of other functions")
            }
            ExprKind::Array(_) | ExprKind::Repeat(..) => {
                return broken("an array stands where a number should");
            }
        };
        self.program().typed(expr, value)
    }

    fn uniform_local(&self, local: LocalId, expr: &Expr, mask: u64) -> Result<Value, Stop> {
        match self.local(local)? {
            Slot::Uniform(Datum::One(Value::Undefined)) if mask == 0 => Ok(self.anything(expr)),
            Slot::Uniform(Datum::One(Value::Undefined)) => {
                broken(format!("`{}` is read before it is set", self.program().name(local)))
            }
            Slot::Uniform(value) => Ok(value.one()),
            Slot::Lanes(_) | Slot::Array(_) => {
                broken(format!("`{}` varies, but stands in a uniform expression", self.program().name(local)))
            }
        }
    }

    /// Where no lane is on, an unset uniform local reads as one of the values that trap easily.
    fn anything(&self, expr: &Expr) -> Value {
        let one = self.rng.borrow_mut().chance(50);
        match self.program().facts.ty(expr) {
            Some(Scalar::Bool) | None => Value::Bool(one),
            Some(ty) => Value::of_int(ty, one.into()),
        }
    }

    /// A uniform number, array or table.
    pub(super) fn uniform_datum(&self, expr: &Expr, mask: u64) -> Result<Cow<'_, Datum>, Stop> {
        match &expr.kind {
            ExprKind::Local(local) => match self.local(*local)? {
                Slot::Uniform(Datum::One(_)) => {
                    self.uniform(expr, mask).map(|value| Cow::Owned(Datum::One(value)))
                }
                Slot::Uniform(table) => Ok(Cow::Borrowed(table)),
                Slot::Lanes(_) | Slot::Array(_) => broken(format!(
                    "`{}` varies, but stands in a uniform expression",
                    self.program().name(*local)
                )),
            },
            ExprKind::Outside { .. } | ExprKind::Const { .. } => {
                self.program().known_leaf(expr).map(Cow::Borrowed)
            }
            ExprKind::Array(values) => {
                let values: Result<Vec<Datum>, Stop> =
                    values.iter().map(|value| self.uniform_datum(value, mask).map(Cow::into_owned)).collect();
                Ok(Cow::Owned(Datum::Many(values?)))
            }
            ExprKind::Repeat(value, len) => {
                Ok(Cow::Owned(Datum::Many(vec![self.uniform_datum(value, mask)?.into_owned(); *len])))
            }
            ExprKind::Index { table, index } => {
                let table = self.uniform_datum(table, mask)?;
                let at = checked_index(table.many().len(), self.uniform(index, mask)?)?;
                Ok(Cow::Owned(table.many()[at].clone()))
            }
            _ => Ok(Cow::Owned(Datum::One(self.uniform(expr, mask)?))),
        }
    }

    /// The value in each lane of the mask.
    pub(super) fn lanes(&self, expr: &Expr, mask: u64) -> Result<Lanes, Stop> {
        self.in_lanes(expr, mask, false)
    }

    /// As [`Gang::lanes`]; `guarded` on the right of `&&`, where what may trap runs in lanes even if it is uniform.
    fn in_lanes(&self, expr: &Expr, mask: u64, guarded: bool) -> Result<Lanes, Stop> {
        let in_lanes = self.program().varies(expr) || (guarded && self.program().traps_uniformly(expr));
        if !in_lanes {
            return self.splat(expr, mask);
        }
        let checks = self.program().checks;
        match &expr.kind {
            ExprKind::Load { .. } | ExprKind::Extent { .. } => {
                broken("kernels have no arrays from outside".to_owned())
            }
            ExprKind::Lit(_) | ExprKind::Const { .. } | ExprKind::Outside { .. } | ExprKind::Len(_) => {
                self.splat(expr, mask)
            }
            ExprKind::Local(local) => self.lanes_local(*local, expr, mask),
            ExprKind::Unary(op, a) => {
                let a = self.in_lanes(a, mask, guarded)?;
                self.each(mask, |lane| self.typed(expr, arithmetic::unary(*op, a[lane], checks)?))
            }
            ExprKind::Binary(op, a, b) if op.is_shift() => self.shift(*op, a, b, mask, guarded),
            ExprKind::Binary(op, a, b) => {
                let a = self.in_lanes(a, mask, guarded)?;
                let b = self.in_lanes(b, mask, guarded)?;
                self.each(mask, |lane| self.typed(expr, arithmetic::binary(*op, a[lane], b[lane], checks)?))
            }
            ExprKind::Logic(op, a, b) => {
                let first = self.in_lanes(a, mask, guarded)?;
                let decided = *op == Logic::Or;
                let rest = self.on(mask).filter(|lane| first[*lane].truth() != decided);
                let rest = rest.fold(0, |bits, lane| bits | 1 << lane);
                let second = self.in_lanes(b, rest, true)?;
                self.each(mask, |lane| Ok(if rest >> lane & 1 == 1 { second[lane] } else { first[lane] }))
            }
            ExprKind::Cast(a, ty) => {
                let a = self.in_lanes(a, mask, guarded)?;
                self.each(mask, |lane| Ok(a[lane].cast(*ty)))
            }
            ExprKind::Method { method, args, on } => {
                let args: Result<Vec<Lanes>, Stop> =
                    args.iter().map(|arg| self.in_lanes(arg, mask, guarded)).collect();
                let args = args?;
                self.each(mask, |lane| {
                    let mut values = [Value::Undefined; 3];
                    for (value, arg) in values.iter_mut().zip(&args) {
                        *value = arg[lane];
                    }
                    self.typed(expr, methods::method(method, *on, &values[..args.len()], checks)?)
                })
            }
            ExprKind::Index { table, index } => self.index(table, index, mask, guarded),
            ExprKind::Call { .. } | ExprKind::Scalarised { .. } => {
                panic!("the interpreter does not run calls of other functions")
            }
            ExprKind::Array(_) | ExprKind::Repeat(..) => broken("an array stands where a number should"),
        }
    }

    fn typed(&self, expr: &Expr, value: Value) -> Result<Value, Stop> {
        self.program().typed(expr, value)
    }

    fn splat(&self, expr: &Expr, mask: u64) -> Result<Lanes, Stop> {
        let value = self.uniform(expr, mask)?;
        self.each(mask, |_| Ok(value))
    }

    fn lanes_local(&self, local: LocalId, expr: &Expr, mask: u64) -> Result<Lanes, Stop> {
        match self.local(local)? {
            Slot::Lanes(lanes) => self.each(mask, |lane| match lanes[lane] {
                Value::Undefined => broken(format!(
                    "lane {lane} reads `{}` before it is set there",
                    self.program().name(local)
                )),
                value => self.typed(expr, value),
            }),
            Slot::Uniform(_) => self.splat(expr, mask),
            Slot::Array(_) => broken("an array stands where a number should"),
        }
    }

    fn shift(&self, op: Binary, a: &Expr, count: &Expr, mask: u64, guarded: bool) -> Result<Lanes, Stop> {
        let checks = self.program().checks;
        let a = self.in_lanes(a, mask, guarded)?;
        let count = if self.program().varies(count) || (guarded && self.program().traps_uniformly(count)) {
            self.in_lanes(count, mask, guarded)?
        } else {
            self.splat(count, mask)?
        };
        self.each(mask, |lane| Ok(arithmetic::shift(op, a[lane], count[lane].int(), checks)?))
    }

    fn index(&self, table: &Expr, index: &Expr, mask: u64, guarded: bool) -> Result<Lanes, Stop> {
        let program = self.program();
        let index_varies = program.varies(index) || (guarded && program.traps_uniformly(index));
        if !program.varies(table) {
            let table = self.uniform_datum(table, mask)?;
            let index = self.in_lanes(index, mask, guarded)?;
            let elements = table.many();
            return self.each(mask, |lane| Ok(elements[checked_index(elements.len(), index[lane])?].one()));
        }
        let elements = match &table.kind {
            ExprKind::Local(local) => match self.local(*local)? {
                Slot::Array(elements) => Cow::Borrowed(elements),
                Slot::Lanes(_) | Slot::Uniform(_) => return broken("a varying table is no array of lanes"),
            },
            _ => Cow::Owned(self.array(table, mask, guarded)?),
        };
        let read = |lane: usize, at: usize| match elements[at][lane] {
            Value::Undefined => {
                broken(format!("lane {lane} reads element {at} of an array before it is set there"))
            }
            value => Ok(value),
        };
        if index_varies || guarded {
            let index = self.in_lanes(index, mask, guarded)?;
            return self.each(mask, |lane| read(lane, checked_index(elements.len(), index[lane])?));
        }
        let at = checked_index(elements.len(), self.uniform(index, mask)?)?;
        self.each(mask, |lane| read(lane, at))
    }

    /// An array whose elements are lanes.
    pub(super) fn array(&self, expr: &Expr, mask: u64, guarded: bool) -> Result<Vec<Lanes>, Stop> {
        match &expr.kind {
            ExprKind::Array(values) => {
                values.iter().map(|value| self.in_lanes(value, mask, guarded)).collect()
            }
            ExprKind::Repeat(value, len) => Ok(vec![self.in_lanes(value, mask, guarded)?; *len]),
            ExprKind::Local(local) => match self.local(*local)? {
                Slot::Array(elements) => Ok(elements.clone()),
                Slot::Lanes(_) | Slot::Uniform(_) => broken("a whole array cannot be spread over the lanes"),
            },
            _ => broken(format!("no array: {:?}", expr.kind)),
        }
    }
}
