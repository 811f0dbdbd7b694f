//! The configuration for people.

use std::fmt::{self, Display, Formatter};
use std::path::PathBuf;

use super::{Compiler, Configuration, LinearAlgebra, LoadedApi, LoadedLibrary, Machine, Memory, Section};

/// Columns of names.
const WIDTH: usize = 18;

impl Display for Configuration {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "ufunc {}", self.version)?;
        match self.features.as_slice() {
            [] => writeln!(f, ", no features")?,
            features => writeln!(f, ", features {}", features.join(" "))?,
        }
        for warning in &self.warnings {
            writeln!(f, "warning: {warning}")?;
        }
        heading(f, "Settings")?;
        for knob in &self.knobs {
            writeln!(f, "  {:WIDTH$} {:12} {}", knob.name, knob.value, knob.origin)?;
        }
        heading(f, "Machine")?;
        self.machine.show(f)?;
        heading(f, "Instruction sets")?;
        let sets = &self.instruction_sets;
        line(f, "in use", sets.in_use.as_deref().unwrap_or("unknown"))?;
        line(f, "levels", &sets.levels.join(" "))?;
        for (name, sets) in
            [("baseline", &sets.baseline), ("found", &sets.found), ("not found", &sets.not_found)]
        {
            line(f, name, &sets.join(" "))?;
        }
        heading(f, "Linear algebra in this program")?;
        self.linear_algebra.show(f)?;
        heading(f, "Libraries in this process")?;
        if self.loaded.libraries.is_empty() && self.loaded.unknown.is_none() {
            writeln!(f, "  no BLAS, no OpenMP")?;
        }
        for library in &self.loaded.libraries {
            library.show(f)?;
        }
        if let Some(unknown) = &self.loaded.unknown {
            writeln!(f, "  {unknown}")?;
        }
        heading(f, "Libraries of this machine")?;
        for section in &self.system {
            section.show(f)?;
        }
        heading(f, "Compilers")?;
        for compiler in &self.compilers {
            compiler.show(f)?;
        }
        Ok(())
    }
}

fn heading(f: &mut Formatter<'_>, name: &str) -> fmt::Result {
    writeln!(f, "\n{name}")
}

fn line(f: &mut Formatter<'_>, name: &str, value: &str) -> fmt::Result {
    writeln!(f, "  {name:WIDTH$} {}", if value.is_empty() { "none" } else { value })
}

impl Machine {
    fn show(&self, f: &mut Formatter<'_>) -> fmt::Result {
        line(f, "processor", self.processor.as_deref().unwrap_or("unknown"))?;
        line(f, "architecture", &format!("{} {}, {} endian", self.system, self.architecture, self.endian))?;
        let unknown = || "unknown".to_owned();
        line(f, "cores", &self.cores.map_or_else(unknown, |cores| cores.to_string()))?;
        line(f, "affinity", &self.affinity.as_deref().map_or_else(unknown, ranges))?;
        let limit = self.cpu_limit.as_ref();
        let limit = limit.map(|limit| format!("{} cores, by {}", limit.cores, limit.file.display()));
        line(f, "cgroup limit", limit.as_deref().unwrap_or("none"))?;
        line(f, "allowed cores", &self.allowed_cores.to_string())?;
        line(f, "memory", &self.memory.as_ref().map_or_else(unknown, Memory::text))
    }
}

impl Memory {
    fn text(&self) -> String {
        let gib = |bytes: u64| bytes as f64 / f64::from(1 << 30);
        format!("{:.1} GiB, of which {:.1} are available", gib(self.total), gib(self.available))
    }
}

/// Numbers as `0-3,8`.
fn ranges(numbers: &[usize]) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for &number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let text = |&(first, last): &(usize, usize)| {
        if first == last { first.to_string() } else { format!("{first}-{last}") }
    };
    ranges.iter().map(text).collect::<Vec<_>>().join(",")
}

impl LinearAlgebra {
    fn show(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.backends.is_empty() {
            return writeln!(f, "  not compiled in: it comes with the features `linalg` and `openblas`");
        }
        line(f, "backends", &self.backends.join(" "))?;
        if let Some(linked) = &self.linked {
            for (name, value) in [
                ("linked", &linked.library),
                ("found by", &linked.found_by),
                ("version", &linked.version),
                ("built for", &linked.core),
                ("needs", &linked.needs),
                ("LAPACK", &linked.lapack),
                ("threading", &linked.threading),
                ("64-bit integers", &linked.int64),
                ("include", &linked.include),
                ("manifest", &linked.manifest),
            ] {
                if let Some(value) = value {
                    line(f, name, value)?;
                }
            }
        }
        let Some(openblas) = &self.openblas else { return Ok(()) };
        line(f, "says of itself", &openblas.config)?;
        line(f, "core in use", &openblas.core)?;
        let most = openblas.max_threads.map_or_else(String::new, |most| format!(", at most {most}"));
        line(
            f,
            "own threads",
            &format!("{} {}{most}; sees {} cores", openblas.threads, openblas.threading, openblas.cores),
        )?;
        line(f, "integers", if openblas.int64 { "64 bits (ILP64)" } else { "32 bits (LP64)" })
    }
}

impl LoadedLibrary {
    fn show(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let api = match self.user_api {
            LoadedApi::Blas => "BLAS",
            LoadedApi::OpenMp => "OpenMP",
        };
        let path = self.filepath.display();
        let place = if self.is_static { format!("a part of {path}") } else { path.to_string() };
        let said = [
            self.version.clone(),
            self.num_threads.map(|threads| format!("threads {threads}")),
            self.threading_layer.clone(),
            self.architecture.clone(),
        ];
        let said: Vec<String> = said.into_iter().flatten().chain([place]).collect();
        line(f, &format!("{api} {}", self.internal_api), &said.join(", "))
    }
}

impl Section {
    fn show(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Some(library) = &self.library else {
            let note = self.note.as_ref().map_or_else(String::new, |note| format!(": {note}"));
            return line(f, &self.name, &format!("NOT AVAILABLE{note}"));
        };
        let version = library.version.as_deref().unwrap_or("of unknown version");
        line(f, &self.name, &format!("{} {version}", library.libraries.join(" ")))?;
        let mut detail = |name: &str, value: &str| {
            if value.is_empty() { Ok(()) } else { writeln!(f, "    {name:16} {value}") }
        };
        detail("library_dirs", &joined(&library.library_dirs))?;
        detail("include_dirs", &joined(&library.include_dirs))?;
        detail("language", &library.language)?;
        let macros: Vec<String> = library
            .define_macros
            .iter()
            .map(|(name, value)| {
                value.as_ref().map_or_else(|| name.clone(), |value| format!("{name}={value}"))
            })
            .collect();
        detail("define_macros", &macros.join(" "))?;
        detail("LAPACK", &library.lapack)?;
        if let Some(int64) = library.int64 {
            detail("integers", if int64 { "64 bits (ILP64)" } else { "32 bits (LP64)" })?;
        }
        detail("found by", &format!("{}, {}", library.detection_method, library.found_at.display()))
    }
}

fn joined(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" ")
}

impl Compiler {
    fn show(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let line_said = self.line.as_deref().unwrap_or("NOT AVAILABLE");
        let name = format!("{} ({})", self.language, self.command);
        line(f, &name, line_said)?;
        match &self.of_this_program {
            Some(own) => line(f, "this program", own),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn numbers_are_shown_as_ranges() {
        assert_eq!(ranges(&[0, 1, 2, 3, 8, 10, 11]), "0-3,8,10-11");
        assert_eq!(ranges(&[]), "");
    }
}
