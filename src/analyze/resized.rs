//! Files whose text changed and whose facts did not, save where they stand: a comment, an empty line, a sentence
//! of a document. All that an analysis says of such a file otherwise is how large it is, and its lines.

use std::sync::Arc;

use super::{Session, extract, identity::Changed, moved::Lines, session::place, size};
use crate::{
    discover::{Entry, Snapshot, Store},
    history,
    language::Registry,
    model::{FileFacts, LineCount},
};

/// A file that has another size, and the same facts in the same order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resized {
    /// Path relative to the analysed root.
    pub path: Arc<str>,
    /// Its bytes now.
    pub bytes: u64,
    /// Its lines now.
    pub lines: LineCount,
    /// What a hotspot has to know of it now.
    pub size: Option<history::Size>,
    /// Where the lines of its facts went.
    pub moved: Lines,
}

/// The `changed` files, if none of them has other facts than it had when its content was what stands in
/// `changed`; `None` when one has, or when that is not known.
pub fn resized(
    snapshot: &Snapshot,
    registry: &Registry,
    session: &Session<'_>,
    changed: &[Changed<'_>],
) -> Option<Vec<Resized>> {
    let entries: Option<Vec<&Entry>> =
        changed.iter().map(|one| snapshot.entries.get(one.place)).collect();
    let entries = entries?;
    let wanted: Vec<_> =
        entries.iter().zip(changed).map(|(entry, one)| (place(entry), one.before)).collect();
    let before = session.cache().facts(&snapshot.home(), &wanted);
    let files = entries.into_iter().zip(before);
    files.map(|(entry, before)| one(snapshot, registry, session, (entry, before?))).collect()
}

fn one(
    snapshot: &Snapshot,
    registry: &Registry,
    session: &Session<'_>,
    (entry, before): (&Entry, FileFacts),
) -> Option<Resized> {
    let bytes = snapshot.read(entry).ok()?;
    let is_expected = snapshot.content_id(&bytes)? == session.content(entry)?;
    if entry.store() != Store::Disk || !is_expected {
        return None;
    }
    let facts = extract(registry, entry, &bytes);
    if size(&facts).is_some() != size(&before).is_some() {
        return None;
    }
    let moved = Lines::between(before, &facts)?;
    Some(Resized {
        path: Arc::clone(&entry.path),
        bytes: facts.file.bytes,
        lines: facts.file.lines,
        size: size(&facts),
        moved,
    })
}
