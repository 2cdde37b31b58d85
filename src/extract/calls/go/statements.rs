//! Statements.

use std::ops::Range;

use super::{
    Reader,
    expressions::{Shape, Term},
    lex::{Keyword, Kind},
};

/// What a simple statement was.
#[derive(Clone, Debug)]
pub(super) enum Simple {
    /// A single value.
    Value,
    /// A label, its colon taken.
    Label,
    /// Names before `range`, which is the token.
    Range(Range<usize>),
    /// A value before `.(type)`, and the names that are given it.
    Guard(Range<usize>, Term),
    Other,
}

impl Reader<'_> {
    /// Statements in braces, a scope of their own.
    pub(super) fn block(&mut self) -> Option<()> {
        if self.guard.is_some() {
            return None;
        }
        let scope = self.facts.scope();
        self.expect(Kind::OpenBrace)?;
        self.within(false, Self::statements)?;
        self.expect(Kind::CloseBrace)?;
        self.facts.close(scope, self.end);
        Some(())
    }

    /// Statements up to a closing brace or the next case.
    pub(super) fn statements(&mut self) -> Option<()> {
        while !self.token.kind.ends_statements() {
            self.statement()?;
            if !self.terminator() {
                return self.token.kind.ends_statements().then_some(());
            }
        }
        Some(())
    }

    fn statement(&mut self) -> Option<()> {
        let Kind::Keyword(keyword) = self.token.kind else { return self.other_statement() };
        match keyword {
            Keyword::Const | Keyword::Var | Keyword::Type => self.declaration(false),
            Keyword::Return => {
                self.advance();
                if self.ends_statement() { Some(()) } else { self.values().map(drop) }
            }
            Keyword::Go | Keyword::Defer => {
                self.advance();
                self.expression().map(drop)
            }
            Keyword::Break | Keyword::Continue => {
                self.advance();
                if !self.ends_statement() {
                    self.name()?;
                }
                Some(())
            }
            Keyword::Goto => {
                self.advance();
                self.name().map(drop)
            }
            Keyword::Fallthrough => {
                self.advance();
                Some(())
            }
            Keyword::If => self.if_statement(),
            Keyword::For => self.for_statement(),
            Keyword::Switch => self.switch_statement(),
            Keyword::Select => self.select_statement(),
            _ => self.other_statement(),
        }
    }

    fn ends_statement(&self) -> bool {
        self.token.line_break != 0
            || matches!(self.token.kind, Kind::Semicolon | Kind::End)
            || self.token.kind.ends_statements()
    }

    fn other_statement(&mut self) -> Option<()> {
        match self.token.kind {
            Kind::OpenBrace => self.block(),
            Kind::Semicolon => {
                self.advance();
                Some(())
            }
            _ => match self.simple()? {
                Simple::Value | Simple::Other => Some(()),
                Simple::Label if self.token.kind.ends_statements() => {
                    // The line break behind a last label ends nothing.
                    self.token.line_break = 0;
                    Some(())
                }
                Simple::Label => {
                    self.nested(Self::statement)?;
                    // Of two labels before a brace the grammar takes the second for a name.
                    (self.facts.slice((self.end.checked_sub(1)?, self.end)) != ":").then_some(())
                }
                Simple::Range(_) | Simple::Guard(..) => None,
            },
        }
    }

    /// An expression, a label, an assignment, or what stands in the header of a statement. Names that are
    /// needed further stay on `list`.
    pub(super) fn simple(&mut self) -> Option<Simple> {
        let left = self.expressions()?;
        if self.guard.is_some() {
            return self.guarded(left.start..left.start, &left);
        }
        let found = if self.token.line_break == 0 {
            self.behind_values(&left)?
        } else {
            (left.len() == 1).then_some(Simple::Value)?
        };
        if !matches!(found, Simple::Range(_) | Simple::Guard(..)) {
            self.list.truncate(left.start);
        }
        Some(found)
    }

    fn behind_values(&mut self, left: &Range<usize>) -> Option<Simple> {
        let single = left.len() == 1;
        match self.token.kind {
            Kind::Define => {
                self.advance();
                if self.at_word(Keyword::Range) {
                    return Some(Simple::Range(left.clone()));
                }
                let right = self.expressions()?;
                if self.guard.is_some() {
                    return self.guarded(left.clone(), &right);
                }
                let from = self.end_of(&right);
                self.bind_names(left, |reader, name| {
                    reader.bind_value((name.0, name.1, left.len()), from, &right)
                })?;
            }
            Kind::Assign => {
                self.advance();
                if self.at_word(Keyword::Range) {
                    return Some(Simple::Range(left.clone()));
                }
                self.values()?;
            }
            Kind::AssignWith => {
                self.advance();
                self.values()?;
            }
            Kind::Step if single => self.advance(),
            Kind::Arrow if single => {
                self.advance();
                self.expression()?;
            }
            Kind::Colon if single && self.is_label(left) => {
                self.advance();
                return Some(Simple::Label);
            }
            _ => return single.then_some(Simple::Value),
        }
        Some(Simple::Other)
    }

    fn is_label(&self, left: &Range<usize>) -> bool {
        self.list.get(left.start).is_some_and(|value| value.shape == Shape::Name)
    }

    /// Gives every plain name of a part of `list`, with its position, to `bind`.
    pub(super) fn bind_names(
        &mut self,
        names: &Range<usize>,
        mut bind: impl FnMut(&mut Self, ((u32, u32), usize)) -> Option<()>,
    ) -> Option<()> {
        for (position, place) in names.clone().enumerate() {
            let name = *self.list.get(place)?;
            if name.is_leaf() {
                bind(self, ((name.start, name.end), position))?;
            }
        }
        Some(())
    }

    /// `x := y.(type)`: the guard has to be all of the value.
    fn guarded(&mut self, names: Range<usize>, values: &Range<usize>) -> Option<Simple> {
        let guard = self.guard.take()?;
        let value = self.list.get(values.clone())?;
        let whole = value.len() == 1 && value.first()?.start == guard.start;
        self.list.truncate(names.end);
        whole.then_some(Simple::Guard(names, guard))
    }
}
