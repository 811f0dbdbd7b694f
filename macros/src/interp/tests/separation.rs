//! Variables of loops whose copies are read behind the loop.

use ufunc_programs::Rng;

use super::oracle::check_lanes;
use crate::compile::{Compiled, Form};
use crate::interp::compare::{compile, random_rows};

fn compiled(source: &str) -> Compiled {
    let mut kernels = compile(Form::Ufunc, source).expect("it compiles");
    let kernel = kernels.swap_remove(0);
    for seed in 0..6 {
        let mut rng = Rng::new(seed);
        let rows = random_rows(&kernel.kernel, &mut rng, 70);
        check_lanes(&kernel, &rows, source, &mut rng);
    }
    kernel
}

/// Whether each variable of this name is varying, in the order of the source.
fn varying(compiled: &Compiled, name: &str) -> Vec<bool> {
    let locals = compiled.kernel.locals.iter().enumerate().filter(|(_, local)| local.name == name);
    locals.map(|(at, _)| compiled.facts.vary.local(crate::ir::LocalId(at))).collect()
}

#[test]
fn a_count_is_uniform_in_its_loop() {
    let compiled = compiled(
        "fn kernel(x: f64) -> u32 {
            let mut y = x;
            let mut n = 0;
            while n < 20 {
                if y > 4.0 { break; }
                y = y * 1.5 + 0.01;
                n += 1;
            }
            n
        }",
    );
    assert_eq!(varying(&compiled, "n"), [false, true]);
    assert_eq!(varying(&compiled, "y"), [true]);
}

#[test]
fn counts_of_nested_loops_are_uniform() {
    let compiled = compiled(
        "fn kernel(x: f64, limit: i32) -> i32 {
            let mut total = 0;
            let mut outer = 0;
            'rows: loop {
                let mut inner = 0;
                loop {
                    if x * (inner as f64) > 7.0 || inner >= limit & 7 { break; }
                    if inner == 6 { break 'rows; }
                    inner += 2;
                }
                total = total ^ inner;
                outer += 1;
                if outer > 3 || total > 100 { break; }
            }
            total.wrapping_mul(10).wrapping_add(outer)
        }",
    );
    assert_eq!(varying(&compiled, "inner"), [false, true]);
    assert_eq!(varying(&compiled, "outer"), [false, true]);
}

/// What lanes have apart anyway stays one variable.
#[test]
fn a_varying_count_is_left_alone() {
    let compiled = compiled(
        "fn kernel(x: u32) -> u32 {
            let mut left = x;
            let mut ones = 0;
            while left != 0 {
                if left & 1 != 0 { ones += 1; }
                left >>= 1;
            }
            ones
        }",
    );
    assert_eq!(varying(&compiled, "ones"), [true]);
    assert_eq!(varying(&compiled, "left"), [true]);
}

/// The variable goes on being counted behind the loop, and a second loop has it as its own.
#[test]
fn what_follows_uses_the_copy() {
    let compiled = compiled(
        "fn kernel(x: f64) -> (i32, f64) {
            let mut k = 1;
            let mut power = x;
            while k < 9 {
                if !(power.abs() < 1e3) { break; }
                power *= x;
                k += 1;
            }
            k = k * 2;
            while k < 30 {
                if power < 0.0 { break; }
                k += 3;
            }
            (k, power)
        }",
    );
    assert_eq!(varying(&compiled, "k"), [false, true]);
}
