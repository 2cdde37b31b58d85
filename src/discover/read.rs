//! The bytes of an entry, read in any thread.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
    sync::Arc,
};

use gix::bstr::ByteSlice;

use super::{Bytes, Entry, Snapshot, problem};
use crate::model::{Diagnostic, DiagnosticKind};

impl Snapshot {
    /// All bytes of a file; what is wrong with it when they cannot be had. For an entry that is too
    /// large the diagnostic is the one that `diagnostics` holds already.
    pub fn read(&self, entry: &Entry) -> std::result::Result<Vec<u8>, Diagnostic> {
        if entry.too_large {
            return Err(too_large(&entry.path, entry.size, self.limit));
        }
        match &entry.bytes {
            Bytes::File(file) => self.read_file(entry, file),
            Bytes::Object(id) => self.read_object(entry, *id),
        }
    }

    /// Git's identifier of bytes; `None` for bytes that were made to have that of others.
    pub fn content_id(&self, bytes: &[u8]) -> Option<gix::ObjectId> {
        gix::objs::compute_hash(self.hash, gix::objs::Kind::Blob, bytes).ok()
    }

    /// Whether bytes that were read are those of the entry's blob, but for line ends.
    pub fn is_blob(&self, entry: &Entry, bytes: &[u8]) -> bool {
        let same = |bytes: &[u8]| entry.blob.is_some() && self.content_id(bytes) == entry.blob;
        same(bytes) || (bytes.contains_str("\r\n") && same(&bytes.replace("\r\n", "\n")))
    }

    fn read_file(&self, entry: &Entry, file: &Path) -> std::result::Result<Vec<u8>, Diagnostic> {
        let bytes = bytes_of(file, self.limit).map_err(|cause| {
            let text = format!("the file cannot be read: {}", cause.kind());
            problem(&entry.path, DiagnosticKind::Unreadable, text)
        })?;
        match bytes.len() as u64 {
            size if size > self.limit => Err(too_large(&entry.path, size, self.limit)),
            _ => Ok(bytes),
        }
    }

    fn read_object(
        &self,
        entry: &Entry,
        id: gix::ObjectId,
    ) -> std::result::Result<Vec<u8>, Diagnostic> {
        let missing = || {
            let text = format!("the object database lacks the blob {id}; the file was not read");
            problem(&entry.path, DiagnosticKind::MissingObject, text)
        };
        let repo = self.borrow().ok_or_else(missing)?;
        let found = repo.find_blob(id).map(|mut blob| blob.take_data());
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(repo);
        }
        found.map_err(|_| missing())
    }

    /// A repository for this thread: each keeps caches that are worth using again.
    fn borrow(&self) -> Option<gix::Repository> {
        let idle = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        idle.or_else(|| Some(self.git.as_ref()?.to_thread_local()))
    }
}

/// Why a file was not read whose size is over the limit.
pub(super) fn too_large(path: &Arc<str>, size: u64, limit: u64) -> Diagnostic {
    let text = format!("{size} bytes are more than the limit of {limit}; the file was not read");
    problem(path, DiagnosticKind::TooLarge, text)
}

/// At most one byte more than `limit`, so that a file that grew since it was listed shows.
fn bytes_of(file: &Path, limit: u64) -> io::Result<Vec<u8>> {
    if !file.symlink_metadata()?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut bytes = Vec::new();
    File::open(file)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}
