//! What a library's headers say about it.

use std::fs;
use std::path::{Path, PathBuf};

use super::kind::Kind;

/// What was found in headers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Headers {
    pub(super) folder: Option<PathBuf>,
    pub(super) version: Option<String>,
    pub(super) int64: Option<bool>,
}

/// Looks for the headers in these folders; the first that has them counts.
pub(super) fn find(kind: Kind, folders: &[PathBuf]) -> Headers {
    for folder in folders {
        let Some(header) = kind.headers().iter().map(|name| folder.join(name)).find(|path| path.is_file())
        else {
            continue;
        };
        return Headers { folder: Some(folder.clone()), ..read(kind, &header) };
    }
    Headers::default()
}

fn read(kind: Kind, header: &Path) -> Headers {
    let text = fs::read_to_string(header).unwrap_or_default();
    let (version, int64) = match kind {
        Kind::OpenBlas => openblas(&text),
        Kind::Mkl => (mkl_version(&text), None),
        Kind::Blis | Kind::Blas | Kind::Lapack => (None, None),
    };
    Headers { folder: None, version, int64 }
}

/// `#define OPENBLAS_VERSION " OpenBLAS 0.3.26 "`, and whether `OPENBLAS_USE64BITINT` is defined.
fn openblas(text: &str) -> (Option<String>, Option<bool>) {
    let Some(version) = definition(text, "OPENBLAS_VERSION") else { return (None, None) };
    let number = version.trim_matches('"').split_whitespace().rfind(|word| *word != "OpenBLAS");
    (number.map(str::to_owned), Some(definition(text, "OPENBLAS_USE64BITINT").is_some()))
}

/// `2025.1.0` of MKL's three numbers.
fn mkl_version(text: &str) -> Option<String> {
    let part = |name: &str| definition(text, name).filter(|value| !value.is_empty());
    let major = part("__INTEL_MKL__")?;
    Some(format!("{major}.{}.{}", part("__INTEL_MKL_MINOR__")?, part("__INTEL_MKL_UPDATE__")?))
}

/// What a macro is defined as.
fn definition<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let rest = line.trim_start().strip_prefix("#define")?.trim_start().strip_prefix(name)?;
        (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openblas_s_header_is_read() {
        let text = "#define OPENBLAS_VERSION \" OpenBLAS 0.3.26 \"\n#define OPENBLAS_USE64BITINT \n";
        assert_eq!(openblas(text), (Some("0.3.26".to_owned()), Some(true)));
        let text = "#define OPENBLAS_VERSION \" OpenBLAS 0.3.20 \"\n#define OPENBLAS_USE64BITINTS\n";
        assert_eq!(openblas(text), (Some("0.3.20".to_owned()), Some(false)));
        assert_eq!(openblas("#define CBLAS_H"), (None, None));
    }

    #[test]
    fn mkl_s_header_is_read() {
        let text =
            "#define __INTEL_MKL__ 2025\n#define __INTEL_MKL_MINOR__ 1\n#define __INTEL_MKL_UPDATE__ 0\n";
        assert_eq!(mkl_version(text).as_deref(), Some("2025.1.0"));
        assert_eq!(mkl_version("#define __INTEL_MKL__ 2025\n"), None);
    }
}
