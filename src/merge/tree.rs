//! The merged document as it grows: blocks with what is between them.

use std::collections::BTreeSet;

use super::blocks::Kind;

/// A block of the merged document.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) text: String,
    /// Blank lines behind its own lines.
    pub(super) blank: String,
    pub(super) children: Vec<Self>,
    /// The block of people that it comes from.
    pub(super) ours: Option<usize>,
}

impl Node {
    /// Everything in it, as text.
    pub(super) fn whole(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, to: &mut String) {
        for part in [&self.text, &self.blank] {
            // The last line of a document may lack its end, and come to stand in the middle.
            if !part.is_empty() && !to.is_empty() && !to.ends_with('\n') {
                to.push('\n');
            }
            to.push_str(part);
        }
        self.children.iter().for_each(|child| child.write(to));
    }

    /// The blocks of people in it.
    pub(super) fn ours(&self, found: &mut BTreeSet<usize>) {
        found.extend(self.ours);
        self.children.iter().for_each(|child| child.ours(found));
    }

    /// The blank lines at its end.
    pub(super) fn tail(&mut self) -> &mut String {
        match self.children.last_mut() {
            Some(last) => last.tail(),
            None => &mut self.blank,
        }
    }
}

/// Sets the blank lines between neighbours that are neighbours on no side; `known` says of a pair, by the
/// index of its first, whether it is one of a side, `is_tight` whether lists have no blank lines here.
pub(super) fn join(nodes: &mut [Node], known: &[bool], is_tight: bool) {
    let kinds: Vec<Kind> = nodes.iter().skip(1).map(|node| node.kind).collect();
    for ((node, next), known) in nodes.iter_mut().zip(kinds).zip(known) {
        let kind = node.kind;
        let tail = node.tail();
        match (kind, next) {
            // A blank line ends a table.
            (Kind::Row, Kind::Row) => tail.clear(),
            _ if *known => {}
            (Kind::Item(_), Kind::Item(_)) if is_tight => tail.clear(),
            (Kind::Item(_), Kind::Item(_)) => {}
            _ if tail.is_empty() => tail.push('\n'),
            _ => {}
        }
    }
}
