//! How far a build is: the phase, and the files that are done.

use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::make;

/// A bar on a terminal; elsewhere a line for each phase.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    tree: String,
    phase: String,
    done: u64,
    total: Option<u64>,
}

impl Progress {
    /// For a build in `tree` of so many files.
    pub(crate) fn new(tree: &Path, total: Option<u64>) -> Progress {
        let bar = ProgressBar::new(total.unwrap_or_default());
        let template = match total {
            Some(_) => "{elapsed_precise} {bar:30} {pos}/{len} files  {msg}",
            None => "{elapsed_precise} {spinner} {pos} files  {msg}",
        };
        bar.set_style(
            ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        bar.enable_steady_tick(Duration::from_millis(200));
        Progress { bar, tree: tree.display().to_string(), phase: String::new(), done: 0, total }
    }

    /// A line of make's output.
    pub(crate) fn line(&mut self, line: &str) {
        if make::is_compilation(line) {
            self.done += 1;
            self.bar.set_position(self.done.min(self.total.unwrap_or(self.done)));
        } else if let Some(folder) = make::entered(line, &self.tree) {
            self.enter(folder);
        }
    }

    /// Another phase begins.
    pub(crate) fn enter(&mut self, phase: &str) {
        if self.phase == phase {
            return;
        }
        self.phase = phase.to_owned();
        self.bar.set_message(phase.to_owned());
        if self.bar.is_hidden() {
            let of = self.total.map(|total| format!(" of {total}")).unwrap_or_default();
            println!("{:>6}{of} files  {phase}", self.done);
        }
    }

    /// Files that were compiled so far.
    pub(crate) fn done(&self) -> u64 {
        self.done
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
