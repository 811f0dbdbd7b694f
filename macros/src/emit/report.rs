//! What the compiler found out: a constant beside the kernel and, on demand, a text file.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::{Emitter, associated};
use crate::analyse::Cost;
use crate::compile::Compiled;
use crate::ir::{Code, Expr, ExprKind, Kernel, StmtKind};
use crate::ir_walk::{for_each_expr, for_each_stmt};
use crate::lane::{LaneBlock, LaneKind};

impl Emitter<'_> {
    /// The cost as a constant expression: callees know their own.
    pub(super) fn cost(&self, cost: &Cost) -> TokenStream {
        let own = cost.operations;
        let calls = cost.calls.iter().map(|(trips, path)| {
            let callee = associated(path, "__COST");
            quote!(.saturating_add(#trips.saturating_mul(#callee)))
        });
        quote!(#own #(#calls)*)
    }

    pub(super) fn report(&self, compiled: &Compiled) -> TokenStream {
        let p = &self.private;
        let kernel = &compiled.kernel;
        let name = match kernel.instance {
            Some(ty) => format!("{}<{}>", kernel.name, ty.name()),
            None => kernel.name.to_string(),
        };
        let line = line_of(kernel.name.span());
        let widest = self.width(compiled);
        let own_cost = compiled.facts.cost(&kernel.body);
        let cost = self.cost(&own_cost);
        let remarks = self.remarks(compiled);
        if let Some(dir) = report_dir() {
            let text = describe(&name, kernel.name.span(), widest, &own_cost, &remarks);
            write_report(&dir, &name, line, &text);
        }
        let remarks = remarks.iter().map(|remark| {
            let kind = proc_macro2::Ident::new(remark.kind, Span::call_site());
            let (line, what) = (remark.line, &remark.what);
            quote!(#p::Remark { kind: #p::RemarkKind::#kind, line: #line, what: #what })
        });
        quote! {
            #p::Report {
                name: #name,
                file: ::core::file!(),
                line: #line,
                widest: #widest,
                cost: #cost,
                remarks: &[#(#remarks),*],
            }
        }
    }

    /// Bits of the type that fills two registers. These kernels compute `f32` in `f64`.
    pub(super) fn width(&self, compiled: &Compiled) -> u32 {
        if computes_wide(&compiled.kernel) { 64 } else { compiled.facts.widest() }
    }

    fn remarks(&self, compiled: &Compiled) -> Vec<Remark> {
        let mut remarks = Vec::new();
        scalar_remarks(&compiled.kernel, self, &mut remarks);
        self.lane_remarks(&compiled.lanes.body, &mut remarks);
        remarks.sort();
        remarks.dedup();
        remarks
    }

    fn lane_remarks(&self, block: &LaneBlock, remarks: &mut Vec<Remark>) {
        for stmt in block {
            let mut note = |kind, what: &str| remarks.push(Remark::new(stmt.span, kind, what));
            match &stmt.kind {
                LaneKind::Assign { local, blend: true, .. }
                | LaneKind::AssignElement { local, blend: true, .. }
                    if self.facts.vary.local(*local) =>
                {
                    note("Masked", &format!("assignment to `{}`", self.kernel.locals[local.0].name));
                }
                LaneKind::CallMany { blend: true, .. } => note("Masked", "results of a call"),
                LaneKind::Keep { blend: true, .. } => note("Masked", "`return`"),
                LaneKind::IfAny { body, .. } => {
                    note("Branch", "taken if any lane takes it");
                    self.lane_remarks(body, remarks);
                }
                LaneKind::LeaveIfNone { .. } => note("DivergentLoop", "runs until its last lane is done"),
                LaneKind::VaryingFor { body, .. } => {
                    note("DivergentLoop", "its range differs between lanes");
                    self.lane_remarks(body, remarks);
                }
                LaneKind::If { then, otherwise, .. } => {
                    self.lane_remarks(then, remarks);
                    self.lane_remarks(otherwise, remarks);
                }
                LaneKind::Loop { body, .. }
                | LaneKind::For { body, .. }
                | LaneKind::Labelled { body, .. } => {
                    self.lane_remarks(body, remarks);
                }
                _ => {}
            }
        }
    }
}

/// Whether a function that computes `f32` in `f64` is called.
pub(super) fn computes_wide(kernel: &Kernel) -> bool {
    let in_f64 = |e: &Expr| match &e.kind {
        ExprKind::Method { method, .. } => matches!(method.code, Code::Kernel { wide: true, .. }),
        _ => false,
    };
    let mut widens = false;
    for_each_stmt(&kernel.body, &mut |stmt| {
        widens |= stmt.exprs().into_iter().any(|expr| expr.any(&mut |e| in_f64(e)));
    });
    widens
}

/// Where reports go when this is set: a folder, with one for each crate in it.
pub(crate) const VARIABLE: &str = "UFUNC_REPORT";

/// The folder for reports, if they are wanted.
pub(crate) fn report_dir() -> Option<PathBuf> {
    std::env::var_os(VARIABLE).map(PathBuf::from)
}

/// Where a token stands; nowhere outside of rustc.
pub(crate) fn file_and_line(at: Span) -> (String, u32) {
    let file = if proc_macro::is_available() { at.unwrap().file() } else { String::new() };
    (file, line_of(at))
}

/// The report as text; the runtime prints its own in the same form.
fn describe(name: &str, at: Span, widest: u32, cost: &Cost, remarks: &[Remark]) -> String {
    let (file, line) = file_and_line(at);
    let mut text = format!("{name}  {file}:{line}\n  lanes ");
    for (level, bits) in [("sse2", 128), ("sse4.2", 128), ("avx2", 256), ("avx512", 512), ("neon", 128)] {
        let _ = write!(text, " {level} {}", 2 * bits / widest);
    }
    let _ = write!(text, "\n  cost   {}", cost.operations);
    for (trips, path) in &cost.calls {
        let callee =
            path.segments.iter().map(|segment| segment.ident.to_string()).collect::<Vec<_>>().join("::");
        let _ =
            if *trips == 1 { write!(text, " + {callee}") } else { write!(text, " + {trips} × {callee}") };
    }
    text.push('\n');
    for remark in remarks {
        let _ = writeln!(text, "  {:>5}  {:<14} {}", remark.line, kind_name(remark.kind), remark.what);
    }
    text
}

fn kind_name(kind: &str) -> &'static str {
    match kind {
        "Gather" => "gather",
        "Scalarised" => "scalarised",
        "DivergentLoop" => "divergent loop",
        "Masked" => "masked",
        _ => "branch",
    }
}

/// Writes the report of one kernel. The report is an extra: that it cannot be written is told, and does no harm.
pub(crate) fn write_report(dir: &Path, name: &str, line: u32, text: &str) {
    let krate = std::env::var("CARGO_CRATE_NAME").unwrap_or_else(|_| "unknown".to_owned());
    let dir = dir.join(krate);
    let file: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    let written = std::fs::create_dir_all(&dir)
        .and_then(|()| std::fs::write(dir.join(format!("{file}-{line}.txt")), text));
    if let Err(error) = written {
        eprintln!("{VARIABLE}: cannot write the report of `{name}` to {}: {error}", dir.display());
    }
}

/// One remark; sorted by line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Remark {
    line: u32,
    kind: &'static str,
    what: String,
}

impl Remark {
    fn new(span: Span, kind: &'static str, what: &str) -> Remark {
        Remark { line: line_of(span), kind, what: what.to_owned() }
    }
}

fn scalar_remarks(kernel: &Kernel, emitter: &Emitter<'_>, remarks: &mut Vec<Remark>) {
    let mut note = |expr: &Expr| match &expr.kind {
        ExprKind::Index { index, .. } if emitter.facts.vary.expr(index) => {
            remarks.push(Remark::new(expr.span, "Gather", &source(expr.span, "a table read")));
        }
        ExprKind::Scalarised { .. } => {
            remarks.push(Remark::new(expr.span, "Scalarised", &source(expr.span, "a plain function")));
        }
        _ => {}
    };
    for_each_stmt(&kernel.body, &mut |stmt| {
        for expr in stmt.exprs() {
            for_each_expr(expr, &mut note);
        }
        if let StmtKind::AssignElement { index, .. } = &stmt.kind
            && emitter.facts.vary.expr(index)
        {
            note(index);
        }
    });
}

/// What the source says there, on one line.
fn source(span: Span, otherwise: &str) -> String {
    let text = span.source_text().unwrap_or_else(|| otherwise.to_owned());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The line of a token; 0 outside of rustc.
pub(crate) fn line_of(span: Span) -> u32 {
    if proc_macro::is_available() { u32::try_from(span.unwrap().line()).unwrap_or(0) } else { 0 }
}
