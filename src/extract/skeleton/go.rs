//! Function bodies of Go.

mod head;

use super::{
    Head, Unit,
    bytes::{Bytes, Class, class, closes},
};

/// The functions that Go text declares; `None` where brackets do not fit or a text does not end.
pub(super) fn units(text: &str) -> Option<Vec<Unit>> {
    let mut lexer = Lexer { bytes: Bytes::new(text), before: Token::LineEnd };
    let mut units = Vec::new();
    let mut depth = 0_usize;
    // Where the line behind the last token begins.
    let (mut from, mut ended) = (0, true);
    loop {
        let before = lexer.before;
        match lexer.next()? {
            Token::End => return (depth == 0).then_some(units),
            Token::LineEnd if ended => continue,
            Token::LineEnd => from = lexer.bytes.at(),
            Token::Open(_) => depth += 1,
            Token::Close(_) => depth = depth.checked_sub(1)?,
            Token::Func if depth == 0 => {
                let start = lexer.bytes.at() - b"func".len();
                let head = head::read(&lexer.bytes).filter(|_| before == Token::LineEnd);
                if let Some((head, behind)) = head {
                    lexer.bytes = behind;
                    units.push(lexer.headed(start, Head { from, ..head })?);
                } else {
                    lexer.function(start, &mut units)?;
                    from = lexer.bytes.at();
                }
            }
            _ => {}
        }
        ended = lexer.before == Token::LineEnd;
    }
}

/// As much of a token as finding bodies and counting branch points needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Func,
    /// `if`, `for` and `case`, which are branch points, as `&&` and `||` are.
    Branch,
    /// `type`.
    Type,
    /// `interface` and `struct`, whose braces hold no statements.
    Braced,
    Word,
    Open(u8),
    Close(u8),
    LineEnd,
    Other,
    End,
}

struct Lexer<'a> {
    bytes: Bytes<'a>,
    before: Token,
}

impl Lexer<'_> {
    /// The next token; `None` where a text or a comment does not end.
    fn next(&mut self) -> Option<Token> {
        let token = self.read()?;
        self.before = token;
        Some(token)
    }

    fn read(&mut self) -> Option<Token> {
        loop {
            if self.bytes.skip_blanks() {
                return Some(Token::LineEnd);
            }
            let Some(byte) = self.bytes.peek() else { return Some(Token::End) };
            if class(byte) == Class::Word {
                return Some(kind(self.bytes.word()));
            }
            match (byte, self.bytes.ahead(1)) {
                (b'/', Some(b'/')) => self.bytes.skip_line(),
                (b'/', Some(b'*')) => self.bytes.skip_past(b"*/")?,
                _ => return self.sign(byte),
            }
        }
    }

    fn sign(&mut self, byte: u8) -> Option<Token> {
        match byte {
            b'"' | b'\'' => self.bytes.skip_quoted(byte, false)?,
            b'`' => {
                self.bytes.step(1);
                self.bytes.skip_past(b"`")?;
            }
            b'&' | b'|' if self.bytes.ahead(1) == Some(byte) => {
                self.bytes.step(2);
                return Some(Token::Branch);
            }
            _ => {
                self.bytes.step(1);
                return Some(match byte {
                    b'(' | b'[' | b'{' => Token::Open(byte),
                    b')' | b']' | b'}' => Token::Close(byte),
                    _ => Token::Other,
                });
            }
        }
        Some(Token::Other)
    }

    /// Reads what follows `func` outside of all brackets; there may be no body.
    fn function(&mut self, start: usize, units: &mut Vec<Unit>) -> Option<()> {
        loop {
            let before = self.before;
            match self.next()? {
                Token::Open(b'{') if before != Token::Braced => {
                    units.push(self.body(start)?);
                    return Some(());
                }
                Token::Open(_) => self.skip_brackets()?,
                Token::LineEnd | Token::End => return Some(()),
                Token::Close(_) => return None,
                _ => {}
            }
        }
    }

    /// The function whose body begins here. The grammar wants the line to end behind it.
    fn headed(&mut self, start: usize, head: Head) -> Option<Unit> {
        self.before = Token::Open(b'{');
        let unit = self.body(start)?;
        let mut behind = self.bytes.clone();
        let ends = behind.skip_blanks()
            || behind.peek().is_none()
            || (behind.peek(), behind.ahead(1)) == (Some(b'/'), Some(b'/'));
        Some(Unit { head: ends.then_some(head).filter(|_| !unit.declares), ..unit })
    }

    /// Steps behind the bracket that closes the one just read.
    fn skip_brackets(&mut self) -> Option<()> {
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

    /// The body whose brace was just read. Brackets have to fit, because a missing one would make the
    /// next function a part of this one.
    fn body(&mut self, start: usize) -> Option<Unit> {
        let first = self.bytes.at();
        let mut open = vec![b'{'];
        let (mut branches, mut declares) = (0, false);
        while !open.is_empty() {
            let before = self.before;
            match self.next()? {
                Token::Open(bracket) => open.push(bracket),
                Token::Close(bracket) => {
                    let fits = open.pop().is_some_and(|open| closes(open, bracket));
                    fits.then_some(())?;
                }
                Token::Branch => branches += 1,
                // Elsewhere it is `x.(type)`.
                Token::Type => declares |= before != Token::Open(b'('),
                // Named functions do not stand in functions.
                Token::Word if before == Token::Func => return None,
                Token::End => return None,
                _ => {}
            }
        }
        let end = self.bytes.at();
        Some(Unit { range: start..end, body: first..end - 1, branches, declares, head: None })
    }
}

fn kind(word: &[u8]) -> Token {
    match word {
        b"func" => Token::Func,
        b"if" | b"for" | b"case" => Token::Branch,
        b"type" => Token::Type,
        b"interface" | b"struct" => Token::Braced,
        _ => Token::Word,
    }
}
