//! Parameters, results and the type parameter.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{FnArg, GenericParam, ItemFn, Pat, ReturnType, TypeParamBound};

use super::Parser;
use super::scope::Binding;
use crate::compile::Form as KernelForm;
use crate::errors::Errors;
use crate::ir::{Form, LocalId};
use crate::ty::Scalar;

const TYPES: &str = "the types that have lanes are f32, f64, i32, i64, u32, u64 and bool";

/// What the head of the function says beyond its parameters.
#[derive(Debug)]
pub(crate) struct Signature {
    pub(crate) generic: Option<Generic>,
    /// `::ufunc`, or where else the attribute says the crate is.
    pub(crate) krate: syn::Path,
}

impl Signature {
    /// The types that the function is compiled for; `None` is one that is not generic.
    pub(crate) fn instances(&self) -> Vec<Option<Scalar>> {
        match &self.generic {
            Some(generic) => generic.bound.types().iter().copied().map(Some).collect(),
            None => vec![None],
        }
    }
}

/// `T: Float`.
#[derive(Debug)]
pub(crate) struct Generic {
    pub(crate) name: Ident,
    pub(crate) bound: Bound,
}

/// What a type parameter may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    Float,
    Int,
    Number,
}

impl Bound {
    const ALL: [Bound; 3] = [Bound::Float, Bound::Int, Bound::Number];

    /// The name of the trait in `ufunc`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Bound::Float => "Float",
            Bound::Int => "Int",
            Bound::Number => "Number",
        }
    }

    fn types(self) -> &'static [Scalar] {
        use Scalar::{F32, F64, I32, I64, U32, U64};
        match self {
            Bound::Float => &[F32, F64],
            Bound::Int => &[I32, U32, I64, U64],
            Bound::Number => &[F32, I32, U32, F64, I64, U64],
        }
    }

    /// The bound that these words are.
    fn parse(bounds: &syn::punctuated::Punctuated<TypeParamBound, syn::Token![+]>) -> Option<Bound> {
        match bounds.first() {
            Some(TypeParamBound::Trait(bound)) if bounds.len() == 1 => {
                let last = &bound.path.segments.last()?.ident;
                Bound::ALL.into_iter().find(|bound| last == bound.name())
            }
            _ => None,
        }
    }
}

/// Checks the head of the function and finds its type parameter.
pub(crate) fn parse_signature(
    item: &ItemFn,
    form: KernelForm,
    krate: Option<&syn::Path>,
    errors: &Errors,
) -> Signature {
    let sig = &item.sig;
    let lanes = "a kernel runs many lanes in lock step";
    if let Some(token) = &sig.asyncness {
        errors.on(token, format!("an `async fn` cannot be a kernel: {lanes}"), "remove `async`");
    }
    if let Some(token) = &sig.unsafety {
        errors.on(
            token,
            "an `unsafe fn` cannot be a kernel: generated code has no `unsafe`",
            "remove `unsafe`",
        );
    }
    if let Some(token) = &sig.constness {
        errors.on(
            token,
            "a kernel picks its instruction set at run time and cannot be `const`",
            "remove `const`",
        );
    }
    if let Some(abi) = &sig.abi {
        errors.on(abi, "a kernel has Rust's calling convention", "remove `extern`");
    }
    if let Some(dots) = &sig.variadic {
        errors.on(dots, "a kernel has a fixed number of parameters", "");
    }
    if let Some(clause) = &sig.generics.where_clause {
        errors.on(
            clause,
            "a kernel has no `where` clause",
            "the only bounds are `T: Float`, `T: Int` and `T: Number`, written with the parameter",
        );
    }
    let mut generic = None;
    for param in &sig.generics.params {
        match param {
            GenericParam::Type(param)
                if generic.is_none()
                    && let Some(bound) = Bound::parse(&param.bounds) =>
            {
                generic = Some(Generic { name: param.ident.clone(), bound });
            }
            other => errors.on(
                other,
                format!("`{}` cannot be a parameter of a kernel", other.to_token_stream()),
                "a kernel is generic by a single `T: Float` (f32, f64), `T: Int` (i32, i64, u32, u64) or `T: Number` (all \
                 six); write other types out",
            ),
        }
    }
    if matches!(sig.output, ReturnType::Default) {
        errors.at(
            sig.ident.span(),
            format!("`{}` has no result", sig.ident),
            "a kernel computes one value, or a tuple of them, for each element: add `-> f64`",
        );
    }
    if form == KernelForm::Ufunc && sig.inputs.is_empty() {
        errors.at(
            sig.ident.span(),
            format!("`{}` has no parameter", sig.ident),
            "a kernel maps elements to elements",
        );
    }
    if form == KernelForm::Ufunc && sig.inputs.len() > 8 {
        errors.on(
            &sig.inputs[8],
            "a kernel takes at most 8 arguments",
            "put constants into a table, or split the kernel",
        );
    }
    Signature { generic, krate: krate.cloned().unwrap_or_else(|| syn::parse_quote!(::ufunc)) }
}

impl Parser<'_> {
    pub(super) fn parse_params(&mut self, sig: &syn::Signature, form: KernelForm) -> Vec<LocalId> {
        let mut params = Vec::new();
        for input in &sig.inputs {
            let input = match input {
                FnArg::Typed(input) => input,
                FnArg::Receiver(receiver) => {
                    self.errors.on(
                        receiver,
                        "a method cannot be a kernel: `self` has no lanes",
                        "use a free function",
                    );
                    continue;
                }
            };
            let (name, mutable) = match &*input.pat {
                Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => {
                    (pat.ident.to_string(), pat.mutability.is_some())
                }
                Pat::Wild(_) => ("_".to_owned(), false),
                pat => {
                    self.errors.on(
                        pat,
                        "a parameter of a kernel is a name",
                        "take it apart inside the function",
                    );
                    continue;
                }
            };
            let Some((declared, param_form)) = self.parse_param_type(&input.ty, form) else { continue };
            let local = self.local(&name, input.pat.span(), declared, mutable, param_form);
            self.scopes.bind(name, Binding::Local(local));
            params.push(local);
        }
        params
    }

    fn parse_param_type(&mut self, ty: &syn::Type, form: KernelForm) -> Option<(Option<Scalar>, Form)> {
        let uniform = |element| Form::Uniform { ty: ty.to_token_stream(), element };
        match (self.scalar_type(ty), form) {
            (Some(Scalar::Usize | Scalar::Isize), KernelForm::Ufunc) => {
                self.errors.on(ty, format!("an array of `{}` has no lanes", ty.to_token_stream()), TYPES);
                None
            }
            (Some(scalar @ (Scalar::Usize | Scalar::Isize)), KernelForm::LaneFn) => {
                Some((Some(scalar), uniform(None)))
            }
            (Some(scalar), _) => Some((Some(scalar), Form::Scalar)),
            (None, KernelForm::LaneFn) => match table_type(ty) {
                Some(element) => Some((None, uniform(self.scalar_type(element)))),
                None => {
                    self.refuse_type(ty);
                    None
                }
            },
            (None, KernelForm::Ufunc) => {
                if table_type(ty).is_some() {
                    self.errors.on(
                        ty,
                        "a ufunc takes one element of each argument at a time",
                        "take the scalar type: callers pass slices and arrays. A table is a `const`, or a parameter of \
                         a `#[lane_fn]`",
                    );
                } else {
                    self.refuse_type(ty);
                }
                None
            }
        }
    }

    pub(super) fn parse_results(&mut self, sig: &syn::Signature) -> Option<Vec<Scalar>> {
        let ReturnType::Type(_, ty) = &sig.output else { return None };
        let parts: Vec<&syn::Type> = match &**ty {
            syn::Type::Tuple(tuple) if !tuple.elems.is_empty() => tuple.elems.iter().collect(),
            other => vec![other],
        };
        let wanted = parts.len();
        let mut results = Vec::new();
        for part in parts {
            match self.scalar_type(part) {
                Some(Scalar::Usize | Scalar::Isize) => {
                    self.errors.on(part, format!("`{}` cannot be a result", part.to_token_stream()), TYPES);
                }
                Some(scalar) => results.push(scalar),
                None => self.refuse_type(part),
            }
        }
        (results.len() == wanted).then_some(results)
    }

    /// The scalar type that a type names, the type parameter included.
    pub(super) fn scalar_type(&self, ty: &syn::Type) -> Option<Scalar> {
        match ty {
            syn::Type::Path(path) if path.qself.is_none() => {
                path.path.get_ident().and_then(|name| self.scalar_name(&name.to_string()))
            }
            syn::Type::Paren(inner) => self.scalar_type(&inner.elem),
            syn::Type::Group(inner) => self.scalar_type(&inner.elem),
            _ => None,
        }
    }

    /// The scalar type of this name, the type parameter included.
    pub(super) fn scalar_name(&self, name: &str) -> Option<Scalar> {
        match &self.alias {
            Some((alias, scalar)) if alias == name => Some(*scalar),
            _ => Scalar::from_name(name),
        }
    }

    pub(super) fn refuse_type(&self, ty: &syn::Type) {
        let name = ty.to_token_stream().to_string();
        let help = match name.as_str() {
            "u8" | "u16" => "use u32 (or convert before the call)",
            "i8" | "i16" => "use i32 (or convert before the call)",
            _ => TYPES,
        };
        self.errors.on(ty, format!("`{name}` has no lanes"), help);
    }
}

/// The element type of `&[T]`, `&[T; N]` and `[T; N]`.
fn table_type(ty: &syn::Type) -> Option<&syn::Type> {
    match ty {
        syn::Type::Reference(reference) if reference.mutability.is_none() => table_type(&reference.elem),
        syn::Type::Array(array) => Some(&array.elem),
        syn::Type::Slice(slice) => Some(&slice.elem),
        syn::Type::Paren(inner) => table_type(&inner.elem),
        _ => None,
    }
}
