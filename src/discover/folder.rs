//! The files below a folder as they lie on disk, ignored ones and nested repositories left out.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use gix::{
    bstr::{BStr, BString, ByteSlice, ByteVec},
    index::fs::Metadata,
};

use super::{
    Bytes, Entry, EntryKind, Listing,
    links::{self, Node},
    rules,
    walk::Walk,
};
use crate::model::DiagnosticKind;

/// Lists a folder without Git.
pub(super) fn list(root: &Path, listing: &mut Listing) {
    let disk = Disk { top: root, submodules: BTreeSet::new() };
    let exclude = root.join(".git/info/exclude");
    let walk = Walk { top: root, root, exclude: &exclude, is_tracked: &|_| false };
    let all = walk.run(listing).unwrap_or_default();
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
