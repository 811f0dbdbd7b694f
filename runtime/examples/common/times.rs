//! The comparison of serial and parallel loops that examples end with.

/// Prints the times of the serial and of the parallel loops.
pub(crate) fn tell_times(serial: f64, parallel: f64) {
    println!("serial loops    {:>10.2} ms", 1e3 * serial);
    let threads = match ufunc::num_threads() {
        1 => "1 thread".to_owned(),
        threads => format!("{threads} threads"),
    };
    println!(
        "#[parallel]     {:>10.2} ms   {:.1} times as fast, on {threads}",
        1e3 * parallel,
        serial / parallel
    );
}
