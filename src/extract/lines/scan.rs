//! One line after another into code, comment and string parts.

use crate::language::Comments;

/// A part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Code and strings.
    Code(&'a str),
    /// A comment, its opening sign left out.
    Comment(&'a str),
}

/// How a language writes strings that may hold a comment sign.
#[derive(Clone, Copy, Debug)]
struct Strings {
    /// Quotes; those in `lines` may hold line ends, those in `raw` know no backslash.
    quotes: &'static [char],
    lines: &'static [char],
    raw: &'static [char],
    /// `'` opens a character, a lifetime or a label.
    characters: bool,
    /// `r#"…"#`.
    hashes: bool,
}

const NONE: Strings =
    Strings { quotes: &[], lines: &[], raw: &[], characters: false, hashes: false };
const C: Strings = Strings { quotes: &['"'], characters: true, ..NONE };
const GO: Strings = Strings { quotes: &['"', '`'], lines: &['`'], raw: &['`'], ..C };
const RUST: Strings = Strings { quotes: &['"'], lines: &['"'], hashes: true, ..C };
const SQL: Strings = Strings { quotes: &['\'', '"'], lines: &['\''], raw: &['\'', '"'], ..NONE };
const SCRIPT: Strings = Strings { quotes: &['"', '\'', '`'], lines: &['`'], ..NONE };
const WORDS: Strings = Strings { quotes: &['"', '\''], ..NONE };

const LANGUAGES: [(&str, Strings); 12] = [
    ("go", GO),
    ("rust", RUST),
    ("sql", SQL),
    ("javascript", SCRIPT),
    ("typescript", SCRIPT),
    ("python", WORDS),
    ("php", WORDS),
    ("toml", WORDS),
    ("java", C),
    ("c", C),
    ("cpp", C),
    ("csharp", C),
];

/// Remembers between lines whether a comment or a string is open.
#[derive(Debug)]
pub(super) struct Scanner {
    comments: Comments,
    strings: Strings,
    /// Depth of open block comments.
    depth: usize,
    /// What closes the open string, and whether a backslash escapes in it.
    open: Option<(String, bool)>,
}

impl Scanner {
    pub(super) fn new(language: &str, comments: Comments) -> Self {
        let strings = LANGUAGES.iter().find(|(id, _)| *id == language);
        let strings = strings.map_or(NONE, |(_, strings)| *strings);
        Self { comments, strings, depth: 0, open: None }
    }

    /// Whether a string goes on in the next line.
    pub(super) fn in_string(&self) -> bool {
        self.open.is_some()
    }

    /// The parts of the next line.
    pub(super) fn line<'a>(&mut self, line: &'a str) -> Vec<Part<'a>> {
        let mut parts = Vec::new();
        let mut rest = line;
        while !rest.is_empty() {
            let (part, after) = if self.depth > 0 {
                self.comment(rest)
            } else if let Some((close, escapes)) = self.open.take() {
                self.string(rest, close, escapes)
            } else {
                self.code(rest)
            };
            parts.extend(part);
            rest = after;
        }
        parts
    }

    /// Inside a block comment, up to its end or the line's.
    fn comment<'a>(&mut self, text: &'a str) -> (Option<Part<'a>>, &'a str) {
        let Some((open, close)) = self.comments.block else { return (None, "") };
        for (at, _) in text.char_indices() {
            let rest = text.get(at..).unwrap_or_default();
            if rest.starts_with(close) {
                self.depth -= 1;
                let after = rest.get(close.len()..).unwrap_or_default();
                return (text.get(..at).map(Part::Comment), after);
            }
            if self.comments.nested && rest.starts_with(open) {
                self.depth += 1;
                let end = at + open.len();
                return (text.get(..end).map(Part::Comment), text.get(end..).unwrap_or_default());
            }
        }
        (Some(Part::Comment(text)), "")
    }

    /// Inside a string, up to its end or the line's.
    fn string<'a>(
        &mut self,
        text: &'a str,
        close: String,
        escapes: bool,
    ) -> (Option<Part<'a>>, &'a str) {
        let mut escaped = false;
        for (at, c) in text.char_indices() {
            let rest = text.get(at..).unwrap_or_default();
            if !escaped && rest.starts_with(&close) {
                let end = at + close.len();
                return (text.get(..end).map(Part::Code), text.get(end..).unwrap_or_default());
            }
            escaped = escapes && c == '\\' && !escaped;
        }
        if close.len() > 1 || close.chars().any(|quote| self.strings.lines.contains(&quote)) {
            self.open = Some((close, escapes));
        }
        (Some(Part::Code(text)), "")
    }

    /// Code, up to the next comment, string or the line's end.
    fn code<'a>(&mut self, text: &'a str) -> (Option<Part<'a>>, &'a str) {
        let mut before = ' ';
        let mut skip_to = 0;
        for (at, c) in text.char_indices() {
            let rest = text.get(at..).unwrap_or_default();
            if at < skip_to {
                before = c;
                continue;
            }
            // Where both begin alike (`--` and `--[[`), the longer one is the block's.
            if let Some((open, _)) = self.comments.block.filter(|(open, _)| rest.starts_with(*open))
            {
                self.depth = 1;
                return (
                    text.get(..at).map(Part::Code),
                    rest.get(open.len()..).unwrap_or_default(),
                );
            }
            if let Some(open) = self.comments.line.iter().find(|open| rest.starts_with(**open))
                && Self::opens_comment(open, before)
            {
                let comment = rest.get(open.len()..).unwrap_or_default();
                return match at {
                    0 => (Some(Part::Comment(comment)), ""),
                    _ => (text.get(..at).map(Part::Code), rest),
                };
            }
            if c == '\'' && self.strings.characters {
                skip_to = at + character(rest);
            } else if let Some((length, close, escapes)) = self.opens_string(rest, before) {
                self.open = Some((close, escapes));
                let end = at + length;
                return (text.get(..end).map(Part::Code), text.get(end..).unwrap_or_default());
            }
            before = c;
        }
        (Some(Part::Code(text)), "")
    }

    /// `#` opens a comment only at the start of a word: `a#b` and `$#` are none.
    fn opens_comment(open: &str, before: char) -> bool {
        open != "#" || before.is_whitespace() || matches!(before, ';' | ')' | '}')
    }

    fn opens_string(&self, rest: &str, before: char) -> Option<(usize, String, bool)> {
        if self.strings.hashes && !before.is_alphanumeric() && before != '_' {
            let raw = rest.strip_prefix('b').unwrap_or(rest).strip_prefix('r');
            let hashes = raw.map_or(0, |raw| raw.len() - raw.trim_start_matches('#').len());
            if raw.is_some_and(|raw| raw.get(hashes..).is_some_and(|raw| raw.starts_with('"'))) {
                let length = rest.find('"').unwrap_or_default() + 1;
                return Some((length, format!("\"{}", "#".repeat(hashes)), false));
            }
        }
        let quote = rest.chars().next().filter(|quote| self.strings.quotes.contains(quote))?;
        Some((1, quote.to_string(), !self.strings.raw.contains(&quote)))
    }
}

/// Length of a character literal; of a lifetime or label only its quote.
fn character(text: &str) -> usize {
    let inside = text.get(1..).unwrap_or_default();
    let mut chars = inside.char_indices();
    match chars.next() {
        Some((_, '\\')) => {
            let end = inside.char_indices().skip(2).find(|(_, c)| *c == '\'');
            end.map_or(1, |(at, _)| at + 2)
        }
        _ => match chars.next() {
            Some((at, '\'')) => at + 2,
            _ => 1,
        },
    }
}
