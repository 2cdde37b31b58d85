//! What `check` found as text for people and for other programs.

mod baseline;
mod github;
mod human;
mod markdown;
mod sarif;
mod summary;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

pub use self::{
    baseline::check_baseline,
    github::check_github,
    human::{Excerpts, Screen, check_human},
    markdown::check_markdown,
    sarif::check_sarif,
};
use crate::model::CheckReport;

/// Tells paths of the repository from others.
struct Paths<'a> {
    /// Folder of the Git repository that was analysed; empty for the whole.
    folder: &'a str,
    outside: BTreeSet<&'a str>,
}

impl<'a> Paths<'a> {
    fn of(report: &'a CheckReport) -> Self {
        let outside = report.documents.iter().filter(|document| document.outside);
        let outside = outside.map(|document| document.path.as_str()).collect();
        Self { folder: &report.repo.subfolder, outside }
    }

    /// A path from the top of the Git repository; nothing for one that lies outside.
    fn in_repository(&self, path: &str) -> Option<String> {
        let is_drive = path.as_bytes().get(1) == Some(&b':');
        let leads_out = path.starts_with('/') || path.starts_with("../") || is_drive;
        match (leads_out || self.outside.contains(path), self.folder) {
            (true, _) => None,
            (false, "") => Some(path.to_owned()),
            (false, folder) => Some(format!("{folder}/{path}")),
        }
    }
}
