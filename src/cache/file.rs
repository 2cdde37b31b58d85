//! One file of the cache: a header, the key, the answer.
//!
//! `MAGIC | CRC-32 of all that follows | length of the key | length of the answer | key | answer`, numbers
//! in little-endian order. The lengths must fill the file to its end.

use std::{
    fs::{File, Metadata},
    io::{self, Read, Seek, SeekFrom, Write},
};

use camino::Utf8Path;

const MAGIC: [u8; 8] = *b"gplcach1";
const HEADER: usize = 8 + 4 + 8 + 8;

/// Bytes that are copied at once; small enough for the processor's own cache.
const CHUNK: usize = 128 << 10;

/// Bytes of a key that are compared at once.
const PART: usize = 16 << 10;

/// A stored answer whose key is the one that was asked for. Its bytes have not been checked yet.
#[derive(Debug)]
pub struct Answer {
    file: File,
    data: Metadata,
    start: u64,
    length: u64,
    expected: u32,
    /// Of what stands in front of the answer.
    sum: crc32fast::Hasher,
}

impl Answer {
    /// The answer whose key is these parts one behind the other. It is compared as it is read: keys are long.
    pub(super) fn open(path: &Utf8Path, identity: &[&[u8]]) -> Option<Self> {
        let (length, mut answer) = Self::begin(path)?;
        if length != identity.iter().map(|part| part.len() as u64).sum::<u64>() {
            return None;
        }
        let mut found = [0; PART];
        for expected in identity.iter().flat_map(|part| part.chunks(PART)) {
            let found = found.get_mut(..expected.len())?;
            answer.file.read_exact(found).ok()?;
            if found != expected {
                return None;
            }
            answer.sum.update(expected);
        }
        Some(answer)
    }

    /// The answer to whatever key, and that key.
    pub(super) fn last(path: &Utf8Path) -> Option<(Vec<u8>, Self)> {
        let (length, mut answer) = Self::begin(path)?;
        let mut key = vec![0; usize::try_from(length).ok()?];
        answer.file.read_exact(&mut key).ok()?;
        answer.sum.update(&key);
        Some((key, answer))
    }

    /// Reads what stands in front of the key, and how long that is.
    fn begin(path: &Utf8Path) -> Option<(u64, Self)> {
        let mut file = File::open(path).ok()?;
        let data = file.metadata().ok().filter(Metadata::is_file)?;
        let mut start = [0; HEADER];
        file.read_exact(&mut start).ok()?;
        let (magic, rest) = start.split_first_chunk()?;
        let (expected, lengths) = rest.split_first_chunk()?;
        let (key_length, rest) = lengths.split_first_chunk()?;
        let (length, _) = rest.split_first_chunk()?;
        let (key_length, length) = (u64::from_le_bytes(*key_length), u64::from_le_bytes(*length));
        let begins = (HEADER as u64).checked_add(key_length)?;
        let fills = begins.checked_add(length) == Some(data.len());
        if *magic != MAGIC || !fills {
            return None;
        }
        let mut sum = crc32fast::Hasher::new();
        sum.update(lengths);
        let expected = u32::from_le_bytes(*expected);
        Some((key_length, Self { file, data, start: begins, length, expected, sum }))
    }

    /// The bytes to be read in any order, without knowing whether they are sound.
    pub(super) fn into_body(mut self) -> Option<File> {
        self.file.seek(SeekFrom::Start(self.start)).ok()?;
        Some(self.file)
    }

    /// `length` bytes from a place on, fewer at the end, without knowing whether they are sound.
    pub fn part(&mut self, from: u64, length: u64) -> Option<Vec<u8>> {
        self.file.seek(SeekFrom::Start(self.start.checked_add(from)?)).ok()?;
        let most = length.min(self.length.saturating_sub(from));
        let mut bytes = Vec::with_capacity(usize::try_from(most).ok()?);
        (&self.file).take(length).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// What the file system says of its file.
    pub fn data(&self) -> &Metadata {
        &self.data
    }

    /// Number of bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// All bytes, unless they are damaged.
    pub fn read(mut self) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(usize::try_from(self.length).ok()?);
        self.copy(&mut bytes).ok()?.then_some(bytes)
    }

    /// Copies the bytes and says whether they were sound; what was copied is of no use when not.
    ///
    /// # Errors
    /// When `to` cannot be written.
    pub fn copy(&mut self, to: &mut dyn Write) -> io::Result<bool> {
        if self.file.seek(SeekFrom::Start(self.start)).is_err() {
            return Ok(false);
        }
        let mut sum = self.sum.clone();
        let mut chunk = vec![0; CHUNK];
        let mut copied = 0;
        loop {
            let Ok(count) = self.file.read(&mut chunk) else { return Ok(false) };
            let Some(bytes) = chunk.get(..count).filter(|bytes| !bytes.is_empty()) else { break };
            sum.update(bytes);
            to.write_all(bytes)?;
            copied += count as u64;
        }
        Ok(copied == self.length && sum.finalize() == self.expected)
    }

    /// Whether the bytes are sound: to be asked before they go where nothing can be taken back.
    pub fn is_sound(&mut self) -> bool {
        self.copy(&mut io::sink()).unwrap_or(false)
    }
}

/// A file that is being written: the header comes last, when everything that it says is known.
#[derive(Debug)]
pub(super) struct Draft {
    key_length: u64,
    length: u64,
    /// Of the key and the answer so far.
    sum: crc32fast::Hasher,
}

impl Draft {
    /// Leaves room for the header and writes the key.
    pub(super) fn begin(to: &mut File, identity: &[&[u8]]) -> io::Result<Self> {
        to.write_all(&[0; HEADER])?;
        let mut sum = crc32fast::Hasher::new();
        let mut key_length = 0;
        for part in identity {
            to.write_all(part)?;
            sum.update(part);
            key_length += part.len() as u64;
        }
        Ok(Self { key_length, length: 0, sum })
    }

    pub(super) fn add(&mut self, to: &mut File, bytes: &[u8]) -> io::Result<()> {
        self.sum.update(bytes);
        self.length += bytes.len() as u64;
        to.write_all(bytes)
    }

    /// Number of bytes of the key and the answer so far.
    pub(super) fn size(&self) -> u64 {
        self.key_length + self.length
    }

    pub(super) fn finish(self, to: &mut File) -> io::Result<()> {
        let lengths = [self.key_length.to_le_bytes(), self.length.to_le_bytes()].concat();
        let mut sum = crc32fast::Hasher::new();
        sum.update(&lengths);
        sum.combine(&self.sum);
        to.seek(SeekFrom::Start(0))?;
        to.write_all(&[&MAGIC[..], &sum.finalize().to_le_bytes(), &lengths].concat())
    }
}

#[cfg(test)]
mod tests {
    use camino::Utf8PathBuf;

    use super::*;

    struct Place {
        _folder: tempfile::TempDir,
        path: Utf8PathBuf,
    }

    fn stored(identity: &[&[u8]], body: &[u8]) -> Place {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8Path::from_path(folder.path()).unwrap().join("answer");
        let mut file = File::create(&path).unwrap();
        let mut draft = Draft::begin(&mut file, identity).unwrap();
        let (start, end) = body.split_at(body.len() / 2);
        draft.add(&mut file, start).unwrap();
        draft.add(&mut file, end).unwrap();
        assert_eq!(draft.size(), (identity.concat().len() + body.len()) as u64);
        draft.finish(&mut file).unwrap();
        Place { _folder: folder, path }
    }

    fn answer(place: &Place, identity: &[u8]) -> Option<Vec<u8>> {
        Answer::open(&place.path, &[identity])?.read()
    }

    #[test]
    fn an_answer_comes_back_for_its_key_alone() {
        let body = vec![7; CHUNK * 2 + 5];
        let place = stored(&[b"k", b"ey"], &body);
        assert_eq!(answer(&place, b"key"), Some(body));
        let parts: [&[u8]; 3] = [b"ke", b"", b"y"];
        assert!(Answer::open(&place.path, &parts).unwrap().is_sound());
        assert_eq!(answer(&place, b"keys"), None);
        assert_eq!(answer(&place, b"kez"), None);
        assert_eq!(answer(&stored(&[], b""), b""), Some(Vec::new()));
        let long = vec![3; PART * 2 + 1];
        let place = stored(&[&long], b"body");
        assert_eq!(answer(&place, &long).as_deref(), Some(&b"body"[..]));
        for at in [0, PART, PART * 2] {
            let mut other = long.clone();
            other[at] = 4;
            assert_eq!(answer(&place, &other), None, "{at}");
        }
    }

    #[test]
    fn no_damaged_byte_goes_unseen() {
        let place = stored(&[b"key"], b"the answer");
        let whole = std::fs::read(&place.path).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x40;
            std::fs::write(&place.path, &damaged).unwrap();
            assert_eq!(answer(&place, b"key"), None, "byte {at} flipped");
            std::fs::write(&place.path, &whole[..at]).unwrap();
            assert_eq!(answer(&place, b"key"), None, "cut at {at}");
        }
        std::fs::write(&place.path, [&whole[..], b"x"].concat()).unwrap();
        assert_eq!(answer(&place, b"key"), None, "a byte too much");
        std::fs::write(&place.path, &whole).unwrap();
        assert!(Answer::open(&place.path, &[b"key"]).unwrap().is_sound());
    }

    #[test]
    fn a_length_that_nothing_holds_costs_no_memory() {
        let place = stored(&[b"key"], b"the answer");
        let mut lie = std::fs::read(&place.path).unwrap();
        lie[12..28].fill(0xff);
        std::fs::write(&place.path, lie).unwrap();
        assert_eq!(answer(&place, b"key"), None);
    }
}
