//! Whether two documents set one target: the same quantity for the same subject.

use crate::{
    document::{quantity::is_known, words},
    model::{PerformanceTarget, Quantity},
};

/// Metrics that a product has once.
const WHOLE: &[&str] =
    &["availability", "coverage", "error-rate", "recovery-time", "recovery-point"];

/// Whether `other` repeats `known`.
pub(super) fn is_same(known: &PerformanceTarget, other: &PerformanceTarget) -> bool {
    if !is_same_quantity(&known.quantity, &other.quantity) {
        return false;
    }
    let (one, two) = (subject(&known.text), subject(&other.text));
    let shared =
        one.iter().filter(|word| two.iter().any(|known| words::alike(known, word))).count();
    if known.quantity.metric == other.quantity.metric {
        if WHOLE.contains(&known.quantity.metric.as_str()) {
            return true;
        }
        return one.is_empty() || two.is_empty() || shared > 0;
    }
    // Two metrics that the field knows differ; two names of the documents may be one thing.
    let both = is_known(&known.quantity.metric) && is_known(&other.quantity.metric);
    !both && shared >= 2
}

fn is_same_quantity(one: &Quantity, two: &Quantity) -> bool {
    let direction = |quantity: &Quantity| quantity.comparator.chars().next();
    let (a, b) = (scaled(one), scaled(two));
    a.1 == b.1
        && (a.0 - b.0).abs() <= 1e-9 * a.0.abs().max(b.0.abs())
        && one.percentile == two.percentile
        && direction(one) == direction(two)
}

/// Times in milliseconds; everything else as it is.
pub(in super::super) fn scaled(quantity: &Quantity) -> (f64, &str) {
    const TIMES: &[(&str, f64)] =
        &[("ns", 1e-6), ("µs", 1e-3), ("ms", 1.0), ("s", 1e3), ("min", 6e4), ("h", 3.6e6)];
    let time = TIMES.iter().find(|(unit, _)| *unit == quantity.unit);
    time.map_or((quantity.value, quantity.unit.as_str()), |(_, factor)| {
        (quantity.value * factor, "ms")
    })
}

/// Words that name no subject of a target.
const GENERAL: &[&str] = &[
    "a",
    "an",
    "the",
    "of",
    "at",
    "in",
    "on",
    "to",
    "for",
    "and",
    "or",
    "with",
    "by",
    "from",
    "per",
    "is",
    "are",
    "be",
    "must",
    "should",
    "shall",
    "than",
    "less",
    "more",
    "most",
    "least",
    "within",
    "below",
    "under",
    "above",
    "over",
    "up",
    "about",
    "all",
    "its",
    "their",
    "latency",
    "response",
    "time",
    "times",
    "throughput",
    "availability",
    "uptime",
    "month",
    "second",
    "seconds",
    "ms",
    "s",
    "requests",
    "request",
    "target",
    "targets",
    "goal",
    "notes",
    "today",
    "measured",
    "p50",
    "p90",
    "p95",
    "p99",
    "percentile",
    "de",
    "da",
    "do",
    "e",
    "latencia",
    "disponibilidade",
    "performance",
    "system",
    "service",
    "operation",
    "operations",
    "metric",
    "years",
    "minutes",
    "hours",
    "days",
];

/// The words of a statement that say what the target is for.
pub(in super::super) fn subject(text: &str) -> Vec<String> {
    let key = words::key(text);
    let kept = key.split_whitespace().filter(|word| {
        word.chars().count() > 1
            && !GENERAL.contains(word)
            && !word.starts_with(|c: char| c.is_ascii_digit())
    });
    kept.map(str::to_owned).collect()
}
