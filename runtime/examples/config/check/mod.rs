//! Runs work on one and on all threads, and says whether it is parallel: what people look at `htop` for.

mod clock;
mod measure;
mod table;
mod verdict;
mod work;

use ufunc::Configuration;

use self::measure::Progress;
use self::table::Row;
use self::verdict::{Evidence, Setting};
use self::work::Work;
use crate::Failure;

/// Rows and columns, where memory allows it.
const SIZE: usize = 10_000;
/// The least that is worth measuring: below, a call may rightly stay on one thread.
const LEAST_SIZE: usize = 1000;
/// Arrays that are in memory at the same time: two operands and a result.
const ARRAYS: u64 = 3;

/// Reads `--size`.
pub(crate) fn parse_size(text: &str) -> Result<usize, String> {
    let allowed = || format!("allowed is a number from {LEAST_SIZE} on: less is rightly done on one thread");
    let size: usize = text.parse().map_err(|_| allowed())?;
    if size >= LEAST_SIZE { Ok(size) } else { Err(allowed()) }
}

/// Runs the check, and gives whether everything that should be parallel is.
pub(crate) fn run(config: &Configuration, size: Option<usize>) -> Result<bool, Failure> {
    let available = config.machine.memory.map(|memory| memory.available);
    let size = checked_size(size, available)?;
    let (b, c) = work::operands(size);
    let cores = config.machine.allowed_cores;
    let is_sequential =
        config.linear_algebra.openblas.as_ref().is_some_and(|openblas| openblas.threading == "sequential");
    let mut rows = Vec::new();
    let progress = Progress::start();
    for work in Work::all() {
        progress.tell(work.text);
        let setting = Setting::of(config, work.knob);
        let (one, all) = measure::measure(&work, &b, &c, config.machine.affinity.as_deref())?;
        let evidence = Evidence {
            cores,
            one,
            all,
            elements: size * size,
            is_library_sequential: work.is_product && is_sequential,
        };
        rows.push(Row {
            rate: work.rate(size),
            text: work.text,
            threads: setting.threads,
            one,
            all,
            verdict: verdict::judge(&setting, &evidence),
        });
    }
    progress.finish();
    print!("{}", table::table(size, cores, &rows));
    if !work::HAS_PRODUCT {
        println!(
            "A = B @ C is not a part of this build: it comes with the features `linalg` and `openblas`."
        );
    }
    Ok(rows.iter().all(|row| row.verdict.is_fine()))
}

/// The size asked for, or the largest up to the usual one that takes no more than half of the memory.
fn checked_size(asked: Option<usize>, available: Option<u64>) -> Result<usize, String> {
    let bytes = |size: usize| (size as u64).saturating_mul(size as u64).saturating_mul(8 * ARRAYS);
    match (asked, available) {
        (Some(size), Some(available)) if bytes(size) > available => Err(format!(
            "--size {size} takes {} MB of memory, and {} MB are available",
            bytes(size) / 1_000_000,
            available / 1_000_000
        )),
        (Some(size), _) => Ok(size),
        (None, None) => Ok(LEAST_SIZE * 2),
        (None, Some(available)) => {
            let sizes = (LEAST_SIZE..=SIZE).rev().step_by(500);
            let mut fitting = sizes.filter(|size| bytes(*size) <= available / 2);
            fitting.next().ok_or_else(|| {
                format!(
                    "{} MB of memory are available, which is too little to measure anything",
                    available / 1_000_000
                )
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_is_what_memory_allows() {
        assert_eq!(checked_size(None, Some(16 << 30)), Ok(10_000));
        assert_eq!(checked_size(None, Some(1 << 30)), Ok(4500));
        assert_eq!(checked_size(None, None), Ok(2000));
        assert_eq!(checked_size(Some(3000), None), Ok(3000));
        assert!(checked_size(None, Some(1 << 20)).is_err());
        let error = checked_size(Some(20_000), Some(1_000_000_000)).expect_err("it does not fit");
        assert_eq!(error, "--size 20000 takes 9600 MB of memory, and 1000 MB are available");
    }

    #[test]
    fn sizes_that_are_too_small_are_refused() {
        assert_eq!(parse_size("1000"), Ok(1000));
        for text in ["999", "0", "-5", "many", ""] {
            assert!(parse_size(text).is_err(), "{text}");
        }
    }
}
