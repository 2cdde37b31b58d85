//! Files that a text names, and places in them: `` `a/b.go` ``, `a/b.go:12`, `a/b.go:12-20, 31`.

use super::fields;
use crate::{document::words, model::Action};

/// A path in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::document) struct Path<'t> {
    pub(in crate::document) name: &'t str,
    /// Line ranges behind it.
    pub(in crate::document) lines: Vec<(u32, u32)>,
    /// Offset of the word in the text.
    at: usize,
    end: usize,
    /// Offset of the name, and the end of its last line number.
    pub(in crate::document) bytes: std::ops::Range<usize>,
}

/// The paths in `raw`, in order. Names with a wildcard or a placeholder are patterns, not paths.
pub(in crate::document) fn all(raw: &str) -> Vec<Path<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        let skip = rest.find(is_part).unwrap_or(rest.len());
        let start = at + skip;
        let word = raw.get(start..).unwrap_or_default();
        let length = word.find(|c: char| !is_part(c)).unwrap_or(word.len());
        let word = word.get(..length).unwrap_or_default();
        at = start + length.max(1);
        while raw.get(at..).is_none() && at < raw.len() {
            at += 1;
        }
        if let Some(path) = path(raw, start, word) {
            found.push(path);
        }
    }
    found
}

/// What a path may consist of. `*`, `<` and `{` are parts, so that a pattern is seen as one word.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || "/._-*{}<>@$+:[]".contains(c)
}

fn path<'t>(raw: &'t str, start: usize, word: &'t str) -> Option<Path<'t>> {
    let (name, lines) = word.split_once(':').unwrap_or((word, ""));
    let name = name.trim_end_matches(['.', '-', '_', ']', '+']);
    let shift = name.len() - name.trim_start_matches(['[', ':']).len();
    let name = name.get(shift..)?;
    let name = name.strip_prefix("./").unwrap_or(name);
    if word.contains("://") || lines.starts_with('/') || !is_path(name) {
        return None;
    }
    let end = start + word.len();
    let from = start + shift + word.get(shift..).map_or(0, |rest| rest.find(name).unwrap_or(0));
    let behind = raw.get(from + name.len()..).unwrap_or_default();
    let (ranges, length) = lines_behind(behind);
    Some(Path { name, lines: ranges, at: start, end, bytes: from..from + name.len() + length })
}

/// The lines that stand right behind a path, `:12-20, 31` or `#L12-L20`, and how many bytes they take.
fn lines_behind(behind: &str) -> (Vec<(u32, u32)>, usize) {
    let Some(text) = behind
        .strip_prefix(':')
        .or_else(|| behind.strip_prefix('#').filter(|text| text.starts_with(['L', 'l'])))
    else {
        return (Vec::new(), 0);
    };
    let dash = |c: char| matches!(c, '-' | '–');
    let is_line = |c: char| c.is_ascii_digit() || dash(c) || matches!(c, 'L' | 'l');
    let word = text.split(|c: char| !is_line(c)).next().unwrap_or_default().trim_end_matches(dash);
    let Some(first) = range(word) else { return (Vec::new(), 0) };
    let mut ranges = vec![first];
    let mut length = 1 + word.len();
    if let Some((found, taken)) = behind.get(length..).map(more) {
        ranges.extend(found);
        length += taken;
    }
    (ranges, length)
}

/// Further lines behind the first, `, 470` and `, 511-569`, and how many bytes they take.
fn more(text: &str) -> (Vec<(u32, u32)>, usize) {
    let (mut found, mut taken) = (Vec::new(), 0);
    let mut rest = text;
    while let Some(behind) = rest.strip_prefix(',').map(str::trim_start) {
        let end = behind
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '–')))
            .unwrap_or(behind.len());
        let (word, next) = behind.split_at(end);
        let Some(lines) = range(word).filter(|_| !next.starts_with(is_part)) else { break };
        found.push(lines);
        rest = next;
        taken = text.len() - next.len();
    }
    (found, taken)
}

/// `12`, `12-20`, `L12-L20`.
fn range(text: &str) -> Option<(u32, u32)> {
    let (from, to) = text.split_once(['-', '–']).unwrap_or((text, text));
    let line = |text: &str| text.trim_start_matches(['L', 'l']).parse::<u32>().ok();
    let (from, to) = (line(from)?, line(to)?);
    (from > 0 && to >= from).then_some((from, to))
}

/// Whether a word is the path of a file: a known extension, or a name that only files have.
pub(in crate::document) fn is_path(word: &str) -> bool {
    let name = word.rsplit('/').next().unwrap_or(word);
    let odd = word.contains(['*', '<', '>', '$', '{', '}', '@', '[', ']', '+'])
        || word.contains("//")
        || word.contains("...");
    let odd = odd && !word.contains("/[") && !word.starts_with('@');
    if odd || word.starts_with("//") || name.is_empty() {
        return false;
    }
    if NAMES.contains(&name) {
        return true;
    }
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    let dotted = stem.is_empty() || stem.contains(char::is_alphanumeric);
    let known =
        EXTENSIONS.contains(&extension) && dotted && (!stem.is_empty() || word.contains('/'));
    known
        || DOT_FILES.iter().any(|file| {
            name == *file || name.strip_prefix(file).is_some_and(|rest| rest.starts_with('.'))
        })
}

const NAMES: &[&str] =
    &["Dockerfile", "Makefile", "justfile", "Justfile", "CODEOWNERS", "Procfile", "LICENSE"];

const DOT_FILES: &[&str] =
    &[".env", ".gitignore", ".dockerignore", ".golangci.yml", ".editorconfig", ".gitattributes"];

const EXTENSIONS: &[&str] = &[
    "go",
    "rs",
    "ts",
    "tsx",
    "js",
    "jsx",
    "mjs",
    "cjs",
    "mts",
    "vue",
    "svelte",
    "py",
    "java",
    "kt",
    "kts",
    "scala",
    "rb",
    "php",
    "cs",
    "fs",
    "swift",
    "c",
    "h",
    "cc",
    "cpp",
    "hpp",
    "m",
    "ex",
    "exs",
    "erl",
    "clj",
    "hs",
    "ml",
    "dart",
    "lua",
    "sh",
    "bash",
    "zsh",
    "ps1",
    "bat",
    "sql",
    "md",
    "mdx",
    "txt",
    "json",
    "jsonc",
    "yaml",
    "yml",
    "toml",
    "xml",
    "html",
    "css",
    "scss",
    "sass",
    "less",
    "proto",
    "graphql",
    "gql",
    "tf",
    "tfvars",
    "hcl",
    "mod",
    "sum",
    "lock",
    "gradle",
    "ini",
    "cfg",
    "conf",
    "env",
    "properties",
    "csv",
    "ipynb",
    "zig",
    "nix",
    "tmpl",
    "tpl",
    "j2",
    "mk",
    "snap",
    "prisma",
    "csproj",
    "sln",
    "razor",
    "cshtml",
    "xaml",
    "gd",
    "tscn",
    "sol",
    "astro",
    "hbs",
    "ejs",
    "rst",
    "adoc",
    "plist",
    "service",
    "feature",
];

/// Whether the path is that of a test.
pub(in crate::document) fn is_test(path: &str) -> bool {
    words::has_any(&words::key(path), &["test", "tests", "spec"])
}

/// The path without one of the line numbers: claims of files name whole files.
pub(in crate::document) fn claims(raw: &str) -> Vec<(&str, Option<Action>)> {
    let mut before = 0;
    let mut open = 0_usize;
    let mut found = Vec::new();
    for path in all(raw) {
        let between = raw.get(before..path.at).unwrap_or_default();
        open += between.matches('(').count();
        open = open.saturating_sub(between.matches(')').count());
        // A place in brackets is where to look, not what to change.
        if open > 0 && !path.lines.is_empty() {
            before = path.end;
            continue;
        }
        let words = between;
        let words = words.rsplit([',', ';', ')']).next().unwrap_or_default();
        let behind = raw.get(path.end..).unwrap_or_default().trim_start_matches('`').trim_start();
        let note = behind.strip_prefix('(').and_then(|note| note.split(')').next());
        let action = fields::action_before(words).or_else(|| {
            note.filter(|note| note.split_whitespace().count() <= 2).and_then(fields::action_before)
        });
        before = path.end;
        found.push((path.name, action));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &[(&str, &[(u32, u32)])]) {
        let found = all(raw);
        let found: Vec<_> = found.iter().map(|path| (path.name, path.lines.as_slice())).collect();
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn paths_and_lines_are_found() {
        check("`a/b.go`, `c_test.go`", &[("a/b.go", &[]), ("c_test.go", &[])]);
        check("see a/b.go:12.", &[("a/b.go", &[(12, 12)])]);
        check("`a/b.go:129, 470` x", &[("a/b.go", &[(129, 129), (470, 470)])]);
        check("(`a/b.go:155-157, 511-569`)", &[("a/b.go", &[(155, 157), (511, 569)])]);
        check("in src/models/user.ts", &[("src/models/user.ts", &[])]);
        check("`*_test.go` and `[T]/x.go`", &[]);
        check("errors.Is and v1.2, e.g. this", &[]);
        check(
            "https://a.b/c.md go.mod .env.reference",
            &[("go.mod", &[]), (".env.reference", &[])],
        );
        check("./a.md", &[("a.md", &[])]);
        check("ação/é.md — ok", &[("ação/é.md", &[])]);
        check("a/b.go#L12-L20, c", &[("a/b.go", &[(12, 20)])]);
    }

    #[test]
    fn words_before_a_path_tell_what_happens() {
        assert_eq!(
            claims("Test files: `a_test.go`, extend `b.go`, `c.go` (new)"),
            [
                ("a_test.go", Some(Action::Test)),
                ("b.go", Some(Action::Modify)),
                ("c.go", Some(Action::Create))
            ]
        );
    }
}
