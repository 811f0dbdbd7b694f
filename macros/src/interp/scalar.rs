//! Runs the scalar IR, one element at a time.

use std::borrow::Cow;

use super::program::{Counts, Program, message};
use super::value::{Datum, Value};
use super::{Stop, Trap, arithmetic, broken, methods, trap};
use crate::ir::{Block, Expr, ExprKind, LocalId, Logic, Range, Stmt, StmtKind, TargetId};

/// Runs a kernel on one element: its results, or why there are none. `steps` is how many statements it may run; they
/// are counted down.
pub(crate) fn run(program: &Program<'_>, args: &[Datum], steps: &mut u64) -> Result<Vec<Value>, Stop> {
    let locals = program.kernel.locals.iter().map(|local| Datum::undefined(&local.form)).collect();
    let mut run = Run { program, locals, results: Vec::new(), steps: *steps };
    for (param, arg) in program.kernel.params.iter().zip(args) {
        run.locals[param.0] = arg.clone();
    }
    let flow = run.block(&program.kernel.body);
    *steps = run.steps;
    match flow? {
        Flow::Return => Ok(run.results),
        Flow::Next | Flow::Break(_) | Flow::Continue(_) => broken("the kernel ends without a result"),
    }
}

struct Run<'a> {
    program: &'a Program<'a>,
    locals: Vec<Datum>,
    results: Vec<Value>,
    steps: u64,
}

/// Where control goes after a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    Next,
    Break(TargetId),
    Continue(TargetId),
    Return,
}

/// What a loop does after its body.
enum Turn {
    Again,
    Leave(Flow),
}

impl Flow {
    fn after_body(self, target: TargetId) -> Turn {
        match self {
            Flow::Next => Turn::Again,
            Flow::Continue(to) if to == target => Turn::Again,
            Flow::Break(to) if to == target => Turn::Leave(Flow::Next),
            other => Turn::Leave(other),
        }
    }
}

impl Run<'_> {
    fn block(&mut self, block: &Block) -> Result<Flow, Stop> {
        for stmt in block {
            let flow = self.stmt(stmt)?;
            if flow != Flow::Next {
                return Ok(flow);
            }
        }
        Ok(Flow::Next)
    }

    fn step(&mut self) -> Result<(), Stop> {
        match self.steps.checked_sub(1) {
            Some(left) => {
                self.steps = left;
                Ok(())
            }
            None => Err(Stop::Steps),
        }
    }

    fn stmt(&mut self, stmt: &Stmt) -> Result<Flow, Stop> {
        self.step()?;
        match &stmt.kind {
            StmtKind::Store { .. } => return broken("kernels have no arrays from outside".to_owned()),
            StmtKind::Declare { local, value: None } => {
                self.locals[local.0] = Datum::undefined(&self.program.kernel.locals[local.0].form);
            }
            StmtKind::Declare { local, value: Some(value) } | StmtKind::Assign { local, value } => {
                self.locals[local.0] = self.datum(value)?.into_owned();
            }
            StmtKind::AssignElement { local, index, value } => {
                let value = self.eval(value)?;
                let index = self.eval(index)?;
                let Datum::Many(elements) = &mut self.locals[local.0] else {
                    return broken("an element of a number is assigned");
                };
                let at = checked_index(elements.len(), index)?;
                elements[at] = Datum::One(value);
            }
            StmtKind::CallMany { .. } => panic!("the interpreter does not run calls of other kernels"),
            StmtKind::Eval(value) => {
                self.datum(value)?;
            }
            StmtKind::If { cond, then, otherwise } => {
                let taken = if self.eval(cond)?.truth() { then } else { otherwise };
                return self.block(taken);
            }
            StmtKind::Loop { target, body } => loop {
                self.step()?;
                if let Turn::Leave(flow) = self.block(body)?.after_body(*target) {
                    return Ok(flow);
                }
            },
            StmtKind::For { target, counter, range, body } => {
                return self.counted(*target, *counter, range, body);
            }
            StmtKind::Labelled { target, body } => {
                return Ok(match self.block(body)? {
                    Flow::Break(to) if to == *target => Flow::Next,
                    other => other,
                });
            }
            StmtKind::Break { target, .. } => return Ok(Flow::Break(*target)),
            StmtKind::Continue { target, .. } => return Ok(Flow::Continue(*target)),
            StmtKind::Return { values, .. } => {
                self.results = values.iter().map(|value| self.eval(value)).collect::<Result<_, _>>()?;
                return Ok(Flow::Return);
            }
            StmtKind::Trap { unless, message: text } => {
                let holds = match unless {
                    Some(cond) => self.eval(cond)?.truth(),
                    None => false,
                };
                if !holds {
                    return Err(Stop::Trap(Trap(Cow::Owned(message(text)))));
                }
            }
        }
        Ok(Flow::Next)
    }

    fn counted(
        &mut self,
        target: TargetId,
        counter: LocalId,
        range: &Range,
        body: &Block,
    ) -> Result<Flow, Stop> {
        let (lo, hi) = (self.eval(&range.lo)?, self.eval(&range.hi)?);
        let step = match &range.step {
            Some(step) => self.eval(step)?.int(),
            None => 1,
        };
        if step == 0 {
            return Ok(trap("assertion failed: step != 0")?);
        }
        let Some(ty) = lo.ty() else { return broken("a range starts nowhere") };
        for count in Counts::new(lo.int(), hi.int(), range, step) {
            self.step()?;
            self.locals[counter.0] = Datum::One(Value::of_int(ty, count));
            if let Turn::Leave(flow) = self.block(body)?.after_body(target) {
                return Ok(flow);
            }
        }
        Ok(Flow::Next)
    }

    /// A number, array or table.
    fn datum(&self, expr: &Expr) -> Result<Cow<'_, Datum>, Stop> {
        match &expr.kind {
            ExprKind::Local(local) => Ok(Cow::Borrowed(&self.locals[local.0])),
            ExprKind::Outside { .. } | ExprKind::Const { .. } => {
                self.program.known_leaf(expr).map(Cow::Borrowed)
            }
            ExprKind::Array(values) => {
                let values: Result<Vec<Datum>, Stop> =
                    values.iter().map(|value| self.datum(value).map(Cow::into_owned)).collect();
                Ok(Cow::Owned(Datum::Many(values?)))
            }
            ExprKind::Repeat(value, len) => {
                Ok(Cow::Owned(Datum::Many(vec![self.datum(value)?.into_owned(); *len])))
            }
            ExprKind::Index { table, index } => {
                let table = self.datum(table)?;
                let at = checked_index(table.many().len(), self.eval(index)?)?;
                Ok(Cow::Owned(table.many()[at].clone()))
            }
            _ => Ok(Cow::Owned(Datum::One(self.eval(expr)?))),
        }
    }

    fn eval(&self, expr: &Expr) -> Result<Value, Stop> {
        if let Some(leaf) = self.program.leaf(expr) {
            return self.program.typed(expr, leaf.one());
        }
        let checks = self.program.checks;
        let value = match &expr.kind {
            ExprKind::Load { .. } | ExprKind::Extent { .. } => {
                return broken("kernels have no arrays from outside".to_owned());
            }
            ExprKind::Lit(_) | ExprKind::Const { .. } | ExprKind::Outside { .. } => {
                self.program.known_leaf(expr)?.one()
            }
            ExprKind::Local(local) => match self.locals[local.0].one() {
                Value::Undefined => {
                    return broken(format!("`{}` is read before it is set", self.program.name(*local)));
                }
                value => value,
            },
            ExprKind::Unary(op, a) => arithmetic::unary(*op, self.eval(a)?, checks)?,
            ExprKind::Binary(op, a, b) => {
                let a = self.eval(a)?;
                arithmetic::binary(*op, a, self.eval(b)?, checks)?
            }
            ExprKind::Logic(op, a, b) => match (op, self.eval(a)?.truth()) {
                (Logic::And, true) | (Logic::Or, false) => self.eval(b)?,
                (Logic::And, false) | (Logic::Or, true) => Value::Bool(*op == Logic::Or),
            },
            ExprKind::Cast(a, ty) => self.eval(a)?.cast(*ty),
            ExprKind::Method { method, args, on } => {
                let args: Result<Vec<Value>, Stop> = args.iter().map(|arg| self.eval(arg)).collect();
                methods::method(method, *on, &args?, checks)?
            }
            ExprKind::Call { .. } | ExprKind::Scalarised { .. } => {
                panic!("the interpreter does not run calls of other functions")
            }
            ExprKind::Index { .. } => self.datum(expr)?.one(),
            ExprKind::Len(table) => Value::Usize(self.datum(table)?.many().len()),
            ExprKind::Array(_) | ExprKind::Repeat(..) => {
                return broken("an array stands where a number should");
            }
        };
        self.program.typed(expr, value)
    }
}

/// The position that an index of an array names.
pub(crate) fn checked_index(len: usize, index: Value) -> Result<usize, Trap> {
    match usize::try_from(index.int()) {
        Ok(at) if at < len => Ok(at),
        _ => {
            let text = format!("index out of bounds: the len is {len} but the index is {}", index.int());
            Err(Trap(Cow::Owned(text)))
        }
    }
}
