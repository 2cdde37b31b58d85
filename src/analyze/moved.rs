//! Where the lines of a file went, when that is all that an edit did to its facts.
//!
//! Nothing that joins the facts of files counts lines or bytes: it asks which comes first, which holds which
//! and which are the same. So facts whose places are in the same order give the same analysis with other lines.

use std::{collections::BTreeMap, iter::successors};

use serde_json::Value;

use super::total;
use crate::model::FileFacts;

/// What each line that a file's facts name has become.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines(BTreeMap<u64, u64>);

/// Fields that hold a line.
const LINES: [&str; 3] = ["line", "end_line", "decl_line"];
/// Fields that hold the number of a byte. What is asked of one is also asked of its neighbours.
const BYTES: [&str; 6] = ["at", "start", "end", "from", "offset", "scope"];

impl Lines {
    /// The line that took the place of one; `None` for a line that no fact names. The first one is that of
    /// what is said of the whole file, and stays.
    pub fn after(&self, line: u64) -> Option<u64> {
        if line == 1 { Some(1) } else { self.0.get(&line).copied() }
    }

    /// Whether every line is where it was.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(before, after)| before == after)
    }

    /// The lines that became others between two facts of the same file, which are the same otherwise, save for
    /// the size of the file; `None` when they are not.
    pub(super) fn between(mut before: FileFacts, after: &FileFacts) -> Option<Self> {
        let mut places = Places::default();
        // The evidence of a module ends with its file.
        if &*after.file.language == "rust" {
            places.lines.add(total(&before.file).into(), total(&after.file).into());
        }
        (before.file.bytes, before.file.lines) = (after.file.bytes, after.file.lines);
        let is_sql = before.sql.is_some();
        let (before, after) =
            (serde_json::to_value(before).ok()?, serde_json::to_value(after).ok()?);
        places.compare("", &before, &after);
        places.lines.add(1, 1);
        places.bytes.whole()?;
        let lines = Self(places.lines.whole()?);
        // What statements of SQL do is told without the file beside the line.
        (!is_sql || lines.is_empty()).then_some(lines)
    }
}

#[derive(Default)]
struct Places {
    lines: Moves,
    bytes: Moves,
}

impl Places {
    fn compare(&mut self, key: &str, before: &Value, after: &Value) {
        match (before, after) {
            (Value::Object(before), Value::Object(after)) if before.keys().eq(after.keys()) => {
                before.iter().zip(after.values()).for_each(|((key, before), after)| {
                    self.compare(key, before, after);
                });
            }
            (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
                before.iter().zip(after).for_each(|(before, after)| {
                    self.compare(key, before, after);
                });
            }
            (Value::Number(_), Value::Number(_)) => self.number(key, before, after),
            _ => self.lines.broken |= before != after,
        }
    }

    fn number(&mut self, key: &str, before: &Value, after: &Value) {
        match (before.as_u64(), after.as_u64()) {
            (Some(before), Some(after)) if LINES.contains(&key) => self.lines.add(before, after),
            (Some(before), Some(after)) if BYTES.contains(&key) => {
                self.bytes.add(before, after);
                self.bytes.add(before.saturating_add(1), after.saturating_add(1));
                if before > 0 && after > 0 {
                    self.bytes.add(before - 1, after - 1);
                }
                self.bytes.broken |= (before == 0) != (after == 0);
            }
            _ => self.lines.broken |= before != after,
        }
    }
}

/// Numbers by what they were before.
#[derive(Default)]
struct Moves {
    known: BTreeMap<u64, u64>,
    /// One became two, or something else became another.
    broken: bool,
}

impl Moves {
    fn add(&mut self, before: u64, after: u64) {
        self.broken |= self.known.insert(before, after).is_some_and(|known| known != after);
    }

    /// All of them, if their order is what it was.
    fn whole(self) -> Option<BTreeMap<u64, u64>> {
        let mut after = self.known.values();
        let is_ordered = successors(after.next(), |last| after.next().filter(|next| next > last))
            .count()
            == self.known.len();
        (!self.broken && is_ordered).then_some(self.known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{extract, language::Registry};

    const TEXT: &str = "package a\n\nimport \"os\"\n\n// Of says.\nfunc Of() string {\n\treturn os.Getenv(\"A\")\n}\n";

    #[track_caller]
    fn check(path: &str, before: &str, after: &str, expected: Option<&[(u64, u64)]>) {
        let registry = Registry::new(&[]).unwrap();
        let facts = |text: &str| extract::file(&registry, &path.into(), text.as_bytes(), false);
        let moved = Lines::between(facts(before), &facts(after)).map(|lines| {
            lines.0.into_iter().filter(|(before, after)| before != after).collect::<Vec<_>>()
        });
        assert_eq!(moved.as_deref(), expected, "{path}");
    }

    #[test]
    fn lines_that_move_are_told() {
        check("a.go", TEXT, TEXT, Some(&[]));
        let later = format!("// First.\n\n{TEXT}");
        check("a.go", TEXT, &later, Some(&[(3, 5), (6, 8), (7, 9), (8, 10)]));
        let inside = TEXT.replace("\treturn", "\n\t// Why.\n\treturn");
        check("a.go", TEXT, &inside, Some(&[(7, 9), (8, 10)]));
        check("a.go", &inside, TEXT, Some(&[(9, 7), (10, 8)]));
    }

    #[test]
    fn other_changes_are_more_than_that() {
        check("a.go", TEXT, &TEXT.replace("\"A\"", "\"B\""), None);
        check("a.go", TEXT, &TEXT.replace("Of()", "Or()"), None);
        check("a.go", TEXT, &TEXT.replace("return", "if true {\n}\nreturn"), None);
        check("a.rs", "mod a;\nfn b() {}\n", "mod a;\n\nfn b() {}\n", Some(&[(2, 3)]));
        check("a.rs", "mod a;\nfn b() {}\n", "mod a;\nfn b() {}\n\n", None);
        // Two places that were two lines are one.
        check("a.go", TEXT, &TEXT.replace("{\n\treturn", "{ return"), None);
        check("a.sql", "CREATE TABLE a (b int);\n", "\nCREATE TABLE a (b int);\n", None);
    }
}
