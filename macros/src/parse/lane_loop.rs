//! The body of a loop whose iterations are the lanes.

use syn::spanned::Spanned;

use super::capture::Outside;
use super::scope::{Binding, Scopes, Target, TargetKind};
use super::{Parser, written_type};
use crate::errors::Errors;
use crate::ir::{Around, Block, Form, Kernel, Stmt, StmtKind};
use crate::lane_loop::LoopSpec;

/// Parses the body. It stands in a block that `continue` leaves.
pub(crate) fn parse_lane_loop(spec: &LoopSpec<'_>, errors: &Errors) -> Option<Kernel> {
    let before = errors.len();
    let mut parser = Parser {
        errors,
        alias: None,
        name: spec.item.to_string(),
        krate: spec.krate.clone(),
        results: None,
        locals: Vec::new(),
        scopes: Scopes::default(),
        targets: Vec::new(),
        items: proc_macro2::TokenStream::new(),
        consts: std::collections::BTreeMap::new(),
        next_expr: 0,
        next_exit: 0,
        next_target: 0,
        outside: Some(Outside {
            names: spec.outer,
            written: spec.written,
            updated: spec.updated,
            captures: Vec::new(),
        }),
    };
    parser.scopes.enter();
    let mut bind = |name: &syn::Ident, declared, mutable| {
        let local = parser.local(&name.to_string(), name.span(), declared, mutable, Form::Scalar);
        parser.scopes.bind(name.to_string(), Binding::Local(local));
        local
    };
    let counter = bind(spec.counter, Some(spec.counter_type), false);
    let reductions = spec.reductions.iter().map(|name| {
        let ty = spec.outer.get(&name.to_string()).and_then(Option::as_ref);
        bind(name, ty.and_then(|ty| written_type(ty).element), true)
    });
    let reductions = reductions.collect();
    let target = parser.target();
    parser.targets.push(Target {
        id: target,
        label: spec.label.map(|label| label.ident.to_string()),
        kind: TargetKind::Iteration,
        result: None,
        broken: false,
    });
    let mut inner = Block::new();
    let value = parser.parse_block_value(spec.body, &mut inner);
    parser.eval_for_traps(value, &mut inner);
    let broken = parser.targets.pop().is_some_and(|target| target.broken);
    let span = spec.body.span();
    let body =
        if broken { vec![Stmt { span, kind: StmtKind::Labelled { target, body: inner } }] } else { inner };
    let captures = parser.outside.map(|outside| outside.captures).unwrap_or_default();
    (errors.len() == before).then(|| Kernel {
        name: spec.item.clone(),
        instance: None,
        params: Vec::new(),
        results: Vec::new(),
        locals: parser.locals,
        body,
        items: parser.items,
        around: Some(Around { counter, captures, reductions }),
        exprs: parser.next_expr,
        exits: parser.next_exit,
        targets: parser.next_target,
    })
}
