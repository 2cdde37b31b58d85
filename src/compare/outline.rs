//! Sections of the plans: what all, most or some references have, and the target's own plan.

use super::cell;
use crate::model::{
    Cell, ComparisonRow, HouseProfile, Observation, Reference, Share, Shared, Verdict,
};

pub(super) fn rows(target: &Reference, profile: &HouseProfile) -> Vec<ComparisonRow> {
    profile.sections.iter().map(|shared| row(shared, target, profile)).collect()
}

fn row(shared: &Shared, target: &Reference, profile: &HouseProfile) -> ComparisonRow {
    let own = seen(target, &shared.title);
    let verdict = match (own.value.as_str(), shared.share) {
        ("yes", _) => Verdict::Same,
        (_, Share::All | Share::Most) => Verdict::Missing,
        (_, Share::Some) => Verdict::Optional,
    };
    ComparisonRow {
        id: shared.id.clone(),
        subject: shared.title.clone(),
        target: own,
        references: profile
            .references
            .iter()
            .map(|reference| seen(reference, &shared.title))
            .collect(),
        verdict,
    }
}

fn seen(reference: &Reference, title: &str) -> Cell {
    let same = |heading: &&Observation| same_heading(&heading.text, title);
    match reference.outline.iter().find(same) {
        Some(heading) => cell("yes", heading.at.citation()),
        None => cell("no", ""),
    }
}

/// Headings are the same when their words are, whatever their case and marks.
fn same_heading(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words =
            text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).filter(|word| word != "and").collect()
    };
    words(one) == words(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, same: bool) {
        assert_eq!(same_heading(one, other), same, "{one} / {other}");
    }

    #[test]
    fn headings_meet_in_spite_of_case_and_marks() {
        check("Handover & Maintenance", "Handover and maintenance", true);
        check("Risks", "Risk Management", false);
    }
}
