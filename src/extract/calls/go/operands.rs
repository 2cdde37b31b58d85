//! What expressions begin with: names, literals, functions, types and what stands in parentheses.

use super::{
    Reader,
    expressions::{Shape, Term},
    facts::{Draft, UNKNOWN},
    lex::{Keyword, Kind, Token},
    types::TypeOf,
};

impl Reader<'_> {
    pub(super) fn operand(&mut self) -> Option<Term> {
        let Token { kind, start, end, .. } = self.token;
        match kind {
            Kind::Name | Kind::Fixed => {
                self.advance();
                let shape = if kind == Kind::Name { Shape::Name } else { Shape::Leaf };
                let leaf = self.leaf((start, end), shape)?;
                Some(Term { as_type: Some(-1), ..leaf })
            }
            Kind::Make => self.make(),
            Kind::Plain => {
                self.advance();
                self.leaf((start, end), Shape::Leaf)
            }
            Kind::Text => {
                self.advance();
                Some(self.unknown(start))
            }
            Kind::OpenParen => self.within(false, Self::parenthesized),
            Kind::Keyword(Keyword::Func) => self.function(),
            Kind::OpenBracket => {
                let array = self.nested(Self::array)?;
                Some(self.type_value(array))
            }
            Kind::Keyword(Keyword::Map | Keyword::Chan | Keyword::Struct | Keyword::Interface) => {
                let found = self.type_()?;
                Some(self.type_value(found))
            }
            _ => None,
        }
    }

    /// What can only be a type.
    pub(super) fn type_value(&self, of: TypeOf) -> Term {
        let shape = if of.built { Shape::Built } else { Shape::Other };
        Term { as_value: None, as_type: Some(of.sum), shape, ..self.unknown(of.start) }
    }

    /// An array or slice type, also one whose length is that of the literal behind it.
    fn array(&mut self) -> Option<TypeOf> {
        let start = self.token.start;
        self.advance();
        if !self.take(Kind::Ellipsis) {
            return self.type_behind_bracket(start);
        }
        self.expect(Kind::CloseBracket)?;
        let element = self.type_()?;
        self.here(Kind::OpenBrace).then_some(TypeOf { start, built: true, ..element })
    }

    fn parenthesized(&mut self) -> Option<Term> {
        let start = self.token.start;
        self.advance();
        // The query would take a comment for the expression.
        if self.token.comment {
            return None;
        }
        let inside = self.value_or_type()?;
        if self.token.comment {
            return None;
        }
        self.expect(Kind::CloseParen)?;
        if inside.as_value.is_some() {
            self.facts.same(inside.draft)?;
        }
        let Term { draft, as_value, as_type, .. } = inside;
        Some(Term { draft, as_value, as_type, ..self.unknown(start) })
    }

    /// `make` and `new` take a type first, unless they are names of something else.
    fn make(&mut self) -> Option<Term> {
        let Token { start, end, .. } = self.token;
        self.advance();
        let name = self.leaf((start, end), Shape::Leaf)?;
        if !self.here(Kind::OpenParen) {
            return Some(Term { as_type: Some(-1), ..name });
        }
        self.advance();
        // The query would take a comment for the type.
        if self.token.comment {
            return None;
        }
        if self.take(Kind::CloseParen) {
            let draft = self.facts.draft(Draft::Call { of: name.draft })?;
            self.facts.call(draft, name.line);
            return Some(Term { draft, ..self.unknown(start) });
        }
        let made = self.within(false, Self::value_or_type)?;
        if made.as_type.is_some() {
            self.within(false, Self::sizes)?;
        } else {
            self.is_read_as_value((made.start, made.end)).then_some(())?;
            self.take(Kind::Ellipsis);
            if self.take(Kind::Comma) {
                self.within(false, Self::arguments)?;
            } else {
                self.expect(Kind::CloseParen)?;
            }
        }
        let draft = self.facts.draft(Draft::Typed(made.start, made.end))?;
        Some(Term { draft, ..self.unknown(start) })
    }

    /// The sizes behind a type.
    fn sizes(&mut self) -> Option<()> {
        while self.take(Kind::Comma) {
            if self.at(Kind::CloseParen) {
                break;
            }
            self.expression()?;
        }
        self.expect(Kind::CloseParen)
    }

    /// A function, or the type of one.
    fn function(&mut self) -> Option<Term> {
        let start = self.token.start;
        let scope = self.facts.scope();
        self.advance();
        let first = self.parameters.len();
        self.nested(Self::signature)?;
        if !self.here(Kind::OpenBrace) {
            self.parameters.truncate(first);
            return Some(Term { as_value: None, as_type: Some(0), ..self.unknown(start) });
        }
        self.bind_parameters(first);
        self.within(false, Self::block)?;
        self.facts.close(scope, self.end);
        Some(Term { draft: UNKNOWN, ..self.unknown(start) })
    }

    /// What stands in the braces of a literal.
    pub(super) fn literal_value(&mut self) -> Option<()> {
        self.within(false, |reader| {
            reader.expect(Kind::OpenBrace)?;
            while !reader.at(Kind::CloseBrace) {
                reader.element()?;
                if reader.take(Kind::Colon) {
                    reader.element()?;
                }
                if !reader.take(Kind::Comma) {
                    break;
                }
            }
            reader.expect(Kind::CloseBrace)
        })
    }

    fn element(&mut self) -> Option<()> {
        if self.at(Kind::OpenBrace) {
            return self.literal_value();
        }
        self.expression().map(drop)
    }
}
