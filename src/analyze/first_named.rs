//! Since when a name stands in a file: the oldest version of it, followed through renames, whose text has the
//! name where the text before has not. For names that no reader of facts dates.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{discover::Snapshot, error::Result, history, model::Seen};

/// The commit that brought each name into its file, by file and name; without a date what a merge brought by
/// itself and what is not committed.
///
/// # Errors
/// When the history cannot be walked at all.
pub fn first_named(
    snapshot: &Snapshot,
    names: &BTreeSet<(Arc<str>, String)>,
) -> Result<BTreeMap<(Arc<str>, String), Seen>> {
    let mut found = BTreeMap::new();
    let Some(tip) = super::tip(snapshot) else { return Ok(found) };
    if names.is_empty() {
        return Ok(found);
    }
    let paths = names.iter().map(|(path, _)| Arc::clone(path)).collect();
    let past = history::past(tip, &paths)?;
    let contents = past.reader();
    for (path, name) in names {
        let brought = past.versions(path).iter().find(|version| {
            let has = |bytes: Option<Vec<u8>>| bytes.is_some_and(|bytes| has_word(&bytes, name));
            has(contents.new_of(version)) && !has(contents.old_of(version))
        });
        if let Some(version) = brought {
            found.insert((Arc::clone(path), name.clone()), version.seen.clone());
        }
    }
    Ok(found)
}

/// Whether a text has a name as a word of its own.
fn has_word(bytes: &[u8], name: &str) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let is_part = |letter: Option<char>| letter.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|text| text.chars().next());
        !is_part(before) && !is_part(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_word_of_its_own() {
        assert!(has_word(b"type Limit struct", "Limit"));
        assert!(!has_word(b"type LimitMax struct", "Limit"));
        assert!(!has_word(b"type my_Limit struct", "Limit"));
    }
}
