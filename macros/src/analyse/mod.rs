//! What the compiler finds out about a kernel before it makes lanes of it.

mod access;
mod cost;
mod escape;
mod safety;
mod types;
mod vary;

use crate::errors::Errors;
use crate::ir::{Expr, Kernel, LocalId};
use crate::ir_walk::for_each_stmt;
use crate::ty::Scalar;

pub(crate) use access::{Access, Accesses, for_each_access};
pub(crate) use cost::Cost;
pub(crate) use vary::{Frame, Parting, Vary};

/// The facts of one kernel.
#[derive(Debug)]
pub(crate) struct Facts {
    /// Types of expressions, by id; `None` where only rustc can tell.
    types: Vec<Inferred>,
    locals: Vec<Inferred>,
    pub(crate) vary: Vary,
    pub(crate) accesses: Accesses,
    /// Lengths of local arrays and of tables whose type tells it.
    lens: Vec<Option<usize>>,
}

/// An inferred type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Inferred {
    pub(crate) ty: Option<Scalar>,
    /// Nothing but Rust's defaults (`f64`, `i32`) says so.
    pub(crate) defaulted: bool,
}

impl Facts {
    pub(crate) fn analyse(kernel: &Kernel, errors: &Errors) -> Facts {
        let (types, locals) = types::infer(kernel, errors);
        let vary = Vary::find(kernel);
        let lens = kernel.locals.iter().map(|local| local.form.len()).collect();
        let accesses = Accesses::find(kernel, &types, &vary);
        Facts { types, locals, vary, accesses, lens }
    }

    fn len(&self, local: LocalId) -> Option<usize> {
        self.lens[local.0]
    }

    pub(crate) fn ty(&self, expr: &Expr) -> Option<Scalar> {
        self.types[expr.id.0].ty
    }

    pub(crate) fn inferred(&self, expr: &Expr) -> Inferred {
        self.types[expr.id.0]
    }

    pub(crate) fn local(&self, local: LocalId) -> Inferred {
        self.locals[local.0]
    }

    /// Whether lanes hold values of 32 bits. What all lanes share, as the count of a shift, is in none.
    pub(crate) fn has_narrow(&self, kernel: &Kernel) -> bool {
        let is_narrow =
            |inferred: Inferred| !inferred.defaulted && inferred.ty.is_some_and(|ty| ty.lane_bits() == 32);
        let mut narrow = (0..kernel.locals.len())
            .map(LocalId)
            .any(|local| self.vary.local(local) && is_narrow(self.local(local)));
        for_each_stmt(&kernel.body, &mut |stmt| {
            for expr in stmt.exprs() {
                narrow |= expr.any(&mut |e| self.vary.expr(e) && is_narrow(self.inferred(e)));
            }
        });
        narrow
    }

    /// Bits of the widest type in the kernel, 32 or 64; 64 where rustc alone knows a type.
    pub(crate) fn widest(&self) -> u32 {
        let all = || self.types.iter().chain(&self.locals).filter(|inferred| !inferred.defaulted);
        let known = all().filter_map(|inferred| inferred.ty).map(Scalar::lane_bits).max();
        match known {
            Some(0) | None => 64,
            Some(bits) => bits,
        }
    }
}
