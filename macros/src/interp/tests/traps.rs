//! What panics in some lanes and must not in others, with rustc's messages.

use super::oracle::kernels;

kernels! {
    fn division(a: i32, b: i32) -> i32 {
        a / (b & 7) + a % (b & 3 | 4)
    }

    fn overflowing_division(a: i64, b: i64) -> i64 {
        if b == 0 { 0 } else { (a / b) ^ (a % b) }
    }

    fn checked_arithmetic(a: i32, b: i32) -> i32 {
        if a > 5 {
            a + b
        } else if a < -5 {
            a - b
        } else if a == 0 {
            -b
        } else {
            a * b
        }
    }

    fn unsigned_arithmetic(a: u32, b: u32) -> u32 {
        if a > b { a - b } else if a & 1 == 1 { a - b } else { a * b + 1 }
    }

    fn shifts(a: i32, b: i32) -> i32 {
        (a << (b & 63)) ^ (a >> (b & 33))
    }

    fn shifts_by_long_counts(a: i32, b: i64) -> i32 {
        let far = 1u64 << 32;
        let r = (a << (b & 0x1_0000_001f)) ^ (a >> (b as u64 & 0x8000_0000_0000_0003));
        if b > 1 << 40 { r << far } else { r }
    }

    /// Of two panics the first counts.
    fn order_of_traps(i: u32, z: u32) -> u32 {
        let mut a = [1u32, 2];
        if i & 1 == 1 {
            a[(i & 3) as usize] += 1 / (z & 3);
        } else {
            a[(i & 6) as usize] = 1 % (z & 3);
        }
        a[0] + a[1] - (i & 3) * (1 << (z & 34))
    }

    fn index_out_of_range(n: u32, x: f64) -> f64 {
        const T: [f64; 3] = [1.0, 2.0, 3.0];
        let local = [x, -x];
        T[(n & 3) as usize] + local[(n >> 1 & 1) as usize]
    }

    fn element_out_of_range(n: u32, x: f64) -> f64 {
        let mut a = [0.0, x];
        if x > 0.0 {
            a[(n & 3) as usize] = 1.0;
        }
        a[0] + a[1]
    }

    fn literal_index_out_of_range(x: f64) -> f64 {
        const T: [f64; 2] = [1.0, 2.0];
        let a = [x, x];
        let mut r = 0.0;
        if x > 1e300 {
            r = T[2];
        }
        if x < -1e300 {
            return a[2usize] + [x, x][5];
        }
        r
    }

    /// Elements of arrays at uniform indices, where no lane is on.
    fn uniform_index_under_an_empty_mask(x: f64) -> f64 {
        let at = 7usize;
        let mut uniform = [1.0, 2.0];
        let mut own = [x, x];
        let mut r = 0.0;
        if x > 1e300 {
            r = uniform[at];
        }
        if x > 1e301 {
            own[at] = x;
        }
        if x > 1e302 {
            uniform[at] = 1.0;
        }
        if x > 1e303 {
            own[3] = x;
        }
        r + own[0] + uniform[1]
    }

    /// Uniform operations that trap, where no lane is on.
    fn uniform_traps_under_an_empty_mask(x: f64) -> i32 {
        let zero = 0;
        let one = 1;
        let mut r = 1;
        if x > 1e300 {
            r = one / zero;
        }
        if x.is_nan() {
            return 5;
        }
        if x < -1e300 {
            r = i32::MAX + one;
            r <<= 40 + zero;
        }
        if x > 1e299 {
            let y = one % zero;
            r += y;
        }
        if x < -1e299 {
            r = one.clamp(5, zero) + (zero - 1).isqrt();
        }
        r
    }

    fn uniform_traps_after_lanes_left(x: i32) -> i32 {
        let zero = 0;
        let mut n = 0;
        loop {
            n += 1;
            if x & 1 == 0 {
                break;
            }
            if x & 2 == 0 {
                return n;
            }
            if x & 4 == 0 {
                break;
            }
            if x & 8 == 8 && x > 0 {
                n = 10;
                break;
            }
            if n > 3 {
                return 7;
            }
        }
        if x > -1_000_000 {
            return n;
        }
        n / zero
    }

    fn uniform_loop_under_an_empty_mask(x: i32) -> i32 {
        if x < 100_000 {
            return 0;
        }
        if x < 2_000_000 {
            return 1;
        }
        let mut k = 5;
        while k != 0 {
            k -= 1;
        }
        let mut s = 0;
        for i in (0..4).step_by(k) {
            s += i;
        }
        s
    }

    fn step_of_zero(x: i32) -> i32 {
        let by = 0usize;
        if x < 2000 {
            return x & 1;
        }
        let mut s = 0;
        for i in (0..4).step_by(by) {
            s ^= i;
        }
        s
    }

    fn assertions(x: f64, n: u32) -> f64 {
        assert!(x == x || n & 1 == 0, "x is not a number");
        if n > 3 {
            assert!(n != 8);
            debug_assert!(n != 7, "seven");
        } else {
            debug_assert_eq!(1, 1, "one");
        }
        let mut y = x;
        while y > 10.0 && y < 1e30 {
            y *= 0.5;
            if y == 5.0 {
                panic!("five");
            }
        }
        if n == 31 {
            unreachable!();
        }
        y
    }

    fn panic_in_a_match(n: u32) -> u32 {
        match n & 7 {
            0 => 1,
            1 => panic!("one"),
            2 => unreachable!("two"),
            k => if k == 5 { panic!() } else { k },
        }
    }

    fn methods(a: i32, b: u32) -> u32 {
        let x = a.pow(b & 3);
        let y = a.abs().rem_euclid((b & 7) as i32) + a.div_euclid((b & 15) as i32);
        let z = (a & 0xff).isqrt() + a.wrapping_div((b & 3) as i32) + a.wrapping_rem((b & 3) as i32);
        b.ilog2() + b.ilog10() ^ x as u32 ^ y as u32 ^ z as u32
    }

    fn square_root_of_a_negative(a: i64) -> i64 {
        a.isqrt()
    }

    fn clamp(a: i32, b: i32) -> i32 {
        a.clamp(b & 7, 5)
    }

    fn float_clamp(x: f64, y: f64) -> f64 {
        x.clamp(y, 5.0)
    }

    fn trap_before_a_return(n: u32) -> u32 {
        if n > 3 {
            let q = (12 / (n & 3)).max(return 5);
        }
        let r = if n > 1 { (n * 100_000_000).max({ return 6; }) } else { 1 };
        r + 1
    }

    fn index_after_division(n: u32, x: f64) -> f64 {
        const T: [f64; 3] = [1.0, 2.0, 3.0];
        let mut r = 0.0;
        if n > 0 && T[(12 / n) as usize % 3] > 1.0 {
            r += 1.0;
        }
        if n < 3 && T[n as usize] > 1.5 || n == 9 {
            r += x;
        }
        r
    }

    fn trap_in_a_loop(n: u32) -> u32 {
        let mut r = 100u32;
        for i in 0..n & 7 {
            if i == 5 && n > 40 {
                break;
            }
            r -= i * 10;
        }
        r
    }

    fn trap_behind_a_return(n: i32) -> i32 {
        let mut i = n & 5;
        loop {
            if i == 4 {
                return 1;
            }
            let q = 12 / (i - 4);
            if q > 5 {
                break;
            }
            i += 1;
        }
        i
    }
}
