//! The domain focus of a task: what matters most in the product's domain, by the words of its documents.

use std::collections::BTreeMap;

use crate::{
    model::{Focus, Requirements, TaskKind},
    plan::terms,
};

/// Words that speak for each focus.
const SIGNS: &[(&str, &[&str])] = &[
    (
        "security",
        &[
            "authentication",
            "authorization",
            "token",
            "password",
            "encrypt",
            "permission",
            "security",
            "compliance",
        ],
    ),
    (
        "performance",
        &["latency", "throughput", "render", "cache", "realtime", "p99", "performance", "scale"],
    ),
    (
        "reliability",
        &[
            "transaction",
            "ledger",
            "payment",
            "consistency",
            "retry",
            "idempotency",
            "audit",
            "charge",
            "balance",
            "availability",
            "schedule",
            "event",
        ],
    ),
];

/// Which focus the documents speak of most; reliability when they do not say.
pub(super) fn domain(requirements: &Requirements) -> &'static str {
    let texts = requirements.items.iter().map(|item| item.text.as_str());
    let prose = requirements.prose.iter().map(|prose| prose.text.as_str());
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for word in texts.chain(prose).flat_map(terms::words) {
        *counts.entry(word).or_default() += 1;
    }
    let count = |signs: &[&str]| {
        let stems = signs.iter().map(|sign| terms::stem(sign));
        stems.map(|sign| counts.get(&sign).copied().unwrap_or(0)).sum::<u32>()
    };
    let best =
        SIGNS.iter().map(|(name, signs)| (count(signs), *name)).max_by_key(|(count, _)| *count);
    best.filter(|(count, _)| *count > 0).map_or("reliability", |(_, name)| name)
}

/// The focus of one task: its own kind decides where it can, else the domain.
pub(super) fn of(kind: TaskKind, domain: &str, text: &str) -> Option<Focus> {
    if text.is_empty() {
        return None;
    }
    let kind = match kind {
        TaskKind::Security => "security",
        TaskKind::Performance => "performance",
        TaskKind::Observability | TaskKind::Deployment => "reliability",
        _ => domain,
    };
    Some(Focus { kind: kind.into(), text: text.into() })
}
