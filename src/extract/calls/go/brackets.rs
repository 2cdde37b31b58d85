//! What follows an operand: fields, calls, brackets and literals.
//!
//! In `x[i](y)` the grammar sees an index and a call, a call with type arguments, or a conversion to a generic
//! type. It weighs them by its dynamic precedences; of equals it takes the conversion, then the index. The
//! numbers here are those of the grammar.

use super::{
    Reader,
    expressions::{Shape, Term},
    facts::{Draft, UNKNOWN},
    lex::{Keyword, Kind},
};

/// Brackets that were just read, and what stands before them.
#[derive(Clone, Copy, Debug)]
struct Brackets {
    base: Term,
    /// The sum over what is inside, if all of it may be types.
    types: Option<i32>,
    /// Something inside may be a union of types.
    union: bool,
}

/// What is inside brackets.
#[derive(Clone, Copy, Debug)]
enum Inside {
    /// `a:b`
    Slice,
    /// What may be the only value, and what may be types.
    Items { index: Option<i32>, types: Option<i32>, union: bool },
}

impl Brackets {
    /// Whether they and what stands before them may be a generic type.
    fn is_type(&self) -> bool {
        self.base.names_type() && self.types.is_some()
    }
}

impl Reader<'_> {
    /// All that follows an operand; `stars` is where the stars before it begin.
    pub(super) fn chain(&mut self, operand: Term, stars: Option<u32>) -> Option<Term> {
        let mut here = operand;
        let mut brackets = None;
        while self.token.line_break == 0 {
            let before = std::mem::take(&mut brackets);
            here = match self.token.kind {
                Kind::Dot => self.behind_dot(here)?,
                Kind::OpenBracket => {
                    let (next, found) = self.brackets(here, stars)?;
                    brackets = found;
                    next
                }
                Kind::OpenParen => self.call(here, before, stars)?,
                Kind::OpenBrace if self.is_literal(here, before) => self.literal(here, before)?,
                Kind::OpenBrace => {
                    let generic = before.is_some_and(|one| one.is_type());
                    self.literal_or_block |= generic || here.shape == Shape::Qualified;
                    break;
                }
                _ => break,
            };
            if self.guard.is_some() {
                break;
            }
        }
        (!self.goes_on(here, brackets)).then_some(here)
    }

    /// Whether the grammar may read on behind the line break: no line ends with brackets or parentheses to it
    /// where they are those of a type.
    fn goes_on(&self, here: Term, brackets: Option<Brackets>) -> bool {
        let opens =
            matches!(self.token.kind, Kind::OpenParen | Kind::OpenBrace | Kind::OpenBracket);
        let closed = here.shape == Shape::Other && here.as_type.is_some();
        let is_type = closed || brackets.is_some_and(|one| one.types.is_some());
        self.token.line_break != 0 && opens && is_type
    }

    /// A field, a method, a name of a package, or a type that a value is said to have.
    fn behind_dot(&mut self, of: Term) -> Option<Term> {
        of.as_value?;
        self.advance();
        if let Some((start, end)) = self.name() {
            let draft = self.facts.draft(Draft::Field { of: of.draft, name: (start, end) })?;
            let (shape, as_type) = match of.shape {
                Shape::Name => (Shape::Qualified, Some(0)),
                _ => (Shape::Other, None),
            };
            let Term { as_value, starred, .. } = of;
            return Some(Term {
                draft,
                as_value,
                as_type,
                shape,
                starred,
                ..self.unknown(of.start)
            });
        }
        self.expect(Kind::OpenParen)?;
        if self.at_word(Keyword::Type) {
            self.advance();
            self.expect(Kind::CloseParen)?;
            self.guard = Some(of);
            return self.here(Kind::OpenBrace).then_some(of);
        }
        let asserted = self.within(false, Self::type_)?;
        self.expect(Kind::CloseParen)?;
        let draft = self.facts.draft(Draft::Typed(asserted.start, asserted.end))?;
        Some(Term { draft, starred: of.starred, ..self.unknown(of.start) })
    }

    fn brackets(&mut self, base: Term, stars: Option<u32>) -> Option<(Term, Option<Brackets>)> {
        if base.shape == Shape::Leaf && base.as_type.is_some() {
            // `make[T]`: to the grammar a word of its own and yet the name of a type.
            return None;
        }
        self.advance();
        let Inside::Items { index, types, union } = self.within(false, Self::inside)? else {
            self.facts.same(base.draft)?;
            let Term { draft, starred, .. } = base;
            let as_value = Some(base.as_value?);
            return Some((Term { draft, as_value, starred, ..self.unknown(base.start) }, None));
        };
        let found = Brackets { base, types, union };
        let as_type = types.filter(|_| base.names_type()).map(|sum| sum + 3);
        let element = base.as_value.zip(index).map(|(base, index)| base + index + 1);
        let instance = base.as_type.zip(types).map(|(base, types)| base + types - 1);
        let value = if instance.is_some() && instance >= element {
            self.facts.any = true;
            let draft = if base.shape == Shape::Name && stars.is_none() {
                self.facts.same(base.draft)?;
                base.draft
            } else {
                UNKNOWN
            };
            let start = stars.unwrap_or(base.start);
            let starred = stars.is_some();
            Term { draft, as_value: instance, as_type, starred, ..self.unknown(start) }
        } else {
            let draft = match element {
                Some(_) => self.facts.draft(Draft::Element { of: base.draft })?,
                None => UNKNOWN,
            };
            let starred = base.starred;
            Term { draft, as_value: element, as_type, starred, ..self.unknown(base.start) }
        };
        Some((value, Some(found)))
    }

    /// What is inside brackets, up to the closing one.
    fn inside(&mut self) -> Option<Inside> {
        if self.at(Kind::Colon) {
            return self.rest_of_slice();
        }
        let first = self.value_or_type()?;
        if self.at(Kind::Colon) {
            first.as_value?;
            return self.rest_of_slice();
        }
        let Term { as_value: mut index, as_type: mut types, mut union, .. } = first;
        while self.take(Kind::Comma) {
            index = None;
            if self.at(Kind::CloseBracket) {
                break;
            }
            let next = self.value_or_type()?;
            types = types.zip(next.as_type).map(|(sum, one)| sum + one);
            union |= next.union;
        }
        self.expect(Kind::CloseBracket)?;
        Some(Inside::Items { index, types, union })
    }

    /// `:b]`, `:]` or `:b:c]`.
    fn rest_of_slice(&mut self) -> Option<Inside> {
        self.expect(Kind::Colon)?;
        if !self.at(Kind::CloseBracket) {
            self.expression()?;
            if self.take(Kind::Colon) {
                self.expression()?;
            }
        }
        self.expect(Kind::CloseBracket)?;
        Some(Inside::Slice)
    }

    fn call(&mut self, here: Term, brackets: Option<Brackets>, stars: Option<u32>) -> Option<Term> {
        if brackets.is_some_and(|one| one.union) {
            return None;
        }
        self.advance();
        let single = self.within(false, Self::arguments)?;
        let conversion = here.as_type.filter(|_| single).map(|sum| sum - 1);
        let generic = brackets.and_then(|one| Some(one.base.as_value? + one.types? + 2));
        if conversion.is_some() && conversion >= here.as_value.max(generic) {
            let own = brackets.map_or(here.start, |one| one.base.start);
            let start = stars.unwrap_or(own);
            let draft = self.facts.draft(Draft::Typed(start, here.end))?;
            let starred = stars.is_some();
            return Some(Term { draft, as_value: conversion, starred, ..self.unknown(start) });
        }
        let of = match brackets {
            Some(Brackets { base, .. }) if generic > here.as_value => base,
            _ => here,
        };
        of.as_value?;
        let draft = self.facts.draft(Draft::Call { of: of.draft })?;
        self.facts.call(draft, of.line);
        let as_value = here.as_value.max(generic);
        Some(Term { draft, as_value, starred: of.starred, ..self.unknown(of.start) })
    }

    /// The arguments of a call up to the closing parenthesis; whether it is a single value.
    pub(super) fn arguments(&mut self) -> Option<bool> {
        let (mut count, mut spread) = (0, false);
        while !self.at(Kind::CloseParen) {
            self.expression()?;
            count += 1;
            spread |= self.take(Kind::Ellipsis);
            if !self.take(Kind::Comma) {
                break;
            }
        }
        self.expect(Kind::CloseParen)?;
        Some(count == 1 && !spread)
    }

    /// Whether the brace behind `of` begins a literal.
    fn is_literal(&self, of: Term, brackets: Option<Brackets>) -> bool {
        let named = of.names_type() || brackets.is_some_and(|one| one.is_type());
        of.shape == Shape::Built || (named && !self.header)
    }

    fn literal(&mut self, of: Term, brackets: Option<Brackets>) -> Option<Term> {
        let start = brackets.map_or(of.start, |one| one.base.start);
        self.literal_value()?;
        let draft = self.facts.draft(Draft::Typed(start, of.end))?;
        Some(Term { draft, ..self.unknown(start) })
    }
}
