//! The table of functions, read as source: no command that only reads it has to wait for the library to be built.

use thiserror::Error;

#[path = "../../runtime/src/math/table.rs"]
#[allow(unreachable_pub, reason = "it is public where it belongs")]
mod source;

pub(crate) use source::{Row, TABLE, row};

/// A function that is not in the table.
#[derive(Debug, Error)]
#[error("there is no function `{name}` in the table{near}; `cargo xtask functions` prints all of them")]
pub(crate) struct UnknownFunction {
    name: String,
    near: String,
}

/// The names of all functions, in the order of the table.
pub(crate) fn names() -> Vec<&'static str> {
    let mut names: Vec<&str> = TABLE.iter().map(|row| row.name).collect();
    names.dedup();
    names
}

/// The functions that a word names: a whole name, its end (`exp` for `math::exp`), or a module (`stats::norm`).
pub(crate) fn named(word: &str) -> Result<Vec<&'static str>, UnknownFunction> {
    let is_named = |name: &&str| {
        *name == word
            || name.ends_with(&format!("::{word}"))
            || format!("::{name}").contains(&format!("::{word}::"))
    };
    let found: Vec<&str> = names().into_iter().filter(is_named).collect();
    if found.is_empty() { Err(unknown(word)) } else { Ok(found) }
}

/// The error, with the names that are nearest.
fn unknown(word: &str) -> UnknownFunction {
    let distance = |name: &str| {
        let last = name.rsplit("::").next().unwrap_or(name);
        strsim::damerau_levenshtein(name, word).min(strsim::damerau_levenshtein(last, word))
    };
    let mut near: Vec<(usize, &str)> = names().into_iter().map(|name| (distance(name), name)).collect();
    near.retain(|(distance, name)| *distance <= 2 || name.contains(word));
    near.sort_by_key(|(distance, _)| *distance);
    let near: Vec<String> = near.iter().take(5).map(|(_, name)| format!("`{name}`")).collect();
    let near = if near.is_empty() { String::new() } else { format!("; near ones are {}", near.join(", ")) };
    UnknownFunction { name: word.to_owned(), near }
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn names_may_be_short() {
        assert_eq!(named("exp").expect("it is there"), ["math::exp"]);
        assert_eq!(named("math::exp").expect("it is there"), ["math::exp"]);
        assert!(named("norm").expect("it is there").contains(&"stats::norm::isf"));
    }

    #[test]
    fn near_names_are_told() {
        let error = named("hypto").expect_err("there is none");
        assert!(error.to_string().contains("`math::hypot`"), "{error}");
        assert!(!named("xyzzy").expect_err("there is none").to_string().contains("near"));
    }
}
