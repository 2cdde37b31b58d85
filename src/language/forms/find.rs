//! Where forms match: every way in which the nodes below one node are what a form asks for.

use std::{num::NonZeroU16, ops::Range};

use tree_sitter::{Node, TreeCursor};

use super::{Form, Forms, Item, Often, Shape, What};

/// Nodes with the names of their captures, in the order of the source.
pub type Captured<'q, 't> = Vec<(&'q str, Node<'t>)>;

/// Asks forms of nodes; keeps the children of a node while one form after the other is asked of it.
pub struct Finder<'a, 't> {
    text: &'a [u8],
    cursor: TreeCursor<'t>,
    children: Vec<Child<'t>>,
    /// Whose children are where in the list.
    known: Vec<(usize, Range<usize>)>,
}

#[derive(Clone, Copy)]
struct Child<'t> {
    node: Node<'t>,
    field: Option<u16>,
    named: bool,
}

/// A way that has been followed up to some item of a list.
struct Way<'q, 't> {
    /// The first child that the next item may be.
    next: usize,
    /// The next item has to stand before this child: further on, the way that took an item there captures
    /// more.
    before: Option<usize>,
    bound: Bound,
    captured: Captured<'q, 't>,
}

/// Where the next item has to stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    /// Where it says itself.
    AsWritten,
    /// Anywhere further on: what its anchor speaks of is not there.
    Free,
    /// Nowhere but here: what was to be the first is not there, so this has to be.
    Here,
}

impl Bound {
    /// What holds for the next item when `item` is not there.
    fn without(self, item: &Item) -> Self {
        match (self, item.anchored) {
            (Self::AsWritten, true) if item.leads => Self::Here,
            (Self::AsWritten, false) => Self::Free,
            (known, _) => known,
        }
    }
}

impl<'a, 't> Finder<'a, 't> {
    /// Asks of nodes of the tree of `root` and its text.
    pub fn new(root: Node<'t>, text: &'a str) -> Self {
        let (children, known) = (Vec::new(), Vec::new());
        Self { text: text.as_bytes(), cursor: root.walk(), children, known }
    }

    /// Calls `found` with each match that begins with the node at `place`: the number of the pattern, and
    /// what it captures. Patterns that `allowed` does not name are left out.
    pub fn at<'q>(
        &mut self,
        place: &TreeCursor<'t>,
        forms: &'q Forms,
        allowed: impl Fn(usize) -> bool,
        mut found: impl FnMut(usize, Captured<'q, 't>),
    ) {
        let node = place.node();
        let Some(here) = forms.by_kind.get(usize::from(node.kind_id())) else { return };
        self.children.clear();
        self.known.clear();
        for number in here.iter().filter(|number| allowed(**number)) {
            let Some(form) = forms.forms.get(*number) else { continue };
            for captured in self.form(form, place, node) {
                found(*number, captured);
            }
        }
    }

    fn form<'q>(
        &mut self,
        form: &'q Form,
        place: &TreeCursor<'t>,
        node: Node<'t>,
    ) -> Vec<Captured<'q, 't>> {
        let mut all = self.node(&form.first, node);
        if !form.behind.is_empty() && !all.is_empty() {
            let siblings = self.siblings(place);
            let each = all.into_iter();
            all = each.flat_map(|first| self.list(&form.behind, &siblings, first)).collect();
        }
        all.retain(|captured| {
            form.late.iter().all(|(name, asks)| {
                let mut named = captured.iter().filter(|(own, _)| own == name);
                named.all(|(_, node)| asks.fits(self.text_of(*node)))
            })
        });
        all
    }

    /// What is captured in each way in which a node is what an item asks for.
    fn node<'q>(&mut self, item: &'q Item, node: Node<'t>) -> Vec<Captured<'q, 't>> {
        let shape = match &item.what {
            What::OneOf(items) => {
                return items.iter().flat_map(|one| self.node(one, node)).collect();
            }
            What::Node(shape) => shape,
        };
        if !is_of(shape, node) || !item.asks.iter().all(|asks| asks.fits(self.text_of(node))) {
            return Vec::new();
        }
        let own = item.captures.iter().map(|name| (name.as_str(), node)).collect();
        if shape.inside.is_empty() {
            return vec![own];
        }
        let children = self.children(node);
        let mut ways = self.ways(&shape.inside, &children, own);
        if shape.closed {
            let named = |child: &Child<'_>| child.named;
            let rest = |way: &Way<'_, '_>| self.children.get(way.next..children.end);
            ways.retain(|way| !rest(way).unwrap_or_default().iter().any(named));
        }
        distinct(ways)
    }

    /// What is captured in each way in which items follow each other among some children.
    fn list<'q>(
        &mut self,
        items: &'q [Item],
        children: &Range<usize>,
        before: Captured<'q, 't>,
    ) -> Vec<Captured<'q, 't>> {
        distinct(self.ways(items, children, before))
    }

    fn ways<'q>(
        &mut self,
        items: &'q [Item],
        children: &Range<usize>,
        captured: Captured<'q, 't>,
    ) -> Vec<Way<'q, 't>> {
        let (next, end) = (children.start, children.end);
        let mut ways = vec![Way { next, before: None, bound: Bound::AsWritten, captured }];
        for item in items {
            let mut further = Vec::new();
            for way in ways {
                match item.often {
                    Often::Once => self.once(item, &way, end, &mut further),
                    Often::Maybe => self.maybe(item, way, end, &mut further),
                    Often::Any => self.any(item, way, end, &mut further),
                }
            }
            ways = further;
        }
        ways.retain(|way| way.before.is_none());
        ways
    }

    /// Follows a way over each child that may be the item.
    fn once<'q>(
        &mut self,
        item: &'q Item,
        way: &Way<'q, 't>,
        end: usize,
        further: &mut Vec<Way<'q, 't>>,
    ) {
        let anchored = item.anchored && way.bound == Bound::AsWritten;
        let before = way.before.filter(|_| !item.anchored).unwrap_or(end);
        let before = if way.bound == Bound::Here { end.min(way.next + 1) } else { before };
        for place in way.next..before {
            let Some(child) = self.children.get(place).copied() else { return };
            if item.field.is_none() || item.field == child.field {
                for found in self.node(item, child.node) {
                    let captured = way.captured.iter().copied().chain(found).collect();
                    let bound = Bound::AsWritten;
                    further.push(Way { next: place + 1, before: None, bound, captured });
                }
            }
            if anchored && child.named {
                return;
            }
        }
    }

    /// The same, and the way without the item.
    fn maybe<'q>(
        &mut self,
        item: &'q Item,
        way: Way<'q, 't>,
        end: usize,
        further: &mut Vec<Way<'q, 't>>,
    ) {
        let known = further.len();
        self.once(item, &way, end, further);
        let taken = further.get(known).map(|first| first.next);
        let before = [way.before, taken].into_iter().flatten().min();
        further.push(Way { before, bound: way.bound.without(item), ..way });
    }

    /// Follows a way over no, one or more such items.
    fn any<'q>(
        &mut self,
        item: &'q Item,
        way: Way<'q, 't>,
        end: usize,
        further: &mut Vec<Way<'q, 't>>,
    ) {
        let mut open = vec![Way { captured: way.captured.clone(), ..way }];
        let mut places = vec![way.next];
        further.push(Way { bound: way.bound.without(item), ..way });
        while let Some(way) = open.pop() {
            let mut longer = Vec::new();
            self.once(item, &way, end, &mut longer);
            longer.retain(|one| !places.contains(&one.next));
            places.extend(longer.iter().map(|one| one.next));
            let copies = longer.iter().map(|one| Way { captured: one.captured.clone(), ..*one });
            further.extend(copies);
            open.append(&mut longer);
        }
    }

    /// The children of a node.
    fn children(&mut self, node: Node<'t>) -> Range<usize> {
        if let Some((_, known)) = self.known.iter().find(|(id, _)| *id == node.id()) {
            return known.clone();
        }
        self.cursor.reset(node);
        let start = self.children.len();
        let mut more = self.cursor.goto_first_child();
        while more {
            self.child();
            more = self.cursor.goto_next_sibling();
        }
        self.known.push((node.id(), start..self.children.len()));
        start..self.children.len()
    }

    /// The nodes behind the one at `place`.
    fn siblings(&mut self, place: &TreeCursor<'t>) -> Range<usize> {
        // The node's own number stands for what is inside it.
        if let Some((_, known)) = self.known.iter().find(|(id, _)| *id == SIBLINGS) {
            return known.clone();
        }
        self.cursor.reset_to(place);
        let start = self.children.len();
        while self.cursor.goto_next_sibling() {
            self.child();
        }
        self.known.push((SIBLINGS, start..self.children.len()));
        start..self.children.len()
    }

    fn child(&mut self) {
        let node = self.cursor.node();
        let field = self.cursor.field_id().map(NonZeroU16::get);
        self.children.push(Child { node, field, named: node.is_named() });
    }

    fn text_of(&self, node: Node<'t>) -> &'a [u8] {
        self.text.get(node.byte_range()).unwrap_or_default()
    }
}

/// In place of a node's number: what stands behind the node that is asked.
const SIBLINGS: usize = 0;

fn is_of(shape: &Shape, node: Node<'_>) -> bool {
    let kind = match shape.kind {
        Some(kind) => node.kind_id() == kind,
        None => node.is_named() && !node.is_error(),
    };
    kind && shape.absent.iter().all(|field| node.child_by_field_id(*field).is_none())
}

/// What was captured on some ways, once each: nodes without a name may differ where those with one do not.
fn distinct<'q, 't>(ways: Vec<Way<'q, 't>>) -> Vec<Captured<'q, 't>> {
    let mut all: Vec<Captured<'q, 't>> = Vec::with_capacity(ways.len());
    for way in ways {
        if !all.contains(&way.captured) {
            all.push(way.captured);
        }
    }
    all
}
