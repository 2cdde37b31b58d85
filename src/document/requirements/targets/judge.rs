//! Which quantities of a statement are targets, and what each measures.

use super::told::Statement;
use crate::{
    document::{
        quantity::{is_known, is_load, quantities},
        words,
    },
    model::Quantity,
};

/// The targets of a statement; `about` says that its section is one for targets.
pub(super) fn targets(statement: &Statement, about: bool) -> Vec<Quantity> {
    let key = words::key(&statement.told);
    if words::has_any(&key, DESCRIPTIONS) {
        return Vec::new();
    }
    let found = quantities(&statement.told);
    let timed = found.iter().any(is_time);
    let about = about || words::has_any(&words::key(&statement.name), LABELS);
    let mut targets = Vec::new();
    for quantity in found {
        let setting =
            is_time(&quantity) && quantity.percentile.is_none() && words::has_any(&key, SETTINGS);
        if setting || (timed && is_condition(&quantity, &statement.told)) {
            continue;
        }
        targets.extend(target(quantity, statement, about));
    }
    targets
}

/// Words of sentences that tell what is, was or is planned for, and of parts of another target.
const DESCRIPTIONS: &[&str] = &[
    "average about",
    "average around",
    "averages",
    "averaged",
    "peak at",
    "peaks at",
    "peaked at",
    "sized for",
    "of which",
    "currently",
    "today",
    "at present",
    "so far",
    "last year",
    "last quarter",
    "last month",
    "was",
    "were",
    "atualmente",
    "hoje",
];

/// Times that are set and not met.
const SETTINGS: &[&str] = &[
    "timeout",
    "timeouts",
    "time out",
    "ttl",
    "lifetime",
    "retry",
    "retries",
    "backoff",
    "interval",
    "expire",
    "expires",
    "expired",
    "expiry",
    "expiration",
    "older than",
    "cooldown",
    "poll",
    "polls",
    "tempo limite",
];

/// Labels over targets.
const LABELS: &[&str] =
    &["performance", "target", "targets", "slo", "sla", "scalability", "desempenho"];

fn is_time(quantity: &Quantity) -> bool {
    const UNITS: &[&str] = &["ns", "µs", "ms", "s", "min", "h", "days", "weeks", "months", "years"];
    UNITS.contains(&quantity.unit.as_str())
}

/// A load under which another target holds: `P99 ≤ 40 ms at 1,500 requests/s`.
fn is_condition(quantity: &Quantity, told: &str) -> bool {
    const LEADS: &[&str] = &["at", "under", "with", "for", "@", "sob", "com", "bajo", "con"];
    let load = quantity.unit.ends_with("/s") || is_load(&quantity.metric);
    let before = told.find(&quantity.text).and_then(|at| told.get(..at)).unwrap_or_default();
    let last = before.split_whitespace().next_back().unwrap_or_default();
    load && LEADS.iter().any(|lead| last.eq_ignore_ascii_case(lead))
}

fn target(quantity: Quantity, statement: &Statement, about: bool) -> Option<Quantity> {
    let known = is_known(&quantity.metric) || (is_time(&quantity) && quantity.percentile.is_some());
    let metric = metric(&quantity, statement)?;
    let bounded = quantity.comparator != "=";
    let upper = quantity.comparator.starts_with('<');
    let fits = match metric.as_str() {
        // Their words stand in other sentences as well.
        "duration" => upper && (known || about),
        "retention" => bounded && about,
        _ if known => {
            let tells = quantity.percentile.is_some()
                || quantity.unit == "%"
                || quantity.unit.ends_with("/s")
                || (statement.wanted && about);
            bounded || tells
        }
        _ => about && bounded && (!quantity.unit.is_empty() || is_load(&quantity.metric)),
    };
    fits.then(|| Quantity { metric, text: whole_text(&quantity), ..quantity })
}

/// The words of a quantity, with the period that stands behind a later noun only (`1,500 reads` in
/// `1,500 reads and 500 writes per second`).
fn whole_text(quantity: &Quantity) -> String {
    let text = quantity.text.as_str();
    let last = text.split_whitespace().next_back().unwrap_or_default();
    match quantity.unit.split_once('/') {
        Some((noun, "s")) if noun == last => format!("{text} per second"),
        Some((noun, period)) if noun == last => format!("{text} per {period}"),
        _ => text.to_owned(),
    }
}

/// What is measured, in a word of the field or a noun of the document.
fn metric(quantity: &Quantity, statement: &Statement) -> Option<String> {
    if quantity.percentile.is_some() && is_time(quantity) {
        return Some("latency".to_owned());
    }
    if is_known(&quantity.metric) || (quantity.unit.is_empty() && is_load(&quantity.metric)) {
        return Some(quantity.metric.clone());
    }
    if is_time(quantity) {
        let quick = matches!(&*quantity.unit, "ns" | "µs" | "ms");
        let call = statement.row && statement.name.contains('/');
        let long = matches!(&*quantity.unit, "days" | "weeks" | "months" | "years");
        return (!long).then(|| if quick || call { "latency" } else { "duration" }.to_owned());
    }
    let name = words::key(&statement.name).trim().to_owned();
    let around = || words::key(&quantity.metric).trim().to_owned();
    let size = || quantity.unit.ends_with('B').then(|| "size".to_owned());
    let noun = Some(name).filter(|name| is_noun(name));
    noun.or_else(|| Some(around()).filter(|words| is_measure(words))).or_else(size)
}

/// Whether words around a number end in what can be measured.
fn is_measure(name: &str) -> bool {
    const MEASURES: &[&str] = &[
        "rate",
        "rates",
        "ratio",
        "accuracy",
        "precision",
        "recall",
        "adoption",
        "coverage",
        "usage",
        "utilization",
        "utilisation",
        "overhead",
        "loss",
        "failures",
        "errors",
        "score",
        "satisfaction",
        "taxa",
        "precisao",
        "adocao",
    ];
    is_noun(name) && name.split_whitespace().any(|word| MEASURES.contains(&word))
}

/// Whether a few words can name a metric: no verbs, no pronouns, no numbers.
fn is_noun(name: &str) -> bool {
    const OTHERS: &[&str] = &[
        "which", "that", "what", "who", "it", "its", "they", "is", "are", "be", "been", "has",
        "have", "must", "should", "shall", "can", "will", "may", "need", "needs", "takes", "take",
        "stay", "stays", "keep", "keeps", "get", "gets", "gives", "give", "allow", "allows",
        "supports", "support", "handle", "handles", "deve", "devem", "que", "pode", "ser",
    ];
    let key = words::key(name);
    let count = key.split_whitespace().count();
    (1..=6).contains(&count)
        && !words::has_any(&key, OTHERS)
        && !key.contains(|c: char| c.is_ascii_digit())
}
