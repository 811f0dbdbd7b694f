use ufunc::prelude::*;

#[parallel]
fn seidel_2d(steps: usize, n: usize, a: &mut [f64]) {
    #[omp(serial)]
    for _ in 0..steps {
        for i in 1..n - 1 {
            for j in 1..n - 1 {
                a[i * n + j] = (a[(i - 1) * n + j - 1] + a[(i - 1) * n + j] + a[(i - 1) * n + j + 1]
                    + a[i * n + j - 1]
                    + a[i * n + j]
                    + a[i * n + j + 1]
                    + a[(i + 1) * n + j - 1]
                    + a[(i + 1) * n + j]
                    + a[(i + 1) * n + j + 1])
                    / 9.0;
            }
        }
    }
}

fn main() {}
