//! What make and the compilers said, in a file; and the first real error in it.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::error::BlasError;

/// A log that is being written.
#[derive(Debug)]
pub(crate) struct Log {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Log {
    /// A new log, in place of an old one.
    pub(crate) fn create(folder: &Path, name: &str) -> Result<Log, BlasError> {
        fs::create_dir_all(folder).map_err(BlasError::file(folder))?;
        let path = folder.join(format!("{name}.log"));
        let file = BufWriter::new(File::create(&path).map_err(BlasError::file(&path))?);
        Ok(Log { path, file })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a line.
    pub(crate) fn line(&mut self, line: &str) -> Result<(), BlasError> {
        writeln!(self.file, "{line}").map_err(BlasError::file(&self.path))
    }

    /// The first real error since the line `start`.
    pub(crate) fn first_error(&mut self, start: &str) -> Option<String> {
        self.file.flush().ok()?;
        let text = String::from_utf8_lossy(&fs::read(&self.path).ok()?).into_owned();
        let since = text.rfind(start).map_or(text.as_str(), |at| &text[at + start.len()..]);
        first_error(since)
    }
}

/// What a compiler, a linker, the shell or the system complained of before make gave up. Complaints long before that are
/// from probes, which may fail.
fn first_error(text: &str) -> Option<String> {
    const NEAR: usize = 80;
    let lines: Vec<&str> = text.lines().collect();
    let gave_up = lines.iter().position(|line| line.contains("***") && !line.contains("(ignored)"));
    let end = gave_up.unwrap_or(lines.len());
    let near = &lines[end.saturating_sub(NEAR)..end];
    let found = near.iter().find(|line| is_error(line)).or_else(|| gave_up.map(|at| &lines[at]));
    found.or_else(|| near.iter().rfind(|line| !line.trim().is_empty())).map(|line| line.trim().to_owned())
}

fn is_error(line: &str) -> bool {
    const SIGNS: [&str; 13] = [
        "error:",
        "Error:",
        "undefined reference",
        "undefined symbol",
        "No space left on device",
        "Disk quota exceeded",
        "File too large",
        "command not found",
        ": not found",
        "No such file or directory",
        "Permission denied",
        "Killed",
        "Segmentation fault",
    ];
    // Commands are echoed, and may contain anything.
    !line.contains(" -c ") && SIGNS.iter().any(|sign| line.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::first_error;

    #[test]
    fn the_error_before_make_gave_up_is_the_first_real_one() {
        let probe = "c_check.c:1:2: error: no such header\n";
        let work = "cc -c x.c -o x.o\n".repeat(100);
        let fault = "dot.c:7:1: fatal error: no memory\ndot.c:8:1: error: more\nmake[1]: *** [Makefile:9: dot.o] Error 1\n";
        let text = format!("{probe}{work}{fault}other.c:1:1: error: later\nmake: *** [libs] Error 2\n");
        assert_eq!(first_error(&text).as_deref(), Some("dot.c:7:1: fatal error: no memory"));
    }

    #[test]
    fn without_a_complaint_there_is_make_s() {
        let text = "cc -c x.c\nmake: *** [libs] Error 2\n";
        assert_eq!(first_error(text).as_deref(), Some("make: *** [libs] Error 2"));
        assert_eq!(first_error("one\ntwo\n\n").as_deref(), Some("two"));
        assert_eq!(first_error(""), None);
    }
}
