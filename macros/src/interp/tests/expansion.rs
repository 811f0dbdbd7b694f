//! What the compiler emits.

use proc_macro2::{TokenStream, TokenTree};

use crate::compile::{Form, compile};

/// The expansion of a kernel as tokens.
fn expand(args: &str, source: &str) -> TokenStream {
    let tokens = compile(Form::Ufunc, args.parse().expect("tokens"), source.parse().expect("tokens"));
    assert!(!tokens.to_string().contains("compile_error"), "{tokens}");
    tokens
}

/// The text of the lane function, in which what the kernel does is emitted.
fn lanes(source: &str) -> String {
    let text = expand("", source).to_string();
    let start = text.find("fn lanes").expect("a kernel has lanes");
    let mut depth = 0;
    let end = text[start..].char_indices().find_map(|(at, c)| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        (c == '}' && depth == 0).then_some(start + at)
    });
    text[start..end.expect("the function ends")].to_owned()
}

fn count(text: &str, what: &str) -> usize {
    text.matches(what).count()
}

/// The gang that a kernel runs on.
fn gang(source: &str) -> &'static str {
    let text = expand("", source).to_string();
    let widths = ["W32", "W64", "WMixed"];
    widths.into_iter().find(|width| text.contains(&format!(":: {width} ;"))).expect("a kernel has a gang")
}

#[test]
fn what_all_lanes_share_makes_no_gang_of_both_widths() {
    assert_eq!(gang("fn f(x: u64) -> u64 { x ^ x << 63 }"), "W64");
    assert_eq!(gang("fn f(x: u64) -> u64 { let n: u32 = 7; x.rotate_left(n) }"), "W64");
    assert_eq!(gang("fn f(x: f64) -> f64 { let mut y = x; for k in 0..4i32 { y += k as f64; } y }"), "W64");
    assert_eq!(gang("fn f(x: u64) -> u64 { x >> x.count_ones() }"), "WMixed");
    assert_eq!(gang("fn f(x: f64, n: i32) -> f64 { x + n as f64 }"), "WMixed");
    assert_eq!(gang("fn f(x: f32) -> f32 { let k: u32 = 3; x * k as f32 }"), "W32");
}

fn each_token(tokens: TokenStream, visit: &mut impl FnMut(&TokenTree, Option<&TokenTree>)) {
    let mut before: Option<TokenTree> = None;
    for token in tokens {
        visit(&token, before.as_ref());
        if let TokenTree::Group(group) = &token {
            each_token(group.stream(), visit);
        }
        before = Some(token);
    }
}

const KERNELS: &[(&str, &str)] = &[
    ("", "fn line(x: f64, y: f64) -> f64 { x.mul_add(y, 1.0) / (y - 2.0) }"),
    ("", "/// Documented.\n#[must_use]\npub(crate) fn kept(x: f32) -> (f32, bool) { (x, x > 0.0) }"),
    ("reduce, identity = 0.0", "fn add(a: f64, b: f64) -> f64 { a + b }"),
    ("", "fn generic<T: Float>(x: T, n: i32) -> T { if n > 0 { x } else { -x } }"),
    ("reduce, identity = 0 as T, wrapping", "fn sum<T: Number>(x: T, y: T) -> T { x + y }"),
    ("", "fn both(x: f32) -> (f32, f32) { let (s, c) = x.sin_cos(); (s + x.powf(2.0), c) }"),
    (
        "",
        "fn flow(x: f64, n: u32) -> f64 {
            const T: [f64; 3] = [1.0, 2.0, 3.0];
            let mut a = [0.0; 4];
            let mut y = x;
            'outer: for i in 0..n {
                while y > 1.0 {
                    y *= 0.5;
                    if y < 0.1 { continue 'outer; }
                    if y == 0.7 { break 'outer; }
                    if i == 7 { return y; }
                }
                a[(i & 3) as usize] += T[(i % 3) as usize];
                assert!(y < 1e300, \"large\");
            }
            let z = match n { 0 => 1.0, 1..=3 if x > 0.0 => loop { if y > 3.0 { break y; } y += 1.0; }, _ => a[2] };
            if n != 0 && 100 / n > 3 { z } else { scalar!(f64::gamma(z)) }
        }",
    ),
];

#[test]
fn no_unsafe_and_no_closures() {
    for (args, source) in KERNELS {
        each_token(expand(args, source), &mut |token, before| {
            if let TokenTree::Ident(name) = token {
                assert!(name != "unsafe" && name != "move", "`{name}` in the expansion of {source}");
            }
            // A closure starts with `|` behind `(`, `,`, `=` or nothing; an operator stands behind a value.
            if let TokenTree::Punct(bar) = token
                && bar.as_char() == '|'
            {
                let operand = match before {
                    Some(TokenTree::Punct(before)) => before.as_char() == '|',
                    Some(_) => true,
                    None => false,
                };
                assert!(operand, "a closure in the expansion of {source}");
            }
        });
    }
}

/// Everything is named by absolute path, so that nothing of the user's can get between.
#[test]
fn paths_are_absolute() {
    for (args, source) in KERNELS {
        let text = expand(args, source).to_string();
        assert!(text.contains(":: ufunc :: __private"), "{text}");
        for std in ["Some (", "None", "Ok (", "Err (", "Vec <", "vec !", "Default :: default"] {
            let bare = text.match_indices(std).any(|(at, _)| !text[..at].trim_end().ends_with("::"));
            assert!(!bare, "`{std}` without a path in the expansion of {source}");
        }
    }
    let renamed = expand("crate = numeric", "fn f(x: f64) -> f64 { x.exp() }").to_string();
    assert!(renamed.contains("numeric :: __private"), "{renamed}");
    assert!(!renamed.contains(":: ufunc ::"), "{renamed}");
}

#[test]
fn docs_and_visibility_are_kept() {
    let text = expand("", KERNELS[1].1).to_string();
    assert!(text.contains("Documented."));
    assert!(text.contains("must_use"));
    assert!(text.contains("pub (crate) fn kept"), "{text}");
    assert!(text.contains("pub (crate) enum kept"), "{text}");
}

#[test]
fn a_straight_line_has_no_masks() {
    let text = lanes(
        "fn f(x: f64, y: f64) -> f64 { let mut a = x * y; a += 1.0; let b = a.sqrt(); a = b - x; a / y }",
    );
    for word in ["select", "any", "if", "loop", "while", "and_not"] {
        assert_eq!(count(&text, &format!("{word} ")), 0, "`{word}` in {text}");
    }
}

#[test]
fn a_cheap_branch_is_no_jump() {
    let text = lanes("fn f(x: f64) -> f64 { let mut y = x; if x > 1.0 { y = x * 2.0; } else { y = -x; } y }");
    assert_eq!(count(&text, ":: any ("), 0, "{text}");
    assert_eq!(count(&text, "if "), 0, "{text}");
    assert_eq!(count(&text, ":: select ("), 2, "{text}");
}

#[test]
fn a_costly_branch_is_jumped_over() {
    let text = lanes("fn f(x: f64) -> f64 { let mut y = x; if x > 1.0 { y = x.sin() + x.exp(); } y }");
    assert_eq!(count(&text, ":: any ("), 1, "{text}");
    assert_eq!(count(&text, ":: select ("), 1, "{text}");
}

#[test]
fn a_uniform_branch_is_a_real_one() {
    let text = lanes(
        "fn f(x: f64) -> f64 { let mut k = 3; let mut y = x; if k > 2 { y = x * 2.0; k = 1; } y + k as f64 }",
    );
    assert_eq!(count(&text, ":: select ("), 0, "{text}");
    assert!(text.contains("if (") && text.contains("> 2"), "{text}");
}

#[test]
fn a_uniform_range_stays_one() {
    let text = lanes("fn f(x: f64) -> f64 { let mut y = x; for i in 0..7 { y = y * x + i as f64; } y }");
    assert!(text.contains("in (0i32 .. 7i32)") || text.contains("in (0 .. 7)"), "{text}");
    for word in ["any", "select", "loop"] {
        assert_eq!(count(&text, &format!("{word} ")), 0, "`{word}` in {text}");
    }
}

#[test]
fn a_divergent_loop_ends_with_its_last_lane() {
    let text = lanes("fn f(x: f64) -> f64 { let mut y = x; while y > 1.0 { y *= 0.5; } y }");
    assert_eq!(count(&text, ": loop"), 1, "{text}");
    assert_eq!(count(&text, ":: any ("), 1, "{text}");
    assert!(text.contains("break 'l_0"), "{text}");
}

#[test]
fn all_lanes_returning_is_a_real_return() {
    let text = lanes("fn f(x: f64) -> f64 { return x + 1.0; }");
    assert!(text.contains("return ("), "{text}");
    assert_eq!(count(&text, "return ("), 1, "{text}");
    assert_eq!(count(&text, "undefined"), 0, "{text}");
    let text = lanes("fn f(x: f64) -> f64 { if x > 0.0 { return 1.0; } x }");
    assert_eq!(count(&text, "undefined"), 1, "a slot for the result in {text}");
    assert_eq!(count(&text, ":: select ("), 1, "{text}");
}

/// The right side of `&&` runs under the left one.
#[test]
fn short_circuit_narrows_the_mask() {
    let text = lanes("fn f(a: u32, b: u32) -> bool { a > 3 && b - 1 > a }");
    let narrowed = text.find("Mask :: < __G > :: and (").expect("the mask is narrowed by the left side");
    let name =
        text[..narrowed].rsplit("let ").next().and_then(|rest| rest.split(' ').next()).expect("it is bound");
    let subtraction = text.find("sub :: < __CHECK >").expect("the right side subtracts");
    assert!(narrowed < subtraction, "{text}");
    assert!(text[subtraction..].contains(&format!(", {name})")), "the mask is not {name} in {text}");
}

/// What the compiler and the user name stands apart, whatever the user chooses.
#[test]
fn names_do_not_clash() {
    let text = lanes(
        "fn f(g: f64, m: f64, lanes: f64) -> f64 {
            let x1 = g; let kept = m; let kept0 = lanes; let first = x1; let rest = kept; let at = kept0; let m2 = rest;
            let x = first; let m_3 = x; let __m = m_3; let m__1 = __m; let result = at; let x_1 = m2; let __x = x_1;
            if x > 0.0 { return m__1; }
            if m2 > 1.0 { return result; }
            __x + x + x1
        }",
    );
    let head = text.split('{').next().unwrap_or_default();
    let params = head.rsplit('(').next().and_then(|params| params.split(')').next()).unwrap_or_default();
    let lets = text
        .split("let ")
        .skip(1)
        .map(|rest| rest.trim_start_matches("mut ").split(' ').next().unwrap_or_default());
    let mut names: Vec<&str> =
        params.split(',').map(str::trim).filter(|name| !name.is_empty()).chain(lets).collect();
    let all = names.len();
    assert!(all > 20, "{names:?} in {text}");
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all, "a name is bound twice: {text}");
}
