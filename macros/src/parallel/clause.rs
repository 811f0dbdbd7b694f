//! The clauses of `#[parallel(…)]` and `#[omp(…)]`, with OpenMP's names and meaning.

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Expr, Token};

/// What the arguments of the attribute say.
#[derive(Clone, Debug, Default)]
pub(super) struct Clauses {
    pub(super) schedule: Option<Schedule>,
    pub(super) num_threads: Option<Expr>,
    /// `if(…)`.
    pub(super) condition: Option<Expr>,
    pub(super) reductions: Vec<Reduction>,
    pub(super) collapse: Option<(usize, Span)>,
    pub(super) last_private: Vec<Ident>,
    /// Vectorisation is required.
    pub(super) simd: Option<Span>,
    /// The loop stays as it is, and loops in it are looked at.
    pub(super) serial: Option<Span>,
    /// Where the crate `ufunc` is found.
    pub(super) krate: Option<syn::Path>,
}

#[derive(Clone, Debug)]
pub(super) struct Schedule {
    pub(super) kind: Ident,
    pub(super) chunk: Option<Expr>,
}

/// One variable of a `reduction`.
#[derive(Clone, Debug)]
pub(super) struct Reduction {
    pub(super) op: Op,
    pub(super) name: Ident,
    /// `hist[..]`: each element by itself.
    pub(super) is_array: bool,
    /// The loop is a scan.
    pub(super) is_scan: bool,
}

/// How partial results are combined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Add,
    Mul,
    Min,
    Max,
    BitAnd,
    BitOr,
    BitXor,
    And,
    Or,
    /// A type that implements `Reduce`.
    User(Box<syn::Path>),
}

impl Op {
    /// As it stands in a clause.
    pub(super) fn symbol(&self) -> String {
        match self {
            Op::Add => "+".to_owned(),
            Op::Mul => "*".to_owned(),
            Op::Min => "min".to_owned(),
            Op::Max => "max".to_owned(),
            Op::BitAnd => "&".to_owned(),
            Op::BitOr => "|".to_owned(),
            Op::BitXor => "^".to_owned(),
            Op::And => "&&".to_owned(),
            Op::Or => "||".to_owned(),
            Op::User(path) => path.to_token_stream().to_string(),
        }
    }
}

const CLAUSES: &str = "the clauses are `schedule(static|dynamic|guided|auto|runtime [, chunk])`, `num_threads(n)`, `if(condition)`, \
                       `reduction(op: variable, …)`, `collapse(n)`, `lastprivate(variable, …)`, `simd` and `serial`";

impl Clauses {
    /// Fills in what this loop's own clauses leave open and all loops of the function share.
    pub(super) fn or(mut self, shared: &Clauses) -> Clauses {
        self.schedule = self.schedule.or_else(|| shared.schedule.clone());
        self.num_threads = self.num_threads.or_else(|| shared.num_threads.clone());
        self.condition = self.condition.or_else(|| shared.condition.clone());
        self.simd = self.simd.or(shared.simd);
        self
    }

    /// The first clause that belongs to one loop, not to all of a function.
    pub(super) fn of_one_loop(&self) -> Option<Span> {
        let reduction = self.reductions.first().map(|reduction| reduction.name.span());
        let last = self.last_private.first().map(Ident::span);
        reduction.or(self.collapse.map(|(_, span)| span)).or(last)
    }

    /// Whether there is a clause besides `serial`.
    pub(super) fn says_more_than_serial(&self) -> bool {
        self.of_one_loop().is_some()
            || self.schedule.is_some()
            || self.num_threads.is_some()
            || self.condition.is_some()
            || self.simd.is_some()
    }

    fn add(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        if input.peek(Token![crate]) {
            input.parse::<Token![crate]>()?;
            input.parse::<Token![=]>()?;
            self.krate = Some(input.parse()?);
            return Ok(());
        }
        if input.peek(Token![if]) {
            let keyword: Token![if] = input.parse()?;
            let condition = argument(input, "if(n > 1000)", keyword.span)?;
            return once(&mut self.condition, condition, keyword.span, "if");
        }
        let name: Ident = input.parse().map_err(|error| syn::Error::new(error.span(), unknown("this")))?;
        let span = name.span();
        match name.to_string().as_str() {
            "schedule" => {
                let schedule = parenthesised(input, "schedule(dynamic, 16)", span, Schedule::parse)?;
                once(&mut self.schedule, schedule, span, "schedule")
            }
            "num_threads" => {
                let threads = argument(input, "num_threads(4)", span)?;
                if is_zero(&threads) {
                    return Err(error(
                        threads.span(),
                        "a region has one thread at least",
                        "write `num_threads(1)`",
                    ));
                }
                once(&mut self.num_threads, threads, span, "num_threads")
            }
            "collapse" => {
                let depth = argument(input, "collapse(2)", span)?;
                let levels = match &depth {
                    Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(levels), .. }) => levels.base10_parse().ok(),
                    _ => None,
                };
                match levels {
                    Some(levels @ 1..=3) => {
                        once(&mut self.collapse, (levels, depth.span()), span, "collapse")
                    }
                    _ => Err(error(
                        depth.span(),
                        "`collapse` takes the number of loops, 1 to 3",
                        "write `collapse(2)`",
                    )),
                }
            }
            "reduction" => {
                let reductions = parenthesised(input, "reduction(+: sum)", span, parse_reductions)?;
                self.reductions.extend(reductions);
                Ok(())
            }
            "lastprivate" => {
                let names = parenthesised(input, "lastprivate(x)", span, |input| {
                    Ok(input.parse_terminated(Ident::parse, Token![,])?.into_iter().collect::<Vec<_>>())
                })?;
                self.last_private.extend(names);
                Ok(())
            }
            "simd" => once(&mut self.simd, span, span, "simd"),
            "serial" => once(&mut self.serial, span, span, "serial"),
            "private" | "firstprivate" | "shared" | "default" => Err(error(
                span,
                format!(
                    "`{name}` is not needed: a variable declared in the loop is private, all others are shared"
                ),
                "declare the variable in the loop's body",
            )),
            "nowait" | "ordered" | "linear" | "aligned" | "safelen" | "copyin" | "order" | "allocate" => {
                Err(error(span, format!("`{name}` has no counterpart here"), CLAUSES))
            }
            other => Err(syn::Error::new(span, unknown(&format!("`{other}`")))),
        }
    }
}

fn unknown(what: &str) -> String {
    format!("{what} is no clause\n  help: {CLAUSES}")
}

fn error(span: Span, what: impl std::fmt::Display, help: &str) -> syn::Error {
    syn::Error::new(span, format!("{what}\n  help: {help}"))
}

fn once<T>(slot: &mut Option<T>, value: T, span: Span, name: &str) -> syn::Result<()> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(error(span, format!("`{name}` is given twice"), "remove one of them")),
    }
}

fn parenthesised<T>(
    input: ParseStream<'_>,
    example: &str,
    span: Span,
    parse: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    if !input.peek(syn::token::Paren) {
        return Err(error(span, "this clause lacks its argument", &format!("write `{example}`")));
    }
    let inner;
    syn::parenthesized!(inner in input);
    let value = parse(&inner)?;
    if inner.is_empty() {
        Ok(value)
    } else {
        Err(error(inner.span(), "nothing is expected here", &format!("write `{example}`")))
    }
}

fn argument(input: ParseStream<'_>, example: &str, span: Span) -> syn::Result<Expr> {
    parenthesised(input, example, span, |input| input.parse())
}

fn is_zero(expr: &Expr) -> bool {
    matches!(expr, Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(value), .. }) if value.base10_digits() == "0")
}

impl Parse for Clauses {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut clauses = Clauses::default();
        while !input.is_empty() {
            clauses.add(input)?;
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(clauses)
    }
}

impl Schedule {
    fn parse(input: ParseStream<'_>) -> syn::Result<Schedule> {
        const KINDS: &str = "the schedules are `static`, `dynamic`, `guided`, `auto` and `runtime`";
        let kind = if input.peek(Token![static]) {
            let keyword: Token![static] = input.parse()?;
            Ident::new("static", keyword.span)
        } else {
            input.parse().map_err(|found| error(found.span(), "this is no schedule", KINDS))?
        };
        let name = kind.to_string();
        if !["static", "dynamic", "guided", "auto", "runtime"].contains(&name.as_str()) {
            return Err(error(kind.span(), format!("`{name}` is no schedule"), KINDS));
        }
        let mut chunk = None;
        if input.peek(Token![,]) {
            input.parse::<Token![,]>()?;
            let size: Expr = input.parse()?;
            if name == "auto" || name == "runtime" {
                return Err(error(
                    size.span(),
                    format!("`{name}` chooses its own chunks"),
                    &format!("write `schedule({name})`"),
                ));
            }
            if is_zero(&size) {
                return Err(error(
                    size.span(),
                    "a chunk has one iteration at least",
                    "leave the chunk out for a good default",
                ));
            }
            chunk = Some(size);
        }
        Ok(Schedule { kind, chunk })
    }
}

/// `inscan, +: s, t` or `max: m` or `+: hist[..]`.
fn parse_reductions(input: ParseStream<'_>) -> syn::Result<Vec<Reduction>> {
    let mut is_scan = false;
    if let Ok(first) = input.fork().parse::<Ident>()
        && first == "inscan"
    {
        input.parse::<Ident>()?;
        input.parse::<Token![,]>()?;
        is_scan = true;
    }
    let op = parse_op(input)?;
    if !input.peek(Token![:]) {
        return Err(error(
            input.span(),
            "an operation is followed by `:` and the variables",
            "write `reduction(+: sum)`",
        ));
    }
    input.parse::<Token![:]>()?;
    let mut reductions = Vec::new();
    while !input.is_empty() {
        let name: Ident = input.parse()?;
        let is_array = input.peek(syn::token::Bracket);
        if is_array {
            let inner;
            syn::bracketed!(inner in input);
            inner.parse::<Token![..]>().map_err(|found| {
                error(
                    found.span(),
                    "a reduction over an array takes all of it",
                    &format!("write `{name}[..]`"),
                )
            })?;
        }
        reductions.push(Reduction { op: op.clone(), name, is_array, is_scan });
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    if reductions.is_empty() {
        return Err(error(
            input.span(),
            "a reduction over nothing",
            "name the variables: `reduction(+: sum)`",
        ));
    }
    Ok(reductions)
}

fn parse_op(input: ParseStream<'_>) -> syn::Result<Op> {
    if input.peek(Token![&&]) {
        input.parse::<Token![&&]>()?;
        return Ok(Op::And);
    }
    if input.peek(Token![||]) {
        input.parse::<Token![||]>()?;
        return Ok(Op::Or);
    }
    for (token, op) in [
        ("+", Op::Add),
        ("-", Op::Add),
        ("*", Op::Mul),
        ("&", Op::BitAnd),
        ("|", Op::BitOr),
        ("^", Op::BitXor),
    ] {
        if let Ok(punct) = input.fork().parse::<proc_macro2::Punct>()
            && punct.as_char().to_string() == token
        {
            input.parse::<proc_macro2::Punct>()?;
            return Ok(op);
        }
    }
    let path: syn::Path = input.parse().map_err(|found| {
        error(
            found.span(),
            "this is no operation of a reduction",
            "the operations are `+ * min max & | ^ && ||`, or a type that implements `Reduce`",
        )
    })?;
    Ok(match path.get_ident() {
        Some(name) if name == "min" => Op::Min,
        Some(name) if name == "max" => Op::Max,
        _ => Op::User(Box::new(path)),
    })
}
