//! Tests by what they show: the code that they exercise, and the requirements that their names carry.

use std::collections::BTreeMap;

use crate::model::{Analysis, Evidence, Observation, Test, TestKind};

/// All tests of a repository, to be asked by place or by identifier.
#[derive(Debug)]
pub(super) struct TestIndex<'a> {
    /// Tests by the file and line of what they exercise.
    by_place: BTreeMap<(&'a str, u32), Vec<&'a Test>>,
    /// Place of the handler by the place of its route.
    handlers: BTreeMap<(&'a str, u32), (&'a str, u32)>,
    /// Tests with the letters and digits of their names.
    names: Vec<(String, &'a Test)>,
}

impl<'a> TestIndex<'a> {
    pub(super) fn of(analysis: &'a Analysis) -> Self {
        let mut by_place: BTreeMap<(&str, u32), Vec<&Test>> = BTreeMap::new();
        let mut names = Vec::new();
        let counted = analysis.tests.iter().filter(|test| test.kind != TestKind::Main);
        for test in counted {
            names.push((letters(&test.name), test));
            for target in &test.targets {
                if let Some(file) = target.file.as_deref() {
                    by_place.entry((file, target.line)).or_default().push(test);
                }
            }
        }
        let handler = |route: &'a crate::model::Route| {
            let at = route.handler_at.as_ref()?;
            Some(((&*route.at.file, route.at.line), (at.file.as_deref()?, at.line)))
        };
        Self { by_place, handlers: analysis.routes.iter().filter_map(handler).collect(), names }
    }

    /// Tests that exercise what is declared, or whose handler is registered, at a place.
    pub(super) fn at(&self, place: &Evidence) -> Vec<&'a Test> {
        let own = (&*place.file, place.line);
        let places = [Some(own), self.handlers.get(&own).copied()];
        let found = places.into_iter().flatten().filter_map(|place| self.by_place.get(&place));
        found.flatten().copied().collect()
    }

    /// Tests whose names carry an identifier: `TestFR001_Rounds` carries `FR-001`.
    pub(super) fn naming(&self, id: &str) -> Vec<&'a Test> {
        let wanted = letters(id);
        let is_id = wanted.chars().any(|letter| letter.is_ascii_digit()) && wanted.len() > 2;
        let carries = |(name, _): &&(String, &Test)| is_id && holds(name, &wanted);
        self.names.iter().filter(carries).map(|(_, test)| *test).collect()
    }
}

/// What a plan says of a test.
pub(super) fn seen(test: &Test) -> Observation {
    Observation { at: test.at.clone(), text: format!("test `{}`", test.name) }
}

/// Letters and digits in capitals; `FR-001`, `fr_001` and `FR001` are the same.
fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|one| one.to_ascii_uppercase()).collect()
}

/// Whether the name holds the identifier, and not just the beginning of a longer number.
fn holds(name: &str, id: &str) -> bool {
    name.match_indices(id).any(|(at, _)| {
        let after = name.get(at + id.len()..).and_then(|rest| rest.chars().next());
        after.is_none_or(|next| !next.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, id: &str, expected: bool) {
        assert_eq!(holds(&letters(name), &letters(id)), expected, "{name} {id}");
    }

    #[test]
    fn a_name_carries_an_identifier_however_it_is_written() {
        check("TestFR001_Rounds", "FR-001", true);
        check("rounds_half_to_even_fr_001", "FR-001", true);
        check("TestFR0012", "FR-001", false);
        check("TestRounds", "FR-001", false);
        check("TestAC1_And_AC12", "AC-12", true);
    }
}
