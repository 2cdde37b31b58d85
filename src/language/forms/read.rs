//! A pattern's text to its form.

use tree_sitter::Language;

use super::{Asks, Form, Item, Often, Shape, What, parts::parts};
use crate::language::pieces::Piece;

/// The form of a pattern; `None` where it says something that has none.
pub(super) fn form(grammar: &Language, piece: &Piece<'_>) -> Option<Form> {
    let mut reader = Reader { grammar, predicates: 0, doubtful: Vec::new() };
    let written = parts(piece.text);
    let group = written.first().filter(|first| is_group(first));
    let list = match (group, written.as_slice()) {
        (Some(group), [_]) => reader.items(&parts(inside(group)?))?,
        (None, _) => reader.items(&written)?,
        // What is behind a group is said of each of its nodes.
        _ => return None,
    };
    let mut items = list.items.into_iter();
    let mut form = Form { first: items.next()?, behind: items.collect(), late: Vec::new() };
    let first = &form.first;
    if first.often != Often::Once || first.anchored || list.closed || !list.absent.is_empty() {
        return None;
    }
    let asked: Option<Vec<_>> =
        piece.predicates.iter().map(|one| Some((one.capture, Asks::of(one)?))).collect();
    // A predicate about two captures is none of the piece's.
    let asked = asked.filter(|asked| asked.len() == reader.predicates)?;
    for (capture, asks) in asked {
        let always = piece.captures.get(capture).copied().unwrap_or_default();
        if always && !reader.doubtful.iter().any(|name| name == capture) {
            attach(&mut form.first, capture, &asks);
            form.behind.iter_mut().for_each(|item| attach(item, capture, &asks));
        } else {
            form.late.push((capture.to_owned(), asks));
        }
    }
    Some(form)
}

/// Asks it of every node that is captured so.
fn attach(item: &mut Item, capture: &str, asks: &Asks) {
    if item.captures.iter().any(|name| name == capture) {
        item.asks.push(asks.clone());
    }
    item.inside_mut().iter_mut().for_each(|inner| attach(inner, capture, asks));
}

/// Whether nodes stand in the parentheses, and no kind before them.
fn is_group(part: &str) -> bool {
    inside(part).is_some_and(|inside| {
        part.starts_with('(') && inside.trim_start().starts_with(['(', '[', '"'])
    })
}

/// What stands between the brackets.
fn inside(part: &str) -> Option<&str> {
    part.get(1..part.len().checked_sub(1)?)
}

struct Reader<'g> {
    grammar: &'g Language,
    /// Predicates seen that are no properties.
    predicates: usize,
    /// Captures in what may be absent.
    doubtful: Vec<String>,
}

/// What stands between two brackets.
#[derive(Default)]
struct List {
    items: Vec<Item>,
    absent: Vec<u16>,
    closed: bool,
}

impl Reader<'_> {
    fn items(&mut self, parts: &[&str]) -> Option<List> {
        let mut list = List::default();
        let mut field = None;
        for part in parts {
            let last = list.items.last_mut();
            match part.as_bytes().first()? {
                b'.' => list.closed = true,
                b'@' => capture(last.filter(|item| item.often != Often::Any)?, part.get(1..)?),
                b'?' => self.absent_or_not(last?, Often::Maybe)?,
                b'*' => self.absent_or_not(last?, Often::Any)?,
                b'!' => list.absent.push(self.field(part.get(1..)?)?),
                b'(' if part.starts_with("(#set!") => {}
                b'(' if part.starts_with("(#") => self.predicates += 1,
                b'(' | b'[' | b'"' => {
                    let item = self.item(part)?;
                    let anchored = std::mem::take(&mut list.closed);
                    list.items.push(Item { field: field.take(), anchored, ..item });
                }
                _ => field = Some(self.field(part.strip_suffix(':')?)?),
            }
        }
        let last = list.items.last().is_none_or(|item| item.often != Often::Once);
        let doubt = (list.closed && last) || field.is_some();
        (!doubt).then_some(list)
    }

    fn item(&mut self, part: &str) -> Option<Item> {
        let what = match part.as_bytes().first()? {
            b'[' => {
                let list = self.items(&parts(inside(part)?))?;
                let plain = |item: &Item| {
                    item.often == Often::Once && item.field.is_none() && !item.anchored
                };
                let fits = !list.closed && list.absent.is_empty() && list.items.iter().all(plain);
                What::OneOf(fits.then_some(list.items)?)
            }
            b'"' => {
                let written = inside(part).filter(|text| !text.contains('\\'))?;
                What::Node(shape(Some(self.kind(written, Named::No)?), List::default()))
            }
            _ => {
                let written = parts(inside(part)?);
                let (kind, rest) = written.split_first()?;
                let number = if *kind == "_" { None } else { Some(self.kind(kind, Named::Yes)?) };
                let mut list = self.items(rest)?;
                list.items.iter_mut().take(1).for_each(|first| first.leads = true);
                What::Node(shape(number, list))
            }
        };
        let (captures, asks) = (Vec::new(), Vec::new());
        let (field, often) = (None, Often::Once);
        Some(Item { what, field, often, anchored: false, leads: false, captures, asks })
    }

    /// The number of a kind that nodes have.
    fn kind(&self, name: &str, named: Named) -> Option<u16> {
        let number = self.grammar.id_for_node_kind(name, named == Named::Yes);
        let known = number != 0 && !self.grammar.node_kind_is_supertype(number);
        let special = matches!(name, "ERROR" | "MISSING");
        (known && !special).then_some(number)
    }

    fn field(&self, name: &str) -> Option<u16> {
        self.grammar.field_id_for_name(name).map(std::num::NonZeroU16::get)
    }

    /// Says of an item that it may be absent; `None` where it would have to say it twice, or capture again
    /// and again.
    fn absent_or_not(&mut self, item: &mut Item, often: Often) -> Option<()> {
        let mut names = Vec::new();
        captured(item, &mut names);
        let fits = item.often == Often::Once && (often == Often::Maybe || names.is_empty());
        self.doubtful.extend(names);
        item.often = often;
        fits.then_some(())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Yes,
    No,
}

fn shape(kind: Option<u16>, list: List) -> Shape {
    let List { items, absent, closed } = list;
    Shape { kind, absent, inside: items, closed }
}

/// Gives a name to an item, or to each of those that it may be.
fn capture(item: &mut Item, name: &str) {
    match &mut item.what {
        What::Node(_) => item.captures.push(name.to_owned()),
        What::OneOf(items) => items.iter_mut().for_each(|one| capture(one, name)),
    }
}

/// The names of all captures in an item.
fn captured(item: &mut Item, names: &mut Vec<String>) {
    names.extend(item.captures.iter().cloned());
    item.inside_mut().iter_mut().for_each(|inner| captured(inner, names));
}
