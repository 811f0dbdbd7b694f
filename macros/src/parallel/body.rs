//! What the body of a parallel loop does with what is outside of it: which elements of which arrays it reads and
//! writes, which variables it assigns to, how it could be left.

use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, Pat};

use super::facts::{Kind, Whole};
use super::names::{Binding, for_each_name};
use super::poly::Poly;
use super::scope::range_of;
use super::update::{operation_of, update_of, update_of_if};
use super::walk::{Open, Walk};

/// Methods that tell of an array what its elements do not change.
const MEASURES: [&str; 10] =
    ["len", "is_empty", "nrows", "ncols", "dim", "shape", "len_of", "ndim", "raw_dim", "strides"];

/// Methods that change what they are called on.
const CHANGES: [&str; 27] = [
    "push",
    "push_str",
    "pop",
    "insert",
    "remove",
    "clear",
    "truncate",
    "resize",
    "extend",
    "append",
    "drain",
    "retain",
    "sort",
    "sort_by",
    "sort_unstable",
    "sort_unstable_by",
    "sort_by_key",
    "reverse",
    "swap",
    "fill",
    "iter_mut",
    "copy_from_slice",
    "clone_from_slice",
    "rotate_left",
    "rotate_right",
    "assign",
    "as_mut_slice",
];

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_block(&mut self, block: &'ast syn::Block) {
        self.in_scope(|walk| visit::visit_block(walk, block));
    }

    fn visit_item(&mut self, _: &'ast syn::Item) {}

    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let Some(init) = &local.init {
            self.visit_expr(&init.expr);
            if let Some((_, otherwise)) = &init.diverge {
                self.visit_expr(otherwise);
            }
        }
        let pat = match &local.pat {
            Pat::Type(typed) => &*typed.pat,
            pat => pat,
        };
        match (pat, &local.init) {
            (Pat::Ident(name), Some(init))
                if name.mutability.is_none() && name.by_ref.is_none() && name.subpat.is_none() =>
            {
                let value = self.names.poly(&init.expr);
                self.names.bind(name.ident.to_string(), Binding::Let(value));
            }
            _ => self.bind_pattern(pat),
        }
    }

    fn visit_expr_for_loop(&mut self, inner: &'ast syn::ExprForLoop) {
        self.visit_expr(&inner.expr);
        let range = range_of(&inner.expr).map(|(lo, hi, closed)| {
            let (lo, mut hi) = (self.names.poly(lo), self.names.poly(hi));
            if closed {
                hi = hi.add(&Poly::constant(1));
            }
            (lo, hi)
        });
        self.facts.is_uneven |=
            range.as_ref().is_none_or(|(lo, hi)| !lo.is_invariant() || !hi.is_invariant());
        self.in_loop(inner.label.as_ref(), |walk| {
            match &*inner.pat {
                Pat::Ident(name) => walk.names.bind_inner(name.ident.to_string(), range),
                pat => walk.bind_pattern(pat),
            }
            walk.visit_block(&inner.body);
        });
    }

    fn visit_expr_while(&mut self, inner: &'ast syn::ExprWhile) {
        self.facts.is_uneven = true;
        self.in_doubt(|walk| walk.in_loop(inner.label.as_ref(), |walk| visit::visit_expr_while(walk, inner)));
    }

    fn visit_expr_loop(&mut self, inner: &'ast syn::ExprLoop) {
        self.facts.is_uneven = true;
        self.in_loop(inner.label.as_ref(), |walk| visit::visit_expr_loop(walk, inner));
    }

    fn visit_expr_block(&mut self, block: &'ast syn::ExprBlock) {
        if let Some(label) = &block.label {
            self.open.push(Open { label: Some(label.name.ident.to_string()), is_loop: false });
        }
        self.visit_block(&block.block);
        if block.label.is_some() {
            self.open.pop();
        }
    }

    fn visit_expr_closure(&mut self, closure: &'ast syn::ExprClosure) {
        self.closures += 1;
        self.in_doubt(|walk| {
            walk.in_scope(|walk| {
                closure.inputs.iter().for_each(|input| walk.bind_pattern(input));
                walk.visit_expr(&closure.body);
            });
        });
        self.closures -= 1;
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        self.in_scope(|walk| {
            walk.bind_pattern(&arm.pat);
            walk.in_doubt(|walk| {
                if let Some((_, guard)) = &arm.guard {
                    walk.visit_expr(guard);
                }
                walk.visit_expr(&arm.body);
            });
        });
    }

    fn visit_expr_let(&mut self, binding: &'ast syn::ExprLet) {
        self.visit_expr(&binding.expr);
        self.bind_pattern(&binding.pat);
    }

    fn visit_expr_if(&mut self, branch: &'ast syn::ExprIf) {
        if let Some((name, update, value)) = update_of_if(branch, self.reductions)
            && !self.names.is_private(&name)
        {
            self.facts.updates.push((name, update));
            self.visit_expr(value);
            return;
        }
        self.in_scope(|walk| {
            walk.visit_expr(&branch.cond);
            walk.in_doubt(|walk| walk.visit_block(&branch.then_branch));
        });
        if let Some((_, otherwise)) = &branch.else_branch {
            self.in_doubt(|walk| walk.visit_expr(otherwise));
        }
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        if let Some((name, update, values)) = update_of(expr, self.reductions)
            && !self.names.is_private(&name)
        {
            self.facts.updates.push((name, update));
            values.into_iter().for_each(|value| self.visit_expr(value));
            return;
        }
        visit::visit_expr(self, expr);
    }

    fn visit_expr_assign(&mut self, assign: &'ast syn::ExprAssign) {
        self.visit_expr(&assign.right);
        match &*assign.left {
            Expr::Tuple(places) => places.elems.iter().for_each(|place| self.write(place, Kind::Write, "=")),
            Expr::Infer(_) => {}
            place => match operation_of(assign) {
                Some(op) => self.write(place, Kind::Write, &format!("{}=", op.symbol())),
                None => self.write(place, Kind::Write, "="),
            },
        }
    }

    fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
        let operator = binary.op.to_token_stream().to_string();
        let compares = matches!(binary.op, BinOp::Le(_) | BinOp::Ge(_) | BinOp::Eq(_) | BinOp::Ne(_));
        if matches!(binary.op, BinOp::And(_) | BinOp::Or(_)) {
            self.visit_expr(&binary.left);
            return self.in_doubt(|walk| walk.visit_expr(&binary.right));
        }
        if operator.ends_with('=') && !compares {
            self.visit_expr(&binary.right);
            self.write(&binary.left, Kind::Update, &operator);
        } else {
            visit::visit_expr_binary(self, binary);
        }
    }

    fn visit_expr_reference(&mut self, reference: &'ast syn::ExprReference) {
        if reference.mutability.is_none() {
            return visit::visit_expr_reference(self, reference);
        }
        match self.root(&reference.expr) {
            Some((_, Some(_))) => self.write(&reference.expr, Kind::Write, "&mut"),
            Some((name, None)) => {
                self.facts.whole.push((name.to_string(), name.span(), Whole::Borrowed));
            }
            None => visit::visit_expr_reference(self, reference),
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let method = call.method.to_string();
        call.args.iter().for_each(|arg| self.visit_expr(arg));
        let changes = CHANGES.contains(&method.as_str());
        match self.root(&call.receiver) {
            Some((_, Some(_))) if changes => self.write(&call.receiver, Kind::Write, "&mut"),
            Some((name, None)) if changes => {
                self.facts.whole.push((name.to_string(), call.method.span(), Whole::Changed));
            }
            Some((_, None)) if MEASURES.contains(&method.as_str()) => {}
            _ => self.visit_expr(&call.receiver),
        }
    }

    fn visit_expr_index(&mut self, index: &'ast syn::ExprIndex) {
        match self.root(&index.expr) {
            Some((name, None)) => {
                let name = name.clone();
                self.access(&name, index, Kind::Read);
                self.visit_expr(&index.index);
            }
            _ => visit::visit_expr_index(self, index),
        }
    }

    fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
        if let Some((name, None)) = self.root(&Expr::Path(path.clone())) {
            self.facts.whole.push((name.to_string(), name.span(), Whole::Read));
        }
    }

    fn visit_expr_break(&mut self, exit: &'ast syn::ExprBreak) {
        self.doubts += 1;
        if !self.stays(exit.label.as_ref()) {
            self.exit(exit.break_token.span, "break");
        }
        visit::visit_expr_break(self, exit);
    }

    fn visit_expr_continue(&mut self, exit: &'ast syn::ExprContinue) {
        // What follows need not happen.
        self.doubts += 1;
        if let Some(label) = &exit.label {
            let own = self.label.as_deref() == Some(label.ident.to_string().as_str());
            if !own && !self.stays(Some(label)) {
                self.exit(exit.continue_token.span, "continue");
            }
        }
    }

    fn visit_expr_return(&mut self, exit: &'ast syn::ExprReturn) {
        self.exit(exit.return_token.span, "return");
        visit::visit_expr_return(self, exit);
    }

    fn visit_expr_try(&mut self, exit: &'ast syn::ExprTry) {
        self.exit(exit.question_token.span(), "?");
        visit::visit_expr_try(self, exit);
    }

    fn visit_expr_await(&mut self, exit: &'ast syn::ExprAwait) {
        self.exit(exit.await_token.span, ".await");
        visit::visit_expr_await(self, exit);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        if mac.path.segments.last().is_some_and(|segment| segment.ident == "scan") {
            self.facts.scans.push(mac.path.span());
            return;
        }
        let commas = syn::punctuated::Punctuated::<Expr, syn::Token![,]>::parse_terminated;
        let semicolon = |input: syn::parse::ParseStream<'_>| {
            let value: Expr = input.parse()?;
            input.parse::<syn::Token![;]>()?;
            Ok([value, input.parse()?])
        };
        let args: Vec<Expr> = match mac.parse_body_with(commas) {
            Ok(args) => args.into_iter().collect(),
            Err(_) => match mac.parse_body_with(semicolon) {
                Ok(args) => args.into(),
                Err(_) => {
                    // What the macro does with a name cannot be seen.
                    let mut names = Vec::new();
                    for_each_name(mac.tokens.clone(), &mut |name| names.push(name.to_owned()));
                    for name in names {
                        if self.outside.contains(&name) && !self.names.is_private(&name) {
                            self.facts.whole.push((name, mac.path.span(), Whole::Read));
                        }
                    }
                    return;
                }
            },
        };
        args.iter().for_each(|arg| self.visit_expr(arg));
    }
}
