//! What a program must keep to for Rust to accept it: types, scopes, labels, termination.
//!
//! The generator makes only programs that pass; the shrinker tries what it likes and keeps what passes.

use crate::ast::{
    Arm, BinOp, Block, Bound, Expr, IndexForm, Label, Loop, LoopKind, Pattern, Program, Stmt, UnOp, Var,
};
use crate::method::{Arg, Method};
use crate::types::{Ty, Value};

/// Why a program is not well typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// An operand, a value or a pattern of the wrong type.
    Type,
    /// A variable that is not in scope, or hidden by another of its name.
    Scope(Var),
    /// An assignment to a variable that is not `mut`.
    Immutable(Var),
    /// A `break` or `continue` without its loop.
    Label,
    /// A `match` that leaves a value out, or a pattern that holds none.
    Pattern,
    /// A loop where no statement stands, so that its fuel has no place.
    LoopPlace,
    /// A bound that Rust would refuse or that would always panic.
    Bounds,
}

/// The type of an expression; `Never` goes with every other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Never,
    Unit,
    One(Ty),
    Two(Ty, Ty),
}

impl Kind {
    fn join(self, other: Kind) -> Result<Kind, Flaw> {
        match (self, other) {
            (Kind::Never, kind) | (kind, Kind::Never) => Ok(kind),
            (a, b) if a == b => Ok(a),
            _ => Err(Flaw::Type),
        }
    }

    pub(crate) fn of(types: &[Ty]) -> Kind {
        match *types {
            [one] => Kind::One(one),
            [one, two] => Kind::Two(one, two),
            _ => Kind::Unit,
        }
    }
}

impl Program {
    /// Whether Rust would accept the program and it would end.
    ///
    /// # Errors
    /// The first flaw found.
    pub fn check(&self) -> Result<(), Flaw> {
        let mut checker = Checker { program: self, scope: self.params.clone(), targets: Vec::new() };
        let kind = checker.check_block(&self.body)?;
        kind.join(Kind::of(&self.results)).map(|_| ())
    }

    /// Type of an expression of one value, of which the parts are taken to be right.
    #[must_use]
    pub fn type_of(&self, expr: &Expr) -> Option<Ty> {
        match expr {
            Expr::Lit(lit) => Some(lit.value.ty()),
            Expr::Var(var) => Some(self.ty_of(*var)),
            Expr::Tuple(_) => None,
            Expr::Unary(_, operand) => self.type_of(operand),
            Expr::Binary(op, lhs, _) => {
                if op.is_comparison() || matches!(op, BinOp::And | BinOp::Or) {
                    Some(Ty::Bool)
                } else {
                    self.type_of(lhs)
                }
            }
            Expr::Cast(_, ty) | Expr::FromBits(ty, _) => Some(*ty),
            Expr::Method(method, operands) => self.type_of(&operands[0]).map(|ty| method.result(ty)),
            Expr::Index(table, ..) => Some(self.tables[table.0].ty),
            Expr::If(_, then, other) => {
                let other = other.as_ref()?;
                self.type_of_block(then).or_else(|| self.type_of_block(other))
            }
            Expr::Match(_, arms) => arms.iter().find_map(|arm| self.type_of_block(&arm.body)),
            Expr::Block(_, block) => self.type_of_block(block),
            Expr::Loop(node) => match &node.kind {
                LoopKind::Loop(_, Some(value)) => self.type_of(value),
                _ => None,
            },
        }
    }

    fn type_of_block(&self, block: &Block) -> Option<Ty> {
        block.tail.as_ref().and_then(|tail| self.type_of(tail))
    }
}

/// What a `break` may leave.
struct Target {
    label: Option<Label>,
    /// Loops take `continue` and a `break` without label; blocks do not.
    is_loop: bool,
    value: Kind,
}

struct Checker<'a> {
    program: &'a Program,
    scope: Vec<Var>,
    targets: Vec<Target>,
}

impl Checker<'_> {
    fn check_block(&mut self, block: &Block) -> Result<Kind, Flaw> {
        let outer = self.scope.len();
        for stmt in &block.stmts {
            self.check_stmt(stmt)?;
        }
        let kind = match &block.tail {
            Some(tail) => self.check_whole(tail)?,
            None if block.diverges() => Kind::Never,
            None => Kind::Unit,
        };
        self.scope.truncate(outer);
        Ok(kind)
    }

    fn check_stmt(&mut self, stmt: &Stmt) -> Result<(), Flaw> {
        match stmt {
            Stmt::Let { vars, init, .. } => {
                let types: Vec<Ty> = vars.iter().map(|&var| self.program.ty_of(var)).collect();
                require(self.check_whole(init)?, Kind::of(&types))?;
                self.scope.extend(vars);
                Ok(())
            }
            Stmt::Assign { var, op, value } => {
                self.check_in_scope(*var)?;
                if !self.program.vars[var.0].mutable {
                    return Err(Flaw::Immutable(*var));
                }
                let ty = self.program.ty_of(*var);
                let kind = self.check_whole(value)?;
                match op {
                    None => require(kind, Kind::One(ty)),
                    Some(op) => match kind {
                        Kind::One(rhs) if !op.is_comparison() => check_binary(*op, ty, rhs).map(|_| ()),
                        _ => Err(Flaw::Type),
                    },
                }
            }
            Stmt::Expr(expr) => match expr {
                Expr::If(..) | Expr::Match(..) | Expr::Block(..) | Expr::Loop(_) => {
                    self.check_whole(expr)?.join(Kind::Unit).map(|_| ())
                }
                _ => Err(Flaw::Type),
            },
            Stmt::Break(label, value) => {
                let kind = value.as_ref().map_or(Ok(Kind::Unit), |value| self.check_expr(value))?;
                let target = self.target(*label, false)?;
                target.value = target.value.join(kind)?;
                Ok(())
            }
            Stmt::Continue(label) => self.target(*label, true).map(|_| ()),
            Stmt::Return(value) => {
                let kind = self.check_expr(value)?;
                require(kind, Kind::of(&self.program.results))
            }
        }
    }

    fn target(&mut self, label: Option<Label>, of_continue: bool) -> Result<&mut Target, Flaw> {
        let found = match label {
            None => self.targets.last_mut(),
            Some(_) => self.targets.iter_mut().rev().find(|target| target.label == label),
        };
        found.filter(|target| target.is_loop || (label.is_some() && !of_continue)).ok_or(Flaw::Label)
    }

    fn check_in_scope(&self, var: Var) -> Result<(), Flaw> {
        let name = &self.program.vars[var.0].name;
        let seen = self.scope.iter().rev().find(|other| self.program.vars[other.0].name == *name);
        if seen == Some(&var) { Ok(()) } else { Err(Flaw::Scope(var)) }
    }

    /// An expression where a statement stands, and so a loop may.
    fn check_whole(&mut self, expr: &Expr) -> Result<Kind, Flaw> {
        match expr {
            Expr::Loop(node) => self.check_loop(node),
            other => self.check_expr(other),
        }
    }

    fn check_one(&mut self, expr: &Expr) -> Result<Ty, Flaw> {
        match self.check_expr(expr)? {
            Kind::One(ty) => Ok(ty),
            Kind::Never | Kind::Unit | Kind::Two(..) => Err(Flaw::Type),
        }
    }

    fn check_expr(&mut self, expr: &Expr) -> Result<Kind, Flaw> {
        let ty = match expr {
            Expr::Lit(lit) => lit.value.ty(),
            Expr::Var(var) => {
                self.check_in_scope(*var)?;
                self.program.ty_of(*var)
            }
            Expr::Tuple(parts) => {
                let types = parts.iter().map(|part| self.check_one(part)).collect::<Result<Vec<_>, _>>()?;
                return if types.len() == 2 { Ok(Kind::of(&types)) } else { Err(Flaw::Type) };
            }
            Expr::Unary(op, operand) => {
                let ty = self.check_one(operand)?;
                let allowed = match op {
                    UnOp::Neg => ty.is_float() || ty.is_signed(),
                    UnOp::Not => !ty.is_float(),
                };
                if !allowed {
                    return Err(Flaw::Type);
                }
                ty
            }
            Expr::Binary(op, lhs, rhs) => {
                let lhs = self.check_one(lhs)?;
                check_binary(*op, lhs, self.check_one(rhs)?)?
            }
            Expr::Cast(operand, to) => {
                let from = self.check_one(operand)?;
                let allowed = match (from, *to) {
                    (from, Ty::Bool) => from == Ty::Bool,
                    (Ty::Bool, to) => to.is_int(),
                    _ => true,
                };
                if !allowed {
                    return Err(Flaw::Type);
                }
                *to
            }
            Expr::Method(method, operands) => self.check_method(method, operands)?,
            Expr::FromBits(ty, operand) => {
                let from = self.check_one(operand)?;
                if !ty.is_float() || from != ty.unsigned() {
                    return Err(Flaw::Type);
                }
                *ty
            }
            Expr::Index(table, form, index) => {
                let ty = self.check_one(index)?;
                if !ty.is_int() || (*form == IndexForm::RemCast && ty.is_signed()) {
                    return Err(Flaw::Type);
                }
                self.program.tables[table.0].ty
            }
            Expr::If(cond, then, other) => {
                require(self.check_expr(cond)?, Kind::One(Ty::Bool))?;
                let then = self.check_block(then)?;
                return match other {
                    None => then.join(Kind::Unit),
                    Some(other) => then.join(self.check_block(other)?),
                };
            }
            Expr::Match(scrutinee, arms) => return self.check_match(scrutinee, arms),
            Expr::Block(label, block) => return self.check_labelled(*label, block),
            Expr::Loop(_) => return Err(Flaw::LoopPlace),
        };
        Ok(Kind::One(ty))
    }

    fn check_method(&mut self, method: &Method, operands: &[Expr]) -> Result<Ty, Flaw> {
        let (receiver, args) = operands.split_first().ok_or(Flaw::Type)?;
        let ty = self.check_one(receiver)?;
        if !method.receiver.has(ty) {
            return Err(Flaw::Type);
        }
        if method.args == [Arg::Bounds] {
            return match args {
                [Expr::Lit(lo), Expr::Lit(hi)] => check_bounds(ty, lo.value, hi.value),
                _ => Err(Flaw::Bounds),
            };
        }
        if method.args.len() != args.len() {
            return Err(Flaw::Type);
        }
        for (kind, arg) in method.args.iter().zip(args) {
            let given = self.check_one(arg)?;
            let small = matches!(arg, Expr::Lit(lit) if matches!(lit.value, Value::U32(0..=4)));
            let right = match kind {
                Arg::Same | Arg::Sign => given == ty,
                Arg::Count => given == Ty::U32,
                Arg::Exponent => small,
                Arg::Bounds => false,
            };
            if !right {
                return Err(Flaw::Type);
            }
        }
        Ok(method.result(ty))
    }

    fn check_match(&mut self, scrutinee: &Expr, arms: &[Arm]) -> Result<Kind, Flaw> {
        let ty = self.check_one(scrutinee)?;
        let mut kind = Kind::Never;
        let mut covered = [false; 2];
        for arm in arms {
            for pattern in &arm.patterns {
                check_pattern(*pattern, ty)?;
                match (pattern, &arm.guard) {
                    (Pattern::Any, None) => covered = [true; 2],
                    (Pattern::Is(n), None) if ty == Ty::Bool => covered[usize::from(*n != 0)] = true,
                    _ => {}
                }
            }
            if let Some(guard) = &arm.guard {
                require(self.check_expr(guard)?, Kind::One(Ty::Bool))?;
            }
            kind = kind.join(self.check_block(&arm.body)?)?;
        }
        if covered == [true; 2] { Ok(kind) } else { Err(Flaw::Pattern) }
    }

    fn check_labelled(&mut self, label: Option<Label>, block: &Block) -> Result<Kind, Flaw> {
        if label.is_none() {
            return self.check_block(block);
        }
        self.targets.push(Target { label, is_loop: false, value: Kind::Never });
        let kind = self.check_block(block);
        let left = self.targets.pop().map_or(Kind::Never, |target| target.value);
        kind?.join(left)
    }

    fn check_loop(&mut self, node: &Loop) -> Result<Kind, Flaw> {
        let outer = self.scope.len();
        let value = match &node.kind {
            LoopKind::While(fuel, cond) => {
                self.scope.push(fuel.var);
                require(self.check_expr(cond)?, Kind::One(Ty::Bool))?;
                Kind::Unit
            }
            LoopKind::Loop(fuel, exhausted) => {
                self.scope.push(fuel.var);
                exhausted.as_ref().map_or(Ok(Kind::Unit), |value| self.check_expr(value))?
            }
            LoopKind::For(head) => {
                let ty = self.program.ty_of(head.var);
                for bound in [&head.lo, &head.hi] {
                    self.check_bound(bound, ty)?;
                }
                self.scope.push(head.var);
                Kind::Unit
            }
        };
        self.targets.push(Target { label: node.label, is_loop: true, value });
        let body = self.check_block(&node.body);
        self.targets.pop();
        self.scope.truncate(outer);
        body?.join(Kind::Unit)?;
        Ok(value)
    }

    fn check_bound(&mut self, bound: &Bound, ty: Ty) -> Result<(), Flaw> {
        match bound {
            Bound::Lit(n) if *n < 0 && !ty.is_signed() => Err(Flaw::Bounds),
            Bound::Lit(_) => Ok(()),
            Bound::Masked(operand, n) | Bound::Rem(operand, n) => {
                require(self.check_expr(operand)?, Kind::One(ty))?;
                if *n > 0 { Ok(()) } else { Err(Flaw::Bounds) }
            }
        }
    }
}

fn require(found: Kind, wanted: Kind) -> Result<(), Flaw> {
    found.join(wanted).map(|_| ())
}

fn check_binary(op: BinOp, lhs: Ty, rhs: Ty) -> Result<Ty, Flaw> {
    let both = lhs == rhs;
    let (allowed, result) = match op {
        BinOp::Add | BinOp::Sub | BinOp::Mul | BinOp::Div | BinOp::Rem => (both && lhs != Ty::Bool, lhs),
        BinOp::BitAnd | BinOp::BitOr | BinOp::BitXor => (both && !lhs.is_float(), lhs),
        BinOp::Shl | BinOp::Shr => (lhs.is_int() && rhs.is_int(), lhs),
        BinOp::And | BinOp::Or => (both && lhs == Ty::Bool, Ty::Bool),
        BinOp::Eq | BinOp::Ne => (both, Ty::Bool),
        BinOp::Lt | BinOp::Le | BinOp::Gt | BinOp::Ge => (both && lhs != Ty::Bool, Ty::Bool),
    };
    if allowed { Ok(result) } else { Err(Flaw::Type) }
}

fn check_pattern(pattern: Pattern, ty: Ty) -> Result<(), Flaw> {
    let least = if ty.is_signed() { i64::from(i32::MIN) } else { 0 };
    let fits = |n: i64| (least..=i64::from(i32::MAX)).contains(&n);
    let right = match pattern {
        Pattern::Any => true,
        Pattern::Is(n) => ty == Ty::Bool || fits(n),
        Pattern::Closed(lo, hi) => ty != Ty::Bool && fits(lo) && fits(hi) && lo <= hi,
        Pattern::From(n) => ty != Ty::Bool && fits(n),
        Pattern::Below(n) => ty != Ty::Bool && fits(n) && n > least,
    };
    if right && !ty.is_float() { Ok(()) } else { Err(Flaw::Pattern) }
}

fn check_bounds(ty: Ty, lo: Value, hi: Value) -> Result<Ty, Flaw> {
    let ordered = match (lo, hi) {
        (Value::F32(lo), Value::F32(hi)) => lo <= hi,
        (Value::F64(lo), Value::F64(hi)) => lo <= hi,
        (Value::I32(lo), Value::I32(hi)) => lo <= hi,
        (Value::I64(lo), Value::I64(hi)) => lo <= hi,
        (Value::U32(lo), Value::U32(hi)) => lo <= hi,
        (Value::U64(lo), Value::U64(hi)) => lo <= hi,
        _ => false,
    };
    if ordered && lo.ty() == ty { Ok(ty) } else { Err(Flaw::Bounds) }
}
