//! A task before it has a number.

use std::collections::BTreeMap;

use crate::model::{FileAction, GapItem, Observation, Priority, State, TaskKind};

/// A task before it has a number; tasks it needs are named by key.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// Unique name: kind and subject (`migration:waivers`).
    pub(super) key: String,
    pub(super) kind: TaskKind,
    pub(super) title: String,
    pub(super) state: State,
    pub(super) traces: Vec<String>,
    pub(super) evidence: Vec<Observation>,
    pub(super) steps: Vec<String>,
    pub(super) files: Vec<FileAction>,
    /// Name of its migration, which gets its number once the order is known.
    pub(super) migration: Option<String>,
    /// Keys of drafts that come first; a key without a draft is there already.
    pub(super) needs: Vec<String>,
    pub(super) priority: Priority,
    /// Belongs into the last phase whatever its kind: only a running product shows it.
    pub(super) late: bool,
    pub(super) rationale: String,
    pub(super) focus: String,
}

impl Draft {
    /// A draft that closes `item`.
    pub(super) fn closing(item: &GapItem, kind: TaskKind, key: String, title: String) -> Self {
        Self {
            key,
            kind,
            title,
            state: item.state,
            traces: vec![item.id.clone()],
            evidence: item.evidence.clone(),
            ..Self::default()
        }
    }

    /// Adds a file unless the task has it.
    pub(super) fn touch(&mut self, file: Option<FileAction>) {
        if let Some(file) = file
            && !self.files.iter().any(|known| known.path == file.path)
        {
            self.files.push(file);
        }
    }
}

/// Gives drafts that are known by the same a number behind it: two tasks never share an identifier.
pub(super) fn tell_apart(drafts: &mut [Draft]) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for draft in drafts {
        let count = seen.entry(draft.key.clone()).or_default();
        *count += 1;
        if *count > 1 {
            draft.key = format!("{} ({count})", draft.key);
        }
    }
}
