//! `cargo xtask functions`: the table of functions, with their largest errors.

use crate::table::{self, Row, UnknownFunction};

/// How the table is printed.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Only these functions or modules, such as `exp` or `stats::norm`
    names: Vec<String>,
    /// As a table in Markdown
    #[arg(long)]
    markdown: bool,
}

const HEAD: [&str; 7] = ["function", "f64 bound", "found", "f32 bound", "found", "range", "method; source"];

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Result<(), UnknownFunction> {
    let mut names = Vec::new();
    for word in &arguments.names {
        names.extend(table::named(word)?);
    }
    if arguments.names.is_empty() {
        names = table::names();
    }
    let rows: Vec<[String; 7]> = names.into_iter().filter_map(cells).collect();
    print!("{}", if arguments.markdown { markdown(&rows) } else { aligned(&rows) });
    Ok(())
}

/// What one line says.
fn cells(name: &str) -> Option<[String; 7]> {
    let (double, single) = (table::row(name, 64)?, table::row(name, 32)?);
    let bound = |row: &Row| row.bound.to_string();
    let found = |row: &Row| row.found.to_string();
    Some([
        format!("`{name}`"),
        bound(double),
        found(double),
        bound(single),
        found(single),
        double.range.to_owned(),
        format!("{}; {}", double.method, double.source),
    ])
}

/// In columns for the terminal; the last one may be long.
fn aligned(rows: &[[String; 7]]) -> String {
    let head = HEAD.map(str::to_owned);
    let lines = || std::iter::once(&head).chain(rows);
    let widths: Vec<usize> = (0..6)
        .map(|i| lines().map(|line| line[i].replace('`', "").chars().count()).max().unwrap_or(0))
        .collect();
    let mut text = String::new();
    for line in lines() {
        for (cell, width) in line.iter().zip(&widths) {
            text += &format!("{:width$}  ", cell.replace('`', ""));
        }
        text += &line[6];
        text.push('\n');
    }
    text
}

fn markdown(rows: &[[String; 7]]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rule = HEAD.map(|_| "---".to_owned());
    let mut text = line(&HEAD.map(str::to_owned)) + &line(&rule);
    for row in rows {
        text += &line(&row.clone().map(|cell| cell.replace('|', "\\|")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{aligned, cells, markdown};

    #[test]
    fn columns_begin_at_the_same_place() {
        let rows: Vec<_> = ["math::exp", "stats::norm::isf"].into_iter().filter_map(cells).collect();
        let text = aligned(&rows);
        let at = |line: &str, what: &str| line.find(what).map(|i| line[..i].chars().count());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(at(lines[0], "range"), at(lines[1], "all"));
        assert_eq!(markdown(&rows).lines().count(), 4);
    }
}
