//! Which object files there are, and which objects stand for others: what was missing in one run may be
//! there in the next.

use std::{ffi::OsString, path::Path};

use super::Snapshot;

impl Snapshot {
    /// The state of the object database as bytes: equal as long as no object was added or removed. Not for
    /// output: it holds times and paths of this machine.
    pub fn objects_state(&self) -> Vec<u8> {
        let nested = self.nested.iter().flat_map(Self::objects_state);
        self.own_objects().into_iter().chain(nested).collect()
    }

    /// References that make one object stand for another, with what they name: reading a blob may then
    /// give other bytes than those of its identifier.
    pub fn replacements(&self) -> Vec<(String, String)> {
        let mut found: Vec<_> = self.git.iter().flat_map(replacements).collect();
        found.sort();
        found.extend(self.nested.iter().flat_map(Self::replacements));
        found
    }

    fn own_objects(&self) -> Vec<u8> {
        let Some(git) = &self.git else { return Vec::new() };
        let own = git.objects.path().to_owned();
        let others = git.objects.alternate_db_paths().unwrap_or_default();
        let mut state = Vec::new();
        for folder in std::iter::once(own).chain(others) {
            state.extend(folder.as_os_str().as_encoded_bytes());
            // Packs, and the folders of loose objects by the first byte of their names.
            for name in inside(&folder) {
                add(&folder.join(&name), &mut state);
                state.extend(name.as_encoded_bytes());
            }
        }
        state
    }
}

fn replacements(git: &gix::ThreadSafeRepository) -> Vec<(String, String)> {
    let repo = git.to_thread_local();
    let Ok(references) = repo.references() else { return Vec::new() };
    let Ok(found) = references.prefixed("refs/replace/") else { return Vec::new() };
    let found = found.filter_map(std::result::Result::ok).map(|mut one| {
        let target = one.follow_to_object().map(|id| id.to_string());
        (one.name().as_bstr().to_string(), target.unwrap_or_default())
    });
    found.collect()
}

/// The names of the folders that hold objects.
fn inside(folder: &Path) -> Vec<OsString> {
    let found = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<_> = found.map(|one| one.file_name()).collect();
    names.retain(|name| name == "pack" || name.len() == 2);
    names.sort();
    names
}

/// The time at which the folder last got or lost a file.
fn add(folder: &Path, state: &mut Vec<u8>) {
    let time = folder.metadata().and_then(|data| data.modified()).ok();
    let since = time.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    state.extend(since.unwrap_or_default().as_nanos().to_le_bytes());
}
