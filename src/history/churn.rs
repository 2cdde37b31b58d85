//! How often each file changed, from the names in tree differences.

use std::{
    collections::{BTreeMap, BTreeSet},
    num::NonZeroUsize,
    sync::Arc,
    thread,
};

use gix::{
    bstr::{BString, ByteSlice},
    diff::tree::{Recorder, State, recorder::Change},
    objs::TreeRefIter,
};

use super::{
    commits::{Commit, History},
    simplify::{Folder, Step},
};
use crate::model::FileChurn;

/// Counts, per file of the folder `head`, the commits that changed it. The second value is the number
/// of commits that lack an object.
pub(super) fn count(
    repo: &gix::ThreadSafeRepository,
    history: &History,
    (steps, head): (&[Step], Folder),
    threads: NonZeroUsize,
) -> (Vec<FileChurn>, u32) {
    let size = steps.len().div_ceil(threads.get()).max(1);
    let parts: Vec<Tally> = thread::scope(|scope| {
        let one = |steps| scope.spawn(move || Tally::of(steps, repo, history));
        let running: Vec<_> = steps.chunks(size).map(one).collect();
        running.into_iter().filter_map(|part| part.join().ok()).collect()
    });
    let mut tally = Tally::default();
    for part in parts {
        tally.absorb(part);
    }
    let present = Comparer::new(repo).changed(None, head);
    let present: Option<BTreeSet<BString>> = present.map(|paths| paths.into_iter().collect());
    let exists = |path: &BString| present.as_ref().is_none_or(|present| present.contains(path));
    let files = tally.files.into_iter().filter(|(path, _)| exists(path));
    (files.map(|(path, file)| file.churn(&path)).collect(), tally.unread)
}

/// Counts of a stretch of the history.
#[derive(Default)]
struct Tally {
    files: BTreeMap<BString, File>,
    unread: u32,
}

impl Tally {
    fn of(steps: &[Step], repo: &gix::ThreadSafeRepository, history: &History) -> Self {
        let mut comparer = Comparer::new(repo);
        let mut tally = Self::default();
        for step in steps {
            let Some(commit) = history.commits.get(step.place) else { continue };
            match comparer.changed(step.old, step.new) {
                Some(paths) => tally.add(paths, commit, history.people.email(commit.author)),
                None => tally.unread += 1,
            }
        }
        tally
    }

    fn add(&mut self, paths: Vec<BString>, commit: &Commit, author: usize) {
        for path in paths {
            let file = self.files.entry(path).or_default();
            file.commits += 1;
            file.authors.insert(author);
            file.last = file.last.max(Some(commit.committed));
        }
    }

    fn absorb(&mut self, other: Self) {
        for (path, file) in other.files {
            let sum = self.files.entry(path).or_default();
            sum.commits += file.commits;
            sum.authors.extend(file.authors);
            sum.last = sum.last.max(file.last);
        }
        self.unread += other.unread;
    }
}

#[derive(Default)]
struct File {
    commits: u32,
    authors: BTreeSet<usize>,
    last: Option<i64>,
}

impl File {
    fn churn(&self, path: &BString) -> FileChurn {
        FileChurn {
            path: Arc::from(path.to_str_lossy()),
            commits: self.commits,
            authors: super::count(self.authors.len()),
            last: self.last.unwrap_or_default(),
        }
    }
}

/// Bytes of decoded trees that a thread keeps: neighbouring commits share most of theirs.
const CACHE: usize = 32 << 20;

/// Compares trees, with caches that are worth keeping from one commit to the next.
struct Comparer {
    repo: gix::Repository,
    state: State,
}

impl Comparer {
    fn new(repo: &gix::ThreadSafeRepository) -> Self {
        let mut repo = repo.to_thread_local();
        repo.object_cache_size_if_unset(CACHE);
        Self { repo, state: State::default() }
    }

    /// Paths that differ between two trees; `None` when an object is missing.
    fn changed(&mut self, old: Folder, new: Folder) -> Option<Vec<BString>> {
        let (old, new) = (self.bytes(old)?, self.bytes(new)?);
        let hash = self.repo.object_hash();
        let mut names = Recorder::default();
        gix::diff::tree(
            TreeRefIter::from_bytes(&old, hash),
            TreeRefIter::from_bytes(&new, hash),
            &mut self.state,
            &self.repo.objects,
            &mut names,
        )
        .ok()?;
        Some(names.records.into_iter().filter_map(leaf).collect())
    }

    fn bytes(&self, tree: Folder) -> Option<Vec<u8>> {
        let Some(tree) = tree else { return Some(Vec::new()) };
        Some(self.repo.find_tree(tree).ok()?.take_data())
    }
}

fn leaf(change: Change) -> Option<BString> {
    let (mode, path) = match change {
        Change::Addition { entry_mode, path, .. }
        | Change::Deletion { entry_mode, path, .. }
        | Change::Modification { entry_mode, path, .. } => (entry_mode, path),
    };
    mode.is_no_tree().then_some(path)
}
