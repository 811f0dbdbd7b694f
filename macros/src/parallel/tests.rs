//! What the proof accepts and refuses, by its messages.

use super::accepts;

/// The first line of the only error.
fn refused(args: &str, source: &str) -> String {
    match accepts(args, source) {
        Ok(()) => panic!("accepted: {source}"),
        Err(errors) => {
            assert_eq!(errors.len(), 1, "{errors:#?}");
            errors[0].lines().next().unwrap_or_default().to_owned()
        }
    }
}

#[track_caller]
fn accepted(args: &str, source: &str) {
    if let Err(errors) = accepts(args, source) {
        panic!("{errors:#?}");
    }
}

#[test]
fn elements_of_the_iteration() {
    accepted("", "fn f(x: &[f64], y: &mut [f64]) { for i in 0..y.len() { y[i] = x[i] + y[i]; } }");
    accepted(
        "",
        "fn f(x: &[f64], y: &mut [f64]) { for i in 1..x.len() - 1 { y[i - 1] = x[i - 1] + x[i + 1]; } }",
    );
    accepted("", "fn f(y: &mut [f64]) { for i in 0..9 { let k = i + 2; y[k] += 1.0; y[2 + i] *= 2.0; } }");
    accepted("", "fn f(y: &mut [f64], n: usize) { for i in 0..n { y[i] = 1.0; y[i + n] = 2.0; } }");
    accepted("", "fn f(y: &mut [f64]) { for i in 0..9 { y[3 * i] = 0.0; y[3 * i + 2] = y[i * 3 + 1]; } }");
    accepted("", "fn f(y: &mut [f64]) { for i in (0..9).step_by(2) { y[i] = 0.0; y[i + 1] = 1.0; } }");
}

#[test]
fn rows_of_the_iteration() {
    accepted(
        "",
        "fn f(y: &mut [f64], n: usize, w: usize) { for i in 0..n { for j in 0..w { y[i * w + j] = 1.0; } } }",
    );
    accepted(
        "",
        "fn f(y: &mut [f64], n: usize) { for i in 0..n { for j in 0..i { y[i * n + j] = y[n * i]; } } }",
    );
    accepted(
        "",
        "fn f(y: &mut [f64], n: usize, m: usize) {
            for i in 0..n { for j in 0..n { for k in 0..m { y[(i * n + j) * m + k] = 1.0; } } }
        }",
    );
    accepted(
        "collapse(2)",
        "fn f(y: &mut [f64], n: usize) { for i in 0..n { for j in 0..n { y[i * n + j] = 1.0; } } }",
    );
    accepted(
        "",
        "fn f(y: &mut [f64], n: usize, w: usize) { for i in 0..n { y[i * w..(i + 1) * w].fill(0.0); } }",
    );
}

#[test]
fn planes_of_the_iteration() {
    accepted(
        "",
        "fn f(a: &mut Array2<f64>, n: usize) { for i in 0..n { for j in 0..n { a[[i, j]] = 1.0; } } }",
    );
    accepted(
        "",
        "fn f(a: &mut Array2<f64>, n: usize) { for j in 0..n { for i in 1..n { a[[i, j]] += a[[i - 1, j]]; } } }",
    );
    assert_eq!(
        refused(
            "",
            "fn f(a: &mut Array2<f64>, n: usize) { for i in 1..n { for j in 0..n { a[[i, j]] += a[[i - 1, j]]; } } }"
        ),
        "`a[[i - 1, j]]` may belong to another iteration, which writes it"
    );
}

#[test]
fn elements_of_others() {
    assert_eq!(
        refused("", "fn f(y: &mut [f64]) { for i in 1..9 { y[i] = y[i - 1]; } }"),
        "`y[i - 1]` belongs to another iteration, which writes it"
    );
    assert_eq!(
        refused("", "fn f(y: &mut [f64]) { for i in 0..9 { y[i] = 1.0; y[i + 1] = 2.0; } }"),
        "`y[i + 1]` is an element that another iteration writes as `y[i]`"
    );
    assert_eq!(
        refused("", "fn f(y: &mut [f64], n: usize) { for i in 0..n { for j in 0..n { y[i + j] = 1.0; } } }"),
        "the elements `y[i + j]` of neighbouring iterations overlap"
    );
    assert_eq!(
        refused(
            "",
            "fn f(y: &mut [f64], n: usize) { for i in 1..n { for j in 1..n { y[i * n + j] = y[(i - 1) * n + j]; } } }"
        ),
        "`y[(i - 1) * n + j]` belongs to another iteration, which writes it"
    );
    assert_eq!(
        refused("", "fn f(y: &mut [f64]) { for i in 0..9 { y[3 * i + 3] = 0.0; y[3 * i] = 1.0; } }"),
        "`y[3 * i + 3]` reaches 3 behind the begin of its row, and rows are 3 apart"
    );
    assert_eq!(
        refused("", "fn f(y: &mut [f64], p: &[usize]) { for i in 0..9 { y[p[i]] += 1.0; } }"),
        "it cannot be seen that iterations use different elements `y[p[i]]`"
    );
    assert_eq!(
        refused(
            "",
            "fn f(y: &mut [f64], x: &[f64], n: usize) { for i in 0..n { for j in 0..n { y[j] += x[i * n + j]; } } }"
        ),
        "several iterations may change the same element `y[j]`"
    );
    assert_eq!(
        refused("", "fn f(y: &mut [f64], n: usize) { for i in 0..n { y[i % 3] = 1.0; } }"),
        "it cannot be seen that iterations use different elements `y[i % 3]`"
    );
}

#[test]
fn variables_from_outside() {
    assert_eq!(
        refused("", "fn f(x: &[f64]) -> f64 { let mut s = 0.0; for i in 0..x.len() { s += x[i]; } s }"),
        "all iterations assign to `s`, which is declared outside of the loop"
    );
    accepted(
        "reduction(+: s)",
        "fn f(x: &[f64]) -> f64 { let mut s = 0.0; for i in 0..x.len() { s += x[i]; } s }",
    );
    accepted(
        "reduction(max: s)",
        "fn f(x: &[f64]) -> f64 { let mut s = 0.0; for i in 0..x.len() { s = x[i].max(s); } s }",
    );
    accepted(
        "reduction(min: s)",
        "fn f(x: &[f64]) -> f64 { let mut s = 0.0; for i in 0..9 { if x[i] < s { s = x[i]; } } s }",
    );
    assert_eq!(
        refused(
            "reduction(+: s)",
            "fn f(x: &[f64]) -> f64 { let mut s = 0.0; for i in 0..9 { s *= x[i]; } s }"
        ),
        "`s` is changed in a way that its reduction `+` is not"
    );
    assert_eq!(
        refused(
            "reduction(+: s)",
            "fn f(y: &mut [f64]) { let mut s = 0.0; for i in 0..9 { s += 1.0; y[i] = s; } }"
        ),
        "`s` is a reduction: while the loop runs it has no value that could be read"
    );
    accepted("lastprivate(s)", "fn f(x: &[f64]) -> f64 { let mut s = 0.0; for i in 0..9 { s = x[i]; } s }");
    accepted("reduction(+: h[..])", "fn f(x: &[usize], h: &mut [u64]) { for i in 0..9 { h[x[i]] += 1; } }");
}

#[test]
fn ways_out() {
    assert_eq!(
        refused("", "fn f(y: &mut [f64]) { for i in 0..9 { if y[i] > 0.0 { break; } } }"),
        "`break` leaves the parallel loop, while other iterations still run"
    );
    assert_eq!(
        refused("", "fn f(y: &[f64]) -> usize { for i in 0..9 { if y[i] > 0.0 { return i; } } 0 }"),
        "`return` leaves the parallel loop, while other iterations still run"
    );
    accepted(
        "",
        "fn f(y: &mut [f64]) { for i in 0..9 { if y[i] > 0.0 { continue; } loop { y[i] = 1.0; break; } } }",
    );
}

#[test]
fn loops_are_found() {
    accepted(
        "",
        "fn f(y: &mut [f64]) { #[omp(serial)] for t in 0..9 { for i in 0..9 { y[i] += t as f64; } } }",
    );
    accepted("", "fn f(y: &mut [f64]) { while y[0] < 1.0 { for i in 0..9 { y[i] += 1.0; } } }");
    assert_eq!(refused("", "fn f(y: &mut [f64]) {}"), "`f` has no loop over a range that could be parallel");
    assert_eq!(
        refused(
            "",
            "fn f(x: &mut [f64], y: &mut [f64]) { for t in 0..9 { for i in 0..9 { y[i] = x[i]; } } }"
        ),
        "all iterations of `t` write the same elements of `y`"
    );
}

#[test]
fn clauses_say_what_they_take() {
    for (args, message) in [
        ("schedule(fast)", "`fast` is no schedule"),
        ("schedule(static, 0)", "a chunk has one iteration at least"),
        ("num_threads(0)", "a region has one thread at least"),
        ("threads(2)", "`threads` is no clause"),
        ("reduction(+)", "an operation is followed by `:` and the variables"),
        ("reduction(+:)", "a reduction over nothing"),
        ("schedule", "this clause lacks its argument"),
        ("collapse(n)", "`collapse` takes the number of loops, 1 to 3"),
        ("simd, simd", "`simd` is given twice"),
    ] {
        assert_eq!(refused(args, "fn f(y: &mut [f64]) { for i in 0..9 { y[i] = 1.0; } }"), message);
    }
}
