//! Sections of the plans: what all, most or some references have, and the target's own plan.

use super::cell;
use crate::model::{
    Cell, ComparisonRow, HouseProfile, Observation, Reference, Share, Shared, Verdict, section_id,
};

pub(super) fn rows(target: &Reference, profile: &HouseProfile) -> Vec<ComparisonRow> {
    profile.sections.iter().map(|shared| row(shared, target, profile)).collect()
}

fn row(shared: &Shared, target: &Reference, profile: &HouseProfile) -> ComparisonRow {
    let own = seen(target, &shared.id);
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
            .map(|reference| seen(reference, &shared.id))
            .collect(),
        verdict,
    }
}

fn seen(reference: &Reference, id: &str) -> Cell {
    let same = |heading: &&Observation| section_id(&heading.text) == id;
    match reference.outline.iter().find(same) {
        Some(heading) => cell("yes", heading.at.citation()),
        None => cell("no", ""),
    }
}
