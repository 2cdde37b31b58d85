//! What a reader is after: the terms of a task and of the documents, with their weights.

use std::collections::BTreeMap;

use super::words;
use crate::model::Requirements;

/// Terms with their weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Focus {
    terms: BTreeMap<String, f64>,
}

/// What people say of a task weighs this; it is the only thing that is certainly about it.
const SAID: f64 = 1.0;
/// Two words that stand side by side are one name more often than not: `read buffer` is `read_buffer`.
const PAIR: f64 = 1.5;
/// The word in front of a colon or in its brackets (`sync: …`, `fix(fees): …`) names a place.
const PLACE: f64 = 2.0;
/// Names in the documents: paths of endpoints, tables, interfaces.
const NAMED: f64 = 1.0;
/// Other words of the documents.
const WRITTEN: f64 = 0.4;
/// What documents say beside a task.
const BESIDE: f64 = 0.25;

impl Focus {
    /// Terms of a task in words, each text one task.
    pub fn of_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut focus = Self::default();
        for text in texts {
            focus.add(text, SAID);
            for place in places(text) {
                focus.add(place, PLACE);
            }
        }
        focus
    }

    /// The same with the terms of the documents, which count less beside a task.
    #[must_use]
    pub fn with_documents(mut self, requirements: &Requirements) -> Self {
        let scale = if self.terms.is_empty() { 1.0 } else { BESIDE };
        let endpoints = requirements.endpoints.iter().map(|endpoint| endpoint.path.as_str());
        let tables = requirements.tables.iter().map(|table| table.table.name.as_str());
        let interfaces = requirements.interfaces.iter().map(|interface| interface.name.as_str());
        for name in endpoints.chain(tables).chain(interfaces) {
            self.add(name, NAMED * scale);
        }
        for item in &requirements.items {
            self.add(&item.title, WRITTEN * scale);
        }
        self
    }

    /// Whether there is nothing to go by.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// How much of it a text names, from 0 to 1.
    pub fn share(&self, text: &str) -> f64 {
        let mut found: Vec<String> = words::words(text);
        found.sort_unstable();
        let (mut all, mut named) = (0.0, 0.0);
        for (term, weight) in self.terms().filter(|(term, _)| !term.contains(' ')) {
            all += weight;
            if found.binary_search_by(|word| word.as_str().cmp(term)).is_ok() {
                named += weight;
            }
        }
        if all > 0.0 { named / all } else { 0.0 }
    }

    /// Terms with their weights, in the order of their letters.
    pub(super) fn terms(&self) -> impl Iterator<Item = (&str, f64)> {
        self.terms.iter().map(|(term, weight)| (term.as_str(), *weight))
    }

    /// A word that is said often counts once, at its best.
    fn add(&mut self, text: &str, weight: f64) {
        let mut before: Option<String> = None;
        for word in words::words(text) {
            if !words::tells(&word) {
                before = None;
                continue;
            }
            if let Some(before) = before {
                self.keep(joined(&before, &word), weight * PAIR);
            }
            self.keep(word.clone(), weight);
            before = Some(word);
        }
    }

    fn keep(&mut self, term: String, weight: f64) {
        let known = self.terms.entry(term).or_default();
        *known = known.max(weight);
    }
}

/// Two words as one term.
pub(super) fn joined(first: &str, second: &str) -> String {
    format!("{first} {second}")
}

/// The words of `sync, rt: …` and `fix(fees): …` that name where something is.
fn places(text: &str) -> Vec<&str> {
    let Some((head, _)) = text.split_once(": ") else { return Vec::new() };
    // A longer head is a sentence.
    if head.split_whitespace().count() > 3 {
        return Vec::new();
    }
    let inside = head.split_once('(').and_then(|(_, rest)| rest.split(')').next());
    inside.unwrap_or(head).split([',', ' ']).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, f64)]) {
        let focus = Focus::of_texts([text]);
        assert_eq!(focus.terms().collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn pairs_and_places_weigh_more() {
        check("fix the read buffer", &[("buffer", 1.0), ("read", 1.0), ("read buffer", 1.5)]);
        check("sync: fix Notify", &[("notif", 1.0), ("sync", 2.0)]);
        check("fix(fees): rounding", &[("fee", 2.0), ("fee round", 1.5), ("round", 1.0)]);
        check("", &[]);
    }

    #[test]
    fn a_text_names_a_share_of_the_terms() {
        let focus = Focus::of_texts(["reverse a posted charge"]);
        assert!((focus.share("POST /v1/charges/{id}/reversal") - 2.0 / 3.0).abs() < 1e-9);
        assert!((focus.share("a posted charge is reversed") - 1.0).abs() < 1e-9);
        assert!(focus.share("nothing of it").abs() < 1e-9);
        assert!(Focus::default().share("charge").abs() < 1e-9);
    }

    #[test]
    fn a_sentence_before_a_colon_is_no_place() {
        check(
            "what we saw today was: nothing",
            &[("noth", 1.0), ("saw", 1.0), ("saw toda", 1.5), ("toda", 1.0), ("what", 1.0)],
        );
    }
}
