//! Expressions down to their prefixes. Operators between values need no precedence here: what they give is
//! not followed.

use std::ops::Range;

use super::{
    Reader,
    facts::{Draft, UNKNOWN},
    lex::{Keyword, Kind},
};

/// A value, a type, or what may be either.
///
/// The grammar reads it as that whose parts have the greater sum of dynamic precedences; both sums are kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    pub(super) draft: u32,
    pub(super) start: u32,
    pub(super) end: u32,
    /// 1-based line of its last byte, for a field that of the name.
    pub(super) line: u32,
    pub(super) as_value: Option<i32>,
    pub(super) as_type: Option<i32>,
    pub(super) shape: Shape,
    /// The stars before it have become part of its type.
    pub(super) starred: bool,
    /// Values joined by `|`, which in brackets may be a union of types.
    pub(super) union: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A name.
    Name,
    /// A literal or word that has no parts.
    Leaf,
    /// A name with a package, or of a field.
    Qualified,
    /// A type that a literal may follow anywhere.
    Built,
    Other,
}

impl Term {
    /// Whether its node has no parts.
    pub(super) fn is_leaf(self) -> bool {
        matches!(self.shape, Shape::Name | Shape::Leaf)
    }

    /// Whether a type may be named so.
    pub(super) fn names_type(self) -> bool {
        matches!(self.shape, Shape::Name | Shape::Qualified)
    }
}

impl Reader<'_> {
    /// Values with commas between them, pushed onto `list`. Comments between them count, as they do in the tree.
    pub(super) fn expressions(&mut self) -> Option<Range<usize>> {
        let first = self.list.len();
        loop {
            let value = self.expression()?;
            self.list.push(value);
            if !self.here(Kind::Comma) {
                return Some(first..self.list.len());
            }
            self.comments()?;
            self.advance();
            self.comments()?;
        }
    }

    /// Pushes the comments before the token onto `list`.
    fn comments(&mut self) -> Option<()> {
        if !self.token.comment {
            return Some(());
        }
        let mut start = self.end;
        loop {
            let rest = self.facts.slice((start, self.token.start));
            let comment = rest.trim_start();
            start += u32::try_from(rest.len() - comment.len()).ok()?;
            let length = match comment.find('\n') {
                _ if comment.is_empty() => return Some(()),
                _ if comment.starts_with("/*") => comment.find("*/")? + 2,
                found => found.unwrap_or(comment.len()),
            };
            let end = start + u32::try_from(length).ok()?;
            let value = self.leaf((start, end), Shape::Leaf)?;
            self.list.push(value);
            start = end;
        }
    }

    /// Something without parts.
    pub(super) fn leaf(&mut self, (start, end): (u32, u32), shape: Shape) -> Option<Term> {
        let draft = self.facts.draft(Draft::Name(start, end))?;
        Some(Term { draft, start, end, shape, ..self.unknown(start) })
    }

    /// What is not followed, from `start` to the last token.
    pub(super) fn unknown(&self, start: u32) -> Term {
        Term {
            draft: UNKNOWN,
            start,
            end: self.end,
            line: self.line,
            as_value: Some(0),
            as_type: None,
            shape: Shape::Other,
            starred: false,
            union: false,
        }
    }

    pub(super) fn expression(&mut self) -> Option<Term> {
        let value = self.value_or_type()?;
        value.as_value.is_some().then_some(value)
    }

    pub(super) fn value_or_type(&mut self) -> Option<Term> {
        self.nested(Self::operation)
    }

    fn operation(&mut self) -> Option<Term> {
        let first = self.prefixed()?;
        if !self.at_operator() {
            return Some(first);
        }
        let mut union = first.as_type.is_some();
        let mut sum = first.as_value?;
        while self.at_operator() {
            union &= self.at(Kind::Bar);
            self.advance();
            let next = self.prefixed()?;
            union &= next.as_type.is_some();
            sum += next.as_value?;
        }
        Some(Term { as_value: Some(sum), union, ..self.unknown(first.start) })
    }

    fn at_operator(&self) -> bool {
        let operators = [Kind::Between, Kind::Sign, Kind::Star, Kind::Ampersand, Kind::Bar];
        self.token.line_break == 0 && operators.contains(&self.token.kind) && self.guard.is_none()
    }

    fn prefixed(&mut self) -> Option<Term> {
        match self.token.kind {
            Kind::Star => self.pointed(),
            Kind::Ampersand | Kind::Arrow | Kind::Sign | Kind::Not => self.nested(Self::prefix),
            _ => self.operand_chain(None),
        }
    }

    fn prefix(&mut self) -> Option<Term> {
        let (kind, start) = (self.token.kind, self.token.start);
        self.advance();
        if kind == Kind::Arrow && self.at_word(Keyword::Chan) {
            let of = self.type_behind_arrow(start)?;
            let channel = self.type_value(of);
            return self.chain(channel, None);
        }
        let of = self.prefixed()?;
        of.as_value?;
        let draft = match kind {
            Kind::Ampersand => {
                self.facts.same(of.draft)?;
                of.draft
            }
            Kind::Arrow => self.facts.draft(Draft::Element { of: of.draft })?,
            _ => UNKNOWN,
        };
        Some(Term { draft, as_value: of.as_value, ..self.unknown(start) })
    }

    /// `*p`, a pointer's value or a pointer's type.
    fn pointed(&mut self) -> Option<Term> {
        let start = self.token.start;
        let mut stars = 0;
        while self.take(Kind::Star) {
            stars += 1;
        }
        let of = match self.token.kind {
            Kind::Ampersand | Kind::Arrow | Kind::Sign | Kind::Not => self.nested(Self::prefix)?,
            _ => self.operand_chain(Some(start))?,
        };
        if of.starred {
            return Some(of);
        }
        for _ in 0..stars {
            self.facts.same(of.draft)?;
        }
        let Term { draft, as_value, as_type, .. } = of;
        Some(Term { draft, as_value, as_type, ..self.unknown(start) })
    }

    /// An operand and what follows it; `stars` is where the stars before it begin.
    fn operand_chain(&mut self, stars: Option<u32>) -> Option<Term> {
        let operand = self.operand()?;
        self.chain(operand, stars)
    }
}
