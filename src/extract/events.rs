//! What code publishes, consumes and calls, as `events.scm` says: messages to exchanges, topics, subjects and
//! streams, and requests to other services. Names that need more than one file are `analyze`'s to find.

use std::collections::BTreeMap;

use tree_sitter::{Node, Tree};

use super::{
    Input, captures,
    captures::Match,
    library::Libraries,
    names,
    skeleton::Needs,
    syntax::{self, children, text_of},
    walk::{self, Question},
};
use crate::{
    language::{QueryKind, Registry},
    model::{Event, EvidenceClass, FileFacts},
};

pub(super) fn extract(
    registry: &Registry,
    input: &Input<'_>,
    tree: &Tree,
    needs: &Needs,
    facts: &mut FileFacts,
) {
    if !may_talk(input, facts.file.test) {
        return;
    }
    let language = &input.source.language;
    let Some(asked) = registry.asked(language, QueryKind::Events) else { return };
    let imported = needs.imported(&asked, QueryKind::Events);
    let libraries = Libraries::of((&asked, &imported), &facts.imports, input.text);
    if !libraries.any() {
        return;
    }
    let question = Question::all(&asked).only(&imported);
    let mut matches = walk::of(&question, tree.root_node(), input.text);
    matches.retain(|found| libraries.allow(found));
    let constants = Constants::of(&matches, input.text, needs);
    let found = captures::first_per_node(&matches, "event.name");
    let events =
        found.into_iter().filter_map(|(name, found)| event(input, &constants, name, found));
    facts.protocols.events.extend(events);
}

/// Only what ships talks to other systems; `test` says that the file holds test code.
pub(super) fn may_talk(input: &Input<'_>, test: bool) -> bool {
    !test && !matches!(input.source.class, EvidenceClass::Test | EvidenceClass::Example)
}

fn event(
    input: &Input<'_>,
    constants: &Constants<'_>,
    node: Node<'_>,
    found: &Match<'_, '_>,
) -> Option<Event> {
    let kind = found.property("kind")?;
    let mut node = unwrapped(node, input.text);
    let mut what = found.property("what").unwrap_or_default();
    // The exchange without a name sends to the queue that the routing key names.
    let other = found.node("event.key").map(|key| unwrapped(key, input.text));
    if let Some(key) = other.filter(|_| literal(node, input.text) == Some("")) {
        (node, what) = (key, "queue");
    }
    let text = text_of(node, input.text);
    let name = literal(node, input.text).or_else(|| constants.get(text, node.start_byte()));
    let at = found.node("event").unwrap_or(node);
    Some(Event {
        at: input.source.evidence(
            format!("{}.{kind}", input.source.language),
            syntax::line_of(node),
            syntax::end_line_of(at),
        ),
        kind: kind.to_owned(),
        direction: found.property("direction").unwrap_or_default().to_owned(),
        what: what.to_owned(),
        name: name.map(str::to_owned),
        expression: syntax::folded(node, input.text),
    })
}

/// The value inside what only carries it: `&x`, `(x)`, `aws.String(x)`, `[]string{x}`.
fn unwrapped<'t>(node: Node<'t>, text: &str) -> Node<'t> {
    const CARRIERS: [&str; 8] = [
        "unary_expression",
        "parenthesized_expression",
        "reference_expression",
        "literal_element",
        "composite_literal",
        "literal_value",
        "array_expression",
        "expression_list",
    ];
    let inside = if CARRIERS.contains(&node.kind()) {
        children(node.child_by_field_name("body").unwrap_or(node)).into_iter().next()
    } else if node.kind() == "call_expression" {
        let function = node.child_by_field_name("function").map(|one| text_of(one, text));
        let is_carrier = function.is_some_and(|name| name.ends_with("String"));
        node.child_by_field_name("arguments")
            .filter(|_| is_carrier)
            .and_then(|list| children(list).into_iter().next())
    } else {
        None
    };
    inside.map_or(node, |inside| unwrapped(inside, text))
}

fn literal<'a>(node: Node<'_>, text: &'a str) -> Option<&'a str> {
    let written = text_of(node, text);
    let inner = names::unquoted(written);
    (node.kind().ends_with("string_literal") && inner.len() < written.len()).then_some(inner)
}

/// Names of the file that stand for one text, by the function they are declared in.
struct Constants<'a> {
    needs: &'a Needs,
    texts: BTreeMap<(Option<usize>, &'a str), Option<&'a str>>,
}

impl<'a> Constants<'a> {
    fn of(matches: &[Match<'_, '_>], text: &'a str, needs: &'a Needs) -> Self {
        let mut texts: BTreeMap<_, Option<&str>> = BTreeMap::new();
        for one in matches {
            let (Some(name), Some(value)) = (one.node("constant.name"), one.node("constant.value"))
            else {
                continue;
            };
            let place = needs.function_at(name.start_byte());
            let value = names::unquoted(text_of(value, text));
            let known = texts.entry((place, text_of(name, text))).or_insert(Some(value));
            *known = known.filter(|known| *known == value);
        }
        Self { needs, texts }
    }

    /// What a name stands for at a byte.
    fn get(&self, name: &str, at: usize) -> Option<&'a str> {
        let places = [self.needs.function_at(at), None];
        places.into_iter().find_map(|place| self.texts.get(&(place, name)).copied())?
    }
}
