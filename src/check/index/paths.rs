//! Paths of the repository, and which of them a plan may mean.

use std::sync::Arc;

use super::Index;
use crate::model::Analysis;

/// What a path of a plan is in the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::check) enum Resolved {
    /// A file or folder by its whole path.
    There,
    /// The end of these paths.
    End(Vec<String>),
    /// Another spelling of this path.
    Case(String),
    Missing,
}

/// Proposals are made from at most so many files of one name.
const MOST: usize = 3;

impl Index {
    pub(super) fn add_files(&mut self, analysis: &Analysis) {
        for file in &analysis.files {
            let lines = file.lines.code + file.lines.comment + file.lines.blank;
            self.add_path(&file.path, (lines > 0).then_some(lines));
        }
    }

    /// Adds a file that was not analysed.
    pub fn add_file(&mut self, path: &str) {
        if !self.files.contains_key(path) {
            self.add_path(&Arc::from(path), None);
        }
    }

    fn add_path(&mut self, path: &Arc<str>, lines: Option<u32>) {
        self.files.insert(Arc::clone(path), lines);
        let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
        self.by_name.entry(name).or_default().push(Arc::clone(path));
        let mut folder = &**path;
        while let Some((above, _)) = folder.rsplit_once('/') {
            if !self.folders.insert(above.to_owned()) {
                break;
            }
            folder = above;
        }
    }

    /// What `path` is, in a plan that stands at `plan`.
    pub(in crate::check) fn resolve(&self, path: &str, plan: &str) -> Resolved {
        let bare = path.trim_end_matches('/');
        if self.has_path(bare) || bare == "." {
            return Resolved::There;
        }
        // `@docs/x.md` mentions a file where agents are talked to.
        if let Some(mentioned) = bare.strip_prefix('@').filter(|path| self.has_path(path)) {
            return self.resolve(mentioned, plan);
        }
        // Plans name the documents beside them, and link with `../`.
        let folder = plan.rsplit_once('/').map_or("", |(folder, _)| folder);
        if joined(folder, bare).is_some_and(|path| self.has_path(&path)) {
            return Resolved::There;
        }
        let mut ends = self.ends(bare);
        if ends.is_empty() && path.ends_with('/') {
            let end = format!("/{bare}");
            ends.extend(self.folders.iter().filter(|folder| folder.ends_with(&end)).cloned());
        }
        // `_test.go` and `.down.sql` are endings of names, not names.
        if ends.is_empty() && self.is_ending(bare) {
            return Resolved::There;
        }
        if !ends.is_empty() {
            return Resolved::End(ends);
        }
        self.other_case(bare).map_or(Resolved::Missing, Resolved::Case)
    }

    pub(in crate::check) fn has_path(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.folders.contains(path)
    }

    pub(in crate::check) fn has_folder(&self, path: &str) -> bool {
        self.folders.contains(path)
    }

    /// Lines of a file, where they were counted.
    pub(in crate::check) fn lines(&self, file: &str) -> Option<u32> {
        self.files.get(file).copied().flatten()
    }

    /// The one file that `path` means.
    pub fn file(&self, path: &str) -> Option<String> {
        if self.files.contains_key(path) {
            return Some(path.to_owned());
        }
        match self.ends(path).as_slice() {
            [one] if self.files.contains_key(&**one) => Some(one.clone()),
            _ => None,
        }
    }

    /// Files and folders of which `path` is the end.
    pub(super) fn ends(&self, path: &str) -> Vec<String> {
        let end = format!("/{path}");
        let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
        let files = self.by_name.get(&name).into_iter().flatten();
        let mut found: Vec<String> =
            files.filter(|file| file.ends_with(&end)).map(ToString::to_string).collect();
        if path.contains('/') && found.is_empty() {
            found.extend(self.folders.iter().filter(|folder| folder.ends_with(&end)).cloned());
        }
        if found.is_empty() {
            found.extend(self.shortened(path));
        }
        found
    }

    /// Files of which `path` names folders in order and leaves others out: `core/io.go` of `crates/core/src/io.go`.
    /// What begins in a folder of the root is written in full.
    fn shortened(&self, path: &str) -> Vec<String> {
        let Some((folder, name)) = path.rsplit_once('/') else { return Vec::new() };
        let first = folder.split('/').next().unwrap_or_default();
        if self.folders.contains(first) || matches!(first, "" | "." | "..") {
            return Vec::new();
        }
        let files = self.by_name.get(&name.to_lowercase()).into_iter().flatten();
        let holds = |file: &&Arc<str>| {
            let (above, other) = file.rsplit_once('/').unwrap_or(("", file));
            let mut above = above.split('/');
            other == name && folder.split('/').all(|part| above.any(|own| own == part))
        };
        files.filter(holds).map(ToString::to_string).collect()
    }

    /// Whether names of files end so, and none is called so.
    fn is_ending(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        let partial =
            name.starts_with(['_', '.', '-']) && name.trim_start_matches('.').contains('.');
        partial && self.by_name.keys().any(|known| known.ends_with(name))
    }

    fn other_case(&self, path: &str) -> Option<String> {
        let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
        let mut files = self.by_name.get(&name).into_iter().flatten();
        files.find(|file| file.eq_ignore_ascii_case(path)).map(ToString::to_string)
    }

    /// Paths that may have been meant by one that is missing, the nearest first.
    pub(in crate::check) fn near_paths(&self, path: &str) -> Vec<String> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let same = self.by_name.get(&name.to_lowercase()).map(Vec::as_slice).unwrap_or_default();
        let mut found: Vec<(usize, String)> = Vec::new();
        // Names such as `main.go` stand in every folder and say nothing.
        if same.len() <= 2 * MOST {
            let far = |file: &str| {
                let other = file.rsplit_once('/').map_or("", |(folder, _)| folder);
                apart(folder, other)
            };
            found.extend(same.iter().map(|file| (far(file), file.to_string())));
        }
        let here = self
            .files
            .keys()
            .filter(|file| file.rsplit_once('/').map_or("", |(folder, _)| folder) == folder);
        let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
        let ending = |name: &str| name.rsplit_once('.').map(|(_, ending)| ending.to_owned());
        for file in here {
            let other = file.rsplit('/').next().unwrap_or(file);
            let (one, two) = (stem(name), stem(other));
            let far = strsim::damerau_levenshtein(&one.to_lowercase(), &two.to_lowercase());
            let limit = (one.chars().count() / 4).clamp(1, 3);
            if far <= limit && ending(name) == ending(other) {
                found.push((far, file.to_string()));
            }
        }
        found.sort();
        found.dedup_by(|a, b| a.1 == b.1);
        found.into_iter().take(MOST).map(|(_, file)| file).collect()
    }
}

/// How many parts two folders differ by.
fn apart(one: &str, other: &str) -> usize {
    let parts = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
    strsim::generic_damerau_levenshtein(&parts(one), &parts(other))
}

/// `path` seen from `folder`; `None` where it leads outside.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
