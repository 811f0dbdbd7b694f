use ufunc::prelude::*;

#[parallel]
fn correlation(m: usize, n: usize, data: &[f64], corr: &mut [f64]) {
    for i in 0..m {
        corr[i * m + i] = 1.0;
        for j in i + 1..m {
            let mut sum = 0.0;
            for k in 0..n {
                sum += data[k * m + i] * data[k * m + j];
            }
            corr[i * m + j] = sum;
            corr[j * m + i] = corr[i * m + j];
        }
    }
}

fn main() {}
