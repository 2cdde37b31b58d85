//! The bytes of an entry, read in any thread.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
    sync::Arc,
};

use encoding_rs::Encoding;
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
        self.read_from(entry, &entry.bytes)
    }

    fn read_from(&self, entry: &Entry, bytes: &Bytes) -> std::result::Result<Vec<u8>, Diagnostic> {
        match bytes {
            Bytes::File(file) => {
                self.read_file(entry, file).map(|bytes| self.with_stored_line_ends(entry, bytes))
            }
            Bytes::Encoded(file, encoding) => {
                let form = Form { encoding: Some(encoding), ident: false };
                self.read_file(entry, file).map(|bytes| form.as_stored(bytes))
            }
            Bytes::Object(id) => self.read_object(entry, *id),
            Bytes::Nested(index, bytes) => match self.nested.get(*index) {
                Some(nested) => nested.read_from(entry, bytes),
                None => {
                    Err(problem(&entry.path, DiagnosticKind::Unreadable, "its submodule is gone"))
                }
            },
        }
    }

    /// The blob of an unchanged file whose checkout has other line ends: a configuration that is not read
    /// here may have asked for them.
    fn with_stored_line_ends(&self, entry: &Entry, bytes: Vec<u8>) -> Vec<u8> {
        let Some(id) = entry.blob.filter(|_| bytes.contains_str("\r\n")) else { return bytes };
        let hash = gix::objs::compute_hash(id.kind(), gix::objs::Kind::Blob, &bytes);
        if hash.is_ok_and(|hash| hash == id) {
            return bytes;
        }
        self.read_object(entry, id).unwrap_or(bytes)
    }

    /// Git's identifier of bytes; `None` for bytes that were made to have that of others.
    pub fn content_id(&self, bytes: &[u8]) -> Option<gix::ObjectId> {
        gix::objs::compute_hash(self.hash, gix::objs::Kind::Blob, bytes).ok()
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

/// How a checkout writes a file, besides its line ends.
#[derive(Clone, Copy, Default)]
pub(super) struct Form<'a> {
    /// `working-tree-encoding`.
    pub(super) encoding: Option<&'a str>,
    /// With an identifier after `$Id`.
    pub(super) ident: bool,
}

impl Form<'_> {
    /// The bytes as Git stores them: UTF-8 without a byte-order mark, and no identifier. They stay as they
    /// are when the encoding is not known.
    pub(super) fn as_stored(self, bytes: Vec<u8>) -> Vec<u8> {
        // Git's names for UTF-16 that must start with a mark, which is dropped in any case.
        let label =
            self.encoding.map(|label| label.trim_end_matches("-BOM").trim_end_matches("-bom"));
        let encoding = label.and_then(|label| Encoding::for_label(label.as_bytes()));
        let bytes = match encoding {
            Some(encoding) => encoding.decode(&bytes).0.into_owned().into_bytes(),
            None => bytes,
        };
        let mut without = Vec::new();
        let is_other =
            self.ident && gix::filter::plumbing::ident::undo(&bytes, &mut without) == Ok(true);
        if is_other { without } else { bytes }
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
