//! The files of a worktree: what Git tracks and what no ignore file excludes.

use std::{path::Path, sync::Arc};

use gix::{
    bstr::{BStr, BString, ByteSlice},
    index::fs::Metadata,
};

use super::{
    Bytes, EntryKind, Listing,
    change::{Index, Tracked},
    folder::{self, Disk, Found, Kind},
    place::GitPlace,
    read::Form,
    rules::{self, Said},
    tree,
    walk::Walk,
};

/// Lists the worktree below the analysed folder and finds out whether it is dirty.
pub(super) fn list(place: &GitPlace, top: &Path, listing: &mut Listing) -> Outcome {
    let index = Index::read(place, listing);
    let exclude = place.repo.common_dir().join("info/exclude");
    let is_tracked = |path: &BStr| index.is_file(path);
    let root = place.root.as_std_path();
    let found = Walk { top, root, exclude: &exclude, is_tracked: &is_tracked }.run(listing);
    match &found {
        None if index.tracked.is_empty() => return Outcome::Ignored,
        Some(found) if found.is_empty() && index.is_absent && place.commit.is_some() => {
            return Outcome::NothingCheckedOut;
        }
        _ => {}
    }
    listing.dirty |= index.is_staged(place, listing);
    listing.rules = rules::of_worktree(place, top, found.as_deref().unwrap_or_default(), &index);
    let submodules = index.submodules().map(|path| tree::joined(place.prefix.as_ref(), path));
    let disk = Disk { top, submodules: submodules.collect() };
    Worktree { place, disk, index, listing }.add_all(&found.unwrap_or_default());
    Outcome::Listed
}

/// How the listing went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The files are listed.
    Listed,
    /// There is a commit, but nobody ever checked it out here.
    NothingCheckedOut,
    /// The repository around the folder ignores it: it is no part of that repository.
    Ignored,
}

struct Worktree<'a> {
    place: &'a GitPlace,
    disk: Disk<'a>,
    index: Index,
    listing: &'a mut Listing,
}

impl Worktree<'_> {
    fn add_all(mut self, found: &[Found]) {
        for found in found {
            self.add(found);
        }
        for (path, tracked) in std::mem::take(&mut self.index.tracked).rest() {
            self.add_unmet(path, &tracked);
        }
    }

    fn add(&mut self, found: &Found) {
        let path = found.path.as_ref();
        match found.kind {
            Kind::File => {
                let tracked = self.index.tracked.take(path);
                self.add_file(found, tracked.as_ref());
            }
            Kind::Link => {
                let tracked = self.index.tracked.take(path);
                self.add_link(found, tracked.as_ref());
            }
            Kind::Nested if self.index.submodules().any(|submodule| submodule == path) => {}
            Kind::Nested => folder::add_nested(path, self.listing),
            Kind::Special => folder::add_special(path, self.listing),
        }
    }

    fn add_file(&mut self, found: &Found, tracked: Option<&Tracked>) {
        if self.listing.leaves_out(found.path.as_ref()) {
            return;
        }
        let said = self.said(found.path.as_ref());
        let form = Form { encoding: said.worktree_encoding.as_deref(), ident: said.ident };
        if let Some(tracked) = tracked.filter(|_| said.converted || self.index.converts)
            && self.is_unchanged(found, tracked, form)
            && self.add_stored(found.path.as_ref(), tracked)
        {
            return;
        }
        let Some((data, entry)) = folder::add_file(found, self.listing) else {
            self.listing.dirty = true;
            return;
        };
        if let Some(encoding) = &said.worktree_encoding {
            entry.bytes = Bytes::Encoded(found.full.clone(), Arc::clone(encoding));
        }
        if let (Some(tracked), false) = (tracked, self.index.file_mode) {
            let executable = tracked.is_executable();
            entry.mode = if executable { EntryKind::Executable } else { EntryKind::Blob };
        }
        let same = tracked.filter(|tracked| self.index.is_same(tracked, &found.full, &data, form));
        // Of a file that the user calls unchanged nobody knows what it holds.
        let known = same.filter(|tracked| self.index.holds(tracked, &found.full, form));
        entry.blob = known.map(|tracked| tracked.id);
        self.listing.dirty |= same.is_none();
    }

    /// What the attributes say of how a checkout writes a file.
    fn said(&mut self, path: &BStr) -> Said {
        if !self.listing.rules.converts() {
            return Said::default();
        }
        let from_top = tree::joined(self.place.prefix.as_ref(), path);
        self.listing.rules.said(from_top.as_ref())
    }

    fn is_unchanged(&self, found: &Found, tracked: &Tracked, form: Form<'_>) -> bool {
        Metadata::from_path_no_follow(&found.full)
            .is_ok_and(|data| self.index.is_same(tracked, &found.full, &data, form))
    }

    /// Adds a file as Git stores it. A checkout writes other bytes, and the commit must give the same
    /// analysis as its checkout. Whether there was such a blob.
    fn add_stored(&mut self, path: &BStr, tracked: &Tracked) -> bool {
        let repo = &self.place.repo;
        let mode = tracked.tree_mode().filter(|_| repo.has_object(tracked.id));
        if let Some(mode) = mode {
            tree::add_blob(repo, path, tracked.id, mode, self.listing);
        }
        mode.is_some()
    }

    fn add_link(&mut self, found: &Found, tracked: Option<&Tracked>) {
        let from_top = tree::joined(self.place.prefix.as_ref(), found.path.as_ref());
        self.disk.check_link(found.path.as_ref(), from_top.as_ref(), self.listing);
        let same = tracked.is_some_and(|tracked| {
            Metadata::from_path_no_follow(&found.full)
                .is_ok_and(|data| self.index.is_same(tracked, &found.full, &data, Form::default()))
        });
        self.listing.dirty |= !same;
    }

    /// Adds what Git tracks and the walk did not meet: ignored, sparse, deleted, or a submodule.
    fn add_unmet(&mut self, path: BString, tracked: &Tracked) {
        let full = self.place.root.as_std_path().join(path.to_path_lossy());
        if tracked.is_submodule() {
            self.listing.dirty |= !tracked.skip_worktree && !full.is_dir();
            return tree::add_submodule(path.as_ref(), tracked.id, self.listing);
        }
        let reachable = !leads_through_link(self.place.root.as_std_path(), &full);
        match full.symlink_metadata().ok().filter(|_| reachable) {
            Some(data) if data.is_symlink() => {
                self.add_link(&Found { path, full, kind: Kind::Link }, Some(tracked));
            }
            Some(data) if data.is_file() => {
                self.add_file(&Found { path, full, kind: Kind::File }, Some(tracked));
            }
            _ if tracked.skip_worktree => self.add_sparse(path.as_ref(), tracked),
            _ => self.listing.dirty |= !self.listing.leaves_out(path.as_ref()),
        }
    }

    /// A file that a sparse checkout leaves out: it is part of the commit all the same.
    fn add_sparse(&mut self, path: &BStr, tracked: &Tracked) {
        if let Some(mode) = tracked.tree_mode().filter(gix::objs::tree::EntryMode::is_blob) {
            tree::add_blob(&self.place.repo, path, tracked.id, mode, self.listing);
        }
    }
}

/// Whether a folder between `root` and `file` is a link: then the file is not the tracked one.
fn leads_through_link(root: &Path, file: &Path) -> bool {
    file.ancestors()
        .skip(1)
        .take_while(|folder| *folder != root)
        .any(|folder| folder.symlink_metadata().is_ok_and(|data| data.is_symlink()))
}
