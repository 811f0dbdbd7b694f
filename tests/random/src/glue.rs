//! The Rust source of a set of programs, each twice, and of a table of them. Shared with the build script.

use std::fmt::Write;

use ufunc_programs::loops::{Element, RandomLoop};
use ufunc_programs::{ALLOW, Program};

/// Source of `pub(crate) static PROGRAMS: &[Compiled]` with these programs in it, in their order.
pub(crate) fn programs_source(programs: &[(u64, Program)]) -> String {
    let mut out = String::new();
    let mut table = String::new();
    for (at, (seed, program)) in programs.iter().enumerate() {
        let source = program.to_source("kernel");
        let args = |from: &str| -> String {
            (0..program.params().len()).map(|at| from.replace('#', &at.to_string())).collect()
        };
        let (row_args, columns, array_args) =
            (args("get(row[#]), "), args("let a# = column(rows, #);\n"), args("&a#, "));
        let params: Vec<&str> = program.params().iter().map(|ty| ty.name()).collect();
        let _ = write!(
            out,
            "{ALLOW}\nmod p{at} {{\n\
             use ufunc_random::{{Value, column, get, rows_of, values_of}};\n\
             mod plain {{ pub {source} }}\n\
             mod lanes {{ use ufunc::prelude::*; #[ufunc] pub {source} }}\n\
             pub fn plain_row(row: &[Value]) -> Vec<Value> {{ values_of(plain::kernel({row_args})) }}\n\
             pub fn lane_rows(options: &ufunc::Options, rows: &[Vec<Value>]) -> Vec<Vec<Value>> {{\n\
             {columns}rows_of(lanes::kernel::call_with(options, {array_args}))\n}}\n\
             // Parameters: {params:?}\n}}\n"
        );
        let _ = writeln!(
            table,
            "ufunc_random::Compiled {{ seed: {seed}, plain: p{at}::plain_row, lanes: p{at}::lane_rows }},"
        );
    }
    let _ = writeln!(
        out,
        "/// The programs, compiled both ways.\npub(crate) static PROGRAMS: &[ufunc_random::Compiled] = &[\n{table}];"
    );
    out
}

/// Source of `pub(crate) static LOOPS: &[CompiledLoop]` with these loops in it, in their order.
pub(crate) fn loops_source(loops: &[(u64, RandomLoop)]) -> String {
    let mut out = String::new();
    let mut table = String::new();
    for (at, (seed, random)) in loops.iter().enumerate() {
        let (source, attribute) = (random.to_source("run"), random.attribute());
        let element = match random.element {
            Element::F64 => "F64",
            Element::I64 => "I64",
        };
        let _ = write!(
            out,
            "{ALLOW}\nmod l{at} {{\n\
             pub mod plain {{ pub {source} }}\n\
             pub mod regions {{ use ufunc::prelude::*; {attribute} pub {source} }}\n\
             }}\n"
        );
        let _ = writeln!(
            table,
            "ufunc_random::CompiledLoop {{ seed: {seed}, forms: ufunc_random::Forms::{element} \
             {{ plain: l{at}::plain::run, regions: l{at}::regions::run }} }},"
        );
    }
    let _ = writeln!(
        out,
        "/// The loops, compiled both ways.\npub(crate) static LOOPS: &[ufunc_random::CompiledLoop] = &[\n{table}];"
    );
    out
}
