//! The same blur in plain loops.

use crate::Plane;

pub(crate) fn blur(plane: &mut Plane, weights: &[f32]) {
    let Plane { width, height, ref mut pixels } = *plane;
    let radius = weights.len() / 2;
    let mut padded = vec![0.0; width + 2 * radius];
    let mut rows = vec![0.0; width * height];
    for (from, to) in pixels.chunks_exact(width).zip(rows.chunks_exact_mut(width)) {
        padded[..radius].fill(from[0]);
        padded[radius..radius + width].copy_from_slice(from);
        padded[radius + width..].fill(from[width - 1]);
        for (j, to) in to.iter_mut().enumerate() {
            *to = weights.iter().zip(&padded[j..]).fold(0.0, |sum, (weight, pixel)| sum + weight * pixel);
        }
    }
    for (i, to) in pixels.chunks_exact_mut(width).enumerate() {
        to.fill(0.0);
        for (k, weight) in weights.iter().enumerate() {
            let row = (i + k).clamp(radius, height - 1 + radius) - radius;
            for (to, pixel) in to.iter_mut().zip(&rows[row * width..]) {
                *to += weight * pixel;
            }
        }
    }
}
