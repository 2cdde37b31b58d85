//! Two analyses of one repository to what differs between them. Pure: models only. One file per group of
//! kinds says what a fact is known by; how facts are brought together is the same for all.

mod code;
mod data;
mod item;
mod matching;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use self::item::Item;
use crate::model::{Analysis, DIFF_SCHEMA, Diff, FileChanges, KindChanges};

/// What differs from `before` to `after`, kind by kind; `files` are those that they were read from.
pub fn diff(before: &Analysis, after: &Analysis, files: FileChanges) -> Diff {
    let kinds = KINDS.iter().filter_map(|(kind, items)| {
        let (before, after) = (items(before), items(after));
        let is_there = !before.is_empty() || !after.is_empty();
        is_there.then(|| matching::compare(kind, &before, &after))
    });
    Diff {
        schema: Cow::Borrowed(DIFF_SCHEMA),
        before: before.repo.clone(),
        after: after.repo.clone(),
        worktree: false,
        files,
        kinds: kinds.collect(),
    }
}

/// Whether any fact differs; one that stands elsewhere does too.
pub fn differs(diff: &Diff) -> bool {
    let differs = |kind: &KindChanges| {
        let KindChanges { added, removed, changed, moved, shifted, .. } = kind;
        let moves = moved.len() + shifted.len();
        added.len() + removed.len() + changed.len() + moves > 0
    };
    diff.kinds.iter().any(differs)
}

/// A name, and the facts of that kind.
type Kind = (&'static str, fn(&Analysis) -> Vec<Item>);

/// Kinds of facts in the order in which they are shown.
const KINDS: [Kind; 15] = [
    ("modules", code::modules),
    ("packages", code::packages),
    ("interfaces", code::interfaces),
    ("types", code::types),
    ("functions", code::functions),
    ("implementations", code::implementations),
    ("tests", code::tests),
    ("routes", data::routes),
    ("openapi", data::openapi),
    ("migrations", data::migrations),
    ("tables", data::tables),
    ("columns", data::columns),
    ("configuration", data::configuration),
    ("dependencies", data::dependencies),
    ("integrations", data::integrations),
];
