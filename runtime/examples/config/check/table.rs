//! What was measured, for people.

use std::fmt::Write as _;

use super::measure::Sample;
use super::verdict::Verdict;
use super::work::Rate;

/// A line of work.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) text: &'static str,
    /// The threads that settings ask for.
    pub(crate) threads: usize,
    pub(crate) rate: Rate,
    pub(crate) one: Sample,
    pub(crate) all: Sample,
    pub(crate) verdict: Verdict,
}

/// Two lines for each line of work: on one thread, and on all.
pub(crate) fn table(size: usize, cores: usize, rows: &[Row]) -> String {
    let plural = if cores == 1 { "" } else { "s" };
    let mut table = format!("{size} x {size} numbers, float64; {cores} core{plural}\n\n");
    let mut line = |cells: [&str; 7]| {
        let [name, threads, wall, cpu, rate, speed_up, verdict] = cells;
        let line = format!("{name:16} {threads:>7} {wall:>11} {cpu:>8} {rate:>15} {speed_up:>8}   {verdict}");
        writeln!(table, "{}", line.trim_end()).expect("a string takes every text");
    };
    line(["", "threads", "wall", "CPU/wall", "", "speed-up", ""]);
    for row in rows {
        let cells = |sample: &Sample| {
            let cpu =
                sample.cpu.map_or_else(|| "unknown".to_owned(), |cpu| format!("{:.2}", cpu / sample.wall));
            (time(sample.wall), cpu, rate(row.rate, sample.wall))
        };
        let (wall, cpu, rate) = cells(&row.one);
        line([row.text, "1", &wall, &cpu, &rate, "", ""]);
        let (wall, cpu, rate) = cells(&row.all);
        let speed_up = format!("{:.2}", row.one.wall / row.all.wall);
        line(["", &row.threads.to_string(), &wall, &cpu, &rate, &speed_up, &row.verdict.to_string()]);
    }
    table
}

/// So much in so many seconds, in three digits or so.
fn rate(Rate { billions, unit }: Rate, seconds: f64) -> String {
    match billions / seconds {
        rate if rate >= 10.0 => format!("{rate:.1} {unit}"),
        rate => format!("{rate:.2} {unit}"),
    }
}

/// Seconds in a unit that suits them.
fn time(seconds: f64) -> String {
    match seconds {
        _ if seconds >= 1.0 => format!("{seconds:.2} s"),
        _ if seconds >= 1e-3 => format!("{:.2} ms", 1e3 * seconds),
        _ => format!("{:.2} us", 1e6 * seconds),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_what_was_measured() {
        let sample = |wall, cpu| Sample { wall, cpu: Some(cpu), others: None };
        let row = Row {
            text: "A = B @ C",
            threads: 2,
            rate: Rate { billions: 2.0, unit: "GFLOP/s" },
            one: sample(0.04, 0.04),
            all: sample(0.02, 0.039),
            verdict: Verdict::Parallel { threads: 2 },
        };
        let expected = "\
1000 x 1000 numbers, float64; 2 cores

                 threads        wall CPU/wall                 speed-up
A = B @ C              1    40.00 ms     1.00    50.0 GFLOP/s
                       2    20.00 ms     1.95   100.0 GFLOP/s     2.00   runs on 2 threads
";
        assert_eq!(table(1000, 2, &[row]), expected);
    }

    #[test]
    fn times_have_units() {
        assert_eq!([time(12.5), time(0.25), time(3e-6)], ["12.50 s", "250.00 ms", "3.00 us"]);
    }
}
