//! Work that follows from the gap. Each maker returns drafts that name what they need by key; `order`
//! turns them into numbered tasks.

mod configuration;
mod draft;
mod endpoints;
mod estimate;
mod focus;
mod integrations;
mod interfaces;
mod order;
mod practices;
mod scaffold;
mod tables;
mod targets;
mod words;

pub(super) use self::{
    endpoints::{guarded_sibling, is_about},
    integrations::entity,
    tables::{declared, stored},
    words::key as requirement_key,
};
use super::Inputs;
use crate::model::{GapItem, Task, TaskKind};

/// All tasks in the order of work, and in front of them what each is known by.
pub(super) fn from_gap(inputs: &Inputs<'_>, gap: &[GapItem]) -> (Vec<String>, Vec<Task>) {
    let mut drafts = scaffold::drafts(inputs, gap);
    drafts.extend(tables::drafts(inputs, gap));
    drafts.extend(interfaces::drafts(inputs, gap));
    drafts.extend(integrations::drafts(inputs, gap));
    drafts.extend(configuration::drafts(inputs, gap));
    let endpoints = endpoints::drafts(inputs, gap, &drafts);
    drafts.extend(endpoints);
    let targets = targets::drafts(inputs, gap, &drafts);
    drafts.extend(targets);
    let in_words = words::drafts(inputs, gap, &mut drafts);
    drafts.extend(in_words);
    let practices = practices::drafts(inputs, gap, &mut drafts);
    drafts.extend(practices);
    draft::tell_apart(&mut drafts);
    order::tasks(inputs, gap, drafts)
}

/// A kind of work as a plural noun.
pub(super) fn plural_kind(kind: TaskKind) -> String {
    let noun = match kind {
        TaskKind::Scaffold => "project skeleton",
        TaskKind::Migration => "migrations",
        TaskKind::Domain => "domain types",
        TaskKind::Repository => "storage",
        TaskKind::Service => "use cases",
        TaskKind::Endpoint => "endpoints",
        TaskKind::Integration => "integrations",
        TaskKind::Security => "security",
        TaskKind::Performance => "performance",
        TaskKind::Observability => "observability",
        TaskKind::Testing => "tests",
        TaskKind::Ci => "CI",
        TaskKind::Deployment => "deployment",
        TaskKind::Documentation => "documentation",
        TaskKind::Spike => "prototypes",
    };
    noun.into()
}
