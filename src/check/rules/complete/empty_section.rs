//! A heading with nothing below it.

use crate::{
    check::{Example, Found, Inputs, Rule, page::Page},
    document::words,
    model::{BlockKind, Section, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "complete.empty-section",
    severity: Severity::Warning,
    summary: "a section has a heading and nothing else",
    explanation: "\
An empty section promises what nobody wrote. A section with sections below it is none; comments and rules do not count \
as content. Say that there is nothing, and why, or take the heading out.",
    bad: Example {
        file: "docs/plans/fees.md",
        text: "# Plan\n\n## Goal\n\nTiers.\n\n## Roll-out\n\n## Risks\n\nOne.\n",
    },
    good: Example {
        file: "docs/plans/fees.md",
        text: "# Plan\n\n## Goal\n\nTiers.\n\n## Roll-out\n\nWith the next release.\n\n## Risks\n\nOne.\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    let sections = &inputs.document.outline.sections;
    let next = |at: usize| sections.get(at + 1);
    let empty = sections.iter().enumerate().filter(|(at, section)| {
        let parts = next(*at).is_some_and(|other| other.level > section.level);
        // The title of a document and the heading of an item that is only named are no promise.
        let promises = section.level > 1 && !parts && !is_left_out(&section.heading);
        promises && !has_text(section) && !is_item(inputs, section)
    });
    empty
        .map(|(_, section)| Found {
            place: page.on(section.span.line, &section.heading),
            message: format!("section “{}” is empty", section.heading),
            hint: "write it, or take the heading out".into(),
            ..Found::default()
        })
        .collect()
}

/// Whether the heading says that there is nothing to say: `Frontend (N/A)`.
fn is_left_out(heading: &str) -> bool {
    const PHRASES: &[&str] = &[
        "n a",
        "not applicable",
        "not needed",
        "none",
        "nao se aplica",
        "no aplica",
        "nenhum",
        "ninguno",
    ];
    words::has_any(&words::key(heading), PHRASES)
}

fn has_text(section: &Section) -> bool {
    section.blocks.iter().any(|block| {
        let comment = block.kind == BlockKind::Html && block.text.trim_start().starts_with("<!--");
        !comment && block.text.contains(char::is_alphanumeric)
    })
}

fn is_item(inputs: &Inputs<'_>, section: &Section) -> bool {
    let mut items = inputs.document.work.iter().flat_map(|plan| &plan.items);
    items.any(|item| item.at.line == section.span.line && !item.status_text.is_empty())
}
