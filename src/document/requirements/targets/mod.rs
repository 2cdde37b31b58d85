//! Measurable targets in PRD and TRD. Descriptions of what is, rules about values of the business and
//! settings are none; a quantity that both documents set for one subject is one target.

mod judge;
mod same;
#[cfg(test)]
mod tests;
mod told;

pub(super) use self::same::{scaled, subject};
use super::{
    page::{At, Page},
    topic::{self, Topic},
};
use crate::{
    document::words,
    model::{Block, BlockKind, PerformanceTarget, Quantity, Span},
};

/// Targets found so far.
#[derive(Default)]
pub(super) struct Found {
    pub(super) targets: Vec<PerformanceTarget>,
}

/// Reads the targets of one page.
pub(super) fn read(page: &mut Page<'_>, found: &mut Found) {
    if !page.requires() {
        return;
    }
    for stated in stated(page) {
        add(page, found, &stated);
        page.claim(stated.place);
    }
}

/// A target where a page states it.
pub(super) struct Stated {
    pub(super) place: At,
    pub(super) span: Span,
    pub(super) text: String,
    pub(super) quantity: Quantity,
}

/// The targets that a page states, repeated ones as well; of any kind of document.
pub(super) fn stated(page: &Page<'_>) -> Vec<Stated> {
    let mut found = Vec::new();
    let mut head: Option<&Block> = None;
    for (place, block) in page.blocks() {
        head = match block.kind {
            BlockKind::TableHead => Some(block),
            BlockKind::TableRow => head,
            _ => None,
        };
        if is_elsewhere(page, place.0) || is_limit(block) || block.text.ends_with('?') {
            continue;
        }
        let about = topic::is_about_targets(page.outline, place.0);
        for statement in told::statements(block, head) {
            let quantities = judge::targets(&statement, about);
            found.extend(quantities.into_iter().map(|quantity| Stated {
                place,
                span: block.span,
                text: statement.text.clone(),
                quantity,
            }));
        }
    }
    found
}

fn add(page: &Page<'_>, found: &mut Found, stated: &Stated) {
    let target = PerformanceTarget {
        at: page.evidence("target", stated.span),
        id: format!("PT-{}", found.targets.len() + 1),
        text: stated.text.clone(),
        quantity: stated.quantity.clone(),
    };
    if !found.targets.iter().any(|known| same::is_same(known, &target)) {
        found.targets.push(target);
    }
}

/// Sections whose numbers are no targets of the product.
fn is_elsewhere(page: &Page<'_>, section: usize) -> bool {
    let topic = page.standing(section).topic;
    let other = matches!(
        topic,
        Topic::Schedule
            | Topic::Alerts
            | Topic::Risks
            | Topic::OutOfScope
            | Topic::Metadata
            | Topic::Integrations
            | Topic::Value
    );
    other || is_background(page, section)
}

/// Sections that tell who asks and why, and what is taken for granted.
pub(super) fn is_background(page: &Page<'_>, section: usize) -> bool {
    const BACKGROUND: &[&str] = &[
        "users",
        "personas",
        "usuarios",
        "problem",
        "problema",
        "background",
        "current state",
        "situacao atual",
        "open questions",
        "open points",
        "assumptions",
        "premissas",
        "supuestos",
    ];
    let Some(section) = page.outline.sections.get(section) else { return false };
    let above = section.parents.iter().filter(|parent| **parent != page.outline.title);
    above.chain([&section.heading]).any(|heading| {
        let key = words::key(heading);
        words::has_any(&key, BACKGROUND) && !words::has_any(&key, &["constraints", "constraint"])
    })
}

/// A limit that is set on callers and a threshold that only wakes people are no targets.
fn is_limit(block: &Block) -> bool {
    const LIMITS: &[&str] =
        &["rate limit", "rate limits", "rate limiting", "alert", "alerts", "alertas"];
    words::has_any(&words::key(&block.text), LIMITS)
}
