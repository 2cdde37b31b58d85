//! Types, as far as it takes to know where they end.

use super::{
    Reader,
    lex::{Keyword, Kind},
};

/// A type that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct TypeOf {
    pub(super) start: u32,
    pub(super) end: u32,
    /// The sum of the dynamic precedences of its parts, where they decide anything.
    pub(super) sum: i32,
    /// It is the type of a function, without parentheses.
    pub(super) function: bool,
    /// A literal may follow it anywhere.
    pub(super) built: bool,
}

/// What stands behind a name that may be followed by an array type or by type arguments.
pub(super) enum Bracketed {
    /// The type of what is named.
    Array(TypeOf),
    /// The name is that of a generic type.
    Arguments,
}

impl Kind {
    /// Whether a type may begin so, parentheses left out.
    pub(super) fn begins_type(self) -> bool {
        match self {
            Self::Star | Self::OpenBracket | Self::Arrow | Self::Tilde => true,
            Self::Keyword(word) => matches!(
                word,
                Keyword::Func | Keyword::Map | Keyword::Chan | Keyword::Struct | Keyword::Interface
            ),
            _ => self.is_name(),
        }
    }
}

impl Reader<'_> {
    pub(super) fn type_(&mut self) -> Option<TypeOf> {
        self.nested(Self::type_here)
    }

    fn type_here(&mut self) -> Option<TypeOf> {
        let start = self.token.start;
        let kind = self.token.kind;
        self.advance();
        match kind {
            Kind::Star | Kind::Tilde => {
                let of = self.type_()?;
                Some(self.read_type(start, of.sum))
            }
            Kind::OpenParen => {
                let of = self.type_()?;
                self.expect(Kind::CloseParen)?;
                Some(self.read_type(start, of.sum))
            }
            Kind::OpenBracket => self.type_behind_bracket(start),
            Kind::Arrow => self.type_behind_arrow(start),
            Kind::Keyword(Keyword::Map) => self.map(start),
            Kind::Keyword(Keyword::Chan) => {
                self.take(Kind::Arrow);
                let of = self.type_()?;
                Some(self.read_type(start, of.sum))
            }
            Kind::Keyword(Keyword::Func) => {
                let first = self.parameters.len();
                self.signature()?;
                self.parameters.truncate(first);
                Some(TypeOf { function: true, ..self.read_type(start, 0) })
            }
            Kind::Keyword(Keyword::Struct) => {
                self.fields()?;
                Some(TypeOf { built: true, ..self.read_type(start, 0) })
            }
            Kind::Keyword(Keyword::Interface) => {
                self.interface()?;
                Some(self.read_type(start, 0))
            }
            kind if kind.is_name() => self.type_behind_name(start),
            _ => None,
        }
    }

    fn read_type(&self, start: u32, sum: i32) -> TypeOf {
        TypeOf { start, end: self.end, sum, function: false, built: false }
    }

    /// The rest of a type whose first name has been taken.
    pub(super) fn type_behind_name(&mut self, start: u32) -> Option<TypeOf> {
        let mut sum = -1;
        if self.here(Kind::Dot) {
            self.advance();
            self.name()?;
            sum = 0;
        }
        if self.here(Kind::OpenBracket) {
            self.advance();
            sum = 3 + self.within(false, Self::type_arguments)?;
        }
        Some(self.read_type(start, sum))
    }

    fn type_arguments(&mut self) -> Option<i32> {
        let mut sum = 0;
        loop {
            sum += self.union()?;
            if !self.take(Kind::Comma) || self.at(Kind::CloseBracket) {
                break;
            }
        }
        self.expect(Kind::CloseBracket)?;
        Some(sum)
    }

    /// Types with `|` between them.
    pub(super) fn union(&mut self) -> Option<i32> {
        let mut sum = self.type_()?.sum;
        while self.here(Kind::Bar) {
            self.advance();
            sum += self.type_()?.sum;
        }
        Some(sum)
    }

    /// `<-chan T`, its arrow taken.
    pub(super) fn type_behind_arrow(&mut self, start: u32) -> Option<TypeOf> {
        self.expect(Kind::Keyword(Keyword::Chan))?;
        let of = self.type_()?;
        Some(self.read_type(start, of.sum))
    }

    fn map(&mut self, start: u32) -> Option<TypeOf> {
        self.expect(Kind::OpenBracket)?;
        let key = self.within(false, Self::type_)?;
        self.expect(Kind::CloseBracket)?;
        let value = self.type_()?;
        Some(TypeOf { built: true, ..self.read_type(start, 3 + key.sum + value.sum) })
    }

    /// The rest of an array or slice type.
    pub(super) fn type_behind_bracket(&mut self, start: u32) -> Option<TypeOf> {
        if !self.at(Kind::CloseBracket) {
            self.within(false, Self::expression)?;
        }
        self.expect(Kind::CloseBracket)?;
        let element = self.type_()?;
        Some(TypeOf { built: true, ..self.read_type(start, element.sum) })
    }

    /// Brackets behind a name: `a [n]T`, or `a[T]` where no type follows.
    pub(super) fn bracketed(&mut self) -> Option<Bracketed> {
        let start = self.token.start;
        self.advance();
        if self.at(Kind::CloseBracket) {
            return self.type_behind_bracket(start).map(Bracketed::Array);
        }
        let any = self.facts.any;
        let (is_length, are_types) = self.within(false, Self::length_or_arguments)?;
        let follows = self.at(Kind::OpenParen) || self.token.kind.begins_type();
        if self.token.line_break != 0 || !follows {
            // What looked like expressions were types.
            self.facts.any = any;
            return are_types.then_some(Bracketed::Arguments);
        }
        let element = self.type_()?;
        let array = TypeOf { built: true, ..self.read_type(start, element.sum) };
        is_length.then_some(Bracketed::Array(array))
    }

    /// Whether what stands in brackets may be a length, and whether it may be type arguments.
    fn length_or_arguments(&mut self) -> Option<(bool, bool)> {
        let first = self.value_or_type()?;
        let (mut is_length, mut are_types) = (first.as_value.is_some(), first.as_type.is_some());
        while self.take(Kind::Comma) {
            is_length = false;
            if self.at(Kind::CloseBracket) {
                break;
            }
            are_types &= self.value_or_type()?.as_type.is_some();
        }
        self.expect(Kind::CloseBracket)?;
        Some((is_length, are_types))
    }
}
