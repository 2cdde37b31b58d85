//! Paths as documents write them, found among all paths that a history ever had.

use std::collections::{BTreeMap, BTreeSet};

use crate::history::{Contributions, Touch};

/// Every path of a history with the commits that touched it, contents followed from name to name.
#[derive(Debug, Default)]
pub(super) struct Paths<'a> {
    /// Commits (by place) that touched each path or what it was called before, in order.
    touched: BTreeMap<&'a str, Vec<usize>>,
    /// Paths by their last part.
    by_name: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Paths<'a> {
    pub(super) fn of(contributions: &'a Contributions) -> Self {
        let mut paths = Self::default();
        for (place, commit) in contributions.commits.iter().enumerate() {
            let gone: Vec<_> =
                commit.files.iter().filter(|file| file.how == Touch::Removed).collect();
            for file in &commit.files {
                let source =
                    gone.iter().find(|gone| file.how == Touch::Added && file.is_moved_from(gone));
                let before =
                    source.and_then(|source| paths.touched.get(source.path.as_str()).cloned());
                let known = paths.touched.entry(&file.path).or_default();
                // A path that comes again with another content goes on with its own history.
                known.extend(before.unwrap_or_default());
                known.push(place);
            }
        }
        for places in paths.touched.values_mut() {
            places.sort_unstable();
            places.dedup();
        }
        for path in paths.touched.keys() {
            paths.by_name.entry(name(path)).or_default().push(path);
        }
        paths
    }

    /// The commits that touched a path, or of a folder anything below it, from old to new.
    pub(super) fn commits(&self, path: &str) -> Vec<usize> {
        if let Some(places) = self.touched.get(path) {
            return places.clone();
        }
        let below = format!("{path}/");
        let from =
            self.touched.range(below.as_str()..).take_while(|(path, _)| path.starts_with(&below));
        let places: BTreeSet<usize> = from.flat_map(|(_, places)| places).copied().collect();
        places.into_iter().collect()
    }

    /// The path that a document means: the one that it writes, else the only one that ends with it, else the only
    /// one of these in one of the `folders` that the document's other paths lie in. It may be a folder.
    pub(super) fn resolve(&self, written: &str, folders: &BTreeSet<String>) -> Option<String> {
        let written = written.trim_start_matches("./").trim_matches('/');
        if written.is_empty() {
            return None;
        }
        if !self.commits(written).is_empty() {
            return Some(written.to_owned());
        }
        let ends = format!("/{written}");
        let candidates = self.by_name.get(name(written)).map(Vec::as_slice).unwrap_or_default();
        let ending: Vec<&&str> = candidates.iter().filter(|path| path.ends_with(&ends)).collect();
        let near: Vec<&&str> =
            ending.iter().filter(|path| folders.contains(folder(path))).copied().collect();
        match (ending.as_slice(), near.as_slice()) {
            ([one], _) | (_, [one]) => Some((**one).to_owned()),
            _ => None,
        }
    }
}

/// The last part of a path.
fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The folder of a path, empty at the top.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
