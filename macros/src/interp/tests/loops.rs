//! Loops and the ways out of them: rustc's meaning, in both IRs.

use super::oracle::kernels;

kernels! {
    fn while_loops(n: u64) -> u32 {
        let mut steps = 0;
        let mut n = (n & 0xffff) + 1;
        while n != 1 {
            n = if n & 1 == 0 { n / 2 } else { 3 * n + 1 };
            steps += 1;
        }
        steps
    }

    fn loop_with_value(x: f64) -> (f64, i32) {
        let mut y = x.abs();
        let mut n = 0;
        let z = loop {
            if !(y < 100.0) {
                break y;
            }
            y = y * 1.5 + 1.0;
            n += 1;
            if n > 6 {
                break -y;
            }
        };
        (z, n)
    }

    fn tuple_from_loop(n: u32) -> (u32, u32) {
        let (mut a, mut b) = (n & 255, 36);
        let (g, turns) = loop {
            if b == 0 {
                break (a, a % 7);
            }
            (a, b) = (b, a % b);
        };
        (g, turns)
    }

    fn mandelbrot(re: f64, im: f64) -> u32 {
        let (mut x, mut y) = (0.0, 0.0);
        let mut n = 0;
        while n < 40 {
            let (xx, yy) = (x * x, y * y);
            if xx + yy > 4.0 {
                break;
            }
            y = 2.0 * x * y + im;
            x = xx - yy + re;
            n += 1;
        }
        n
    }

    fn nested_labels(a: u32, b: u32) -> u32 {
        let mut sum = 0u32;
        'outer: for i in 0..a & 7 {
            let mut j = 0;
            'inner: loop {
                j += 1;
                if j > b & 7 {
                    continue 'outer;
                }
                if (i ^ j) & 3 == 3 {
                    break 'inner;
                }
                if i * j > 12 {
                    break 'outer;
                }
                if j == 2 {
                    continue;
                }
                sum += i * 10 + j;
            }
            sum += 1000;
        }
        sum
    }

    fn return_from_loops(n: i32, x: f64) -> f64 {
        let mut sum = 0.0;
        for i in 0..6 {
            for j in 0..n & 7 {
                if i * j == 6 {
                    return sum;
                }
                if x > 3.0 && j == 4 {
                    return -sum;
                }
                sum += (i + 2 * j) as f64;
            }
            if n == i {
                return 0.25;
            }
        }
        sum + 0.5
    }

    fn bisection(x: f64) -> f64 {
        let target = x.abs().min(1e6);
        let (mut lo, mut hi) = (0.0, 1001.0);
        for _ in 0..60 {
            let mid = 0.5 * (lo + hi);
            let value = mid * mid;
            if value == target {
                return mid;
            }
            if value < target {
                lo = mid;
            } else {
                hi = mid;
            }
            if hi - lo < 1e-9 {
                return lo;
            }
        }
        hi
    }

    fn uniform_range(x: f64) -> f64 {
        let mut sum = x;
        for i in 1..=5 {
            sum = sum * 0.5 + i as f64;
            for j in i..7 {
                sum += (j * i) as f64;
            }
        }
        sum
    }

    fn varying_range(a: i32, b: i32) -> i32 {
        let mut sum = 0;
        for i in (a & 15)..(b & 15) {
            if i == 9 {
                continue;
            }
            sum = sum * 3 % 1000 + i;
        }
        for i in (a & 7)..=(b & 7) {
            sum = sum * 5 % 1000 + i;
            if sum == 77 {
                break;
            }
        }
        sum
    }

    fn inclusive_to_the_largest(a: u32, b: i32) -> (u32, i32) {
        let mut n = 0;
        for i in u32::MAX - (a & 3)..=u32::MAX {
            n += i & 3;
        }
        let mut m = 0;
        for i in (i32::MAX - (b & 7))..=i32::MAX {
            if i & 1 == 1 {
                continue;
            }
            m += i & 15;
        }
        for i in i32::MAX - 2..=i32::MAX {
            m += i & 3;
        }
        (n, m)
    }

    fn inclusive_from_the_least(a: u32, b: i32) -> (u32, i32) {
        let mut n = 0;
        for i in (0..=(a & 3)).rev() {
            n = n * 5 + i;
            if n == 11 {
                break;
            }
        }
        let mut m = 0;
        for i in (i32::MIN..=i32::MIN + (b & 3)).rev() {
            m = m * 3 + (i & 7);
        }
        (n, m)
    }

    fn reversed(a: i32) -> i32 {
        let mut sum = 0;
        for i in (0..10).rev() {
            sum = sum * 3 % 10_007 + i;
        }
        for i in (2..a & 15).rev() {
            sum = sum * 3 % 10_007 + i;
            if i == 5 && a > 50 {
                break;
            }
        }
        for i in (0..=(a & 3)).rev() {
            sum = sum * 7 % 10_007 + i;
        }
        sum
    }

    fn stepped(a: i32) -> i32 {
        let mut sum = a & 1;
        for i in (0..20).step_by(3) {
            sum = sum * 3 % 10_007 + i;
        }
        for i in (1..23).step_by(7) {
            sum = sum * 3 % 10_007 + i;
            if sum & 7 == a & 7 {
                continue;
            }
            sum += 1;
        }
        let by = 2usize;
        for i in (5..5).step_by(by) {
            sum += i;
        }
        sum
    }

    fn empty_ranges(a: i32) -> i32 {
        let mut sum = 0;
        for i in 5..3 {
            sum += i;
        }
        for i in (a & 3) + 4..=3 {
            sum += i;
        }
        for i in (a & 3)..(a & 3) {
            sum += i;
        }
        sum
    }

    fn assigned_counter(n: u32) -> u32 {
        let mut sum = 0;
        for mut i in 0..n & 15 {
            if i & 1 == 1 {
                i *= 10;
            }
            sum += i;
        }
        for mut i in 0..5u32 {
            if n & 1 == 1 {
                i += 100;
            }
            sum += i;
        }
        sum
    }

    fn uniform_while(x: f64) -> f64 {
        let mut n = 10;
        let mut y = x;
        while n > 0 {
            n -= 3;
            if y > 5.0 {
                y *= 0.5;
            } else {
                y += n as f64;
            }
        }
        y + n as f64
    }

    /// The loop is uniform until a lane leaves; the counter of the rest must not go on with it.
    fn uniform_count_in_a_divergent_loop(x: i32) -> i32 {
        let mut n = 0;
        let mut k = 0;
        loop {
            n += 1;
            let step = n * 2;
            if n == (x & 7) {
                k = step;
                break;
            }
            if n > 5 {
                break;
            }
        }
        n * 100 + k
    }

    fn locals_of_a_body(x: i32) -> i32 {
        let mut total = 0;
        for i in 0..6 {
            let mut t = i;
            if (x >> i) & 1 == 1 {
                t += 10;
                if x > 100 {
                    continue;
                }
            }
            let u = t * 2;
            total += u;
        }
        total
    }

    /// What a lane leaves the inner loop with is read in the next turn of the loop around it.
    fn back_in_the_next_turn(x: u32, n: u32) -> u32 {
        let mut total = 0;
        for i in 0..3 {
            let mut y = (x >> i) & 63;
            for j in 0..4 {
                total = (total * 3 + y + j) % 1009;
                while y > n & 15 {
                    y -= 1;
                    if (y ^ j) & 3 == 1 {
                        break;
                    }
                }
            }
        }
        total
    }

    fn break_then_more(x: i32, y: i32) -> i32 {
        let mut r = 0;
        'loop_: for i in 0..4 {
            if x & 3 == i {
                break;
            }
            r += 1;
            if y & 3 == i {
                continue;
            }
            r += 10;
            'block: {
                if (x ^ y) & 1 == 0 {
                    break 'block;
                }
                r += 100;
                if x > y {
                    break 'loop_;
                }
                r += 1000;
            }
            r += 10_000;
        }
        r
    }

    fn gamma_series(a: f64, x: f64) -> f64 {
        let (a, x) = (a.abs() + 0.5, x.abs());
        if x == 0.0 {
            return 0.0;
        }
        let mut sum = 1.0 / a;
        let mut term = sum;
        let mut k = a;
        for _ in 0..50 {
            k += 1.0;
            term *= x / k;
            sum += term;
            if term.abs() < sum.abs() * 1e-10 {
                return sum;
            }
        }
        -1.0
    }

    fn newton(x: f64) -> f64 {
        let x = x.abs();
        if !(x > 0.0 && x < 1e12) {
            return if x == 0.0 { 0.0 } else { f64::NAN };
        }
        let mut y = if x > 1.0 { x } else { 1.0 };
        let mut left = 30;
        loop {
            let next = 0.5 * (y + x / y);
            left -= 1;
            if next >= y || left == 0 {
                return y;
            }
            y = next;
        }
    }

    fn loop_in_a_branch(x: i32, n: u32) -> u32 {
        let mut r = 1u32;
        if x > 0 {
            for i in 0..3 {
                r = r.wrapping_mul(31).wrapping_add(i);
            }
            if x > 10 {
                let mut k = n & 7;
                while k > 0 {
                    k -= 1;
                    if k == 3 {
                        return r;
                    }
                    r ^= k;
                }
                r += 1;
            }
        } else {
            for i in 0..n & 3 {
                r += i;
            }
        }
        r
    }
}
