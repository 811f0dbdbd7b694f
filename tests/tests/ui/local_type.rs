use ufunc::prelude::*;

#[ufunc]
fn truncated(x: u32) -> u32 {
    let low = x as u8;
    let wide: i128 = 3;
    low as u32 + wide as u32
}

fn main() {}
