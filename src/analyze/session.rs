//! A run with a cache: which files are as they were, and what the whole analysis depends on.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use rayon::prelude::*;

use super::identity::Identity;
use crate::{
    cache::{Answer, Cache, Facts, Kind, OnDisk, Place},
    discover::{ContentId, Entry, Snapshot, Store},
    error::Result,
    history,
    model::{Analysis, DiagnosticKind, FileFacts, GitFacts},
};

/// A cache, and what the files of one snapshot were when the run began.
pub struct Session<'a> {
    cache: &'a Cache,
    /// Identifiers of the files that Git does not know by what they are read as.
    contents: BTreeMap<Arc<str>, ContentId>,
    /// Some file was not what it had been said to be.
    changed: AtomicBool,
}

/// Files that one thread reads by itself.
const FEW: usize = 64;

/// For how long an analysis is that of any run over the same identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Always.
    Whole,
    /// While the object database lacks the same objects.
    WithGaps,
    /// It may be another the next time.
    Not,
}

impl fmt::Debug for Session<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Session").field("cache", &self.cache).finish_non_exhaustive()
    }
}

impl<'a> Session<'a> {
    /// A run that may use the facts of files.
    pub fn new(cache: &'a Cache) -> Self {
        Self { cache, contents: BTreeMap::new(), changed: AtomicBool::new(false) }
    }

    /// A run whose analysis as a whole may be used again: reads the files that Git does not know.
    pub fn whole(cache: &'a Cache, snapshot: &Snapshot) -> Self {
        let is_unknown = |entry: &&Entry| entry.blob.is_none() || entry.store() == Store::Encoded;
        let unknown: Vec<_> = snapshot.entries.iter().filter(is_unknown).collect();
        let content = |entry: &Entry| {
            let bytes = snapshot.read(entry).ok()?;
            Some((Arc::clone(&entry.path), snapshot.content_id(&bytes)?))
        };
        // Starting the threads takes longer than reading what somebody edits at once.
        let contents = if unknown.len() < FEW {
            unknown.into_iter().filter_map(content).collect()
        } else {
            unknown.into_par_iter().filter_map(content).collect()
        };
        Self { contents, ..Self::new(cache) }
    }

    /// The cache.
    pub fn cache(&self) -> &'a Cache {
        self.cache
    }

    /// Everything that the analysis of `snapshot` with a history is made of; `None` when a file cannot be
    /// read.
    pub fn identity(
        &self,
        snapshot: &Snapshot,
        history: Option<&history::Options>,
    ) -> Option<Identity> {
        let walked = history.and_then(|options| walked(snapshot, options)).unwrap_or_default();
        let id = |entry: &Entry| self.content(entry);
        Identity::of(snapshot, id, [&[u8::from(history.is_some())][..], &walked].concat())
    }

    /// What a file was read as when the run began.
    pub(super) fn content(&self, entry: &Entry) -> Option<ContentId> {
        self.contents.get(&entry.path).copied().or(entry.blob)
    }

    /// What `analysis`, which this run made, may be kept as: no file changed under its hands, and all of
    /// them could be read.
    pub fn kept(&self, analysis: &Analysis) -> Kept {
        let kinds = || analysis.diagnostics.iter().map(|diagnostic| diagnostic.kind);
        let changed = self.changed.load(Ordering::Relaxed);
        if changed || kinds().any(|kind| kind == DiagnosticKind::Unreadable) {
            return Kept::Not;
        }
        // The edge of a shallow clone is in the identity; what else a history lacks is missing objects.
        let gap = |kind| kind == DiagnosticKind::MissingObject;
        if is_complete(&analysis.git) && !kinds().any(gap) {
            return Kept::Whole;
        }
        Kept::WithGaps
    }

    /// Facts of a file with these bytes, read by `extract` when they are not known.
    pub(super) fn read(
        &self,
        snapshot: &Snapshot,
        known: &Facts<'_>,
        (entry, bytes): (&Entry, &[u8]),
        extract: impl FnOnce() -> FileFacts,
    ) -> FileFacts {
        let Some(content) = snapshot.content_id(bytes) else {
            self.changed.store(true, Ordering::Relaxed);
            return extract();
        };
        if self.content(entry) != Some(content) {
            self.changed.store(true, Ordering::Relaxed);
        }
        // A checkout with other line ends than the blob is read each time.
        let is_literal = entry.store() == Store::Disk && entry.size == bytes.len() as u64;
        let blob = entry.blob.as_ref().filter(|blob| is_literal && **blob == content);
        let disk = blob.map(|blob| OnDisk { blob: blob.as_bytes(), size: entry.size });
        known.with_content(place(entry), content.as_bytes(), disk).unwrap_or_else(|| {
            let facts = extract();
            known.keep(place(entry), content.as_bytes(), disk, &facts);
            facts
        })
    }
}

/// Facts of a file that need not be read.
pub(super) fn unread(entry: &Entry, known: &Facts<'_>) -> Option<FileFacts> {
    let blob = entry.blob.as_ref()?.as_bytes();
    match entry.store() {
        Store::Disk => known.on_disk(place(entry), OnDisk { blob, size: entry.size }),
        Store::Encoded => None,
        // An object that is not there has no size, whatever is known of it from elsewhere.
        Store::Objects if entry.size == 0 => None,
        Store::Objects => {
            let facts = known.with_content(place(entry), blob, None);
            facts.filter(|facts| facts.file.bytes == entry.size)
        }
    }
}

/// Everything that the facts of a file depend on beside its content.
pub(super) fn place(entry: &Entry) -> Place<'_> {
    Place {
        path: &entry.path,
        vendored: entry.vendored,
        generated: entry.generated,
        export_ignore: entry.export_ignore,
        encoding: entry.encoding.as_deref(),
    }
}

/// The commit of a snapshot, for whoever asks for its history; `None` where there is none.
pub fn tip(snapshot: &Snapshot) -> Option<history::Tip<'_>> {
    let (repo, commit) = (snapshot.repository()?, snapshot.repo.commit.as_deref()?);
    Some(history::Tip { repo, commit, folder: &snapshot.repo.subfolder, stop: &snapshot.stop })
}

/// The history of a snapshot's commit; `None` where there is no commit.
pub(super) fn history(
    snapshot: &Snapshot,
    options: &history::Options,
    cache: Option<&Cache>,
) -> Result<Option<(GitFacts, history::Work)>> {
    let Some(tip) = tip(snapshot) else { return Ok(None) };
    let walk = |log: Option<&[u8]>| history::walk_on(tip, options, log);
    let Some((cache, key)) = cache.zip(walked(snapshot, options)) else {
        let walked = walk(None)?;
        return Ok(Some((walked.facts, walked.work)));
    };
    // One with gaps stands for the objects that are there now.
    let with_gaps = [key.clone(), snapshot.objects_state()].concat();
    if let Some(known) = cache.history(&key).or_else(|| cache.history(&with_gaps)) {
        return Ok(Some(known));
    }
    let name = (snapshot.home(), tip.folder, format!("{:?}", options.depth));
    let name = serde_json::to_vec(&name).unwrap_or_default();
    let log_key = history::log_identity(tip.repo, tip.folder, options);
    let log = cache.open(Kind::Log, &name, &log_key).and_then(Answer::read);
    let history::Walked { facts, work, log } = walk(log.as_deref())?;
    if let Some(log) = log {
        cache.store(Kind::Log, &name, &log_key, &log);
    }
    let walked = (facts, work);
    cache.keep_history(if is_complete(&walked.0) { &key } else { &with_gaps }, &walked);
    Ok(Some(walked))
}

fn is_complete(git: &GitFacts) -> bool {
    git.missing_blobs == 0 && git.unread_commits == 0
}

/// What the history of a snapshot is read from.
fn walked(snapshot: &Snapshot, options: &history::Options) -> Option<Vec<u8>> {
    let (repository, commit) = (snapshot.repository()?, snapshot.repo.commit.as_deref()?);
    Some(history::identity(repository, commit, &snapshot.repo.subfolder, options))
}
