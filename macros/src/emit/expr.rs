//! Varying expressions: one operation on lanes for each of the scalar IR.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::access::own;
use super::{Emitter, associated, gang};
use crate::ir::{Binary, Class, Code, Expr, ExprKind, Literal, Logic, Method, Unary};
use crate::ty::Scalar;

/// Where an expression is evaluated.
#[derive(Clone, Copy)]
pub(super) struct At<'t> {
    /// The mask, by name.
    pub(super) mask: &'t TokenStream,
    /// On the right of `&&`: what may trap is computed in lanes even if it is uniform, since a mask may spare it.
    pub(super) guarded: bool,
}

impl Emitter<'_> {
    /// The value in lanes, whether it is uniform or not.
    pub(super) fn lanes(&self, expr: &Expr, at: At<'_>) -> TokenStream {
        if !self.needs_lanes(expr, at) {
            return self.splat(expr);
        }
        let span = expr.span;
        match &expr.kind {
            ExprKind::Lit(_)
            | ExprKind::Const { .. }
            | ExprKind::Outside { .. }
            | ExprKind::Len(_)
            | ExprKind::Extent { .. } => self.splat(expr),
            ExprKind::Load { array, index } => self.load(*array, index, at, span),
            ExprKind::Local(local) if self.facts.vary.local(*local) => {
                self.local_name(*local).to_token_stream()
            }
            ExprKind::Local(_) => self.splat(expr),
            ExprKind::Unary(op, a) => self.unary(*op, a, at, span),
            ExprKind::Binary(op, a, b) => self.binary(*op, a, b, at, span),
            ExprKind::Logic(op, a, b) => self.logic(*op, a, b, at, span),
            ExprKind::Cast(a, ty) => self.cast(a, *ty, at, span),
            ExprKind::Method { method, args, on } => self.method(method, args, *on, at, span),
            ExprKind::Call { path, args } => {
                let callee = associated(path, "__lanes");
                let (g, m) = (gang(), at.mask);
                let args = args.iter().map(|arg| self.argument(arg, at));
                quote_spanned!(span=> #callee(#g, #m, #(#args),*))
            }
            ExprKind::Scalarised { path, args } => self.scalarised(path, args, expr, at),
            ExprKind::Index { table, index } => self.index(table, index, at, span),
            ExprKind::Array(values) => {
                let values = values.iter().map(|value| self.lanes(value, at));
                quote_spanned!(span=> [#(#values),*])
            }
            ExprKind::Repeat(value, len) => {
                let value = self.lanes(value, at);
                quote_spanned!(span=> [#value; #len])
            }
        }
    }

    /// Whether an expression is computed in lanes: it varies, or a mask must be able to spare its trap.
    fn needs_lanes(&self, expr: &Expr, at: At<'_>) -> bool {
        self.facts.vary.expr(expr) || (at.guarded && self.facts.traps_uniformly(expr))
    }

    fn splat(&self, expr: &Expr) -> TokenStream {
        let (p, g, span) = (&self.private, gang(), expr.span);
        let value = self.uniform(expr);
        match self.facts.inferred(expr) {
            inferred if inferred.defaulted => quote_spanned!(span=> #p::Lanes::<__G>::splat(#g, #value)),
            inferred => match inferred.ty {
                Some(Scalar::Usize) => quote_spanned!(span=> #p::splat_usize(#g, #value)),
                Some(Scalar::Isize) => quote_spanned!(span=> #p::splat_isize(#g, #value)),
                Some(ty) => {
                    let lanes = self.lanes_of(ty);
                    quote_spanned!(span=> <#lanes as #p::Lanes<__G>>::splat(#g, #value))
                }
                // A constant's own type says which lanes they are.
                None => quote_spanned!(span=> #p::splat::<__G, _>(#g, #value)),
            },
        }
    }

    /// An argument of another kernel: a scalar as it is, lanes marked as such.
    pub(super) fn argument(&self, expr: &Expr, at: At<'_>) -> TokenStream {
        if self.needs_lanes(expr, at) {
            let (p, lanes) = (&self.private, self.lanes(expr, at));
            quote_spanned!(expr.span=> #p::Varying(#lanes))
        } else {
            self.uniform(expr)
        }
    }

    fn unary(&self, op: Unary, a: &Expr, at: At<'_>, span: Span) -> TokenStream {
        let (p, m) = (&self.private, at.mask);
        let operand = self.lanes(a, at);
        match op {
            Unary::Neg => quote_spanned!(span=> #p::NumLanes::<__G>::neg::<__CHECK>(#operand, #m)),
            Unary::Not => {
                let kind = self.bit_trait(a);
                quote_spanned!(span=> #p::#kind::<__G>::not(#operand))
            }
        }
    }

    fn bit_trait(&self, operand: &Expr) -> Ident {
        let name = if self.facts.ty(operand) == Some(Scalar::Bool) { "Mask" } else { "IntLanes" };
        Ident::new(name, operand.span)
    }

    fn binary(&self, op: Binary, a: &Expr, b: &Expr, at: At<'_>, span: Span) -> TokenStream {
        let (p, m) = (&self.private, at.mask);
        if op == Binary::Rem && self.facts.ty(a).is_some_and(Scalar::is_float) {
            return self.library_call("fmod", &[a, b], at, span);
        }
        let lhs = self.lanes(a, at);
        if let Some(divided) = self.by_power_of_two(op, &lhs, a, b, span) {
            return divided;
        }
        if op.is_shift() {
            return self.shift(op, lhs, b, at, span);
        }
        let rhs = self.lanes(b, at);
        let checked = |name: &str| {
            let name = Ident::new(name, span);
            quote_spanned!(span=> #p::NumLanes::<__G>::#name::<__CHECK>(#lhs, #rhs, #m))
        };
        let masked = |name: &str| {
            let name = Ident::new(name, span);
            quote_spanned!(span=> #p::NumLanes::<__G>::#name(#lhs, #rhs, #m))
        };
        let plain = |kind: &str, name: &str| {
            let (kind, name) = (Ident::new(kind, span), Ident::new(name, span));
            quote_spanned!(span=> #p::#kind::<__G>::#name(#lhs, #rhs))
        };
        let bits = |name: &str| plain(&self.bit_trait(a).to_string(), name);
        match op {
            Binary::Add => checked("add"),
            Binary::Sub => checked("sub"),
            Binary::Mul => checked("mul"),
            Binary::Div => masked("div"),
            Binary::Rem => masked("rem"),
            Binary::And => bits("and"),
            Binary::Or => bits("or"),
            Binary::Xor => bits("xor"),
            Binary::Eq => plain("Lanes", "eq"),
            Binary::Ne => plain("Lanes", "ne"),
            Binary::Lt => plain("NumLanes", "lt"),
            Binary::Le => plain("NumLanes", "le"),
            Binary::Gt => plain("NumLanes", "gt"),
            Binary::Ge => plain("NumLanes", "ge"),
            Binary::Shl | Binary::Shr => TokenStream::new(),
        }
    }

    /// Division and remainder by a literal power of two: shifts and masks.
    fn by_power_of_two(
        &self,
        op: Binary,
        lhs: &TokenStream,
        a: &Expr,
        b: &Expr,
        span: Span,
    ) -> Option<TokenStream> {
        let name = match op {
            Binary::Div => "div_by_power",
            Binary::Rem => "rem_by_power",
            _ => return None,
        };
        let ExprKind::Lit(Literal::Int(digits, _)) = &b.kind else { return None };
        let divisor = digits.parse::<u64>().ok().filter(|divisor| divisor.is_power_of_two())?;
        let ty = self.facts.ty(a).filter(|ty| ty.lane_bits() > 0 && ty.is_integer())?;
        let (p, g, log2) = (&self.private, gang(), divisor.trailing_zeros());
        // The divisor must be positive in this type.
        if ty.is_signed() {
            let bits = (log2 < ty.lane_bits() - 1).then_some(ty.lane_bits())?;
            let name = Ident::new(&format!("{name}_signed"), span);
            Some(quote_spanned!(span=> #p::#name(#g, #lhs, #log2, #bits)))
        } else {
            (log2 < ty.lane_bits()).then_some(())?;
            let name = Ident::new(&format!("{name}_unsigned"), span);
            Some(quote_spanned!(span=> #p::#name(#g, #lhs, #log2)))
        }
    }

    fn shift(&self, op: Binary, lhs: TokenStream, count: &Expr, at: At<'_>, span: Span) -> TokenStream {
        let (p, m) = (&self.private, at.mask);
        let name = if op == Binary::Shl { "shl" } else { "shr" };
        if self.needs_lanes(count, at) {
            let name = Ident::new(name, span);
            let lanes = self.lanes(count, at);
            let count = if self.is_long(count) {
                let g = gang();
                quote_spanned!(span=> #p::shift_count::<__CHECK, __G, _>(#g, #lanes))
            } else {
                quote_spanned!(span=> #p::Lanes::<__G>::to_u32(#lanes))
            };
            quote_spanned!(span=> #p::IntLanes::<__G>::#name::<__CHECK>(#lhs, #count, #m))
        } else {
            let name = Ident::new(&format!("{name}_uniform"), span);
            let plain = self.uniform(count);
            let count = if self.is_long(count) && count.literal_index().is_none() {
                quote_spanned!(span=> #p::uniform_shift_count::<__CHECK>(#plain as u64))
            } else {
                quote_spanned!(span=> #plain as u32)
            };
            quote_spanned!(span=> #p::IntLanes::<__G>::#name::<__CHECK>(#lhs, #count, #m))
        }
    }

    /// Whether a shift count would lose bits as a `u32`.
    fn is_long(&self, count: &Expr) -> bool {
        matches!(self.facts.ty(count), Some(Scalar::I64 | Scalar::U64 | Scalar::Isize | Scalar::Usize))
    }

    /// Both sides are computed, the right one under the left.
    fn logic(&self, op: Logic, a: &Expr, b: &Expr, at: At<'_>, span: Span) -> TokenStream {
        let (p, m) = (&self.private, at.mask);
        let (first, rest) =
            (Ident::new("__first", Span::mixed_site()), Ident::new("__rest", Span::mixed_site()));
        let lhs = self.lanes(a, at);
        let name = |and: &str, or: &str| Ident::new(if op == Logic::And { and } else { or }, span);
        let (narrow, join) = (name("and", "and_not"), name("and", "or"));
        let rhs = self.lanes(b, At { mask: &rest.to_token_stream(), guarded: true });
        quote_spanned! {span=> {
            let #first = #lhs;
            let #rest = #p::Mask::<__G>::#narrow(#m, #first);
            #p::Mask::<__G>::#join(#first, #rhs)
        }}
    }

    fn cast(&self, a: &Expr, ty: Scalar, at: At<'_>, span: Span) -> TokenStream {
        let p = &self.private;
        if let (ExprKind::Local(local), Scalar::F32 | Scalar::F64) = (&a.kind, ty)
            && self.facts.accesses.is_counter(*local)
        {
            let (g, base, len) = (gang(), own("base"), own("len"));
            let name = Ident::new(&format!("lane_index_{}", ty.name()), span);
            return quote_spanned!(span=> #p::#name(#g, #base, #len));
        }
        let operand = self.lanes(a, at);
        match ty {
            Scalar::Usize => quote_spanned!(span=> #p::to_usize::<__G, _>(#operand)),
            Scalar::Isize => quote_spanned!(span=> #p::to_isize::<__G, _>(#operand)),
            // Only a `bool` is cast to `bool`.
            Scalar::Bool => operand,
            ty => {
                let name = Ident::new(&format!("to_{}", ty.name()), span);
                quote_spanned!(span=> #p::Lanes::<__G>::#name(#operand))
            }
        }
    }

    fn method(
        &self,
        method: &Method,
        args: &[Expr],
        on: Option<Scalar>,
        at: At<'_>,
        span: Span,
    ) -> TokenStream {
        let (p, m) = (&self.private, at.mask);
        let name = Ident::new(method.name, span);
        let receiver = args.first().and_then(|receiver| self.facts.ty(receiver));
        let kernel = match (method.code, method.name, receiver) {
            (Code::Kernel { name, .. }, ..) => Some(name),
            (_, "isqrt", Some(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64)) => Some("isqrt"),
            (_, "rem_euclid", Some(Scalar::F32 | Scalar::F64)) => Some("rem_euclid"),
            _ => None,
        };
        if let Some(kernel) = kernel {
            return self.library_call(kernel, &args.iter().collect::<Vec<_>>(), at, span);
        }
        let values = args.iter().map(|arg| self.lanes(arg, at));
        if let ("from_bits", Some(owner)) = (method.name, on) {
            let lanes = self.lanes_of(owner);
            return quote_spanned!(span=> <#lanes as #p::FloatLanes<__G>>::from_bits(#(#values),*));
        }
        let kind = match method.on {
            Class::Num => quote!(NumLanes),
            Class::Float => quote!(FloatLanes),
            Class::Int => quote!(IntLanes),
        };
        match method.code {
            Code::Masked => quote_spanned!(span=> #p::#kind::<__G>::#name(#(#values,)* #m)),
            Code::Checked => quote_spanned!(span=> #p::#kind::<__G>::#name::<__CHECK>(#(#values,)* #m)),
            Code::Lanes | Code::Kernel { .. } => quote_spanned!(span=> #p::#kind::<__G>::#name(#(#values),*)),
        }
    }

    /// A kernel of `ufunc::math`.
    fn library_call(&self, name: &str, args: &[&Expr], at: At<'_>, span: Span) -> TokenStream {
        let (krate, g, m, name) = (self.krate, gang(), at.mask, Ident::new(name, span));
        let args = args.iter().map(|arg| self.argument(arg, at));
        quote_spanned!(span=> #krate::math::#name::__lanes(#g, #m, #(#args),*))
    }

    fn index(&self, table: &Expr, index: &Expr, at: At<'_>, span: Span) -> TokenStream {
        let (p, g, m) = (&self.private, gang(), at.mask);
        let table_varies = self.facts.vary.expr(table);
        let elements = if table_varies { self.lanes(table, at) } else { self.uniform(table) };
        match (table_varies, self.needs_lanes(index, at) || at.guarded) {
            (true, false) => {
                let index = self.uniform(index);
                quote_spanned!(span=> #elements[#index])
            }
            (true, true) => {
                let index = self.lanes(index, at);
                quote_spanned!(span=> #p::pick(#g, &#elements, #index, #m))
            }
            (false, _) => {
                let index = self.lanes(index, at);
                quote_spanned!(span=> #p::gather::<__G, _>(#g, &#elements[..], #index, #m))
            }
        }
    }

    /// Calls a plain function for each lane of the mask.
    fn scalarised(&self, path: &syn::Expr, args: &[Expr], expr: &Expr, at: At<'_>) -> TokenStream {
        let (p, g, m, span) = (&self.private, gang(), at.mask, expr.span);
        let local = |name: &str| Ident::new(&format!("__{name}"), Span::mixed_site());
        let (lane, result, bits) = (local("lane"), local("result"), local("bits"));
        let mut lets = TokenStream::new();
        let mut values = Vec::new();
        for (at_arg, arg) in args.iter().enumerate() {
            if self.facts.vary.expr(arg) {
                let name = local(&format!("arg_{at_arg}"));
                let value = self.lanes(arg, at);
                lets.extend(quote_spanned!(arg.span=> let #name = #value;));
                let value = quote_spanned!(arg.span=> #p::Lanes::<__G>::lane(#name, #lane));
                values.push(match self.facts.ty(arg) {
                    Some(ty @ (Scalar::Usize | Scalar::Isize)) => {
                        let ty = ty.ident(arg.span);
                        quote_spanned!(arg.span=> #value as #ty)
                    }
                    _ => value,
                });
            } else {
                values.push(self.uniform(arg));
            }
        }
        let ty = match self.facts.ty(expr) {
            Some(ty) => self.lanes_of(ty),
            None => quote!(_),
        };
        quote_spanned! {span=> {
            #lets
            let #bits = #p::Mask::<__G>::to_bits(#m);
            let mut #result: #ty = #p::undefined(#g);
            let mut #lane = 0usize;
            while #lane < <__G as #p::Gang>::LANES {
                if (#bits >> #lane) & 1 == 1 {
                    #p::Lanes::<__G>::set_lane(&mut #result, #lane, (#path)(#(#values),*));
                }
                #lane += 1;
            }
            #result
        }}
    }
}
