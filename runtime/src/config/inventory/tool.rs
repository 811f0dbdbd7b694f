//! Other programs that are asked something.

use std::process::{Command, Stdio};

/// What a program answers on its standard output, without the white space around; `None` if it is not there, fails, or says
/// nothing. It gets no input, and what it complains about is not shown.
pub(super) fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stderr(Stdio::null());
    let output = command.output().ok().filter(|output| output.status.success())?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (!text.is_empty()).then_some(text)
}
