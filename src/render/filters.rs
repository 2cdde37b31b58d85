//! Filters for Markdown: what keeps foreign text from breaking the structure around it.

use std::fmt::Write as _;

use minijinja::Environment;

use super::{html, report};
use crate::model::Day;

pub(super) fn add(environment: &mut Environment<'static>) {
    environment.add_filter("cell", |text: String| cell(&text));
    environment.add_filter("line", |text: String| line(&text));
    environment.add_filter("fenced", |text: String, language: String| fenced(&text, &language));
    environment.add_filter("code", |text: String| code(&text));
    environment.add_filter("hours", hours);
    environment.add_filter("day", |seconds: i64| Day::of_seconds(seconds).to_string());
    environment.add_filter("cites", |list: Vec<String>| cites(&list));
    environment.add_filter("xml", |text: String| xml(&text));
    environment.add_filter("breakable", |text: String| html::breakable(&text));
    environment.add_filter("policy_source", |text: String| report::policy_source(&text));
}

/// Text on one line that cannot end a table cell.
fn cell(text: &str) -> String {
    line(text).replace('|', "\\|")
}

/// Text on one line. What a document left to be filled in is said to be open, so that no bracket
/// survives that looks as if somebody should fill in the plan.
fn line(text: &str) -> String {
    without_placeholders(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// `[Plugin Name]` as `(left open: Plugin Name)`. Links and check boxes are none.
fn without_placeholders(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('[') {
        kept.push_str(before);
        match from.split_once(']') {
            Some((inside, after)) if is_placeholder(inside) && !after.starts_with(['(', '[']) => {
                let _ = write!(kept, "(left open: {inside})");
                rest = after;
            }
            _ => {
                kept.push('[');
                rest = from;
            }
        }
    }
    kept.push_str(rest);
    kept
}

/// Words with a capital first: not an index, a range, or a marked letter.
fn is_placeholder(inside: &str) -> bool {
    let is_word =
        |letter: char| letter.is_alphanumeric() || matches!(letter, ' ' | '_' | '-' | '/');
    inside.len() > 2 && inside.starts_with(char::is_uppercase) && inside.chars().all(is_word)
}

/// A code fence longer than every run of backticks in the text.
fn fenced(text: &str, language: &str) -> String {
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}", text.trim_end())
}

/// Code inside a line, as it is but for its line ends, between more backticks than it has in a row.
fn code(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let space = if longest > 0 { " " } else { "" };
    format!("{ticks}{space}{text}{space}{ticks}")
}

/// Hours without a needless `.0`.
fn hours(value: f64) -> String {
    if (value - value.round()).abs() < 0.05 { format!("{value:.0}") } else { format!("{value:.1}") }
}

/// Citations in brackets: paths as code, identifiers plain; empty for none.
fn cites(list: &[String]) -> String {
    let mut text = String::new();
    for (cite, index) in list.iter().zip(0..) {
        text.push_str(if index == 0 { " (" } else { ", " });
        let _ = if is_path(cite) { write!(text, "`{cite}`") } else { write!(text, "{cite}") };
    }
    if !list.is_empty() {
        text.push(')');
    }
    text
}

/// `path:line`, or a file's name; `FR-2.1` and `T-001 to T-004` are identifiers.
fn is_path(cite: &str) -> bool {
    let line = cite.rsplit_once(':').is_some_and(|(_, line)| line.parse::<u32>().is_ok());
    line || cite.contains('/')
        || std::path::Path::new(cite).extension().is_some_and(|ending| ending == "toml")
}

fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_stays_inside() {
        assert_eq!(cell("a | b\nc"), "a \\| b c");
        assert_eq!(fenced("x ```` y", "sql"), "`````sql\nx ```` y\n`````");
        assert_eq!(xml("<a & \"b\">"), "&lt;a &amp; &quot;b&quot;&gt;");
    }

    #[test]
    fn code_stays_as_it_is() {
        assert_eq!(code("func(a\n\tStore[Item])"), "`func(a Store[Item])`");
        assert_eq!(code("a `b` ``"), "``` a `b` `` ```");
    }

    #[test]
    fn what_a_document_left_open_is_said_to_be_open() {
        assert_eq!(
            line("[Plugin Name] helps [Team]."),
            "(left open: Plugin Name) helps (left open: Team)."
        );
        assert_eq!(
            line("see [Guide](guide.md), a[0], [x] and [1, 2]"),
            "see [Guide](guide.md), a[0], [x] and [1, 2]"
        );
    }

    #[test]
    fn paths_are_code_and_ids_are_not() {
        assert_eq!(cites(&["a/b.go:3".into(), "FR-2.1".into()]), " (`a/b.go:3`, FR-2.1)");
        assert_eq!(cites(&[]), "");
    }

    #[test]
    fn hours_have_a_fraction_only_when_it_says_something() {
        assert_eq!(hours(8.0), "8");
        assert_eq!(hours(2.5), "2.5");
    }
}
