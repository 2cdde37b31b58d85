//! Whether the worktree differs from the commit. Filters of the repository are never run: a file
//! that differs from its blob only in line ends counts as unchanged, one behind another filter as
//! changed once its time stamps no longer match the index.

use std::path::Path;

use gix::{
    ObjectId,
    bstr::{BStr, BString, ByteSlice},
    index::{
        entry::{Flags, Mode, Stat, stat},
        fs::Metadata,
    },
    objs::tree::EntryMode,
};

use super::{Listing, folder::link_text, paths::Paths, place::GitPlace, read::Form, tree};
use crate::model::DiagnosticKind;

/// The index below the analysed folder.
pub(super) struct Index {
    /// Entries by their path relative to the analysed folder.
    pub(super) tracked: Paths<Tracked>,
    /// There is no index file: nothing was ever checked out or added.
    pub(super) is_absent: bool,
    /// The executable bit of files counts.
    pub(super) file_mode: bool,
    /// The configuration makes a checkout write other line ends than Git stores.
    pub(super) converts: bool,
    stat: stat::Options,
    hash: gix::hash::Kind,
    /// The tree that the whole index is equal to, when Git wrote that down.
    tree: Option<ObjectId>,
}

/// An entry of the index.
#[derive(Clone)]
pub(super) struct Tracked {
    pub(super) id: ObjectId,
    pub(super) skip_worktree: bool,
    mode: Mode,
    stat: Stat,
    trust: Trust,
}

/// What equal time stamps prove.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// The user says that the file never changes.
    Always,
    /// Equal time stamps mean equal content.
    Stat,
    /// The file was written while the index was: only its content tells.
    Content,
    /// A merge left more than one version: never equal.
    Never,
}

impl Index {
    /// Reads the index; one that cannot be read is a diagnostic, and then every file counts as new.
    pub(super) fn read(place: &GitPlace, listing: &mut Listing) -> Self {
        let repo = &place.repo;
        let mut index = Self {
            tracked: Paths::default(),
            is_absent: false,
            file_mode: cfg!(unix) && repo.config_snapshot().boolean("core.fileMode") != Some(false),
            converts: writes_crlf(repo),
            stat: repo.stat_options().unwrap_or_default(),
            hash: repo.object_hash(),
            tree: None,
        };
        match repo.try_index() {
            Ok(Some(file)) => index.add_all(place, &file),
            Ok(None) => index.is_absent = true,
            Err(cause) => {
                let text = format!("the index cannot be read: {}", cause.probable_cause());
                listing.problem(".git/index".into(), DiagnosticKind::Unreadable, text);
            }
        }
        index
    }

    fn add_all(&mut self, place: &GitPlace, file: &gix::index::State) {
        // Git makes the note invalid with every change; the count guards against one that did not.
        let count = u32::try_from(file.entries().len()).ok();
        let noted = file.tree().filter(|tree| tree.num_entries.is_some());
        self.tree = noted.filter(|tree| tree.num_entries == count).map(|tree| tree.id);
        let mut prefix = place.prefix.clone();
        if !prefix.is_empty() {
            prefix.push(b'/');
        }
        let mut found = Vec::with_capacity(file.entries().len());
        for entry in file.entries() {
            let Some(path) = entry.path(file).strip_prefix(prefix.as_slice()) else { continue };
            let trust = match () {
                () if entry.stage_raw() != 0 => Trust::Never,
                () if entry.flags.contains(Flags::ASSUME_VALID) => Trust::Always,
                () if entry.stat.is_racy(file.timestamp(), self.stat) => Trust::Content,
                () => Trust::Stat,
            };
            let tracked = Tracked {
                id: entry.id,
                skip_worktree: entry.flags.contains(Flags::SKIP_WORKTREE),
                mode: entry.mode,
                stat: entry.stat,
                trust,
            };
            add(place, path.as_bstr(), tracked, &mut found);
        }
        self.tracked = Paths::new(found);
    }

    /// Paths of the submodules, relative to the analysed folder.
    pub(super) fn submodules(&self) -> impl Iterator<Item = &BStr> {
        let submodules = self.tracked.iter().filter(|(_, tracked)| tracked.is_submodule());
        submodules.map(|(path, _)| path.as_ref())
    }

    /// Whether Git tracks something there that is no repository of its own.
    pub(super) fn is_file(&self, path: &BStr) -> bool {
        self.tracked.get(path).is_some_and(|tracked| !tracked.is_submodule())
    }

    /// Whether the index differs from the commit.
    pub(super) fn is_staged(&self, place: &GitPlace, listing: &mut Listing) -> bool {
        if self.tree.is_some() && self.tree == head_tree(place) {
            return false;
        }
        let mut scratch = Listing::default();
        let leaves = tree::head_leaves(place, &mut scratch);
        let Some(leaves) = leaves.ok().filter(|_| scratch.diagnostics.is_empty()) else {
            let text = "the commit's tree is incomplete; staged changes are not known";
            listing.problem(".git".into(), DiagnosticKind::MissingObject, text);
            return false;
        };
        let kind = |mode: EntryMode| mode.kind();
        let commit = leaves.iter().map(|leaf| (&leaf.path, leaf.id, Some(kind(leaf.mode))));
        let index = self
            .tracked
            .iter()
            .map(|(path, tracked)| (path, tracked.id, tracked.tree_mode().map(kind)));
        !commit.eq(index)
    }

    /// Whether what lies at `full` is what the index says, once it is taken out of its form.
    pub(super) fn is_same(
        &self,
        tracked: &Tracked,
        full: &Path,
        data: &Metadata,
        form: Form<'_>,
    ) -> bool {
        if tracked.trust == Trust::Always {
            return true;
        }
        if tracked.trust == Trust::Never || !self.is_same_kind(tracked, data) {
            return false;
        }
        let now = Stat::from_fs(data).ok();
        let stat_equal = now.is_some_and(|now| tracked.stat.matches(&now, self.stat));
        match (tracked.trust, stat_equal) {
            (Trust::Stat, true) => true,
            _ if data.is_symlink() => self.is_same_link(tracked, full),
            _ => self.is_same_file(tracked, full, form),
        }
    }

    /// Whether a file that is the same for Git holds the blob: where the user says that it never changes,
    /// Git does not look.
    pub(super) fn holds(&self, tracked: &Tracked, full: &Path, form: Form<'_>) -> bool {
        tracked.trust != Trust::Always || self.is_same_file(tracked, full, form)
    }

    fn is_same_kind(&self, tracked: &Tracked, data: &Metadata) -> bool {
        match () {
            () if data.is_symlink() => tracked.mode == Mode::SYMLINK,
            () if !data.is_file() || tracked.mode == Mode::SYMLINK => false,
            () if tracked.is_submodule() => false,
            () => !self.file_mode || tracked.is_executable() == data.is_executable(),
        }
    }

    fn is_same_link(&self, tracked: &Tracked, full: &Path) -> bool {
        full.read_link().is_ok_and(|target| self.is_blob(tracked.id, &link_text(&target)))
    }

    fn is_same_file(&self, tracked: &Tracked, full: &Path, form: Form<'_>) -> bool {
        std::fs::read(full).is_ok_and(|bytes| {
            let bytes = form.as_stored(bytes);
            self.is_blob(tracked.id, &bytes)
                || (bytes.contains_str("\r\n")
                    && self.is_blob(tracked.id, &bytes.replace("\r\n", "\n")))
        })
    }

    fn is_blob(&self, id: ObjectId, bytes: &[u8]) -> bool {
        gix::objs::compute_hash(self.hash, gix::objs::Kind::Blob, bytes)
            .is_ok_and(|hash| hash == id)
    }
}

/// Adds an entry; a sparse folder adds the files of its tree.
fn add(place: &GitPlace, path: &BStr, tracked: Tracked, found: &mut Vec<(BString, Tracked)>) {
    if !tracked.mode.is_sparse() {
        return found.push((path.to_owned(), tracked));
    }
    let folder = path.trim_end_with(|last| last == '/').as_bstr();
    for leaf in tree::leaves(&place.repo, tracked.id, &mut Listing::default()) {
        let path = tree::joined(folder, leaf.path.as_ref());
        let mode = Mode::from(leaf.mode);
        found.push((path, Tracked { id: leaf.id, mode, ..tracked.clone() }));
    }
}

/// Whether the repository's own configuration asks for `\r\n` in checkouts.
fn writes_crlf(repo: &gix::Repository) -> bool {
    let config = repo.config_snapshot();
    let is = |key: &str, value: &str| {
        config.string(key).is_some_and(|found| found.eq_ignore_ascii_case(value.as_bytes()))
    };
    config.boolean("core.autocrlf") == Some(true) || is("core.eol", "crlf")
}

fn head_tree(place: &GitPlace) -> Option<ObjectId> {
    tree::top_tree(place, place.commit?).ok()
}

impl Tracked {
    pub(super) fn is_submodule(&self) -> bool {
        self.mode.is_submodule()
    }

    pub(super) fn is_executable(&self) -> bool {
        self.mode == Mode::FILE_EXECUTABLE
    }

    pub(super) fn tree_mode(&self) -> Option<EntryMode> {
        self.mode.to_tree_entry_mode()
    }
}
