//! The loops that the bench `loops` compares with C, under `#[parallel]`.

use ufunc::prelude::*;

/// What a region costs that has nothing to do.
#[parallel]
pub fn empty(out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = 1.0;
    }
}

/// y := a x + y.
#[parallel]
pub fn saxpy(a: f32, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = a * x[i] + y[i];
    }
}

/// The sum of products.
#[must_use]
#[parallel(reduction(+: sum))]
pub fn dot(x: &[f64], y: &[f64]) -> f64 {
    let mut sum: f64 = 0.0;
    for i in 0..x.len() {
        sum += x[i] * y[i];
    }
    sum
}

/// Two sweeps, so that the result is in `a` again.
#[parallel]
pub fn jacobi_2d(n: usize, a: &mut [f64], b: &mut [f64]) {
    for i in 1..n - 1 {
        for j in 1..n - 1 {
            b[i * n + j] = 0.2
                * (a[i * n + j]
                    + a[i * n + j - 1]
                    + a[i * n + j + 1]
                    + a[(i + 1) * n + j]
                    + a[(i - 1) * n + j]);
        }
    }
    for i in 1..n - 1 {
        for j in 1..n - 1 {
            a[i * n + j] = 0.2
                * (b[i * n + j]
                    + b[i * n + j - 1]
                    + b[i * n + j + 1]
                    + b[(i + 1) * n + j]
                    + b[(i - 1) * n + j]);
        }
    }
}

/// Adds what all bodies' gravity does to the accelerations.
#[allow(clippy::too_many_arguments, reason = "a vector for each coordinate")]
#[parallel]
pub fn n_body(mass: &[f64], x: &[f64], y: &[f64], z: &[f64], ax: &mut [f64], ay: &mut [f64], az: &mut [f64]) {
    for i in 0..mass.len() {
        let mut sum_x = 0.0;
        let mut sum_y = 0.0;
        let mut sum_z = 0.0;
        for j in 0..mass.len() {
            let dx = x[j] - x[i];
            let dy = y[j] - y[i];
            let dz = z[j] - z[i];
            let square = dx * dx + dy * dy + dz * dz + 1e-4;
            let pull = mass[j] / (square * square.sqrt());
            sum_x += pull * dx;
            sum_y += pull * dy;
            sum_z += pull * dz;
        }
        ax[i] += sum_x;
        ay[i] += sum_y;
        az[i] += sum_z;
    }
}

/// Classes of even width from 0 to 1; what lies above counts for the last one.
#[parallel(reduction(+: counts[..]))]
pub fn histogram(values: &[f64], counts: &mut [u64]) {
    let scale = counts.len() as f64;
    let last = counts.len() - 1;
    for i in 0..values.len() {
        let class = (values[i] * scale) as usize;
        counts[class.min(last)] += 1;
    }
}

/// The sum of all values up to each one.
#[parallel(reduction(inscan, +: sum))]
pub fn prefix_sum(x: &[f64], sums: &mut [f64]) {
    let mut sum: f64 = 0.0;
    for i in 0..x.len() {
        sum += x[i];
        scan!(inclusive(sum));
        sums[i] = sum;
    }
}

/// A blur along rows whose first and last pixels lie beyond the edges, and then along columns, where the first and last
/// row go on.
#[parallel]
pub fn blur(width: usize, height: usize, weights: &[f32], padded: &[f32], rows: &mut [f32], out: &mut [f32]) {
    let radius = weights.len() / 2;
    let wide = width + 2 * radius;
    for i in 0..height {
        for j in 0..width {
            let mut sum: f32 = 0.0;
            for k in 0..weights.len() {
                sum += weights[k] * padded[i * wide + j + k];
            }
            rows[i * width + j] = sum;
        }
    }
    for i in 0..height {
        for j in 0..width {
            let mut sum: f32 = 0.0;
            for k in 0..weights.len() {
                let row = (i + k).clamp(radius, height - 1 + radius) - radius;
                sum += weights[k] * rows[row * width + j];
            }
            out[i * width + j] = sum;
        }
    }
}

/// Work that grows from iteration to iteration; row i adds up i + 1 square roots.
#[parallel(schedule(runtime))]
pub fn triangle(out: &mut [f64]) {
    for i in 0..out.len() {
        let mut sum = 0.0;
        for j in 0..i + 1 {
            sum += (j as f64).sqrt();
        }
        out[i] = sum;
    }
}

/// The steps until each point of a square leaves the circle of radius 2: rows through the middle take longest.
#[parallel(schedule(runtime))]
pub fn mandelbrot(n: usize, out: &mut [u32]) {
    for i in 0..n {
        for j in 0..n {
            let re = 3.0 * j as f64 / n as f64 - 2.0;
            let im = 2.0 * i as f64 / n as f64 - 1.0;
            let mut x = 0.0;
            let mut y = 0.0;
            let mut steps: u32 = 0;
            while steps < 256 && x * x + y * y <= 4.0 {
                let next = x * x - y * y + re;
                y = 2.0 * x * y + im;
                x = next;
                steps += 1;
            }
            out[i * n + j] = steps;
        }
    }
}
