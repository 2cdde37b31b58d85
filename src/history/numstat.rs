//! Line counts of all changes of a history. Each pair of contents is compared once, however many
//! commits make the same change, and along the versions of a path, so that each is read once.

use std::collections::BTreeSet;

use gix::ObjectId;
use rayon::prelude::*;

use super::{
    Objects,
    attributes::Look,
    blobs::Blobs,
    changes::{Content, PathId},
    lines::{self, Counts},
};
use crate::error::Stop;

/// Two contents to compare and how to look at them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub(super) old: Option<Content>,
    pub(super) new: Option<Content>,
    pub(super) look: Look,
}

impl Pair {
    fn is_same(&self) -> bool {
        self.old.map(|old| old.id) == self.new.map(|new| new.id)
    }
}

/// Counts by pair.
#[derive(Default)]
pub(super) struct Numstat {
    counts: Vec<(Pair, Option<Counts>)>,
    /// Blobs that are missing.
    pub(super) missing: BTreeSet<ObjectId>,
}

impl Numstat {
    /// Counts of a pair; `None` when a blob is missing.
    pub(super) fn get(&self, pair: &Pair) -> Option<Counts> {
        let at = self.counts.binary_search_by(|(known, _)| known.cmp(pair)).ok()?;
        self.counts.get(at)?.1
    }
}

/// Compares pairs, given with the path they stand at in the order of the history.
/// Ends when it is called off.
pub(super) fn count(
    Objects { repo, stop }: Objects<'_>,
    mut pairs: Vec<(Pair, PathId)>,
) -> Numstat {
    let mut place: Vec<_> = pairs.drain(..).zip(0_usize..).collect();
    place.par_sort_unstable_by_key(|((pair, _), place)| (*pair, *place));
    place.dedup_by_key(|((pair, _), _)| *pair);
    place.par_sort_unstable_by_key(|((_, path), place)| (*path, *place));
    let part = |blobs: &mut Blobs, chunk: &[_]| part((blobs, stop), chunk);
    let parts: Vec<_> = place.par_chunks(CHUNK).map_init(|| Blobs::new(repo), part).collect();
    let mut all = Numstat::default();
    for (counts, missing) in parts {
        all.counts.extend(counts);
        all.missing.extend(missing);
    }
    all.counts.par_sort_unstable_by_key(|(pair, _)| *pair);
    all
}

/// Pairs that one thread compares in a row.
const CHUNK: usize = 64;

type Part = (Vec<(Pair, Option<Counts>)>, Vec<ObjectId>);

fn part((blobs, stop): (&mut Blobs, &Stop), chunk: &[((Pair, PathId), usize)]) -> Part {
    let (mut found, mut missing) = (Vec::with_capacity(chunk.len()), Vec::new());
    for ((pair, _), _) in chunk.iter().take_while(|_| !stop.is_set()) {
        found.push((*pair, one(blobs, pair, &mut missing)));
    }
    (found, missing)
}

fn one(blobs: &mut Blobs, pair: &Pair, missing: &mut Vec<ObjectId>) -> Option<Counts> {
    if pair.is_same() {
        return Some(Counts::default());
    }
    let new = blobs.read(pair.new);
    let old = blobs.read(pair.old);
    for (bytes, content) in [(&old, pair.old), (&new, pair.new)] {
        missing.extend(content.filter(|_| bytes.is_none()).map(|content| content.id));
    }
    let counts = Some(lines::count(old.as_ref()?, new.as_ref()?, pair.look));
    blobs.keep(pair.new, new?);
    blobs.keep(pair.old, old?);
    counts
}
