//! Where the values of an analysis stand in its JSON, without reading all of it: every value begins and ends
//! with a line whose indentation no deeper one has, because a text holds no line end of its own.

use std::{ops::Range, sync::Arc};

use memchr::memmem;
use serde::{Serialize, de::DeserializeOwned};

use super::{edits::Splice, moves};
use crate::{
    analyze::{Resized, resized_languages},
    cache::Answer,
    history,
    model::{FileChurn, FileRecord, Hotspot, LanguageShare, RepositoryFacts},
};

/// What stands behind the files in the JSON.
const BEHIND_FILES: &[u8] = b"\n  \"modules\": ";
const GIT: &[u8] = b"\n  \"git\": ";

/// What is read at first of either end.
const PART: u64 = 1 << 20;

/// What to replace in the JSON of an analysis when the `repo` is another one and some files have other sizes;
/// `None` when that does not tell all that is to be replaced. The JSON has not been checked.
pub(super) fn splices(
    json: &mut Answer,
    repo: &RepositoryFacts,
    resized: &[Resized],
) -> Option<Vec<Splice>> {
    let head = head(json)?;
    let mut splices = vec![head.value(1, "repo")?.splice(1, repo)?];
    if resized.is_empty() {
        return Some(splices);
    }
    let (languages, files) = (head.value(1, "languages")?, head.value(1, "files")?);
    let mut shares: Vec<LanguageShare> = languages.read()?;
    let mut records = Vec::new();
    for one in resized {
        let place = files.element(1, &one.path)?;
        let old: FileRecord = place.read()?;
        let new = FileRecord { bytes: one.bytes, lines: one.lines, ..old.clone() };
        resized_languages(&mut shares, &old, &new);
        records.push(place.splice(2, &new)?);
    }
    records.sort_by_key(|splice| splice.start);
    splices.push(languages.splice(1, &shares)?);
    splices.extend(records);
    splices.extend(hotspots(&tail(json)?, resized)?);
    splices.extend(moves::splices(json, resized)?);
    splices.sort_by_key(|splice| splice.start);
    Some(splices)
}

/// The lists of hotspots.
fn hotspots(tail: &Part, resized: &[Resized]) -> Option<Vec<Splice>> {
    let git = tail.value(1, "git")?;
    let places = ["hotspots", "complexity_hotspots"].map(|key| git.value(2, key));
    let read = |place: &Option<Part>| place.as_ref().map_or(Some(Vec::new()), Part::read);
    let old: (Vec<Hotspot>, Vec<Hotspot>) = (read(&places[0])?, read(&places[1])?);
    let files = git.value(2, "files");
    let mut new = old.clone();
    for one in resized {
        let churn = files.as_ref().and_then(|files| files.element(2, &one.path));
        let churn: Option<FileChurn> = churn.map_or(Some(None), |churn| churn.read().map(Some))?;
        if let (Some(churn), Some(size)) = (churn, one.size) {
            new = history::resized(new, &one.path, churn.commits, size)?;
        }
    }
    let mut splices = Vec::new();
    for (place, (old, new)) in places.into_iter().zip([(old.0, new.0), (old.1, new.1)]) {
        if old != new {
            splices.push(place?.splice(2, &new)?);
        }
    }
    Some(splices)
}

/// A part of a text.
#[derive(Clone)]
struct Part {
    text: Arc<Vec<u8>>,
    /// Where `text` begins in the whole.
    offset: u64,
    place: Range<usize>,
}

/// The text up to what stands behind the files.
fn head(json: &mut Answer) -> Option<Part> {
    let mut length = PART;
    loop {
        let text = json.part(0, length)?;
        if let Some(end) = memmem::find(&text, BEHIND_FILES) {
            return Some(Part { text: text.into(), offset: 0, place: 0..end + 1 });
        }
        length = longer(length, json.length())?;
    }
}

/// The text from the history on.
fn tail(json: &mut Answer) -> Option<Part> {
    let mut length = PART;
    loop {
        let offset = json.length().saturating_sub(length);
        let text = json.part(offset, length)?;
        // Only one line can begin so.
        if let Some(start) = memmem::find(&text, GIT) {
            let place = start..text.len();
            return Some(Part { text: text.into(), offset, place });
        }
        length = longer(length, json.length())?;
    }
}

fn longer(length: u64, all: u64) -> Option<u64> {
    (length < all).then_some(length.saturating_mul(2))
}

impl Part {
    fn bytes(&self) -> &[u8] {
        self.text.get(self.place.clone()).unwrap_or_default()
    }

    fn read<Value: DeserializeOwned>(&self) -> Option<Value> {
        serde_json::from_slice(self.bytes()).ok()
    }

    /// `value` in place of this one at a level.
    fn splice(&self, level: usize, value: &impl Serialize) -> Option<Splice> {
        let text = serde_json::to_string_pretty(value).ok()?;
        let text = text.replace('\n', &line(level));
        let at = |place: usize| self.offset + place as u64;
        Some(Splice { start: at(self.place.start), end: at(self.place.end), text })
    }

    /// The value of a key at a level, up to its last byte.
    fn value(&self, level: usize, key: &str) -> Option<Self> {
        let key = format!("{}\"{key}\": ", line(level));
        let start = memmem::find(self.bytes(), key.as_bytes())? + key.len();
        let end = match self.bytes().get(start..)? {
            [b'[', b'\n', ..] => self.end(start, level, ']')?,
            [b'{', b'\n', ..] => self.end(start, level, '}')?,
            rest => {
                let rest = rest.get(..memchr::memchr(b'\n', rest)?)?;
                start + rest.strip_suffix(b",").unwrap_or(rest).len()
            }
        };
        Some(self.within(start..end))
    }

    /// Of a list at a level, the object whose first key says that it is about a path.
    fn element(&self, level: usize, path: &str) -> Option<Self> {
        let path = serde_json::to_string(path).ok()?;
        let begin = line(level + 1);
        let all = format!("{begin}{{{}\"path\": {path}", line(level + 2));
        let start = memmem::find(self.bytes(), all.as_bytes())? + begin.len();
        Some(self.within(start..self.end(start, level + 1, '}')?))
    }

    /// Where a value of many lines ends.
    fn end(&self, start: usize, level: usize, bracket: char) -> Option<usize> {
        let last = format!("{}{bracket}", line(level));
        let found = memmem::find(self.bytes().get(start..)?, last.as_bytes())?;
        Some(start + found + last.len())
    }

    fn within(&self, place: Range<usize>) -> Self {
        let at = self.place.start;
        Self { place: at + place.start..at + place.end, ..self.clone() }
    }
}

/// The beginning of a line at a level.
fn line(level: usize) -> String {
    format!("\n{}", "  ".repeat(level))
}
