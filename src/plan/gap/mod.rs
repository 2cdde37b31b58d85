//! The gap: everything that is asked for beside what the code shows of it.

mod configuration;
mod endpoints;
mod integrations;
mod interfaces;
mod links;
mod load;
mod practices;
mod symbols;
mod tables;
mod targets;
mod words;

pub(super) use self::{
    endpoints::{registration, same_endpoint},
    links::links,
    targets::targets,
};
use super::Inputs;
use crate::model::{Evidence, GapItem, Observation};

/// All gap items: endpoints, tables, interfaces, integrations, keys, targets, requirements in words, practices.
pub(super) fn find(inputs: &Inputs<'_>) -> Vec<GapItem> {
    let mut gap = endpoints::gap(inputs);
    gap.extend(tables::gap(inputs));
    gap.extend(interfaces::gap(inputs));
    gap.extend(integrations::gap(inputs));
    gap.extend(configuration::gap(inputs));
    gap.extend(targets::gap(inputs));
    let in_words = words::gap(inputs, &gap);
    gap.extend(in_words);
    gap.extend(practices::gap(inputs));
    gap
}

fn observed(at: &Evidence, text: impl Into<String>) -> Observation {
    Observation { at: at.clone(), text: text.into() }
}
