//! Priorities, as people write them.

use crate::{document::words, model::Priority};

/// Reads the value of a priority field or cell: `P1`, `High`, `Must have`, `Média`.
pub(in crate::document) fn value(text: &str) -> Priority {
    let key = words::key(text);
    let first = VALUES.iter().find(|(_, phrases)| words::has_any(&key, phrases));
    first.map_or(Priority::Unknown, |(priority, _)| *priority)
}

const VALUES: &[(Priority, &[&str])] = &[
    (Priority::Wont, &["wont", "will not", "nao tera"]),
    (
        Priority::Must,
        &[
            "must",
            "p0",
            "high",
            "highest",
            "critical",
            "required",
            "mandatory",
            "blocker",
            "alta",
            "critica",
            "obrigatorio",
            "obrigatoria",
            "essencial",
            "mvp",
            "essential",
        ],
    ),
    (Priority::Should, &["should", "p1", "medium", "media", "important", "importante", "normal"]),
    (
        Priority::Could,
        &["could", "nice to have", "p2", "p3", "low", "baixa", "optional", "opcional", "desejavel"],
    ),
];

/// Reads what a heading or a label says of the priority of what follows.
pub(super) fn marker(text: &str) -> Priority {
    let key = words::key(text);
    let first = MARKERS.iter().find(|(_, phrases)| words::has_any(&key, phrases));
    match first {
        Some((priority, _)) => *priority,
        None => bracketed(text),
    }
}

const MARKERS: &[(Priority, &[&str])] = &[
    (Priority::Wont, &["wont have", "will not have"]),
    (Priority::Could, &["post mvp", "nice to have", "could have", "low priority", "p2", "p3"]),
    (Priority::Must, &["must have", "must haves", "high priority", "p0", "mvp", "prioridade alta"]),
    (Priority::Should, &["should have", "medium priority", "p1", "prioridade media"]),
    (Priority::Could, &["prioridade baixa", "desejaveis", "opcionais"]),
];

/// Reads a priority in brackets: `(Must)`, `[P1]`.
pub(super) fn bracketed(text: &str) -> Priority {
    let parts = text.split(['(', '[']).skip(1);
    let inner = parts.filter_map(|part| part.split([')', ']']).next());
    let short = inner.filter(|part| part.split_whitespace().count() <= 3);
    short.map(value).find(|priority| *priority != Priority::Unknown).unwrap_or_default()
}

/// Reads the verb of a requirement: the system must, should, could.
pub(super) fn verb(text: &str) -> Priority {
    let key = words::key(text);
    let places = VERBS.iter().filter_map(|(verb, priority)| {
        let at = key.find(&format!(" {verb} "))?;
        Some((at, *priority))
    });
    places.min_by_key(|(at, _)| *at).map(|(_, priority)| priority).unwrap_or_default()
}

const VERBS: &[(&str, Priority)] = &[
    ("must", Priority::Must),
    ("shall", Priority::Must),
    ("deve", Priority::Must),
    ("devem", Priority::Must),
    ("should", Priority::Should),
    ("deveria", Priority::Should),
    ("could", Priority::Could),
    ("poderia", Priority::Could),
];

/// The first of `found` that says something.
pub(super) fn first(found: impl IntoIterator<Item = Priority>) -> Priority {
    found.into_iter().find(|priority| *priority != Priority::Unknown).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn priorities_are_read_where_they_stand() {
        assert_eq!(value("High"), Priority::Must);
        assert_eq!(value("Média"), Priority::Should);
        assert_eq!(value("P2"), Priority::Could);
        assert_eq!(marker("Nice to have"), Priority::Could);
        assert_eq!(marker("MVP Features"), Priority::Must);
        assert_eq!(marker("Post-MVP features"), Priority::Could);
        assert_eq!(marker("Rules (Should)"), Priority::Should);
        assert_eq!(marker("Rules"), Priority::Unknown);
        assert_eq!(bracketed("Limits [P1]"), Priority::Should);
        assert_eq!(bracketed("Limits (a longer remark on high things)"), Priority::Unknown);
        assert_eq!(verb("The system should answer; it must not fail"), Priority::Should);
    }
}
