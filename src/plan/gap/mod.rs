//! The gap: everything that is asked for beside what the code shows of it.

mod endpoints;
mod integrations;
mod practices;
mod symbols;
mod tables;
mod targets;
mod words;

pub(super) use self::{endpoints::same_endpoint, targets::targets, words::links};
use super::Inputs;
use crate::model::{Evidence, GapItem, Observation};

/// All gap items: endpoints, tables, integrations, targets, requirements in words, practices.
pub(super) fn find(inputs: &Inputs<'_>) -> Vec<GapItem> {
    let mut gap = endpoints::gap(inputs);
    gap.extend(tables::gap(inputs));
    gap.extend(integrations::gap(inputs));
    gap.extend(targets::gap(inputs));
    let in_words = words::gap(inputs, &gap);
    gap.extend(in_words);
    gap.extend(practices::gap(inputs));
    gap
}

fn observed(at: &Evidence, text: impl Into<String>) -> Observation {
    Observation { at: at.clone(), text: text.into() }
}
