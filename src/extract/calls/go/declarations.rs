//! Declarations, of a file and in functions.

use std::ops::Range;

use super::{
    Reader,
    expressions::Term,
    facts::Span,
    lex::{Keyword, Kind},
    types::TypeOf,
};

impl Reader<'_> {
    /// The whole file.
    pub(super) fn file(&mut self) -> Option<()> {
        while !self.at(Kind::End) {
            self.facts.forget_drafts();
            self.list.clear();
            self.declaration_of_file()?;
            self.facts.leave_open();
            self.terminator().then_some(())?;
        }
        Some(())
    }

    fn declaration_of_file(&mut self) -> Option<()> {
        match self.token.kind {
            Kind::Semicolon => self.advance(),
            Kind::Keyword(Keyword::Package) => {
                self.advance();
                self.name()?;
            }
            Kind::Keyword(Keyword::Import) => self.imports()?,
            Kind::Keyword(Keyword::Func) => self.function_declaration()?,
            _ => self.declaration(true)?,
        }
        Some(())
    }

    fn imports(&mut self) -> Option<()> {
        self.advance();
        self.group(Self::import, false)
    }

    fn import(&mut self) -> Option<()> {
        if self.at(Kind::Dot) || self.token.kind.is_name() {
            self.advance();
        }
        self.expect(Kind::Text)
    }

    /// One entry, or several in parentheses. `all_end` says whether the last one, too, needs a line break or
    /// semicolon behind it.
    fn group(
        &mut self,
        mut entry: impl FnMut(&mut Self) -> Option<()>,
        all_end: bool,
    ) -> Option<()> {
        if !self.take(Kind::OpenParen) {
            return entry(self);
        }
        while !self.at(Kind::CloseParen) {
            entry(self)?;
            if !self.terminator() {
                (!all_end).then_some(())?;
                break;
            }
        }
        self.expect(Kind::CloseParen)
    }

    fn function_declaration(&mut self) -> Option<()> {
        let start = self.token.start;
        let (scope, first) = (self.facts.scope(), self.parameters.len());
        self.advance();
        let is_method = self.at(Kind::OpenParen);
        if is_method {
            self.parameter_list(false)?;
        }
        let line = self.token.line;
        let name = self.name()?;
        let first_call = self.facts.begin_function(name, line, start);
        if self.at(Kind::OpenBracket) {
            if is_method {
                self.type_parameters_of_method(start)?;
            } else {
                self.type_parameters()?;
            }
        }
        self.signature()?;
        self.bind_parameters(first);
        if !self.here(Kind::OpenBrace) {
            self.facts.end_function(first_call, None);
            return Some(());
        }
        self.block()?;
        self.facts.close(scope, self.end);
        self.facts.end_function(first_call, Some(self.end));
        Some(())
    }

    /// Constants, variables or types.
    pub(super) fn declaration(&mut self, of_file: bool) -> Option<()> {
        let Kind::Keyword(keyword) = self.token.kind else { return None };
        self.advance();
        match keyword {
            Keyword::Const => {
                let mut types = Vec::new();
                self.group(|reader| reader.constants(&mut types), true)
            }
            Keyword::Var => self.group(Self::variables, true),
            Keyword::Type => self.group(|reader| reader.declared_type(of_file), false),
            _ => None,
        }
    }

    /// Names with commas between them.
    fn names(&mut self) -> Option<Vec<Span>> {
        let mut names = vec![self.name()?];
        while self.here(Kind::Comma) {
            self.advance();
            names.push(self.name()?);
        }
        Some(names)
    }

    /// One line of constants; `types` are those of the lines before it.
    fn constants(&mut self, types: &mut Vec<Span>) -> Option<()> {
        let names = self.names()?;
        let ends = matches!(self.token.kind, Kind::Semicolon | Kind::CloseParen | Kind::End)
            || self.token.kind.ends_statements()
            || self.token.line_break != 0;
        if ends {
            self.bind_unknown(&names);
            // What repeats a line above has its type.
            for (of, name) in types.iter().flat_map(|of| names.iter().map(move |name| (of, name))) {
                self.facts.bind_type(*name, name.1, ("", *of));
            }
            return Some(());
        }
        if self.at(Kind::Assign) {
            self.bind_unknown(&names);
        } else {
            let of = self.type_()?;
            types.push((of.start, of.end));
            self.bind_types(&names, of);
        }
        self.expect(Kind::Assign)?;
        self.values().map(drop)
    }

    fn bind_unknown(&mut self, names: &[Span]) {
        for name in names {
            self.facts.bind_draft(*name, name.1, None);
        }
    }

    fn bind_types(&mut self, names: &[Span], of: TypeOf) {
        for name in names {
            self.facts.bind_type(*name, of.end, ("", (of.start, of.end)));
        }
    }

    /// A list of values; the place behind them.
    pub(super) fn values(&mut self) -> Option<u32> {
        let values = self.expressions()?;
        let end = self.end_of(&values);
        self.list.truncate(values.start);
        Some(end)
    }

    /// The place behind a list.
    pub(super) fn end_of(&self, part: &Range<usize>) -> u32 {
        self.list.get(part.clone()).and_then(<[Term]>::last).map_or(0, |last| last.end)
    }

    fn variables(&mut self) -> Option<()> {
        let names = self.names()?;
        if self.take(Kind::Assign) {
            let values = self.expressions()?;
            let from = self.end_of(&values);
            for (position, name) in names.iter().enumerate() {
                // The query sees one name at a time: the first takes the only value as it is.
                self.bind_value((*name, position, 1), from, &values)?;
            }
            self.list.truncate(values.start);
            return Some(());
        }
        let of = self.type_()?;
        self.bind_types(&names, of);
        if self.here(Kind::Assign) {
            self.advance();
            self.values()?;
        }
        Some(())
    }

    /// Binds the name at a position of `count` to its value, or to its part of the only value.
    pub(super) fn bind_value(
        &mut self,
        (name, position, count): (Span, usize, usize),
        from: u32,
        values: &Range<usize>,
    ) -> Option<()> {
        let single = values.len() == 1;
        if single && (position > 0 || count > 1) {
            let value = *self.list.get(values.start)?;
            let position = u32::try_from(position).ok()?;
            self.facts.bind_result(name, from, (value.draft, position));
            return Some(());
        }
        let value = self.list.get(values.clone())?.get(position).map(|value| value.draft);
        self.facts.bind_draft(name, from, value);
        Some(())
    }

    fn declared_type(&mut self, of_file: bool) -> Option<()> {
        let name = self.name()?;
        if self.at(Kind::OpenBracket) && self.has_type_parameters()? {
            self.type_parameters()?;
        }
        if self.take(Kind::Assign) {
            return self.type_().map(drop);
        }
        let of = self.type_()?;
        if of_file && of.function {
            self.facts.bind_type(name, of.end, ("", (of.start, of.end)));
        }
        Some(())
    }
}
