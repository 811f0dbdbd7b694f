use ufunc::prelude::*;

#[ufunc]
fn days(month: u32) -> u32 {
    match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
    }
}

fn main() {}
