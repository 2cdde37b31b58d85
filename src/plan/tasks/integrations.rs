//! Outside systems that are missing or only declared.

use super::{draft::Draft, scaffold};
use crate::{
    model::{GapItem, GapKind, State, TaskKind},
    plan::{Inputs, layout, terms},
};

pub(super) fn drafts(inputs: &Inputs<'_>, gap: &[GapItem]) -> Vec<Draft> {
    let open =
        gap.iter().filter(|item| item.kind == GapKind::Integration && item.state != State::Present);
    open.map(|item| draft(inputs, item)).collect()
}

/// What the task for an outside system is known by.
pub(in crate::plan) fn entity(item: &GapItem) -> String {
    terms::words(&item.title).join("_")
}

fn draft(inputs: &Inputs<'_>, item: &GapItem) -> Draft {
    let entity = entity(item);
    let title = match item.state {
        State::Partial => format!("Use {} from shipping code", item.title),
        _ => format!("Connect {}", item.title),
    };
    let mut draft =
        Draft::closing(item, TaskKind::Integration, format!("integration:{entity}"), title);
    let file = layout::file(inputs, "client", &name_of(item));
    draft.touch(file.clone());
    draft.touch(file.and_then(|file| layout::test_of(&file)));
    draft.needs = vec![scaffold::KEY.into()];
    draft.steps = vec![format!("Purpose: {}.", item.asked.text.trim().trim_end_matches('.'))];
    draft.rationale = match item.state {
        State::Partial => {
            format!("{} asks for it; {}.", item.asked.at.citation(), item.missing.join("; "))
        }
        _ => format!(
            "{} asks for it and no code, dependency or setting names it.",
            item.asked.at.citation()
        ),
    };
    draft.focus = "time limits, retries with a bound, credentials from the environment".into();
    draft
}

/// The system's name as a folder name, without what stands in brackets.
fn name_of(item: &GapItem) -> String {
    let name = item.title.split(['(', ',', ':']).next().unwrap_or_default();
    let letters = |part: &str| part.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let parts: Vec<String> =
        name.split_whitespace().map(letters).filter(|part| !part.is_empty()).collect();
    parts.join("_").to_lowercase()
}
