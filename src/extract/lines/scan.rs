//! One line after another into code, comment and string parts.

use std::ops::Range;

use memchr::memmem::Finder;

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
    /// Bytes with which a comment or a string may begin.
    stops: [bool; 256],
    /// Depth of open block comments.
    depth: usize,
    open: Option<Open>,
}

/// Where the next of some signs stand.
pub(super) struct Signs<'a> {
    text: &'a [u8],
    /// Each sign, and where it stands next.
    next: Vec<(Finder<'static>, usize)>,
}

impl<'a> Signs<'a> {
    /// The signs that may open something which goes on in the next line.
    pub(super) fn new(scanner: &Scanner, text: &'a str) -> Self {
        let signs: Vec<String> = scanner.signs().collect();
        Self::of(&signs, text)
    }

    pub(super) fn of(signs: &[impl AsRef<[u8]>], text: &'a str) -> Self {
        let text = text.as_bytes();
        let finders = signs.iter().map(|sign| Finder::new(sign).into_owned());
        let next = finders.map(|sign| {
            let at = find(&sign, text, 0);
            (sign, at)
        });
        Self { text, next: next.collect() }
    }

    /// Whether none stands in the text, before any line is asked for.
    pub(super) fn are_none(&self) -> bool {
        self.next.iter().all(|(_, at)| *at == usize::MAX)
    }

    /// Whether one stands in the line with these bytes; lines are asked for in their order.
    pub(super) fn are_in(&mut self, line: &Range<usize>) -> bool {
        let mut found = false;
        for (sign, at) in &mut self.next {
            if *at < line.start {
                *at = find(sign, self.text, line.start);
            }
            found |= *at < line.end;
        }
        found
    }
}

fn find(sign: &Finder<'_>, text: &[u8], from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    sign.find(rest).map_or(usize::MAX, |at| from + at)
}

/// An open string.
#[derive(Clone, Copy, Debug)]
struct Open {
    quote: char,
    /// Number of `#` behind the quote that closes it.
    hashes: usize,
    /// A backslash escapes in it.
    escapes: bool,
}

impl Scanner {
    pub(super) fn new(language: &str, comments: Comments) -> Self {
        let strings = LANGUAGES.iter().find(|(id, _)| *id == language);
        let strings = strings.map_or(NONE, |(_, strings)| *strings);
        let stops = stops(&comments, &strings);
        Self { comments, strings, stops, depth: 0, open: None }
    }

    /// Whether a string goes on in the next line.
    pub(super) fn in_string(&self) -> bool {
        self.open.is_some()
    }

    /// Whether no comment and no string is open.
    pub(super) fn is_between(&self) -> bool {
        self.depth == 0 && self.open.is_none()
    }

    /// Signs without which a line leaves open what it found open.
    fn signs(&self) -> impl Iterator<Item = String> {
        let block = self.comments.block.map(|(open, _)| open.to_owned());
        block.into_iter().chain(self.strings.lines.iter().map(ToString::to_string))
    }

    /// Whether a comment or a string may begin with this byte.
    pub(super) fn stops_at(&self, byte: u8) -> bool {
        self.stops.get(usize::from(byte)).copied().unwrap_or_default()
    }

    /// Whether the line ends with what may open a string: that goes on in the next line in any language.
    pub(super) fn may_end_open(&self, line: &str) -> bool {
        let last = line.as_bytes().last().filter(|byte| self.stops_at(**byte));
        last.is_some() && line.ends_with(self.strings.quotes)
    }

    /// Whether a line without such signs, read between comments and strings, is a comment and nothing else.
    pub(super) fn is_comment(&self, line: &str) -> bool {
        let line = line.trim_start();
        self.comments.line.iter().any(|open| line.starts_with(open))
    }

    /// Hands the parts of the next line to `part`.
    pub(super) fn line<'a>(&mut self, line: &'a str, mut part: impl FnMut(Part<'a>)) {
        let mut rest = line;
        while !rest.is_empty() {
            let (found, after) = if self.depth > 0 {
                self.comment(rest)
            } else if let Some(open) = self.open.take() {
                self.string(rest, open)
            } else {
                self.code(rest)
            };
            found.into_iter().for_each(&mut part);
            rest = after;
        }
    }

    /// Inside a block comment, up to its end or the line's.
    fn comment<'a>(&mut self, text: &'a str) -> (Option<Part<'a>>, &'a str) {
        let Some((open, close)) = self.comments.block else { return (None, "") };
        let end = text.find(close);
        let inner = self.comments.nested.then(|| text.find(open)).flatten();
        match (end, inner) {
            (end, Some(at)) if end.is_none_or(|end| at < end) => {
                self.depth += 1;
                let end = at + open.len();
                (text.get(..end).map(Part::Comment), text.get(end..).unwrap_or_default())
            }
            (Some(at), _) => {
                self.depth -= 1;
                let after = text.get(at + close.len()..).unwrap_or_default();
                (text.get(..at).map(Part::Comment), after)
            }
            (None, _) => (Some(Part::Comment(text)), ""),
        }
    }

    /// Inside a string, up to its end or the line's.
    fn string<'a>(&mut self, text: &'a str, open: Open) -> (Option<Part<'a>>, &'a str) {
        let mut from = 0;
        while let Some(found) = text
            .get(from..)
            .and_then(|rest| rest.find(|c| c == open.quote || (c == '\\' && open.escapes)))
        {
            let rest = text.get(from + found..).unwrap_or_default();
            if rest.starts_with('\\') && open.escapes && open.quote != '\\' {
                let escaped = rest.chars().nth(1).map_or(0, char::len_utf8);
                from += found + 1 + escaped;
                continue;
            }
            from += found + open.quote.len_utf8();
            let behind = text.get(from..).unwrap_or_default();
            if behind.bytes().take_while(|byte| *byte == b'#').count() >= open.hashes {
                let end = from + open.hashes;
                return (text.get(..end).map(Part::Code), text.get(end..).unwrap_or_default());
            }
        }
        if open.hashes > 0 || self.strings.lines.contains(&open.quote) {
            self.open = Some(open);
        }
        (Some(Part::Code(text)), "")
    }

    /// Code, up to the next comment, string or the line's end.
    fn code<'a>(&mut self, text: &'a str) -> (Option<Part<'a>>, &'a str) {
        let mut from = 0;
        while let Some(at) = self.next_stop(text, from) {
            let rest = text.get(at..).unwrap_or_default();
            let before = || text.get(..at).and_then(|text| text.chars().next_back()).unwrap_or(' ');
            // Where both begin alike (`--` and `--[[`), the longer one is the block's.
            if let Some((open, _)) = self.comments.block.filter(|(open, _)| rest.starts_with(*open))
            {
                self.depth = 1;
                let after = rest.get(open.len()..).unwrap_or_default();
                return (text.get(..at).map(Part::Code), after);
            }
            if let Some(open) = self.comments.line.iter().find(|open| rest.starts_with(**open))
                && Self::opens_comment(open, before())
            {
                let comment = rest.get(open.len()..).unwrap_or_default();
                return match at {
                    0 => (Some(Part::Comment(comment)), ""),
                    _ => (text.get(..at).map(Part::Code), rest),
                };
            }
            if rest.starts_with('\'') && self.strings.characters {
                from = at + character(rest);
            } else if let Some((length, open)) = self.opens_string(rest, before()) {
                self.open = Some(open);
                let end = at + length;
                return (text.get(..end).map(Part::Code), text.get(end..).unwrap_or_default());
            } else {
                from = at + 1;
            }
        }
        (Some(Part::Code(text)), "")
    }

    /// The next byte from `from` on with which something may begin.
    fn next_stop(&self, text: &str, from: usize) -> Option<usize> {
        let rest = text.as_bytes().get(from..)?;
        rest.iter().position(|byte| self.stops_at(*byte)).map(|at| from + at)
    }

    /// `#` opens a comment only at the start of a word: `a#b` and `$#` are none.
    fn opens_comment(open: &str, before: char) -> bool {
        open != "#" || before.is_whitespace() || matches!(before, ';' | ')' | '}')
    }

    fn opens_string(&self, rest: &str, before: char) -> Option<(usize, Open)> {
        if self.strings.hashes && !before.is_alphanumeric() && before != '_' {
            let raw = rest.strip_prefix('b').unwrap_or(rest).strip_prefix('r');
            let hashes = raw.map_or(0, |raw| raw.len() - raw.trim_start_matches('#').len());
            if raw.is_some_and(|raw| raw.get(hashes..).is_some_and(|raw| raw.starts_with('"'))) {
                let length = rest.find('"').unwrap_or_default() + 1;
                return Some((length, Open { quote: '"', hashes, escapes: false }));
            }
        }
        let quote = rest.chars().next().filter(|quote| self.strings.quotes.contains(quote))?;
        let escapes = !self.strings.raw.contains(&quote);
        Some((1, Open { quote, hashes: 0, escapes }))
    }
}

/// The first bytes of all signs that open a comment or a string.
fn stops(comments: &Comments, strings: &Strings) -> [bool; 256] {
    let signs = comments.line.iter().copied().chain(comments.block.map(|(open, _)| open));
    let mut first: Vec<u8> = signs.filter_map(|sign| sign.bytes().next()).collect();
    first.extend(strings.quotes.iter().filter_map(|quote| u8::try_from(*quote).ok()));
    first.extend(strings.characters.then_some(b'\''));
    first.extend(strings.hashes.then_some(*b"rb").into_iter().flatten());
    let mut stops = [false; 256];
    for byte in first {
        if let Some(stop) = stops.get_mut(usize::from(byte)) {
            *stop = true;
        }
    }
    stops
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
