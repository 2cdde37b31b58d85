//! Which files are somebody else's code: by the folders that package managers use, and by what
//! `.gitattributes` says (`linguist-vendored`), which wins.

use gix::{
    attrs::{
        Search, StateRef,
        search::{MetadataCollection, Outcome},
    },
    bstr::ByteSlice,
    glob::pattern::Case,
};

use super::{Entry, Snapshot};

/// Marks the entries of a snapshot.
pub(super) fn mark(snapshot: &mut Snapshot) {
    let attributes = Attributes::read(snapshot);
    for entry in &mut snapshot.entries {
        let said = attributes.as_ref().and_then(|attributes| attributes.of(&entry.path));
        entry.vendored = said.unwrap_or_else(|| is_in_vendor_folder(&entry.path));
    }
}

/// Folders where Go, PHP and Ruby, npm, and everybody else keep copies of dependencies.
const FOLDERS: &[&str] = &["vendor", "node_modules", "third_party"];

const ATTRIBUTE: &str = "linguist-vendored";

fn is_in_vendor_folder(path: &str) -> bool {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    folders.split('/').any(|folder| FOLDERS.contains(&folder))
}

/// The attribute files of a snapshot.
struct Attributes {
    search: Search,
    names: MetadataCollection,
}

impl Attributes {
    /// `None` when no attribute file speaks of vendored files. The order of the entries puts files
    /// of deeper folders later, which is how they win.
    fn read(snapshot: &Snapshot) -> Option<Self> {
        let mut found = Self { search: Search::default(), names: MetadataCollection::default() };
        for entry in snapshot.entries.iter().filter(|entry| is_attribute_file(entry)) {
            let Ok(bytes) = snapshot.read(entry) else { continue };
            if bytes.contains_str(ATTRIBUTE) {
                // With an empty root the folder of the file is what its patterns are relative to.
                let root = Some(std::path::Path::new(""));
                let source = (&*entry.path).into();
                found
                    .search
                    .add_patterns_buffer(&bytes, source, root, &mut found.names, true)
                    .ok()?;
            }
        }
        (found.search.num_pattern_lists() > 0).then_some(found)
    }

    /// What the attribute files say about a path.
    fn of(&self, path: &str) -> Option<bool> {
        let mut outcome = Outcome::default();
        outcome.initialize_with_selection(&self.names, [ATTRIBUTE]);
        self.search.pattern_matching_relative_path(
            path.into(),
            Case::Sensitive,
            None,
            &mut outcome,
        );
        let found = outcome.iter_selected().next()?;
        match found.assignment.state {
            StateRef::Set => Some(true),
            StateRef::Unset => Some(false),
            StateRef::Value(value) => Some(value.as_bstr() != "false"),
            StateRef::Unspecified => None,
        }
    }
}

fn is_attribute_file(entry: &Entry) -> bool {
    entry.path.rsplit('/').next() == Some(".gitattributes")
}
