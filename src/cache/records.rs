//! Records of a facts file as bytes: path, identifiers of the content, encoded facts.
//!
//! Facts are `MessagePack` with the names of the fields: the model leaves out what is empty, which a format
//! without names could not tell from what is there.

use std::io::{BufReader, Read, Seek};

use super::facts::{OnDisk, Place};

/// One file's facts under everything that they depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record<'a> {
    pub(super) place: Place<'a>,
    /// Git's identifier of the bytes that were read.
    pub(super) content: &'a [u8],
    /// What the index said about a file with these bytes.
    pub(super) disk: Option<OnDisk<'a>>,
    pub(super) facts: &'a [u8],
}

/// Adds a record.
pub(super) fn write(to: &mut Vec<u8>, record: &Record<'_>) {
    bytes(to, record.place.path.as_bytes());
    to.push(flags(record.place));
    bytes(to, record.place.encoding.unwrap_or_default().as_bytes());
    bytes(to, record.content);
    match record.disk {
        None => bytes(to, b""),
        Some(disk) => {
            bytes(to, disk.blob);
            to.extend(disk.size.to_le_bytes());
        }
    }
    to.extend(crc32fast::hash(record.facts).to_le_bytes());
    bytes(to, record.facts);
}

const VENDORED: u8 = 1;
const GENERATED: u8 = 2;
const NOT_GENERATED: u8 = 4;
const EXPORT_IGNORE: u8 = 8;
const ENCODING: u8 = 16;

fn flags(place: Place<'_>) -> u8 {
    let set = [
        (place.vendored, VENDORED),
        (place.generated == Some(true), GENERATED),
        (place.generated == Some(false), NOT_GENERATED),
        (place.export_ignore, EXPORT_IGNORE),
        (place.encoding.is_some(), ENCODING),
    ];
    set.into_iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag).sum()
}

fn place<'a>(path: &'a str, encoding: &'a str, flags: u8) -> Place<'a> {
    let is = |flag: u8| flags & flag != 0;
    let generated = (is(GENERATED) || is(NOT_GENERATED)).then(|| is(GENERATED));
    let encoding = is(ENCODING).then_some(encoding);
    Place::new(path, encoding, (is(VENDORED), generated, is(EXPORT_IGNORE)))
}

/// No part comes near four gigabytes: larger files are not read at all.
fn bytes(to: &mut Vec<u8>, bytes: &[u8]) {
    to.extend(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes());
    to.extend(bytes);
}

/// The records one after the other, up to the first that is none.
pub(super) fn read(body: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut rest = body;
    std::iter::from_fn(move || one(&mut rest))
}

fn one<'a>(rest: &mut &'a [u8]) -> Option<Record<'a>> {
    let path = std::str::from_utf8(part(rest)?).ok()?;
    let (flags, after) = rest.split_first()?;
    *rest = after;
    let encoding = std::str::from_utf8(part(rest)?).ok()?;
    let content = part(rest)?;
    let blob = part(rest)?;
    let disk = if blob.is_empty() {
        None
    } else {
        let (size, after) = rest.split_first_chunk()?;
        *rest = after;
        Some(OnDisk { blob, size: u64::from_le_bytes(*size) })
    };
    let place = place(path, encoding, *flags);
    // The whole file has been checked.
    let (_, after) = rest.split_at_checked(4)?;
    *rest = after;
    Some(Record { place, content, disk, facts: part(rest)? })
}

/// Looks for the encoded facts of `wanted` places and contents in records of which only the beginnings are
/// read, up to where they are none; they have not been checked as a whole.
pub(super) fn find(
    from: impl Read + Seek,
    wanted: &[(Place<'_>, &[u8])],
    found: &mut [Option<Vec<u8>>],
) -> Option<()> {
    let mut from = BufReader::with_capacity(BEGINNING, from);
    loop {
        let path = next(&mut from)?;
        let [flags] = array(&mut from)?;
        let (encoding, content) = (next(&mut from)?, next(&mut from)?);
        if !next(&mut from)?.is_empty() {
            array::<8>(&mut from)?;
        }
        let sum = u32::from_le_bytes(array(&mut from)?);
        let length = u32::from_le_bytes(array(&mut from)?);
        let texts = std::str::from_utf8(&path).ok().zip(std::str::from_utf8(&encoding).ok())?;
        let place = place(texts.0, texts.1, flags);
        let at = wanted.iter().position(|one| *one == (place, &*content));
        match at.and_then(|at| found.get_mut(at)) {
            Some(found) => {
                let facts = taken(&mut from, length)?;
                // What was stored last stands last, or in a file that is looked at later.
                *found = (crc32fast::hash(&facts) == sum).then_some(facts);
            }
            None => from.seek_relative(length.into()).ok()?,
        }
    }
}

/// What is read at once: about as much as stands in front of the facts.
const BEGINNING: usize = 256;

fn array<const LENGTH: usize>(from: &mut impl Read) -> Option<[u8; LENGTH]> {
    let mut bytes = [0; LENGTH];
    from.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

fn next(from: &mut impl Read) -> Option<Vec<u8>> {
    let length = u32::from_le_bytes(array(from)?);
    taken(from, length)
}

fn taken(from: &mut impl Read, length: u32) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(length.into()).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 == u64::from(length)).then_some(bytes)
}

fn part<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, after) = rest.split_first_chunk()?;
    let (part, after) =
        after.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    *rest = after;
    Some(part)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn records_come_back() {
        let place = Place { path: "a/é.go", vendored: true, ..Place::default() };
        let disk = Some(OnDisk { blob: b"12345", size: 1 << 40 });
        let first = Record { place, content: b"12345", disk, facts: b"facts" };
        let place = Place {
            path: "b",
            vendored: false,
            generated: Some(false),
            export_ignore: true,
            encoding: Some("latin1"),
        };
        let second = Record { place, disk: None, facts: b"", ..first.clone() };
        let mut body = Vec::new();
        for record in [&first, &second] {
            write(&mut body, record);
        }
        assert_eq!(read(&body).collect::<Vec<_>>(), [first.clone(), second.clone()]);
        for cut in 0..body.len() {
            assert!(read(&body[..cut]).count() < 2, "cut at {cut}");
        }
        let other = Place { vendored: true, ..second.place };
        let wanted =
            [(second.place, second.content), (other, second.content), (first.place, b"12345")];
        let look = |body: &[u8]| {
            let mut found = vec![None; 3];
            find(Cursor::new(body), &wanted, &mut found);
            found
        };
        assert_eq!(look(&body), [Some(Vec::new()), None, Some(b"facts".to_vec())]);
        let at = body.windows(5).position(|part| part == b"facts").unwrap();
        body[at] ^= 1;
        assert_eq!(look(&body), [Some(Vec::new()), None, None]);
    }
}
