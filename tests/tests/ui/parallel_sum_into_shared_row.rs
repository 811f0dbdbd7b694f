use ufunc::prelude::*;

#[parallel]
fn transposed_product(n: usize, m: usize, a: &[f64], x: &[f64], y: &mut [f64]) {
    for i in 0..n {
        for j in 0..m {
            y[j] += a[i * m + j] * x[i];
        }
    }
}

fn main() {}
