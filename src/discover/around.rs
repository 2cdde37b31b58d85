//! What lies outside the analysed folder of a repository: the paths, so that a zero can say that nobody
//! looked there, and the few files that speak for the folder as well. A folder with a manifest of its
//! own is a project of its own; nothing outside speaks for it.

use std::{path::Path, sync::Arc};

use gix::bstr::{BString, ByteSlice};

use super::{
    Bytes, EntryKind, Listing,
    place::GitPlace,
    shown,
    tree::{self, Leaf},
};

/// Adds the files outside that speak for the analysed folder, as `../name`, and returns the paths of
/// everything that the commit holds outside of it, from the top of the repository.
pub(super) fn list(place: &GitPlace, listing: &mut Listing) -> Vec<Arc<str>> {
    if place.prefix.is_empty() {
        return Vec::new();
    }
    let leaves = outside(place);
    if !is_project(listing) {
        for leaf in &leaves {
            if let Some(path) = spoken_for(&place.prefix, leaf) {
                add(place, leaf, &path, listing);
            }
        }
    }
    leaves.iter().map(|leaf| shown(leaf.path.as_ref())).collect()
}

/// Manifests: their folder is a project.
const MANIFESTS: [&str; 9] = [
    "go.mod",
    "Cargo.toml",
    "package.json",
    "pyproject.toml",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "Gemfile",
    "composer.json",
];

/// Files directly in a folder above that say something about every folder below.
const ABOVE: [&str; 4] = ["go.mod", "go.work", "Cargo.toml", ".gitlab-ci.yml"];

/// Folders of CI definitions in a folder above.
const CI: [&str; 2] = [".github/workflows/", ".circleci/"];

/// The files of the commit that are not below the analysed folder, links and submodules left out.
fn outside(place: &GitPlace) -> Vec<Leaf> {
    let Some(commit) = place.commit else { return Vec::new() };
    let Ok(top) = tree::top_tree(place, commit) else { return Vec::new() };
    let mut inside = place.prefix.clone();
    inside.push(b'/');
    // What cannot be listed here is reported where it is analysed, or nowhere.
    let mut leaves = tree::leaves(&place.repo, top, &mut Listing::default());
    leaves.retain(|leaf| leaf.mode.is_blob() && !leaf.path.starts_with(&inside));
    leaves
}

fn is_project(listing: &Listing) -> bool {
    listing.entries.iter().any(|entry| MANIFESTS.contains(&&*entry.path))
}

/// The path seen from the analysed folder of a file that speaks for it.
fn spoken_for(prefix: &BString, leaf: &Leaf) -> Option<String> {
    let (prefix, path) = (prefix.to_str().ok()?, leaf.path.to_str().ok()?);
    let parts = prefix.split('/').count();
    let above = (0..parts).rev().find_map(|kept| {
        let folder = prefix.split('/').take(kept).collect::<Vec<_>>().join("/");
        let rest = if kept == 0 { path } else { path.strip_prefix(&folder)?.strip_prefix('/')? };
        Some((parts - kept, rest))
    });
    let (up, rest) = above?;
    let in_ci = CI.iter().any(|folder| {
        rest.strip_prefix(folder).is_some_and(|name| !name.contains('/') && is_yaml(name))
    });
    (in_ci || ABOVE.contains(&rest)).then(|| format!("{}{rest}", "../".repeat(up)))
}

fn is_yaml(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "yml" || extension == "yaml")
}

/// Takes the worktree's file where there is one, else the blob.
fn add(place: &GitPlace, leaf: &Leaf, path: &str, listing: &mut Listing) {
    let worktree = place.worktree.as_ref().filter(|_| place.asked.is_none());
    let full = worktree.map(|top| top.join(leaf.path.to_path_lossy()));
    let on_disk = full.filter(|full| full.symlink_metadata().is_ok_and(|data| data.is_file()));
    let bytes = on_disk.as_ref().and_then(|full| std::fs::read(full).ok());
    let hash = |bytes: &Vec<u8>| {
        gix::objs::compute_hash(leaf.id.kind(), gix::objs::Kind::Blob, bytes).ok()
    };
    match on_disk.zip(bytes.as_ref()) {
        Some((full, bytes)) if hash(bytes) != Some(leaf.id) => {
            let size = bytes.len() as u64;
            listing.dirty = true;
            listing.file(path.into(), size, EntryKind::Blob, Bytes::File(full));
        }
        _ => tree::add_blob(&place.repo, path.into(), leaf.id, leaf.mode, listing),
    }
}
