//! What is printed.

use std::fmt::Write as _;
use std::path::Path;

use crate::check::Checked;
use crate::element::Element;
use crate::line::Line;
use crate::timing::Times;

/// What was found out about a line.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) line: Line,
    pub(crate) times: Times,
    pub(crate) checked: Checked,
}

/// What the lines run on.
pub(crate) fn heading<T: Element>(path: &Path, shape: &[usize], elements: usize) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str()).display();
    let shape = if shape.is_empty() {
        "one element".to_owned()
    } else {
        shape.iter().map(ToString::to_string).collect::<Vec<_>>().join(" × ")
    };
    format!("B = {name}: {shape}, {}; timed on {elements} elements\n\n", T::DTYPE)
}

/// The table, with its legend.
pub(crate) fn table(rows: &[Row], cores: f64) -> String {
    let (threads, level) = (ufunc::num_threads(), ufunc::max_simd());
    let mut text = format!(
        "{:<16} {:>9} {:>9} {:>9} {:>9} {:>8}  {:<9} checked\n",
        "", "plain", "serial", "parallel", "speed-up", "threads", "SIMD"
    );
    for Row { line, times, checked } in rows {
        let Times { plain, serial, parallel, .. } = times;
        writeln!(
            text,
            "{:<16} {plain:>9.3} {serial:>9.3} {parallel:>9.3} {:>9.2} {threads:>8}  {level:<9} {checked}",
            line.text(),
            serial / parallel,
        )
        .expect("a string takes every text");
    }
    let rounds: Vec<String> = rows.iter().map(|row| row.times.rounds.to_string()).collect();
    writeln!(
        text,
        "\nns per element, medians of {} rounds in turns; plain: a scalar loop with std's sin and Wichura's AS241;\n\
         speed-up: serial over parallel, and the machine gave {cores:.2} cores at that moment",
        rounds.join(", "),
    )
    .expect("a string takes every text");
    text
}
