use ufunc::prelude::*;

#[parallel(reduction(+: counts))]
fn array_without_range(keys: &[usize], counts: &mut [u64]) {
    for i in 0..keys.len() {
        counts[keys[i]] += 1;
    }
}

fn main() {}
