//! The same steps in plain loops.

use crate::RATE;

pub(crate) fn advance(n: usize, pairs: usize, plate: &mut [f32], next: &mut [f32]) {
    for _ in 0..pairs {
        step(n, plate, next);
        step(n, next, plate);
    }
}

fn step(n: usize, from: &[f32], to: &mut [f32]) {
    for i in 1..n - 1 {
        for j in 1..n - 1 {
            let here = from[i * n + j];
            let around =
                from[(i - 1) * n + j] + from[(i + 1) * n + j] + from[i * n + j - 1] + from[i * n + j + 1];
            to[i * n + j] = here + RATE * (around - 4.0 * here);
        }
    }
}
