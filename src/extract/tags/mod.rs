//! Declarations: interfaces, types, functions and claimed implementations, as `tags.scm` says.
//!
//! The query says which node is what; this engine puts members into declarations and declarations into
//! functions, and counts. It knows no language by name: what differs between languages is a capture or a
//! property. queries/README.md lists both.

mod build;
mod claims;
mod doc;
mod scopes;
mod signature;

use std::collections::BTreeMap;

use tree_sitter::Node;

use self::scopes::Scopes;
use super::{Input, captures::Match, lines::Lines, skeleton::Unit};
use crate::model::FileFacts;

/// What the parts of the engine share while they read one file.
struct Context<'a, 'tree> {
    input: &'a Input<'a>,
    scopes: &'a Scopes,
    members: &'a Members<'a, 'tree>,
    generated: bool,
    test: bool,
}

/// Members by the identifier of the node they stand in.
type Members<'a, 'tree> = BTreeMap<usize, Vec<&'a Match<'a, 'tree>>>;

/// Adds the declarations that `matches` of the query make, where nobody has seen the bodies of the functions
/// `left_out`.
pub(super) fn extract(
    input: &Input<'_>,
    matches: &[Match<'_, '_>],
    left_out: &[&Unit],
    facts: &mut FileFacts,
) {
    let mut scopes = Scopes::of(matches, input.text);
    scopes.add_branches(left_out);
    let members = members(matches);
    let context = Context {
        input,
        scopes: &scopes,
        members: &members,
        generated: facts.file.generated,
        test: facts.file.test,
    };
    for found in definitions(matches) {
        build::declare(&context, found, facts);
    }
    let mut lines = Lines::new(input.text);
    let heads = left_out.iter().filter_map(|unit| Some((*unit, unit.head.as_ref()?)));
    facts.functions.extend(heads.map(|(unit, head)| {
        build::function_of(
            &context,
            (unit, head),
            (lines.at(head.name.start), lines.at(unit.range.end)),
        )
    }));
    facts.implementations.extend(claims::find(&context, matches));
    sort(facts);
}

/// The definitions; where several patterns call one name a definition, the first pattern decides.
fn definitions<'a, 'tree>(matches: &'a [Match<'a, 'tree>]) -> Vec<&'a Match<'a, 'tree>> {
    let mut by_name: BTreeMap<usize, &Match<'a, 'tree>> = BTreeMap::new();
    for found in matches.iter().filter(|found| found.below("definition").is_some()) {
        let Some(name) = found.node("name") else { continue };
        let first = by_name.entry(name.start_byte()).or_insert(found);
        if found.pattern < first.pattern {
            *first = found;
        }
    }
    by_name.into_values().collect()
}

fn members<'a, 'tree>(matches: &'a [Match<'a, 'tree>]) -> Members<'a, 'tree> {
    // The library's own `Node::parent` goes down from the root every time.
    let mut parents: BTreeMap<usize, usize> = BTreeMap::new();
    for list in matches.iter().flat_map(|found| found.nodes("members")) {
        let mut cursor = list.walk();
        parents.extend(list.children(&mut cursor).map(|child| (child.id(), list.id())));
    }
    let mut members = Members::new();
    for found in matches {
        let member = found.below("member").map(|(_, node)| node);
        if let Some(parent) = member.and_then(|member| parents.get(&member.id())) {
            members.entry(*parent).or_default().push(found);
        }
    }
    for list in members.values_mut() {
        list.sort_by_key(|found| (place(found), found.pattern));
        list.dedup_by_key(|found| place(found));
    }
    members
}

/// Where a member is named, or stands when it has no name.
fn place(found: &Match<'_, '_>) -> usize {
    let node = found.node("name").or_else(|| found.below("member").map(|(_, node)| node));
    node.map_or(0, |node| node.start_byte())
}

impl<'a, 'tree> Context<'a, 'tree> {
    /// The members of a definition: what stands directly in the nodes it captured as `@members`.
    fn members_of(
        &self,
        definition: &Match<'a, 'tree>,
    ) -> impl Iterator<Item = (&'a str, &'a Match<'a, 'tree>)> {
        let lists = definition.nodes("members").filter_map(|list| self.members.get(&list.id()));
        let members: Vec<_> = lists.flatten().copied().collect();
        members.into_iter().filter_map(|member| Some((member.below("member")?.0, member)))
    }

    fn text(&self, node: Node<'tree>) -> &'a str {
        super::syntax::text_of(node, self.input.text)
    }
}

fn sort(facts: &mut FileFacts) {
    facts.interfaces.sort_by(|a, b| (a.at.line, &a.name).cmp(&(b.at.line, &b.name)));
    facts.types.sort_by(|a, b| (a.at.line, &a.name).cmp(&(b.at.line, &b.name)));
    facts.functions.sort_by(|a, b| (a.at.line, &a.name).cmp(&(b.at.line, &b.name)));
}
