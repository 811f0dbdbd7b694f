//! The form that `numpy.__config__.show()` printed before NumPy was built with Meson.

use std::fmt::Write as _;

use super::{Configuration, Library, Section};

impl Configuration {
    /// The libraries and instruction sets in the form of NumPy's old `numpy.__config__.show()`, for eyes and scripts that
    /// know it.
    #[must_use]
    pub fn numpy_legacy(&self) -> String {
        let mut text = String::new();
        for section in &self.system {
            text.push_str(&of_section(section));
        }
        let sets = &self.instruction_sets;
        text.push_str("Supported SIMD extensions in this ufunc install:\n");
        for (name, sets) in
            [("baseline", &sets.baseline), ("found", &sets.found), ("not found", &sets.not_found)]
        {
            writeln!(text, "    {name} = {}", simd_names(sets).join(",")).expect("a string takes every text");
        }
        text
    }
}

fn of_section(section: &Section) -> String {
    let mut text = format!("{}_info:\n", section.name);
    let Some(library) = &section.library else { return text + "  NOT AVAILABLE\n" };
    for (name, value) in fields(library) {
        writeln!(text, "    {name} = {value}").expect("a string takes every text");
    }
    text
}

/// The fields in NumPy's order, with values in the form of Python.
fn fields(library: &Library) -> Vec<(&'static str, String)> {
    let mut libraries = library.libraries.clone();
    if libraries == ["openblas"] {
        // NumPy names it twice, once for BLAS and once for CBLAS.
        libraries.push("openblas".to_owned());
    }
    let text = |path: &std::path::PathBuf| path.display().to_string();
    let mut fields = vec![
        ("libraries", list(libraries)),
        ("library_dirs", list(library.library_dirs.iter().map(text))),
        ("language", library.language.clone()),
    ];
    if !library.define_macros.is_empty() {
        let macros = library.define_macros.iter().map(|(name, value)| {
            let value = value.as_ref().map_or_else(|| "None".to_owned(), |value| quoted(value));
            format!("({}, {value})", quoted(name))
        });
        fields.push(("define_macros", format!("[{}]", macros.collect::<Vec<_>>().join(", "))));
    }
    if !library.include_dirs.is_empty() {
        fields.push(("include_dirs", list(library.include_dirs.iter().map(text))));
    }
    fields
}

/// A list of strings as Python prints it.
fn list(texts: impl IntoIterator<Item = String>) -> String {
    let texts: Vec<String> = texts.into_iter().map(|text| quoted(&text)).collect();
    format!("[{}]", texts.join(", "))
}

/// A string as Python prints it.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\");
    if escaped.contains('\'') && !escaped.contains('"') {
        return format!("\"{escaped}\"");
    }
    format!("'{}'", escaped.replace('\'', "\\'"))
}

/// NumPy's names of instruction sets.
pub(super) fn simd_names(names: &[String]) -> Vec<String> {
    let numpy = |name: &String| match name.as_str() {
        "fma" => "FMA3".to_owned(),
        _ => name.to_uppercase().replace('.', ""),
    };
    names.iter().map(numpy).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_written_as_python_does() {
        assert_eq!(quoted("/usr/lib"), "'/usr/lib'");
        assert_eq!(quoted("C:\\lib"), "'C:\\\\lib'");
        assert_eq!(quoted("it's"), "\"it's\"");
    }

    #[test]
    fn instruction_sets_have_numpy_s_names() {
        let names = ["sse4.1", "fma", "avx512f"].map(str::to_owned);
        assert_eq!(simd_names(&names), ["SSE41", "FMA3", "AVX512F"]);
    }
}
