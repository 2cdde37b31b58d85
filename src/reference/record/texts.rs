//! The planning documents of a repository: those of the tree, and those that its history had and removed,
//! because many houses delete a plan once it is carried out.

use std::collections::BTreeMap;

use super::paths::Paths;
use crate::{
    analyze,
    discover::Snapshot,
    history::{Contributions, Touch},
    model::Seen,
    secrets::redact,
};

/// A planning document.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) path: String,
    pub(super) content: String,
    /// The commit that brought it, `None` when it is not committed.
    pub(super) written: Option<Seen>,
    /// The commit that removed it.
    pub(super) removed: Option<Seen>,
}

/// All of them by path; of one that was removed the last content.
pub(super) fn all(
    snapshot: &Snapshot,
    docs_dir: &str,
    contributions: &Contributions,
    paths: &Paths<'_>,
) -> BTreeMap<String, Text> {
    let (required, _) = analyze::planning_documents(snapshot, docs_dir);
    let (planned, _) = analyze::work_documents(snapshot);
    let mut found: BTreeMap<String, Text> = BTreeMap::new();
    for (path, text) in required.into_iter().chain(planned) {
        let written = first(contributions, paths, &path);
        found.insert(path.clone(), Text { path, content: text, written, removed: None });
    }
    for commit in &contributions.commits {
        let removed = commit.files.iter().filter(|file| file.how == Touch::Removed);
        for file in removed.filter(|file| analyze::is_planning_document(&file.path)) {
            let moved = commit.files.iter().any(|other| other.is_moved_from(file));
            let stays = snapshot.entries.iter().any(|entry| *entry.path == *file.path);
            if moved || stays {
                continue;
            }
            let Some(bytes) = contributions.content(file) else { continue };
            let text = redact(&String::from_utf8_lossy(&bytes)).into_owned();
            let written = first(contributions, paths, &file.path);
            let removed = Some(commit.seen.clone());
            found.insert(
                file.path.clone(),
                Text { path: file.path.clone(), content: text, written, removed },
            );
        }
    }
    found
}

fn first(contributions: &Contributions, paths: &Paths<'_>, path: &str) -> Option<Seen> {
    let place = *paths.commits(path).first()?;
    let commit = contributions.commits.get(place)?;
    // Of a document that a merge brought, the history may show the end alone.
    let is_removed =
        commit.files.iter().any(|file| file.path == path && file.how == Touch::Removed);
    (!is_removed).then(|| commit.seen.clone())
}
