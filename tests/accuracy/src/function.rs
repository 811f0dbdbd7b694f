//! One function under test, and short ways of writing its parts.

use std::fmt;

use ufunc::Options;

use crate::double_double::Close;
use crate::draw::Draw;
use crate::float_type::Type;
use crate::oracle::{Oracle, Value};

/// Arguments with the one result that is right, sign of zero included.
pub type Special = &'static [(&'static [f64], f64)];

/// One function.
#[derive(Clone, Copy)]
pub struct Function {
    /// Its name in `ufunc::math::table`.
    pub name: &'static str,
    /// How many arguments it has.
    pub arity: usize,
    /// Names of its rows in the reference files.
    pub reference: &'static [&'static str],
    /// Whether a row's arguments are ones of this function.
    pub accepts: fn(&[f64; 4]) -> bool,
    /// The public ufunc over arrays.
    pub run: fn(&Options, Type, &[Vec<f64>]) -> Vec<f64>,
    /// Random arguments.
    pub draw: Draw,
    /// Results of another library.
    pub peer: Peer,
    /// The true value with a margin, from sums of two doubles; none where these do not reach.
    pub close: Option<Partial<Close>>,
    /// The true value.
    pub truth: fn(&mut Oracle, &[f64]) -> Value,
    /// Arguments whose errors are counted in units of what their last place changes, where that is more than a unit of
    /// the result: near zeros that no number of the type hits.
    pub by_argument: fn(&[f64]) -> bool,
    /// The scalar function of `std`.
    pub std: Option<fn(Type, &[f64]) -> f64>,
    /// Arguments with the one result that is right.
    pub special: Special,
}

/// A function of arguments that does not take all of them.
pub type Partial<R> = fn(&[f64]) -> Option<R>;

/// Another library's scalar functions.
#[derive(Clone, Copy)]
pub struct Peer {
    /// Correctly rounded to f32.
    pub single: Option<fn(&[f64]) -> f64>,
    /// In f64; none where it is not as good.
    pub double: Option<Partial<f64>>,
    /// How far the second may be from the truth, in units of the last place; ½ where it is correctly rounded.
    pub margin: f64,
}

/// No other library has it.
pub const NO_PEER: Peer = Peer { single: None, double: None, margin: f64::INFINITY };

impl fmt::Debug for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Peer").field("margin", &self.margin).finish_non_exhaustive()
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Function").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Function {
    /// The true value, for special arguments too.
    pub fn value(&self, oracle: &mut Oracle, args: &[f64]) -> Value {
        let is = |listed: &&(&[f64], f64)| {
            listed.0.iter().zip(args).all(|(a, b)| a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan())
        };
        match self.special.iter().find(is) {
            Some((_, value)) => Value::Special(*value),
            None if args.iter().any(|arg| arg.is_nan()) => Value::Special(f64::NAN),
            None => (self.truth)(oracle, args),
        }
    }

    /// How far a result is from the truth, in the units that count for its arguments.
    pub fn error(&self, oracle: &mut Oracle, args: &[f64], got: f64, truth: &Value, ty: Type) -> f64 {
        let error = oracle.error(got, truth, ty);
        if !(error > 0.5) || !(self.by_argument)(args) {
            return error;
        }
        let next = ty.at_rank(ty.rank(args[0]) + 1);
        match (self.value(oracle, args), self.value(oracle, &[next])) {
            (Value::Number(here), Value::Number(there)) => {
                error / oracle.distance(&there, &here, ty).max(1.0)
            }
            _ => error,
        }
    }

    /// Writes a call with its arguments, in digits that give them back.
    pub fn call(&self, args: &[f64]) -> String {
        let args: Vec<String> = args[..self.arity].iter().map(|arg| format!("{arg:?}")).collect();
        format!("{}({})", self.name.rsplit("::").next().unwrap_or(self.name), args.join(", "))
    }
}

/// Every row of the reference files is one of the function.
pub const EVERY: fn(&[f64; 4]) -> bool = |_| true;

/// Errors are counted in units of the result.
pub const BY_RESULT: fn(&[f64]) -> bool = |_| false;

/// Calls a ufunc in either type, on arguments held as doubles.
#[macro_export]
macro_rules! run {
    ($($path:ident)::+ ($($arg:literal),+)) => {
        |options, ty, args| match ty {
            $crate::float_type::Type::F32 => {
                let args: Vec<Vec<f32>> =
                    args.iter().map(|arg| arg.iter().map(|&x| x as f32).collect()).collect();
                let out: Vec<f32> = $($path)::+::call_with(options, $(&args[$arg]),+);
                out.into_iter().map(f64::from).collect()
            }
            $crate::float_type::Type::F64 => $($path)::+::call_with(options, $(&args[$arg]),+),
        }
    };
}

/// The functions of `pxfm`, which rounds them correctly.
#[macro_export]
macro_rules! pxfm {
    ($double:ident, $single:ident) => {
        $crate::function::Peer {
            single: Some(|x| f64::from(pxfm::$single(x[0] as f32))),
            double: Some(|x| Some(pxfm::$double(x[0]))),
            margin: 0.5,
        }
    };
    ($double:ident, $single:ident, 2) => {
        $crate::function::Peer {
            single: Some(|x| f64::from(pxfm::$single(x[0] as f32, x[1] as f32))),
            double: Some(|x| Some(pxfm::$double(x[0], x[1]))),
            margin: 0.5,
        }
    };
}

/// A method of `f32` and `f64`.
#[macro_export]
macro_rules! std_method {
    ($method:ident) => {
        Some(|ty, x| match ty {
            $crate::float_type::Type::F32 => f64::from((x[0] as f32).$method()),
            $crate::float_type::Type::F64 => x[0].$method(),
        })
    };
    ($method:ident, 2) => {
        Some(|ty, x| match ty {
            $crate::float_type::Type::F32 => f64::from((x[0] as f32).$method(x[1] as f32)),
            $crate::float_type::Type::F64 => x[0].$method(x[1]),
        })
    };
}

/// A method of the oracle as the true value.
#[macro_export]
macro_rules! truth {
    ($method:ident) => {
        |oracle, x| {
            let number = oracle.number(x[0]);
            $crate::oracle::Value::from(oracle.$method(&number))
        }
    };
}
