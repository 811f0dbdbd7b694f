use ufunc::prelude::*;

#[parallel(lastprivate(y))]
fn no_such_variable(out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = 1.0;
    }
}

fn main() {}
