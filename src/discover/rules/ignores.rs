//! `.ignore` and `.groundplanignore`: what a search or groundplan does not look at, tracked or not. They
//! take away and never bring back what Git ignores, so that a clean worktree stays its commit.

use std::collections::BTreeMap;

use gix::bstr::ByteSlice;
use ignore::{
    Match,
    gitignore::{Gitignore, GitignoreBuilder},
};

use super::{IGNORE, OWN_IGNORE, RuleFile};

/// The ignore files of a repository, and what they said of its folders.
#[derive(Default)]
pub(super) struct Ignores {
    /// Per kind of file, the one that wins first, the rules by folder.
    kinds: Vec<(&'static str, BTreeMap<String, Gitignore>)>,
    folders: BTreeMap<String, Option<String>>,
}

impl Ignores {
    pub(super) fn new(files: &[RuleFile]) -> Self {
        let kinds = [OWN_IGNORE, IGNORE].into_iter().map(|name| (name, rules(files, name)));
        let kinds = kinds.filter(|(_, rules)| !rules.is_empty()).collect();
        Self { kinds, folders: BTreeMap::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Why a file is left out. As with Git, nothing in a folder that is left out comes back.
    pub(super) fn reason(&mut self, path: &str) -> Option<String> {
        let above = path.rsplit_once('/').and_then(|(folder, _)| self.folder(folder));
        above.or_else(|| self.judge(path, false))
    }

    fn folder(&mut self, path: &str) -> Option<String> {
        if let Some(known) = self.folders.get(path) {
            return known.clone();
        }
        let above = path.rsplit_once('/').and_then(|(folder, _)| self.folder(folder));
        let reason = above.or_else(|| self.judge(path, true));
        self.folders.insert(path.to_owned(), reason.clone());
        reason
    }

    /// The nearest rule decides.
    fn judge(&self, path: &str, is_folder: bool) -> Option<String> {
        for (name, rules) in &self.kinds {
            for (folder, rest) in splits(path) {
                match rules.get(folder).map(|rules| rules.matched(rest, is_folder)) {
                    Some(Match::Ignore(_)) if folder.is_empty() => {
                        return Some(format!("left out by {name}"));
                    }
                    Some(Match::Ignore(_)) => return Some(format!("left out by {folder}/{name}")),
                    Some(Match::Whitelist(_)) => return None,
                    Some(Match::None) | None => {}
                }
            }
        }
        None
    }
}

/// The folders above a path with the rest of it, nearest first.
fn splits(path: &str) -> impl Iterator<Item = (&str, &str)> {
    let inside = path.rmatch_indices('/').filter_map(|(at, _)| {
        let (folder, rest) = path.split_at_checked(at)?;
        Some((folder, rest.strip_prefix('/')?))
    });
    inside.chain(std::iter::once(("", path)))
}

fn rules(files: &[RuleFile], name: &str) -> BTreeMap<String, Gitignore> {
    let files = files.iter().filter(|file| file.name() == name.as_bytes());
    let rules = files.filter_map(|file| {
        let mut builder = GitignoreBuilder::new("");
        let text = file.bytes.to_str_lossy();
        for line in text.trim_start_matches('\u{feff}').lines() {
            // A line that is no pattern says nothing, as with Git.
            let _ = builder.add_line(None, line);
        }
        Some((file.folder().to_str_lossy().into_owned(), builder.build().ok()?))
    });
    rules.collect()
}
