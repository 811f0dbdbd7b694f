//! What a library says about itself in its own bytes: which functions it has, and its version.
//!
//! The names of functions stand in the symbol tables of archives and shared libraries as texts that end with a zero, so
//! there is no need to read the tables.

/// LU, which every LAPACK has, and the least subset too. Libraries with integers of 64 bits may add that to the names.
const SUBSET: [&[u8]; 2] = [b"dgetrf_\0", b"dgetrf_64_\0"];
/// A function that only whole LAPACKs have: NumPy looks for it too.
const FULL: [&[u8]; 2] = [b"zungtr_\0", b"zungtr_64_\0"];
/// What OpenBLAS's version stands behind.
const VERSION: &[u8] = b"OpenBLAS ";

/// What was found in a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Contents {
    /// `off`, `subset` or `full`.
    pub(super) lapack: &'static str,
    /// The version, if it is an OpenBLAS that says so.
    pub(super) openblas_version: Option<String>,
}

/// Looks through a library's bytes.
pub(super) fn look(bytes: &[u8]) -> Contents {
    let mut has_subset = false;
    let mut has_full = false;
    let mut openblas_version = None;
    for (start, byte) in bytes.iter().enumerate() {
        let rest = &bytes[start..];
        match byte {
            b'd' => has_subset |= SUBSET.iter().any(|name| rest.starts_with(name)),
            b'z' => has_full |= FULL.iter().any(|name| rest.starts_with(name)),
            b'O' if openblas_version.is_none() => openblas_version = version(rest),
            _ => {}
        }
    }
    let lapack = match (has_subset, has_full) {
        (_, true) => "full",
        (true, false) => "subset",
        (false, false) => "off",
    };
    Contents { lapack, openblas_version }
}

/// `0.3.26` in `OpenBLAS 0.3.26 NO_LAPACKE …`.
fn version(text: &[u8]) -> Option<String> {
    let rest = text.strip_prefix(VERSION)?;
    let is_part = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    let version: String =
        rest.iter().take_while(|byte| is_part(byte)).map(|&byte| char::from(byte)).collect();
    (version.contains('.') && version.starts_with(|letter: char| letter.is_ascii_digit())).then_some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_and_version_are_found() {
        let contents = look(b"\x7fELF\0cblas_dgemm\0dgetrf_\0 OpenBLAS 0.3.26 DYNAMIC_ARCH\0");
        assert_eq!(contents, Contents { lapack: "subset", openblas_version: Some("0.3.26".to_owned()) });
        assert_eq!(look(b"\0dgetrf_\0zungtr_\0").lapack, "full");
        assert_eq!(look(b"\0dgetrf_64_\0zungtr_64_\0").lapack, "full");
    }

    #[test]
    fn longer_names_are_others() {
        let contents = look(b"dgetrf_parallel\0zungtr_work\0OpenBLAS : Program\0OpenBLAS Warning");
        assert_eq!(contents, Contents { lapack: "off", openblas_version: None });
        assert_eq!(look(b"").lapack, "off");
    }
}
