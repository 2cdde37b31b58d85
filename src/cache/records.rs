//! Records of a facts file as bytes: path, identifiers of the content, encoded facts.
//!
//! Facts are `MessagePack` with the names of the fields: the model leaves out what is empty, which a format
//! without names could not tell from what is there.

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
    Some(Record { place, content, disk, facts: part(rest)? })
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
        assert_eq!(read(&body).collect::<Vec<_>>(), [first.clone(), second]);
        for cut in 0..body.len() {
            assert!(read(&body[..cut]).count() < 2, "cut at {cut}");
        }
    }
}
