//! What of a loop's body has lanes, and how it reaches its arrays.

use std::collections::{BTreeMap, BTreeSet};

use super::{LaneLoop, LoopSpec, compile_loop};
use crate::errors::Errors;
use crate::ty::Scalar;

const STREAM: &str = "a stream: checked once, before the loop";
const NEIGHBOURS: &str = "neighbouring elements, checked gang by gang";
const GATHERED: &str = "elements gathered lane by lane";
const UNIFORM: &str = "one element for all lanes";

/// Compiles `for i in … body` with these variables outside, `name: type` or `name`; those that begin with `mut` are
/// arrays that the body writes, those with `+` reductions, `+name[..]` those of arrays.
fn compile(counter: Scalar, outside: &[&str], body: &str) -> Result<LaneLoop, Vec<String>> {
    let (mut outer, mut reductions) = (BTreeMap::new(), Vec::new());
    let (mut written, mut updated) = (BTreeSet::new(), BTreeSet::new());
    for variable in outside {
        let (name, ty) = variable.split_once(": ").map_or((*variable, None), |(name, ty)| (name, Some(ty)));
        let plain = name.trim_start_matches("mut ").trim_start_matches('+');
        outer.insert(
            plain.trim_end_matches("[..]").to_owned(),
            ty.map(|ty| syn::parse_str(ty).expect("a type")),
        );
        if name.starts_with("mut ") {
            written.insert(plain.to_owned());
        }
        if name.starts_with('+') && plain.ends_with("[..]") {
            updated.insert(plain.trim_end_matches("[..]").to_owned());
        } else if name.starts_with('+') {
            reductions.push(syn::parse_str(plain).expect("a name"));
        }
    }
    let errors = Errors::default();
    let krate = syn::parse_quote!(::ufunc);
    let index = syn::parse_quote!(i);
    let body = syn::parse_str(&format!("{{ {body} }}")).expect("a block");
    let spec = LoopSpec {
        krate: &krate,
        item: syn::parse_quote!(Loop),
        counter: &index,
        counter_type: counter,
        label: None,
        body: &body,
        outer: &outer,
        written: &written,
        updated: &updated,
        reductions: &reductions,
    };
    compile_loop(&spec, &errors).ok_or_else(|| errors.messages())
}

/// How the accesses of a body, in their order, reach their elements.
#[track_caller]
fn ways(outside: &[&str], body: &str) -> Vec<&'static str> {
    let found = compile(Scalar::Usize, outside, body).unwrap_or_else(|errors| panic!("{errors:#?}"));
    found.remarks.into_iter().map(|(_, what)| what).collect()
}

#[track_caller]
fn refused(outside: &[&str], body: &str) -> String {
    let errors = compile(Scalar::Usize, outside, body).expect_err("this has no lanes");
    assert_eq!(errors.len(), 1, "{errors:#?}");
    errors[0].clone()
}

#[test]
fn updates_go_from_lane_to_lane() {
    let outside = ["x: &[f64]", "+hist[..]: &mut [u64]"];
    let updated = "elements updated lane by lane, in the order of iterations";
    assert_eq!(ways(&outside, "hist[(x[i] * 9.0) as usize] += 1;"), [STREAM, updated]);
    // An index that follows the counter makes no stream of what is updated.
    assert_eq!(ways(&outside, "hist[i] += 1;"), [updated]);
    assert!(refused(&outside, "hist[i] = hist[i].max(3);").contains("lanes cannot read `hist`"));
    assert!(refused(&outside, "hist[i] /= 3;").contains("do not combine with elements of `hist`"));
    let sums = ["x: &[f64]", "+sums[..]: &mut [f64]"];
    assert_eq!(ways(&sums, "if x[i] > 0.5 { sums[i % 5] -= x[i]; }"), [STREAM, STREAM, updated]);
    let twice = "sums[i % 5] += x[i]; sums[i % 7] += x[i];";
    assert!(refused(&sums, twice).contains("updates `sums` more than once"));
    assert!(refused(&sums, "for k in 0..3 { sums[k] += x[i]; }").contains("updates `sums` more than once"));
}

#[test]
fn what_every_iteration_does_is_a_stream() {
    let outside = ["x: &[f64]", "mut y: &mut [f64]", "n: usize"];
    assert_eq!(ways(&outside, "y[i] += x[i + 1] * x[i - n];"), [STREAM; 4]);
    assert_eq!(ways(&outside, "let k = i + 2 * n; let v = x[k]; y[i] = v;"), [STREAM; 2]);
    assert_eq!(ways(&outside, "y[i] = if x[i] > 0.0 { x[i] } else { 0.0 };"), [STREAM; 3]);
}

#[test]
fn what_some_iterations_do_is_checked_by_gangs() {
    let outside = ["x: &[f64]", "mut y: &mut [f64]", "n: usize"];
    assert_eq!(ways(&outside, "y[i] = 0.0; if i > 0 { y[i] = x[i - 1]; }"), [STREAM, NEIGHBOURS, STREAM]);
    assert_eq!(ways(&outside, "if i == n { continue; } y[i] = x[i];"), [NEIGHBOURS; 2]);
    let sum = "let mut s = 0.0; for k in 0..n { s += x[k * n + i]; } y[i] = s;";
    assert_eq!(ways(&outside, sum), [NEIGHBOURS, STREAM]);
}

#[test]
fn two_windows_of_one_array_are_no_streams() {
    let outside = ["mut y: &mut [f64]", "n: usize"];
    assert_eq!(ways(&outside, "y[i] = 1.0; y[i + n] = 2.0;"), [NEIGHBOURS; 2]);
}

#[test]
fn other_indices_are_gathered() {
    let outside = ["x: &[f64]", "at: &[usize]", "mut y: &mut [f64]", "n: usize"];
    assert_eq!(ways(&outside, "y[2 * i] = x[at[i]];"), [STREAM, GATHERED, GATHERED]);
    assert_eq!(ways(&outside, "y[i] = x[n - i] * x[n];"), [GATHERED, UNIFORM, STREAM]);
    assert_eq!(ways(&outside, "let mut k = i; k += 1; y[i] = x[k];"), [GATHERED, STREAM]);
}

#[test]
fn axes() {
    let outside = ["a: &Array2<f64>", "mut b: ArrayViewMut2<'_, f64>", "n: usize"];
    assert_eq!(ways(&outside, "b[[n, i]] = a[[i, n]];"), [STREAM; 2]);
    assert_eq!(ways(&outside, "b[[n, i]] = a[[i, i]] * a.ncols() as f64;"), [GATHERED, STREAM]);
}

/// A narrow counter may wrap on the way to an index; then the lanes are no neighbours.
#[test]
fn narrow_indices_are_compared_at_both_ends() {
    let outside = ["x: &[f64]", "mut y: &mut [f64]"];
    let wraps = |body| {
        let found = compile(Scalar::I32, &outside, body).expect("lanes");
        found.item.to_string().contains("successive")
    };
    assert!(wraps("y[i as usize] = x[(i + 1) as usize];"));
    assert!(!wraps("y[i as usize] = x[i as usize + 1];"));
}

#[test]
fn the_gang_is_as_wide_as_what_is_computed() {
    let width = |outside: &[&str], body| {
        let item = compile(Scalar::I64, outside, body).expect("lanes").item.to_string();
        ["W32", "W64", "WMixed"]
            .into_iter()
            .find(|width| item.contains(&format!(":: {width} ;")))
            .expect("a width")
    };
    assert_eq!(width(&["x: &[f32]", "mut y: &mut [f32]"], "y[i as usize] = x[i as usize];"), "W32");
    assert_eq!(width(&["x: &[f64]", "mut y: &mut [f64]"], "y[i as usize] = x[i as usize];"), "W64");
    assert_eq!(width(&["x: &[f32]", "+s: f64"], "s += x[i as usize] as f64;"), "WMixed");
    assert_eq!(width(&["mut y: &mut [f32]"], "y[i as usize] = i as f32;"), "W32");
}

#[test]
fn captures_are_fields() {
    let found =
        compile(Scalar::Usize, &["a: f64", "x: &[f64]", "mut y: &mut [f64]", "unused"], "y[i] = a * x[i];");
    let fields = found.expect("lanes").fields.to_string();
    assert!(fields.contains("__a : a") && fields.contains("AsTable :: table (& x)"), "{fields}");
    assert!(fields.contains("y . lane_window ()") && !fields.contains("unused"), "{fields}");
}

#[test]
fn reductions_are_fields_too() {
    let found = compile(
        Scalar::Usize,
        &["x: &[f64]", "+s", "+count: usize"],
        "s += x[i]; if x[i] > s { count += 1; }",
    );
    let names: Vec<String> = found.expect("lanes").reductions.iter().map(ToString::to_string).collect();
    assert_eq!(names, ["__s", "__count"]);
}

#[test]
fn unknown_types_are_asked_for() {
    let message = refused(&["mut y: &mut [f64]", "h"], "y[i] = (h as f64) * 2.0;");
    assert!(message.starts_with("the type of `h` must be known here"), "{message}");
    assert!(message.contains("let h: f64 = …"), "{message}");
    let message = refused(&["x", "mut y: &mut [i64]"], "y[i] = x[i] as i64;");
    assert!(message.starts_with("the type of `x` must be known here"), "{message}");
}

#[test]
fn refusals() {
    let outside = ["x: &[f64]", "mut y: &mut [f64]", "s: f64"];
    assert!(refused(&outside, "y[i] = x;").starts_with("`x` is an array"));
    assert!(refused(&outside, "s = x[i];").starts_with("`s` is outside of the loop, and no reduction"));
    assert!(refused(&outside, "y[i] = x[0..i];").starts_with("a slice of an array has no lanes"));
    assert!(refused(&outside, "if x[i] > 0.0 { break; }").contains("it is not left early"));
    assert!(refused(&outside, "y[i] = x[[i, i]];").starts_with("`x` has no 2 axes here"));
    assert!(refused(&outside, "y[i] = x.iter().sum();").contains("have no lanes"));
}
