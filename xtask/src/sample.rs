//! `cargo xtask sample`: the data that the example `three_lines` reads when it is given none.
//!
//! Latitude and longitude of 28 298 airports in radians, float64 of shape (2, 28298), in the order of their codes. They
//! come from airportsdata, a collection under the MIT licence by Mike Borsetti and contributors, in the release named
//! below. pip downloads it and checks its digest; nothing of it is run.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use ndarray::Array2;
use ndarray_npy::{WriteNpyError, write_npy};
use thiserror::Error;

use crate::command::{self, CommandError};

/// The package, with the digest of its file.
const REQUIREMENT: &str =
    "airportsdata==20260905 --hash=sha256:d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868";
/// The table in it.
const TABLE: &str = "airportsdata/airports.csv";
/// Its licence.
const LICENSE: &str = "airportsdata-20260905.dist-info/licenses/LICENSE";
/// Where the sample lies, and its licence.
const SAMPLE: &str = "runtime/examples/three_lines/airports.npy";
const SAMPLE_LICENSE: &str = "runtime/examples/three_lines/airports.LICENSE";

/// Why there is no sample.
#[derive(Debug, Error)]
pub(crate) enum SampleError {
    #[error(transparent)]
    Command(#[from] CommandError),
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{TABLE}: line {line}: {what}")]
    Table { line: usize, what: String },
    #[error("{SAMPLE}: {0}")]
    Write(#[from] WriteNpyError),
}

/// Runs the command.
pub(crate) fn run() -> Result<(), SampleError> {
    let dir = tempfile::tempdir().map_err(|source| file_error(&std::env::temp_dir(), source))?;
    download(dir.path())?;
    let table = dir.path().join(TABLE);
    let text = std::fs::read_to_string(&table).map_err(|source| file_error(&table, source))?;
    let airports = airports(&text)?;
    write_npy(command::workspace().join(SAMPLE), &airports)?;
    let license = dir.path().join(LICENSE);
    std::fs::copy(&license, command::workspace().join(SAMPLE_LICENSE))
        .map_err(|source| file_error(&license, source))?;
    println!("wrote {SAMPLE}: {} airports", airports.ncols());
    Ok(())
}

/// Downloads the package and unpacks it.
fn download(dir: &Path) -> Result<(), SampleError> {
    let requirements = dir.join("requirements.txt");
    std::fs::write(&requirements, REQUIREMENT).map_err(|source| file_error(&requirements, source))?;
    let pip = ["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes"];
    command::run(
        Command::new("python3").args(pip).arg("--dest").arg(dir).arg("--requirement").arg(&requirements),
    )?;
    let entries = std::fs::read_dir(dir).map_err(|source| file_error(dir, source))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.extension().is_some_and(|extension| extension == "whl") {
            command::run(Command::new("python3").args(["-m", "zipfile", "--extract"]).arg(path).arg(dir))?;
        }
    }
    Ok(())
}

/// Latitudes and longitudes in radians, a row each.
fn airports(text: &str) -> Result<Array2<f64>, SampleError> {
    let mut lines = text.lines();
    let names = fields(lines.next().unwrap_or_default());
    let column = |name: &str| {
        let found = names.iter().position(|field| field == name);
        found.ok_or_else(|| SampleError::Table { line: 1, what: format!("there is no column `{name}`") })
    };
    let columns = [column("lat")?, column("lon")?];
    let mut coordinates = [Vec::new(), Vec::new()];
    for (line, text) in lines.enumerate() {
        let fields = fields(text);
        for (column, coordinates) in columns.into_iter().zip(&mut coordinates) {
            let field = fields.get(column).map_or("", String::as_str);
            let degrees: f64 = field.parse().map_err(|_| SampleError::Table {
                line: line + 2,
                what: format!("`{field}` is not a number of degrees"),
            })?;
            coordinates.push(degrees.to_radians());
        }
    }
    let shape = (2, coordinates[0].len());
    Ok(Array2::from_shape_vec(shape, coordinates.concat()).expect("two rows of equal length"))
}

/// The fields of a line, separated by commas; those in quotes may contain some, and quotes as two.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut is_quoted = false;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        let field = fields.last_mut().expect("there is always one field");
        match character {
            '"' if is_quoted && characters.next_if_eq(&'"').is_some() => field.push('"'),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => fields.push(String::new()),
            _ => field.push(character),
        }
    }
    fields
}

fn file_error(path: &Path, source: io::Error) -> SampleError {
    SampleError::File { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::{airports, fields};

    #[test]
    fn fields_may_be_quoted() {
        assert_eq!(fields(r#""a, b","say ""c""",,1.5"#), ["a, b", r#"say "c""#, "", "1.5"]);
    }

    #[test]
    fn coordinates_become_radians() {
        let table = "\"icao\",\"lat\",\"lon\"\n\"A\",90,-180\n\"B\",0,45.0\n";
        let found = airports(table).expect("the table is in order");
        let pi = std::f64::consts::PI;
        assert_eq!(found, ndarray::array![[pi / 2.0, 0.0], [-pi, pi / 4.0]]);
    }

    #[test]
    fn a_bad_number_is_named() {
        let error = airports("\"lat\",\"lon\"\n1,2\n3,north\n").expect_err("the table has no number there");
        assert_eq!(
            error.to_string(),
            "airportsdata/airports.csv: line 3: `north` is not a number of degrees"
        );
    }
}
