//! Many items of the same work, done one after the other, by `ufunc::jobs` on all threads, and by several processes.
//!
//! ```text
//! cargo run --release --example tasks [-- --elements N] [--items N,N…] [--threads N]
//! ```
//!
//! Task f adds up 10^7 scalar calls of `exp` in a plain loop, task g takes `exp` of one array of 10^7 elements. All three ways
//! must give the same sums, bit for bit.
#![expect(clippy::print_stdout, reason = "a program for the terminal")]

#[path = "../common/mod.rs"]
mod common;
mod processes;
mod task;
mod ways;

use std::num::NonZeroUsize;
use std::process::ExitCode;

use clap::Parser;

use self::common::{Failure, Threads, exit_code, timed};
use self::processes::Share;
use self::task::Task;
use self::ways::Way;

/// Compares ways to work through a list of items.
#[derive(Debug, Parser)]
#[command(name = "tasks")]
struct Arguments {
    /// Elements of each item's work
    #[arg(long, default_value_t = 10_000_000)]
    elements: usize,
    /// Lengths of the lists
    #[arg(long, value_delimiter = ',', default_value = "10,100")]
    items: Vec<NonZeroUsize>,
    #[command(flatten)]
    threads: Threads,
    /// What one of several processes does: the task, its first item, the distance to its next, the end
    #[arg(long, hide = true)]
    share: Option<Share>,
}

fn main() -> ExitCode {
    exit_code(run(&Arguments::parse()))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    arguments.threads.set()?;
    if let Some(share) = &arguments.share {
        processes::work(share, arguments.elements);
        return Ok(());
    }
    let threads = ufunc::num_threads();
    println!("seconds         items   one after the other   jobs, {threads} threads   {threads} processes");
    for task in Task::ALL {
        for &items in &arguments.items {
            let mut times = Vec::new();
            let mut sums: Option<Vec<u64>> = None;
            for way in Way::ALL {
                let (found, seconds) = timed(|| way.run(task, items.get(), arguments.elements));
                let found = found?;
                if sums.as_ref().is_some_and(|sums| *sums != found) {
                    return Err(format!("{task}, {items} items: {way:?} gives other sums").into());
                }
                sums = Some(found);
                times.push(seconds);
            }
            let [serial, jobs, processes] = times[..] else { unreachable!("three ways") };
            println!("{task:<15} {items:>5} {serial:>21.3} {jobs:>17.3} {processes:>13.3}");
        }
    }
    println!("all ways give the same sums");
    Ok(())
}
