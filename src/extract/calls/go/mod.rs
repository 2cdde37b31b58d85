//! Calls of Go read without a tree: the facts that `calls.scm` and the engine give, at a fraction of the cost.
//!
//! A file is read once, token by token, and nothing of it is kept but its facts. What the grammar would make of
//! a text is what counts, down to where it takes an index for a type argument; where that is not certain, the
//! reader gives up and the tree is asked.

mod brackets;
mod clauses;
mod declarations;
mod expressions;
mod facts;
mod lex;
mod literals;
mod names;
mod newer;
mod operands;
mod shared;
mod signatures;
mod statements;
mod types;
mod words;

#[cfg(test)]
mod tests;

use self::{
    expressions::Term,
    facts::{Facts, Span},
    lex::{Keyword, Kind, Lexer, Token},
    signatures::Parameter,
};
use crate::model::CallFacts;

/// What a Go file shows of calls; nothing where the tree has to be asked.
pub(super) fn read(text: &str) -> Option<CallFacts> {
    u32::try_from(text.len()).ok()?;
    let mut reader = Reader::of(text);
    reader.file()?;
    Some(reader.facts.finish())
}

/// Code that is nested deeper is left to the tree.
const NESTING: u32 = 120;

#[derive(Debug)]
struct Reader<'t> {
    lexer: Lexer<'t>,
    token: Token,
    /// The byte behind the last token that was taken, a line break that ends a statement included.
    end: u32,
    /// 1-based line of the last token that was taken.
    line: u32,
    facts: Facts<'t>,
    /// Expressions of the lists that are being read, those of the innermost last.
    list: Vec<Term>,
    /// Parameters of the signatures that are being read.
    parameters: Vec<Parameter>,
    /// Whether a brace behind a name begins a block, as in `if x {`.
    header: bool,
    /// A header ended with what the grammar takes for the type of a literal as well.
    literal_or_block: bool,
    /// What stands before `.(type)`.
    guard: Option<Term>,
    nesting: u32,
}

impl<'t> Reader<'t> {
    fn of(text: &'t str) -> Self {
        let mut lexer = Lexer::of(text);
        let token = lexer.next();
        Self {
            lexer,
            token,
            end: 0,
            line: 1,
            facts: Facts::of(text),
            list: Vec::new(),
            parameters: Vec::new(),
            header: false,
            literal_or_block: false,
            guard: None,
            nesting: 0,
        }
    }

    /// Takes the token.
    fn advance(&mut self) {
        self.end = self.token.end;
        self.line = self.token.end_line;
        self.token = self.lexer.next();
    }

    fn at(&self, kind: Kind) -> bool {
        self.token.kind == kind
    }

    /// Whether the token is of the kind and no line break stands before it.
    fn here(&self, kind: Kind) -> bool {
        self.token.kind == kind && self.token.line_break == 0
    }

    fn at_word(&self, keyword: Keyword) -> bool {
        self.token.kind == Kind::Keyword(keyword)
    }

    /// Takes the token if it is of the kind.
    fn take(&mut self, kind: Kind) -> bool {
        let found = self.at(kind);
        if found {
            self.advance();
        }
        found
    }

    fn expect(&mut self, kind: Kind) -> Option<()> {
        self.take(kind).then_some(())
    }

    /// Takes a name.
    fn name(&mut self) -> Option<Span> {
        let Token { kind, start, end, .. } = self.token;
        if !kind.is_name() {
            return None;
        }
        self.advance();
        Some((start, end))
    }

    /// Takes what ends a statement: a line break, a semicolon or the end of the file.
    fn terminator(&mut self) -> bool {
        if self.token.line_break != 0 {
            self.end = std::mem::take(&mut self.token.line_break);
            return true;
        }
        self.take(Kind::Semicolon) || self.at(Kind::End)
    }

    /// Reads one level deeper.
    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.nesting >= NESTING {
            return None;
        }
        self.nesting += 1;
        let found = read(self);
        self.nesting -= 1;
        found
    }

    /// Reads what stands in brackets or in the header of a statement.
    fn within<T>(&mut self, header: bool, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let outer = std::mem::replace(&mut self.header, header);
        let found = self.nested(read);
        self.header = outer;
        found
    }
}
