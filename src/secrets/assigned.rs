//! Values beside a name that says that they are secret: assignments of every notation, flags, elements, SQL.

use std::ops::Range;

use super::{
    doubt,
    found::Found,
    key::{Family, Key},
};

/// The value that is given to the name whose word stands at `word`.
pub(super) fn read(text: &str, word: Range<usize>, family: Family) -> Option<Found> {
    let key = Key::read(text, word)?;
    let (range, form) = value(text, &key)?;
    let given = text.get(range.clone())?;
    let kind = match family {
        Family::Password => "password",
        Family::Token => "secret-value",
    };
    is_secret(text, &key, family, (given, form)).then_some(Found { kind, range })
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Between quotation marks.
    Quoted,
    /// By itself, up to the end of its line.
    Line,
    /// By itself, and something stands behind it.
    Inside,
}

/// The value of a name: its bytes and how it is written.
fn value(text: &str, key: &Key<'_>) -> Option<(Range<usize>, Form)> {
    let rest = line_end(text.get(key.end..)?);
    let mut at = key.end + separator(text, key, rest)?;
    let rest = line_end(text.get(at..)?);
    let wrapped = ["[]byte(", "String::from(", "b", "r", "&", "f"];
    let quoted = |rest: &str| rest.starts_with(['"', '\'', '`', '\\']);
    if let Some(wrapping) = wrapped.iter().find(|one| rest.strip_prefix(**one).is_some_and(quoted))
    {
        at += wrapping.len();
    }
    let rest = line_end(text.get(at..)?);
    let escape = usize::from(rest.starts_with("\\\"") || rest.starts_with("\\'"));
    let mark = rest.get(escape..)?.chars().next()?;
    if matches!(mark, '"' | '\'' | '`') {
        let inside = rest.get(escape + 1..)?;
        let length = inside.find(mark)? - escape;
        let start = at + escape + 1;
        return Some((start..start + length, Form::Quoted));
    }
    let length = rest
        .find(|c: char| c.is_whitespace() || c.is_control() || "\"'`,;&<>|\\".contains(c))
        .unwrap_or(rest.len());
    let form = if rest.get(length..)?.trim().trim_end_matches('\\').is_empty() {
        Form::Line
    } else {
        Form::Inside
    };
    Some((at..at + length, form))
}

fn line_end(text: &str) -> &str {
    let most = text.len().min(2048);
    let end =
        memchr::memchr(b'\n', text.as_bytes().get(..most).unwrap_or_default()).unwrap_or(most);
    let end = (0..=end).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

/// How far the value is from the end of its name: behind a sign that gives it.
fn separator(text: &str, key: &Key<'_>, rest: &str) -> Option<usize> {
    let closed = rest.trim_start_matches(['"', '\'', '`', '*', ']', '\\']);
    let was_quoted = closed.len() < rest.len();
    let open = closed.trim_start_matches([' ', '\t']);
    let blank = open.len() < closed.len();
    let behind = |from: &str| Some(rest.len() - from.trim_start_matches([' ', '\t', '*']).len());
    if let Some(after) = open.strip_prefix(":=").or_else(|| open.strip_prefix("=>")) {
        return behind(after);
    }
    if let Some(after) = open.strip_prefix('=') {
        return (!after.starts_with(['=', '~'])).then(|| behind(after))?;
    }
    if let Some(after) = open.strip_prefix(':') {
        return behind(typed(after).unwrap_or(after));
    }
    if was_quoted && let Some(after) = open.strip_prefix(',') {
        return behind(after);
    }
    if let Some(after) = closed
        .strip_prefix('>')
        .filter(|_| text.get(..key.start).is_some_and(|before| before.ends_with('<')))
    {
        return behind(after);
    }
    if blank && (open.starts_with('\'') || open.starts_with('|')) {
        return behind(open.trim_start_matches(['|', ' ']));
    }
    if blank && let Some(after) = open.strip_prefix("is ").or_else(|| typed(open)) {
        return behind(after);
    }
    let line = text.get(..key.start)?.rsplit('\n').next().unwrap_or_default();
    let flag = key.name.starts_with("--") || (line.contains("login ") && line.contains("machine "));
    (blank && flag).then(|| behind(open))?
}

/// What stands behind the `=` of a declaration with a type.
fn typed(rest: &str) -> Option<&str> {
    let (kind, value) = rest.split_once('=')?;
    let is_type = |c: char| c.is_ascii_alphanumeric() || " &'_<>[]:?".contains(c);
    let fits = kind.len() <= 32 && !kind.trim().is_empty() && kind.chars().all(is_type);
    (fits && !value.starts_with('=')).then_some(value)
}

/// Whether a value under this name is a secret.
fn is_secret(text: &str, key: &Key<'_>, family: Family, (given, form): (&str, Form)) -> bool {
    let no = given.len() < 6
        || given.len() > 1024
        || doubt::is_reference(given)
        || doubt::is_placeholder(given)
        || doubt::is_uuid(given)
        || given.contains(char::is_whitespace)
        || given.contains("(redacted:");
    if no {
        return false;
    }
    let opens = key.opens_a_line(text);
    if key.is_of_environment() && opens && form != Form::Inside && family == Family::Password {
        return !given.contains(['(', '{', '[']);
    }
    if form != Form::Quoted && (given.contains(['(', '[', '{', ')']) || is_path_of_code(given)) {
        return false;
    }
    let is_plain = form != Form::Quoted && is_identifier(given) && !is_loose(text, key, form);
    !is_plain && is_strong(given, family)
}

fn is_strong(given: &str, family: Family) -> bool {
    let has = |test: fn(&u8) -> bool| given.bytes().any(|byte| test(&byte));
    let mixed = has(u8::is_ascii_alphabetic)
        && (has(u8::is_ascii_digit)
            || given.contains(['!', '@', '#', '$', '%', '^', '&', '*', '+']));
    if !mixed || !given.is_ascii() {
        return false;
    }
    match family {
        Family::Password => !doubt::is_name(given) && doubt::entropy(given) >= 2.3,
        Family::Token => {
            let long = given.len() >= 10 && doubt::entropy(given) >= 3.0;
            long && has(u8::is_ascii_digit) && !doubt::is_name(given) && !is_told(given)
        }
    }
}

/// Notation, not chance: a pattern, a list, a call.
fn is_told(given: &str) -> bool {
    given.contains(['(', ')', '{', '}', '[', ']', '<', '>', '|', '\\', ',', ';', '*', '?'])
}

/// `a.b.c`: a field, not a value.
fn is_path_of_code(given: &str) -> bool {
    let mut parts = given.split('.');
    given.contains('.') && parts.all(|part| is_identifier(part) && part.len() < 24)
}

fn is_identifier(given: &str) -> bool {
    given.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && given.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Whether the place is one where values stand without quotation marks: a line of settings, or a pair without blanks.
fn is_loose(text: &str, key: &Key<'_>, form: Form) -> bool {
    let next = text.get(key.end..).unwrap_or_default();
    let pair = next.starts_with('=') && !next.starts_with("= ");
    pair || (form == Form::Line && key.opens_a_line(text)) || !next.starts_with([' ', '=', ':'])
}
