//! The attribute `diff` of `.gitattributes`: which paths Git takes for text or binary whatever their
//! bytes are. The files of the analysed commit count, for the whole history, as they do for `git log`
//! in a clean worktree. Drivers of the user's configuration do not exist here.

use std::{collections::BTreeMap, path::Path};

use gix::{
    attrs::{
        Search, StateRef,
        search::{MetadataCollection, Outcome},
    },
    bstr::{BStr, BString, ByteSlice},
    glob::pattern::Case,
};

use super::changes::{Changes, Content, Kind};

/// How the bytes of a path are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    /// Binary when a NUL byte says so.
    #[default]
    Auto,
    Text,
    Binary,
}

/// What the attribute files of a commit say of differences.
pub(super) struct Rules {
    /// `None` when no file says anything.
    attributes: Option<Attributes>,
    /// Which contents stand where; two commits with the same look at paths in the same way.
    pub(super) identity: Vec<u8>,
}

impl Rules {
    /// Reads the attribute files among everything that the commit holds; without that nothing is said.
    pub(super) fn read(repo: &gix::Repository, all: Option<&BTreeMap<BString, Content>>) -> Self {
        let is_one = |(path, content): &(&BString, &Content)| {
            is_attribute_file(path) && content.kind == Kind::File
        };
        let files: Vec<_> = all.into_iter().flatten().filter(is_one).collect();
        let part = |(path, content): &(&BString, &Content)| {
            [path.as_slice(), b"\0", content.id.as_bytes()].concat()
        };
        let identity = files.iter().flat_map(part).collect();
        Self { attributes: Attributes::read(repo, files), identity }
    }

    /// Per path of the history, how it is looked at; paths are relative to `folder`.
    pub(super) fn looks(&self, folder: &str, changes: &Changes) -> Vec<Look> {
        let Some(attributes) = &self.attributes else {
            return vec![Look::Auto; changes.paths.len()];
        };
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let full = |path: &BString| BString::from([prefix.as_bytes(), path.as_slice()].concat());
        changes.paths.iter().map(|path| attributes.look(full(path).as_ref())).collect()
    }
}

const ATTRIBUTE: &str = "diff";

struct Attributes {
    search: Search,
    names: MetadataCollection,
}

impl Attributes {
    /// `None` when no attribute file speaks of differences.
    fn read(repo: &gix::Repository, mut files: Vec<(&BString, &Content)>) -> Option<Self> {
        // A file further down wins, and the later one is the one that wins.
        files.sort_by_key(|(path, _)| path.find_iter("/").count());
        let mut found = Self { search: Search::default(), names: MetadataCollection::default() };
        found.add(b"[attr]binary -diff -merge -text", "[builtin]".into(), true);
        let mut speaks = false;
        for (path, content) in files {
            let Ok(blob) = repo.find_blob(content.id) else { continue };
            speaks |= blob.data.contains_str(ATTRIBUTE) || blob.data.contains_str("binary");
            found.add(&blob.data, path.as_ref(), !path.contains(&b'/'));
        }
        speaks.then_some(found)
    }

    fn add(&mut self, bytes: &[u8], path: &BStr, may_define: bool) {
        // With an empty root the folder of the file is what its patterns are relative to.
        let Ok(path) = gix::path::from_bstr(path) else { return };
        let (path, root) = (path.into_owned(), Some(Path::new("")));
        // The patterns are in memory: nothing that fails reads a file.
        let _ = self.search.add_patterns_buffer(bytes, path, root, &mut self.names, may_define);
    }

    fn look(&self, path: &BStr) -> Look {
        let mut outcome = Outcome::default();
        outcome.initialize_with_selection(&self.names, [ATTRIBUTE]);
        self.search.pattern_matching_relative_path(path, Case::Sensitive, None, &mut outcome);
        match outcome.iter_selected().next().map(|found| found.assignment.state) {
            Some(StateRef::Set) => Look::Text,
            Some(StateRef::Unset) => Look::Binary,
            _ => Look::Auto,
        }
    }
}

fn is_attribute_file(path: &BString) -> bool {
    path.rsplit(|byte| *byte == b'/').next() == Some(b".gitattributes")
}
