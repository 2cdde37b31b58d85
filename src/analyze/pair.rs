//! Two snapshots of one repository: a file that is the same in both is read once.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rayon::prelude::*;

use super::{Options, Reader, assemble};
use crate::{
    cache,
    discover::{Entry, Snapshot},
    language::Registry,
    model::{Analysis, FileChanges, FileFacts, GitFacts},
};

/// Analyses both snapshots, without the history. Facts of a file with the same path, blob and attributes
/// in both are extracted once.
pub fn pair(
    before: &Snapshot,
    after: &Snapshot,
    registry: &Registry,
    options: &Options<'_>,
) -> (Analysis, Analysis, FileChanges) {
    let home = after.home();
    let stored = options.session.map(|session| session.cache().stored(&home));
    let stored = stored.as_ref().map(cache::Stored::facts);
    let session = options.session.zip(stored.as_ref());
    let (reader, newer) =
        (Reader::new(before, registry, session), Reader::new(after, registry, session));
    let read = |reader: &Reader<'_>, entry: &Entry| {
        let facts = reader.one(entry);
        (options.progress)();
        facts
    };
    let old: Vec<FileFacts> = before.entries.par_iter().map(|entry| read(&reader, entry)).collect();
    let known: BTreeMap<&str, (&Entry, &FileFacts)> = before
        .entries
        .iter()
        .zip(&old)
        .map(|(entry, facts)| (&*entry.path, (entry, facts)))
        .collect();
    let new: Vec<(Fate, FileFacts)> = after
        .entries
        .par_iter()
        .map(|entry| match known.get(&*entry.path) {
            Some((other, facts)) if is_same(before, other, after, entry) => {
                (Fate::Same, (*facts).clone())
            }
            Some(_) => (Fate::Changed, read(&newer, entry)),
            None => (Fate::Added, read(&newer, entry)),
        })
        .collect();
    if let Some(stored) = stored {
        stored.save();
    }
    let files = changes(&old, &new);
    let new = new.into_iter().map(|(_, facts)| facts).collect();
    let before = assemble::assemble(&before.into(), registry, old, GitFacts::default());
    (before, assemble::assemble(&after.into(), registry, new, GitFacts::default()), files)
}

/// What became of a file of the newer snapshot.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Same,
    Changed,
    Added,
}

/// Whether two entries give the same facts. A file that Git does not know by a blob is compared by its
/// bytes.
fn is_same(before: &Snapshot, old: &Entry, after: &Snapshot, new: &Entry) -> bool {
    let said = |entry: &Entry| {
        (entry.vendored, entry.generated, entry.export_ignore, entry.encoding.clone())
    };
    if said(old) != said(new) {
        return false;
    }
    if let (Some(old), Some(new)) = (old.blob, new.blob) {
        return old == new;
    }
    let bytes = before.read(old).ok();
    bytes.is_some_and(|bytes| after.read(new).is_ok_and(|other| other == bytes))
}

fn changes(old: &[FileFacts], new: &[(Fate, FileFacts)]) -> FileChanges {
    let of = |wanted: Fate| -> Vec<Arc<str>> {
        let found = new.iter().filter(|(fate, _)| *fate == wanted);
        found.map(|(_, facts)| Arc::clone(&facts.file.path)).collect()
    };
    let here: BTreeSet<&str> = new.iter().map(|(_, facts)| &*facts.file.path).collect();
    let gone = old.iter().map(|facts| &facts.file.path);
    FileChanges {
        same: u32::try_from(of(Fate::Same).len()).unwrap_or(u32::MAX),
        added: of(Fate::Added),
        removed: gone.filter(|path| !here.contains(&***path)).cloned().collect(),
        changed: of(Fate::Changed),
    }
}
