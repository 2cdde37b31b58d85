//! What files of the repository say about paths: attributes, and what is left out. The same files speak at
//! a worktree and at a revision; what only Git ignores (`.gitignore`, `.git/info/exclude`) concerns
//! files that it does not track, and is the walk's work.

mod attributes;
mod chosen;
mod ignores;

use std::path::Path;

use gix::bstr::{BStr, BString, ByteSlice};

use self::{attributes::Attributes, ignores::Ignores};
pub(super) use self::{attributes::Said, chosen::Chosen};
use super::{
    change::Index,
    folder::Found,
    place::GitPlace,
    tree::{self, Leaf},
};

/// The rules of one repository or folder. Paths are relative to its top.
#[derive(Default)]
pub(super) struct Rules {
    attributes: Option<Attributes>,
    ignores: Ignores,
}

impl Rules {
    fn new(mut files: Vec<RuleFile>) -> Self {
        // A file further down wins, and the later one is the one that wins.
        files.sort_by_key(|file| (file.path.find_iter("/").count(), file.path.clone()));
        Self { attributes: Attributes::new(&files), ignores: Ignores::new(&files) }
    }

    /// What the attributes say of a file.
    pub(super) fn said(&mut self, path: &BStr) -> Said {
        self.attributes.as_mut().map_or_else(Said::default, |attributes| attributes.of(path))
    }

    /// Whether any attribute says something of use.
    pub(super) fn has_attributes(&self) -> bool {
        self.attributes.is_some()
    }

    /// Whether a checkout may write some file otherwise than Git stores it.
    pub(super) fn converts(&self) -> bool {
        self.attributes.as_ref().is_some_and(|attributes| attributes.converts)
    }

    /// Whether any file may be left out.
    pub(super) fn leaves_out(&self) -> bool {
        !self.ignores.is_empty()
    }

    /// Why a file is left out.
    pub(super) fn left_out(&mut self, path: &str) -> Option<String> {
        self.ignores.reason(path)
    }
}

/// A file with rules in it.
struct RuleFile {
    /// Relative to the top.
    path: BString,
    bytes: Vec<u8>,
}

impl RuleFile {
    /// The folder that the rules hold in, without `/` at its end.
    fn folder(&self) -> &BStr {
        self.path.rfind_byte(b'/').and_then(|end| self.path.get(..end)).unwrap_or_default().into()
    }

    fn name(&self) -> &[u8] {
        self.path.rsplit(|byte| *byte == b'/').next().unwrap_or_default()
    }
}

const ATTRIBUTES: &str = ".gitattributes";
const IGNORE: &str = ".ignore";
const OWN_IGNORE: &str = ".groundplanignore";
const NAMES: [&str; 3] = [ATTRIBUTES, IGNORE, OWN_IGNORE];

/// The rules of a plain folder.
pub(super) fn of_folder(found: &[Found]) -> Rules {
    let files = found.iter().filter(|found| is_rule_file(found.path.as_ref()));
    Rules::new(files.filter_map(|file| on_disk(&file.full, file.path.clone())).collect())
}

/// The rules of a worktree, those above the analysed folder included.
pub(super) fn of_worktree(place: &GitPlace, top: &Path, found: &[Found], index: &Index) -> Rules {
    let mut paths: Vec<BString> = above(place.prefix.as_ref());
    let tracked =
        index.tracked.iter().map(|(path, _)| path).chain(found.iter().map(|found| &found.path));
    let tracked = tracked.filter(|path| is_rule_file((*path).as_ref()));
    paths.extend(tracked.map(|path| tree::joined(place.prefix.as_ref(), path.as_ref())));
    paths.sort();
    paths.dedup();
    let mut files: Vec<RuleFile> = paths
        .into_iter()
        .filter_map(|path| on_disk(&top.join(path.to_path_lossy()), path))
        .collect();
    // What a sparse checkout leaves out speaks all the same.
    let sparse = index
        .tracked
        .iter()
        .filter(|(path, one)| one.skip_worktree && is_rule_file((*path).as_ref()));
    files.extend(sparse.filter_map(|(path, one)| {
        let path = tree::joined(place.prefix.as_ref(), path.as_ref());
        let bytes = place.repo.find_blob(one.id).ok()?.take_data();
        (!top.join(path.to_path_lossy()).exists()).then_some(RuleFile { path, bytes })
    }));
    Rules::new(files)
}

/// The rules of a commit, those above the analysed folder included.
pub(super) fn of_tree(place: &GitPlace, top: gix::ObjectId, leaves: &[Leaf]) -> Rules {
    let inside = leaves.iter().filter(|leaf| leaf.mode.is_blob());
    let inside = inside.filter(|leaf| is_rule_file(leaf.path.as_ref()));
    let inside =
        inside.map(|leaf| (tree::joined(place.prefix.as_ref(), leaf.path.as_ref()), leaf.id));
    let outside = above(place.prefix.as_ref()).into_iter().filter_map(|path| {
        let tree = place.repo.find_tree(top).ok()?;
        let entry = tree.lookup_entry(path.split(|byte| *byte == b'/')).ok()??;
        entry.mode().is_blob().then(|| (path, entry.object_id()))
    });
    let files = inside.chain(outside).filter_map(|(path, id)| {
        let bytes = place.repo.find_blob(id).ok()?.take_data();
        Some(RuleFile { path, bytes })
    });
    Rules::new(files.collect())
}

fn is_rule_file(path: &BStr) -> bool {
    let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
    NAMES.iter().any(|known| known.as_bytes() == name)
}

/// Where rules may lie above a folder.
fn above(prefix: &BStr) -> Vec<BString> {
    if prefix.is_empty() {
        return Vec::new();
    }
    let ends = std::iter::once(0).chain(prefix.find_iter("/"));
    let folders = ends.filter_map(|end| prefix.get(..end));
    folders
        .flat_map(|folder| NAMES.iter().map(|name| tree::joined(folder.into(), (*name).into())))
        .collect()
}

/// A rule file that is no link; Git follows none either.
fn on_disk(full: &Path, path: BString) -> Option<RuleFile> {
    full.symlink_metadata().ok().filter(std::fs::Metadata::is_file)?;
    Some(RuleFile { path, bytes: std::fs::read(full).ok()? })
}
