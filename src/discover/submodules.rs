//! Submodules: repositories of their own that a commit pins. They are listed, and entered when asked for:
//! a worktree's as they are checked out, a commit's at the commit that it records, straight from the
//! submodule's object database. Nothing is fetched.

use std::path::PathBuf;

use gix::bstr::{BStr, ByteSlice};

use super::{
    Bytes, LeftOut, Listing, Options, Snapshot, at,
    place::{self, GitPlace, Place},
    tree,
};
use crate::model::{Diagnostic, DiagnosticKind, Submodule};

/// Enters the listed submodules when the user wants it; those that stay closed are diagnostics.
pub(super) fn enter(place: &GitPlace, options: &Options, listing: &mut Listing) {
    let mut submodules = std::mem::take(&mut listing.submodules);
    submodules.sort();
    let mut deeper = Vec::new();
    for one in &mut submodules {
        let opened = options.submodules.then(|| open(place, options, one));
        match opened {
            Some(Some(nested)) => {
                one.entered = true;
                let moved = nested.repo.commit.as_deref() != Some(&*one.commit);
                listing.dirty |= moved || nested.repo.dirty;
                deeper.extend(nested.repo.submodules.iter().map(|inner| Submodule {
                    path: format!("{}/{}", one.path, inner.path).into(),
                    ..inner.clone()
                }));
                listing.nested.push(nested);
            }
            Some(None) => report(one, "it was never fetched here", listing),
            None => report(one, "`--submodules` enters it", listing),
        }
    }
    submodules.extend(deeper);
    submodules.sort();
    listing.submodules = submodules;
}

fn report(one: &Submodule, why: &str, listing: &mut Listing) {
    let text = format!("a submodule; its files are not analysed ({why})");
    listing.problem(one.path.as_bytes().into(), DiagnosticKind::Unsupported, text);
}

/// Moves the files of the entered submodules and what was said about them into the listing. `nested`
/// stands in the order of the entered submodules, whose paths it carries as its subfolder.
pub(super) fn take_entries(listing: &mut Listing, left_out: &mut Vec<LeftOut>) {
    for (index, nested) in listing.nested.iter_mut().enumerate() {
        let folder = nested.repo.subfolder.clone();
        let inside = |path: &str| format!("{folder}/{path}").into();
        listing.entries.extend(std::mem::take(&mut nested.entries).into_iter().map(|mut entry| {
            entry.path = inside(&entry.path);
            entry.bytes = Bytes::Nested(index, Box::new(entry.bytes));
            entry
        }));
        let diagnostics = std::mem::take(&mut nested.diagnostics).into_iter();
        listing
            .diagnostics
            .extend(diagnostics.map(|one| Diagnostic { file: inside(&one.file), ..one }));
        let gone = std::mem::take(&mut nested.left_out).into_iter();
        left_out.extend(gone.map(|one| LeftOut { path: inside(&one.path), ..one }));
    }
}

/// The files of a submodule; `None` when neither files nor objects of it are there.
fn open(place: &GitPlace, options: &Options, one: &Submodule) -> Option<Snapshot> {
    let root = place.root.join(&*one.path);
    let checked_out = place.worktree.is_some() && root.join(".git").exists();
    let options = Options { revision: None, ..options.clone() };
    let found = if checked_out && place.asked.is_none() {
        place::find(&root, &options).ok()?
    } else {
        Place::Git(Box::new(pinned(place, one)?))
    };
    let mut snapshot = at(found, root, &Options { without: Vec::new(), ..options }).ok()?;
    // Only what leads there is of use to the repository around it.
    snapshot.repo.subfolder = one.path.to_string();
    Some(snapshot)
}

/// The submodule at the commit that is recorded for it.
fn pinned(place: &GitPlace, one: &Submodule) -> Option<GitPlace> {
    let commit = gix::ObjectId::from_hex(one.commit.as_bytes()).ok()?;
    let repo = stores(place, one)
        .into_iter()
        .filter_map(|folder| gix::open_opts(folder, gix::open::Options::isolated()).ok())
        .find(|repo| repo.find_commit(commit).is_ok())?;
    Some(GitPlace {
        repo,
        root: place.root.join(&*one.path),
        worktree: None,
        prefix: "".into(),
        commit: Some(commit),
        revision: None,
        asked: Some(one.commit.clone()),
    })
}

/// Where the objects of a submodule may lie: with its checkout, or with the repository around it.
fn stores(place: &GitPlace, one: &Submodule) -> Vec<PathBuf> {
    let path = tree::joined(place.prefix.as_ref(), one.path.as_bytes().into());
    let checkout = place.worktree.as_ref().map(|top| top.join(path.to_path_lossy()));
    let kept = place.repo.common_dir().join("modules").join(name(place, path.as_ref()));
    let checkout = checkout.filter(|folder| folder.join(".git").exists());
    checkout.into_iter().chain(kept.is_dir().then_some(kept)).collect()
}

/// The name under which `.gitmodules` knows a submodule, which is that of its folder below `modules`.
fn name(place: &GitPlace, path: &BStr) -> PathBuf {
    let named = modules_file(place).and_then(|bytes| {
        let config = gix::config::File::default();
        let file = gix::submodule::File::from_bytes(&bytes, None, &config).ok()?;
        let name = file.name_by_path(path)?.to_owned();
        // A name with `..` in it would lead elsewhere; Git refuses it too.
        gix::validate::submodule::name(name.as_ref()).ok()?;
        Some(name)
    });
    named
        .map_or_else(|| path.to_path_lossy().into_owned(), |name| name.to_path_lossy().into_owned())
}

fn modules_file(place: &GitPlace) -> Option<Vec<u8>> {
    const FILE: &str = ".gitmodules";
    let worktree = place.worktree.as_ref().filter(|_| place.asked.is_none());
    if let Some(bytes) = worktree.and_then(|top| std::fs::read(top.join(FILE)).ok()) {
        return Some(bytes);
    }
    let tree = place.repo.find_tree(tree::top_tree(place, place.commit?).ok()?).ok()?;
    let id = tree.lookup_entry_by_path(FILE).ok()??.object_id();
    Some(place.repo.find_blob(id).ok()?.take_data())
}
