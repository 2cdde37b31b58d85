//! What a call becomes: the body of an arm with the bound tokens in place of the names.

use std::rc::Rc;

use super::{
    definition::{Repeat, Template},
    matching::{Binding, Bindings},
    tokens::{Bracket, Token},
};

/// The tokens that `body` writes; `None` when they are more than `budget`, which shrinks by them.
pub(super) fn write(
    body: &[Template],
    bindings: &Bindings,
    home: &str,
    budget: &mut usize,
) -> Option<Vec<Token>> {
    let mut writer = Writer { bindings, home, budget, rounds: Vec::new() };
    let mut tokens = Vec::new();
    writer.pieces(body, &mut tokens)?;
    Some(tokens)
}

struct Writer<'a> {
    bindings: &'a Bindings,
    /// What `$crate` stands for.
    home: &'a str,
    budget: &'a mut usize,
    /// Which round of each repetition around is written, outermost first.
    rounds: Vec<usize>,
}

impl<'a> Writer<'a> {
    fn pieces(&mut self, pieces: &[Template], tokens: &mut Vec<Token>) -> Option<()> {
        for piece in pieces {
            *self.budget = self.budget.checked_sub(1)?;
            match piece {
                Template::Token(token) => tokens.push(token.clone()),
                Template::Group(bracket, inside) => {
                    let mut written = Vec::new();
                    self.pieces(inside, &mut written)?;
                    tokens.push(
                        pasted(*bracket, &written).unwrap_or_else(|| group(*bracket, written)),
                    );
                }
                Template::Variable(name) => self.variable(name, tokens)?,
                Template::Repeat(repeat) => self.repeat(repeat, tokens)?,
            }
        }
        Some(())
    }

    fn variable(&mut self, name: &Rc<str>, tokens: &mut Vec<Token>) -> Option<()> {
        match self.bound(name) {
            Some(Binding::One(bound)) => {
                *self.budget = self.budget.checked_sub(bound.len())?;
                tokens.extend(bound.iter().cloned());
            }
            _ if **name == *"crate" => tokens.push(Token::Word(self.home.into())),
            // Of a macro that is defined in here.
            _ => tokens.extend([Token::Sign('$', true), Token::Word(Rc::clone(name))]),
        }
        Some(())
    }

    /// What the name stands for in the rounds that are written. One bound with fewer repetitions is the
    /// same in the inner ones.
    fn bound(&self, name: &str) -> Option<&'a Binding> {
        let bindings: &'a Bindings = self.bindings;
        let mut binding = bindings.get(name)?;
        for round in &self.rounds {
            match binding {
                Binding::Many(each) => binding = each.get(*round)?,
                Binding::One(_) => break,
            }
        }
        Some(binding)
    }

    fn repeat(&mut self, repeat: &Repeat<Template>, tokens: &mut Vec<Token>) -> Option<()> {
        for round in 0..self.length(&repeat.pieces).unwrap_or(0) {
            if round > 0 {
                tokens.extend(repeat.separator.iter().cloned());
            }
            self.rounds.push(round);
            self.pieces(&repeat.pieces, tokens)?;
            self.rounds.pop();
        }
        Some(())
    }

    /// How often a part repeats: as often as the names in it were bound.
    fn length(&self, pieces: &[Template]) -> Option<usize> {
        let of_piece = |piece: &Template| match piece {
            Template::Token(_) => None,
            Template::Variable(name) => match self.bound(name)? {
                Binding::Many(each) => Some(each.len()),
                Binding::One(_) => None,
            },
            Template::Group(_, inside) => self.length(inside),
            Template::Repeat(repeat) => self.length(&repeat.pieces),
        };
        pieces.iter().filter_map(of_piece).max()
    }
}

fn group(bracket: Bracket, inside: Vec<Token>) -> Token {
    Token::Group(bracket, inside.into())
}

/// The name that `[< a b:upper >]` puts together, as the crate `paste` does; no other Rust looks so.
fn pasted(bracket: Bracket, inside: &[Token]) -> Option<Token> {
    let [first, parts @ .., last] = inside else { return None };
    if bracket != Bracket::Square || !first.is_sign('<') || !last.is_sign('>') {
        return None;
    }
    let mut name = String::new();
    let mut rest = parts;
    while let Some((part, after)) = rest.split_first() {
        let mut text = match part {
            Token::Word(word) => word.trim_start_matches("r#").to_owned(),
            Token::Literal(text) => text.trim_matches(['"', '\'']).to_owned(),
            _ => return None,
        };
        rest = after;
        while let [colon, Token::Word(case), next @ ..] = rest {
            if !colon.is_sign(':') {
                break;
            }
            text = in_case(&text, case);
            rest = next;
        }
        name.push_str(&text);
    }
    (!name.is_empty()).then(|| Token::Word(name.into()))
}

/// As `paste` does: letter by letter, by what stands before each.
fn in_case(text: &str, case: &str) -> String {
    let mut before = '_';
    let mut changed = String::new();
    for c in text.chars() {
        match case {
            "upper" => changed.extend(c.to_uppercase()),
            "lower" => changed.extend(c.to_lowercase()),
            "snake" => {
                changed.extend((c.is_uppercase() && before != '_').then_some('_'));
                changed.extend(c.to_lowercase());
            }
            "camel" if c == '_' => {}
            "camel" if before == '_' => changed.extend(c.to_uppercase()),
            "camel" if before.is_uppercase() => changed.extend(c.to_lowercase()),
            _ => changed.push(c),
        }
        before = c;
    }
    changed
}
