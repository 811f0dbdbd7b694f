//! What names mean inside a parallel loop, and the index expressions made of them.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{BinOp, Expr, UnOp};

use super::poly::{Atom, Poly};

/// What a name stands for inside the loop. A name that is bound nowhere in it is the same for all iterations.
#[derive(Clone, Debug)]
pub(super) enum Binding {
    /// The counter of the parallel loop.
    Counter(usize),
    /// The counter of a loop inside.
    Inner(usize),
    /// A variable that never changes, and its value.
    Let(Poly),
    /// Any other variable of the iteration.
    Private,
}

/// The ends of a loop inside, `lo..hi`, where they are known.
#[derive(Clone, Debug)]
pub(super) struct Bounds {
    pub(super) lo: Poly,
    pub(super) hi: Poly,
}

/// Names in scope, innermost scope last.
#[derive(Debug, Default)]
pub(super) struct Names {
    scopes: Vec<BTreeMap<String, Binding>>,
    /// Ends of the loops inside, by the number of their counter.
    pub(super) bounds: BTreeMap<usize, Option<Bounds>>,
    /// What invariants look like in the source.
    pub(super) invariants: BTreeMap<String, TokenStream>,
    next: usize,
}

/// What an expression depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Depends {
    Nothing,
    Iteration,
    Counter,
}

impl Names {
    pub(super) fn enter(&mut self) {
        self.scopes.push(BTreeMap::new());
    }

    pub(super) fn leave(&mut self) {
        self.scopes.pop();
    }

    pub(super) fn bind(&mut self, name: String, binding: Binding) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name, binding);
        }
    }

    pub(super) fn bind_inner(&mut self, name: String, range: Option<(Poly, Poly)>) {
        if let Some((lo, hi)) = &range
            && hi.clone().sub(lo).as_constant() == Some(1)
        {
            // It runs once.
            return self.bind(name, Binding::Let(lo.clone()));
        }
        let number = self.next;
        self.next += 1;
        self.bounds.insert(number, range.map(|(lo, hi)| Bounds { lo, hi }));
        self.bind(name, Binding::Inner(number));
    }

    pub(super) fn find(&self, name: &str) -> Option<&Binding> {
        self.scopes.iter().rev().find_map(|scope| scope.get(name))
    }

    /// Whether the name is bound inside the loop.
    pub(super) fn is_private(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// An index expression as a sum of products.
    pub(super) fn poly(&mut self, expr: &Expr) -> Poly {
        match expr {
            Expr::Paren(inner) => self.poly(&inner.expr),
            Expr::Group(inner) => self.poly(&inner.expr),
            Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(value), .. }) => match value.base10_parse() {
                Ok(value) => Poly::constant(value),
                Err(_) => self.opaque(expr),
            },
            Expr::Cast(cast) if is_index_type(&cast.ty) => self.poly(&cast.expr),
            Expr::Unary(syn::ExprUnary { op: UnOp::Neg(_), expr, .. }) => {
                Poly::default().sub(&self.poly(expr))
            }
            Expr::Unary(syn::ExprUnary { op: UnOp::Deref(_), expr, .. }) => self.poly(expr),
            Expr::Binary(binary) => match binary.op {
                BinOp::Add(_) => self.poly(&binary.left).add(&self.poly(&binary.right)),
                BinOp::Sub(_) => self.poly(&binary.left).sub(&self.poly(&binary.right)),
                BinOp::Mul(_) => {
                    let left = self.poly(&binary.left);
                    left.times(&self.poly(&binary.right))
                }
                _ => self.opaque(expr),
            },
            Expr::Path(path) => match path.path.get_ident().map(ToString::to_string) {
                Some(name) => match self.find(&name) {
                    Some(Binding::Counter(level)) => Poly::atom(Atom::Counter(*level)),
                    Some(Binding::Inner(number)) => Poly::atom(Atom::Inner(*number)),
                    Some(Binding::Let(poly)) => poly.clone(),
                    Some(Binding::Private) | None => self.opaque(expr),
                },
                None => self.opaque(expr),
            },
            _ => self.opaque(expr),
        }
    }

    /// An expression that is taken as a whole.
    fn opaque(&mut self, expr: &Expr) -> Poly {
        let text = expr.to_token_stream().to_string();
        Poly::atom(match self.depends(expr) {
            Depends::Nothing => {
                self.invariants.insert(text.clone(), expr.to_token_stream());
                Atom::Invariant(text)
            }
            Depends::Iteration => Atom::Private(text),
            Depends::Counter => Atom::Mixed(text),
        })
    }

    fn depends(&self, expr: &Expr) -> Depends {
        let mut seen = Depends::Nothing;
        for_each_name(expr.to_token_stream(), &mut |name| {
            let on = match self.find(name) {
                None => Depends::Nothing,
                Some(Binding::Counter(_)) => Depends::Counter,
                Some(Binding::Let(poly)) => {
                    poly.atoms().into_iter().map(depends_on_atom).max().unwrap_or(Depends::Nothing)
                }
                Some(Binding::Inner(_) | Binding::Private) => Depends::Iteration,
            };
            seen = seen.max(on);
        });
        seen
    }
}

fn depends_on_atom(atom: &Atom) -> Depends {
    match atom {
        Atom::Counter(_) | Atom::Mixed(_) => Depends::Counter,
        Atom::Inner(_) | Atom::Private(_) => Depends::Iteration,
        Atom::Invariant(_) => Depends::Nothing,
    }
}

fn is_index_type(ty: &syn::Type) -> bool {
    let name = ty.to_token_stream().to_string();
    ["usize", "isize", "u32", "u64", "i32", "i64"].contains(&name.as_str())
}

/// All identifiers of an expression, those in macros too.
pub(super) fn for_each_name(tokens: TokenStream, see: &mut impl FnMut(&str)) {
    for token in tokens {
        match token {
            proc_macro2::TokenTree::Ident(name) => see(&name.to_string()),
            proc_macro2::TokenTree::Group(group) => for_each_name(group.stream(), see),
            _ => {}
        }
    }
}
