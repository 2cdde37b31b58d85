//! A log as bytes: numbers of seven bits a byte, lists and texts after their length. What is no log is read
//! as none; that it is the log that was written is for whoever keeps it to know.

use gix::{ObjectId, bstr::BString};

use super::{End, Entry, Log};
use crate::history::work::{Delta, Lines, Renamed};

#[derive(Default)]
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn log(mut self, log: &Log) -> Vec<u8> {
        self.bytes(&log.rules);
        self.list(&log.paths, |to, path| to.bytes(path));
        self.list(&log.authors, |to, (name, email)| {
            to.bytes(name.as_bytes());
            to.bytes(email.as_bytes());
        });
        self.list(&log.entries, Self::entry);
        self.list(&log.ends, |to, one| {
            to.bytes(one.named.as_bytes());
            to.bytes(one.end.as_bytes());
        });
        self.0
    }

    fn entry(&mut self, entry: &Entry) {
        self.bytes(entry.id.as_bytes());
        self.bytes(entry.tree.as_bytes());
        self.list(&entry.parents, |to, parent| to.bytes(parent.as_bytes()));
        self.number(entry.author as u64);
        self.signed(entry.authored);
        self.signed(entry.committed);
        self.number(u64::from(entry.is_boundary));
        match entry.folder {
            Some(folder) if folder == entry.tree => self.number(2),
            Some(folder) => {
                self.number(1);
                self.bytes(folder.as_bytes());
            }
            None => self.number(0),
        }
        self.number(u64::from(entry.work.is_some()));
        if let Some((changes, renames, missing)) = &entry.work {
            self.list(changes, |to, change| {
                to.number((u64::from(change.path) << 1) | u64::from(change.adds));
                to.lines(change.lines);
            });
            self.list(renames, |to, rename| {
                to.number(rename.old as u64);
                to.number(rename.new as u64);
                to.lines(rename.lines);
            });
            self.list(missing, |to, id| to.bytes(id.as_bytes()));
        }
    }

    /// Nothing is a zero, which no lines begin with.
    fn lines(&mut self, lines: Option<Lines>) {
        let Some(lines) = lines else { return self.number(0) };
        self.number(((u64::from(lines.added) << 1) | u64::from(lines.binary)) + 1);
        self.number(u64::from(lines.deleted));
    }

    fn list<Item>(&mut self, items: &[Item], one: impl Fn(&mut Self, &Item)) {
        self.number(items.len() as u64);
        for item in items {
            one(self, item);
        }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend(bytes);
    }

    /// Small numbers of either sign stay small.
    fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)).cast_unsigned());
    }

    fn number(&mut self, mut number: u64) {
        loop {
            let [low, ..] = number.to_le_bytes();
            number >>= 7;
            if number == 0 {
                return self.0.push(low);
            }
            self.0.push(low | 0x80);
        }
    }
}

pub(super) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The log, when the bytes are one to their end.
    pub(super) fn log(mut self) -> Option<Log> {
        let rules = self.bytes()?.to_vec();
        let paths = self.list(|from| Some(BString::from(from.bytes()?)))?;
        let authors = self.list(|from| Some((from.text()?, from.text()?)))?;
        let entries = self.list(Self::entry)?;
        let ends = self.list(|from| Some(End { named: from.id()?, end: from.id()? }))?;
        let places = entries.iter().map(|entry| entry.id).zip(0..).collect();
        self.0.is_empty().then_some(Log { rules, paths, authors, entries, ends, places })
    }

    fn entry(&mut self) -> Option<Entry> {
        let (id, tree) = (self.id()?, self.id()?);
        Some(Entry {
            id,
            tree,
            parents: self.list(Self::id)?,
            author: self.place()?,
            authored: self.signed()?,
            committed: self.signed()?,
            is_boundary: self.number()? == 1,
            folder: match self.number()? {
                0 => None,
                1 => Some(self.id()?),
                _ => Some(tree),
            },
            work: match self.number()? {
                0 => None,
                _ => {
                    Some((self.list(Self::change)?, self.list(Self::rename)?, self.list(Self::id)?))
                }
            },
        })
    }

    fn change(&mut self) -> Option<Delta> {
        let path = self.number()?;
        let lines = self.lines()?;
        Some(Delta { path: u32::try_from(path >> 1).ok()?, adds: path & 1 == 1, lines })
    }

    fn rename(&mut self) -> Option<Renamed> {
        Some(Renamed { old: self.place()?, new: self.place()?, lines: self.lines()? })
    }

    #[expect(
        clippy::option_option,
        reason = "the outer one is that of a reader, the inner one what was written"
    )]
    fn lines(&mut self) -> Option<Option<Lines>> {
        let Some(first) = self.number()?.checked_sub(1) else { return Some(None) };
        let (added, binary) = (u32::try_from(first >> 1).ok()?, first & 1 == 1);
        Some(Some(Lines { added, deleted: u32::try_from(self.number()?).ok()?, binary }))
    }

    fn list<Item>(&mut self, mut one: impl FnMut(&mut Self) -> Option<Item>) -> Option<Vec<Item>> {
        let length = self.place()?;
        // Every item takes a byte: a length beyond that is no length.
        let mut items = Vec::with_capacity(length.min(self.0.len()));
        for _ in 0..length {
            items.push(one(self)?);
        }
        Some(items)
    }

    fn id(&mut self) -> Option<ObjectId> {
        ObjectId::try_from(self.bytes()?).ok()
    }

    fn text(&mut self) -> Option<String> {
        String::from_utf8(self.bytes()?.to_vec()).ok()
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.place()?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    fn place(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if *byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log() -> Log {
        let id = |digit: &str| ObjectId::from_hex(digit.repeat(40).as_bytes()).unwrap();
        let lines = |added| Some(Lines { added, deleted: u32::MAX, binary: added == 3 });
        let change = |path, added: u32| Delta { path, adds: added == 3, lines: lines(added) };
        let lost = Delta { path: 2, adds: false, lines: None };
        let rename = Renamed { old: 1, new: 300, lines: lines(7) };
        let entry = |digit: &str, time, work| Entry {
            id: id(digit),
            tree: id("a"),
            parents: vec![id("b"), id("c")],
            author: 1,
            authored: time,
            committed: -time,
            is_boundary: time > 0,
            folder: (digit != "1").then(|| id(if digit == "2" { "a" } else { "d" })),
            work,
        };
        let entries = vec![
            entry(
                "1",
                i64::MAX,
                Some((vec![change(u32::MAX, 3), change(0, 200)], vec![rename], Vec::new())),
            ),
            entry("2", -1, Some((vec![change(1, 0), lost], Vec::new(), vec![id("e"), id("f")]))),
            entry("3", 86_400, None),
        ];
        Log {
            rules: b"rules".to_vec(),
            paths: vec!["a".into(), BString::from(vec![0xff, b'\n', 0])],
            authors: vec![("Jos\u{e9}".into(), "j@x.test".into()), Default::default()],
            places: entries.iter().map(|entry| entry.id).zip(0..).collect(),
            entries,
            ends: vec![End { named: id("a"), end: id("b") }],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let log = log();
        assert_eq!(Log::read(&log.bytes(), b"rules"), Some(log.clone()));
        assert_eq!(Log::read(&log.bytes(), b"others"), None);
        assert_eq!(Log::read(&Log::default().bytes(), b""), Some(Log::default()));
    }

    #[test]
    fn what_is_cut_or_goes_on_is_no_log() {
        let bytes = log().bytes();
        for end in 0..bytes.len() {
            assert_eq!(Log::read(&bytes[..end], b"rules"), None, "{end}");
        }
        assert_eq!(Log::read(&[&bytes[..], &[0]].concat(), b"rules"), None);
        assert_eq!(Log::read(&[0xff; 64], b"rules"), None);
    }
}
