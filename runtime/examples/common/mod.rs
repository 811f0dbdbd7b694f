//! What the examples of loops share: the option `--threads`, a clock, and how they end.

use std::error::Error;
use std::num::NonZeroUsize;
use std::process::ExitCode;
use std::time::Instant;

/// What ends an example early.
pub(crate) type Failure = Box<dyn Error>;

/// Options of every example.
#[derive(Debug, clap::Args)]
pub(crate) struct Threads {
    /// Threads that the loops run on [default: as the environment says, else the cores that this process may use]
    #[arg(long)]
    threads: Option<NonZeroUsize>,
}

impl Threads {
    /// Makes the option hold for the whole program.
    pub(crate) fn set(&self) -> Result<(), Failure> {
        ufunc::config::check()?;
        if let Some(threads) = self.threads {
            ufunc::set_num_threads(threads.get())?;
        }
        Ok(())
    }
}

/// The program's exit code; a failure is printed.
pub(crate) fn exit_code(outcome: Result<(), Failure>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What a function returns, and the seconds that it took.
pub(crate) fn timed<R>(work: impl FnOnce() -> R) -> (R, f64) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed().as_secs_f64())
}
