//! Nested text, written as YAML in the manner of Python's `yaml.dump`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A text, a truth, a list of texts, or named trees in the order of their names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(untagged))]
pub(super) enum Tree {
    Text(String),
    Truth(bool),
    List(Vec<String>),
    Map(BTreeMap<String, Tree>),
}

impl Tree {
    pub(super) fn text(text: impl Into<String>) -> Tree {
        Tree::Text(text.into())
    }

    pub(super) fn map<const N: usize>(pairs: [(&str, Tree); N]) -> Tree {
        Tree::Map(pairs.into_iter().map(|(name, tree)| (name.to_owned(), tree)).collect())
    }

    /// Without what is empty, as NumPy leaves it out.
    pub(super) fn without_empty(self) -> Option<Tree> {
        match self {
            Tree::Text(text) => (!text.is_empty()).then_some(Tree::Text(text)),
            Tree::Truth(truth) => Some(Tree::Truth(truth)),
            Tree::List(list) => (!list.is_empty()).then_some(Tree::List(list)),
            Tree::Map(map) => {
                let pairs = map.into_iter().filter_map(|(name, tree)| Some((name, tree.without_empty()?)));
                let map: BTreeMap<String, Tree> = pairs.collect();
                (!map.is_empty()).then_some(Tree::Map(map))
            }
        }
    }

    /// As YAML, with a line break at the end.
    pub(super) fn to_yaml(&self) -> String {
        let mut yaml = String::new();
        self.write(&mut yaml, 0);
        yaml
    }

    /// Writes the lines of a map or a list, or the rest of a line that a name began.
    fn write(&self, yaml: &mut String, indent: usize) {
        match self {
            Tree::Text(text) => line(yaml, 0, &scalar(text)),
            Tree::Truth(truth) => line(yaml, 0, &truth.to_string()),
            Tree::List(list) => {
                for text in list {
                    line(yaml, indent, &format!("- {}", scalar(text)));
                }
            }
            Tree::Map(map) => {
                for (name, tree) in map {
                    let name = scalar(name);
                    match tree {
                        // A list stands as far to the left as its name.
                        Tree::List(_) => {
                            line(yaml, indent, &format!("{name}:"));
                            tree.write(yaml, indent);
                        }
                        Tree::Map(_) => {
                            line(yaml, indent, &format!("{name}:"));
                            tree.write(yaml, indent + 2);
                        }
                        Tree::Text(_) | Tree::Truth(_) => {
                            write!(yaml, "{:indent$}{name}: ", "").expect("a string takes every text");
                            tree.write(yaml, 0);
                        }
                    }
                }
            }
        }
    }
}

fn line(yaml: &mut String, indent: usize, text: &str) {
    writeln!(yaml, "{:indent$}{text}", "").expect("a string takes every text");
}

/// A text as it is, or in quotes where YAML would read it as something else.
fn scalar(text: &str) -> String {
    let is_word = |word: &str| text.eq_ignore_ascii_case(word);
    let is_other_value = text.parse::<f64>().is_ok()
        || ["true", "false", "yes", "no", "on", "off", "null", "~"].into_iter().any(is_word);
    let begins_badly =
        text.starts_with(|letter: char| letter.is_whitespace() || "-?:,[]{}#&*!|>'\"%@`".contains(letter));
    let holds_mark = text.contains(": ") || text.contains(" #") || text.ends_with([':', ' ']);
    if text.chars().any(char::is_control) {
        return format!("{text:?}");
    }
    if text.is_empty() || is_other_value || begins_badly || holds_mark {
        return format!("'{}'", text.replace('\'', "''"));
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_written_as_python_does() {
        let tree = Tree::map([
            ("version", Tree::text("3.11")),
            ("found", Tree::Truth(true)),
            ("baseline", Tree::List(vec!["SSE".to_owned(), "SSE2".to_owned()])),
            ("c++", Tree::map([("name", Tree::text("gcc"))])),
        ]);
        let expected = "baseline:\n- SSE\n- SSE2\nc++:\n  name: gcc\nfound: true\nversion: '3.11'\n";
        assert_eq!(tree.to_yaml(), expected);
    }

    #[test]
    fn what_would_be_read_otherwise_is_quoted() {
        for (text, yaml) in [
            ("/usr/lib", "/usr/lib"),
            ("14.2.0", "14.2.0"),
            ("1e3", "'1e3'"),
            ("No", "'No'"),
            ("", "''"),
            ("- x", "'- x'"),
            ("a: b", "'a: b'"),
            ("it's", "it's"),
            ("'it", "'''it'"),
            ("C:\\x", "C:\\x"),
            ("two\nlines", "\"two\\nlines\""),
        ] {
            assert_eq!(scalar(text), yaml, "{text}");
        }
    }

    #[test]
    fn what_is_empty_is_left_out() {
        let tree = Tree::map([
            ("a", Tree::map([("b", Tree::text(""))])),
            ("c", Tree::List(Vec::new())),
            ("d", Tree::Truth(false)),
        ]);
        assert_eq!(tree.without_empty(), Some(Tree::map([("d", Tree::Truth(false))])));
    }
}
