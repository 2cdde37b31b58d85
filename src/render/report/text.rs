//! Text in pieces: words, code, places of the repository, names of things that the page shows. The template
//! writes each piece escaped, so no text of a repository is ever markup.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::links::Web;
use crate::model::{Evidence, Observation};

/// A piece of text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct Piece {
    /// `text`, `code`, `id`, `at` (a place), `go` (a part of the page), `mark` (a badge), `bar`, `break`.
    pub(super) kind: &'static str,
    /// What is read.
    pub(super) text: String,
    /// Address, or the part of the page; empty for none. Of a badge its class.
    pub(super) url: String,
    /// Share that a bar shows, in percent.
    pub(super) share: u32,
}

impl Piece {
    fn new(kind: &'static str, text: impl Into<String>, url: impl Into<String>) -> Self {
        Self { kind, text: text.into(), url: url.into(), share: 0 }
    }

    /// Words.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::new("text", text, "")
    }

    /// Code in a line.
    pub(super) fn code(text: impl Into<String>) -> Self {
        Self::new("code", text, "")
    }

    /// An identifier, in one piece.
    pub(super) fn id(text: impl Into<String>) -> Self {
        Self::new("id", text, "")
    }

    /// A badge; `class` says its colour, its text says the same in words.
    pub(super) fn mark(text: impl Into<String>, class: &str) -> Self {
        Self::new("mark", text, class)
    }

    /// A share of a whole, with its words.
    pub(super) fn bar(text: impl Into<String>, percent: u32) -> Self {
        Self { share: percent.min(100), ..Self::new("bar", text, "") }
    }

    /// A link to a part of the page.
    pub(super) fn go(text: impl Into<String>, anchor: &str) -> Self {
        Self::new("go", text, anchor)
    }

    /// A new line.
    pub(super) fn line() -> Self {
        Self::new("break", "", "")
    }
}

/// What links lead to: files of the repository on the web, and things of the page.
#[derive(Debug, Default)]
pub(super) struct Targets<'a> {
    /// The web view.
    pub(super) web: Web,
    /// Files that there are.
    pub(super) files: BTreeSet<&'a str>,
    /// Identifiers that the page shows, with the anchor of their row.
    pub(super) anchors: BTreeMap<String, String>,
}

impl Targets<'_> {
    /// The place of a fact.
    pub(super) fn at(&self, at: &Evidence) -> Piece {
        self.place(&at.file, at.line)
    }

    /// A place by path and line; line 0 is the whole file.
    pub(super) fn place(&self, path: &str, line: u32) -> Piece {
        let text = if line == 0 { path.to_owned() } else { format!("{path}:{line}") };
        Piece::new("at", text, self.web.line(path, line))
    }

    /// A sentence with its place.
    pub(super) fn seen(&self, one: &Observation) -> Vec<Piece> {
        let mut pieces = self.rich(&one.text);
        pieces.extend([Piece::text(" "), self.at(&one.at)]);
        pieces
    }

    /// A citation: a place, or an identifier that the page shows.
    pub(super) fn cite(&self, cite: &str) -> Piece {
        if let Some((path, line)) = place(cite) {
            let known = self.files.contains(path) || path.starts_with("../");
            return if known {
                self.place_of(path, line, cite)
            } else {
                Piece::new("at", cite, "")
            };
        }
        if self.files.contains(cite) {
            return self.place(cite, 0);
        }
        // Of a range (`T-001 to T-004`) the first.
        let id = cite.split_whitespace().next().unwrap_or(cite);
        match self.anchors.get(cite).or_else(|| self.anchors.get(id)) {
            Some(anchor) => Piece::go(cite, anchor),
            None => Piece::text(cite),
        }
    }

    /// A place as it is cited; what lies beside the repository has no address.
    fn place_of(&self, path: &str, line: u32, cite: &str) -> Piece {
        let url = if self.files.contains(path) { self.web.line(path, line) } else { String::new() };
        Piece::new("at", cite, url)
    }

    /// Citations with commas between them; nothing for none.
    pub(super) fn cites(&self, cites: &[String]) -> Vec<Piece> {
        listed(cites.iter().map(|cite| self.cite(cite)))
    }

    /// A text with its code, places and identifiers marked.
    pub(super) fn rich(&self, text: &str) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for (part, index) in text.split('`').zip(0usize..) {
            if index % 2 == 1 {
                pieces.push(if place(part).is_some() {
                    self.cite(part)
                } else {
                    Piece::code(part)
                });
            } else {
                self.words(part, &mut pieces);
            }
        }
        pieces
    }

    fn words(&self, text: &str, pieces: &mut Vec<Piece>) {
        let mut plain = String::new();
        for word in text.split_inclusive(char::is_whitespace) {
            let core = word.trim_matches(|letter: char| {
                letter.is_whitespace() || matches!(letter, ',' | ';' | '.' | '(' | ')' | ':' | '"')
            });
            let is_known = !core.is_empty()
                && (self.anchors.contains_key(core)
                    || place(core).is_some_and(|(path, _)| self.files.contains(path)));
            match word.split_once(core).filter(|_| is_known) {
                Some((before, after)) => {
                    plain.push_str(before);
                    push(&mut plain, pieces);
                    pieces.push(self.cite(core));
                    plain.push_str(after);
                }
                None => plain.push_str(word),
            }
        }
        push(&mut plain, pieces);
    }
}

fn push(plain: &mut String, pieces: &mut Vec<Piece>) {
    if !plain.is_empty() {
        pieces.push(Piece::text(std::mem::take(plain)));
    }
}

/// Pieces with commas between them.
pub(super) fn listed(pieces: impl IntoIterator<Item = Piece>) -> Vec<Piece> {
    joined(pieces, || Piece::text(", "))
}

/// Pieces on lines of their own.
pub(super) fn lines(pieces: impl IntoIterator<Item = Piece>) -> Vec<Piece> {
    joined(pieces, Piece::line)
}

fn joined(pieces: impl IntoIterator<Item = Piece>, between: impl Fn() -> Piece) -> Vec<Piece> {
    let mut list = Vec::new();
    for piece in pieces {
        if !list.is_empty() {
            list.push(between());
        }
        list.push(piece);
    }
    list
}

/// Path and line of `path:line`.
fn place(text: &str) -> Option<(&str, u32)> {
    let (path, line) = text.rsplit_once(':')?;
    Some((path, line.parse().ok()?)).filter(|(path, _)| !path.is_empty())
}

/// `1 file`, `3 files`.
pub(super) fn count(number: usize, word: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    let word = match word.strip_suffix('y').filter(|_| number != 1 && !word.ends_with("ay")) {
        Some(stem) => format!("{stem}ie"),
        None => word.to_owned(),
    };
    format!("{} {word}{ending}", grouped(number))
}

/// A number with its thousands apart.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (digit, index) in digits.chars().zip(0..) {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The words of an enumeration's value, as its JSON has them.
pub(super) fn word(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().replace('-', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets() -> Targets<'static> {
        Targets {
            files: BTreeSet::from(["a/b.go"]),
            anchors: BTreeMap::from([("FR-1".to_owned(), "asked-FR-1".to_owned())]),
            ..Targets::default()
        }
    }

    #[test]
    fn texts_are_taken_apart() {
        let kinds = |text: &str| -> Vec<(&str, String)> {
            targets().rich(text).into_iter().map(|piece| (piece.kind, piece.text)).collect()
        };
        assert_eq!(
            kinds("Add `Store` as a/b.go:3 (FR-1) has it."),
            [
                ("text", "Add ".to_owned()),
                ("code", "Store".to_owned()),
                ("text", " as ".to_owned()),
                ("at", "a/b.go:3".to_owned()),
                ("text", " (".to_owned()),
                ("go", "FR-1".to_owned()),
                ("text", ") has it.".to_owned()),
            ]
        );
        assert_eq!(kinds("at 10:30, FR-2"), [("text", "at 10:30, FR-2".to_owned())]);
        assert_eq!(kinds("an odd ` sign")[1].0, "code");
    }

    #[test]
    fn ranges_lead_to_their_first() {
        assert_eq!(targets().cite("FR-1 to FR-3").url, "asked-FR-1");
        assert_eq!(targets().cite("../other/a.md:2").kind, "at");
        assert_eq!(targets().cite("standard").kind, "text");
    }

    #[test]
    fn numbers_are_read_easily() {
        assert_eq!(count(1, "query"), "1 query");
        assert_eq!(count(2, "query"), "2 queries");
        assert_eq!(count(12345, "day"), "12,345 days");
        assert_eq!(grouped(999), "999");
    }
}
