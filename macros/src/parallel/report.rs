//! What the compiler found out about the loops of a function, on demand, as a text file.

use std::fmt::Write as _;

use proc_macro2::Span;

use super::cut::Cut;
use super::emit::Region;
use super::form::Form;
use crate::emit::report::{file_and_line, report_dir, write_report};

impl Region<'_> {
    /// Writes the report, if `UFUNC_REPORT` says where.
    pub(super) fn report(&self, form: &Form, at: Span) {
        let Some(dir) = report_dir() else { return };
        let (file, line) = file_and_line(at);
        let function = &self.around.function;
        let counters: Vec<&str> = self.levels.iter().map(|level| level.name.as_str()).collect();
        let mut text = format!("{function}  {file}:{line}\n  parallel loop over {}\n", counters.join(", "));
        for (name, cut) in self.cuts {
            let how = match cut {
                Cut::Rows { width, .. } if width.as_constant() == Some(1) => "an element each",
                Cut::Rows { .. } | Cut::Blocks { .. } => "a row each",
                Cut::Planes { .. } => "an index of an axis each",
            };
            let _ = writeln!(text, "  {name:<14} {how}");
        }
        let mut notes = form.notes.clone();
        notes.sort();
        notes.dedup();
        for (line, note) in notes {
            let _ = writeln!(text, "  {line:>5}  {note}");
        }
        write_report(&dir, function, line, &text);
    }
}
