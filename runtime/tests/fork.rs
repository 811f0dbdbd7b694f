//! A process that has used the pool forks, and the child uses its own.
#![cfg(unix)]

mod support;

use support::add;
use ufunc::Options;

unsafe extern "C" {
    fn fork() -> i32;
    fn waitpid(process: i32, status: *mut i32, options: i32) -> i32;
    fn _exit(status: i32) -> !;
    fn alarm(seconds: u32) -> u32;
}

/// The threads of this process, where the system tells.
fn threads() -> Option<usize> {
    Some(std::fs::read_dir("/proc/self/task").ok()?.count())
}

/// Whether a product that is large enough for several threads comes out right.
#[cfg(any(feature = "linalg", feature = "openblas"))]
fn multiplies(options: &Options) -> bool {
    let ones = ndarray::Array2::from_elem((300, 300), 1.0);
    options.run(|| ufunc::linalg::matmul(&ones, &ones)).is_ok_and(|product| product == &ones * 300.0)
}

#[cfg(not(any(feature = "linalg", feature = "openblas")))]
fn multiplies(_: &Options) -> bool {
    true
}

/// The only test of this binary: nothing else may run beside a fork.
#[test]
fn a_forked_child_has_its_own_pool() {
    let xs: Vec<f64> = (0..100_000).map(f64::from).collect();
    let expected: Vec<f64> = xs.iter().map(|x| x + 1.0).collect();
    let at_start = threads();
    assert_eq!(add(&xs[..1000], 1.0), expected[..1000]);
    assert_eq!(threads(), at_start, "nothing is spawned before the first parallel call");
    let options = Options::new().threads(3).min_parallel_len(0);
    assert_eq!(add::call_with(&options, &xs, 1.0), expected);
    assert_eq!(threads(), at_start.map(|threads| threads + 2), "the calling thread is one of three");
    assert!(multiplies(&options), "before the fork");
    // SAFETY: the child calls nothing but kernels, products and `_exit`; no other thread holds a lock that it needs.
    let child = unsafe { fork() };
    if child == 0 {
        // SAFETY: ends the child, should it wait for threads that it does not have.
        unsafe { alarm(20) };
        let same = (0..10).all(|_| add::call_with(&options, &xs, 1.0) == expected && multiplies(&options));
        // SAFETY: leaves without running the parent's destructors.
        unsafe { _exit(if same { 0 } else { 1 }) };
    }
    assert!(child > 0, "fork failed");
    let mut status = -1;
    // SAFETY: `status` is valid for the call.
    assert_eq!(unsafe { waitpid(child, &mut status, 0) }, child);
    assert_eq!(status, 0, "the child's result is right");
    assert_eq!(add::call_with(&options, &xs, 1.0), expected);
}
