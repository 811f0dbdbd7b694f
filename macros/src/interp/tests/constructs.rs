//! Each construct of the language but loops: rustc's meaning, in both IRs.

use super::oracle::kernels;

kernels! {
    fn straight_line(x: f64, y: f64) -> f64 {
        let a = x * y + 1.5;
        let b = a / (y - 0.25);
        -b.abs().sqrt() + x.mul_add(y, a)
    }

    fn if_as_statement(x: f64, y: f64) -> f64 {
        let mut r = x;
        if x > y {
            r = r * 2.0;
        } else if x < -y {
            r += y;
        } else {
            r -= 1.0;
        }
        r
    }

    fn if_as_value(x: i32, y: i32) -> i32 {
        let m = if x > y { x } else { y };
        let n = if m > 3 { let t = m & 7; t | 1 } else if m == 0 { return -1 } else { 2 };
        m ^ n
    }

    fn declared_before_set(x: f64) -> (f64, i32) {
        let y;
        let n: i32;
        let z;
        if x > 0.0 {
            z = x + 1.0;
        } else {
            z = 2.0;
        }
        y = z * 2.0;
        n = 7;
        (y, n)
    }

    fn shadowing(x: i32, y: i32) -> i32 {
        let x = x & 15;
        let y = { let x = x | y; let x = x ^ 3; x & 255 };
        if y > 9 {
            let x = y - 3;
            let y = x & 1;
            return x + y;
        }
        let x = x + y;
        x
    }

    fn tuples(a: i32, b: i32) -> (i32, i32) {
        let (x, mut y) = (a & 15, b & 15);
        let pair = (x + y, (y, x));
        let (p, (q, r)) = pair;
        if pair.0 > 10 {
            (y, _) = (q + 1, r);
        }
        let (s, t) = if x > y { (x, y) } else { (y, pair.1 .1) };
        (s * 100 + t, p + y)
    }

    fn swaps(a: i32, b: i32) -> (i32, i32) {
        let (mut x, mut y) = (a, b);
        if x > y {
            (x, y) = (y, x);
        }
        if x & 1 == 1 {
            std::mem::swap(&mut x, &mut y);
        }
        (x, y)
    }

    fn match_integers(n: i32, x: f64) -> f64 {
        match n {
            0 => x,
            1 | 2 => x + 1.0,
            3..=5 => x * 2.0,
            ..0 => -x,
            6..12 => { let y = x * x; y - 1.0 }
            _ => 0.5,
        }
    }

    fn match_with_guards(n: u32, x: f64) -> u32 {
        let mut hits = 0;
        let kind = match n & 15 {
            0 if x > 0.0 => 1,
            0 => 2,
            k if k > 9 && 100 / (k - 9) > 20 => { hits += 1; k * 3 }
            k @ 1..=4 => k + 10,
            5 | 6 if x < 1.0 => 3,
            _ => 4,
        };
        kind * 10 + hits
    }

    fn match_tuples(a: i32, b: bool) -> i32 {
        match (a & 3, b) {
            (0, true) => 1,
            (0, false) | (1, true) => 2,
            (k, true) if k == 3 => match k { 3 => 9, _ => 8 },
            (2, _) => return 77,
            (k, false) => k + 40,
            (_, true) => 5,
        }
    }

    fn match_constants(n: u32) -> u32 {
        const FOUR: u32 = 4;
        const MANY: u32 = u32::MAX;
        match n {
            FOUR => 1,
            0..FOUR => 2,
            MANY => 3,
            _ => 4,
        }
    }

    fn matches_macro(n: i32) -> bool {
        let odd = n & 1 == 1;
        matches!(n, 1 | 2) || matches!(n, 3..=9 if odd) || !matches!(n, ..40)
    }

    fn short_circuit(a: i32, b: i32) -> i32 {
        let mut r = 0;
        if b != 0 && a / b > 1 {
            r += 1;
        }
        if b == 0 || a % b == 0 {
            r += 2;
        }
        if b > 0 && a > 0 && (a as i64 + b as i64) / (b as i64) > 2 || a == 7 {
            r += 4;
        }
        if (b != 0) & (a < 3) | (a == b) ^ (a == 9) {
            r += 8;
        }
        r
    }

    /// What stands on the right of `&&` is uniform here, and traps if it is evaluated.
    fn short_circuit_of_uniforms(x: i32) -> i32 {
        let zero = 0;
        let table = [1, 2, 3];
        let at = 5usize;
        let a = x == i32::MIN && 1 / zero > 0;
        let b = x != 12345 || table[at] > 0;
        let c = x == i32::MIN && x << (zero + 40) == 0;
        let d = x == i32::MIN && (zero - 1 > 0) == (x > 3);
        (a | c | d) as i32 + 2 * b as i32
    }

    fn assignment_in_condition(x: i32) -> i32 {
        let mut n = x & 7;
        let big = { n += 1; n > 4 } && { n += 10; x > 0 };
        let y = n + { n *= 2; n } + n;
        if big { y } else { -y }
    }

    fn order_of_evaluation(x: i32) -> i32 {
        let mut n = x & 3;
        let t = (n, { n += 5; n }, n);
        let a = [n, { n += 1; n }, n][if n > 7 { n -= 1; 0 } else { 2 }];
        n += { n *= 2; 1 };
        t.0 + 10 * t.1 + 100 * t.2 + 1000 * a + 10_000 * n
    }

    fn order_in_assignments(m: u32) -> u32 {
        let mut n = m & 1;
        let mut a = [1u32, 2, 3];
        a[{ n += 1; n as usize }] = n * 10;
        a[{ n += 1; (n % 3) as usize }] += n;
        (n, a[1]) = (a[0], { n += 7; n });
        a[0] + 10 * a[1] + 100 * a[2] + 1000 * n
    }

    fn casts(x: f64, n: i64) -> (i64, f64) {
        let a = x as i32 as i64 + (x as u64 >> 1) as i64 / 2;
        let b = (x as f32) as f64 + n as f32 as f64 + (n as u32) as f64;
        let c = (n > 3) as i64 + (n as i32 as u64 as i64 & 0xff) + (x as u32 as i64) + (x as i64 >> 2) / 4;
        ((a >> 2) + (c >> 2), b)
    }

    fn integer_widths(a: u32, b: u64) -> u64 {
        let shifted = (b >> (a & 63)) ^ ((a as u64) << (b & 31));
        let low = b as u32;
        (shifted & 0xffff_ffff) + (low.rotate_left(a & 31) ^ !a) as u64
    }

    fn bool_arithmetic(a: bool, b: bool) -> (bool, i32) {
        let mut c = a & !b;
        c |= b ^ a;
        c ^= a == b;
        (c != a, c as i32 + (a as i32) * 2)
    }

    fn literals(n: i32) -> (i64, u32) {
        let min = -2147483648i32;
        let long = -9_223_372_036_854_775_808;
        let hex = 0xff_u32 + 0b101 + 0o17;
        (if n == min { long } else { long + n as i64 & 7 }, hex)
    }

    fn float_literals(x: f32) -> f32 {
        let a = 1e3 + 2.5e-1;
        let b = 0.1f32 * 3f32 + 1_000.;
        x + a - b
    }

    fn constants(x: f64) -> (f64, f64) {
        const SCALE: f64 = 3.0;
        const HALF: f64 = SCALE / 6.0;
        let edge = if x.abs() < f64::EPSILON { f64::MIN_POSITIVE } else { std::f64::consts::PI };
        (x * SCALE + HALF, edge + i32::MAX as f64 + u64::BITS as f64)
    }

    fn constant_tables(n: u32, x: f64) -> f64 {
        const POWERS: [f64; 4] = [1.0, 10.0, 100.0, 1000.0];
        const ROWS: [[f64; 2]; 2] = [[1.0, 2.0], [3.0, 4.0]];
        let local = [x, 2.0, x * x];
        let inline = [1.0, 5.0][(n & 1) as usize];
        let row = ROWS[1][(n & 1) as usize];
        POWERS[(n & 3) as usize] + local[(n % 3) as usize] + inline + POWERS[2] + row + POWERS.len() as f64
    }

    fn arrays_of_lanes(n: u32, x: f64) -> f64 {
        let mut a = [0.0; 4];
        a[0] = x;
        a[(n & 3) as usize] += 2.5;
        if x > 1.0 {
            a[1] = x * 2.0;
            a[(n % 4) as usize] *= 3.0;
        }
        for i in 0..4 {
            a[i] += i as f64;
            if a[i] > 5.0 {
                a[3 - i] -= 0.5;
                continue;
            }
            a[0] += 1.0;
        }
        a[0] + a[1] * 2.0 + a[2] * 3.0 + a[3] * 4.0
    }

    fn assigned_arrays(n: u32, x: f64) -> f64 {
        let mut a = [x, 1.0];
        a = [1.0, a[0]];
        if x > 0.0 {
            a = [x + 1.0; 2];
        }
        for i in 0..3 {
            if a[i & 1] > 5.0 {
                break;
            }
            a = [a[1], x * 2.0];
            a[(n & 1) as usize] *= a[0];
        }
        a[0] + a[1]
    }

    fn histogram(n: u64) -> u32 {
        let mut counts = [0u32; 8];
        let mut rest = n;
        while rest != 0 {
            counts[(rest & 7) as usize] += 1;
            rest >>= 3;
        }
        let mut most = 0;
        for i in 1..8 {
            if counts[i] > counts[most] {
                most = i;
            }
        }
        counts[most] * 10 + most as u32
    }

    fn labelled_blocks(x: f64, n: i32) -> f64 {
        let y = 'a: {
            if x < 0.0 {
                break 'a -1.0;
            }
            let z = 'b: {
                if n > 5 {
                    break 'a 7.0;
                }
                if n & 1 == 1 {
                    break 'b 2.0;
                }
                x
            };
            z * 3.0
        };
        let mut r = y;
        'c: {
            if r > 4.0 {
                break 'c;
            }
            r += 10.0;
            if n == 2 {
                break 'c;
            }
            r += 100.0;
        }
        r
    }

    fn early_returns(x: f64, n: i32) -> f64 {
        if x.is_nan() {
            return -1.0;
        }
        let y = if n > 3 { return x + 0.5 } else { x * 2.0 };
        if y > 1.0 {
            if n == 0 {
                return y;
            }
            return y + n as f64;
        }
        y - 3.0
    }

    fn blocks_as_values(x: i32) -> i32 {
        let y = { let t = x & 31; t * t } + { x & 1 };
        {
            let x = y;
            x - 1
        }
    }

    fn float_methods(x: f64, y: f64) -> (f64, f64) {
        let a = x.floor() + x.ceil() - x.trunc() + x.round() - x.round_ties_even();
        let b = x.fract() * y.signum() + x.rem_euclid(y) - x.div_euclid(y) + x.copysign(1.0 + y.abs());
        let c = (x.recip() + y.to_degrees() + y.to_radians()).clamp(-100.0, 100.0);
        (a + b, c + (x.max(3.0) + y.min(2.0)))
    }

    fn float_tests(x: f32) -> u32 {
        x.is_nan() as u32
            | (x.is_finite() as u32) << 1
            | (x.is_infinite() as u32) << 2
            | (x.is_normal() as u32) << 3
            | (f32::is_subnormal(x) as u32) << 4
            | ((!x.is_nan() && x.is_sign_negative()) as u32) << 5
            | ((x.to_bits() >> 23 & 255 == 127) as u32) << 6
            | ((f32::from_bits(x.to_bits() & 0xff00_0000) > 0.0) as u32) << 7
    }

    fn int_methods(a: i32, b: i32) -> (i32, u32) {
        let x = a.wrapping_add(b).wrapping_mul(3).saturating_sub(7).wrapping_neg().wrapping_abs();
        let y = a.abs_diff(b).rotate_left(5).wrapping_add(a.unsigned_abs().count_ones());
        (x ^ a.signum() ^ a.min(b).max(-5).clamp(-9, 9), y ^ a.leading_zeros() ^ b.trailing_ones())
    }

    fn static_methods(a: f64, b: u32) -> (f64, u32) {
        (f64::max(a, 1.0) + f64::from(b), u32::wrapping_mul(b, 3) ^ std::cmp::min(b, 9))
    }

    fn unused_results(x: i32, y: i32) -> i32 {
        let _ = x & y;
        let _unused = x | 1;
        (x, y);
        { x };
        0
    }
}
