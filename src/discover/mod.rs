//! Which files there are and where their bytes come from: a worktree, a plain folder, or a revision.
//!
//! A clean worktree and its commit give the same entries. Nothing is executed, no link is followed,
//! no configuration outside the repository is read, and no file is parsed here.

mod around;
mod change;
mod facts;
mod folder;
mod links;
mod objects;
mod place;
mod read;
#[cfg(test)]
mod tests;
mod tree;
mod vendored;
mod worktree;

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};

use camino::{Utf8Path, Utf8PathBuf};
use gix::bstr::{BStr, ByteSlice};

/// Git's identifier of bytes.
pub use gix::ObjectId as ContentId;

use self::place::{GitPlace, Place};
use crate::{
    error::{Error, Result},
    model::{Diagnostic, DiagnosticKind, RepositoryFacts},
};

/// Reads what there is below `path`: the files of a worktree or a plain folder, or those of a
/// revision.
///
/// Fails when `path` is no folder, when the revision is unknown, or when there is neither a file nor
/// a commit to look at. Everything else that goes wrong is a diagnostic.
pub fn open(path: &Utf8Path, options: &Options) -> Result<Snapshot> {
    let root = place::folder(path)?;
    let place = place::find(&root, options)?;
    let mut listing = Listing {
        limit: options.max_file_bytes,
        without: options.without.clone(),
        ..Listing::default()
    };
    let (repo, git) = match place {
        Place::Folder(problem) => {
            listing.diagnostics.extend(problem);
            folder::list(root.as_std_path(), &mut listing);
            (facts::of_folder(&root), None)
        }
        Place::Git(place) => list_git(*place, &mut listing)?,
    };
    Ok(finish(root, repo, git, listing))
}

/// What to look at.
#[derive(Clone, Debug)]
pub struct Options {
    /// Revision as Git spells it (`v1.2.0`, `main~3`); the worktree when absent.
    pub revision: Option<String>,
    /// Larger files are listed and not read. Default: 2 MiB.
    pub max_file_bytes: u64,
    /// Paths that are left out and do not make the worktree dirty: files that the run itself writes.
    pub without: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { revision: None, max_file_bytes: 2 << 20, without: Vec::new() }
    }
}

/// The files as they were when the snapshot was taken. Can be read from many threads.
pub struct Snapshot {
    /// What is analysed.
    pub repo: RepositoryFacts,
    /// The analysed folder; entries are relative to it. A bare repository's own folder.
    pub root: Utf8PathBuf,
    /// Files by path. Links and submodules are not among them.
    pub entries: Vec<Entry>,
    /// Files of the repository that are not below the analysed folder, from the repository's top.
    /// Those that speak for the folder as well are entries too, as `../name`.
    pub outside: Vec<Arc<str>>,
    /// What could not be listed.
    pub diagnostics: Vec<Diagnostic>,
    git: Option<gix::ThreadSafeRepository>,
    idle: Mutex<Vec<gix::Repository>>,
    limit: u64,
    hash: gix::hash::Kind,
}

impl Snapshot {
    /// The Git repository, when there is one.
    pub fn repository(&self) -> Option<&gix::ThreadSafeRepository> {
        self.git.as_ref()
    }

    /// The folder that all worktrees and revisions of the repository share; of a plain folder itself.
    pub fn home(&self) -> String {
        let shared = self.git.as_ref().map(|git| git.to_thread_local().common_dir().to_owned());
        let shared = shared.and_then(|path| path.canonicalize().ok());
        shared.map_or_else(|| self.root.to_string(), |path| path.to_string_lossy().into_owned())
    }
}

impl Entry {
    /// Whether the bytes lie in a file of their own; else they are in the object database.
    pub fn is_on_disk(&self) -> bool {
        matches!(self.bytes, Bytes::File(_))
    }
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Path relative to the analysed root, with `/`, `../` in front of what lies above; replacement characters where it is not UTF-8.
    pub path: Arc<str>,
    /// Size in bytes; 0 when the object database lacks the blob.
    pub size: u64,
    /// Kind of file.
    pub mode: EntryKind,
    /// Blob with the same content, when Git knows one. Line ends and filters may make the bytes in
    /// the worktree differ from it.
    pub blob: Option<gix::ObjectId>,
    /// Somebody else's code, kept as a copy.
    pub vendored: bool,
    /// Over the size limit: `read` refuses it.
    pub too_large: bool,
    bytes: Bytes,
}

/// Kinds of files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A file.
    #[default]
    Blob,
    /// A file with the executable bit.
    Executable,
}

/// Where the bytes of an entry are.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Bytes {
    /// In this file.
    File(PathBuf),
    /// In the object database, under this identifier.
    Object(gix::ObjectId),
}

/// Entries and problems while they are gathered.
#[derive(Default)]
struct Listing {
    entries: Vec<Entry>,
    outside: Vec<Arc<str>>,
    diagnostics: Vec<Diagnostic>,
    dirty: bool,
    limit: u64,
    without: Vec<String>,
}

impl Listing {
    /// Whether the caller wants nothing to do with a path.
    fn leaves_out(&self, path: &BStr) -> bool {
        self.without.iter().any(|without| path == without.as_bytes())
    }

    /// Adds a file. `path` is relative to the analysed root.
    fn file(&mut self, path: &BStr, size: u64, mode: EntryKind, bytes: Bytes) -> &mut Entry {
        let too_large = size > self.limit;
        if path.to_str().is_err() {
            let text = "the name is not UTF-8 and is shown with replacement characters";
            self.problem(path, DiagnosticKind::NotUtf8, text);
        }
        if too_large {
            self.diagnostics.push(read::too_large(&shown(path), size, self.limit));
        }
        let path = shown(path);
        self.entries.push_mut(Entry {
            path,
            size,
            mode,
            blob: None,
            vendored: false,
            too_large,
            bytes,
        })
    }

    /// Adds a problem with a path.
    fn problem(&mut self, path: &BStr, kind: DiagnosticKind, message: impl Into<String>) {
        self.diagnostics.push(problem(&shown(path), kind, message));
    }
}

/// The worktree where there is one to look at, else the tree of the commit.
fn list_git(
    place: GitPlace,
    listing: &mut Listing,
) -> Result<(RepositoryFacts, Option<gix::ThreadSafeRepository>)> {
    let outcome = match (&place.worktree, place.asked) {
        (Some(top), false) => worktree::list(&place, top, listing),
        _ => worktree::Outcome::NothingCheckedOut,
    };
    match outcome {
        worktree::Outcome::Listed => {}
        worktree::Outcome::NothingCheckedOut => tree::list(&place, listing)?,
        worktree::Outcome::Ignored => {
            folder::list(place.root.as_std_path(), listing);
            return Ok((facts::of_folder(&place.root), None));
        }
    }
    listing.outside = around::list(&place, listing);
    let facts = RepositoryFacts { dirty: listing.dirty, ..facts::of_git(&place) };
    Ok((facts, Some(place.repo.into_sync())))
}

fn finish(
    root: Utf8PathBuf,
    repo: RepositoryFacts,
    git: Option<gix::ThreadSafeRepository>,
    mut listing: Listing,
) -> Snapshot {
    let without = std::mem::take(&mut listing.without);
    listing.entries.retain(|entry| !without.iter().any(|path| **path == *entry.path));
    listing.entries.sort_by(|a, b| a.path.cmp(&b.path));
    listing.diagnostics.sort();
    listing.diagnostics.dedup();
    let hash = git.as_ref().map(|git| git.to_thread_local().object_hash());
    let mut snapshot = Snapshot {
        hash: hash.unwrap_or(gix::hash::Kind::Sha1),
        repo,
        root,
        entries: listing.entries,
        outside: listing.outside,
        diagnostics: listing.diagnostics,
        git,
        idle: Mutex::default(),
        limit: listing.limit,
    };
    vendored::mark(&mut snapshot);
    snapshot
}

/// A path as the analysis shows it.
fn shown(path: &BStr) -> Arc<str> {
    Arc::from(path.to_str_lossy())
}

fn problem(path: &Arc<str>, kind: DiagnosticKind, message: impl Into<String>) -> Diagnostic {
    Diagnostic { file: Arc::clone(path), line: 0, kind, message: message.into() }
}

/// The error for a repository that Git itself would not read either.
fn broken(what: &str, cause: gix::Error) -> Error {
    Error::input(format!("cannot read {what}: {cause}"))
        .hint("`git fsck` says what is wrong with the repository")
        .source(cause)
}
