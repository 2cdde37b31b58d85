//! What the reader has found, put into `CallFacts`: expressions are drafts until a call or a name needs them.

use super::{
    super::texts::{self, Texts},
    shared::Shared,
};
use crate::model::{CallFacts, CallSite, Expression};

/// An expression that may never be needed. Drafts are kept for one declaration.
#[derive(Clone, Copy, Debug)]
pub(super) enum Draft {
    Unknown,
    /// A name or a plain literal.
    Name(u32, u32),
    Field {
        of: u32,
        name: (u32, u32),
    },
    Call {
        of: u32,
    },
    Element {
        of: u32,
    },
    Typed(u32, u32),
}

#[derive(Clone, Copy, Debug)]
struct Drafted {
    draft: Draft,
    /// Number of steps to the first part.
    depth: u32,
    /// Number among the expressions, once it is one of them.
    number: Option<u32>,
}

/// A longer chain of expressions is left to the tree, which is cut there.
const DEPTH: u32 = 190;

/// The draft of everything that is not followed.
pub(super) const UNKNOWN: u32 = 0;

/// Places of a part of the text.
pub(super) type Span = (u32, u32);

#[derive(Debug)]
pub(super) struct Facts<'t> {
    text: &'t str,
    pub(super) texts: Texts,
    drafts: Vec<Drafted>,
    pub(super) found: CallFacts,
    pub(super) shared: Shared,
    /// Bindings of scopes that are still open; the last scope's stand last.
    pub(super) open: Vec<u32>,
    /// Number of the declared function that calls stand in.
    pub(super) function: Option<u32>,
    /// How many functions have begun.
    pub(super) functions: u32,
    /// Whether there is anything that the query calls an expression.
    pub(super) any: bool,
}

impl<'t> Facts<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self {
            text,
            texts: Texts::default(),
            drafts: Vec::new(),
            found: CallFacts::default(),
            shared: Shared::default(),
            open: Vec::new(),
            function: None,
            functions: 0,
            any: false,
        }
    }

    /// Everything that was found; nothing where there is no expression, as with the query.
    pub(super) fn finish(self) -> CallFacts {
        if !self.any {
            return CallFacts::default();
        }
        let mut found = self.found;
        found.texts = self.texts.list;
        found.bindings.sort_by_key(|one| (one.name, one.from));
        found.texts.shrink_to_fit();
        found.expressions.shrink_to_fit();
        found.bindings.shrink_to_fit();
        found.calls.shrink_to_fit();
        found
    }

    /// Begins a declaration.
    pub(super) fn forget_drafts(&mut self) {
        self.drafts.clear();
        self.drafts.push(Drafted { draft: Draft::Unknown, depth: 0, number: None });
    }

    pub(super) fn draft(&mut self, draft: Draft) -> Option<u32> {
        self.any |= !matches!(draft, Draft::Name(..));
        let depth = match draft {
            Draft::Field { of, .. } | Draft::Call { of } | Draft::Element { of } => {
                self.drafts.get(index(of))?.depth + 1
            }
            _ => 0,
        };
        let number = u32::try_from(self.drafts.len()).ok()?;
        self.drafts.push(Drafted { draft, depth, number: None });
        (depth <= DEPTH).then_some(number)
    }

    /// Something around a draft that stands for the same.
    pub(super) fn same(&mut self, draft: u32) -> Option<()> {
        self.any = true;
        if draft == UNKNOWN {
            return Some(());
        }
        let drafted = self.drafts.get_mut(index(draft))?;
        drafted.depth += 1;
        (drafted.depth <= DEPTH).then_some(())
    }

    pub(super) fn slice(&self, (start, end): Span) -> &'t str {
        self.text.get(index(start)..index(end)).unwrap_or_default()
    }

    /// A call of a draft, in the function that is being read. Of equal ones in a function the first will do.
    pub(super) fn call(&mut self, draft: u32, line: u32) {
        let Some(caller) = self.function else { return };
        let expression = self.number(draft);
        if self.shared.is_first_call(expression, self.functions) {
            self.found.calls.push(CallSite { expression, line, caller });
        }
    }

    /// The number of the expression that a draft becomes.
    pub(super) fn number(&mut self, draft: u32) -> u32 {
        let Some(drafted) = self.drafts.get(index(draft)).copied() else { return self.unknown() };
        if let Some(known) = drafted.number {
            return known;
        }
        let number = match drafted.draft {
            Draft::Unknown => self.unknown(),
            Draft::Typed(start, end) => self.typed("", (start, end)),
            Draft::Name(start, end) => {
                let text = self.texts.number(self.slice((start, end)));
                self.shared.name(&mut self.found, text, start)
            }
            Draft::Field { of, name } => {
                let (of, name) = (self.number(of), self.texts.number(self.slice(name)));
                self.push(of, Expression::Field { of, name })
            }
            Draft::Call { of } => {
                let of = self.number(of);
                self.push(of, Expression::Call { of })
            }
            Draft::Element { of } => {
                let of = self.number(of);
                self.push(of, Expression::Element { of })
            }
        };
        if let Some(drafted) = self.drafts.get_mut(index(draft)) {
            drafted.number = Some(number);
        }
        number
    }

    /// The number of an expression that is made from another one.
    pub(super) fn push(&mut self, of: u32, expression: Expression) -> u32 {
        self.shared.made(&mut self.found, of, expression)
    }

    pub(super) fn unknown(&mut self) -> u32 {
        self.shared.unknown(&mut self.found)
    }

    /// The number of a value of a type.
    pub(super) fn typed(&mut self, prefix: &str, of: Span) -> u32 {
        let text = texts::type_text(self.slice(of));
        let text = match prefix {
            "" => self.texts.number(&text),
            _ => self.texts.number(&format!("{prefix}{text}")),
        };
        self.shared.typed(&mut self.found, text)
    }
}

/// The number of the next one.
pub(super) fn length<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

pub(super) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
