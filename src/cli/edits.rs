//! A kept output, or one with parts of it replaced: what an edit changes is a few thousand bytes of many
//! millions, which are neither made nor stored again.

use std::{
    fs::Metadata,
    io::{self, BufWriter, Write},
};

use serde::{Deserialize, Serialize};

use crate::cache::Answer;

/// A part of a text, by its place, that something else stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Splice {
    pub(super) start: u64,
    /// Behind `start`.
    pub(super) end: u64,
    pub(super) text: String,
}

/// How an output differs from another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edits {
    /// The key of the other one.
    pub(super) base: Vec<u8>,
    /// In the order of their places, apart from each other.
    pub(super) splices: Vec<Splice>,
}

impl Edits {
    pub(super) fn to_bytes(&self) -> Option<Vec<u8>> {
        let splices = serde_json::to_vec(&self.splices).ok()?;
        Some([&(self.base.len() as u64).to_le_bytes()[..], &self.base, &splices].concat())
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (length, rest) = bytes.split_first_chunk()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let (base, splices) = rest.split_at_checked(length)?;
        Some(Self { base: base.to_vec(), splices: serde_json::from_slice(splices).ok()? })
    }
}

/// Bytes that are gathered before they are written; longer parts are written at once.
const CHUNK: usize = 32 << 10;

/// An output that can be sent.
#[derive(Debug)]
pub(super) struct Text {
    base: Answer,
    edits: Option<Metadata>,
    splices: Vec<Splice>,
}

impl Text {
    /// An output as it was kept.
    pub(super) fn whole(base: Answer) -> Self {
        Self { base, edits: None, splices: Vec::new() }
    }

    /// A kept output with edits that are not kept yet.
    pub(super) fn new(base: Answer, edits: &Edits) -> Self {
        Self { base, edits: None, splices: edits.splices.clone() }
    }

    /// An output by its difference from one that `open` may find.
    pub(super) fn edited(edits: Answer, open: impl Fn(&[u8]) -> Option<Answer>) -> Option<Self> {
        let data = edits.data().clone();
        let edits = Edits::read(&edits.read()?)?;
        Some(Self { base: open(&edits.base)?, edits: Some(data), splices: edits.splices })
    }

    /// What the file system says of the files that it is made of.
    pub(super) fn data(&self) -> Vec<&Metadata> {
        std::iter::once(self.base.data()).chain(&self.edits).collect()
    }

    /// Number of bytes.
    pub(super) fn length(&self) -> u64 {
        let more: u64 = self.splices.iter().map(|one| one.text.len() as u64).sum();
        let less: u64 = self.splices.iter().map(|one| one.end.saturating_sub(one.start)).sum();
        (self.base.length() + more).saturating_sub(less)
    }

    /// Copies the bytes and says whether they were sound; what was copied is of no use when not.
    ///
    /// # Errors
    /// When `to` cannot be written.
    pub(super) fn copy(&mut self, to: &mut dyn Write) -> io::Result<bool> {
        // Parts that are replaced may stand close together.
        let mut whole = BufWriter::with_capacity(CHUNK, to);
        let mut splicing = Splicing { to: &mut whole, at: 0, left: &self.splices };
        let is_sound = self.base.copy(&mut splicing)? && splicing.left.is_empty();
        whole.flush()?;
        Ok(is_sound)
    }

    /// Whether the bytes are sound: to be asked before they go where nothing can be taken back.
    pub(super) fn is_sound(&mut self) -> bool {
        self.copy(&mut io::sink()).unwrap_or(false)
    }
}

/// Replaces parts of what is written.
struct Splicing<'a> {
    to: &'a mut dyn Write,
    /// How much has been written.
    at: u64,
    left: &'a [Splice],
}

impl Write for Splicing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let until = |place: u64| usize::try_from(place - self.at).unwrap_or(usize::MAX);
        let taken = match self.left.split_first() {
            Some((next, after)) if next.start <= self.at => {
                if next.start == self.at {
                    self.to.write_all(next.text.as_bytes())?;
                }
                let taken = until(next.end.max(self.at)).min(bytes.len());
                if self.at + taken as u64 >= next.end {
                    self.left = after;
                }
                taken
            }
            next => {
                let taken =
                    next.map_or(bytes.len(), |(next, _)| until(next.start)).min(bytes.len());
                self.to.write_all(bytes.get(..taken).unwrap_or_default())?;
                taken
            }
        };
        self.at += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use camino::Utf8Path;

    use super::*;
    use crate::cache::{Cache, Kind};

    #[track_caller]
    fn check(splices: &[(u64, u64, &str)], expected: Option<&str>) {
        let splice = |(start, end, text): &(u64, u64, &str)| Splice {
            start: *start,
            end: *end,
            text: (*text).to_owned(),
        };
        let edits = Edits { base: b"key".to_vec(), splices: splices.iter().map(splice).collect() };
        assert_eq!(Edits::read(&edits.to_bytes().unwrap()), Some(edits.clone()));
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(Utf8Path::from_path(folder.path()).unwrap().into(), 1 << 20, &[]);
        cache.store(Kind::Output, b"name", b"key", b"0123456789");
        cache.store(Kind::Edits, b"name", b"new", &edits.to_bytes().unwrap());
        let open = |kind, key: &[u8]| cache.open(kind, b"name", key);
        let edits = || open(Kind::Edits, b"new").unwrap();
        assert!(Text::edited(edits(), |_| None).is_none());
        let mut text = Text::edited(edits(), |key| open(Kind::Output, key)).unwrap();
        assert_eq!((text.data().len(), text.is_sound()), (2, expected.is_some()));
        let mut copy = Vec::new();
        assert_eq!(text.copy(&mut copy).unwrap(), expected.is_some());
        if let Some(expected) = expected {
            assert_eq!(String::from_utf8(copy).unwrap(), expected);
            assert_eq!(text.length(), expected.len() as u64);
        }
    }

    #[test]
    fn parts_are_replaced() {
        check(&[], Some("0123456789"));
        check(
            &[(0, 1, "a"), (1, 2, ""), (4, 8, "some more"), (9, 10, "z")],
            Some("a23some more8z"),
        );
        check(&[(0, 10, "")], Some(""));
    }

    #[test]
    fn a_part_beyond_the_end_is_no_edit() {
        check(&[(8, 11, "a")], None);
        check(&[(10, 11, "a")], None);
    }
}
