//! Counting the branch points of a body, as `queries/rust/tags.scm` says, from its tokens.

use super::lexer::{Lexer, Token, Word};

/// The branch points of a body.
#[derive(Debug, Default)]
pub(super) struct Branches {
    count: u32,
    /// Of each open brace, whether an arm stood in it.
    arms: Vec<bool>,
    unsure: bool,
}

impl Branches {
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// Something may be an operator or not.
    pub(super) fn unsure(&self) -> bool {
        self.unsure
    }

    pub(super) fn open(&mut self, bracket: u8) {
        if bracket == b'{' {
            self.arms.push(false);
        }
    }

    pub(super) fn close(&mut self, bracket: u8) {
        if bracket == b'}' {
            self.arms.pop();
        }
    }

    /// A token that is no bracket, and the one before it.
    pub(super) fn token(&mut self, before: Token, token: Token, lexer: &mut Lexer<'_>) {
        match token {
            Token::Word(Word::If | Word::While) => self.count += 1,
            // `for<'a>` binds a lifetime.
            Token::Word(Word::For) => self.count += u32::from(!lexer.peek_is(b'<')),
            // Behind a brace it is the other branch of an `if`, elsewhere that of a `let`.
            Token::Word(Word::Else) => self.count += u32::from(before != Token::Close(b'}')),
            Token::And | Token::Or => self.operator(before),
            Token::Arm => self.arm(),
            _ => {}
        }
    }

    /// The first arm of a match is no branch.
    fn arm(&mut self) {
        let Some(seen) = self.arms.last_mut() else { return };
        self.count += u32::from(*seen);
        *seen = true;
    }

    /// Between two operands it is an operator; elsewhere a reference to a reference, or a closure.
    fn operator(&mut self, before: Token) {
        match before {
            Token::Word(Word::Operand)
            | Token::Text
            | Token::Question
            | Token::Close(b')' | b']') => self.count += 1,
            Token::Close(_) | Token::Greater => self.unsure = true,
            _ => {}
        }
    }
}
