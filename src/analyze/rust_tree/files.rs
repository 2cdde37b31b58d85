//! The Rust files of a repository by the paths that lead to them, links among these.

use std::collections::BTreeMap;

use crate::{analyze::modules::join, model::FileFacts};

/// Links that are followed on one way, as many as Linux does.
const MOST_LINKS: usize = 40;

/// Files by path, and where links lead.
pub(super) struct Files<'a> {
    by_path: BTreeMap<&'a str, &'a FileFacts>,
    links: &'a BTreeMap<String, String>,
}

impl<'a> Files<'a> {
    /// The Rust files among `facts`; `links` by their own path, with their targets as they say them.
    pub(super) fn of(facts: &'a [FileFacts], links: &'a BTreeMap<String, String>) -> Self {
        let rust = facts.iter().filter(|facts| facts.file.language == "rust");
        Self { by_path: rust.map(|facts| (&*facts.file.path, facts)).collect(), links }
    }

    /// Every file.
    pub(super) fn all(&self) -> impl Iterator<Item = &'a FileFacts> {
        self.by_path.values().copied()
    }

    /// The file at `path`, through links on the way.
    pub(super) fn get(&self, path: &str) -> Option<&'a FileFacts> {
        if let Some(found) = self.by_path.get(path) {
            return Some(found);
        }
        let mut path = path.to_owned();
        for _ in 0..MOST_LINKS {
            path = self.through_link(&path)?;
            if let Some(found) = self.by_path.get(&*path) {
                return Some(found);
            }
        }
        None
    }

    /// `path` with the first link on the way replaced by its target.
    fn through_link(&self, path: &str) -> Option<String> {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        ends.into_iter().find_map(|end| {
            let (link, rest) = path.split_at_checked(end)?;
            let target = self.links.get(link)?;
            let folder = link.rsplit_once('/').map_or("", |(folder, _)| folder);
            join(folder, &format!("{target}{rest}"))
        })
    }
}
