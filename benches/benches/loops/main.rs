//! Loops under `#[parallel]` against C with OpenMP, on one thread and on two, and how evenly uneven work is dealt out.
#![allow(missing_docs, reason = "a bench")]

#[cfg(openmp)]
mod against_c;
mod uneven;

use ufunc_benches::{OPENMP_LACK, Session};

fn main() {
    let mut session = Session::from_arguments();
    match OPENMP_LACK {
        Some(lack) => session.say(format_args!("loops: no comparison with C: {lack}")),
        None => against_c(&mut session),
    }
    uneven::compare(&session);
}

#[cfg(openmp)]
fn against_c(session: &mut Session) {
    against_c::compare(session);
}

#[cfg(not(openmp))]
fn against_c(_: &mut Session) {}
