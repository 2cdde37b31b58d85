//! Patterns of a query in a form of our own: it is made without compiling the query, which takes as long as
//! parsing a hundred files, and asked of a node without the library's cursor, which does more for each node
//! than a parser does.
//!
//! A form has the matches that the library finds for the pattern. What it cannot say (`+`, `_` without
//! parentheses, kinds that stand for several others, an anchor behind what may be absent) leaves the whole
//! query to the library.

mod asks;
mod find;
mod parts;
mod read;
#[cfg(test)]
mod tests;

use tree_sitter::Language;

use self::asks::Asks;
pub use self::find::{Captured, Finder};
use super::pieces::Piece;

/// The patterns of a query.
#[derive(Debug)]
pub struct Forms {
    forms: Vec<Form>,
    /// The forms that begin with a node, by the number of its kind.
    by_kind: Vec<Vec<usize>>,
}

/// One pattern.
#[derive(Debug)]
struct Form {
    first: Item,
    /// Siblings that follow the first node.
    behind: Vec<Item>,
    /// What is asked of captures that a match may lack, once all of the match is known.
    late: Vec<(String, Asks)>,
}

/// A node, or one of several, with what is said of its place.
#[derive(Debug)]
struct Item {
    what: What,
    field: Option<u16>,
    often: Often,
    /// No named node stands between it and the one before.
    anchored: bool,
    /// It is the first item inside a node.
    leads: bool,
    captures: Vec<String>,
    /// What is asked of its text.
    asks: Vec<Asks>,
}

#[derive(Debug)]
enum What {
    OneOf(Vec<Item>),
    Node(Shape),
}

/// What a node has to be and to hold.
#[derive(Debug)]
struct Shape {
    /// The number of its kind; `None` for any named node.
    kind: Option<u16>,
    /// Fields that it must not have.
    absent: Vec<u16>,
    inside: Vec<Item>,
    /// No named node stands behind the last item.
    closed: bool,
}

/// How often an item stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Often {
    Once,
    /// `?`.
    Maybe,
    /// `*`; nothing in it is captured.
    Any,
}

impl Forms {
    /// Reads the patterns of a query; `None` where one of them has no form.
    pub(super) fn of(grammar: &Language, pieces: &[Piece<'_>]) -> Option<Self> {
        let mut by_kind = vec![Vec::new(); grammar.node_kind_count()];
        let mut forms = Vec::new();
        for (place, piece) in pieces.iter().enumerate() {
            let form = read::form(grammar, piece)?;
            for kind in form.first.kinds()? {
                by_kind.get_mut(usize::from(kind))?.push(place);
            }
            forms.push(form);
        }
        Some(Self { forms, by_kind })
    }

    /// Whether a pattern begins with a node, by the number of its kind.
    pub fn begins(&self) -> impl Iterator<Item = bool> {
        self.by_kind.iter().map(|forms| !forms.is_empty())
    }
}

impl Item {
    /// The kinds of the nodes that it may be; `None` where that may be any.
    fn kinds(&self) -> Option<Vec<u16>> {
        match &self.what {
            What::Node(shape) => Some(vec![shape.kind?]),
            What::OneOf(items) => {
                let kinds: Option<Vec<_>> = items.iter().map(Self::kinds).collect();
                Some(kinds?.concat())
            }
        }
    }

    /// The items that it is made of.
    fn inside_mut(&mut self) -> &mut Vec<Self> {
        match &mut self.what {
            What::Node(shape) => &mut shape.inside,
            What::OneOf(items) => items,
        }
    }
}
