//! The tokens of Rust, as far as finding bodies and counting branch points needs them.

use super::super::bytes::{Bytes, Class, class};

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Word(Word),
    /// A text, a character, a lifetime.
    Text,
    Open(u8),
    Close(u8),
    And,
    Or,
    /// `=>`.
    Arm,
    Not,
    Less,
    Greater,
    Comma,
    Equals,
    Semicolon,
    Star,
    Question,
    Other,
    End,
}

/// What a word is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Fn,
    /// Begins a declaration.
    Item,
    Const,
    If,
    While,
    For,
    Else,
    /// A keyword behind which an operand follows, so that `&&` and `||` are no operators there.
    Prefix,
    /// Anything else: names, numbers, `self`, `true`.
    Operand,
}

const WORDS: [(&[u8], Word); 32] = [
    (b"fn", Word::Fn),
    (b"const", Word::Const),
    (b"if", Word::If),
    (b"while", Word::While),
    (b"for", Word::For),
    (b"else", Word::Else),
    (b"struct", Word::Item),
    (b"enum", Word::Item),
    (b"union", Word::Item),
    (b"trait", Word::Item),
    (b"impl", Word::Item),
    (b"mod", Word::Item),
    (b"use", Word::Item),
    (b"extern", Word::Item),
    (b"type", Word::Item),
    (b"static", Word::Item),
    (b"macro_rules", Word::Item),
    (b"return", Word::Prefix),
    (b"break", Word::Prefix),
    (b"in", Word::Prefix),
    (b"match", Word::Prefix),
    (b"let", Word::Prefix),
    (b"mut", Word::Prefix),
    (b"ref", Word::Prefix),
    (b"move", Word::Prefix),
    (b"as", Word::Prefix),
    (b"unsafe", Word::Prefix),
    (b"async", Word::Prefix),
    (b"dyn", Word::Prefix),
    (b"yield", Word::Prefix),
    (b"loop", Word::Prefix),
    (b"where", Word::Prefix),
];

/// Reads one token after the other and remembers the last.
#[derive(Debug)]
pub(super) struct Lexer<'a> {
    bytes: Bytes<'a>,
    before: Token,
    /// The token before the last.
    earlier: Token,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { bytes: Bytes::new(text), before: Token::Other, earlier: Token::Other }
    }

    /// The last token.
    pub(super) fn before(&self) -> Token {
        self.before
    }

    /// The byte behind the last token.
    pub(super) fn at(&self) -> usize {
        self.bytes.at()
    }

    /// Whether `byte` follows, behind blanks.
    pub(super) fn peek_is(&mut self, byte: u8) -> bool {
        self.bytes.skip_blanks();
        self.bytes.peek() == Some(byte)
    }

    /// Whether the `!` just read calls a macro: a name stands before it and a bracket, or the name of a
    /// macro to be declared, behind it.
    pub(super) fn calls_macro(&mut self) -> bool {
        let named = matches!(self.earlier, Token::Word(Word::Operand | Word::Item));
        self.bytes.skip_blanks();
        let next = self.bytes.peek();
        let declared = self.earlier == Token::Word(Word::Item);
        named
            && next.is_some_and(|next| {
                matches!(next, b'(' | b'[' | b'{') || (declared && class(next) == Class::Word)
            })
    }

    /// Steps behind the brackets of a macro call.
    pub(super) fn skip_macro(&mut self) -> Option<()> {
        while !matches!(self.next()?, Token::Open(_)) {
            if self.before == Token::End {
                return None;
            }
        }
        self.skip_brackets()
    }

    /// Steps behind the bracket that closes the one just read.
    pub(super) fn skip_brackets(&mut self) -> Option<()> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next()? {
                Token::Open(_) => depth += 1,
                Token::Close(_) => depth -= 1,
                Token::End => return None,
                _ => {}
            }
        }
        Some(())
    }

    /// The next token; `None` where a text or a comment does not end.
    pub(super) fn next(&mut self) -> Option<Token> {
        let token = self.read()?;
        self.earlier = std::mem::replace(&mut self.before, token);
        Some(token)
    }

    fn read(&mut self) -> Option<Token> {
        loop {
            self.bytes.skip_blanks();
            let Some(byte) = self.bytes.peek() else { return Some(Token::End) };
            if class(byte) == Class::Word {
                return self.word();
            }
            match (byte, self.bytes.ahead(1)) {
                (b'/', Some(b'/')) => self.bytes.skip_line(),
                (b'/', Some(b'*')) => self.skip_comment()?,
                (b'"', _) => {
                    self.bytes.skip_quoted(b'"', true)?;
                    return Some(Token::Text);
                }
                (b'\'', _) => return self.character(),
                (first, second) => return Some(self.sign(first, second)),
            }
        }
    }

    fn sign(&mut self, first: u8, second: Option<u8>) -> Token {
        let (token, length) = match (first, second) {
            (b'&', Some(b'&')) => (Token::And, 2),
            (b'|', Some(b'|')) => (Token::Or, 2),
            (b'=', Some(b'>')) => (Token::Arm, 2),
            (b'=' | b'!' | b'<' | b'>', Some(b'=')) | (b'-', Some(b'>')) => (Token::Other, 2),
            (b'=', _) => (Token::Equals, 1),
            (b'!', _) => (Token::Not, 1),
            (b'<', _) => (Token::Less, 1),
            (b'>', _) => (Token::Greater, 1),
            (b',', _) => (Token::Comma, 1),
            (b';', _) => (Token::Semicolon, 1),
            (b'*', _) => (Token::Star, 1),
            (b'?', _) => (Token::Question, 1),
            (b'(' | b'[' | b'{', _) => (Token::Open(first), 1),
            (b')' | b']' | b'}', _) => (Token::Close(first), 1),
            _ => (Token::Other, 1),
        };
        self.bytes.step(length);
        token
    }

    /// A word, or the text whose prefix it is: `r"…"`, `b'…'`, `br#"…"#`.
    fn word(&mut self) -> Option<Token> {
        let word = self.bytes.word();
        let raw = matches!(word, b"r" | b"br" | b"cr");
        match self.bytes.peek() {
            Some(b'"') if raw => {
                self.bytes.step(1);
                self.bytes.skip_past(b"\"")?;
                return Some(Token::Text);
            }
            Some(b'"') if matches!(word, b"b" | b"c") => {
                self.bytes.skip_quoted(b'"', true)?;
                return Some(Token::Text);
            }
            Some(b'\'') if word == b"b" => {
                self.bytes.skip_quoted(b'\'', false)?;
                return Some(Token::Text);
            }
            Some(b'#') if raw => return self.hashed(),
            // `1.` is a number, `1..2` and `1.max(2)` only begin with one.
            Some(b'.') if word.first().is_some_and(u8::is_ascii_digit) => {
                let next = self.bytes.ahead(1);
                let goes_on = next.is_some_and(|next| next == b'.' || class(next) == Class::Word);
                self.bytes.step(usize::from(!goes_on));
            }
            _ => {}
        }
        let known = WORDS.iter().find(|(name, _)| *name == word);
        Some(Token::Word(known.map_or(Word::Operand, |(_, word)| *word)))
    }

    /// What begins with hashes behind `r`: a text, or a name that would be a keyword.
    fn hashed(&mut self) -> Option<Token> {
        let mut hashes = 0;
        while self.bytes.ahead(hashes) == Some(b'#') {
            hashes += 1;
        }
        if self.bytes.ahead(hashes) != Some(b'"') {
            self.bytes.step(hashes);
            self.bytes.word();
            return Some(Token::Word(Word::Operand));
        }
        self.bytes.step(hashes + 1);
        let mut end = vec![b'"'];
        end.extend(std::iter::repeat_n(b'#', hashes));
        self.bytes.skip_past(&end)?;
        Some(Token::Text)
    }

    /// A character, or a lifetime or label: a name that no quote follows.
    fn character(&mut self) -> Option<Token> {
        let mut after = self.bytes.clone();
        after.step(1);
        let name = after.word();
        let is_character = after.peek() == Some(b'\'') || name.is_empty();
        if is_character {
            self.bytes.skip_quoted(b'\'', false)?;
            return Some(Token::Text);
        }
        self.bytes = after;
        Some(Token::Other)
    }

    /// Steps over a block comment, which may hold others.
    fn skip_comment(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            let length = match (self.bytes.peek()?, self.bytes.ahead(1)) {
                (b'/', Some(b'*')) => {
                    depth += 1;
                    2
                }
                (b'*', Some(b'/')) => {
                    depth -= 1;
                    2
                }
                _ => 1,
            };
            self.bytes.step(length);
            if depth == 0 {
                return Some(());
            }
        }
    }
}
