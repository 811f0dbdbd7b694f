//! This test again, in a process with an environment of its own.

use std::process::{Command, Output};

/// Runs the ignored test `child` of the file that asks, with these variables and no other that says anything to ufunc.
pub(crate) fn run(variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(std::env::current_exe().expect("a test knows its own file"));
    command.args(["--exact", "child", "--ignored", "--nocapture"]);
    for name in [
        "UFUNC_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "GOTO_NUM_THREADS",
        "MKL_NUM_THREADS",
        "OMP_NUM_THREADS",
        "UFUNC_MIN_PARALLEL_LEN",
        "UFUNC_SCHEDULE",
        "OMP_SCHEDULE",
        "UFUNC_MAX_SIMD",
        "UFUNC_PROC_BIND",
        "OMP_PROC_BIND",
        "UFUNC_WAIT_POLICY",
        "OMP_WAIT_POLICY",
        "UFUNC_DISPLAY_ENV",
        "UFUNC_BLAS",
        "UFUNC_OPENBLAS_DIR",
    ] {
        command.env_remove(name);
    }
    command.envs(variables.iter().copied()).output().expect("a test can start itself")
}
