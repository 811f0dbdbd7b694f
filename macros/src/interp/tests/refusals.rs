//! What the compiler refuses, and what it says: the message, and the way out behind `help:`.

use crate::compile::{Form, compile};
use crate::interp::compare::compile as compile_kernel;

/// The messages for a function, one after another.
fn messages(form: Form, source: &str) -> Vec<String> {
    match compile_kernel(form, source) {
        Ok(_) => panic!("this compiles:\n{source}"),
        Err(messages) => messages,
    }
}

/// A body of `fn kernel(x: f64, n: i32) -> f64` and parts of its only message.
type Body = (&'static str, &'static [&'static str]);

const BODIES: &[Body] = &[
    ("(|y: f64| y)(x)", &["only a function can be called in a kernel, by its name"]),
    ("let f = |y: f64| y; x", &["a closure has no lanes", "make it a `#[lane_fn]`"]),
    ("[x, 1.0].iter().sum()", &["`sum` and its closure have no lanes", "write a loop over a range"]),
    ("x.map(|y| y)", &["`map` and its closure have no lanes"]),
    ("kernel(x - 1.0, n)", &["a kernel cannot call itself", "write a loop"]),
    ("Some(x)", &["lanes have no `Result` or `Option`", "a value that stands for the failure"]),
    ("g(x)?", &["lanes have no `Result` or `Option`"]),
    ("unsafe { x }", &["generated code has no `unsafe`"]),
    ("Point { x }", &["a struct has no lanes", "use separate variables, or a tuple"]),
    ("x.re", &["a struct has no lanes"]),
    ("if let 3 = n { x } else { 0.0 }", &["`if let` and `while let` have no lanes", "or use `match`"]),
    ("let r = 0..3; x", &["a range stands only in `for i in lo..hi`"]),
    ("async { x }", &["lanes run in lock step and cannot wait"]),
    ("const { 1.0 }", &["outside the language of kernels"]),
    ("*x", &["kernels have no references to follow", "use the value itself"]),
    ("let y = &mut x; 0.0", &["a kernel has no `&mut`"]),
    ("let y = &x; 0.0", &["a reference in a kernel is to a constant table", "a table is a `const`"]),
    ("x.gamma()", &["`gamma` has no lanes", "call the function `ufunc::special::gamma(…)`"]),
    ("x.midpoint(x)", &["`midpoint` has no lanes", "it is not among the functions in lanes yet"]),
    ("x.frobnicate()", &["`frobnicate` has no lanes", "a plain function `f` runs lane by lane as"]),
    ("x.sqrtt()", &["`sqrtt` has no lanes", "there is `sqrt`"]),
    ("x.mul_add(2.0)", &["`mul_add` takes 2 arguments besides its receiver, here are 1"]),
    ("x.abs::<f64>()", &["methods of kernels have no type arguments"]),
    ("println!(\"{x}\"); x", &["the macro `println!` cannot be seen into", "kernels know `assert!`"]),
    ("scalar!(x + 1.0)", &["`scalar!` takes one call of a function", "write `scalar!(f(x, y))`"]),
    ("assert!(); x", &["this assertion lacks an operand"]),
    (
        "assert!(x > 0.0, \"x is {}\", x); x",
        &["a plain text: its lanes are not formatted", "leave the values out"],
    ),
    ("panic!(MESSAGE)", &["the message of a panic in a kernel is a text", "write a string literal"]),
    ("let y = 3u8; x", &["`u8` has no lanes", "use u32"]),
    ("let y = 3i128; x", &["`i128` has no lanes", "use i32 or i64"]),
    ("let y = 'c'; x", &["this literal has no lanes", "f32, f64, i32, i64, u32, u64 and bool"]),
    ("n as u8 as f64", &["`u8` has no lanes", "use u32 (or convert before the call)"]),
    ("n as i16 as f64", &["`i16` has no lanes", "use i32 (or convert before the call)"]),
    ("let y: String = x; x", &["`String` has no lanes", "the types that have lanes are f32, f64"]),
    ("let [a, b] = [x, x]; a", &["this pattern does not fit its value", "names, `_` and tuples of them"]),
    ("let (a, b); x", &["what is declared without a value is a name", "declare each name"]),
    ("let 3 = n else { return x }; x", &["`let … else` has no lanes", "becomes an `if`"]),
    ("let (a, b) = x; a", &["this value is not a tuple"]),
    ("fn inner() {} x", &["only `const`, `static` and `use` items", "becomes a `#[lane_fn]` beside it"]),
    ("const K: f64 = 1.0; { const K: f64 = 2.0; x * K }", &["another constant `K`", "a name of its own"]),
    (
        "let y = (x, x); y.0 + y.2",
        &["this is no part of a tuple that the kernel knows", "by `let (a, b) = …`"],
    ),
    (
        "let y = (x, x); y + 1.0",
        &["a number or `bool` is expected here, not a tuple", "take the tuple apart"],
    ),
    ("let y = { x; } + 1.0; y", &["this has no value"]),
    ("let a = [0.0; LEN]; x", &["the length of an array in a kernel is an integer literal"]),
    ("if x > 0.0 { (x, x) } else { x }; x", &["branches of this expression have values of different shapes"]),
    ("COUNT += 1; x", &["`COUNT` is no local variable of this kernel", "a kernel has no effects"]),
    ("TABLE[0] = x; x", &["only an array that is local to the kernel can be assigned to"]),
    ("n[0] = x; x", &["only an array that is local to the kernel can be assigned to"]),
    (
        "let y = 1.0; y = x; y",
        &["`y` is assigned to, but is not declared `mut`", "write `mut y` where it is declared"],
    ),
    ("let mut t = (x, x); t.5 = x; x", &["there is no such part of a tuple"]),
    ("x.abs() = 1.0; x", &["this cannot be assigned to", "assign to local variables"]),
    ("let mut y = x; (y, y) += 1.0; x", &["this cannot be assigned to"]),
    ("let (mut a, mut b) = (x, x); (a, b) = 1.0; a", &["the two sides have different shapes"]),
    ("std::mem::swap(x, x); x", &["`swap` takes two `&mut` of local variables"]),
    ("match n { Some(k) => x, _ => 0.0 }", &["this pattern has no lanes", "and `|`"]),
    ("for (i, j) in 0..3 {} x", &["the counter of a loop is a name or `_`"]),
    ("for i in 0.. {} x", &["the range of a `for` has both ends", "use `loop` with a `break`"]),
    ("for i in TABLE {} x", &["`for` over `TABLE` has no lanes", "an element of a table is `TABLE[i]`"]),
    ("for i in (0..9).step_by(2).rev() {} x", &["a range with a step cannot be reversed here"]),
    ("for i in (0..9).rev().step_by(2) {} x", &["a range has one step, before it is reversed"]),
    (
        "for i in (0..n).step_by(2) {} x",
        &["a range that differs between lanes has no step", "write a `while` loop"],
    ),
    ("while x > 0.0 { break x; } x", &["leaves only a `loop` or a labelled block", "assign to a variable"]),
    ("'a: { continue 'a; } x", &["`continue` names a block that is no loop"]),
    ("loop { break 'b; } x", &["there is no loop or block `'b` around this"]),
    ("break; x", &["there is no loop around this"]),
    ("x; ", &["this gives no result, the kernel has one result", "without a semicolon"]),
    ("return (x, x);", &["this gives 2 results, the kernel has one result"]),
    ("let y = x > 0.0; (y < true) as i32 as f64", &["`bool`s in lanes have no order", "write `!a & b`"]),
    ("let y = (x > 0.0) + (n > 3); x", &["`bool` has no arithmetic", "convert it: `b as i32`"]),
    ("let y = x & 1.0; x", &["bit operations are for integers and `bool`, this is `f64`"]),
    ("let y = !x; x", &["`!` is for integers and `bool`, this is `f64`"]),
    ("let y = -(n as u32); x", &["`u32` has no `-`", "use `wrapping_neg`"]),
    ("let y = !g(x); x", &["the type of this value must be known here", "give the variable its type"]),
    ("x[0]", &["a number cannot be indexed"]),
    ("x.sqrt()[0]", &["only a table can be indexed"]),
    (
        "TABLE[n as usize][0]",
        &["the row of a table of tables differs between lanes here", "`TABLE[row * WIDTH + column]`"],
    ),
    ("let a = [x]; let b = a; x", &["`a` is an array: only its elements have lanes", "use `a[i]`"]),
    ("if n > 0 { [x] } else { [1.0] }; x", &["an array is no value", "declare it by `let a = […];`"]),
    ("x + n", &["mismatched types: `f64` and `i32`", "convert one of them with `as`"]),
    ("x + n as f32", &["mismatched types: `f64` and `f32`"]),
    ("if n { x } else { 0.0 }", &["mismatched types: `i32` and `bool`"]),
    ("n << 1.5; x", &["mismatched types"]),
];

#[test]
fn bodies_are_refused() {
    for (body, parts) in BODIES {
        let source = format!("fn kernel(x: f64, n: i32) -> f64 {{ {body} }}");
        let messages = messages(Form::Ufunc, &source);
        let distinct: std::collections::BTreeSet<&str> =
            messages.iter().map(|message| message.split('\n').next().unwrap_or_default()).collect();
        assert_eq!(distinct.len(), 1, "{body}: {messages:#?}");
        for part in *parts {
            assert!(messages[0].contains(part), "{body}: no “{part}” in\n{}", messages[0]);
        }
    }
}

/// A whole function and parts of its only message.
const FUNCTIONS: &[Body] = &[
    ("async fn f(x: f64) -> f64 { x }", &["an `async fn` cannot be a kernel", "remove `async`"]),
    ("unsafe fn f(x: f64) -> f64 { x }", &["an `unsafe fn` cannot be a kernel", "remove `unsafe`"]),
    ("const fn f(x: f64) -> f64 { x }", &["cannot be `const`", "remove `const`"]),
    ("extern \"C\" fn f(x: f64) -> f64 { x }", &["Rust's calling convention", "remove `extern`"]),
    ("fn f(x: f64) -> f64 where f64: Copy { x }", &["a kernel has no `where` clause", "`T: Float`"]),
    ("fn f<T: Copy>(x: f64) -> f64 { x }", &["cannot be a parameter of a kernel", "a single `T: Float`"]),
    ("fn f<const N: usize>(x: f64) -> f64 { x }", &["cannot be a parameter of a kernel"]),
    ("fn f<'a>(x: f64) -> f64 { x }", &["`'a` cannot be a parameter of a kernel"]),
    ("fn f(x: f64) { }", &["`f` has no result", "add `-> f64`"]),
    ("fn f() -> f64 { 1.0 }", &["`f` has no parameter", "maps elements to elements"]),
    ("fn f(self, x: f64) -> f64 { x }", &["a method cannot be a kernel", "use a free function"]),
    (
        "fn f((x, y): (f64, f64)) -> f64 { 1.0 }",
        &["a parameter of a kernel is a name", "inside the function"],
    ),
    ("fn f(x: u8) -> f64 { 1.0 }", &["`u8` has no lanes", "use u32"]),
    ("fn f(x: f64) -> u16 { 1 }", &["`u16` has no lanes"]),
    ("fn f(x: &[f64]) -> f64 { 1.0 }", &["takes one element of each argument at a time", "a `#[lane_fn]`"]),
    ("fn f(x: usize) -> f64 { 1.0 }", &["an array of `usize` has no lanes", "the types that have lanes"]),
    ("fn f(x: f64) -> usize { 1 }", &["`usize` cannot be a result"]),
    (
        "fn f(a: f64, b: f64, c: f64, d: f64, e: f64, f: f64, g: f64, h: f64, i: f64) -> f64 { a }",
        &["a kernel takes at most 8 arguments", "or split the kernel"],
    ),
];

#[test]
fn heads_are_refused() {
    for (source, parts) in FUNCTIONS {
        let messages = messages(Form::Ufunc, source);
        assert_eq!(messages.len(), 1, "{source}: {messages:#?}");
        for part in *parts {
            assert!(messages[0].contains(part), "{source}: no “{part}” in\n{}", messages[0]);
        }
    }
}

/// Arguments of the attribute, a function, and parts of what is emitted.
const ATTRIBUTES: &[(&str, &str, &[&str])] = &[
    ("speed", "fn f(x: f64) -> f64 { x }", &["unknown argument `speed`", "`reduce`, `identity = value`"]),
    (
        "reduce",
        "fn f(a: f64, b: f64) -> f64 { a + b }",
        &["for empty arrays", "write `reduce, identity = 0.0`"],
    ),
    ("identity = 0.0", "fn f(a: f64, b: f64) -> f64 { a + b }", &["`identity` goes with `reduce`"]),
    ("reduce, identity = 0.0", "fn f(a: f64) -> f64 { a }", &["`f` cannot reduce", "associative"]),
    ("reduce, identity = 0.0", "fn f(a: f64, b: f32) -> f64 { a }", &["`f` cannot reduce"]),
    ("reduce, identity = 0.0", "fn f(a: f64, b: f64) -> i32 { 1 }", &["`f` cannot reduce"]),
];

#[test]
fn attributes_are_refused() {
    for (args, source, parts) in ATTRIBUTES {
        let (args, item) = (args.parse().expect("tokens"), source.parse().expect("tokens"));
        let tokens = compile(Form::Ufunc, args, item).to_string();
        assert!(tokens.contains("compile_error"), "{source}: {tokens}");
        for part in *parts {
            assert!(tokens.contains(part), "{source}: no “{part}” in\n{tokens}");
        }
    }
    let item = "fn f(a: f64, b: f64) -> f64 { a + b }".parse().expect("tokens");
    let args = "reduce, identity = 0.0".parse().expect("tokens");
    assert!(
        compile(Form::LaneFn, args, item).to_string().contains("a `#[lane_fn]` is only called by kernels")
    );
}

#[test]
fn all_errors_of_a_function_come_at_once() {
    let source = "fn kernel(x: f64, n: u8) -> f64 {
        let y = x.sqrtt() + [x].iter().sum();
        if let 1 = n { return; }
        for i in TABLE { let z = 'c'; }
        while x > 0.0 { break 'out; }
        y.frobnicate()
    }";
    let messages = messages(Form::Ufunc, source);
    let wanted = [
        "`u8` has no lanes",
        "there is `sqrt`",
        "`sum` and its closure",
        "`if let`",
        "this gives no result",
        "`for` over `TABLE`",
        "no loop or block `'out`",
        "`frobnicate` has no lanes",
    ];
    for part in wanted {
        assert!(messages.iter().any(|message| message.contains(part)), "no “{part}” in {messages:#?}");
    }
}

/// With errors, what callers need is still there: no second error at each call.
#[test]
fn a_refused_kernel_still_stands() {
    let item = "pub fn broken(x: f64) -> f64 { x.sqrtt() }".parse().expect("tokens");
    let tokens = compile(Form::Ufunc, proc_macro2::TokenStream::new(), item).to_string();
    assert!(tokens.contains("compile_error"));
    assert!(tokens.contains("pub fn broken"));
    assert_eq!(tokens.matches("compile_error").count(), 1, "{tokens}");
}
