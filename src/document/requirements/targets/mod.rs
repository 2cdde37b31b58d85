//! Measurable targets in PRD and TRD. Descriptions of what is, rules about values of the business and
//! settings are none; a quantity that both documents set for one subject is one target.

mod judge;
mod same;
#[cfg(test)]
mod tests;
mod told;

use self::told::Statement;
use super::{
    page::Page,
    topic::{self, Topic},
};
use crate::{
    document::words,
    model::{Block, BlockKind, PerformanceTarget, Quantity},
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
    let mut head: Option<&Block> = None;
    for ((section, number), block) in page.blocks() {
        head = match block.kind {
            BlockKind::TableHead => Some(block),
            BlockKind::TableRow => head,
            _ => None,
        };
        if is_elsewhere(page, section) || is_limit(block) || block.text.ends_with('?') {
            continue;
        }
        let about = topic::is_about_targets(page.outline, section);
        for statement in told::statements(block, head) {
            for quantity in judge::targets(&statement, about) {
                add(page, found, block, &statement, quantity);
                page.claim((section, number));
            }
        }
    }
}

fn add(page: &Page<'_>, found: &mut Found, block: &Block, told: &Statement, quantity: Quantity) {
    let target = PerformanceTarget {
        at: page.evidence("target", block.span),
        id: format!("PT-{}", found.targets.len() + 1),
        text: told.text.clone(),
        quantity,
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
fn is_background(page: &Page<'_>, section: usize) -> bool {
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
