//! Calendars, money, weather, pictures: branches and small integers.

use ufunc_tests::{both, check, f32s, f64s, i32s, u32s};

/// Upper ends and rates of the tax brackets.
const LIMITS: [f64; 5] = [11_000.0, 44_725.0, 95_375.0, 182_100.0, 231_250.0];
const RATES: [f64; 6] = [0.10, 0.12, 0.22, 0.24, 0.32, 0.35];

both! {
    fn is_leap_year(year: i32) -> bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// Sakamoto's method: Sunday is 0.
    fn day_of_week(year: i32, month: i32, day: i32) -> i32 {
        let table = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let y = if month < 3 { year - 1 } else { year };
        (y + y / 4 - y / 100 + y / 400 + table[(month - 1) as usize] + day) % 7
    }

    /// Fliegel and Van Flandern, "A machine algorithm for processing calendar dates", 1968.
    fn julian_day(year: i64, month: i64, day: i64) -> i64 {
        let a = (month - 14) / 12;
        1461 * (year + 4800 + a) / 4 + 367 * (month - 2 - 12 * a) / 12
            - 3 * ((year + 4900 + a) / 100) / 4
            + day
            - 32075
    }

    fn days_in_month(year: i32, month: i32) -> i32 {
        match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) => 29,
            2 => 28,
            _ => 0,
        }
    }

    /// Gauss's and Meeus' Easter, as month * 100 + day.
    fn easter(year: u32) -> u32 {
        let a = year % 19;
        let (b, c) = (year / 100, year % 100);
        let (d, e) = (b / 4, b % 4);
        let f = (b + 8) / 25;
        let g = (b - f + 1) / 3;
        let h = (19 * a + b - d - g + 15) % 30;
        let (i, k) = (c / 4, c % 4);
        let l = (32 + 2 * e + 2 * i - h - k) % 7;
        let m = (a + 11 * h + 22 * l) / 451;
        let month = (h + l - 7 * m + 114) / 31;
        let day = (h + l - 7 * m + 114) % 31 + 1;
        month * 100 + day
    }

    fn income_tax(income: f64) -> f64 {
        let mut tax = 0.0;
        let mut lower = 0.0;
        for bracket in 0..LIMITS.len() {
            let upper = LIMITS[bracket];
            if income <= upper {
                return tax + (income - lower).max(0.0) * RATES[bracket];
            }
            tax += (upper - lower) * RATES[bracket];
            lower = upper;
        }
        tax + (income - lower) * RATES[5]
    }

    /// Monthly payments until a loan is paid back, at most fifty years of them.
    fn months_to_repay(debt: f64, rate: f64, payment: f64) -> u32 {
        let mut left = debt;
        let mut months = 0;
        while left > 0.0 {
            left += left * rate / 12.0;
            left -= payment;
            months += 1;
            if months >= 600 {
                break;
            }
        }
        months
    }

    fn bmi_class(weight: f64, height: f64) -> i32 {
        let bmi = weight / (height * height);
        if bmi.is_nan() {
            -1
        } else if bmi < 18.5 {
            0
        } else if bmi < 25.0 {
            1
        } else if bmi < 30.0 {
            2
        } else {
            3
        }
    }

    /// Shipping cost by weight: patterns may be floats.
    fn postage(kilograms: f64) -> f64 {
        match kilograms {
            0.0 => 0.0,
            ..=0.5 => 1.6,
            0.5..2.0 => 4.5,
            2.0..=31.5 => 4.5 + kilograms,
            _ => f64::NAN,
        }
    }

    fn grade(points: u32, bonus: bool) -> u32 {
        let points = if bonus { points + 5 } else { points };
        match points {
            0..=49 => 5,
            50..=62 => 4,
            63..=75 => 3,
            76..=87 => 2,
            88.. => 1,
        }
    }

    fn ticket_price(age: i32, member: bool, weekend: bool) -> f64 {
        let base = match age {
            i32::MIN..=5 => 0.0,
            6..=17 => 6.5,
            18..=64 => 12.0,
            _ => 8.0,
        };
        let base = if weekend && base > 0.0 { base + 2.0 } else { base };
        match member {
            true => base * 0.8,
            false => base,
        }
    }

    /// Next state of a vending machine that takes coins of 5, 10 and 25.
    fn vending(state: u32, coins: u32) -> (u32, bool) {
        let mut state = state % 4;
        let mut coins = coins;
        let mut sold = false;
        while coins != 0 {
            let coin = coins & 3;
            coins >>= 2;
            state = match (state, coin) {
                (s, 0) => s,
                (0, 1) => 1,
                (0, 2) | (1, 1) => 2,
                (_, 3) => {
                    sold = true;
                    0
                }
                (3, _) => {
                    sold = true;
                    0
                }
                (s, _) => s + 1,
            };
        }
        (state, sold)
    }

    /// Wiper: a state machine whose transitions are a match on one number.
    fn traffic_light(ticks: u32) -> u32 {
        let mut phase = 0;
        let mut left = ticks % 120;
        loop {
            let length = match phase {
                0 => 30,
                1 => 3,
                2 => 25,
                _ => 5,
            };
            if left < length {
                return phase;
            }
            left -= length;
            phase = (phase + 1) % 4;
        }
    }

    fn rgb_to_hsv(r: f32, g: f32, b: f32) -> (f32, f32, f32) {
        let max = r.max(g).max(b);
        let min = r.min(g).min(b);
        let delta = max - min;
        let hue = if delta == 0.0 {
            0.0
        } else if max == r {
            60.0 * (((g - b) / delta) % 6.0)
        } else if max == g {
            60.0 * ((b - r) / delta + 2.0)
        } else {
            60.0 * ((r - g) / delta + 4.0)
        };
        let hue = if hue < 0.0 { hue + 360.0 } else { hue };
        let saturation = if max == 0.0 { 0.0 } else { delta / max };
        (hue, saturation, max)
    }

    fn hsv_to_rgb(h: f32, s: f32, v: f32) -> (f32, f32, f32) {
        let c = v * s;
        let sector = h / 60.0;
        let x = c * (1.0 - (sector % 2.0 - 1.0).abs());
        let m = v - c;
        let (r, g, b) = match sector as i32 {
            0 => (c, x, 0.0),
            1 => (x, c, 0.0),
            2 => (0.0, c, x),
            3 => (0.0, x, c),
            4 => (x, 0.0, c),
            _ => (c, 0.0, x),
        };
        (r + m, g + m, b + m)
    }

    /// Blends two 8-bit channels and adds a light that saturates.
    fn blend(below: i32, above: i32, alpha: i32, light: i32) -> i32 {
        let alpha = alpha.clamp(0, 255);
        let mixed = (above * alpha + below * (255 - alpha) + 127) / 255;
        mixed.saturating_add(light).clamp(0, 255)
    }

    /// Packs three channels, each rounded and clipped.
    fn pack_rgb(r: f32, g: f32, b: f32) -> u32 {
        let quantise = 255.0;
        let r = (r.clamp(0.0, 1.0) * quantise + 0.5) as u32;
        let g = (g.clamp(0.0, 1.0) * quantise + 0.5) as u32;
        let b = (b.clamp(0.0, 1.0) * quantise + 0.5) as u32;
        r << 16 | g << 8 | b
    }

    /// Score of the best run, as Smith and Waterman keep it: never below zero.
    fn best_run(bits: u32, reward: i32, penalty: i32) -> i32 {
        let mut score = 0;
        let mut best = 0;
        for i in 0..32 {
            let step = if bits >> i & 1 == 1 { reward } else { -penalty };
            score = (score + step).max(0);
            best = best.max(score);
        }
        best
    }

    /// The first pair of a row of small numbers with this sum, as i * 8 + j, or -1.
    fn find_pair(sum: i32) -> i32 {
        let row = [3, 9, 14, 1, 22, 5, 17, 8];
        let mut found = -1;
        'search: for i in 0..8 {
            for j in i + 1..8 {
                if row[i] + row[j] == sum {
                    found = (i * 8 + j) as i32;
                    break 'search;
                }
            }
        }
        found
    }
}

#[test]
fn calendars() {
    let (year, month, day) = (i32s(1, 1600, 2400), i32s(2, 1, 12), i32s(3, 1, 28));
    check!(is_leap_year(year));
    check!(day_of_week(year, month, day));
    check!(days_in_month(year, month));
    let any_month = i32s(4, -2, 15);
    check!(days_in_month(year, any_month));
    let [y, m, d] = [&year, &month, &day].map(|v| v.iter().map(|&n| i64::from(n)).collect::<Vec<_>>());
    check!(julian_day(y, m, d));
    let gregorian = u32s(5, 1583, 4099);
    check!(easter(gregorian));
}

#[test]
fn money_and_people() {
    let income = f64s(6, -100.0, 400_000.0);
    check!(income_tax(income));
    let (debt, rate, payment) = (f64s(7, 1000.0, 20_000.0), f64s(8, 0.0, 0.2), f64s(9, 100.0, 900.0));
    check!(months_to_repay(debt, rate, payment));
    let (weight, height) = (f64s(10, 40.0, 130.0), f64s(11, 1.4, 2.1));
    check!(bmi_class(weight, height));
    let parcel: Vec<f64> = weight.iter().map(|w| ((w - 41.0) * 8.0).round() / 16.0).collect();
    check!(postage(parcel));
    let (points, bonus) = (u32s(12, 0, 100), flags(13));
    check!(grade(points, bonus));
    let (age, member) = (i32s(14, -1, 90), flags(15));
    check!(ticket_price(age, member, bonus));
}

#[test]
fn machines() {
    let (state, coins) = (u32s(16, 0, 9), u32s(17, 0, 4000));
    check!(vending(state, coins));
    check!(traffic_light(coins));
}

#[test]
fn pictures() {
    let [r, g, b] = [18, 19, 20].map(|seed| f32s(seed, -0.1, 1.1));
    check!(rgb_to_hsv(r, g, b));
    check!(pack_rgb(r, g, b));
    let hue = f32s(21, 0.0, 360.0);
    check!(hsv_to_rgb(hue, g, b));
    let [below, above, alpha] = [22, 23, 24].map(|seed| i32s(seed, -10, 300));
    let light = i32s(25, -100, 100);
    check!(blend(below, above, alpha, light));
}

#[test]
fn searches() {
    let (bits, reward, penalty) = (u32s(26, 0, u32::MAX), i32s(27, 0, 9), i32s(28, 0, 9));
    check!(best_run(bits, reward, penalty));
    let sum = i32s(29, 0, 45);
    check!(find_pair(sum));
}

fn flags(seed: u64) -> Vec<bool> {
    u32s(seed, 0, 1).into_iter().map(|n| n == 1).collect()
}
