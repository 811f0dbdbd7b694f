//! SHA-256 of files and of trees.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// Of one file, in hexadecimal digits.
pub(crate) fn of_file(path: &Path) -> io::Result<String> {
    let mut file = fs::File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex(&hash.finalize())),
            length => hash.update(&buffer[..length]),
        }
    }
}

/// Of a text.
pub(crate) fn of_text(text: &str) -> String {
    hex(&Sha256::digest(text))
}

/// Of all files under a folder, by their names in order. What git keeps for itself is left out.
pub(crate) fn of_tree(root: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    for path in files(root)? {
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
        hash.update(format!("{name}\0{}\n", of_file(&path)?));
    }
    Ok(hex(&hash.finalize()))
}

/// All files under a folder, in order; links to files count as files.
pub(crate) fn files(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_name() == ".git" {
                continue;
            }
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else if entry.path().is_file() {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{of_file, of_text, of_tree};

    #[test]
    fn digests_are_those_of_the_standard() {
        // FIPS 180-2, appendix B.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(of_text("abc"), abc);
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("file");
        fs::write(&file, "abc").expect("the file is written");
        assert_eq!(of_file(&file).expect("the file is read"), abc);
    }

    #[test]
    fn a_tree_is_its_names_and_its_bytes() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        fs::create_dir_all(root.join("a/.git")).expect("folders are made");
        fs::write(root.join("a/one"), "1").expect("the file is written");
        let first = of_tree(root).expect("the tree is read");
        fs::write(root.join("a/.git/index"), "x").expect("the file is written");
        assert_eq!(of_tree(root).expect("the tree is read"), first);
        fs::rename(root.join("a/one"), root.join("a/two")).expect("the file is moved");
        let moved = of_tree(root).expect("the tree is read");
        assert_ne!(moved, first);
        fs::write(root.join("a/two"), "2").expect("the file is written");
        assert_ne!(of_tree(root).expect("the tree is read"), moved);
    }
}
