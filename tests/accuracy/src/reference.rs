//! Reference values from CSV files: `func,a0,a1,a2,a3,expected,cond,tag,source`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::float_type::Type;
use crate::function::Function;
use crate::oracle::{Oracle, Value};

/// One value.
#[derive(Debug)]
pub struct Row {
    /// The arguments.
    pub args: [f64; 4],
    /// The true value.
    pub expected: Value,
    /// Units in the last place that one rounding on the way costs, where the function does not compensate it.
    pub cond_ulps: f64,
    /// Whether the expected value is itself rounded to the type.
    pub rounded: bool,
    /// The expected value as it stands in the file.
    pub text: String,
}

const FILES: [&str; 6] =
    ["elementary_f64", "special_f64", "f32", "edges", "dist_norm", "dist_norm_loc_scale"];

/// Where the files are, on machines that have them.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference")
}

/// All rows by the name of the function, if the files are there.
///
/// # Panics
/// If a line is none of the form above.
pub fn load() -> Option<BTreeMap<String, Vec<Row>>> {
    let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    let mut oracle = Oracle::new();
    for file in FILES {
        let text = std::fs::read_to_string(folder().join(format!("{file}.csv"))).ok()?;
        for line in text.lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let row =
                parse_row(&fields, &mut oracle).unwrap_or_else(|| panic!("{file}.csv: cannot read {line}"));
            rows.entry(fields[0].to_owned()).or_default().push(row);
        }
    }
    Some(rows)
}

fn parse_row(fields: &[&str], oracle: &mut Oracle) -> Option<Row> {
    let [func, a0, a1, a2, a3, expected, _, tag, _] = fields else { return None };
    // Location and scale of a standard distribution.
    let mut args = [0.0, 0.0, 1.0, 0.0];
    for (arg, text) in args.iter_mut().zip([a0, a1, a2, a3]) {
        if !text.is_empty() {
            *arg = text.parse().ok()?;
        }
    }
    let rounded = matches!(*tag, "f64ref" | "f32ref");
    let special = matches!(*expected, "nan" | "inf" | "-inf" | "0" | "-0" | "0.0" | "-0.0");
    let value = match *tag {
        // Decimals that stand for a number of the type.
        "f32ref" => Value::Special(f64::from(expected.parse::<f32>().ok()?)),
        "f64ref" => Value::Special(expected.parse().ok()?),
        _ if special => Value::Special(expected.parse().ok()?),
        _ => Value::Number(oracle.parse(expected)),
    };
    let conditioned = func.ends_with("ppf@loc_scale");
    // A quantile is right as a multiple of the scale; next to the location's size, less of it counts.
    let quantile: f64 = expected.parse().ok()?;
    let cond_ulps = if conditioned { 2.0 * ((quantile - args[1]) / quantile).abs() } else { 0.0 };
    Some(Row { args, expected: value, cond_ulps, rounded, text: (*expected).to_owned() })
}

/// The rows of one function in one type.
pub fn of<'a>(rows: &'a BTreeMap<String, Vec<Row>>, function: &Function, ty: Type) -> Vec<&'a Row> {
    let named = |name: &&str| match ty {
        Type::F64 => rows.get(*name),
        Type::F32 => rows.get(&format!("f32.{name}")),
    };
    let rows = function.reference.iter().filter_map(named).flatten();
    rows.filter(|row| (function.accepts)(&row.args)).collect()
}
