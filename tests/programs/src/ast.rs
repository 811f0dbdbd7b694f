//! The syntax tree of a random program.
//!
//! Variables, labels and tables are numbers into the program's lists, so a name that shadows another is never
//! mistaken for it, and a statement can be dropped without renaming anything.

use std::rc::Rc;

use crate::method::Method;
use crate::types::{Lit, Ty, Value};

/// A variable: an index into [`Program::vars`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Var(pub usize);

/// A loop or block label, printed `'l0`, `'l1` …
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Label(pub usize);

/// A table of constants: an index into [`Program::tables`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TableId(pub usize);

/// A variable's name and type. Several variables may have one name: the later ones shadow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VarInfo {
    /// As printed.
    pub name: Rc<str>,
    /// Its type.
    pub ty: Ty,
    /// Whether it is declared `mut`.
    pub mutable: bool,
}

/// Where a table stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TablePlace {
    /// `const T0: [f64; 3] = […];` at the head of the function.
    Const,
    /// `let t0 = […];` at the head of the function.
    Local,
    /// `[…][index]` at each use.
    Inline,
}

/// A table of constants.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Type of the elements.
    pub ty: Ty,
    /// The elements, at least one.
    pub values: Vec<Value>,
    /// Where it stands.
    pub place: TablePlace,
}

/// A kernel: parameters, results and body.
#[derive(Debug, Clone, PartialEq)]
pub struct Program {
    /// The parameters, in order.
    pub params: Vec<Var>,
    /// Types of the results: one, or two for a tuple.
    pub results: Vec<Ty>,
    /// Every variable of the program, parameters first.
    pub vars: Rc<Vec<VarInfo>>,
    /// Every table of the program.
    pub tables: Vec<Table>,
    /// The body; its tail is the result.
    pub body: Block,
}

/// Statements, and the value of the block if it has one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Block {
    /// What is done first.
    pub stmts: Vec<Stmt>,
    /// The value.
    pub tail: Option<Box<Expr>>,
}

/// A statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Stmt {
    /// `let x: T = init;`, or `let (x, y) = init;` with two variables.
    Let {
        /// One or two.
        vars: Vec<Var>,
        /// Whether the type is written.
        annotated: bool,
        /// A value of the variable's type, or of the tuple of theirs.
        init: Expr,
    },
    /// `x = value;`, or `x op= value;`.
    Assign {
        /// What is assigned to; declared `mut`.
        var: Var,
        /// The operator of a compound assignment.
        op: Option<BinOp>,
        /// The right side.
        value: Expr,
    },
    /// An expression of no value: `if`, `match`, loop or block.
    Expr(Expr),
    /// `break 'label value;`
    Break(Option<Label>, Option<Expr>),
    /// `continue 'label;`
    Continue(Option<Label>),
    /// `return value;`
    Return(Expr),
}

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A literal.
    Lit(Lit),
    /// A variable.
    Var(Var),
    /// A tuple of two.
    Tuple(Vec<Expr>),
    /// `-x`, `!x`.
    Unary(UnOp, Box<Expr>),
    /// `x op y`.
    Binary(BinOp, Box<Expr>, Box<Expr>),
    /// `x as T`.
    Cast(Box<Expr>, Ty),
    /// `x.method(args)`; the receiver is the first of the operands.
    Method(&'static Method, Vec<Expr>),
    /// `T::from_bits(x & mask)`; the mask, which the printer adds, keeps infinities and NaN away.
    FromBits(Ty, Box<Expr>),
    /// `table[index]`.
    Index(TableId, IndexForm, Box<Expr>),
    /// `if c { … } else { … }`
    If(Box<Expr>, Block, Option<Block>),
    /// `match x { … }`
    Match(Box<Expr>, Vec<Arm>),
    /// `{ … }` or `'label: { … }`
    Block(Option<Label>, Block),
    /// A loop.
    Loop(Box<Loop>),
}

/// A unary operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnOp {
    /// `-`
    Neg,
    /// `!`
    Not,
}

/// A binary operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are Rust's operators")]
pub enum BinOp {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    BitAnd,
    BitOr,
    BitXor,
    Shl,
    Shr,
    And,
    Or,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// How an integer becomes an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexForm {
    /// `x as usize % N`: in range.
    CastRem,
    /// `(x % N) as usize`: in range for unsigned types.
    RemCast,
    /// `x.rem_euclid(N) as usize`: in range.
    EuclidCast,
    /// `x as usize`: may be out of range.
    Cast,
}

/// An arm of a `match`.
#[derive(Debug, Clone, PartialEq)]
pub struct Arm {
    /// Alternatives, joined by `|`.
    pub patterns: Vec<Pattern>,
    /// `if guard`.
    pub guard: Option<Expr>,
    /// What it does.
    pub body: Block,
}

/// A pattern. Numbers are of the scrutinee's type; for a `bool`, 0 is `false` and 1 is `true`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern {
    /// `_`
    Any,
    /// A literal.
    Is(i64),
    /// `lo..=hi`
    Closed(i64, i64),
    /// `lo..`
    From(i64),
    /// `..hi`
    Below(i64),
}

/// A loop, with or without a label.
#[derive(Debug, Clone, PartialEq)]
pub struct Loop {
    /// `'l0: loop …`
    pub label: Option<Label>,
    /// What kind.
    pub kind: LoopKind,
    /// What is repeated.
    pub body: Block,
}

/// The kinds of loops.
#[derive(Debug, Clone, PartialEq)]
pub enum LoopKind {
    /// `while fuel > 0 && cond { fuel -= 1; … }`
    While(Fuel, Expr),
    /// `loop { if fuel == 0 { break value; } fuel -= 1; … }`, with a value if the loop has one.
    Loop(Fuel, Option<Expr>),
    /// `for i in lo..hi { … }`
    For(For),
}

/// What makes a loop end: printed as `let mut fuel = n;` before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fuel {
    /// The counter; nothing else assigns to it.
    pub var: Var,
    /// Iterations at most.
    pub amount: u32,
}

/// The head of a `for` loop.
#[derive(Debug, Clone, PartialEq)]
pub struct For {
    /// The counter.
    pub var: Var,
    /// First value.
    pub lo: Bound,
    /// End.
    pub hi: Bound,
    /// Whether the end is included.
    pub inclusive: bool,
}

/// A bound of a `for` loop; always small.
#[derive(Debug, Clone, PartialEq)]
pub enum Bound {
    /// The same for all lanes.
    Lit(i64),
    /// `x & mask`
    Masked(Box<Expr>, i64),
    /// `x % n`
    Rem(Box<Expr>, i64),
}

impl BinOp {
    /// Rust's token.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            BinOp::Add => "+",
            BinOp::Sub => "-",
            BinOp::Mul => "*",
            BinOp::Div => "/",
            BinOp::Rem => "%",
            BinOp::BitAnd => "&",
            BinOp::BitOr => "|",
            BinOp::BitXor => "^",
            BinOp::Shl => "<<",
            BinOp::Shr => ">>",
            BinOp::And => "&&",
            BinOp::Or => "||",
            BinOp::Eq => "==",
            BinOp::Ne => "!=",
            BinOp::Lt => "<",
            BinOp::Le => "<=",
            BinOp::Gt => ">",
            BinOp::Ge => ">=",
        }
    }

    /// Whether it gives a `bool` from two operands of one type.
    #[must_use]
    pub fn is_comparison(self) -> bool {
        matches!(self, BinOp::Eq | BinOp::Ne | BinOp::Lt | BinOp::Le | BinOp::Gt | BinOp::Ge)
    }

    /// Whether it is `<<` or `>>`, whose operands may be of different types.
    #[must_use]
    pub fn is_shift(self) -> bool {
        matches!(self, BinOp::Shl | BinOp::Shr)
    }
}

impl Program {
    /// Types of the parameters.
    #[must_use]
    pub fn params(&self) -> Vec<Ty> {
        self.params.iter().map(|&var| self.ty_of(var)).collect()
    }

    /// Types of the results.
    #[must_use]
    pub fn results(&self) -> &[Ty] {
        &self.results
    }

    /// Type of a variable.
    #[must_use]
    pub fn ty_of(&self, var: Var) -> Ty {
        self.vars[var.0].ty
    }
}

impl Stmt {
    /// Whether nothing after it in its block is reached.
    #[must_use]
    pub fn diverges(&self) -> bool {
        matches!(self, Stmt::Break(..) | Stmt::Continue(_) | Stmt::Return(_))
    }
}

impl Block {
    /// Whether it ends in `break`, `continue` or `return`, and so has any type.
    #[must_use]
    pub fn diverges(&self) -> bool {
        self.tail.is_none() && self.stmts.last().is_some_and(Stmt::diverges)
    }
}

impl Expr {
    /// A literal that shows its type.
    #[must_use]
    pub fn lit(value: Value) -> Self {
        Expr::Lit(Lit { value, bare: false })
    }

    /// `lhs op rhs`
    #[must_use]
    pub fn binary(op: BinOp, lhs: Expr, rhs: Expr) -> Self {
        Expr::Binary(op, Box::new(lhs), Box::new(rhs))
    }
}
