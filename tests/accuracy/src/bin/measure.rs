//! What `cargo xtask accuracy` runs: the largest errors of functions, beside those of `std`.
#![allow(clippy::print_stdout, reason = "a program for the terminal")]

use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use ufunc::Level;
use ufunc::math::table;
use ufunc_accuracy::float_type::Type;
use ufunc_accuracy::function::Function;
use ufunc_accuracy::functions;
use ufunc_accuracy::judge::Finding;
use ufunc_accuracy::measure::{Arguments, Plan, measure};

/// Measures functions of the table
#[derive(Debug, Parser)]
struct Options {
    /// Their names in the table; all, if there is none
    names: Vec<String>,
    /// How many random arguments
    #[arg(long, default_value_t = 1_000_000)]
    arguments: u64,
    /// Every number of f32, for functions of one argument
    #[arg(long)]
    exhaustive: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let chosen = |name: &str| options.names.is_empty() || options.names.iter().any(|chosen| chosen == name);
    let functions: Vec<&Function> = functions::all().filter(|function| chosen(function.name)).collect();
    let width = functions.iter().map(|function| function.name.len()).max().unwrap_or(0);
    let levels: Vec<&str> = Level::available().into_iter().map(Level::name).collect();
    println!("levels: {}; errors in units of the last place, ≤ 0.5 not told apart", levels.join(", "));
    println!("{:width$}  type  levels      arguments  bound  error   at; and std's error", "function");
    for name in &options.names {
        if functions.iter().all(|function| function.name != name) {
            println!("{name:width$}  not measured: tests compare its bits");
        }
    }
    let mut is_good = true;
    for function in functions {
        for ty in Type::ALL {
            let all = options.exhaustive && ty == Type::F32 && function.arity == 1;
            let arguments =
                if all { Arguments::EverySingle(1) } else { Arguments::Random(options.arguments) };
            is_good &= tell(function, ty, arguments, width);
        }
    }
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures and prints; whether all is within the bound and the same at all levels.
fn tell(function: &Function, ty: Type, arguments: Arguments, width: usize) -> bool {
    let start = Instant::now();
    // Levels without fused instructions take up to a hundred times as long.
    let levels_every = arguments.count().div_ceil(1_000_000).max(1);
    let found = measure(function, ty, Plan { arguments, levels_every, std: true });
    let row = table::row(function.name, ty.bits()).expect("every function has a row");
    let (ours, bound) = (&found.ours, row.bound);
    let same = if found.difference.is_none() { "same bits" } else { "differ" };
    let std = found.std.as_ref().map_or(String::new(), |std| format!("; std {}", error_at(function, std)));
    let name = function.name;
    println!(
        "{name:width$}  {ty:4}  {same:9}  {:11}  {bound:<5}  {}{std}  ({:.1} s)",
        ours.checked,
        error_at(function, ours),
        start.elapsed().as_secs_f64(),
    );
    if let Some(difference) = &found.difference {
        println!("    {difference}");
    }
    for failure in &ours.failures {
        println!("    above the bound: {failure}");
    }
    if ours.too_far == 0 && ours.worst > row.found + 0.005 {
        println!("    the table says that {} is the largest error found", row.found);
    }
    ours.too_far == 0 && found.difference.is_none()
}

/// The largest error, and where it is.
fn error_at(function: &Function, finding: &Finding) -> String {
    match &finding.at {
        None => "≤ 0.5".to_owned(),
        Some((args, _)) if finding.worst < 1e6 => format!("{:.4} at {}", finding.worst, function.call(args)),
        Some((args, _)) => format!("{:.1e} at {}", finding.worst, function.call(args)),
    }
}
