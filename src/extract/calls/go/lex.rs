//! The tokens of a Go file, one at a time. What the grammar would not take as a token is `Kind::Wrong`.

use super::{literals, words};

pub(super) use super::words::Keyword;

/// What a token is, as far as the reader needs to tell tokens apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    End,
    Wrong,
    /// A name.
    Name,
    /// `nil`, `true`, `false`, `iota`: names that are tokens of their own in expressions.
    Fixed,
    /// `make` and `new`, whose first argument is a type.
    Make,
    /// A number or character.
    Plain,
    /// A text in quotes.
    Text,
    Keyword(Keyword),
    OpenParen,
    CloseParen,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    Comma,
    Semicolon,
    Colon,
    Dot,
    Ellipsis,
    Tilde,
    /// `=`
    Assign,
    /// `+=` and the like.
    AssignWith,
    /// `:=`
    Define,
    /// `++`, `--`
    Step,
    /// `<-`
    Arrow,
    Star,
    /// `&`
    Ampersand,
    /// `|`
    Bar,
    /// `+`, `-`, `^`
    Sign,
    /// `!`
    Not,
    /// An operator that only stands between two values.
    Between,
}

/// A token and what stands before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// First byte.
    pub(super) start: u32,
    /// The byte after the last.
    pub(super) end: u32,
    /// 1-based line of the first byte.
    pub(super) line: u32,
    /// 1-based line of the last byte.
    pub(super) end_line: u32,
    /// The byte behind the line break, or run of line breaks, that stands before it; 0 without one.
    pub(super) line_break: u32,
    /// A comment stands before it.
    pub(super) comment: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Lexer<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    /// 1-based line at `at`.
    line: u32,
}

impl<'t> Lexer<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, bytes: text.as_bytes(), at: 0, line: 1 }
    }

    pub(super) fn next(&mut self) -> Token {
        let (line_break, comment) = self.blank();
        let (start, line) = (self.at, self.line);
        let kind = self.token();
        let (start, end, end_line) = (byte(start), byte(self.at), self.line);
        Token { kind, start, end, line, end_line, line_break, comment }
    }

    /// Skips white space and comments; where the first line break outside of comments ends, and whether there
    /// was a comment.
    fn blank(&mut self) -> (u32, bool) {
        let (mut line_break, mut comment) = (0, false);
        loop {
            match self.peek(0) {
                b' ' | b'\t' | b'\r' => self.at += 1,
                b'\n' => {
                    let first = self.at;
                    while self.peek(0) == b'\n' {
                        self.at += 1;
                    }
                    self.line += byte(self.at - first);
                    line_break = if line_break == 0 { byte(self.at) } else { line_break };
                }
                b'/' if self.peek(1) == b'/' => {
                    comment = true;
                    self.at = self.find(self.at, '\n').unwrap_or(self.bytes.len());
                }
                b'/' if self.peek(1) == b'*' => {
                    let Some(end) = self.block_comment() else { return (line_break, comment) };
                    comment = true;
                    self.pass(end);
                }
                _ => return (line_break, comment),
            }
        }
    }

    /// Where the comment in `/*` and `*/` ends that begins here.
    fn block_comment(&self) -> Option<usize> {
        let inside = self.text.get(self.at + 2..)?;
        Some(self.at + 2 + inside.find("*/")? + 2)
    }

    /// Goes to `end` and counts the lines on the way.
    fn pass(&mut self, end: usize) {
        let passed = self.bytes.get(self.at..end).unwrap_or_default();
        self.line += passed.iter().map(|one| u32::from(*one == b'\n')).sum::<u32>();
        self.at = end;
    }

    fn token(&mut self) -> Kind {
        let first = self.peek(0);
        match first {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => self.word(),
            b'0'..=b'9' => self.number(),
            b'.' if self.peek(1).is_ascii_digit() => self.number(),
            b'"' => self.literal(literals::text(self.rest())),
            b'\'' => match literals::character(self.rest()) {
                Some(length) => self.take(length, Kind::Plain),
                None => Kind::Wrong,
            },
            b'`' => match self.find(self.at + 1, '`') {
                Some(end) => {
                    self.pass(end + 1);
                    Kind::Text
                }
                None => Kind::Wrong,
            },
            0 if self.at >= self.bytes.len() => Kind::End,
            _ => self.sign(first),
        }
    }

    fn word(&mut self) -> Kind {
        let start = self.at;
        loop {
            match self.peek(0) {
                b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'0'..=b'9' => self.at += 1,
                0x80.. => match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
                    Some(letter) if letter.is_alphabetic() => self.at += letter.len_utf8(),
                    _ => return Kind::Wrong,
                },
                _ => break,
            }
        }
        self.bytes.get(start..self.at).map_or(Kind::Wrong, words::kind)
    }

    fn number(&mut self) -> Kind {
        self.literal_as(literals::number(self.rest()), Kind::Plain)
    }

    fn literal(&mut self, length: Option<usize>) -> Kind {
        self.literal_as(length, Kind::Text)
    }

    fn literal_as(&mut self, length: Option<usize>, kind: Kind) -> Kind {
        length.map_or(Kind::Wrong, |length| self.take(length, kind))
    }

    fn take(&mut self, length: usize, kind: Kind) -> Kind {
        self.at += length;
        kind
    }

    fn sign(&mut self, first: u8) -> Kind {
        let (second, third) = (self.peek(1), self.peek(2));
        let (length, kind) = match (first, second, third) {
            (b'(', ..) => (1, Kind::OpenParen),
            (b')', ..) => (1, Kind::CloseParen),
            (b'[', ..) => (1, Kind::OpenBracket),
            (b']', ..) => (1, Kind::CloseBracket),
            (b'{', ..) => (1, Kind::OpenBrace),
            (b'}', ..) => (1, Kind::CloseBrace),
            (b',', ..) => (1, Kind::Comma),
            (b';', ..) => (1, Kind::Semicolon),
            (b'~', ..) => (1, Kind::Tilde),
            (b':', b'=', _) => (2, Kind::Define),
            (b':', ..) => (1, Kind::Colon),
            (b'.', b'.', b'.') => (3, Kind::Ellipsis),
            (b'.', ..) => (1, Kind::Dot),
            (b'+', b'+', _) | (b'-', b'-', _) => (2, Kind::Step),
            (b'<', b'-', _) => (2, Kind::Arrow),
            (b'<', b'<', b'=') | (b'>', b'>', b'=') | (b'&', b'^', b'=') => (3, Kind::AssignWith),
            (b'=' | b'!' | b'<' | b'>', b'=', _)
            | (b'<', b'<', _)
            | (b'>', b'>', _)
            | (b'&', b'^' | b'&', _)
            | (b'|', b'|', _) => (2, Kind::Between),
            (b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^', b'=', _) => {
                (2, Kind::AssignWith)
            }
            (b'<' | b'>' | b'/' | b'%', ..) => (1, Kind::Between),
            (b'*', ..) => (1, Kind::Star),
            (b'&', ..) => (1, Kind::Ampersand),
            (b'|', ..) => (1, Kind::Bar),
            (b'+' | b'-' | b'^', ..) => (1, Kind::Sign),
            (b'!', ..) => (1, Kind::Not),
            (b'=', ..) => (1, Kind::Assign),
            _ => (0, Kind::Wrong),
        };
        self.take(length, kind)
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or_default()
    }

    fn rest(&self) -> &'t [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn find(&self, from: usize, wanted: char) -> Option<usize> {
        Some(from + self.text.get(from..)?.find(wanted)?)
    }
}

impl Kind {
    /// Whether it can stand where a name is declared or follows a dot.
    pub(super) fn is_name(self) -> bool {
        matches!(self, Self::Name | Self::Fixed | Self::Make)
    }
}

/// Files are smaller than 4 GiB.
fn byte(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
