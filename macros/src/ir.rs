//! The scalar IR: a kernel as Rust means it, one lane at a time.
//!
//! Expressions have no control flow in them (the parser moves it into statements in the order of evaluation); they
//! may trap. Every node keeps its span; expressions and exits carry an id under which the analyses file their facts.

use proc_macro2::{Ident, Span, TokenStream};

use crate::ty::Scalar;

/// One compiled function; a generic one gives a kernel for each type.
#[derive(Clone, Debug)]
pub(crate) struct Kernel {
    pub(crate) name: Ident,
    /// The float type that stands for the type parameter.
    pub(crate) instance: Option<Scalar>,
    pub(crate) params: Vec<LocalId>,
    pub(crate) results: Vec<Scalar>,
    pub(crate) locals: Vec<Local>,
    pub(crate) body: Block,
    /// `const` and `use` items of the body, kept as they are.
    pub(crate) items: TokenStream,
    /// What the body of a lane loop has besides; `None` of a kernel.
    pub(crate) around: Option<Around>,
    /// How many expressions, exits and jump targets there are: their ids count from zero.
    pub(crate) exprs: usize,
    pub(crate) exits: usize,
    pub(crate) targets: usize,
}

/// The surroundings of a loop whose iterations are the lanes.
#[derive(Clone, Debug)]
pub(crate) struct Around {
    /// The loop's counter: the lanes of a gang hold successive values.
    pub(crate) counter: LocalId,
    /// Variables from outside the loop that the body reads, and arrays that it reads or writes.
    pub(crate) captures: Vec<LocalId>,
    /// Variables that the iterations combine into.
    pub(crate) reductions: Vec<LocalId>,
}

pub(crate) type Block = Vec<Stmt>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LocalId(pub(crate) usize);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ExprId(pub(crate) usize);

/// A `break`, `continue` or `return`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ExitId(pub(crate) usize);

/// What a `break` or `continue` names: a loop or a labelled block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TargetId(pub(crate) usize);

#[derive(Clone, Debug)]
pub(crate) struct Local {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) declared: Option<Scalar>,
    pub(crate) mutable: bool,
    pub(crate) form: Form,
}

#[derive(Clone, Debug)]
pub(crate) enum Form {
    /// A number or `bool`.
    Scalar,
    /// An array whose elements are the kernel's own values.
    Array { len: usize },
    /// A reference, array or slice that is the same for all lanes, with its Rust type.
    Uniform { ty: TokenStream, element: Option<Scalar> },
    /// An array outside of a lane loop.
    Shared { rank: usize, reach: Reach },
}

/// What a lane loop does with an array outside of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    Read,
    /// Its elements are assigned to, and may be read.
    Written,
    /// Any iteration may combine a value with any element: `array[k] += value`, and nothing else.
    Updated,
}

impl Form {
    /// How many elements an array or table has, if its type tells it.
    pub(crate) fn len(&self) -> Option<usize> {
        match self {
            Form::Scalar | Form::Shared { .. } => None,
            Form::Array { len } => Some(*len),
            Form::Uniform { ty, .. } => {
                let mut ty: syn::Type = syn::parse2(ty.clone()).ok()?;
                while let syn::Type::Reference(reference) = ty {
                    ty = *reference.elem;
                }
                match ty {
                    syn::Type::Array(array) => match array.len {
                        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(len), .. }) => {
                            len.base10_parse().ok()
                        }
                        _ => None,
                    },
                    _ => None,
                }
            }
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Expr {
    pub(crate) id: ExprId,
    pub(crate) span: Span,
    pub(crate) kind: ExprKind,
}

impl Expr {
    /// The value of a literal that is cast at most once, as an index of a table.
    pub(crate) fn literal_index(&self) -> Option<usize> {
        match &self.kind {
            ExprKind::Lit(Literal::Int(digits, _)) => digits.parse().ok(),
            ExprKind::Cast(inner, Scalar::Usize) => match &inner.kind {
                ExprKind::Lit(Literal::Int(digits, _)) => digits.parse().ok(),
                _ => None,
            },
            _ => None,
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) enum ExprKind {
    Lit(Literal),
    Local(LocalId),
    /// A constant from outside, its type if the path tells it.
    Const {
        tokens: TokenStream,
        ty: Option<Scalar>,
    },
    /// A table or other uniform value from outside, indexed or passed on to a `#[lane_fn]`.
    Outside {
        tokens: TokenStream,
        element: Option<Scalar>,
    },
    Unary(Unary, Box<Expr>),
    Binary(Binary, Box<Expr>, Box<Expr>),
    /// `&&` and `||`; the right side is evaluated under the left.
    Logic(Logic, Box<Expr>, Box<Expr>),
    Cast(Box<Expr>, Scalar),
    Method {
        method: &'static Method,
        args: Vec<Expr>,
        on: Option<Scalar>,
    },
    Call {
        path: syn::Path,
        args: Vec<Expr>,
    },
    /// `scalar!(f(x))`: lane by lane.
    Scalarised {
        path: syn::Expr,
        args: Vec<Expr>,
    },
    Index {
        table: Box<Expr>,
        index: Box<Expr>,
    },
    Len(Box<Expr>),
    /// `array[index]` of an array outside of a lane loop, one index for each axis.
    Load {
        array: LocalId,
        index: Vec<Expr>,
    },
    /// The length of an axis of such an array.
    Extent {
        array: LocalId,
        axis: usize,
    },
    /// An array literal, only as the value of a local array or as an indexed table.
    Array(Vec<Expr>),
    Repeat(Box<Expr>, usize),
}

#[derive(Clone, Debug)]
pub(crate) enum Literal {
    /// Digits without suffix or underscore, and the suffix.
    Float(String, Option<Scalar>),
    Int(String, Option<Scalar>),
    Bool(bool),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unary {
    Neg,
    Not,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Binary {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    And,
    Or,
    Xor,
    Shl,
    Shr,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl Binary {
    pub(crate) fn is_comparison(self) -> bool {
        matches!(self, Binary::Eq | Binary::Ne | Binary::Lt | Binary::Le | Binary::Gt | Binary::Ge)
    }

    pub(crate) fn is_shift(self) -> bool {
        matches!(self, Binary::Shl | Binary::Shr)
    }

    pub(crate) fn is_bitwise(self) -> bool {
        matches!(self, Binary::And | Binary::Or | Binary::Xor)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Logic {
    And,
    Or,
}

/// A method of Rust's numbers that has a meaning per lane: one row of the table in `parse::methods`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Method {
    pub(crate) name: &'static str,
    /// Which types have it.
    pub(crate) on: Class,
    /// Types of the further arguments.
    pub(crate) args: &'static [Role],
    pub(crate) result: Role,
    pub(crate) code: Code,
    /// Cost of one call, in simple operations.
    pub(crate) cost: u32,
}

/// The types that a method belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Float,
    Int,
    /// Floats and integers.
    Num,
}

/// The type of an argument or result, relative to the receiver's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Same,
    Bool,
    I32,
    U32,
    /// The unsigned integer of the same width.
    Unsigned,
}

/// How a method becomes lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    /// A lane operation of the same name.
    Lanes,
    /// … that takes the mask, because it can trap.
    Masked,
    /// … that takes the mask and whether overflow is checked.
    Checked,
    /// The kernel of this name in `ufunc::math`. One that is `wide` computes `f32` in `f64`.
    Kernel { name: &'static str, wide: bool },
}

#[derive(Clone, Debug)]
pub(crate) struct Stmt {
    pub(crate) span: Span,
    pub(crate) kind: StmtKind,
}

#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a kernel has few statements, boxes would only hide them")]
pub(crate) enum StmtKind {
    Declare {
        local: LocalId,
        value: Option<Expr>,
    },
    Assign {
        local: LocalId,
        value: Expr,
    },
    AssignElement {
        local: LocalId,
        index: Expr,
        value: Expr,
    },
    /// `array[index] = value` of an array outside of a lane loop, or `array[index] op= value`.
    Store {
        array: LocalId,
        index: Vec<Expr>,
        value: Expr,
        update: Option<Binary>,
    },
    /// A call with several results.
    CallMany {
        locals: Vec<LocalId>,
        path: syn::Path,
        args: Vec<Expr>,
    },
    /// For its traps only.
    Eval(Expr),
    If {
        cond: Expr,
        then: Block,
        otherwise: Block,
    },
    Loop {
        target: TargetId,
        body: Block,
    },
    For {
        target: TargetId,
        counter: LocalId,
        range: Range,
        body: Block,
    },
    /// A labelled block.
    Labelled {
        target: TargetId,
        body: Block,
    },
    Break {
        exit: ExitId,
        target: TargetId,
    },
    Continue {
        exit: ExitId,
        target: TargetId,
    },
    Return {
        exit: ExitId,
        values: Vec<Expr>,
    },
    /// `panic!`, and `assert!` with the condition that must hold.
    Trap {
        unless: Option<Expr>,
        message: TokenStream,
    },
}

#[derive(Clone, Debug)]
pub(crate) struct Range {
    pub(crate) lo: Expr,
    pub(crate) hi: Expr,
    pub(crate) inclusive: bool,
    pub(crate) reversed: bool,
    pub(crate) step: Option<Expr>,
}
