//! Blocks of code in a plan: illustrations, whose commands, endpoints and tables are claims all the same.

use super::{
    markdown::Walk,
    names::{self, Named},
    stretch::{self, Saying},
};
use crate::{
    document::work::paths,
    model::{Action, Block, ClaimKind, Span, Standing},
};

/// Adds the claims of a fence.
pub(super) fn read(walk: &mut Walk<'_, '_>, block: &Block) {
    let item = walk.items.at(block.span.line).to_owned();
    for line in block.span.line..=block.span.end_line {
        let bytes = walk.text.lines(Span { line, end_line: line });
        let text = walk.text.get(&bytes);
        if text.trim_start().starts_with("```") || text.trim_start().starts_with("~~~") {
            continue;
        }
        for (name, action) in of_line(text, &block.language) {
            let own = bytes.start + name.bytes.start..bytes.start + name.bytes.end;
            let said = Saying { action, ..Saying::of(name) };
            walk.add(own, said, &item, Some(Standing::Shown));
        }
    }
}

fn of_line(text: &str, language: &str) -> Vec<(Named, Option<Action>)> {
    let mut found: Vec<(Named, Option<Action>)> = Vec::new();
    let shell = matches!(language, "sh" | "bash" | "shell" | "console" | "zsh" | "shell-session");
    if shell {
        found.extend(command(text).map(|name| (name, None)));
        found.extend(curl(text).map(|name| (name, None)));
    }
    if matches!(language, "sql" | "pgsql" | "postgresql") {
        found.extend(table(text));
    }
    if shell || matches!(language, "" | "http" | "text" | "plaintext" | "go" | "rest") {
        found.extend(stretch::endpoints(text, 0).into_iter().map(|name| (name, None)));
    }
    if shell || matches!(language, "" | "text" | "plaintext" | "tree") || is_comment(text) {
        let paths = paths::all(text);
        let whole = paths.into_iter().filter(|path| path.name.contains('/'));
        found.extend(whole.flat_map(|path| names::of_path(&path, 0)).map(|name| (name, None)));
    }
    found
}

/// A comment that is a path names the file that the code belongs to.
fn is_comment(text: &str) -> bool {
    let bare = text.trim_start();
    let rest = ["// ", "# ", "-- "].iter().find_map(|mark| bare.strip_prefix(mark));
    rest.is_some_and(|rest| rest.split_whitespace().count() == 1)
}

/// `make x` behind a prompt or at the beginning.
fn command(text: &str) -> Option<Named> {
    let bare = text.trim_start().trim_start_matches("$ ");
    let at = text.len() - bare.len();
    let end = bare.find(" #").or_else(|| bare.find(" &&")).unwrap_or(bare.len());
    names::target(bare.get(..end)?.trim_end(), at)
}

/// The endpoint that a curl command calls on this machine.
fn curl(text: &str) -> Option<Named> {
    if !text.contains("curl ") {
        return None;
    }
    let url = text.find("://localhost").or_else(|| text.find("://127.0.0.1"))?;
    let behind = text.get(url + 3..)?;
    let slash = behind.find('/')?;
    let host = behind.get(..slash)?;
    if host.contains([' ', '"', '\'']) {
        return None;
    }
    let rest = behind.get(slash..)?;
    let end = rest.find([' ', '"', '\'', '?', '\\']).unwrap_or(rest.len());
    let path = rest.get(..end)?;
    let mut words = text.split_whitespace();
    let given = words.find(|word| matches!(*word, "-X" | "--request")).and_then(|_| words.next());
    let body = [" -d ", " --data", " -F ", " --json "].iter().any(|flag| text.contains(flag));
    let method = given.unwrap_or(if body { "POST" } else { "GET" });
    let start = url + 3 + slash;
    Some(Named {
        bytes: start..start + path.len(),
        kind: ClaimKind::Endpoint,
        subject: format!("{method} {}", names::normal(path)?),
        lines: None,
        sure: true,
    })
}

/// The table that a statement makes or changes.
fn table(text: &str) -> Option<(Named, Option<Action>)> {
    let upper = text.to_ascii_uppercase();
    let (at, action) = [
        ("CREATE TABLE ", Action::Create),
        ("ALTER TABLE ", Action::Modify),
        ("DROP TABLE ", Action::Delete),
    ]
    .iter()
    .find_map(|(words, action)| Some((upper.find(words)? + words.len(), *action)))?;
    let rest = text.get(at..)?;
    let skip = ["IF NOT EXISTS ", "IF EXISTS ", "ONLY "]
        .iter()
        .find(|words| rest.to_ascii_uppercase().starts_with(**words));
    let at = at + skip.map_or(0, |words| words.len());
    let rest = text.get(at..)?;
    let name = rest.split([' ', '(', ';', ',']).next()?;
    let bare = name.trim_matches('"');
    let start = at + name.find(bare)?;
    let plain = !bare.is_empty() && bare.chars().all(|c| c.is_alphanumeric() || "_.".contains(c));
    plain.then(|| {
        let named = Named {
            bytes: start..start + bare.len(),
            kind: ClaimKind::Table,
            subject: bare.to_owned(),
            lines: None,
            sure: true,
        };
        (named, Some(action))
    })
}
