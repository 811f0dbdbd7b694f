use ufunc::prelude::*;

#[parallel]
fn of_any_type<T: Copy>(x: &[T], out: &mut [T]) {
    for i in 0..x.len() {
        out[i] = x[i];
    }
}

fn main() {}
