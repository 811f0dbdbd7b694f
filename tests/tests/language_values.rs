//! Rust's ways to say things, one function each: literals, operators, casts, methods and tables.

use ufunc_tests::{Tolerance, both, check, f32s, f64s, i32s, i64s, u32s, u64s};

both! {
    fn froms(n: i32, b: bool, u: u32) -> f64 {
        f64::from(n) + f64::from(u) + i64::from(b) as f64 + u64::from(u) as f64
    }

    fn assoc_call(x: f64, y: f64) -> f64 {
        f64::max(x, y) + f64::sqrt(x.abs()) + f64::powi(x, 3)
    }

    fn local_array(x: f64, y: f64, i: u32) -> f64 {
        let a = [x, y, x + y];
        a[(i % 3) as usize]
    }

    fn literals(x: u64) -> u64 {
        x ^ 0b1010 ^ 0o17 ^ 0xff_u64 ^ 1_000u64
    }

    fn neg_method(x: f64) -> f64 {
        -x.abs() + -(x * 2.0).floor()
    }

    fn bool_cast_sign(x: f64) -> f64 {
        (x > 0.0) as i32 as f64 - (x < 0.0) as i32 as f64
    }

    fn pow_lit(n: u32) -> i64 {
        2_i64.pow(n % 20) + 10i64.pow(3)
    }

    fn float_powi(k: i32) -> f64 {
        2.0_f64.powi(k % 10) * 10f64.powi(2)
    }

    fn bits_chain(x: f32) -> u32 {
        x.to_bits().rotate_left(3).count_ones()
    }

    fn inner_use(x: f64) -> f64 {
        use std::f64::consts::PI;
        const HALF: f64 = 0.5;
        x * PI * HALF
    }

    fn usize_maths(n: u32) -> u32 {
        let i = n as usize;
        let j = (i * 3 + 1) % 7;
        let k = j.min(5);
        k as u32
    }

    fn float_consts(x: f64) -> f64 {
        if x < f64::MIN_POSITIVE { f64::NEG_INFINITY } else { f64::EPSILON.sqrt() * x }
    }

    fn shift_mixed(a: u64, n: i32) -> u64 {
        (1u64 << (n & 31)) | (a >> 3u32) | (a << 2usize)
    }

    fn let_bool(x: f64, y: f64) -> bool {
        let a = x < y;
        let b = !a & (x > 0.0);
        a | b ^ (y == 1.0)
    }

    fn unary_chain(n: i32) -> i32 {
        !-!n & !!n
    }

    fn ref_table(i: u32) -> f64 {
        const T: &[f64] = &[1.0, 2.0, 4.0];
        T[(i % 3) as usize]
    }

    fn table_len(i: u32) -> f64 {
        let t = [1.0, 2.0, 4.0];
        t[i as usize % t.len()] * t.len() as f64
    }

    fn u32_table_infer(i: u32) -> u32 {
        let days = [31, 28, 31];
        let mut n = 0;
        for k in 0..3 {
            if k < i as usize {
                n += days[k];
            }
        }
        n
    }

    fn compare_chain(a: f64, b: f64, c: f64) -> bool {
        a < b && b < c || a == c
    }

    fn int_signum(n: i64) -> i64 {
        n.signum() * n.rem_euclid(7)
    }

    fn min_usize(i: u32) -> f64 {
        const T: [f64; 4] = [0.0, 1.0, 2.0, 3.0];
        T[std::cmp::min(i as usize, 3)]
    }

    fn clamp_index(x: f64) -> f64 {
        const T: [f64; 4] = [0.0, 1.0, 2.0, 3.0];
        T[(x as usize).clamp(0, T.len() - 1)]
    }

    fn isize_index(n: i32) -> f64 {
        const T: [f64; 4] = [0.0, 1.0, 2.0, 3.0];
        let i = (n as isize).rem_euclid(4) as usize;
        T[i]
    }

    fn compound_float(x: f64) -> f64 {
        let mut y = x;
        y %= 3.0;
        y /= 2.0;
        y -= 1.0;
        y *= y;
        y
    }

    fn hex_float(x: f32) -> f32 {
        x * 1e-3 + 2.
    }

    fn ln_things(x: f64) -> f64 {
        x.abs().ln().exp().hypot(2.0)
    }

    fn const_expr(x: f64) -> f64 {
        const K: f64 = 2.0 * std::f64::consts::PI;
        x * K.sqrt()
    }

    fn int_consts(n: i32) -> i64 {
        if n == i32::MAX { i64::from(u32::MAX) } else { i64::MIN + u32::BITS as i64 }
    }
}

fn bools(seed: u64) -> Vec<bool> {
    u32s(seed, 0, 1).into_iter().map(|n| n == 1).collect()
}

#[test]
fn of_i32_and_bool_and_u32() {
    let a = i32s(1, -40, 40);
    let b = bools(2);
    let c = u32s(3, 0, 500);
    check!(froms(a, b, c));
}

#[test]
fn of_f64_and_f64() {
    let [a, b] = [1, 2].map(|seed| f64s(seed, -4.0, 4.0));
    // A cube up to 64, within an ULP or two of it.
    check!(assoc_call(a, b), Tolerance::ulps(8).or_absolute(1e-13));
    check!(let_bool(a, b));
}

#[test]
fn of_f64_and_f64_and_u32() {
    let a = f64s(1, -4.0, 4.0);
    let b = f64s(2, -4.0, 4.0);
    let c = u32s(3, 0, 500);
    check!(local_array(a, b, c));
}

#[test]
fn of_u64() {
    let a = u64s(1, 0, 1_000_000);
    check!(literals(a));
}

#[test]
fn of_f64() {
    let a = f64s(1, -4.0, 4.0);
    check!(neg_method(a));
    check!(bool_cast_sign(a));
    check!(inner_use(a));
    check!(float_consts(a));
    check!(clamp_index(a));
    check!(compound_float(a));
    // Three calls in a row, each within an ULP here and there.
    check!(ln_things(a), Tolerance::ulps(8));
    check!(const_expr(a));
}

#[test]
fn of_u32() {
    let a = u32s(1, 0, 500);
    check!(pow_lit(a));
    check!(usize_maths(a));
    check!(ref_table(a));
    check!(table_len(a));
    check!(u32_table_infer(a));
    check!(min_usize(a));
}

#[test]
fn of_i32() {
    let a = i32s(1, -40, 40);
    check!(float_powi(a));
    check!(unary_chain(a));
    check!(isize_index(a));
    check!(int_consts(a));
}

#[test]
fn of_f32() {
    let a = f32s(1, -4.0, 4.0);
    check!(bits_chain(a));
    check!(hex_float(a));
}

#[test]
fn of_u64_and_i32() {
    let a = u64s(1, 0, 1_000_000);
    let b = i32s(2, -40, 40);
    check!(shift_mixed(a, b));
}

#[test]
fn of_f64_and_f64_and_f64() {
    let [a, b, c] = [1, 2, 3].map(|seed| f64s(seed, -4.0, 4.0));
    check!(compare_chain(a, b, c));
}

#[test]
fn of_i64() {
    let a = i64s(1, -1000, 1000);
    check!(int_signum(a));
}
