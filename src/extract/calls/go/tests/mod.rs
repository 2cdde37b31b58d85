//! The reader against the tree: the same facts up to their numbering.

mod cases;
mod corpus;
mod random;

use std::sync::Arc;

use crate::{
    extract::{Input, calls, syntax},
    language::Registry,
    model::{CallFacts, Expression, FileFacts, FileRecord},
};

/// What the query and the engine make of a text.
fn oracle(registry: &Registry, text: &str) -> CallFacts {
    let file = FileRecord { path: "a.go".into(), language: "go".into(), ..FileRecord::default() };
    let mut facts = FileFacts { file, ..FileFacts::default() };
    let input = Input { source: facts.source(), text };
    for tree in syntax::parse(&input, &mut facts) {
        calls::extract(registry, &input, &tree, &mut facts);
    }
    facts.calls
}

/// Facts without numbers: a line for each, sorted as readers of them see them.
fn shown(facts: &CallFacts) -> Vec<String> {
    let text = |number: u32| Arc::clone(&facts.texts[number as usize]);
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
    bindings.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    let bindings = bindings.into_iter().map(|(name, _, line)| format!("{name} {line}"));
    let calls = facts.calls.iter().map(|one| {
        let caller = text(facts.callers[one.caller as usize].name);
        format!("{caller}: {} line {}", expression(facts, one.expression), one.line)
    });
    callers.chain(bindings).chain(calls).collect()
}

fn expression(facts: &CallFacts, number: u32) -> String {
    let inner = |number| expression(facts, number);
    match facts.expressions[number as usize] {
        Expression::Unknown => "?".into(),
        Expression::Name { text, at } => format!("{}@{at}", facts.texts[text as usize]),
        Expression::Field { of, name } => {
            format!("{}.{}", inner(of), facts.texts[name as usize])
        }
        Expression::Call { of } => format!("{}()", inner(of)),
        Expression::Typed { text } => format!("<{}>", facts.texts[text as usize]),
        Expression::Element { of } => format!("{}[]", inner(of)),
        Expression::Result { of, position } => format!("{}#{position}", inner(of)),
        Expression::Inside { of } => format!("{}?", inner(of)),
    }
}
