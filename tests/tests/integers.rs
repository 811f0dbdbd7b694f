//! Integer programs: digits, divisors, bits, hashes.

use ufunc_tests::{both, check, i32s, i64s, u32s, u64s};

both! {
    fn collatz_length(n: u64) -> u32 {
        let mut n = n;
        let mut length = 1;
        while n > 1 {
            n = if n % 2 == 0 { n / 2 } else { 3 * n + 1 };
            length += 1;
        }
        length
    }

    fn gcd(mut a: u64, mut b: u64) -> u64 {
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a
    }

    /// Stein's algorithm.
    fn binary_gcd(a: u32, b: u32) -> u32 {
        let (mut a, mut b) = (a, b);
        if a == 0 {
            return b;
        }
        if b == 0 {
            return a;
        }
        let shift = (a | b).trailing_zeros();
        a >>= a.trailing_zeros();
        loop {
            b >>= b.trailing_zeros();
            if a > b {
                let t = a;
                a = b;
                b = t;
            }
            b -= a;
            if b == 0 {
                return a << shift;
            }
        }
    }

    fn lcm(a: u32, b: u32) -> u64 {
        if a == 0 || b == 0 {
            return 0;
        }
        let (mut x, mut y) = (a, b);
        while y > 0 {
            let rest = x % y;
            x = y;
            y = rest;
        }
        a as u64 / x as u64 * b as u64
    }

    fn integer_sqrt(n: u64) -> u64 {
        if n < 2 {
            return n;
        }
        let mut x = 1u64 << ((64 - n.leading_zeros() + 1) / 2);
        loop {
            let y = (x + n / x) / 2;
            if y >= x {
                return x;
            }
            x = y;
        }
    }

    fn is_prime(n: u32) -> bool {
        if n < 2 {
            return false;
        }
        if n % 2 == 0 {
            return n == 2;
        }
        let mut d = 3;
        while d * d <= n {
            if n % d == 0 {
                return false;
            }
            d += 2;
        }
        true
    }

    fn smallest_factor(n: u32) -> u32 {
        let mut d = 2;
        let factor = loop {
            if d * d > n {
                break n;
            }
            if n % d == 0 {
                break d;
            }
            d += if d == 2 { 1 } else { 2 };
        };
        factor
    }

    fn mod_pow(base: u64, exponent: u64, modulus: u64) -> u64 {
        let mut result = 1 % modulus;
        let mut base = base % modulus;
        let mut exponent = exponent;
        while exponent > 0 {
            if exponent & 1 == 1 {
                result = result * base % modulus;
            }
            base = base * base % modulus;
            exponent >>= 1;
        }
        result
    }

    /// Fermat's test to the bases 2, 3 and 4, with the power written out.
    fn is_fermat_probable_prime(n: u64) -> bool {
        for base in 2..5 {
            let mut result = 1;
            let mut factor = base % n;
            let mut left = n - 1;
            while left != 0 {
                if left % 2 == 1 {
                    result = result * factor % n;
                }
                factor = factor * factor % n;
                left /= 2;
            }
            if result != 1 && base < n {
                return false;
            }
        }
        true
    }

    fn luhn_digit(number: u64) -> u32 {
        let mut n = number;
        let mut sum = 0;
        let mut double = true;
        while n > 0 {
            let mut digit = (n % 10) as u32;
            if double {
                digit *= 2;
                if digit > 9 {
                    digit -= 9;
                }
            }
            sum += digit;
            double = !double;
            n /= 10;
        }
        (10 - sum % 10) % 10
    }

    fn reverse_digits(n: i64) -> i64 {
        let mut rest = n.abs();
        let mut reversed = 0;
        while rest > 0 {
            reversed = reversed * 10 + rest % 10;
            rest /= 10;
        }
        if n < 0 { -reversed } else { reversed }
    }

    fn digit_sum_root(n: u64) -> u64 {
        let mut n = n;
        while n >= 10 {
            let mut sum = 0;
            while n > 0 {
                sum += n % 10;
                n /= 10;
            }
            n = sum;
        }
        n
    }

    fn is_palindrome(n: u32) -> bool {
        let mut reversed = 0u64;
        let mut rest = n;
        while rest != 0 {
            reversed = 10 * reversed + u64::from(rest % 10);
            rest /= 10;
        }
        reversed == n as u64
    }

    fn popcount_swar(x: u32) -> u32 {
        let x = x - ((x >> 1) & 0x5555_5555);
        let x = (x & 0x3333_3333) + ((x >> 2) & 0x3333_3333);
        let x = (x + (x >> 4)) & 0x0f0f_0f0f;
        x.wrapping_mul(0x0101_0101) >> 24
    }

    fn popcount_kernighan(x: u64) -> u32 {
        let mut x = x;
        let mut count = 0;
        while x != 0 {
            x &= x - 1;
            count += 1;
        }
        count
    }

    fn next_power_of_two(x: u32) -> u32 {
        if x <= 1 {
            return 1;
        }
        let mut v = x - 1;
        v |= v >> 1;
        v |= v >> 2;
        v |= v >> 4;
        v |= v >> 8;
        v |= v >> 16;
        v.wrapping_add(1)
    }

    fn reverse_by_hand(x: u32) -> u32 {
        let mut x = x;
        let mut out = 0;
        for _ in 0..32 {
            out = out << 1 | x & 1;
            x >>= 1;
        }
        out
    }

    fn gray_and_back(x: u64) -> (u64, u64) {
        let gray = x ^ (x >> 1);
        let mut binary = gray;
        let mut shift = 1;
        while shift < 64 {
            binary ^= binary >> shift;
            shift <<= 1;
        }
        (gray, binary)
    }

    fn morton(x: u32, y: u32) -> u64 {
        let mut code = 0u64;
        for bit in 0..32 {
            code |= ((x >> bit & 1) as u64) << (2 * bit);
            code |= ((y >> bit & 1) as u64) << (2 * bit + 1);
        }
        code
    }

    /// The finaliser of MurmurHash3.
    fn murmur_mix(key: u64) -> u64 {
        let mut h = key;
        h ^= h >> 33;
        h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
        h ^= h >> 33;
        h = h.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        h ^ h >> 33
    }

    fn fnv1a(word: u32) -> u32 {
        let mut hash: u32 = 2_166_136_261;
        for i in 0..4 {
            let byte = word >> (8 * i) & 0xff;
            hash = (hash ^ byte).wrapping_mul(16_777_619);
        }
        hash
    }

    fn xorshift64star(seed: u64, rounds: u32) -> u64 {
        let mut s = if seed == 0 { 1 } else { seed };
        for _ in 0..rounds {
            s ^= s >> 12;
            s ^= s << 25;
            s ^= s >> 27;
        }
        s.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// One step of PCG32: the new state and the output.
    fn pcg32(state: u64, stream: u64) -> (u64, u32) {
        let next = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(stream | 1);
        let xorshifted = (((state >> 18) ^ state) >> 27) as u32;
        let rotation = (state >> 59) as u32;
        (next, xorshifted.rotate_right(rotation))
    }

    fn crc32(word: u32) -> u32 {
        const POLYNOMIAL: u32 = 0xedb8_8320;
        let mut crc = !0u32;
        for i in 0..4 {
            crc ^= (word >> (8 * i)) & 0xff;
            for _ in 0..8 {
                if crc & 1 != 0 {
                    crc = (crc >> 1) ^ POLYNOMIAL;
                } else {
                    crc >>= 1;
                }
            }
        }
        !crc
    }

    fn fibonacci_mod(n: u32) -> u64 {
        let (mut a, mut b) = (0u64, 1u64);
        for _ in 0..n {
            let next = (a + b) % 1_000_000_007;
            a = b;
            b = next;
        }
        a
    }

    fn ackermann_like(n: i32) -> i32 {
        let mut total = 0;
        'outer: for i in 0..n {
            for j in (0..=i).rev() {
                if (i * j) % 7 == 3 {
                    continue 'outer;
                }
                if total > 500 {
                    break 'outer;
                }
                total += j;
            }
            total -= 1;
        }
        total
    }
}

#[test]
fn divisors() {
    let (a, b) = (u64s(1, 0, 1_000_000), u64s(2, 0, 1_000));
    check!(gcd(a, b));
    check!(collatz_length(b));
    let (c, d) = (u32s(3, 0, 100_000), u32s(4, 0, 300));
    check!(binary_gcd(c, d));
    check!(lcm(c, d));
    check!(is_prime(c));
    check!(smallest_factor(c));
    let large = u64s(5, 0, u64::MAX >> 2);
    check!(integer_sqrt(large));
    let modulus = u64s(6, 1, 1_000_000_000);
    check!(mod_pow(a, b, modulus));
    let odd: Vec<u64> = b.iter().map(|n| 2 * n + 3).collect();
    check!(is_fermat_probable_prime(odd));
}

#[test]
fn digits() {
    let (a, b) = (u64s(7, 0, u64::MAX), u64s(8, 0, 99_999));
    check!(luhn_digit(a));
    check!(digit_sum_root(a));
    check!(luhn_digit(b));
    let c = i64s(9, -1_000_000_000, 1_000_000_000);
    check!(reverse_digits(c));
    let d = u32s(10, 0, 12_000);
    check!(is_palindrome(d));
}

#[test]
fn bits() {
    let (a, b) = (u32s(11, 0, u32::MAX), u32s(12, 0, 70_000));
    let c = u64s(13, 0, u64::MAX);
    check!(popcount_swar(a));
    check!(popcount_kernighan(c));
    check!(next_power_of_two(b));
    check!(reverse_by_hand(a));
    check!(gray_and_back(c));
    check!(morton(a, b));
}

#[test]
fn hashes_and_generators() {
    let (a, b) = (u64s(14, 0, u64::MAX), u32s(15, 0, u32::MAX));
    let rounds = u32s(16, 0, 20);
    check!(murmur_mix(a));
    check!(fnv1a(b));
    check!(xorshift64star(a, rounds));
    check!(pcg32(a, a));
    check!(crc32(b));
    let n = u32s(17, 0, 90);
    check!(fibonacci_mod(n));
    let m = i32s(18, -5, 40);
    check!(ackermann_like(m));
}
