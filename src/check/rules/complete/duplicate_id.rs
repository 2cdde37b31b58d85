//! Two pieces of work with one identifier.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        page::{Page, items, leading_id, stem},
    },
    document::words,
    model::{Block, BlockKind, JsonKind, Place, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "complete.duplicate-id",
    severity: Severity::Error,
    summary: "two pieces of work have the same identifier",
    explanation: "\
Dependencies, traces and progress go by identifier, so two items of one name are read as one. Headings are held \
against headings of the same level, lines of lists against lines, rows against rows of one table, and numbers of a \
JSON list against each other; a line that goes on with a task (`continued`) and a table beside sections are no \
second item. Give the second one a number of its own.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Store tiers\n\nKeep them.\n\n## T-001: Store waivers\n\nKeep these.\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Store tiers\n\nKeep them.\n\n## T-002: Store waivers\n\nKeep these.\n",
    },
    find,
};

/// Where identifiers are looked for: kind and level of the place, the parent where numbers may begin again.
type Shelf = (u8, String);

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    // Criteria lead with identifiers of requirements.
    let kinds: BTreeSet<&str> = items(inputs.document).map(|item| stem(&item.id)).collect();
    let mut seen: BTreeMap<(Shelf, String), (String, Place)> = BTreeMap::new();
    let mut found = Vec::new();
    let mut note = |shelf: Shelf, id: &str, title: &str, place: Place| {
        let title = words::key(title);
        match seen.get(&(shelf.clone(), id.to_owned())) {
            Some((known, first)) if *known != title => found.push(told(id, place, first)),
            Some(_) => {}
            None => {
                seen.insert((shelf, id.to_owned()), (title, place));
            }
        }
    };
    for (number, section) in inputs.document.outline.sections.iter().enumerate() {
        if let Some((id, title)) = leading_id(&section.heading) {
            let place = page.on(section.span.line, id);
            note((section.level, section.parents.join("/")), id, title, place);
        }
        for block in &section.blocks {
            if let Some((shelf, id, title)) = of_block(block, number)
                && kinds.contains(stem(id))
            {
                note(shelf, id, title, page.on(block.span.line, id));
            }
        }
    }
    found.extend(in_json(inputs));
    found
}

/// Lines are items where a box or bold words lead; rows where the identifier is the first cell.
fn of_block(block: &Block, section: usize) -> Option<(Shelf, &str, &str)> {
    match block.kind {
        BlockKind::ListItem if block.checked.is_some() => {
            let (id, title) = leading_id(&block.text)?;
            Some(((10 + block.depth, String::new()), id, title))
        }
        BlockKind::TableRow => {
            let (id, rest) = leading_id(block.cells.first()?)?;
            let title = block.cells.get(1)?;
            rest.is_empty().then_some(((99, section.to_string()), id, title))
        }
        _ => None,
    }
}

/// `id` of the members of one list.
fn in_json(inputs: &Inputs<'_>) -> Vec<Found> {
    let mut seen: BTreeMap<(String, &str), &Place> = BTreeMap::new();
    let mut found = Vec::new();
    for value in &inputs.document.values {
        let named = matches!(value.kind, JsonKind::Text | JsonKind::Number);
        let Some(member) = value.pointer.strip_suffix("/id").filter(|_| named) else { continue };
        let Some((list, at)) = member.rsplit_once('/') else { continue };
        if at.parse::<u32>().is_err() {
            continue;
        }
        match seen.get(&(list.to_owned(), value.text.as_str())) {
            Some(first) => found.push(told(&value.text, value.place.clone(), first)),
            None => {
                seen.insert((list.to_owned(), &value.text), &value.place);
            }
        }
    }
    found
}

fn told(id: &str, place: Place, first: &Place) -> Found {
    Found {
        message: format!("{id} is the identifier of another item, too: line {}", first.line),
        place,
        item: id.to_owned(),
        hint: "give one of the two another identifier, and look at what refers to it".into(),
        ..Found::default()
    }
}
