//! What the lexers share: a position in a text, and steps over comments, strings and words.

/// A place in the bytes of a text.
#[derive(Clone, Debug)]
pub(super) struct Bytes<'a> {
    all: &'a [u8],
    at: usize,
}

/// What a byte can be part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Blank,
    LineEnd,
    Word,
    Other,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0_u8;
    loop {
        let class = match byte {
            b' ' | b'\t' | b'\r' | 0x0b | 0x0c => Class::Blank,
            b'\n' => Class::LineEnd,
            b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | 0x80..=0xff => Class::Word,
            _ => Class::Other,
        };
        #[expect(
            clippy::indexing_slicing,
            reason = "a constant of 256 places, made at compile time"
        )]
        {
            classes[byte as usize] = class;
        }
        if byte == u8::MAX {
            break classes;
        }
        byte += 1;
    }
};

/// What `byte` can be part of.
pub(super) fn class(byte: u8) -> Class {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(Class::Other)
}

/// Whether one bracket closes the other.
pub(super) fn closes(open: u8, close: u8) -> bool {
    matches!((open, close), (b'(', b')') | (b'[', b']') | (b'{', b'}'))
}

impl<'a> Bytes<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { all: text.as_bytes(), at: 0 }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.all.get(self.at).copied()
    }

    /// The byte `distance` behind the next one.
    pub(super) fn ahead(&self, distance: usize) -> Option<u8> {
        self.all.get(self.at + distance).copied()
    }

    pub(super) fn step(&mut self, count: usize) {
        self.at = (self.at + count).min(self.all.len());
    }

    /// Steps over blanks and line ends; whether there was a line end.
    pub(super) fn skip_blanks(&mut self) -> bool {
        let mut ended = false;
        while let Some(byte) = self.peek() {
            match class(byte) {
                Class::Blank => {}
                Class::LineEnd => ended = true,
                Class::Word | Class::Other => break,
            }
            self.at += 1;
        }
        ended
    }

    /// Steps over a word and returns it.
    pub(super) fn word(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let length = rest.iter().position(|byte| class(*byte) != Class::Word);
        let word = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
        self.at += word.len();
        word
    }

    /// Steps to the end of the line.
    pub(super) fn skip_line(&mut self) {
        let rest = self.rest();
        self.at += rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    }

    /// Steps behind the closing `quote` of a text in which a backslash escapes; `None` where it never ends,
    /// or ends behind the line and may not.
    pub(super) fn skip_quoted(&mut self, quote: u8, lines: bool) -> Option<()> {
        self.at += 1;
        loop {
            match self.peek()? {
                b'\\' => self.at += 2,
                b'\n' if !lines => return None,
                byte => {
                    self.at += 1;
                    if byte == quote {
                        return Some(());
                    }
                }
            }
        }
    }

    /// Steps behind the next `end`; `None` where there is none.
    pub(super) fn skip_past(&mut self, end: &[u8]) -> Option<()> {
        let found = memchr::memmem::find(self.rest(), end)?;
        self.at += found + end.len();
        Some(())
    }

    fn rest(&self) -> &'a [u8] {
        self.all.get(self.at..).unwrap_or_default()
    }
}
