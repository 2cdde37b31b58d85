//! Syntax that is newer than the grammar: `new` of a value, and methods with type parameters. The tree of such
//! a file is that of a text in which `go_repair` has put other words; the reader takes what that takes.

use super::{
    Reader,
    facts::Span,
    lex::{Keyword, Kind, Lexer, Token},
};

impl Reader<'_> {
    /// Whether the argument of `new`, which is no type, is one that gets the grammar another name for `new`.
    pub(super) fn is_read_as_value(&self, (start, end): Span) -> bool {
        let mut lexer = Lexer::of(self.facts.slice((start, end)));
        let first = lexer.next();
        let (mut depth, mut outer) = (0, Vec::new());
        let (mut before, mut token, mut element) = (Kind::End, first, false);
        while token.kind != Kind::End {
            if depth == 0 {
                outer.push(token.kind);
            }
            depth += opens(token.kind);
            element |=
                before == Kind::OpenBracket && matches!(token.kind, Kind::Plain | Kind::Text);
            before = token.kind;
            token = lexer.next();
        }
        if first.kind.begins_type() && !first.kind.is_name() {
            let literal =
                |kind: &Kind| matches!(kind, Kind::Keyword(Keyword::Struct | Keyword::Interface));
            let literals = outer.iter().filter(|kind| literal(kind)).count();
            return outer.iter().filter(|kind| **kind == Kind::OpenBrace).count() > literals;
        }
        element || !is_path(&outer)
    }

    /// Passes over the type parameters of a method that begins at `start`.
    pub(super) fn type_parameters_of_method(&mut self, start: u32) -> Option<()> {
        let begins_line = start == 0 || self.facts.slice((start.checked_sub(1)?, start)) == "\n";
        begins_line.then_some(())?;
        let mut depth = 0;
        loop {
            let Token { kind, .. } = self.token;
            if matches!(kind, Kind::End | Kind::Wrong) {
                return None;
            }
            depth += opens(kind);
            self.advance();
            if depth == 0 {
                return Some(());
            }
        }
    }
}

/// 1 for an opening bracket, -1 for a closing one.
fn opens(kind: Kind) -> i32 {
    match kind {
        Kind::OpenParen | Kind::OpenBracket | Kind::OpenBrace => 1,
        Kind::CloseParen | Kind::CloseBracket | Kind::CloseBrace => -1,
        _ => 0,
    }
}

/// Whether the tokens outside of brackets are those of `T`, `a.T` or `a.T[…]`.
fn is_path(outer: &[Kind]) -> bool {
    let is_word = |kind: &Kind| kind.is_name() || matches!(kind, Kind::Keyword(_));
    match outer.strip_suffix(&[Kind::OpenBracket]).unwrap_or(outer) {
        [name] => is_word(name),
        [package, Kind::Dot, name] => is_word(package) && is_word(name),
        _ => false,
    }
}
