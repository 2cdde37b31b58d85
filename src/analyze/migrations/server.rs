//! The oldest `PostgreSQL` server that runs a migration, and a whole set.

use std::{collections::BTreeMap, sync::Arc};

use super::state::State;
use crate::model::{Migration, ServerNeed, SqlScript};

/// A function that an extension brought long before the server did, and that extension.
const FROM_EXTENSION: (&str, &str) = ("gen_random_uuid()", "pgcrypto");

/// What the file needs, the first place of each feature.
pub(super) fn of_file(up: &Arc<str>, script: Option<&SqlScript>, state: &State) -> Vec<ServerNeed> {
    let (function, extension) = FROM_EXTENSION;
    let extended = state.has("extension", extension);
    let notes = script.into_iter().flat_map(|script| &script.notes);
    let mut found: BTreeMap<&str, ServerNeed> = BTreeMap::new();
    for note in notes.filter(|note| note.kind == "needs") {
        if extended && note.what == function {
            continue;
        }
        found.entry(&note.what).or_insert_with(|| ServerNeed {
            version: note.version.clone(),
            feature: note.what.clone(),
            file: Arc::clone(up),
            line: note.line,
        });
    }
    let mut needs: Vec<ServerNeed> = found.into_values().collect();
    needs.sort_by_key(|need| need.line);
    needs
}

/// The first of the needs that ask for the newest server.
pub(super) fn of_set(files: &[Migration]) -> Option<ServerNeed> {
    let needs = files.iter().rev().flat_map(|file| file.needs.iter().rev());
    needs.max_by_key(|need| number(&need.version)).cloned()
}

/// `9.5` before `10`.
fn number(version: &str) -> Vec<u32> {
    version.split('.').filter_map(|part| part.parse().ok()).collect()
}
