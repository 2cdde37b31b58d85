//! A cursor over the tokens of one statement, for the few shapes that the grammar does not know.

use sqlparser::{
    dialect::Dialect as Grammar,
    tokenizer::{Token, TokenWithSpan, Tokenizer, TokenizerError},
};

use super::names::{Name, Names};

/// Tokens without blanks and comments, and how far they have been read.
#[derive(Clone, Debug)]
pub(super) struct Tokens {
    pub(super) list: Vec<TokenWithSpan>,
    pub(super) at: usize,
}

impl Tokens {
    pub(super) fn read(text: &str, grammar: &dyn Grammar) -> Result<Self, TokenizerError> {
        let mut list = Tokenizer::new(grammar, text).tokenize_with_location()?;
        list.retain(|token| !matches!(token.token, Token::Whitespace(_)));
        Ok(Self { list, at: 0 })
    }

    pub(super) fn peek(&self) -> Option<&Token> {
        self.list.get(self.at).map(|token| &token.token)
    }

    /// Steps over `words` when all of them come next.
    pub(super) fn accept(&mut self, words: &str) -> bool {
        let mut at = self.at;
        for word in words.split(' ') {
            if !self.list.get(at).is_some_and(|token| is_word(&token.token, word)) {
                return false;
            }
            at += 1;
        }
        self.at = at;
        true
    }

    /// Steps over whatever of `words` come next, in any order.
    pub(super) fn accept_any(&mut self, words: &[&str]) {
        while words.iter().any(|word| self.accept(word)) {}
    }

    /// Steps over one mark.
    pub(super) fn accept_mark(&mut self, mark: &Token) -> bool {
        let found = self.peek() == Some(mark);
        self.at += usize::from(found);
        found
    }

    /// Reads a name that may be qualified.
    pub(super) fn name(&mut self, names: &Names) -> Option<Name> {
        let mut parts = Vec::new();
        while let Some(Token::Word(word)) = self.peek() {
            parts.push(names.word(&word.value, word.quote_style.is_some()));
            self.at += 1;
            if !self.accept_mark(&Token::Period) {
                break;
            }
        }
        (!parts.is_empty()).then(|| names.qualified(&parts))
    }

    /// Number of the token after the group in parentheses that opens at `at`.
    pub(super) fn after_group(&self, at: usize) -> usize {
        let mut depth = 0_u32;
        for (index, token) in self.list.iter().enumerate().skip(at) {
            match token.token {
                Token::LParen => depth += 1,
                Token::RParen => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return index + 1;
            }
        }
        self.list.len()
    }

    /// Ranges of the parts of `from..to` that top-level commas divide.
    pub(super) fn parts(&self, from: usize, to: usize) -> Vec<(usize, usize)> {
        let mut parts = Vec::new();
        let (mut start, mut depth) = (from, 0_u32);
        for (index, token) in self.list.iter().enumerate().take(to).skip(from) {
            match token.token {
                Token::LParen => depth += 1,
                Token::RParen => depth = depth.saturating_sub(1),
                Token::Comma if depth == 0 => {
                    parts.push((start, index));
                    start = index + 1;
                }
                _ => {}
            }
        }
        parts.push((start, to));
        parts
    }

    /// Position of the first `words` at or after `from`, outside of parentheses.
    pub(super) fn find(&self, words: &str, from: usize) -> Option<usize> {
        let mut at = from;
        while at < self.list.len() {
            let mut here = Self { list: Vec::new(), at: 0 };
            here.list.extend(self.list.iter().skip(at).take(words.split(' ').count()).cloned());
            if here.accept(words) {
                return Some(at);
            }
            let opens = self.list.get(at).is_some_and(|token| token.token == Token::LParen);
            at = if opens { self.after_group(at) } else { at + 1 };
        }
        None
    }

    /// Takes the tokens `from..to` away.
    pub(super) fn remove(&mut self, from: usize, to: usize) {
        let to = to.min(self.list.len());
        if from < to {
            self.list.drain(from..to);
        }
    }
}

pub(super) fn is_word(token: &Token, expected: &str) -> bool {
    matches!(token, Token::Word(word) if word.quote_style.is_none() && word.value.eq_ignore_ascii_case(expected))
}
