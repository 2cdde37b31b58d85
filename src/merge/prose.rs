//! Merging Markdown block by block.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Labels, Merged, Sides,
    blocks::{Block, Kind},
    keys,
    matching::{Pairs, Version, pair, pair_same},
    order::weave,
    text,
    tree::{Node, join},
};

/// Merges Markdown: the program's text where people changed nothing, the people's where the program changed
/// nothing, both where they change different things.
///
/// What people added stays behind what they put it behind, and what they moved stays where they put it.
/// What the program moved goes where it belongs, with the edits of people. What people deleted stays
/// deleted, unless it is to be revived. What the program no longer writes stays when people had changed its
/// words; a tick is no such change.
pub fn markdown(sides: Sides<'_>, labels: &Labels<'_>) -> Merged {
    let merger = Merger::new(sides, *labels);
    let mut merged = Merged::default();
    let whole = merger.both(Some(0), 0, 0, &mut merged);
    merged.text = whole.whole();
    if merger.has_all(&whole) {
        return merged;
    }
    // Two blocks that each side moved into the other have no place.
    let (text, is_conflict) = text::by_lines(sides, labels);
    Merged { text, conflicts: usize::from(is_conflict), ..Merged::default() }
}

/// What the program writes into the cell of a task that is not done.
const OPEN: &str = "open";

struct Merger<'a> {
    base: Version,
    ours: Version,
    theirs: Version,
    to_ours: Pairs,
    to_theirs: Pairs,
    /// From ours to theirs, for what both sides added.
    across: Pairs,
    labels: Labels<'a>,
}

impl<'a> Merger<'a> {
    fn new(sides: Sides<'_>, labels: Labels<'a>) -> Self {
        let (base, ours) = (Version::new(sides.base), Version::new(sides.ours));
        let theirs = Version::new(sides.theirs);
        let (to_ours, to_theirs) = (pair(&base, &ours), pair(&base, &theirs));
        let across = pair_same(&ours, &theirs);
        Self { base, ours, theirs, to_ours, to_theirs, across, labels }
    }

    /// The program's version of a block of people.
    fn theirs_of(&self, ours: usize) -> Option<usize> {
        if let Some(base) = self.to_ours.back.get(&ours) {
            return self.to_theirs.there.get(base).copied();
        }
        let theirs = self.across.there.get(&ours).copied();
        theirs.filter(|theirs| !self.to_theirs.back.contains_key(theirs))
    }

    /// The people's version of a block of the program.
    fn ours_of(&self, theirs: usize) -> Option<usize> {
        if let Some(base) = self.to_theirs.back.get(&theirs) {
            return self.to_ours.there.get(base).copied();
        }
        let ours = self.across.back.get(&theirs).copied();
        ours.filter(|ours| !self.to_ours.back.contains_key(ours))
    }

    /// Whether people took a block out of what held it.
    fn is_moved(&self, ours: usize) -> bool {
        let Some(base) = self.to_ours.back.get(&ours) else { return false };
        let holder = self.base.document.block(*base).parent;
        *base != 0
            && self.to_ours.there.get(&holder) != Some(&self.ours.document.block(ours).parent)
    }

    /// A block that both sides have.
    fn both(&self, base: Option<usize>, ours: usize, theirs: usize, merged: &mut Merged) -> Node {
        let old = base.map(|base| self.base.document.block(base));
        let (mine, new) = (self.ours.document.block(ours), self.theirs.document.block(theirs));
        let mut node = Node {
            kind: new.kind,
            text: self.own_text(old, mine, new, merged),
            blank: pick(old.map(|old| old.blank.as_str()), &mine.blank, &new.blank),
            children: self.inside([base, Some(ours), Some(theirs)], merged),
            ours: Some(ours),
        };
        let is_alone = new.children.is_empty() && !node.children.is_empty();
        if is_alone && matches!(new.kind, Kind::Item(_)) {
            // What stood behind the item now stands behind what is in it.
            let before = Some(&mine.blank).filter(|_| !mine.children.is_empty());
            node.blank = before.cloned().unwrap_or_default();
        }
        let tail = base.map(|base| self.base.document.tail(base));
        let (mine, new) = (self.ours.document.tail(ours), self.theirs.document.tail(theirs));
        *node.tail() = pick(tail, mine, new);
        node
    }

    /// The own lines of a block that both sides have.
    fn own_text(
        &self,
        old: Option<&Block>,
        mine: &Block,
        new: &Block,
        merged: &mut Merged,
    ) -> String {
        let Some(old) = old else { return mine.text.clone() };
        let [(was, base), (is, ours), (will, theirs)] =
            [old, mine, new].map(|block| without_tick(&block.text));
        let text = if base == theirs || ours == theirs {
            ours
        } else if base == ours {
            theirs
        } else {
            let sides = Sides { base: &base, ours: &ours, theirs: &theirs };
            self.by_text(mine.kind, sides, merged)
        };
        match if is == was { will } else { is.or(will) } {
            Some(tick) => with_tick(&text, tick),
            None => text,
        }
    }

    fn by_text(&self, kind: Kind, sides: Sides<'_>, merged: &mut Merged) -> String {
        let (text, is_conflict) = text::by_lines(sides, &self.labels);
        // Half a line of code from either side is no code.
        let words = if is_conflict && kind != Kind::Fence { text::by_words(sides) } else { None };
        merged.conflicts += usize::from(is_conflict && words.is_none());
        words.unwrap_or(text)
    }

    /// What is inside a block, of which each side may lack a version.
    fn inside(&self, [base, ours, theirs]: [Option<usize>; 3], merged: &mut Merged) -> Vec<Node> {
        let mut nodes: BTreeMap<usize, Node> = BTreeMap::new();
        let new = theirs.map_or(&[][..], |theirs| self.theirs.document.children(theirs));
        for one in new {
            nodes.extend(self.placed(*one, merged).map(|node| (self.name(*one), node)));
        }
        let placed: Vec<usize> =
            new.iter().map(|one| self.name(*one)).filter(|name| nodes.contains_key(name)).collect();
        let mine = ours.map_or(&[][..], |ours| self.ours.document.children(ours));
        let mut extra = BTreeSet::new();
        for one in mine {
            if let Some(node) = self.kept(*one, merged) {
                extra.insert(one * 2);
                nodes.insert(one * 2, node);
            }
        }
        let old = base.map_or(&[][..], |base| self.base.document.children(base));
        let old: Vec<usize> =
            old.iter().filter_map(|one| self.to_ours.there.get(one)).map(|one| one * 2).collect();
        let mine: Vec<usize> = mine.iter().map(|one| one * 2).collect();
        let order = weave(&old, &mine, &placed, &extra);
        let new: Vec<usize> = new.iter().map(|one| self.name(*one)).collect();
        let known: Vec<bool> = order
            .windows(2)
            .map(|pair| [&mine, &new].iter().any(|side| side.windows(2).any(|one| one == pair)))
            .collect();
        let mut nodes: Vec<Node> = order.iter().filter_map(|name| nodes.remove(name)).collect();
        join(&mut nodes, &known, self.is_tight([ours, theirs]));
        nodes
    }

    /// One number for both versions of a block.
    fn name(&self, theirs: usize) -> usize {
        self.ours_of(theirs).map_or(theirs * 2 + 1, |ours| ours * 2)
    }

    /// Whether items follow each other without a blank line.
    fn is_tight(&self, [ours, theirs]: [Option<usize>; 2]) -> bool {
        let sides = [(&self.ours.document, ours), (&self.theirs.document, theirs)];
        sides.iter().any(|(document, id)| {
            let children = id.map_or(&[][..], |id| document.children(id));
            let is_item = |id: &usize| matches!(document.block(*id).kind, Kind::Item(_));
            let mut pairs = children.windows(2).filter(|pair| pair.iter().all(is_item));
            pairs.any(|pair| pair.first().is_some_and(|first| document.tail(*first).is_empty()))
        })
    }

    /// What comes of a block where the program places it.
    fn placed(&self, theirs: usize, merged: &mut Merged) -> Option<Node> {
        let base = self.to_theirs.back.get(&theirs).copied();
        match self.ours_of(theirs) {
            Some(ours) if self.is_moved(ours) => None,
            Some(ours) => Some(self.both(base, ours, theirs, merged)),
            None if base.is_none() => Some(self.added(theirs, merged)),
            None => self.deleted(theirs, merged),
        }
    }

    /// A block that only the program has.
    fn added(&self, theirs: usize, merged: &mut Merged) -> Node {
        let new = self.theirs.document.block(theirs);
        let children = self.inside([None, None, Some(theirs)], merged);
        Node { children, ..head(new, None) }
    }

    /// A block that people deleted: it stays for what else has come into it, or comes back.
    fn deleted(&self, theirs: usize, merged: &mut Merged) -> Option<Node> {
        let id = self.theirs.global(theirs).and_then(|key| key.strip_prefix("id "));
        if let Some(id) = id {
            if self.labels.revived.contains(id) {
                merged.revived.push(id.to_owned());
                return Some(self.revived(theirs));
            }
            merged.deleted.push(id.to_owned());
        }
        let new = self.theirs.document.block(theirs);
        let alive = |one: &usize| {
            let ours = self.ours_of(*one);
            ours.is_some() || !self.theirs.document.children(*one).is_empty()
        };
        let inside = new.children.iter().filter(|one| alive(one));
        let children: Vec<Node> = inside
            .filter_map(|one| match self.ours_of(*one) {
                Some(_) => self.placed(*one, merged),
                None => self.deleted(*one, merged),
            })
            .collect();
        (!children.is_empty()).then(|| Node { children, ..head(new, None) })
    }

    /// A block of the program as it is.
    fn revived(&self, theirs: usize) -> Node {
        let new = self.theirs.document.block(theirs);
        let free = new.children.iter().filter(|one| self.ours_of(**one).is_none());
        let children = free.map(|one| self.revived(*one)).collect();
        Node { children, ..head(new, None) }
    }

    /// What comes of a block where people have it, when the program does not place it.
    fn kept(&self, ours: usize, merged: &mut Merged) -> Option<Node> {
        let base = self.to_ours.back.get(&ours).copied();
        match (self.theirs_of(ours), base) {
            (Some(theirs), _) if self.is_moved(ours) => Some(self.both(base, ours, theirs, merged)),
            (Some(_), _) => None,
            (None, Some(base)) => self.dropped(base, ours, merged),
            (None, None) => {
                let children = self.inside([None, Some(ours), None], merged);
                Some(Node { children, ..head(self.ours.document.block(ours), Some(ours)) })
            }
        }
    }

    /// A block that the program no longer writes: it stays for what people made of it.
    fn dropped(&self, base: usize, ours: usize, merged: &mut Merged) -> Option<Node> {
        let mine = self.ours.document.block(ours);
        if self.is_edited(base, ours) {
            return Some(self.whole(ours, merged));
        }
        let mut inside = Merged { conflicts: 0, ..merged.clone() };
        let children = self.inside([Some(base), Some(ours), None], &mut inside);
        match mine.kind {
            _ if children.is_empty() => None,
            // A remark on a task needs the task to be understood.
            Kind::Item(_) => Some(self.whole(ours, merged)),
            _ => {
                inside.conflicts += merged.conflicts;
                *merged = inside;
                Some(Node { children, ..head(mine, Some(ours)) })
            }
        }
    }

    /// Whether people changed the own words of a block.
    fn is_edited(&self, base: usize, ours: usize) -> bool {
        let (base, ours) = (self.base.document.block(base), self.ours.document.block(ours));
        without_tick(&base.text).1 != without_tick(&ours.text).1
            && !(base.kind == Kind::Row && is_settled(&base.text, &ours.text))
    }

    /// A block of people with all that has no other place.
    fn whole(&self, ours: usize, merged: &mut Merged) -> Node {
        let mine = self.ours.document.block(ours);
        let inside = mine.children.iter();
        let children = inside.filter_map(|one| match self.theirs_of(*one) {
            Some(_) => self.kept(*one, merged),
            None => Some(self.whole(*one, merged)),
        });
        Node { children: children.collect(), ..head(mine, Some(ours)) }
    }

    /// Whether everything that people wrote is in the merged document.
    fn has_all(&self, whole: &Node) -> bool {
        let mut found = BTreeSet::new();
        whole.ours(&mut found);
        (0..self.ours.document.len()).all(|ours| {
            let base = self.to_ours.back.get(&ours);
            found.contains(&ours) || base.is_some_and(|base| !self.is_edited(*base, ours))
        })
    }
}

/// A block of either side without what is in it.
fn head(block: &Block, ours: Option<usize>) -> Node {
    let (kind, text, blank) = (block.kind, block.text.clone(), block.blank.clone());
    Node { kind, text, blank, children: Vec::new(), ours }
}

/// The people's text when they changed it, else the program's.
fn pick(base: Option<&str>, ours: &str, theirs: &str) -> String {
    if base == Some(ours) { theirs.to_owned() } else { ours.to_owned() }
}

/// The letter in the check box of an item, and its text with the box empty.
fn without_tick(text: &str) -> (Option<char>, String) {
    match keys::tick(text) {
        Some((letter, open)) => (Some(letter), open),
        None => (None, text.to_owned()),
    }
}

/// Whether a row differs from what the program wrote in its state alone: that is a tick, too.
fn is_settled(base: &str, ours: &str) -> bool {
    let same = base.split('|').count() == ours.split('|').count();
    let mut cells =
        base.split('|').zip(ours.split('|')).map(|(one, other)| (one.trim(), other.trim()));
    same && cells.all(|(one, other)| one == other || one == OPEN)
}

/// The text with this letter in its check boxes.
fn with_tick(text: &str, letter: char) -> String {
    let line = |line: &str| match keys::tick(line) {
        Some((_, open)) => open.replacen("[ ]", &format!("[{letter}]"), 1),
        None => line.to_owned(),
    };
    text.split_inclusive('\n').map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_of_a_row_is_a_tick_and_nothing_else_is() {
        let base = "| T-001 | Create | open |\n";
        assert!(is_settled(base, "| T-001 | Create | Done |\n"));
        assert!(is_settled(base, "| T-001 | Create | **Concluído** |\n"));
        assert!(!is_settled(base, "| T-001 | Create it | Done |\n"));
        assert!(!is_settled(base, "| T-001 | Create | open | Ada |\n"));
        assert!(!is_settled("| T-001 | Create | S |\n", "| T-001 | Create | M |\n"));
    }
}
