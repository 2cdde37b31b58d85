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
    let mut seen = Seen::default();
    for (number, section) in inputs.document.outline.sections.iter().enumerate() {
        if let Some((id, title)) = leading_id(&section.heading) {
            let place = page.on(section.span.line, id);
            let parent = section.parents.join("/");
            let around = if restarts(id) { parent.clone() } else { String::new() };
            seen.note(((section.level, around), id), (title, parent), place);
        }
        for block in &section.blocks {
            if let Some((shelf, id, title)) = of_block(block, number)
                && kinds.contains(stem(id))
            {
                let place = page.on(block.span.line, id);
                seen.note((shelf, id), (title, String::new()), place);
            }
        }
    }
    let mut found = seen.twice;
    found.extend(in_json(inputs));
    found
}

/// The items that were seen, and those whose identifier another has.
#[derive(Default)]
struct Seen {
    /// Title, parent and place of the first of each identifier.
    first: BTreeMap<(Shelf, String), (String, String, Place)>,
    twice: Vec<Found>,
}

impl Seen {
    fn note(&mut self, (shelf, id): (Shelf, &str), (title, parent): (&str, String), place: Place) {
        let title = words::key(title);
        let key = (shelf, id.to_owned());
        match self.first.get(&key) {
            Some((known, around, first))
                if *known != title && (*around == parent || is_other(known, &title)) =>
            {
                self.twice.push(told(id, place, first));
            }
            Some(_) => {}
            None => {
                self.first.insert(key, (title, parent, place));
            }
        }
    }
}

/// Whether numbers may begin again below another heading: `Task 1` may, `T-001` may not.
fn restarts(id: &str) -> bool {
    let digits = id.split_once('-').map_or("", |(_, number)| number);
    digits.len() < 3 || !digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether two titles are those of two things: a plan may name one thing in an overview and again where it tells more.
fn is_other(one: &str, other: &str) -> bool {
    let words: BTreeSet<&str> = one.split_whitespace().filter(|word| word.len() > 3).collect();
    let shared = other.split_whitespace().filter(|word| words.contains(word)).count();
    2 * shared < words.len().max(1)
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
