//! What a piece of code in a plan names: a path, an endpoint, a library, a name of code. Looks at the words
//! beside it; knows no repository.

use std::ops::Range;

use crate::{
    document::{
        words,
        work::paths::{self, Path},
    },
    model::{ClaimKind, Span},
};

/// A name within a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Bytes of the text.
    pub(super) bytes: Range<usize>,
    pub(super) kind: ClaimKind,
    pub(super) subject: String,
    pub(super) lines: Option<Span>,
    /// Whether the words beside it, or its own shape, say what it is beyond doubt.
    pub(super) sure: bool,
}

/// Methods of HTTP that endpoints have.
pub(super) const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// What the code span `code`, which stands at `at` of a text, names. `before` and `behind` are the words
/// beside it.
pub(super) fn of_code(code: &str, at: usize, before: &str, behind: &str) -> Vec<Named> {
    let trimmed = code.trim();
    let start = at + code.find(trimmed).unwrap_or(0);
    // A path in somebody's home, and one that only shows how paths are written.
    let example = before.trim_end_matches(['(', '`', ' ', ',']).ends_with("e.g.");
    if trimmed.starts_with('~') || (example && trimmed.contains(':')) {
        return Vec::new();
    }
    if trimmed.is_empty() || trimmed.contains('\n') && !trimmed.contains(' ') {
        return Vec::new();
    }
    if let Some(found) = endpoint(trimmed, start, before) {
        return vec![found];
    }
    if let Some(found) = target(trimmed, start) {
        return vec![found];
    }
    let found = whole_paths(trimmed, start);
    if !found.is_empty() {
        return found;
    }
    let named = noun(trimmed, before, behind)
        .map(|kind| (kind, true))
        .or_else(|| slashed(trimmed).map(|kind| (kind, false)))
        .or_else(|| shaped(trimmed));
    let Some((kind, sure)) = named else { return Vec::new() };
    let Some((subject, shift)) = subject(kind, trimmed) else { return Vec::new() };
    let from = start + shift;
    vec![Named {
        bytes: from..from + subject.len(),
        kind,
        subject: subject.to_owned(),
        lines: None,
        sure,
    }]
}

/// The claim of a path, once for each of its line ranges.
pub(super) fn of_path(path: &Path<'_>, at: usize) -> Vec<Named> {
    let bytes = path.bytes.start + at..path.bytes.end + at;
    let named = |lines| Named {
        bytes: bytes.clone(),
        kind: ClaimKind::Path,
        subject: path.name.to_owned(),
        lines,
        sure: true,
    };
    if path.lines.is_empty() {
        return vec![named(None)];
    }
    let spans = path.lines.iter().map(|(line, end)| Span { line: *line, end_line: *end });
    spans.map(|lines| named(Some(lines))).collect()
}

/// The paths of a code span that holds nothing but paths, and folders.
fn whole_paths(code: &str, at: usize) -> Vec<Named> {
    let found = paths::all(code);
    let mut rest = code.to_owned();
    for path in found.iter().rev() {
        let start = if code.get(..path.bytes.start).is_some_and(|text| text.ends_with("./")) {
            path.bytes.start - 2
        } else {
            path.bytes.start
        };
        rest.replace_range(start..path.bytes.end, "");
    }
    let left = words::key(&rest);
    let only = left
        .split_whitespace()
        .all(|word| word == "and" || super::vocabulary::verb(word).is_some())
        && !rest.contains(['"', '=', '$', '{', '*', '#', '@', '/', '\\']);
    if only && !found.is_empty() {
        return found.iter().flat_map(|path| of_path(path, at)).collect();
    }
    // `/x/y.go` and `../x.go` lie outside, which is worth saying.
    if found.is_empty() && is_folder(code) {
        let subject = code.strip_prefix("./").unwrap_or(code);
        let from = at + code.len() - subject.len();
        return vec![Named {
            bytes: from..from + subject.len(),
            kind: ClaimKind::Path,
            subject: subject.to_owned(),
            lines: None,
            sure: true,
        }];
    }
    Vec::new()
}

/// `internal/x/`: a folder is sure of itself only with the slash at its end.
fn is_folder(code: &str) -> bool {
    let Some(name) = code.strip_suffix('/') else { return false };
    let part = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "._-".contains(c))
    };
    let first = name.split('/').next().unwrap_or_default();
    !name.is_empty()
        && !name.contains("//")
        && name.trim_start_matches("./").split('/').all(part)
        && !first.contains(char::is_whitespace)
        && (!first.contains('.') || first.starts_with('.'))
        && !["feature", "origin", "refs", "hotfix", "release"].contains(&first)
}

/// `POST /v1/x`, or `/v1/x` behind a method.
fn endpoint(code: &str, at: usize, before: &str) -> Option<Named> {
    let (method, path) = match code.split_once(char::is_whitespace) {
        Some((method, path)) if METHODS.contains(&method) => (method, path.trim()),
        _ if code.starts_with('/') => {
            let word =
                before.trim_end_matches(['`', ' ', '*']).rsplit([' ', '(', '*', '`']).next()?;
            (METHODS.iter().find(|method| **method == word)?.to_owned(), code)
        }
        _ => return None,
    };
    let path = path.split([' ', '?', '#']).next()?;
    let normal = normal(path)?;
    let start = at + code.find(path)?;
    let from = if code.starts_with(method) { at } else { start };
    Some(Named {
        bytes: from..start + path.len(),
        kind: ClaimKind::Endpoint,
        subject: format!("{method} {normal}"),
        lines: None,
        sure: true,
    })
}

/// A path with parameters as `{name}`; `None` for what is no path of an endpoint.
pub(super) fn normal(path: &str) -> Option<String> {
    let shaped = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['*', '<', '…', '$', '|', '\\', '"', '\'', ','])
        && !path.contains("...")
        && path.chars().all(|c| !c.is_whitespace());
    let part = |part: &str| match part.strip_prefix(':') {
        Some(name) => format!("{{{name}}}"),
        None => part.to_owned(),
    };
    let whole = path.trim_end_matches(['.', ';', ')']);
    shaped.then(|| whole.split('/').map(part).collect::<Vec<_>>().join("/"))
}

/// `make test`, `just check`.
pub(super) fn target(code: &str, at: usize) -> Option<Named> {
    let mut parts = code.split_whitespace();
    let tool = parts.next().filter(|tool| matches!(*tool, "make" | "just"))?;
    let name = parts.next()?;
    let plain = name.chars().all(|c| c.is_alphanumeric() || "._-".contains(c))
        && name.starts_with(|c: char| c.is_alphanumeric());
    let assigned = parts.all(|part| part.contains('=') || part.starts_with('-'));
    let shift = code.get(tool.len()..)?.find(name)? + tool.len();
    (plain && assigned).then(|| Named {
        bytes: at + shift..at + shift + name.len(),
        kind: ClaimKind::Target,
        subject: name.to_owned(),
        lines: None,
        sure: true,
    })
}

/// Nouns beside a name that say what it is.
const NOUNS: &[(ClaimKind, &[&str])] = &[
    (ClaimKind::Interface, &["interface", "trait", "interfaces"]),
    (ClaimKind::Table, &["table", "tabela", "tabla", "tables"]),
    (
        ClaimKind::Dependency,
        &["dependency", "library", "crate", "dependencia", "biblioteca", "libreria"],
    ),
    (ClaimKind::Key, &["env", "envvar", "environment", "variable", "variavel", "setting"]),
    (
        ClaimKind::Symbol,
        &[
            "function",
            "method",
            "struct",
            "type",
            "func",
            "funcao",
            "funcion",
            "metodo",
            "tipo",
            "constructor",
        ],
    ),
];

/// What the noun right before or behind a name says it is.
fn noun(code: &str, before: &str, behind: &str) -> Option<ClaimKind> {
    let near = |kinds: &[&str], word: &str| kinds.contains(&word);
    let last = words::key(before.rsplit(['.', ';', ':', '(', ',', '\n', '`']).next()?);
    let mut last = last.split_whitespace().rev();
    let first = words::key(behind.split(['.', ';', ':', ',', '(', ')', '\n', '`', '|']).next()?);
    let mut first = first.split_whitespace();
    let (last, (first, second)) = (last.next().unwrap_or_default(), (first.next(), first.next()));
    let job = |word: &str| word == "job";
    if [first, second].into_iter().flatten().chain([last]).any(job)
        && words::has_any(
            &words::key(&format!("{before} {behind}")),
            &["ci", "workflow", "pipeline", "actions"],
        )
    {
        return is_name(code, "-_").then_some(ClaimKind::Job);
    }
    let first = first.unwrap_or_default();
    let (kind, _) = NOUNS.iter().find(|(_, nouns)| near(nouns, last) || near(nouns, first))?;
    let fits = match kind {
        ClaimKind::Table => is_name(code, "_.") && !code.contains(char::is_uppercase),
        ClaimKind::Key => is_key(code),
        ClaimKind::Dependency => is_name(code, "-_./@") && !code.ends_with('/'),
        ClaimKind::Interface | ClaimKind::Symbol => symbol(code).is_some(),
        _ => true,
    };
    fits.then_some(*kind)
}

/// Letters and digits, and what `also` names.
fn is_name(code: &str, also: &str) -> bool {
    code.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && code.chars().all(|c| c.is_alphanumeric() || also.contains(c))
}

/// `DB_HOST`.
pub(super) fn is_key(code: &str) -> bool {
    code.contains('_')
        && code.len() > 3
        && code.starts_with(|c: char| c.is_ascii_uppercase())
        && !code.ends_with('_')
        && code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// Words with slashes and without the ending of a file.
fn slashed(code: &str) -> Option<ClaimKind> {
    let (first, rest) = code.split_once('/')?;
    let part = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
    };
    let bare = code.split('@').next()?;
    if rest.is_empty() || !bare.split('/').all(part) || first.starts_with('.') {
        return None;
    }
    let host = !first.contains('_')
        && first.contains('.')
        && first.ends_with(char::is_alphabetic)
        && !first.starts_with('.');
    if host {
        return Some(ClaimKind::Dependency);
    }
    let folder = bare.chars().all(|c| !c.is_uppercase()) && !code.contains('@');
    folder.then_some(ClaimKind::Package)
}

/// What the shape of a name alone says.
fn shaped(code: &str) -> Option<(ClaimKind, bool)> {
    if is_key(code) {
        return Some((ClaimKind::Key, false));
    }
    let name = symbol(code)?;
    let called = code.get(name.len()..).is_some_and(|rest| rest.starts_with('('))
        || code.starts_with("func ")
        || code.starts_with("fn ");
    let upper = name.chars().any(char::is_uppercase);
    let mut humps = name.chars().zip(name.chars().skip(1));
    let camel = humps.any(|(one, next)| one.is_lowercase() && next.is_uppercase());
    let qualified = name.contains(['.', ':']) && upper;
    let telling = upper || name.contains('_');
    (camel || qualified || (called && telling)).then_some((ClaimKind::Symbol, called))
}

/// The name of a declaration, a call or a qualified name.
fn symbol(code: &str) -> Option<&str> {
    let bare = strip_keyword(code).trim_start_matches(['*', '&']);
    // A method's receiver: `(*Producer).Emit`.
    let end = bare.find(['(', '{', '<', '[', ' ']).unwrap_or(bare.len());
    let (name, rest) = bare.split_at_checked(end)?;
    let fits = |part: &str| {
        part.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    let parts = name.replace("::", ".");
    let declared = strip_keyword(code).len() < code.len();
    let tail = rest.is_empty() || rest.starts_with(['(', '[', '<', '{']) || declared;
    let fine = name.len() >= 3
        && parts.split('.').all(fits)
        && tail
        && !paths::is_path(name)
        && (!rest.starts_with('{') || declared);
    fine.then_some(name)
}

fn strip_keyword(code: &str) -> &str {
    const WORDS: &[&str] =
        &["func ", "fn ", "pub fn ", "type ", "struct ", "interface ", "trait ", "enum ", "class "];
    WORDS.iter().find_map(|word| code.strip_prefix(word)).unwrap_or(code)
}

/// The part of `code` that is the name, and where it begins.
fn subject(kind: ClaimKind, code: &str) -> Option<(&str, usize)> {
    match kind {
        ClaimKind::Symbol | ClaimKind::Interface => {
            let name = symbol(code)?;
            Some((name, code.find(name)?))
        }
        ClaimKind::Dependency => {
            let name = code.split(['@', ' ']).next()?;
            Some((name, 0))
        }
        _ => Some((code, 0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(ClaimKind, &str)]) {
        let (before, rest) = text.split_once('`').unwrap();
        let (code, behind) = rest.split_once('`').unwrap();
        let found = of_code(code, 0, before, behind);
        let found: Vec<_> = found.iter().map(|named| (named.kind, &*named.subject)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn code_names_things() {
        use ClaimKind::*;
        check("`internal/a.go`", &[(Path, "internal/a.go")]);
        check("`modify ./internal/a.go`", &[(Path, "internal/a.go")]);
        check("`internal/fees/`", &[(Path, "internal/fees/")]);
        check("`internal/fees`", &[(Package, "internal/fees")]);
        check("`github.com/a/b/v2@v2.1.0`", &[(Dependency, "github.com/a/b/v2")]);
        check("the `serde` crate", &[(Dependency, "serde")]);
        check("`POST /v1/fees/:id`", &[(Endpoint, "POST /v1/fees/{id}")]);
        check("DELETE `/v1/fees/{id}` too", &[(Endpoint, "DELETE /v1/fees/{id}")]);
        check("the `/v1/fees` route", &[]);
        check("`make test-unit`", &[(Target, "test-unit")]);
        check("`make([]byte, 3)`", &[]);
        check("the `FeeRepository` interface", &[(Interface, "FeeRepository")]);
        check("the `fee_rules` table", &[(Table, "fee_rules")]);
        check("set `DB_HOST`", &[(Key, "DB_HOST")]);
        check("`NewRoutes(app)`", &[(Symbol, "NewRoutes")]);
        check("`func Load(ctx context.Context) error`", &[(Symbol, "Load")]);
        check("`errors.Is`", &[(Symbol, "errors.Is")]);
        check("the CI job `unit-tests` runs", &[(Job, "unit-tests")]);
        check("the job `cleanup` runs", &[]);
        check("`*_test.go`", &[]);
        check("`application/JSON`", &[]);
        check("`go test ./internal/a_test.go -run X`", &[]);
        check("`true`", &[]);
        check("`https://a.b/c/d.go`", &[]);
    }
}
