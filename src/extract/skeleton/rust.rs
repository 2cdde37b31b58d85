//! Function bodies of Rust.

mod branches;
mod lexer;

use self::{
    branches::Branches,
    lexer::{Lexer, Token, Word},
};
use super::{Unit, bytes::closes};

/// The functions that Rust text declares outside of functions and macro calls; `None` where brackets do
/// not fit or a text does not end.
pub(super) fn units(text: &str) -> Option<Vec<Unit>> {
    let mut lexer = Lexer::new(text);
    let mut units = Vec::new();
    let mut depth = 0_usize;
    loop {
        match lexer.next()? {
            Token::End => return (depth == 0).then_some(units),
            Token::Open(_) => depth += 1,
            Token::Close(_) => depth = depth.checked_sub(1)?,
            // What a macro makes of its tokens is not known here.
            Token::Not if lexer.calls_macro() => lexer.skip_macro()?,
            Token::Word(Word::Fn) => {
                let start = lexer.at() - b"fn".len();
                function(&mut lexer, start, &mut units)?;
            }
            _ => {}
        }
    }
}

/// Reads what follows `fn`, which may be a type or have no body.
fn function(lexer: &mut Lexer<'_>, start: usize, units: &mut Vec<Unit>) -> Option<()> {
    loop {
        let before = lexer.before();
        if before == Token::Word(Word::Fn) && lexer.peek_is(b'(') {
            return Some(());
        }
        match lexer.next()? {
            // A block as an argument of a type.
            Token::Open(b'{') if matches!(before, Token::Less | Token::Equals) => return None,
            Token::Open(b'{') => {
                units.push(body(lexer, start)?);
                return Some(());
            }
            Token::Open(_) => lexer.skip_brackets()?,
            Token::Semicolon => return Some(()),
            Token::Close(_) | Token::End => return None,
            Token::Not if lexer.calls_macro() => lexer.skip_macro()?,
            _ => {}
        }
    }
}

/// The body whose brace was just read.
fn body(lexer: &mut Lexer<'_>, start: usize) -> Option<Unit> {
    let first = lexer.at();
    let mut branches = Branches::default();
    let mut declares = false;
    let mut open = vec![b'{'];
    branches.open(b'{');
    while !open.is_empty() {
        let before = lexer.before();
        let token = lexer.next()?;
        match token {
            Token::Open(bracket) => {
                open.push(bracket);
                branches.open(bracket);
            }
            Token::Close(bracket) => {
                let fits = open.pop().is_some_and(|open| closes(open, bracket));
                fits.then_some(())?;
                branches.close(bracket);
            }
            Token::Not if lexer.calls_macro() => lexer.skip_macro()?,
            Token::Word(Word::Item | Word::Fn) => declares = true,
            // `*const T` and `|const|` are none.
            Token::Word(Word::Const) => declares |= before != Token::Star,
            Token::End => return None,
            _ => branches.token(before, token, lexer),
        }
    }
    let end = lexer.at();
    declares |= branches.unsure();
    let (range, body) = (start..end, first..end - 1);
    Some(Unit { range, body, branches: branches.count(), declares, head: None })
}
