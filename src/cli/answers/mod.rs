//! `answers.toml` in the target's planning folder: read, with the line of every answer, and written without
//! touching what people wrote around them.

mod edit;
mod value;

use std::{collections::BTreeMap, io::ErrorKind as IoKind};

use camino::{Utf8Path, Utf8PathBuf};
use toml_edit::{Document, Item, Table};

pub(super) use self::value::{Value, read as read_value};
use super::{config, output};
use crate::{
    error::{Error, ErrorKind, Result},
    model::{Answers, OpenQuestion},
};

/// Name of the file in the planning folder.
pub(super) const FILE: &str = "answers.toml";

/// What the file holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    /// Its path relative to the target.
    pub(super) name: String,
    pub(super) answers: Answers,
    /// 1-based line of every answer: `team`, `answers.Q-…`, `people.0`, `external.0`.
    lines: BTreeMap<String, usize>,
}

impl Kept {
    /// Where an answer stands.
    pub(super) fn cite(&self, what: &str) -> String {
        match self.lines.get(what) {
            Some(line) => format!("{}:{line}", self.name),
            None => self.name.clone(),
        }
    }
}

/// The file's path relative to the target.
pub(super) fn name(docs_dir: &str) -> String {
    format!("{}/{FILE}", docs_dir.trim_end_matches('/'))
}

/// What the file of the target holds; nothing when there is none.
///
/// # Errors
/// When it cannot be read or is not what it should be: with line and way out.
pub(super) fn load(root: &Utf8Path, docs_dir: &str) -> Result<Kept> {
    let name = name(docs_dir);
    let text = text(&root.join(&name), &name)?;
    parse(name, &text)
}

fn text(path: &Utf8Path, name: &str) -> Result<String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text),
        // A target that is no folder has no answers; opening it says what is wrong.
        Err(error) if matches!(error.kind(), IoKind::NotFound | IoKind::NotADirectory) => {
            Ok(String::new())
        }
        Err(error) => Err(Error::input(format!("cannot read {name}")).source(error).hint(
            "it is a text file in UTF-8; move it away to begin anew, nothing of it was changed",
        )),
    }
}

fn parse(name: String, text: &str) -> Result<Kept> {
    let answers: Answers = toml::from_str(text)
        .map_err(|error| wrong(&name, config::line(&error, text), error.message()))?;
    let lines = lines(text);
    let listed = answers.people.len();
    if let Some(team) = answers.team.filter(|team| listed > 0 && *team as usize != listed) {
        let line = lines.get("team").copied().unwrap_or(1);
        let what = format!("team is {team}, and {listed} people are listed");
        return Err(wrong(&name, line, &what));
    }
    Ok(Kept { name, answers, lines })
}

fn wrong(name: &str, line: usize, what: &str) -> Error {
    Error::new(ErrorKind::Usage, format!("cannot use {name}, line {line}: {what}")).hint(
        "correct the line, nothing of the file was changed; known are start, deadline, team (or [[people]] name, \
         hours_per_week, skills, from, until, away), hours_per_week, focus, [[external]] what, ready, holds, and \
         [answers] by question; `groundplan schema answers` has the whole form",
    )
}

/// The line of every answer.
fn lines(text: &str) -> BTreeMap<String, usize> {
    let mut lines = BTreeMap::new();
    let Ok(document) = Document::parse(text) else { return lines };
    let line = |item: &Item| {
        let start = item.span()?.start;
        Some(text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1)
    };
    for (key, item) in document.as_table() {
        lines.extend(line(item).map(|line| (key.to_owned(), line)));
        for (inner, item) in item.as_table().into_iter().flat_map(Table::iter) {
            lines.extend(line(item).map(|line| (format!("{key}.{inner}"), line)));
        }
        let tables = item.as_array_of_tables().into_iter().flatten().enumerate();
        for (position, table) in tables {
            let line = line(&Item::Table(table.clone()));
            lines.extend(line.map(|line| (format!("{key}.{position}"), line)));
        }
    }
    lines
}

/// Keeps an answer: the file is read again, so that what somebody wrote meanwhile stays, and replaced as a
/// whole.
///
/// # Errors
/// When the file is broken or cannot be written.
pub(super) fn keep(
    root: &Utf8Path,
    docs_dir: &str,
    question: &OpenQuestion,
    value: &Value,
) -> Result<()> {
    let name = name(docs_dir);
    let path: Utf8PathBuf = root.join(&name);
    let old = text(&path, &name)?;
    parse(name.clone(), &old)?;
    let new = edit::with(&old, question, value)
        .map_err(|what| Error::input(format!("cannot keep the answer in {name}: {what}")))?;
    // What is written must be readable; otherwise the file stays as it is.
    parse(name, &new)?;
    output::write(&path, &new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Kept> {
        parse("docs/answers.toml".into(), text)
    }

    #[test]
    fn everything_that_people_write_is_read_with_its_line() {
        let kept = read(
            "# ours\nstart = 2026-12-01\nteam = 2\n\n[answers]\nQ-A = \"yes\"\nQ-B = 3\nQ-C = [\"x\", \"y\"]\n\n\
             [[people]]\nname = \"Ana\"\nskills = [\"migration\"]\naway = [\"2026-12-24..2027-01-02\"]\n\n\
             [[people]]\nname = \"Bruno\"\n\n[[external]]\nwhat = \"API\"\nready = \"2026-12-10\"\n",
        )
        .unwrap();
        let answers = &kept.answers;
        assert_eq!((answers.start.as_deref(), answers.team), (Some("2026-12-01"), Some(2)));
        let words: Vec<&str> = answers.answers.values().map(String::as_str).collect();
        assert_eq!(words, ["yes", "3", "x, y"]);
        assert_eq!((answers.people.len(), answers.external.len()), (2, 1));
        assert_eq!(kept.cite("start"), "docs/answers.toml:2");
        assert_eq!(kept.cite("answers.Q-B"), "docs/answers.toml:7");
        assert_eq!(kept.cite("people.1"), "docs/answers.toml:15");
        assert_eq!(kept.cite("external.0"), "docs/answers.toml:18");
    }

    #[track_caller]
    fn refused(text: &str, line: usize, what: &str) {
        let error = read(text).unwrap_err();
        let message = error.to_string();
        assert!(message.contains(&format!("docs/answers.toml, line {line}: ")), "{message}");
        assert!(message.contains(what), "{message}");
        assert!(error.way_out().is_some());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        refused("start = \"soon\"\n", 1, "`soon` is no day");
        refused("team = 3\nstart = \"2026-02-30\"\n", 2, "2026-02-30");
        refused("focus = 7\n", 1, "between 0.05 and 1");
        refused("teams = 3\n", 1, "unknown field `teams`");
        refused("[[people]]\nname = \"A\"\nskills = [\"sql\"]\n", 3, "no kind of task");
        refused("[[people]]\nname = \"A\"\naway = [\"2026-12-24..2026-12-01\"]\n", 3, "no range");
        refused("team = 2\n[[people]]\nname = \"A\"\n", 1, "1 people are listed");
        refused("[answers]\nQ-A = \"open\n", 2, "");
    }
}
