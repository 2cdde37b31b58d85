//! Which room may import which, and which may open what: the table of the architecture, checked.

use std::collections::BTreeSet;

use super::source::{Page, page, rust};

/// A room with the rooms it may import.
const ROOMS: [(&str, &[&str]); 21] = [
    ("error", &[]),
    ("model", &[]),
    ("language", &["error"]),
    ("discover", &["model", "error"]),
    ("history", &["model", "error"]),
    ("document", &["model"]),
    ("extract", &["model", "language"]),
    ("cache", &["model", "error"]),
    (
        "analyze",
        &["model", "error", "discover", "language", "extract", "document", "history", "cache"],
    ),
    ("reference", &["model", "error", "discover", "document", "analyze", "language", "history"]),
    ("standard", &["model", "error"]),
    ("compare", &["model"]),
    ("diff", &["model"]),
    ("merge", &[]),
    ("plan", &["model"]),
    ("check", &["model", "document"]),
    ("track", &["model"]),
    ("render", &["model", "error"]),
    ("mcp", &["model", "error"]),
    ("memory", &["model", "error"]),
    ("cli", EVERYTHING),
];

const EVERYTHING: &[&str] = &[
    "error",
    "model",
    "language",
    "discover",
    "history",
    "document",
    "extract",
    "cache",
    "analyze",
    "reference",
    "standard",
    "compare",
    "diff",
    "merge",
    "plan",
    "check",
    "track",
    "render",
    "mcp",
    "memory",
];

/// What only some rooms may name: a path, and the rooms that may.
const OPENED: [(&str, &[&str]); 25] = [
    ("std::fs", &["discover", "cache", "memory", "cli"]),
    ("std::env", &["cli"]),
    ("std::net", &["mcp"]),
    ("std::process", &["memory", "cli"]),
    ("std::time::SystemTime", &["cli"]),
    ("read_dir_utf8", &["discover", "cache", "reference", "cli"]),
    ("rmcp::", &["mcp", "memory"]),
    ("tokio::", &["mcp", "memory"]),
    ("hyper::", &["mcp", "memory"]),
    ("gix::", &["discover", "history", "merge", "cli"]),
    ("ignore::", &["discover"]),
    ("comrak::", &["document"]),
    ("jsonc_parser::", &["document", "cli"]),
    ("sqlparser::", &["extract"]),
    ("tree_sitter::", &["language", "extract"]),
    ("rmp_serde::", &["cache"]),
    ("crc32fast::", &["cache"]),
    ("minijinja::", &["render"]),
    ("rayon::", &["analyze", "cli", "history"]),
    ("annotate_snippets::", &["render"]),
    ("sha2::", &["check", "memory"]),
    ("strsim::", &["check", "cli"]),
    ("clap::", &["cli"]),
    ("indicatif::", &["cli"]),
    ("toml::", &["extract", "standard", "cli"]),
];

fn room(page: &Page) -> String {
    let inside = page.path.strip_prefix("src").unwrap();
    inside.components().next().unwrap().as_str().trim_end_matches(".rs").to_owned()
}

/// The pages of the library without its root and its tests.
fn pages() -> Vec<Page> {
    let root = ["src/lib.rs", "src/main.rs"];
    rust("src")
        .into_iter()
        .filter(|page| !page.is_test() && !root.contains(&page.path.as_str()))
        .collect()
}

#[test]
fn rooms_import_only_what_the_table_allows() {
    let mut wrong = Vec::new();
    for page in pages() {
        let room = room(&page);
        let row = ROOMS.iter().find(|(name, _)| *name == room);
        let (_, allowed) = row.unwrap_or_else(|| panic!("room `{room}` has no row"));
        let forbidden = imports(&page.code())
            .into_iter()
            .filter(|name| *name != room && !allowed.contains(&name.as_str()));
        wrong.extend(forbidden.map(|name| format!("{} imports `{name}`", page.path)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_has_no_circle() {
    let lib = page("src/lib.rs".into()).text;
    let order: Vec<&str> = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")).collect();
    let order: Vec<&str> = order.iter().map(|name| name.trim_end_matches(';')).collect();
    assert_eq!(order.len(), ROOMS.len(), "rooms of lib.rs and of the table");
    for (room, allowed) in ROOMS {
        let own = order.iter().position(|name| *name == room);
        for name in allowed {
            let other = order.iter().position(|other| other == name);
            assert!(other.is_some() && other < own, "`{room}` stands before `{name}` in lib.rs");
        }
    }
}

#[test]
fn rooms_open_only_what_is_theirs() {
    let mut wrong = Vec::new();
    for page in pages() {
        let (room, code) = (room(&page), page.code());
        for (name, rooms) in OPENED {
            if !rooms.contains(&room.as_str()) && names(&code, name) {
                wrong.push(format!("{} opens `{name}`", page.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether code names a path whose first part is not the end of a longer word.
fn names(code: &str, path: &str) -> bool {
    code.match_indices(path).any(|(at, _)| {
        !code[..at]
            .ends_with(|before: char| before.is_alphanumeric() || matches!(before, '_' | ':'))
    })
}

/// The rooms that code names after `crate::`.
fn imports(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, name) in code.match_indices("crate::") {
        let rest = code[at + name.len()..].trim_start();
        match rest.strip_prefix('{') {
            Some(group) => found.extend(members(group)),
            None => found.extend(word(rest)),
        }
    }
    // A type or function of the crate's root is no room.
    found.retain(|name| name.starts_with(|first: char| first.is_ascii_lowercase()));
    found
}

/// First words of the members of a `use` group, nested groups left out.
fn members(group: &str) -> Vec<String> {
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => {
                found.extend(word(&group[start..at]));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.extend(word(&group[start..at]));
                start = at + 1;
            }
            _ => {}
        }
    }
    found
}

fn word(text: &str) -> Option<String> {
    let text = text.trim_start();
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    Some(text[..end.unwrap_or(text.len())].to_owned()).filter(|word| !word.is_empty())
}

#[test]
fn imports_are_read_from_groups_and_paths() {
    #[track_caller]
    fn check(code: &str, expected: &[&str]) {
        assert_eq!(imports(code), expected.iter().map(|&name| name.to_owned()).collect());
    }
    check("use crate::model::{Plan, Task};", &["model"]);
    check(
        "use crate::{\n    error::{Error, Result},\n    model::Plan, plan,\n};",
        &["error", "model", "plan"],
    );
    check("let a = crate::analyze::schema_of(b); crate::Other", &["analyze"]);
    check("pub(crate) fn a() {}", &[]);
}
