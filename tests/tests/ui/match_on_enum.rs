use ufunc::prelude::*;

enum Colour {
    Red,
    Green,
}

#[ufunc]
fn code(n: i32) -> i32 {
    let colour = if n > 0 { Colour::Red } else { Colour::Green };
    match colour {
        Colour::Red => 1,
        Colour::Green => 2,
    }
}

fn main() {}
