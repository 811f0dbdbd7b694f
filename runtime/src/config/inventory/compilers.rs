//! Compilers and their versions.

use std::fs;

use super::tool;
use crate::config::environment::foreign;

/// A compiler.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Compiler {
    /// The language that it compiles: `rust`, `c` or `fortran`.
    pub language: String,
    /// How it is called here: what `RUSTC`, `CC` or `FC` says, or its usual name.
    pub command: String,
    /// Which compiler it is, such as `gcc`; `None` if it is not there.
    pub name: Option<String>,
    /// Its version; `None` if it is not there.
    pub version: Option<String>,
    /// The whole line in which it says so.
    pub line: Option<String>,
    /// The line that the compiler of this program left in it, where that can be read.
    pub of_this_program: Option<String>,
}

/// The compilers that are found now, and what the one of this program says of itself.
pub(super) fn compilers() -> Vec<Compiler> {
    let asked = |language: &str, variable: &str, usual: &str| {
        let command = foreign(variable).unwrap_or_else(|| usual.to_owned());
        compiler(language, &command, &tool::answer)
    };
    let mut rust = asked("rust", "RUSTC", "rustc");
    rust.of_this_program = own_compiler();
    vec![rust, asked("c", "CC", "cc"), asked("fortran", "FC", "gfortran")]
}

/// Gives what a program answers to arguments.
type Ask<'a> = &'a dyn Fn(&str, &[&str]) -> Option<String>;

fn compiler(language: &str, command: &str, ask: Ask<'_>) -> Compiler {
    // `CC` may hold arguments, as `ccache gcc` does.
    let mut words = command.split_whitespace();
    let program = words.next().unwrap_or(command);
    let arguments: Vec<&str> = words.chain(["--version"]).collect();
    let line = ask(program, &arguments).and_then(|text| text.lines().next().map(str::to_owned));
    Compiler {
        language: language.to_owned(),
        command: command.to_owned(),
        name: line.as_deref().map(name),
        version: line.as_deref().and_then(version),
        line,
        of_this_program: None,
    }
}

/// The compiler's name in `gcc (Debian 14.2.0-19) 14.2.0` or `Debian clang version 19.1.7`.
fn name(line: &str) -> String {
    if line.contains("clang") {
        return "clang".to_owned();
    }
    match line.split_whitespace().next() {
        // `cc (Debian …)` is gcc under another name.
        Some("cc" | "c99") | None => "gcc".to_owned(),
        Some("GNU") => "gfortran".to_owned(),
        Some(name) => name.rsplit('/').next().unwrap_or(name).to_owned(),
    }
}

/// The first word outside of brackets that is a version, as in `gcc (Debian 14.2.0-19) 14.2.0`.
fn version(line: &str) -> Option<String> {
    let mut depth = 0_i32;
    let outside: String = line
        .chars()
        .filter(|letter| {
            depth += i32::from(*letter == '(') - i32::from(*letter == ')');
            depth == 0 && *letter != ')'
        })
        .collect();
    let is_version =
        |word: &&str| word.starts_with(|letter: char| letter.is_ascii_digit()) && word.contains('.');
    outside.split_whitespace().find(is_version).map(str::to_owned)
}

/// What rustc left in this program's file, where it is a file of the form that says so.
fn own_compiler() -> Option<String> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    let program = fs::read(std::env::current_exe().ok()?).ok()?;
    compiler_in(&program)
}

/// `rustc version 1.95.0 (59807616e 2026-04-14)`, which stands with a zero before and behind it.
fn compiler_in(program: &[u8]) -> Option<String> {
    // Written in two parts, so that the constant is not what is found.
    const MARK: [&[u8]; 2] = [b"rustc ", b"version "];
    let mark = MARK.concat();
    let mut lines = program.split(|byte| *byte == 0);
    lines.find_map(|line| {
        let line = Some(line).filter(|line| line.starts_with(&mark) && line.len() < 100)?;
        let line = std::str::from_utf8(line).ok()?;
        version(line).map(|_| line.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_compilers_write_them() {
        for (line, expected_name, expected_version) in [
            ("gcc (Debian 14.2.0-19) 14.2.0", "gcc", Some("14.2.0")),
            ("cc (Ubuntu 13.3.0-6ubuntu2~24.04) 13.3.0", "gcc", Some("13.3.0")),
            ("Debian clang version 19.1.7 (3)", "clang", Some("19.1.7")),
            ("Apple clang version 16.0.0 (clang-1600.0.26.6)", "clang", Some("16.0.0")),
            ("GNU Fortran (Debian 14.2.0-19) 14.2.0", "gfortran", Some("14.2.0")),
            ("rustc 1.95.0 (59807616e 2026-04-14)", "rustc", Some("1.95.0")),
            ("flang-new", "flang-new", None),
        ] {
            assert_eq!(name(line), expected_name, "{line}");
            assert_eq!(version(line).as_deref(), expected_version, "{line}");
        }
    }

    #[test]
    fn a_command_may_hold_arguments() {
        let found = compiler("c", "ccache gcc", &|program, arguments| {
            assert_eq!((program, arguments), ("ccache", ["gcc", "--version"].as_slice()));
            Some("gcc (GCC) 15.1.0\nCopyright".to_owned())
        });
        assert_eq!(found.line.as_deref(), Some("gcc (GCC) 15.1.0"));
        assert_eq!(found.version.as_deref(), Some("15.1.0"));
    }

    #[test]
    fn a_compiler_that_is_not_there_has_no_version() {
        let absent = compiler("fortran", "gfortran", &|_, _| None);
        assert_eq!((absent.name, absent.version, absent.line), (None, None, None));
    }

    #[test]
    fn a_program_says_what_compiled_it() {
        let program = b"\0text\0rustc version 1.89.0 (29483883e 2025-08-04)\0GCC: (GNU) 14\0";
        assert_eq!(compiler_in(program).as_deref(), Some("rustc version 1.89.0 (29483883e 2025-08-04)"));
        assert_eq!(compiler_in(b"rustc version \0"), None);
    }
}
