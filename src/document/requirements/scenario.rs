//! Scenarios: given a state, when something happens, then something holds.

use crate::document::words;

/// Which step of a scenario the first word of a text opens, and how far the text gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Given,
    When,
    Then,
}

/// What the first word of a text does in a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    Step(Step),
    /// It goes on with the step before.
    More,
}

/// First words of steps, folded.
const STEPS: &[(&str, Opening)] = &[
    ("given", Opening::Step(Step::Given)),
    ("dado", Opening::Step(Step::Given)),
    ("dada", Opening::Step(Step::Given)),
    ("dados", Opening::Step(Step::Given)),
    ("when", Opening::Step(Step::When)),
    ("quando", Opening::Step(Step::When)),
    ("cuando", Opening::Step(Step::When)),
    ("then", Opening::Step(Step::Then)),
    ("entao", Opening::Step(Step::Then)),
    ("entonces", Opening::Step(Step::Then)),
    ("and", Opening::More),
    ("but", Opening::More),
    ("e", Opening::More),
    ("y", Opening::More),
    ("mas", Opening::More),
];

/// Words that show a condition or an answer anywhere in a criterion.
const THEN: &[&str] = &["then", "entao", "entonces", "shall"];

/// Whether `text` goes on with the scenario that `before` tells so far: it opens with a later step.
pub(super) fn goes_on(before: &str, text: &str) -> bool {
    let Some(reached) = reached(before) else { return false };
    match opening(text) {
        Some(Opening::Step(step)) => step > reached,
        Some(Opening::More) => true,
        None => false,
    }
}

/// Whether `text` opens with the state or event of a scenario, which says when something holds and not what.
pub(super) fn is_condition(text: &str) -> bool {
    matches!(opening(text), Some(Opening::Step(Step::Given | Step::When)))
        && reached(text) != Some(Step::Then)
}

/// Whether `text` opens with a step of a scenario.
pub(super) fn is_step(text: &str) -> bool {
    matches!(opening(text), Some(Opening::Step(_)))
}

/// Words in front of a scenario's name.
const WORDS: &[&str] =
    &["scenario", "scenario outline", "cenario", "escenario", "esquema do cenario"];

/// The name in the heading of a scenario (`Scenario: Nothing to pay`).
pub(super) fn named(heading: &str) -> Option<&str> {
    let (word, name) = heading.split_once(':')?;
    let key = words::key(word);
    WORDS.iter().any(|one| words::is(&key, one)).then(|| name.trim())
}

fn opening(text: &str) -> Option<Opening> {
    let start = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let length = start.find(|c: char| !c.is_alphabetic()).unwrap_or(start.len());
    let (word, behind) = start.split_at(length);
    // `E-mail` opens nothing.
    if !behind.is_empty() && !behind.starts_with([' ', ',', ':', '*', '\n']) {
        return None;
    }
    let folded = words::fold(word);
    STEPS.iter().find(|(name, _)| *name == folded).map(|(_, opening)| *opening)
}

fn reached(text: &str) -> Option<Step> {
    let Opening::Step(first) = opening(text)? else { return None };
    let key = words::key(text);
    if words::has_any(&key, THEN) {
        return Some(Step::Then);
    }
    let when = words::has_any(&key, &["when", "quando", "cuando"]);
    Some(if when { first.max(Step::When) } else { first })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_follow_each_other() {
        assert!(goes_on("Given a limit", "When it is reached"));
        assert!(goes_on("Given a limit When it is reached", "Then a call fails"));
        assert!(goes_on("WHEN it is reached", "AND nobody pays"));
        assert!(goes_on("Dado um limite", "Quando chega"));
        assert!(!goes_on("WHEN a THEN the system SHALL b", "WHEN c THEN the system SHALL d"));
        assert!(!goes_on("Limits hold", "And more"));
        assert!(
            !goes_on("Dado um limite", "E-mail enviado")
                && goes_on("Dado um limite", "E um cliente")
        );
        assert!(!goes_on("Given a limit", "Limits hold"));
        assert!(is_step("**Given** a limit") && !is_step("Givens are rare"));
        assert_eq!(named("Scenario: Nothing to pay"), Some("Nothing to pay"));
        assert_eq!(named("Cenário: Nada"), Some("Nada"));
        assert_eq!(named("Scenarios"), None);
    }
}
