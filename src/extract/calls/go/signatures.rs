//! Parameters and results, and what stands in the braces of structs and interfaces.

use super::{
    Reader,
    facts::Span,
    lex::{Keyword, Kind},
    types::{Bracketed, TypeOf},
};

/// A parameter, receiver or result with a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parameter {
    name: Span,
    /// Its type; empty as long as that has not been read.
    of: Span,
}

/// What has been seen of a list, in which either all entries have names or none has.
#[derive(Clone, Copy, Debug)]
struct Entries {
    named: bool,
    unnamed: bool,
    /// The first name that waits for its type.
    pending: usize,
}

const NO_TYPE: Span = (0, 0);

/// How many names of one type the grammar keeps apart from types; those before the last ones are types to it.
const NAMES: usize = 9;

impl Reader<'_> {
    /// Parameters and results; those with names are pushed onto `parameters`.
    pub(super) fn signature(&mut self) -> Option<()> {
        self.parameter_list(true)?;
        self.result()
    }

    pub(super) fn result(&mut self) -> Option<()> {
        if self.here(Kind::OpenParen) {
            return self.parameter_list(false);
        }
        if self.token.line_break == 0 && self.token.kind.begins_type() {
            self.type_()?;
        }
        Some(())
    }

    /// Gives the parameters since `first` to the scope.
    pub(super) fn bind_parameters(&mut self, first: usize) {
        for Parameter { name, of } in self.parameters.drain(first.min(self.parameters.len())..) {
            self.facts.bind_type(name, of.1, ("", of));
        }
    }

    /// Entries in parentheses. A last parameter with `...` is a name wherever it stands, in types of
    /// functions too; `spread` is false in other lists.
    pub(super) fn parameter_list(&mut self, spread: bool) -> Option<()> {
        self.expect(Kind::OpenParen)?;
        let mut seen = Entries { named: false, unnamed: false, pending: self.parameters.len() };
        while !self.at(Kind::CloseParen) {
            self.within(false, |reader| reader.parameter(spread, &mut seen))?;
            if !self.take(Kind::Comma) {
                break;
            }
        }
        self.expect(Kind::CloseParen)?;
        if self.parameters.len() > seen.pending {
            self.without_name(&mut seen);
        }
        (!(seen.named && seen.unnamed)).then_some(())
    }

    /// An entry is a type alone, and so are the words before it.
    fn without_name(&mut self, seen: &mut Entries) {
        self.parameters.truncate(seen.pending);
        seen.unnamed = true;
    }

    /// An entry has a name, and the names before it have its type.
    fn with_name(&mut self, name: Span, of: TypeOf, seen: &mut Entries) {
        let of = (of.start, of.end);
        self.parameters.push(Parameter { name, of });
        let first = self.parameters.len().saturating_sub(NAMES).max(seen.pending);
        self.parameters.drain(seen.pending..first);
        for one in self.parameters.iter_mut().skip(seen.pending) {
            one.of = of;
        }
        seen.pending = self.parameters.len();
        seen.named = true;
    }

    fn parameter(&mut self, spread: bool, seen: &mut Entries) -> Option<()> {
        if self.at(Kind::Ellipsis) || !self.token.kind.is_name() {
            self.take(Kind::Ellipsis);
            self.type_()?;
            self.without_name(seen);
            return Some(());
        }
        let name = self.name()?;
        match self.token.kind {
            Kind::Comma | Kind::CloseParen => {
                self.parameters.push(Parameter { name, of: NO_TYPE });
            }
            Kind::Dot => {
                self.type_behind_name(name.0)?;
                self.without_name(seen);
            }
            Kind::Ellipsis if self.parameters.len() == seen.pending => {
                self.advance();
                let of = self.type_()?;
                if spread {
                    self.facts.bind_type(name, of.end, ("[]", (of.start, of.end)));
                }
                seen.named = true;
            }
            Kind::OpenBracket => match self.bracketed()? {
                Bracketed::Arguments => self.without_name(seen),
                Bracketed::Array(of) => self.with_name(name, of, seen),
            },
            _ => {
                let of = self.type_()?;
                self.with_name(name, of, seen);
            }
        }
        Some(())
    }

    /// The fields of a struct.
    pub(super) fn fields(&mut self) -> Option<()> {
        self.members(Self::field)
    }

    /// Members in braces with line breaks or semicolons between them.
    fn members(&mut self, member: fn(&mut Self) -> Option<()>) -> Option<()> {
        self.expect(Kind::OpenBrace)?;
        self.within(false, |reader| {
            while !reader.at(Kind::CloseBrace) {
                member(reader)?;
                if !reader.terminator() {
                    break;
                }
            }
            reader.expect(Kind::CloseBrace)
        })
    }

    fn field(&mut self) -> Option<()> {
        if self.take(Kind::Star) {
            let start = self.token.start;
            self.name()?;
            self.type_behind_name(start)?;
            self.tag();
            return Some(());
        }
        let (start, _) = self.name()?;
        let mut names = 1;
        while self.here(Kind::Comma) {
            self.advance();
            self.name()?;
            names += 1;
        }
        let ends = matches!(self.token.kind, Kind::Text | Kind::Semicolon | Kind::CloseBrace);
        match self.token.kind {
            _ if names == 1 && (ends || self.token.line_break != 0) => {}
            Kind::Dot if names == 1 => drop(self.type_behind_name(start)?),
            Kind::OpenBracket => {
                let found = self.bracketed()?;
                if names > 1 && matches!(found, Bracketed::Arguments) {
                    return None;
                }
            }
            _ => drop(self.type_()?),
        }
        self.tag();
        Some(())
    }

    fn tag(&mut self) {
        if self.here(Kind::Text) {
            self.advance();
        }
    }

    /// The methods and types of an interface.
    pub(super) fn interface(&mut self) -> Option<()> {
        self.members(Self::interface_member)
    }

    fn interface_member(&mut self) -> Option<()> {
        if !self.token.kind.is_name() {
            return self.union().map(drop);
        }
        let (start, _) = self.name()?;
        if self.here(Kind::OpenParen) {
            let first = self.parameters.len();
            self.signature()?;
            self.parameters.truncate(first);
            return Some(());
        }
        self.type_behind_name(start)?;
        if self.here(Kind::Bar) {
            self.advance();
            self.union()?;
        }
        Some(())
    }

    /// Type parameters in brackets.
    pub(super) fn type_parameters(&mut self) -> Option<()> {
        self.expect(Kind::OpenBracket)?;
        self.within(false, |reader| {
            loop {
                reader.name()?;
                while reader.take(Kind::Comma) {
                    reader.name()?;
                }
                reader.union()?;
                if !reader.take(Kind::Comma) || reader.at(Kind::CloseBracket) {
                    break;
                }
            }
            reader.expect(Kind::CloseBracket)
        })
    }

    /// Whether the brackets behind the name of a declared type hold type parameters; nothing where that is not
    /// plain. The opening bracket is the token.
    pub(super) fn has_type_parameters(&self) -> Option<bool> {
        let mut lexer = self.lexer.clone();
        if !lexer.next().kind.is_name() {
            return Some(false);
        }
        match lexer.next().kind {
            Kind::Comma | Kind::Tilde | Kind::Keyword(_) => Some(true),
            Kind::Star | Kind::OpenParen | Kind::OpenBracket | Kind::Arrow => None,
            kind => Some(kind.is_name()),
        }
    }
}

impl Kind {
    /// Whether a list of statements ends here.
    pub(super) fn ends_statements(self) -> bool {
        matches!(self, Self::CloseBrace | Self::Keyword(Keyword::Case | Keyword::Default))
    }
}
