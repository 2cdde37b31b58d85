//! The files of a commit, from its tree, without a checkout.

use gix::{
    ObjectId,
    bstr::{BStr, BString, ByteSlice, ByteVec},
    objs::tree::{EntryKind as Mode, EntryMode},
};

use super::{
    Bytes, EntryKind, Listing,
    links::{self, Node},
    place::GitPlace,
    rules,
};
use crate::{
    error::{Error, Result},
    model::{DiagnosticKind, Submodule},
};

/// Lists the commit's tree below the analysed folder.
pub(super) fn list(place: &GitPlace, listing: &mut Listing) -> Result<()> {
    let Some(commit) = place.commit else { return Ok(()) };
    let top = top_tree(place, commit)?;
    let tree = below(place, top)?.ok_or_else(|| no_such_folder(place))?;
    let leaves = leaves(&place.repo, tree, listing);
    listing.rules = rules::of_tree(place, top, &leaves);
    for leaf in leaves {
        match leaf.mode.kind() {
            Mode::Commit => add_submodule(leaf.path.as_ref(), leaf.id, listing),
            Mode::Link => check_link(place, top, &leaf, listing),
            _ => add_blob(&place.repo, leaf.path.as_ref(), leaf.id, leaf.mode, listing),
        }
    }
    Ok(())
}

/// An entry of a tree that is no tree itself.
pub(super) struct Leaf {
    /// Relative to the tree that was listed.
    pub(super) path: BString,
    pub(super) mode: EntryMode,
    pub(super) id: ObjectId,
}

/// The leaves below HEAD's analysed folder; empty where there is no commit or no such folder yet.
pub(super) fn head_leaves(place: &GitPlace, listing: &mut Listing) -> Result<Vec<Leaf>> {
    let Some(commit) = place.commit else { return Ok(Vec::new()) };
    let tree = below(place, top_tree(place, commit)?)?;
    Ok(tree.map(|tree| leaves(&place.repo, tree, listing)).unwrap_or_default())
}

/// All leaves below a tree by path. A subtree that the object database lacks is a diagnostic.
pub(super) fn leaves(repo: &gix::Repository, tree: ObjectId, listing: &mut Listing) -> Vec<Leaf> {
    let mut found = Vec::new();
    let mut todo = vec![(BString::default(), tree)];
    while let Some((folder, id)) = todo.pop() {
        let read = repo.find_tree(id).and_then(|tree| {
            for entry in tree.iter() {
                let entry = entry?;
                let path = joined(folder.as_ref(), entry.filename());
                match entry.mode() {
                    mode if mode.is_tree() => todo.push((path, entry.object_id())),
                    mode => found.push(Leaf { path, mode, id: entry.object_id() }),
                }
            }
            Ok(())
        });
        if read.is_err() {
            let text = "the repository lacks this folder's tree object; files below it are missing";
            listing.problem(folder.as_ref(), DiagnosticKind::MissingObject, text);
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// `folder/name`, or `name` at the top.
pub(super) fn joined(folder: &BStr, name: &BStr) -> BString {
    let mut path = BString::from(folder);
    if !path.is_empty() {
        path.push(b'/');
    }
    path.push_str(name);
    path
}

/// Adds a file whose bytes come from the object database.
pub(super) fn add_blob(
    repo: &gix::Repository,
    path: &BStr,
    id: ObjectId,
    mode: EntryMode,
    listing: &mut Listing,
) {
    let size = repo.find_header(id).map_or(0, |header| header.size());
    let kind = if mode.is_executable() { EntryKind::Executable } else { EntryKind::Blob };
    listing.file(path, size, kind, Bytes::Object(id)).blob = Some(id);
}

/// Remembers a submodule and its recorded commit.
pub(super) fn add_submodule(path: &BStr, commit: ObjectId, listing: &mut Listing) {
    let (path, commit) = (super::shown(path), commit.to_string());
    listing.submodules.push(Submodule { path, commit, entered: false });
}

pub(super) fn top_tree(place: &GitPlace, commit: ObjectId) -> Result<ObjectId> {
    let tree = place.repo.find_commit(commit).and_then(|commit| commit.tree_id());
    tree.map(gix::Id::detach).map_err(|cause| super::broken(&format!("the commit {commit}"), cause))
}

/// The tree of the analysed folder; `None` when the commit has no such folder.
fn below(place: &GitPlace, top: ObjectId) -> Result<Option<ObjectId>> {
    if place.prefix.is_empty() {
        return Ok(Some(top));
    }
    let found = place.repo.find_tree(top).and_then(|tree| tree.lookup_entry(parts(&place.prefix)));
    let found = found.map_err(|cause| super::broken("the tree of the commit", cause))?;
    Ok(found.filter(|entry| entry.mode().is_tree()).map(|entry| entry.object_id()))
}

fn parts(path: &BString) -> impl Iterator<Item = &[u8]> {
    path.split(|byte| *byte == b'/')
}

fn no_such_folder(place: &GitPlace) -> Error {
    let revision = place.asked.as_deref().unwrap_or("HEAD");
    Error::input(format!("cannot find the folder {} at {revision}", place.prefix))
        .hint("give a revision that has the folder, or the folder above it")
}

fn check_link(place: &GitPlace, top: ObjectId, leaf: &Leaf, listing: &mut Listing) {
    let Ok(target) = place.repo.find_blob(leaf.id) else {
        let text = "the repository lacks the target of this link";
        return listing.problem(leaf.path.as_ref(), DiagnosticKind::MissingObject, text);
    };
    let link = joined(place.prefix.as_ref(), leaf.path.as_ref());
    let top = place.repo.find_tree(top).ok();
    let look = |path: &BStr| look(&place.repo, top.as_ref(), path);
    let problem = links::problem(link.as_ref(), target.data.as_bstr(), &look);
    listing.link(leaf.path.as_ref(), target.data.as_bstr(), problem);
}

fn look(repo: &gix::Repository, top: Option<&gix::Tree<'_>>, path: &BStr) -> Node {
    let found = top.and_then(|top| top.lookup_entry(path.split(|byte| *byte == b'/')).ok()?);
    let Some(entry) = found else { return Node::Missing };
    match entry.mode().kind() {
        Mode::Tree => Node::Folder,
        Mode::Commit => Node::Submodule,
        Mode::Blob | Mode::BlobExecutable => Node::File,
        Mode::Link => repo
            .find_blob(entry.object_id())
            .map_or(Node::Missing, |mut blob| Node::Link(blob.take_data().into())),
    }
}
