use ufunc::prelude::*;

struct Scale;

impl Scale {
    #[ufunc]
    fn twice(&self, x: f64) -> f64 {
        2.0 * x
    }
}

fn main() {}
