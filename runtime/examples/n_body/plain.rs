//! The same step in plain loops.

use crate::{Bodies, SOFTENING, STEP};

pub(crate) fn step(bodies: &mut Bodies) {
    let Bodies { mass, place: [x, y, z], speed: [u, v, w] } = bodies;
    for i in 0..mass.len() {
        let mut force = [0.0; 3];
        for j in 0..mass.len() {
            let (dx, dy, dz) = (x[j] - x[i], y[j] - y[i], z[j] - z[i]);
            let square = dx * dx + dy * dy + dz * dz + SOFTENING;
            let pull = mass[j] / (square * square.sqrt());
            force[0] += pull * dx;
            force[1] += pull * dy;
            force[2] += pull * dz;
        }
        u[i] += STEP * force[0];
        v[i] += STEP * force[1];
        w[i] += STEP * force[2];
    }
    for (place, speed) in [(x, u), (y, v), (z, w)] {
        for (place, speed) in place.iter_mut().zip(speed) {
            *place += STEP * *speed;
        }
    }
}
