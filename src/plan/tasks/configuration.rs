//! Configuration keys that nothing reads yet: one task for those of one document, because one type holds them.

use std::collections::BTreeMap;

use super::{draft::Draft, scaffold};
use crate::{
    model::{
        Action, EvidenceClass, FileAction, GapItem, GapKind, RequiredKey, Setting, State, TaskKind,
    },
    plan::{Inputs, terms},
};

pub(super) fn drafts(inputs: &Inputs<'_>, gap: &[GapItem]) -> Vec<Draft> {
    let mut by_document: BTreeMap<&str, Vec<(&RequiredKey, &GapItem)>> = BTreeMap::new();
    for asked in &inputs.requirements.configuration {
        let is_it = |item: &&GapItem| item.kind == GapKind::Configuration && item.id == asked.id;
        let item = gap.iter().find(is_it).filter(|item| item.state != State::Present);
        if let Some(item) = item {
            by_document.entry(&asked.at.file).or_default().push((asked, item));
        }
    }
    by_document.iter().map(|(file, keys)| draft(inputs, file, keys)).collect()
}

fn draft(inputs: &Inputs<'_>, file: &str, keys: &[(&RequiredKey, &GapItem)]) -> Draft {
    let partial = keys.iter().any(|(_, item)| item.state == State::Partial);
    let step = |(asked, item): &(&RequiredKey, &GapItem)| {
        let default = asked
            .default
            .as_deref()
            .map_or_else(String::new, |value| format!(", default `{value}`"));
        format!("`{}`{default} ({}): {}.", asked.key, asked.at.citation(), item.missing.join("; "))
    };
    let first = keys.first().map(|(asked, _)| asked.at.citation()).unwrap_or_default();
    Draft {
        key: format!("configuration:{file}"),
        kind: TaskKind::Domain,
        title: format!(
            "Read {} from the environment",
            terms::counted(keys.len(), "configuration key")
        ),
        state: if partial { State::Partial } else { State::Absent },
        traces: keys.iter().map(|(_, item)| item.id.clone()).collect(),
        evidence: keys
            .iter()
            .flat_map(|(_, item)| item.evidence.iter().take(1).cloned())
            .take(3)
            .collect(),
        steps: keys.iter().map(step).collect(),
        files: reader(inputs).into_iter().collect(),
        needs: vec![scaffold::KEY.into()],
        rationale: format!("{first} asks for them and no shipping code reads them as asked."),
        focus: "a wrong value stops the start with the name of its key".into(),
        ..Draft::default()
    }
}

/// The file of shipping code that reads most keys.
fn reader(inputs: &Inputs<'_>) -> Option<FileAction> {
    let shipping = |one: &&Setting| one.at.class == EvidenceClass::Implementation;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for setting in inputs.analysis.configuration.iter().filter(shipping) {
        *counts.entry(&setting.at.file).or_default() += 1;
    }
    let (path, _) = counts.into_iter().rev().max_by_key(|(_, count)| *count)?;
    Some(FileAction { path: path.into(), action: Action::Modify, follows: String::new() })
}
