//! SQL text cut at the semicolons that end statements. Understands quotes and comments, not SQL.

use crate::model::Span;

/// One statement with its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement {
    /// Text with its semicolon, comments before it included.
    pub(super) text: String,
    /// Lines from the first that is not blank.
    pub(super) lines: Span,
}

/// Cuts `text`, whose first line is `first_line`.
pub(super) fn split(text: &str, first_line: u32) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut line = first_line;
    let mut rest = text;
    while !rest.trim().is_empty() {
        let (statement, after) = rest.split_at(end_of(rest));
        let lead = statement.len() - statement.trim_start().len();
        let start = line + newlines(statement.get(..lead).unwrap_or_default());
        let body = statement.trim();
        if !body.is_empty() {
            let lines = Span { line: start, end_line: start + newlines(body) };
            statements.push(Statement { text: body.to_owned(), lines });
        }
        line += newlines(statement);
        rest = after;
    }
    statements
}

/// The statements that create types, behind the names of the types.
pub(super) fn types<'s>(
    statements: impl IntoIterator<Item = &'s Statement>,
) -> Vec<(String, &'s Statement)> {
    let named = |statement: &'s Statement| Some((created_type(&statement.text)?, statement));
    statements.into_iter().filter_map(named).collect()
}

/// The name that `CREATE TYPE` or `CREATE DOMAIN` gives, comments before it aside.
fn created_type(text: &str) -> Option<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("--"));
    let code: Vec<&str> = code.collect();
    let mut words = code.iter().flat_map(|line| line.split_whitespace());
    let create = words.next()?.eq_ignore_ascii_case("create");
    let kind = words.next()?;
    let kind = kind.eq_ignore_ascii_case("type") || kind.eq_ignore_ascii_case("domain");
    (create && kind).then(|| words.next().map(type_name))?
}

/// A type's bare name: schema, quotes, size and array marks left out.
pub(super) fn type_name(written: &str) -> String {
    let bare = written.split(['(', '[', ' ']).next().unwrap_or_default();
    let bare = bare.rsplit('.').next().unwrap_or_default();
    bare.trim_matches(['"', ';']).to_lowercase()
}

fn newlines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// Byte behind the semicolon that ends the first statement of `text`.
fn end_of(text: &str) -> usize {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(';') {
            return at + 1;
        }
        at += quoted(rest).unwrap_or_else(|| rest.chars().next().map_or(1, char::len_utf8));
    }
    text.len()
}

/// Bytes of the quoted text, comment or dollar quote that `text` starts with.
fn quoted(text: &str) -> Option<usize> {
    let until = |open: usize, close: &str| {
        let rest = text.get(open..)?;
        Some(rest.find(close).map_or(text.len(), |at| open + at + close.len()))
    };
    match text.get(..2).unwrap_or_default() {
        "--" => return until(2, "\n"),
        "/*" => return until(2, "*/"),
        _ => {}
    }
    match text.chars().next()? {
        '\'' => until(1, "'"),
        '"' => until(1, "\""),
        '$' => {
            let tag = text.get(1..)?.find('$').and_then(|at| text.get(..at + 2))?;
            let inner = tag.trim_matches('$');
            let valid = inner.chars().all(|c| c.is_alphanumeric() || c == '_');
            valid.then(|| until(tag.len(), tag)).flatten()
        }
        _ => None,
    }
}
