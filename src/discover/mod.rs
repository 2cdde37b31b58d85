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
mod paths;
mod place;
mod read;
mod revision;
mod rules;
mod submodules;
#[cfg(test)]
mod tests;
mod tree;
mod vendored;
mod walk;
mod worktree;

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use camino::{Utf8Path, Utf8PathBuf};
use gix::bstr::{BStr, ByteSlice};

/// Git's identifier of bytes.
pub use gix::ObjectId as ContentId;

use self::{
    place::{GitPlace, Place},
    rules::{Chosen, Rules},
};
use crate::{
    error::{Error, Result, Stop},
    model::{Diagnostic, DiagnosticKind, RepositoryFacts, Submodule},
};

/// Reads what there is below `path`: the files of a worktree or a plain folder, or those of a
/// revision.
///
/// Fails when `path` is no folder, when the revision is unknown, or when there is neither a file nor
/// a commit to look at. Everything else that goes wrong is a diagnostic.
pub fn open(path: &Utf8Path, options: &Options) -> Result<Snapshot> {
    let root = place::folder(path)?;
    let chosen = Chosen::new(options)?;
    let place = place::find(&root, options)?;
    let mut snapshot = at(place, root, options)?;
    snapshot.stop = options.stop.clone();
    if !(options.include.is_empty() && options.exclude.is_empty()) {
        snapshot.leave_out(|path| chosen.left_out(path));
    }
    Ok(snapshot)
}

/// What there is at a place, whatever the user wants to see of it.
fn at(place: Place, root: Utf8PathBuf, options: &Options) -> Result<Snapshot> {
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
        Place::Git(place) => list_git(*place, options, &mut listing)?,
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
    /// Paths that are left out and do not make the worktree dirty: files that the run itself writes, and
    /// folders of them, which end with `/`.
    pub without: Vec<String>,
    /// Patterns as in `.gitignore`, relative to `path`: only files that one of them matches are entries.
    pub include: Vec<String>,
    /// Patterns as in `.gitignore`, relative to `path`: what they match is no entry.
    pub exclude: Vec<String>,
    /// Read submodules as well, as far as their objects or files are there.
    pub submodules: bool,
    /// Ends what reads much of the files or of their history.
    pub stop: Stop,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            revision: None,
            max_file_bytes: 2 << 20,
            without: Vec::new(),
            include: Vec::new(),
            exclude: Vec::new(),
            submodules: false,
            stop: Stop::default(),
        }
    }
}

/// The files as they were when the snapshot was taken. Can be read from many threads.
pub struct Snapshot {
    /// What is analysed.
    pub repo: RepositoryFacts,
    /// The analysed folder; entries are relative to it. A bare repository's own folder.
    pub root: Utf8PathBuf,
    /// The files are those of a commit, because it was asked for or there is no worktree to look at.
    pub is_commit: bool,
    /// Files by path. Links are not among them.
    pub entries: Vec<Entry>,
    /// Files of the repository that are not below the analysed folder, from the repository's top.
    /// Those that speak for the folder as well are entries too, as `../name`.
    pub outside: Vec<Arc<str>>,
    /// Links that stay inside the repository by path, with their targets as they say them.
    pub links: BTreeMap<String, String>,
    /// Files that somebody wants left out, by path.
    pub left_out: Vec<LeftOut>,
    /// What could not be listed.
    pub diagnostics: Vec<Diagnostic>,
    /// Ends what reads much of it.
    pub stop: Stop,
    /// Submodules that were entered; their files are among the entries.
    nested: Vec<Snapshot>,
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

    /// Takes out the files for which there is a reason, and what was said about them.
    fn leave_out(&mut self, mut reason: impl FnMut(&str) -> Option<String>) {
        let found = self.entries.extract_if(.., |entry| reason(&entry.path).is_some());
        let paths: Vec<Arc<str>> = found.map(|entry| entry.path).collect();
        let left_out = paths.into_iter().filter_map(|path| {
            let reason = reason(&path)?;
            Some(LeftOut { path, reason })
        });
        self.left_out.extend(left_out);
        self.left_out.sort();
        self.diagnostics.retain(|one| is_of_git(&one.file) || reason(&one.file).is_none());
    }
}

/// Whether a diagnostic is about the repository itself.
fn is_of_git(path: &str) -> bool {
    path.is_empty() || path == ".git" || path.starts_with(".git/")
}

/// A file that somebody wants left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// As [`Entry::path`].
    pub path: Arc<str>,
    /// Who says so: `left out by --exclude *.pb.go`.
    pub reason: String,
}

impl Entry {
    /// Where the bytes lie.
    pub fn store(&self) -> Store {
        self.bytes.store()
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
    /// Whether a generator wrote it, where an attribute says so.
    pub generated: Option<bool>,
    /// Archives of the repository go without it.
    pub export_ignore: bool,
    /// Encoding of its text, where an attribute says so.
    pub encoding: Option<Arc<str>>,
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
    /// In this file, written in another encoding than Git would store.
    Encoded(PathBuf, Arc<str>),
    /// In the object database, under this identifier.
    Object(gix::ObjectId),
    /// In a submodule, by its place among the nested snapshots.
    Nested(usize, Box<Bytes>),
}

impl Bytes {
    fn store(&self) -> Store {
        match self {
            Self::File(_) => Store::Disk,
            Self::Encoded(..) => Store::Encoded,
            Self::Object(_) => Store::Objects,
            Self::Nested(_, bytes) => bytes.store(),
        }
    }
}

/// Where the bytes of an entry lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Store {
    /// In a file of their own.
    Disk,
    /// In a file of their own, in another encoding than they are read in.
    Encoded,
    /// In an object database.
    Objects,
}

/// Whether a path is one of `without`, or in a folder of it.
fn leaves_out(without: &[String], path: &[u8]) -> bool {
    without
        .iter()
        .any(|one| path == one.as_bytes() || one.ends_with('/') && path.starts_with(one.as_bytes()))
}

/// Entries and problems while they are gathered.
#[derive(Default)]
struct Listing {
    entries: Vec<Entry>,
    outside: Vec<Arc<str>>,
    links: BTreeMap<String, String>,
    diagnostics: Vec<Diagnostic>,
    dirty: bool,
    is_commit: bool,
    limit: u64,
    without: Vec<String>,
    rules: Rules,
    submodules: Vec<Submodule>,
    nested: Vec<Snapshot>,
}

impl Listing {
    /// Whether the caller wants nothing to do with a path.
    fn leaves_out(&self, path: &BStr) -> bool {
        leaves_out(&self.without, path)
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
            generated: None,
            export_ignore: false,
            encoding: None,
            too_large,
            bytes,
        })
    }

    /// Adds a link, or what is wrong with it.
    fn link(&mut self, path: &BStr, target: &BStr, problem: Option<&str>) {
        match problem {
            Some(text) => self.problem(path, DiagnosticKind::Link, text),
            None => {
                self.links.insert(path.to_string(), target.to_string());
            }
        }
    }

    /// Adds a problem with a path.
    fn problem(&mut self, path: &BStr, kind: DiagnosticKind, message: impl Into<String>) {
        self.diagnostics.push(problem(&shown(path), kind, message));
    }
}

/// The worktree where there is one to look at, else the tree of the commit.
fn list_git(
    place: GitPlace,
    options: &Options,
    listing: &mut Listing,
) -> Result<(RepositoryFacts, Option<gix::ThreadSafeRepository>)> {
    let outcome = match (&place.worktree, &place.asked) {
        (Some(top), None) => worktree::list(&place, top, listing),
        _ => worktree::Outcome::NothingCheckedOut,
    };
    match outcome {
        worktree::Outcome::Listed => {}
        worktree::Outcome::NothingCheckedOut => {
            listing.is_commit = true;
            tree::list(&place, listing)?;
        }
        worktree::Outcome::Ignored => {
            folder::list(place.root.as_std_path(), listing);
            return Ok((facts::of_folder(&place.root), None));
        }
    }
    listing.outside = around::list(&place, listing);
    submodules::enter(&place, options, listing);
    let submodules = std::mem::take(&mut listing.submodules);
    let facts = RepositoryFacts { dirty: listing.dirty, submodules, ..facts::of_git(&place) };
    Ok((facts, Some(place.repo.into_sync())))
}

fn finish(
    root: Utf8PathBuf,
    repo: RepositoryFacts,
    git: Option<gix::ThreadSafeRepository>,
    mut listing: Listing,
) -> Snapshot {
    let without = std::mem::take(&mut listing.without);
    listing.entries.retain(|entry| !leaves_out(&without, entry.path.as_bytes()));
    let prefix =
        if repo.subfolder.is_empty() { String::new() } else { format!("{}/", repo.subfolder) };
    vendored::mark(&mut listing.entries, &mut listing.rules, &prefix);
    let mut left_out = Vec::new();
    submodules::take_entries(&mut listing, &mut left_out);
    listing.entries.sort_by(|a, b| a.path.cmp(&b.path));
    listing.diagnostics.sort();
    listing.diagnostics.dedup();
    let hash = git.as_ref().map(|git| git.to_thread_local().object_hash());
    let mut snapshot = Snapshot {
        hash: hash.unwrap_or(gix::hash::Kind::Sha1),
        repo,
        root,
        is_commit: listing.is_commit,
        entries: listing.entries,
        outside: listing.outside,
        links: listing.links,
        left_out,
        diagnostics: listing.diagnostics,
        stop: Stop::default(),
        nested: listing.nested,
        git,
        idle: Mutex::default(),
        limit: listing.limit,
    };
    let mut rules = listing.rules;
    if rules.leaves_out() {
        snapshot.leave_out(|path| {
            // What lies above was chosen because it speaks for the folder.
            let inside = !path.starts_with("../");
            inside.then(|| rules.left_out(&format!("{prefix}{path}"))).flatten()
        });
    }
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
