//! Prints the random programs of the seeds given: `cargo run -p ufunc-programs --example program 7 8`.

use ufunc_programs::{Features, Program};

#[expect(clippy::print_stdout, reason = "it is what the example does")]
fn main() {
    for seed in std::env::args().skip(1) {
        match seed.parse() {
            Ok(seed) => println!("{}", Program::random(seed, &Features::ALL).to_source(&format!("p{seed}"))),
            Err(error) => eprintln!("`{seed}` is not a seed: {error}"),
        }
    }
}
