//! Programs that call `exp`, `ln`, `sin`, `cos`: as near to the plain function as the errors of those allow, and
//! the same bits in every run.
//!
//! The functions called are within 1 ULP here and within 1 ULP in the system's library, so two results of one call
//! are at most 2 ULP apart. Each tolerance says what the program makes of that.

use std::f64::consts::PI;

use ufunc_tests::{Tolerance, both, check, f64s};

const LANCZOS: [f64; 6] = [
    76.180_091_729_471_46,
    -86.505_320_329_416_77,
    24.014_098_240_830_91,
    -1.231_739_572_450_155,
    0.120_865_097_386_617_9e-2,
    -0.539_523_938_495_3e-5,
];

const EARTH_RADIUS_KM: f64 = 6371.0088;

both! {
    fn logistic(x: f64, k: f64) -> f64 {
        1.0 / (1.0 + (-k * x).exp())
    }

    /// The normal distribution function by Abramowitz and Stegun 26.2.17.
    fn normal_cdf(x: f64) -> f64 {
        let t = 1.0 / (1.0 + 0.2316419 * x.abs());
        let poly = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        let density = (-0.5 * x * x).exp() / (2.0 * PI).sqrt();
        if x >= 0.0 { 1.0 - density * poly } else { density * poly }
    }

    fn black_scholes_call(spot: f64, strike: f64, years: f64, rate: f64, volatility: f64) -> f64 {
        if years <= 0.0 {
            return (spot - strike).max(0.0);
        }
        let spread = volatility * years.sqrt();
        let d1 = ((spot / strike).ln() + (rate + 0.5 * volatility * volatility) * years) / spread;
        let d2 = d1 - spread;
        spot * normal_cdf(d1) - strike * (-rate * years).exp() * normal_cdf(d2)
    }

    /// Delta, gamma, vega and theta of a call.
    fn greeks(spot: f64, strike: f64, years: f64, rate: f64, volatility: f64) -> (f64, f64, f64, f64) {
        let root = years.sqrt();
        let d1 = ((spot / strike).ln() + (rate + volatility * volatility / 2.0) * years) / (volatility * root);
        let d2 = d1 - volatility * root;
        let density = (-d1 * d1 / 2.0).exp() / (2.0 * PI).sqrt();
        let delta = normal_cdf(d1);
        let gamma = density / (spot * volatility * root);
        let vega = spot * density * root;
        let theta = -spot * density * volatility / (2.0 * root)
            - rate * strike * (-rate * years).exp() * normal_cdf(d2);
        (delta, gamma, vega, theta)
    }

    /// Arc sine by Abramowitz and Stegun 4.4.46.
    fn arc_sine(x: f64) -> f64 {
        let a = x.abs();
        let poly = 1.570_796_305
            + a * (-0.214_598_801_6
                + a * (0.088_978_987_4
                    + a * (-0.050_174_304_6
                        + a * (0.030_891_881 + a * (-0.017_088_125_6 + a * (0.006_670_090_1 - a * 0.001_262_491_1))))));
        let value = PI / 2.0 - (1.0 - a).sqrt() * poly;
        value.copysign(x)
    }

    fn haversine(lat1: f64, lon1: f64, lat2: f64, lon2: f64) -> f64 {
        let (phi1, phi2) = (lat1.to_radians(), lat2.to_radians());
        let half_lat = (phi2 - phi1) / 2.0;
        let half_lon = (lon2 - lon1).to_radians() / 2.0;
        let a = half_lat.sin() * half_lat.sin() + phi1.cos() * phi2.cos() * half_lon.sin() * half_lon.sin();
        2.0 * EARTH_RADIUS_KM * arc_sine(a.sqrt().min(1.0))
    }

    /// Eccentric anomaly by Newton's iteration.
    fn kepler(mean: f64, eccentricity: f64) -> f64 {
        let mut e = if eccentricity < 0.8 { mean } else { PI };
        for _ in 0..50 {
            let step = (e - eccentricity * e.sin() - mean) / (1.0 - eccentricity * e.cos());
            e -= step;
            if step.abs() < 1e-12 {
                break;
            }
        }
        e
    }

    /// ln Γ(x) for x > 0 (Lanczos, 1964, in the form of "Numerical Recipes").
    fn ln_gamma(x: f64) -> f64 {
        let mut y = x;
        let t = x + 5.5;
        let t = t - (x + 0.5) * t.ln();
        let mut series = 1.000000000190015;
        for c in 0..6 {
            y += 1.0;
            series += LANCZOS[c] / y;
        }
        -t + (2.5066282746310005 * series / x).ln()
    }

    /// Regularised lower incomplete gamma function: the series where it is fast, else the continued fraction.
    fn gamma_p(a: f64, x: f64) -> f64 {
        if x < 0.0 || a <= 0.0 {
            return f64::NAN;
        }
        if x == 0.0 {
            return 0.0;
        }
        let front = (-x + a * x.ln() - ln_gamma(a)).exp();
        if x < a + 1.0 {
            let mut term = 1.0 / a;
            let mut sum = term;
            let mut n = a;
            for _ in 0..300 {
                n += 1.0;
                term *= x / n;
                sum += term;
                if term.abs() < sum.abs() * f64::EPSILON {
                    return sum * front;
                }
            }
            return f64::NAN;
        }
        const TINY: f64 = 1e-300;
        let mut b = x + 1.0 - a;
        let mut c = 1.0 / TINY;
        let mut d = 1.0 / b;
        let mut h = d;
        let mut i = 1;
        while i <= 300 {
            let an = -(i as f64) * (i as f64 - a);
            b += 2.0;
            d = an * d + b;
            if d.abs() < TINY {
                d = TINY;
            }
            c = b + an / c;
            if c.abs() < TINY {
                c = TINY;
            }
            d = 1.0 / d;
            let delta = d * c;
            h *= delta;
            if (delta - 1.0).abs() <= f64::EPSILON {
                break;
            }
            i += 1;
        }
        1.0 - front * h
    }

    /// The transfer function of sRGB, linear to encoded.
    fn srgb_encode(linear: f64) -> f64 {
        if linear <= 0.0 {
            0.0
        } else if linear <= 0.0031308 {
            12.92 * linear
        } else if linear < 1.0 {
            1.055 * (linear.ln() / 2.4).exp() - 0.055
        } else {
            1.0
        }
    }

    /// Wind chill in °C; the formula holds below 10 °C and from 4.8 km/h on.
    fn wind_chill(celsius: f64, wind: f64) -> f64 {
        if celsius > 10.0 || wind < 4.8 {
            return celsius;
        }
        let power = (0.16 * wind.ln()).exp();
        13.12 + 0.6215 * celsius - 11.37 * power + 0.3965 * celsius * power
    }

    fn compound(principal: f64, rate: f64, years: f64) -> (f64, f64) {
        let continuous = principal * (rate * years).exp();
        let mut yearly = principal;
        let mut year = 1.0;
        while year <= years {
            yearly *= 1.0 + rate;
            year += 1.0;
        }
        (yearly, continuous)
    }

    /// Polar form's way back, and the length again.
    fn from_polar(radius: f64, angle: f64) -> (f64, f64, f64) {
        let (x, y) = (radius * angle.cos(), radius * angle.sin());
        (x, y, (x * x + y * y).sqrt())
    }

    /// Gaussian pulse with a carrier, cut off far from its middle.
    fn wavelet(t: f64, width: f64) -> f64 {
        let z = t / width;
        if z.abs() > 6.0 { 0.0 } else { (-z * z / 2.0).exp() * (5.0 * t).cos() }
    }
}

/// A result r·(1 + O(ε)): the call, and a few operations on it.
const NEAR: u64 = 8;

#[test]
fn single_calls() {
    let (x, k) = (f64s(1, -20.0, 20.0), f64s(2, 0.1, 3.0));
    // 1 + e: the call's error passes through undiminished where e is large.
    check!(logistic(x, k), Tolerance::ulps(NEAR));
    check!(wavelet(x, k), Tolerance::ulps(NEAR));
    // 0.5x² up to 200 leaves the exponential's argument alone: both get the same bits.
    check!(normal_cdf(x), Tolerance::ulps(NEAR));
    let angle = f64s(3, -1e5, 1e5);
    check!(from_polar(k, angle), Tolerance::ulps(NEAR));
}

#[test]
fn finance() {
    let (spot, strike) = (f64s(4, 20.0, 200.0), f64s(5, 20.0, 200.0));
    let (years, rate, volatility) = (f64s(6, -0.1, 3.0), f64s(7, 0.0, 0.1), f64s(8, 0.1, 0.8));
    // A difference of two prices up to 200, with d1 off by an ULP or two: 200 · 10 · ε, and some.
    let prices = Tolerance::ulps(NEAR).or_absolute(2e-12);
    check!(black_scholes_call(spot, strike, years, rate, volatility), prices);
    let later: Vec<f64> = years.iter().map(|t| t.abs() + 0.05).collect();
    // d1²/2 goes up to some 200, so that an ULP of d1 is a few hundred of the density.
    check!(greeks(spot, strike, later, rate, volatility), Tolerance::ulps(2000).or_absolute(2e-12));
    let principal = f64s(9, 100.0, 1000.0);
    check!(compound(principal, rate, years), Tolerance::ulps(NEAR));
}

#[test]
fn earth_and_sky() {
    let (lat1, lat2) = (f64s(10, -90.0, 90.0), f64s(11, -90.0, 90.0));
    let (lon1, lon2) = (f64s(12, -180.0, 180.0), f64s(13, -180.0, 180.0));
    // Near the antipode √(1 - a) turns an error of ε into one of √ε: 6371 km · 2 · 1e-7 at worst.
    check!(haversine(lat1, lon1, lat2, lon2), Tolerance::ulps(64).or_absolute(2e-3));
    let (mean, eccentricity) = (f64s(14, 0.0, 2.0 * PI), f64s(15, 0.0, 0.9));
    // The equation's slope is at least 1 - 0.9.
    check!(kepler(mean, eccentricity), Tolerance::ulps(64).or_absolute(1e-13));
    let (celsius, wind) = (f64s(16, -40.0, 15.0), f64s(17, 0.0, 100.0));
    // A sum of terms up to 60.
    check!(wind_chill(celsius, wind), Tolerance::ulps(NEAR).or_absolute(1e-12));
}

#[test]
fn special_functions() {
    let (a, x) = (f64s(18, -0.5, 20.0), f64s(19, -0.5, 40.0));
    // Terms of ln Γ up to 70 cancel.
    let positive: Vec<f64> = a.iter().map(|a| a.abs() + 0.01).collect();
    check!(ln_gamma(positive), Tolerance::ulps(NEAR).or_absolute(1e-13));
    // The exponent is a sum of terms up to 75, so its error of 4 · 75 ε is that of the result, relatively.
    check!(gamma_p(a, x), Tolerance::ulps(1000).or_absolute(1e-15));
}

#[test]
fn pictures() {
    let linear = f64s(20, -0.1, 1.1);
    // The difference 1.055 t - 0.055 is at least half of its first term.
    check!(srgb_encode(linear), Tolerance::ulps(4 * NEAR));
}
