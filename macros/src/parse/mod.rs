//! From Rust's syntax tree to the scalar IR.
//!
//! Names are resolved, tuples taken apart, `match` and `while` spelled out, and control flow inside expressions is
//! moved into statements before the one that needs it, in Rust's order of evaluation. What the language lacks is
//! reported at its token, with the way out; parsing goes on, so that all errors of a function come at once.

mod call;
mod capture;
mod control;
mod expr;
mod lane_loop;
mod literal;
mod matching;
pub(crate) mod methods;
mod place;
mod scope;
mod signature;
mod stmt;
mod table;

use std::collections::BTreeMap;

use proc_macro2::{Span, TokenStream};
use syn::ItemFn;

use crate::compile::Form as KernelForm;
use crate::errors::Errors;
use crate::ir::{
    Block, ExitId, Expr, ExprId, ExprKind, Form, Kernel, Local, LocalId, Stmt, StmtKind, TargetId,
};
use crate::ty::Scalar;
use scope::{Binding, Scopes, Target, Value};

use capture::Outside;

pub(crate) use capture::written_type;
pub(crate) use lane_loop::parse_lane_loop;
pub(crate) use signature::{Bound, Signature, parse_signature};

/// State of the parser within one function.
pub(super) struct Parser<'a> {
    errors: &'a Errors,
    /// The type parameter and the float type that stands for it.
    alias: Option<(String, Scalar)>,
    name: String,
    /// Where the crate `ufunc` is found.
    krate: syn::Path,
    /// `None` where the signature is at fault.
    results: Option<Vec<Scalar>>,
    locals: Vec<Local>,
    scopes: Scopes,
    targets: Vec<Target>,
    items: TokenStream,
    /// Constants of the body: their scalar type, or that of their elements.
    consts: BTreeMap<String, ConstType>,
    next_expr: usize,
    next_exit: usize,
    next_target: usize,
    /// What is outside, of the body of a lane loop.
    outside: Option<Outside<'a>>,
}

/// What is known of a constant of the body.
#[derive(Clone, Copy, Debug)]
enum ConstType {
    Scalar(Option<Scalar>),
    Table { element: Option<Scalar>, len: Option<usize> },
}

/// Parses the function for one instance of its type parameter.
pub(crate) fn parse_kernel(
    item: &ItemFn,
    form: KernelForm,
    signature: &Signature,
    instance: Option<Scalar>,
    errors: &Errors,
) -> Option<Kernel> {
    let mut parser = Parser {
        errors,
        alias: signature
            .generic
            .as_ref()
            .zip(instance)
            .map(|(generic, scalar)| (generic.name.to_string(), scalar)),
        name: item.sig.ident.to_string(),
        krate: signature.krate.clone(),
        results: None,
        locals: Vec::new(),
        scopes: Scopes::default(),
        targets: Vec::new(),
        items: TokenStream::new(),
        consts: BTreeMap::new(),
        next_expr: 0,
        next_exit: 0,
        next_target: 0,
        outside: None,
    };
    parser.scopes.enter();
    let params = parser.parse_params(&item.sig, form);
    parser.results = parser.parse_results(&item.sig);
    let mut body = Block::new();
    let value = parser.parse_block_value(&item.block, &mut body);
    parser.push_return(value, item.block.brace_token.span.close(), &mut body);
    errors.is_empty().then(|| Kernel {
        name: item.sig.ident.clone(),
        instance,
        params,
        results: parser.results.unwrap_or_default(),
        locals: parser.locals,
        body,
        items: parser.items,
        around: None,
        exprs: parser.next_expr,
        exits: parser.next_exit,
        targets: parser.next_target,
    })
}

impl Parser<'_> {
    fn expr(&mut self, span: Span, kind: ExprKind) -> Expr {
        let id = ExprId(self.next_expr);
        self.next_expr += 1;
        Expr { id, span, kind }
    }

    fn exit(&mut self) -> ExitId {
        self.next_exit += 1;
        ExitId(self.next_exit - 1)
    }

    fn target(&mut self) -> TargetId {
        self.next_target += 1;
        TargetId(self.next_target - 1)
    }

    fn local(
        &mut self,
        name: &str,
        span: Span,
        declared: Option<Scalar>,
        mutable: bool,
        form: Form,
    ) -> LocalId {
        self.locals.push(Local { name: name.to_owned(), span, declared, mutable, form });
        LocalId(self.locals.len() - 1)
    }

    /// A local of the compiler's own.
    fn temp(&mut self, span: Span) -> LocalId {
        self.local("t", span, None, true, Form::Scalar)
    }

    fn read(&mut self, local: LocalId, span: Span) -> Expr {
        self.expr(span, ExprKind::Local(local))
    }

    /// The same expression again, with ids of its own.
    fn again(&mut self, expr: &Expr) -> Expr {
        let mut copy = expr.clone();
        crate::ir_walk::for_each_expr_mut(&mut copy, &mut |e| {
            e.id = ExprId(self.next_expr);
            self.next_expr += 1;
        });
        copy
    }

    /// Puts a value into a temporary before the statements from `mark` on, so that they cannot change it.
    fn spill(&mut self, value: Expr, mark: usize, out: &mut Block) -> Expr {
        if matches!(value.kind, ExprKind::Lit(_) | ExprKind::Const { .. } | ExprKind::Outside { .. }) {
            return value;
        }
        let span = value.span;
        let temp = self.temp(span);
        out.insert(mark, Stmt { span, kind: StmtKind::Declare { local: temp, value: Some(value) } });
        self.read(temp, span)
    }

    fn read_binding(&mut self, binding: &Binding, span: Span) -> Value {
        match binding {
            Binding::Local(local) => Value::Scalar(self.read(*local, span)),
            Binding::Tuple(parts) => {
                Value::Tuple(parts.iter().map(|part| self.read_binding(part, span)).collect())
            }
        }
    }

    /// Declares temporaries of the shape of a value.
    fn temps_like(&mut self, value: &Value, span: Span, out: &mut Block) -> Option<Binding> {
        match value {
            Value::Unit | Value::Never => None,
            Value::Scalar(_) => {
                let local = self.temp(span);
                out.push(Stmt { span, kind: StmtKind::Declare { local, value: None } });
                Some(Binding::Local(local))
            }
            Value::Tuple(parts) => Some(Binding::Tuple(
                parts.iter().filter_map(|part| self.temps_like(part, span, out)).collect(),
            )),
        }
    }

    /// Assigns a value, part by part, to locals that are not read in it.
    fn assign_binding(&mut self, binding: &Binding, value: Value, span: Span, out: &mut Block) {
        match (binding, value) {
            (Binding::Local(local), Value::Scalar(value)) => {
                out.push(Stmt { span, kind: StmtKind::Assign { local: *local, value } });
            }
            (Binding::Tuple(parts), Value::Tuple(values)) if parts.len() == values.len() => {
                for (part, value) in parts.iter().zip(values) {
                    self.assign_binding(part, value, span, out);
                }
            }
            (
                Binding::Tuple(parts),
                Value::Scalar(Expr { kind: ExprKind::Call { path, args }, span, .. }),
            ) => {
                let locals = parts.iter().filter_map(|part| match part {
                    Binding::Local(local) => Some(*local),
                    Binding::Tuple(_) => None,
                });
                let locals = locals.collect();
                out.push(Stmt { span, kind: StmtKind::CallMany { locals, path, args } });
            }
            (_, Value::Never) => {}
            _ => self.errors.at(span, "the branches of this expression have values of different shapes", ""),
        }
    }
}
