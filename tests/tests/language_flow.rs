//! Rust's ways to say things, one function each: bindings, branches, loops and ways out of them.

use ufunc_tests::{both, check, f64s, i32s, u32s, u64s};

const LIMIT: i32 = 3;

both! {
    fn deferred(x: f64) -> f64 {
        let y;
        if x > 0.0 {
            y = 1.0;
        } else {
            y = 2.0;
        }
        y * x
    }

    fn nested_tuple(a: f64, b: f64) -> f64 {
        let ((c, d), e) = ((a, b), a + b);
        c * d - e
    }

    fn tuple_field(a: f64, b: f64) -> f64 {
        let p = (a, b);
        p.0 * p.1
    }

    fn mut_array(x: f64) -> f64 {
        let mut a = [0.0; 4];
        a[0] = x;
        for i in 1..4 {
            a[i] = a[i - 1] * x + 1.0;
        }
        a[3] - a[1]
    }

    fn binding_arm(n: i32) -> i32 {
        match n {
            x if x < 0 => -x,
            0 => 7,
            x => x * 2,
        }
    }

    fn at_binding(n: i32) -> i32 {
        match n {
            k @ 1..=5 => k * 10,
            k @ (7 | 9) => k,
            _ => 0,
        }
    }

    fn const_pattern(n: i32) -> i32 {
        match n {
            LIMIT => 1,
            i32::MAX => 2,
            _ => 0,
        }
    }

    fn bool_tuple(a: f64, b: f64) -> i32 {
        match (a > 0.0, b > 0.0) {
            (true, true) => 1,
            (true, false) => 2,
            (false, _) => 3,
        }
    }

    fn swap(a: i32, b: i32) -> i32 {
        let (mut a, mut b) = (a, b);
        if a > b {
            std::mem::swap(&mut a, &mut b);
        }
        a * 10 + b
    }

    fn unit_arm(n: i32) -> i32 {
        let mut k = n;
        match n {
            1 => k += 1,
            2 => {}
            3 => (),
            _ => k -= 1,
        }
        k
    }

    fn plus_if(n: i32) -> i32 {
        let mut k = n;
        k += if n > 3 { 1 } else { 2 };
        k
    }

    fn return_in_arm(n: i32) -> i32 {
        let k = match n {
            0 => return 5,
            1 => 2,
            _ => 3,
        };
        k + n
    }

    fn return_in_operand(n: i32) -> i32 {
        let k = 1 + if n > 2 { n } else { return 0 };
        k
    }

    fn break_in_arm(n: u32) -> u32 {
        let mut n = n;
        let mut c = 0;
        loop {
            match n {
                0 => break,
                k if k % 2 == 0 => n /= 2,
                _ => {
                    n -= 1;
                    continue;
                }
            }
            c += 1;
        }
        c
    }

    fn loop_in_operand(n: u32) -> u32 {
        let mut k = n;
        1 + loop {
            if k < 10 {
                break k;
            }
            k /= 2;
        }
    }

    fn loop_cond(n: u32) -> u32 {
        let mut k = n;
        while {
            k /= 2;
            k > 3
        } {}
        k
    }

    fn shadow_param(x: f64) -> f64 {
        let x = x + 1.0;
        let x = x * x;
        x
    }

    fn mut_param(mut n: u64, mut k: u32) -> u64 {
        while k > 64 {
            k -= 64;
        }
        n = n.rotate_left(k);
        n
    }

    fn block_expr(x: f64) -> f64 {
        let y = {
            let t = x * x;
            t + 1.0
        };
        y * { 2.0 }
    }

    fn nested_fn_call(x: f64) -> f64 {
        deferred(deferred(x)) + plus_if(x as i32) as f64
    }

    fn tuple_call(x: f64) -> f64 {
        let (s, t) = two(x);
        s * t
    }

    fn two(x: f64) -> (f64, f64) {
        (x + 1.0, x - 1.0)
    }

    fn tail_tuple_call(x: f64) -> (f64, f64) {
        two(x * 2.0)
    }

    fn labelled_block(x: f64) -> f64 {
        'a: {
            if x > 1.0 {
                break 'a 2.0;
            }
            if x < -1.0 {
                break 'a -2.0;
            }
            x
        }
    }

    fn panic_arm(n: u32) -> u32 {
        match n % 3 {
            0 => 1,
            1 => 2,
            2 => 3,
            _ => unreachable!(),
        }
    }

    fn assert_it(x: f64) -> f64 {
        debug_assert!(x == x || x.is_nan());
        assert_ne!(1, 2, "odd");
        x
    }

    fn matches_it(n: u32) -> bool {
        matches!(n % 10, 2 | 3 | 5 | 7)
    }

    fn mixed_tuple_let(x: f64, n: i32) -> f64 {
        let (mut a, mut k): (f64, i32) = (x, n);
        while k > 0 {
            a *= 0.5;
            k -= 3;
        }
        a
    }

    fn assign_tuple(n: u32) -> u64 {
        let (mut a, mut b) = (0u64, 1u64);
        for _ in 0..n % 50 {
            (a, b) = (b, a + b);
        }
        a
    }

    fn if_chain_value(x: f64) -> u32 {
        (if x < 0.0 {
            1
        } else if x == 0.0 {
            2
        } else {
            3
        }) + 4
    }

    fn let_else_bool(a: bool, n: u32) -> u32 {
        let k = if !a { n } else { n + u32::from(a) };
        k
    }

    fn unused_mut(x: f64) -> f64 {
        let mut y = x;
        y = y + 0.0;
        return y;
    }

    fn return_unit_if(x: f64) -> f64 {
        if x > 0.0 {
            return x;
        }
        x * 2.0
    }

    fn block_label_loop(n: u32) -> u32 {
        let mut c = 0;
        'o: loop {
            for i in 0..n {
                if i * i > 30 {
                    break 'o;
                }
                c += i;
            }
            break;
        }
        c
    }
}

fn bools(seed: u64) -> Vec<bool> {
    u32s(seed, 0, 1).into_iter().map(|n| n == 1).collect()
}

#[test]
fn of_f64() {
    let a = f64s(1, -4.0, 4.0);
    check!(deferred(a));
    check!(mut_array(a));
    check!(shadow_param(a));
    check!(block_expr(a));
    check!(nested_fn_call(a));
    check!(tuple_call(a));
    check!(two(a));
    check!(tail_tuple_call(a));
    check!(labelled_block(a));
    check!(assert_it(a));
    check!(if_chain_value(a));
    check!(unused_mut(a));
    check!(return_unit_if(a));
}

#[test]
fn of_f64_and_f64() {
    let [a, b] = [1, 2].map(|seed| f64s(seed, -4.0, 4.0));
    check!(nested_tuple(a, b));
    check!(tuple_field(a, b));
    check!(bool_tuple(a, b));
}

#[test]
fn of_i32() {
    let a = i32s(1, -40, 40);
    check!(binding_arm(a));
    check!(at_binding(a));
    check!(const_pattern(a));
    check!(unit_arm(a));
    check!(plus_if(a));
    check!(return_in_arm(a));
    check!(return_in_operand(a));
}

#[test]
fn of_i32_and_i32() {
    let [a, b] = [1, 2].map(|seed| i32s(seed, -40, 40));
    check!(swap(a, b));
}

#[test]
fn of_u32() {
    let a = u32s(1, 0, 500);
    check!(break_in_arm(a));
    check!(loop_in_operand(a));
    check!(loop_cond(a));
    check!(panic_arm(a));
    check!(matches_it(a));
    check!(assign_tuple(a));
    check!(block_label_loop(a));
}

#[test]
fn of_u64_and_u32() {
    let a = u64s(1, 0, 1_000_000);
    let b = u32s(2, 0, 500);
    check!(mut_param(a, b));
}

#[test]
fn of_f64_and_i32() {
    let a = f64s(1, -4.0, 4.0);
    let b = i32s(2, -40, 40);
    check!(mixed_tuple_let(a, b));
}

#[test]
fn of_bool_and_u32() {
    let a = bools(1);
    let b = u32s(2, 0, 500);
    check!(let_else_bool(a, b));
}
