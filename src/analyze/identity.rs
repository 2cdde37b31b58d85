//! Everything that an analysis is made of, as bytes; and which files two of them tell apart.

use crate::{
    discover::{ContentId, Entry, EntryKind, Snapshot},
    model::RepositoryFacts,
};

/// What an analysis is made of: around the files, each file, the history.
///
/// As bytes: `around | dirty | number of files | files | history`, texts and files after their lengths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    bytes: Vec<u8>,
    /// Length of what stands in front of the mark whether the worktree is dirty.
    around: usize,
}

/// A file that two identities tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed<'a> {
    /// Its place among the entries.
    pub place: usize,
    /// Git's identifier of what it held.
    pub before: &'a [u8],
}

/// About what a file takes.
const EACH: usize = 192;

impl Identity {
    /// `None` when a file that is to be read has no `id`.
    pub(super) fn of(
        snapshot: &Snapshot,
        id: impl Fn(&Entry) -> Option<ContentId>,
        history: Vec<u8>,
    ) -> Option<Self> {
        let repo = RepositoryFacts { dirty: false, ..snapshot.repo.clone() };
        let left_out: Vec<_> =
            snapshot.left_out.iter().map(|one| (&one.path, &one.reason)).collect();
        let around = (
            (&repo, snapshot.is_commit, &snapshot.diagnostics),
            (&snapshot.outside, &snapshot.links, left_out),
            snapshot.replacements(),
        );
        let mut bytes = Vec::with_capacity(snapshot.entries.len() * EACH);
        add(&mut bytes, &serde_json::to_vec(&around).ok()?);
        let around = bytes.len();
        bytes.push(u8::from(snapshot.repo.dirty));
        bytes.extend((snapshot.entries.len() as u64).to_le_bytes());
        for entry in &snapshot.entries {
            let id = id(entry);
            if id.is_none() && !entry.too_large {
                return None;
            }
            add_with(&mut bytes, |bytes| add_file(bytes, entry, id.as_ref()));
        }
        bytes.extend(history);
        Some(Self { bytes, around })
    }

    /// The identity as bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The files that differ from those of another identity of the same files, with what follows on it in
    /// `other`; `None` when anything else does.
    pub fn changed<'a>(&self, other: &'a [u8]) -> Option<(Vec<Changed<'a>>, &'a [u8])> {
        let (mut new, mut old) = (&*self.bytes, other);
        if split(&mut new, self.around)? != split(&mut old, self.around)? {
            return None;
        }
        // Whether the worktree is dirty is no part of what the files give.
        split(&mut new, 1).zip(split(&mut old, 1))?;
        let count = number(&mut new)?;
        if number(&mut old)? != count {
            return None;
        }
        let mut changed = Vec::new();
        for place in 0..count {
            let (new, old) = (part(&mut new)?, part(&mut old)?);
            if new != old {
                changed.push(Changed { place, before: same_place(new, old)? });
            }
        }
        Some((changed, old.strip_prefix(new)?))
    }
}

/// What an `old` file held whose path and marks are those of a new one.
fn same_place<'a>(mut new: &[u8], mut old: &'a [u8]) -> Option<&'a [u8]> {
    let is_same = part(&mut new)? == part(&mut old)?;
    let (_, _) = (number(&mut new)?, number(&mut old)?);
    let (new, old) = (part(&mut new)?, part(&mut old)?);
    (is_same && !new.is_empty() && !old.is_empty()).then_some(old)
}

/// A file: its place, its size, its content. What is too large is not read, whatever it holds.
fn add_file(bytes: &mut Vec<u8>, entry: &Entry, id: Option<&ContentId>) {
    let marks = [
        entry.vendored,
        entry.too_large,
        entry.mode == EntryKind::Executable,
        entry.generated.is_some(),
        entry.generated == Some(true),
        entry.export_ignore,
        entry.encoding.is_some(),
    ];
    add_with(bytes, |place| {
        for text in [&*entry.path, entry.encoding.as_deref().unwrap_or_default()] {
            add(place, text.as_bytes());
        }
        place.extend(marks.map(u8::from));
        place.push(entry.store() as u8);
    });
    bytes.extend(entry.size.to_le_bytes());
    add(bytes, id.map_or(&[][..], |id| id.as_bytes()));
}

/// Adds a part of which only `fill` knows how long it is.
fn add_with(to: &mut Vec<u8>, fill: impl FnOnce(&mut Vec<u8>)) {
    let start = to.len();
    to.extend([0; LENGTH]);
    fill(to);
    let length = (to.len() - start - LENGTH) as u64;
    if let Some(place) = to.get_mut(start..start + LENGTH) {
        place.copy_from_slice(&length.to_le_bytes());
    }
}

/// Bytes of a length.
const LENGTH: usize = 8;

/// The length in front keeps parts apart.
fn add(to: &mut Vec<u8>, part: &[u8]) {
    to.extend((part.len() as u64).to_le_bytes());
    to.extend(part);
}

fn part<'a>(from: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = number(from)?;
    split(from, length)
}

fn number(from: &mut &[u8]) -> Option<usize> {
    let (number, rest) = from.split_first_chunk()?;
    *from = rest;
    usize::try_from(u64::from_le_bytes(*number)).ok()
}

fn split<'a>(from: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (part, rest) = from.split_at_checked(length)?;
    *from = rest;
    Some(part)
}
