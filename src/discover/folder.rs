//! The files below a folder as they lie on disk, ignored ones and nested repositories left out.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use gix::{
    bstr::{BStr, BString, ByteSlice, ByteVec},
    index::fs::Metadata,
};
use ignore::{DirEntry, WalkBuilder};

use super::{
    Bytes, Entry, EntryKind, Listing,
    links::{self, Node},
    place::slashed,
    rules,
};
use crate::model::DiagnosticKind;

/// Lists a folder without Git.
pub(super) fn list(root: &Path, listing: &mut Listing) {
    let disk = Disk { top: root, submodules: BTreeSet::new() };
    let all = walk(root, root, listing).unwrap_or_default();
    listing.rules = rules::of_folder(&all);
    for found in all {
        match found.kind {
            Kind::File => drop(add_file(&found, listing)),
            Kind::Link => disk.check_link(found.path.as_ref(), found.path.as_ref(), listing),
            Kind::Nested => add_nested(found.path.as_ref(), listing),
            Kind::Special => add_special(found.path.as_ref(), listing),
        }
    }
}

/// Something the walk met.
pub(super) struct Found {
    /// Relative to the analysed folder.
    pub(super) path: BString,
    pub(super) full: PathBuf,
    pub(super) kind: Kind,
}

/// What the walk met.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Link,
    /// A folder that is a repository of its own.
    Nested,
    /// A pipe, socket or device.
    Special,
}

/// Everything below `root` that no `.gitignore` of `top` or below excludes; `None` when `root` itself
/// is excluded. The ignore files of the user and of folders above `top` do not count.
pub(super) fn walk(top: &Path, root: &Path, listing: &mut Listing) -> Option<Vec<Found>> {
    let nested = Arc::new(Mutex::new(Vec::new()));
    let walker = WalkBuilder::new(top)
        .hidden(false)
        .ignore(false)
        .parents(false)
        .require_git(false)
        .git_global(false)
        .follow_links(false)
        .filter_entry(gate(top == root, root.to_owned(), Arc::clone(&nested)))
        .build();
    let mut found = Vec::new();
    let mut reached = false;
    for step in walker {
        match step {
            Ok(entry) if entry.path() == root => reached = true,
            Ok(entry) => found.extend(classify(&entry, root)),
            Err(error) => report(&error, root, listing),
        }
    }
    let nested = nested.lock().map(|mut list| std::mem::take(&mut *list)).unwrap_or_default();
    found.extend(nested.into_iter().filter_map(|full| located(full, root, Kind::Nested)));
    found.sort_by(|a, b| a.path.cmp(&b.path));
    reached.then_some(found)
}

/// Lets the walk into `root` and the folders on the way there, but not into Git's own folders and
/// nested repositories; the latter are remembered.
///
/// Below the top everything is below `root` when that is the top.
fn gate(
    is_top: bool,
    root: PathBuf,
    nested: Arc<Mutex<Vec<PathBuf>>>,
) -> impl Fn(&DirEntry) -> bool + Send + Sync + 'static {
    move |entry| {
        let path = entry.path();
        let is_below = is_top && entry.depth() > 0;
        if !is_below && root.starts_with(path) {
            return true;
        }
        if entry.file_name() == ".git" || !(is_below || path.starts_with(&root)) {
            return false;
        }
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        if !is_folder || !is_repository(path) {
            return true;
        }
        if let Ok(mut list) = nested.lock() {
            list.push(path.to_owned());
        }
        false
    }
}

fn is_repository(folder: &Path) -> bool {
    let git = folder.join(".git");
    git.metadata().is_ok_and(|data| data.is_file() || git.join("HEAD").is_file())
}

fn classify(entry: &DirEntry, root: &Path) -> Option<Found> {
    let kind = entry.file_type()?;
    let kind = match () {
        () if kind.is_dir() => return None,
        () if kind.is_symlink() => Kind::Link,
        () if kind.is_file() => Kind::File,
        () => Kind::Special,
    };
    located(entry.path().to_owned(), root, kind)
}

fn located(full: PathBuf, root: &Path, kind: Kind) -> Option<Found> {
    let path = slashed(full.strip_prefix(root).ok()?);
    (!path.is_empty()).then_some(Found { path, full, kind })
}

/// A folder that cannot be listed. Faults in ignore files come as soft errors and do not stop.
fn report(error: &ignore::Error, root: &Path, listing: &mut Listing) {
    let Some(path) = path_of(error).and_then(|path| path.strip_prefix(root).ok()) else { return };
    let why = error.io_error().map_or("unknown error".into(), |error| error.kind().to_string());
    let text = format!("the folder cannot be listed ({why}); files below it are missing");
    listing.problem(slashed(path).as_ref(), DiagnosticKind::Unreadable, text);
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        _ => None,
    }
}

/// Adds a file; a vanished one is a diagnostic.
pub(super) fn add_file<'l>(
    found: &Found,
    listing: &'l mut Listing,
) -> Option<(Metadata, &'l mut Entry)> {
    match Metadata::from_path_no_follow(&found.full) {
        Ok(data) => {
            let mode = if data.is_executable() { EntryKind::Executable } else { EntryKind::Blob };
            let bytes = Bytes::File(found.full.clone());
            let entry = listing.file(found.path.as_ref(), data.len(), mode, bytes);
            Some((data, entry))
        }
        Err(cause) => {
            let text = format!("the file cannot be read: {}", cause.kind());
            listing.problem(found.path.as_ref(), DiagnosticKind::Unreadable, text);
            None
        }
    }
}

pub(super) fn add_nested(path: &BStr, listing: &mut Listing) {
    let text = "a repository of its own lies here; its files are not analysed";
    listing.problem(path, DiagnosticKind::Unsupported, text);
}

pub(super) fn add_special(path: &BStr, listing: &mut Listing) {
    let text = "neither a file nor a folder nor a link; it was not read";
    listing.problem(path, DiagnosticKind::Unsupported, text);
}

/// What lies on disk below the top of a repository, as links see it.
pub(super) struct Disk<'a> {
    pub(super) top: &'a Path,
    /// Paths of submodules, relative to the top.
    pub(super) submodules: BTreeSet<BString>,
}

impl Disk<'_> {
    /// Reports a link that leads to nothing that is analysed. `path` is relative to the analysed
    /// folder, `from_top` to the top.
    pub(super) fn check_link(&self, path: &BStr, from_top: &BStr, listing: &mut Listing) {
        let Node::Link(target) = self.look(from_top) else { return };
        let look = |path: &BStr| self.look(path);
        let problem = links::problem(from_top, target.as_ref(), &look);
        listing.link(path, target.as_ref(), problem);
    }

    fn look(&self, path: &BStr) -> Node {
        if self.submodules.contains(path) {
            return Node::Submodule;
        }
        let full = self.top.join(path.to_path_lossy());
        let Ok(data) = full.symlink_metadata() else { return Node::Missing };
        if data.is_symlink() {
            return full.read_link().map_or(Node::Missing, |target| Node::Link(link_text(&target)));
        }
        match (path.starts_with(b".git/"), data.is_dir()) {
            (true, _) => Node::Missing,
            (_, true) => Node::Folder,
            _ => Node::File,
        }
    }
}

/// The target of a link as Git stores it.
pub(super) fn link_text(target: &Path) -> BString {
    let text = BString::from(Vec::from_path_lossy(target).into_owned());
    if cfg!(windows) { text.replace(b"\\", b"/").into() } else { text }
}
