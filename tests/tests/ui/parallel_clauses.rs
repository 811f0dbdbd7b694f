use ufunc::prelude::*;

#[parallel(private(t))]
fn unknown(out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = 1.0;
    }
}

#[parallel(shedule(static))]
fn misspelt(out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = 1.0;
    }
}

#[parallel(schedule(fastest))]
fn unknown_schedule(out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = 1.0;
    }
}

#[parallel(schedule(dynamic, 0))]
fn chunk_of_zero(out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = 1.0;
    }
}

#[parallel(num_threads(0))]
fn no_threads(out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = 1.0;
    }
}

#[parallel(schedule(static), schedule(dynamic))]
fn two_schedules(out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = 1.0;
    }
}

#[parallel(schedule(auto, 4))]
fn auto_with_chunk(out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = 1.0;
    }
}

#[parallel]
fn unknown_on_a_loop(out: &mut [f64]) {
    #[omp(sequential)]
    for i in 0..out.len() {
        out[i] = 1.0;
    }
}

#[parallel]
fn serial_and_more(out: &mut [f64]) {
    #[omp(serial, schedule(dynamic))]
    for i in 0..out.len() {
        out[i] = 1.0;
    }
}

fn main() {}
