//! What the query finds, sorted by what it is. One walk over its matches, nothing copied from the text.

use std::cell::RefCell;

use tree_sitter::{Node, Query, QueryCursor, StreamingIterator};

thread_local! {
    static CURSOR: RefCell<QueryCursor> = RefCell::new(QueryCursor::new());
}

/// Everything that the query finds in a tree.
#[derive(Debug, Default)]
pub(super) struct Found<'tree> {
    /// Functions and their names, by first byte.
    pub(super) callers: Vec<(Node<'tree>, Node<'tree>)>,
    pub(super) scopes: Vec<Node<'tree>>,
    pub(super) binds: Vec<Bind<'tree>>,
    /// By the identifier of their nodes, one for each.
    pub(super) constructs: Vec<Construct<'tree>>,
}

/// An expression that the query names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Construct<'tree> {
    pub(super) kind: Kind,
    pub(super) node: Node<'tree>,
    /// What it is made from.
    pub(super) of: Option<Node<'tree>>,
    /// Name of a field; type of a value.
    pub(super) name: Option<Node<'tree>>,
    pattern: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Call,
    Field,
    Element,
    Same,
    Inside,
    Typed,
    Path,
}

/// Names that are given values or a type.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bind<'tree> {
    pub(super) node: Node<'tree>,
    /// A list of names; without it they stand in the field `name` of the node.
    names: Option<Node<'tree>>,
    values: Option<Node<'tree>>,
    value: Option<Node<'tree>>,
    pub(super) type_node: Option<Node<'tree>>,
    /// The type is that of an element.
    pub(super) list: bool,
    /// The second name takes the value's elements.
    pub(super) elements: bool,
    /// The name takes what is inside the value.
    pub(super) inside: bool,
}

/// What captures are for, by their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Caller,
    Scope,
    Bind,
    BindNames,
    BindValues,
    BindValue,
    BindType,
    Value(Kind),
    Of,
    Name,
    Type,
}

const ROLES: [(&str, Role); 17] = [
    ("caller", Role::Caller),
    ("scope", Role::Scope),
    ("bind", Role::Bind),
    ("bind.names", Role::BindNames),
    ("bind.values", Role::BindValues),
    ("bind.value", Role::BindValue),
    ("bind.type", Role::BindType),
    ("value.call", Role::Value(Kind::Call)),
    ("value.field", Role::Value(Kind::Field)),
    ("value.element", Role::Value(Kind::Element)),
    ("value.same", Role::Value(Kind::Same)),
    ("value.inside", Role::Value(Kind::Inside)),
    ("value.typed", Role::Value(Kind::Typed)),
    ("value.path", Role::Value(Kind::Path)),
    ("of", Role::Of),
    ("name", Role::Name),
    ("type", Role::Type),
];

pub(super) fn find<'tree>(query: &Query, root: Node<'tree>, text: &str) -> Found<'tree> {
    let role = |name: &&str| ROLES.iter().find(|(known, _)| known == name).map(|(_, role)| *role);
    let roles: Vec<Option<Role>> = query.capture_names().iter().map(role).collect();
    let mut found = Found::default();
    CURSOR.with_borrow_mut(|cursor| {
        let mut matches = cursor.matches(query, root, text.as_bytes());
        while let Some(one) = matches.next() {
            let captures = one.captures().iter().filter_map(|capture| {
                let role = roles.get(usize::try_from(capture.index).ok()?)?;
                Some(((*role)?, capture.node))
            });
            found.add(query, one.pattern_index, captures);
        }
    });
    found.callers.sort_by_key(|(node, _)| node.start_byte());
    // Where several patterns give a name a type, the one nearest to it stands last and wins.
    let nearest = |bind: &Bind<'_>| bind.type_node.map_or(0, |node| node.start_byte());
    found.binds.sort_by_key(|bind| (bind.node.start_byte(), nearest(bind)));
    // Of several matches of one pattern the first in the source, so that no run differs from the other.
    let first = |one: &Construct<'_>| one.of.map_or(0, |of| of.start_byte());
    found.constructs.sort_unstable_by_key(|one| (one.node.id(), one.pattern, first(one)));
    found.constructs.dedup_by_key(|one| one.node.id());
    found
}

impl<'tree> Found<'tree> {
    fn add(
        &mut self,
        query: &Query,
        pattern: usize,
        captures: impl Iterator<Item = (Role, Node<'tree>)>,
    ) {
        let (mut what, mut of, mut name) = (None, None, None);
        let (mut names, mut values, mut value, mut type_node) = (None, None, None, None);
        for (role, node) in captures {
            match role {
                Role::Of => of = Some(node),
                Role::Name | Role::Type => name = Some(node),
                Role::BindNames => names = Some(node),
                Role::BindValues => values = Some(node),
                Role::BindValue => value = Some(node),
                Role::BindType => type_node = Some(node),
                Role::Scope => self.scopes.push(node),
                Role::Caller | Role::Bind | Role::Value(_) => what = Some((role, node)),
            }
        }
        match what {
            Some((Role::Caller, node)) => self.callers.extend(name.map(|name| (node, name))),
            Some((Role::Value(kind), node)) => {
                self.constructs.push(Construct { kind, node, of, name, pattern });
            }
            Some((_, node)) => {
                let has =
                    |key: &str| query.property_settings(pattern).iter().any(|one| *one.key == *key);
                let (list, elements, inside) = (has("list"), has("elements"), has("inside"));
                let bind = Bind { node, names, values, value, type_node, list, elements, inside };
                self.binds.push(bind);
            }
            None => {}
        }
    }

    /// The place of the construct that a node is.
    pub(super) fn index(&self, node: Node<'tree>) -> Option<usize> {
        self.constructs.binary_search_by_key(&node.id(), |one| one.node.id()).ok()
    }

    /// The part of an expression that names it: of a field its name.
    pub(super) fn named(&self, node: Node<'tree>) -> Node<'tree> {
        let construct = self.index(node).and_then(|index| self.constructs.get(index));
        construct.filter(|one| one.kind == Kind::Field).and_then(|one| one.name).unwrap_or(node)
    }
}

impl<'tree> Bind<'tree> {
    /// The names with their positions; what is no plain name is left out.
    pub(super) fn names(&self) -> Vec<(u32, Node<'tree>)> {
        let mut cursor = self.node.walk();
        let names: Vec<_> = match self.names {
            Some(list) if list.child_count() == 0 => vec![list],
            Some(list) => list.named_children(&mut list.walk()).collect(),
            None => self.node.children_by_field_name("name", &mut cursor).collect(),
        };
        let names = (0..).zip(names.into_iter().filter(Node::is_named));
        names.filter(|(_, name)| name.child_count() == 0).collect()
    }

    /// The value of the name at `position`, where each name has its own.
    pub(super) fn value(&self, position: u32) -> Option<Node<'tree>> {
        if let Some(value) = self.value {
            return (position == 0 || self.elements).then_some(value);
        }
        let values = self.values?;
        let count = values.named_child_count();
        let names = self.names.map_or(1, |names| names.named_child_count());
        if count == 1 && (position > 0 || names > 1) {
            return None;
        }
        values.named_child(position)
    }

    /// The one value that gives several names theirs.
    pub(super) fn only_value(&self) -> Option<Node<'tree>> {
        let values = self.values.filter(|values| values.named_child_count() == 1)?;
        values.named_child(0)
    }

    /// The first byte from which the name holds: behind all that it is made from.
    pub(super) fn from(&self, name: Node<'tree>) -> usize {
        let parts = [Some(name), self.names, self.values, self.value, self.type_node];
        parts.into_iter().flatten().map(|part| part.end_byte()).max().unwrap_or_default()
    }
}
