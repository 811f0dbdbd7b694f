//! Numerical methods in plain arithmetic: the bits must be those of the scalar function.

use ufunc_tests::{both, check, f32s, f64s, i32s, u32s};

/// Cephes' coefficients of a polynomial for the sine, highest power first.
const SINE: [f64; 6] = [
    1.589_623_015_765_465_7e-10,
    -2.505_074_776_285_780_7e-8,
    2.755_731_362_138_572e-6,
    -1.984_126_982_958_954e-4,
    8.333_333_333_322_118e-3,
    -0.166_666_666_666_666_3,
];

const CHEBYSHEV: [f64; 8] = [1.266, 1.130, 0.2715, 0.0443, 0.00547, 0.000543, 4.5e-5, 3.2e-6];

/// Ends of the pieces of a spline, and four coefficients of each.
const KNOTS: [f64; 5] = [0.0, 0.8, 1.7, 3.0, 4.5];
const CUBICS: [f64; 16] =
    [0.1, 1.2, -0.3, 0.02, 0.9, 0.7, -0.2, -0.05, 1.3, 0.1, 0.4, -0.1, 1.1, -0.6, 0.2, 0.3];

const GRAVITY: f64 = 9.806_65;

both! {
    /// Heron's formula, arranged as Kahan does.
    fn heron(a: f64, b: f64, c: f64) -> f64 {
        let s = (a + b + c) / 2.0;
        let square = s * (s - a) * (s - b) * (s - c);
        if square <= 0.0 {
            return 0.0;
        }
        square.sqrt()
    }

    /// Square root by Heron's method.
    fn babylonian_sqrt(x: f64) -> f64 {
        if x < 0.0 {
            return f64::NAN;
        }
        if x == 0.0 {
            return x;
        }
        let mut guess = if x > 1.0 { x / 2.0 } else { 1.0 };
        loop {
            let next = 0.5 * (guess + x / guess);
            if (next - guess).abs() <= 1e-15 * next {
                break next;
            }
            guess = next;
        }
    }

    fn sine_by_horner(x: f64) -> f64 {
        let z = x * x;
        let mut sum = SINE[0];
        for i in 1..SINE.len() {
            sum = sum * z + SINE[i];
        }
        x + x * z * sum
    }

    /// A Chebyshev series by Clenshaw's recurrence.
    fn clenshaw(x: f64) -> f64 {
        let mut b0 = 0.0;
        let mut b1 = 0.0;
        for i in (1..CHEBYSHEV.len()).rev() {
            let b2 = b1;
            b1 = b0;
            b0 = 2.0 * x * b1 - b2 + CHEBYSHEV[i];
        }
        x * b0 - b1 + CHEBYSHEV[0]
    }

    fn spline(x: f64) -> f64 {
        let x = x.clamp(0.0, 4.5);
        let mut piece = 0;
        while piece < 3 && x >= KNOTS[piece + 1] {
            piece += 1;
        }
        let t = x - KNOTS[piece];
        let at = 4 * piece;
        ((CUBICS[at + 3] * t + CUBICS[at + 2]) * t + CUBICS[at + 1]) * t + CUBICS[at]
    }

    fn smoothstep(edge0: f32, edge1: f32, x: f32) -> f32 {
        let t = ((x - edge0) / (edge1 - edge0)).clamp(0.0, 1.0);
        t * t * (3.0 - 2.0 * t)
    }

    /// Value of a 4 by 4 grid between its points.
    fn bilinear(x: f64, y: f64) -> f64 {
        let grid = [
            0.0, 1.0, 4.0, 9.0, //
            2.0, 3.5, 1.0, 0.5, //
            -1.0, 0.25, 8.0, 3.0, //
            5.0, 5.5, 6.0, 7.0,
        ];
        let x = x.max(0.0).min(3.0);
        let y = y.max(0.0).min(3.0);
        let column = (x.floor() as usize).min(2);
        let row = (y.floor() as usize).min(2);
        let fx = x - column as f64;
        let fy = y - row as f64;
        let top = grid[4 * row + column] * (1.0 - fx) + grid[4 * row + column + 1] * fx;
        let bottom = grid[4 * (row + 1) + column] * (1.0 - fx) + grid[4 * (row + 1) + column + 1] * fx;
        top * (1.0 - fy) + bottom * fy
    }

    /// Where x³ - x = y, by halving.
    fn cubic_root(y: f64) -> f64 {
        let mut lo = -10.0_f64;
        let mut hi = 10.0_f64;
        for _ in 0..200 {
            let mid = 0.5 * (lo + hi);
            let value = mid * mid * mid - mid - y;
            if value == 0.0 || hi - lo < 1e-13 {
                return mid;
            }
            if value < 0.0 {
                lo = mid;
            } else {
                hi = mid;
            }
        }
        f64::NAN
    }

    /// Both real roots, the smaller first; NaN if there are none.
    fn quadratic_roots(a: f64, b: f64, c: f64) -> (f64, f64) {
        let discriminant = b * b - 4.0 * a * c;
        if discriminant < 0.0 {
            return (f64::NAN, f64::NAN);
        }
        let q = -0.5 * (b + b.signum() * discriminant.sqrt());
        let (first, second) = if q == 0.0 { (0.0, 0.0) } else { (q / a, c / q) };
        if first <= second { (first, second) } else { (second, first) }
    }

    fn complex_mul(re: f64, im: f64, other_re: f64, other_im: f64) -> (f64, f64) {
        (re * other_re - im * other_im, re * other_im + im * other_re)
    }

    /// Iterations of z² + c until it escapes.
    fn mandelbrot(cx: f64, cy: f64) -> u32 {
        let (mut x, mut y) = (0.0, 0.0);
        let mut count = 0;
        while count < 100 {
            let (x2, y2) = (x * x, y * y);
            if x2 + y2 > 4.0 {
                break;
            }
            y = 2.0 * x * y + cy;
            x = x2 - y2 + cx;
            count += 1;
        }
        count
    }

    fn mandelbrot_f32(cx: f32, cy: f32) -> i32 {
        let mut zx = 0f32;
        let mut zy = 0f32;
        for i in 0..64 {
            if zx * zx + zy * zy > 4.0 {
                return i;
            }
            let next = zx * zx - zy * zy + cx;
            zy = 2.0 * zx * zy + cy;
            zx = next;
        }
        64
    }

    /// Which cube root of one Newton's iteration finds, and how fast.
    fn newton_fractal(re: f64, im: f64) -> (u32, u32) {
        let (mut x, mut y) = (re, im);
        let mut steps = 0u32;
        let root = loop {
            let d = 3.0 * (x * x + y * y) * (x * x + y * y);
            if d < 1e-12 || steps == 40 {
                break 0;
            }
            let (old_x, old_y) = (x, y);
            x = 2.0 / 3.0 * old_x + (old_x * old_x - old_y * old_y) / d;
            y = 2.0 / 3.0 * old_y - 2.0 * old_x * old_y / d;
            steps += 1;
            if (x - 1.0).abs() < 1e-6 && y.abs() < 1e-6 {
                break 1;
            } else if (x + 0.5).abs() < 1e-6 && (y.abs() - 0.8660254037844386).abs() < 1e-6 {
                break if y > 0.0 { 2 } else { 3 };
            }
        };
        (root, steps)
    }

    fn logistic_map(r: f64, x0: f64, n: u32) -> f64 {
        let mut x = x0;
        for _ in 0..n {
            x = r * x * (1.0 - x);
        }
        x
    }

    /// An epidemic after so many days, by Euler's method.
    fn sir_infected(beta: f64, gamma: f64, days: i32) -> f64 {
        let mut s = 0.999;
        let mut i = 0.001;
        let mut r = 0.0;
        let dt = 0.25;
        for _day in 0..days {
            for _step in 0..4 {
                let infected = beta * s * i * dt;
                let recovered = gamma * i * dt;
                s -= infected;
                i += infected - recovered;
                r += recovered;
            }
            if i < 1e-9 || r >= 1.0 {
                break;
            }
        }
        i
    }

    fn lennard_jones(r: f64, epsilon: f64, sigma: f64) -> f64 {
        let cutoff = 2.5 * sigma;
        if r >= cutoff {
            0.0
        } else {
            let sr2 = (sigma / r) * (sigma / r);
            let sr6 = sr2 * sr2 * sr2;
            4.0 * epsilon * (sr6 * sr6 - sr6)
        }
    }

    /// Sum of two speeds in units of that of light.
    fn add_velocities(u: f64, v: f64) -> f64 {
        (u + v) / (1.0 + u * v)
    }

    /// Height of a thrown ball that bounces.
    fn bouncing_ball(height: f64, time: f64) -> f64 {
        const LOSS: f64 = 0.7;
        let mut t = time;
        let mut v = (2.0 * GRAVITY * height).sqrt();
        let fall = v / GRAVITY;
        if t < fall {
            return height - 0.5 * GRAVITY * t * t;
        }
        t -= fall;
        let mut bounces = 0;
        while bounces < 50 {
            v *= LOSS;
            let flight = 2.0 * v / GRAVITY;
            if t <= flight {
                return v * t - 0.5 * GRAVITY * t * t;
            }
            t -= flight;
            bounces += 1;
        }
        0.0
    }

    /// Steps on a grid along a line, as Bresenham draws it: the row reached at the last column.
    fn line_row(x0: i32, y0: i32, x1: i32, y1: i32) -> i32 {
        let dx = (x1 - x0).abs();
        let dy = -(y1 - y0).abs();
        let step_x = if x0 < x1 { 1 } else { -1 };
        let step_y = if y0 < y1 { 1 } else { -1 };
        let mut error = dx + dy;
        let (mut x, mut y) = (x0, y0);
        let mut turns = 0;
        while x != x1 || y != y1 {
            let twice = 2 * error;
            if twice >= dy {
                error += dy;
                x += step_x;
            }
            if twice <= dx {
                error += dx;
                y += step_y;
                turns += 1;
            }
        }
        turns * step_y + y
    }
}

#[test]
fn roots_and_polynomials() {
    let [a, b, c] = [1, 2, 3].map(|seed| f64s(seed, -5.0, 10.0));
    check!(heron(a, b, c));
    check!(babylonian_sqrt(a));
    check!(sine_by_horner(a));
    check!(clenshaw(b));
    check!(spline(c));
    check!(cubic_root(a));
    check!(quadratic_roots(a, b, c));
    check!(complex_mul(a, b, c, a));
}

#[test]
fn interpolation() {
    let [a, b, c] = [4, 5, 6].map(|seed| f32s(seed, -1.0, 2.0));
    check!(smoothstep(a, b, c));
    let [x, y] = [7, 8].map(|seed| f64s(seed, -0.5, 3.5));
    check!(bilinear(x, y));
}

#[test]
fn divergent_loops() {
    let [x, y] = [9, 10].map(|seed| f64s(seed, -2.0, 2.0));
    check!(mandelbrot(x, y));
    check!(newton_fractal(x, y));
    let [x, y] = [11, 12].map(|seed| f32s(seed, -2.0, 2.0));
    check!(mandelbrot_f32(x, y));
}

#[test]
fn recurrences() {
    let (r, x, n) = (f64s(13, 2.5, 4.0), f64s(14, 0.0, 1.0), u32s(15, 0, 40));
    check!(logistic_map(r, x, n));
    let (beta, gamma, days) = (f64s(16, 0.1, 1.5), f64s(17, 0.05, 0.5), i32s(18, -3, 60));
    check!(sir_infected(beta, gamma, days));
}

#[test]
fn physics() {
    let (r, epsilon, sigma) = (f64s(19, 0.5, 4.0), f64s(20, 0.1, 2.0), f64s(21, 0.8, 1.3));
    check!(lennard_jones(r, epsilon, sigma));
    let (u, v) = (f64s(22, -1.0, 1.0), f64s(23, -1.0, 1.0));
    check!(add_velocities(u, v));
    let (height, time) = (f64s(24, 0.1, 20.0), f64s(25, 0.0, 15.0));
    check!(bouncing_ball(height, time));
    let [x0, y0, x1, y1] = [26, 27, 28, 29].map(|seed| i32s(seed, -20, 20));
    check!(line_row(x0, y0, x1, y1));
}
