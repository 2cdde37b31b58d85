//! Files without the bodies of their functions: three quarters of a parser's work is inside them, and few
//! hold anything that a query asks for.
//!
//! A lexer finds the bodies and counts their branch points; what stays is parsed with all positions kept.
//! Where the lexer is unsure, the file is parsed whole. What decides which bodies stay is in `wanted`.

mod bytes;
mod go;
mod rust;
mod wanted;

use std::ops::Range;

use tree_sitter::{Point, Range as Part};

pub(super) use self::wanted::Needs;

/// A function with a body, found without a grammar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// From the keyword that begins the function to its closing brace.
    pub(super) range: Range<usize>,
    /// What stands between its braces.
    pub(super) body: Range<usize>,
    /// Branch points in the body, counted as `tags.scm` of the language does.
    pub(super) branches: u32,
    /// The body holds declarations, or what may be some: it has to be parsed.
    pub(super) declares: bool,
}

/// The functions of a file in the order of the source, none inside another; `None` where the language
/// has no lexer or the lexer is unsure of this text.
pub(super) fn units(language: &str, text: &str) -> Option<Vec<Unit>> {
    match language {
        "go" => go::units(text),
        "rust" => rust::units(text),
        _ => None,
    }
}

/// What stays of `text` without the bodies of `units`.
pub(super) fn rest<'a>(text: &str, units: impl Iterator<Item = &'a Unit>) -> Vec<Part> {
    let mut rest = Vec::new();
    let mut place = Place::default();
    for body in units.map(|unit| &unit.body).filter(|body| !body.is_empty()) {
        let start = place;
        place.go_to(text, body.start);
        rest.push(start.part(place));
        place.go_to(text, body.end);
    }
    let start = place;
    place.go_to(text, text.len());
    rest.push(start.part(place));
    rest
}

/// The functions `units` of a text, each with the end of its last line.
pub(super) fn alone<'a>(text: &str, units: impl Iterator<Item = &'a Unit>) -> Vec<Part> {
    let mut place = Place::default();
    let part = |unit: &Unit| {
        let ends_line = text.as_bytes().get(unit.range.end) == Some(&b'\n');
        place.go_to(text, unit.range.start);
        let start = place;
        place.go_to(text, unit.range.end + usize::from(ends_line));
        start.part(place)
    };
    units.map(part).collect()
}

/// A byte with its row and column.
#[derive(Clone, Copy, Default)]
struct Place {
    byte: usize,
    point: Point,
}

impl Place {
    fn go_to(&mut self, text: &str, byte: usize) {
        let between = text.as_bytes().get(self.byte..byte).unwrap_or_default();
        match memchr::memrchr(b'\n', between) {
            Some(last) => {
                self.point.row += memchr::memchr_iter(b'\n', between).count();
                self.point.column = between.len() - last - 1;
            }
            None => self.point.column += between.len(),
        }
        self.byte = byte;
    }

    fn part(self, end: Self) -> Part {
        Part {
            start_byte: self.byte,
            end_byte: end.byte,
            start_point: self.point,
            end_point: end.point,
        }
    }
}

#[cfg(test)]
mod tests;
