//! Architecture decisions: documents of their own, and sections that carry an identifier (`ADR-002`).

use super::{given, page::Page};
use crate::{
    document::{field, words},
    model::{BlockKind, Decision, DocumentKind, Outline, Section, Span},
};

/// Reads the decisions of one page.
pub(super) fn read(page: &Page<'_>, found: &mut Vec<Decision>) {
    if page.kind == DocumentKind::Adr {
        found.extend(whole(page));
        return;
    }
    for (at, section) in page.sections() {
        let given = given::any(&section.heading).filter(|given| is_decision(given.id));
        let Some(given) = given else { continue };
        let sections = page.outline.sections.iter().skip(at + 1);
        let below = sections.take_while(|below| below.level > section.level);
        let parts: Vec<&Section> = std::iter::once(section).chain(below).collect();
        found.push(decision(page, given.id.to_owned(), given.rest, &parts));
    }
}

/// The decision that a document is about; an index of decisions is none.
fn whole(page: &Page<'_>) -> Option<Decision> {
    let Outline { path, title, sections, .. } = page.outline;
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let digits = |text: &str| {
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        (!digits.is_empty()).then_some(digits)
    };
    let upper = stem.to_uppercase();
    let in_title = given::any(title).filter(|given| is_decision(given.id));
    let in_name = || given::any(&upper).map(|given| given.id.to_owned());
    let number = digits(stem).or_else(|| sections.first().and_then(|first| digits(&first.number)));
    let id = in_title
        .as_ref()
        .map(|given| given.id.to_owned())
        .or_else(|| in_name().filter(|id| is_decision(id)))
        .or_else(|| number.map(|number| format!("ADR-{number}")))?;
    let title = in_title.map_or(title.as_str(), |given| given.rest);
    let parts: Vec<&Section> = sections.iter().collect();
    Some(decision(page, id, title, &parts))
}

fn is_decision(id: &str) -> bool {
    id.starts_with("ADR")
}

fn decision(page: &Page<'_>, id: String, title: &str, parts: &[&Section]) -> Decision {
    let line = parts.first().map_or(1, |first| first.span.line);
    Decision {
        at: page.evidence("decision", Span { line, end_line: line }),
        id,
        title: title.to_owned(),
        status: told(parts, &["status", "estado", "situacao"]),
        date: told(parts, &["date", "data", "fecha", "decided on", "decision date"]),
        decision: told(
            parts,
            &["decision", "decision outcome", "decisao", "resolucao", "chosen option", "outcome"],
        ),
    }
}

/// What stands behind the first label, or below the first heading, with one of `names`.
fn told(parts: &[&Section], names: &[&str]) -> String {
    let named = |text: &str| {
        let key = words::key(text);
        names.iter().any(|name| words::is(&key, name))
    };
    for section in parts {
        let mut values = section.blocks.iter().filter_map(|block| match block.cells.as_slice() {
            [name, value, ..] if named(name) => Some(value.as_str()),
            _ => field(block).filter(|(name, _)| named(name)).map(|(_, value)| value),
        });
        if let Some(value) = values.find(|value| !value.is_empty()) {
            return value.to_owned();
        }
        let words =
            |kind| matches!(kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Quote);
        let first = section.blocks.iter().find(|block| words(block.kind) && !block.text.is_empty());
        if let Some(first) = first.filter(|_| named(&section.heading)) {
            return first.text.clone();
        }
    }
    String::new()
}
