//! Statements with blocks: `if`, `for`, `switch`, `select`.

use std::ops::Range;

use super::{
    Reader,
    facts::Span,
    lex::{Keyword, Kind},
    statements::Simple,
};

/// What a switch looks at.
enum Switch {
    Values,
    /// The type of a value, which these names are given.
    Types(Range<usize>),
}

impl Reader<'_> {
    /// A chain of conditions. All of it ends in one place, so one scope does for every link.
    pub(super) fn if_statement(&mut self) -> Option<()> {
        let scope = self.facts.scope();
        loop {
            self.advance();
            self.within(true, Self::condition)?;
            self.body()?;
            if !(self.token.line_break == 0 && self.at_word(Keyword::Else)) {
                break;
            }
            self.advance();
            if !self.at_word(Keyword::If) {
                self.block()?;
                break;
            }
        }
        self.facts.close(scope, self.end);
        Some(())
    }

    fn condition(&mut self) -> Option<()> {
        match self.simple()? {
            Simple::Value if !self.at(Kind::Semicolon) => Some(()),
            Simple::Value | Simple::Other => {
                self.expect(Kind::Semicolon)?;
                self.expression().map(drop)
            }
            _ => None,
        }
    }

    /// The block behind a header. With another one behind it, the first may be that of a literal.
    fn body(&mut self) -> Option<()> {
        let in_doubt = std::mem::take(&mut self.literal_or_block);
        self.block()?;
        (!in_doubt || !self.at(Kind::OpenBrace)).then_some(())
    }

    pub(super) fn for_statement(&mut self) -> Option<()> {
        let scope = self.facts.scope();
        self.advance();
        if !self.at(Kind::OpenBrace) {
            self.within(true, Self::loop_header)?;
        }
        self.body()?;
        self.facts.close(scope, self.end);
        Some(())
    }

    fn loop_header(&mut self) -> Option<()> {
        if self.at_word(Keyword::Range) {
            let none = self.list.len()..self.list.len();
            return self.range(&none);
        }
        if !self.at(Kind::Semicolon) {
            match self.simple()? {
                Simple::Range(names) => return self.range(&names),
                Simple::Value if self.at(Kind::OpenBrace) => return Some(()),
                Simple::Value | Simple::Other => {}
                _ => return None,
            }
        }
        self.expect(Kind::Semicolon)?;
        if !self.at(Kind::Semicolon) {
            self.expression()?;
        }
        self.expect(Kind::Semicolon)?;
        if self.at(Kind::OpenBrace) {
            return Some(());
        }
        matches!(self.simple()?, Simple::Value | Simple::Other).then_some(())
    }

    /// `range x`: the second name takes the elements.
    fn range(&mut self, names: &Range<usize>) -> Option<()> {
        self.advance();
        let value = self.expression()?;
        let from = value.end;
        self.bind_names(names, |reader, (name, position)| {
            if position == 1 {
                reader.facts.bind_element(name, from, value.draft);
            } else {
                reader.facts.bind_draft(name, from, None);
            }
            Some(())
        })?;
        self.list.truncate(names.start);
        Some(())
    }

    pub(super) fn switch_statement(&mut self) -> Option<()> {
        let scope = self.facts.scope();
        self.advance();
        let first = self.list.len();
        let kind = self.within(true, Self::switch_header)?;
        self.expect(Kind::OpenBrace)?;
        while !self.at(Kind::CloseBrace) {
            let case = self.facts.scope();
            match &kind {
                _ if self.at_word(Keyword::Default) => self.advance(),
                Switch::Types(names) => self.type_case(names)?,
                Switch::Values => self.case()?,
            }
            self.rest_of_case(case)?;
        }
        self.list.truncate(first);
        self.advance();
        self.facts.close(scope, self.end);
        Some(())
    }

    /// What stands before the opening brace.
    fn switch_header(&mut self) -> Option<Switch> {
        if self.at(Kind::OpenBrace) {
            return Some(Switch::Values);
        }
        let mut found = self.simple()?;
        if self.at(Kind::Semicolon) && matches!(found, Simple::Value | Simple::Other) {
            self.advance();
            if self.at(Kind::OpenBrace) {
                return Some(Switch::Values);
            }
            found = self.simple()?;
        }
        match found {
            Simple::Value => Some(Switch::Values),
            Simple::Guard(names, value) => {
                let from = value.end;
                self.bind_names(&names, |reader, (name, position)| {
                    let value = (position == 0).then_some(value.draft);
                    reader.facts.bind_draft(name, from, value);
                    Some(())
                })?;
                Some(Switch::Types(names))
            }
            _ => None,
        }
    }

    fn case(&mut self) -> Option<()> {
        self.expect(Kind::Keyword(Keyword::Case))?;
        self.values().map(drop)
    }

    /// In a case for one type the names have that type.
    fn type_case(&mut self, names: &Range<usize>) -> Option<()> {
        self.expect(Kind::Keyword(Keyword::Case))?;
        let mut comment = self.token.comment;
        let of = self.type_()?;
        comment |= self.token.comment;
        if !self.at(Kind::Comma) {
            // The query wants the type right between `case` and the colon.
            (!comment || names.is_empty()).then_some(())?;
            let of: Span = (of.start, of.end);
            return self.bind_names(names, |reader, (name, _)| {
                reader.facts.bind_type(name, of.1, ("", of));
                Some(())
            });
        }
        while self.take(Kind::Comma) {
            self.type_()?;
        }
        Some(())
    }

    /// The colon and the statements of a case, which is a scope of its own.
    fn rest_of_case(&mut self, scope: usize) -> Option<()> {
        self.expect(Kind::Colon)?;
        self.nested(Self::statements)?;
        self.facts.close(scope, self.end);
        Some(())
    }

    pub(super) fn select_statement(&mut self) -> Option<()> {
        self.advance();
        self.expect(Kind::OpenBrace)?;
        while !self.at(Kind::CloseBrace) {
            let case = self.facts.scope();
            if self.at_word(Keyword::Default) {
                self.advance();
            } else {
                self.expect(Kind::Keyword(Keyword::Case))?;
                self.within(false, Self::communication)?;
            }
            self.rest_of_case(case)?;
        }
        self.advance();
        Some(())
    }

    /// `c <- x`, `<-c`, `x, ok := <-c`.
    fn communication(&mut self) -> Option<()> {
        let left = self.expressions()?;
        match self.token.kind {
            Kind::Assign | Kind::Define => {
                self.advance();
                let value = self.expression()?;
                let from = value.end;
                self.bind_names(&left, |reader, (name, position)| {
                    let value = (position == 0).then_some(value.draft);
                    reader.facts.bind_draft(name, from, value);
                    Some(())
                })?;
            }
            Kind::Arrow if left.len() == 1 => {
                self.advance();
                self.expression()?;
            }
            _ => (left.len() == 1).then_some(())?,
        }
        self.list.truncate(left.start);
        Some(())
    }
}
