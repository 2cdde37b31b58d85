//! Contents of the history: read from the object database, never from a worktree.

use gix::ObjectId;

use super::changes::{Content, Kind};

/// Reads contents for one thread and keeps those it may be asked for next.
pub(super) struct Blobs {
    repo: gix::Repository,
    recent: Vec<(ObjectId, Vec<u8>)>,
}

/// Contents that are kept: walking along a path, the old version is the next change's new one.
const KEPT: usize = 2;

impl Blobs {
    pub(super) fn new(repo: &gix::ThreadSafeRepository) -> Self {
        Self { repo: repo.to_thread_local(), recent: Vec::new() }
    }

    /// The bytes that stand for a content where contents are compared; a submodule has the line that
    /// Git writes for it, nothing is empty. `None` when the blob is missing.
    pub(super) fn read(&mut self, content: Option<Content>) -> Option<Vec<u8>> {
        let Some(content) = content else { return Some(Vec::new()) };
        if content.kind == Kind::Submodule {
            return Some(format!("Subproject commit {}\n", content.id).into_bytes());
        }
        let known = self.recent.iter().position(|(id, _)| *id == content.id);
        if let Some(known) = known {
            return Some(self.recent.swap_remove(known).1);
        }
        Some(self.repo.find_blob(content.id).ok()?.take_data())
    }

    /// Gives bytes back that may be asked for again.
    pub(super) fn keep(&mut self, content: Option<Content>, bytes: Vec<u8>) {
        if let Some(content) = content {
            self.recent.insert(0, (content.id, bytes));
            self.recent.truncate(KEPT);
        }
    }
}
