use ufunc::prelude::*;

#[parallel(simd)]
fn grows_a_vector(x: &[f64], out: &mut [f64]) {
    for i in 0..x.len() {
        let mut seen = Vec::new();
        seen.push(x[i]);
        out[i] = seen[0];
    }
}

fn main() {}
