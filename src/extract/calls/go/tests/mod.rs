//! The reader against the tree: the same facts up to their numbering.

mod cases;
mod corpus;
mod random;

use std::collections::BTreeSet;

use crate::{
    extract::{Input, calls, syntax},
    language::Registry,
    model::{Binding, CallFacts, Expression, FileFacts, FileRecord},
};

/// What the query and the engine make of a text.
fn oracle(registry: &Registry, text: &str) -> CallFacts {
    let file = FileRecord { path: "a.go".into(), language: "go".into(), ..FileRecord::default() };
    let mut facts = FileFacts { file, ..FileFacts::default() };
    let input = Input { source: facts.source(), text };
    for tree in syntax::parse(&input, &mut facts) {
        calls::extract(registry, &input, &tree, &mut facts);
    }
    facts.calls.take()
}

/// Facts without numbers: a line for each, sorted as readers of them see them.
fn shown(facts: &CallFacts) -> Vec<String> {
    let text = |number: u32| facts.texts.get(number).unwrap();
    let callers = facts
        .callers
        .iter()
        .map(|one| format!("func {} line {} {}..{}", text(one.name), one.line, one.start, one.end));
    let mut bindings: Vec<_> = facts
        .bindings
        .iter()
        .map(|one| {
            let line = format!("{}..{} = {}", one.from, one.end, expression(facts, one.value));
            (text(one.name), one.from, line)
        })
        .collect();
    bindings.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    let bindings = bindings.into_iter().map(|(name, _, line)| format!("{name} {line}"));
    let mut seen = BTreeSet::new();
    let calls = facts.calls.iter().filter_map(|one| {
        let called = expression(facts, one.expression);
        let line = format!("{}: {called} line {}", one.caller, one.line);
        // Of equal calls in a function the first counts.
        seen.insert((one.caller, called)).then_some(line)
    });
    callers.chain(bindings).chain(calls).collect()
}

/// A name with the byte from which what it stands for holds, if it is a local one.
fn name(facts: &CallFacts, text: u32, at: u32) -> String {
    let holds = |one: &&Binding| one.name == text && one.from <= at && at < one.end;
    let binding = facts.bindings.iter().filter(holds).max_by_key(|one| one.from);
    let text = facts.texts.get(text).unwrap();
    binding.map_or(text.to_string(), |binding| format!("{text}@{}", binding.from))
}

fn expression(facts: &CallFacts, number: u32) -> String {
    let inner = |number| expression(facts, number);
    match facts.expressions[number as usize] {
        Expression::Unknown => "?".into(),
        Expression::Name { text, at } => name(facts, text, at),
        Expression::Field { of, name } => {
            format!("{}.{}", inner(of), facts.texts.get(name).unwrap())
        }
        Expression::Call { of } => format!("{}()", inner(of)),
        Expression::Typed { text } => format!("<{}>", facts.texts.get(text).unwrap()),
        Expression::Element { of } => format!("{}[]", inner(of)),
        Expression::Result { of, position } => format!("{}#{position}", inner(of)),
        Expression::Inside { of } => format!("{}?", inner(of)),
    }
}
