//! Where the JSON of an analysis names lines of a file, so that they can become others.
//!
//! A line stands in an object behind the name of its file, or in an object inside of that one which names no
//! file of its own. The places of an object's lines tell where it ends, because a text holds no line end.

use memchr::memmem::Finder;

use super::edits::Splice;
use crate::{
    analyze::{Lines, Resized},
    cache::Answer,
};

/// What is read at once.
const PART: u64 = 1 << 20;

/// An element of a list of the analysis begins; no object that names a file is open here.
const BETWEEN: &[u8] = b"\n    {\n";

/// What to replace in the JSON of an analysis when lines of some files moved; `None` when it names one of which
/// nobody knows where it went. The JSON has not been checked.
pub(super) fn splices(json: &mut Answer, resized: &[Resized]) -> Option<Vec<Splice>> {
    let moved = resized.iter().filter(|one| !one.moved.is_empty());
    let moved: Option<Vec<_>> = moved.map(Moved::of).collect();
    let moved = moved?;
    let mut splices = Vec::new();
    let (mut at, mut length) = (0, PART);
    while !moved.is_empty() && at < json.length() {
        let text = json.part(at, length)?;
        let is_last = at + text.len() as u64 >= json.length();
        let end = if is_last { Some(text.len()) } else { memchr::memmem::rfind(&text, BETWEEN) };
        let Some(end) = end.filter(|end| *end > 0) else {
            length = length.saturating_mul(2);
            continue;
        };
        for file in &moved {
            file.find(text.get(..end)?, at, &mut splices)?;
        }
        (at, length) = (at + end as u64, PART);
    }
    splices.sort_by_key(|splice: &Splice| splice.start);
    Some(splices)
}

/// A file whose lines moved.
struct Moved<'a> {
    /// How the JSON names it.
    name: Finder<'static>,
    lines: &'a Lines,
}

/// What stands in front of the name of a file, save for the rest of its key.
const FILE: &str = "file\": ";

impl<'a> Moved<'a> {
    fn of(file: &'a Resized) -> Option<Self> {
        let name = serde_json::to_string(&file.path).ok()?;
        Some(Self { name: Finder::new(&format!("{FILE}{name}")).into_owned(), lines: &file.moved })
    }

    /// Adds what is to be replaced in a part of the JSON that begins `at` a place.
    fn find(&self, text: &[u8], at: u64, splices: &mut Vec<Splice>) -> Option<()> {
        for found in self.name.find_iter(text) {
            let start = memchr::memrchr(b'\n', text.get(..found)?).map_or(0, |end| end + 1);
            let key = Line::of(text, start)?;
            match key.key {
                b"file" => self.object(text, &key, at, splices)?,
                b"decl_file" => {
                    let next = Line::of(text, key.end)?;
                    self.splice(&next, b"decl_line", at, splices)?;
                }
                _ => {}
            }
        }
        Some(())
    }

    /// The lines behind the name of the file in its object.
    fn object(
        &self,
        text: &[u8],
        name: &Line<'_>,
        at: u64,
        splices: &mut Vec<Splice>,
    ) -> Option<()> {
        let mut line = Line::of(text, name.end)?;
        // Where an object inside names a file of its own.
        let mut other = usize::MAX;
        while line.indentation >= name.indentation {
            if line.indentation < other {
                other = usize::MAX;
                if line.key == b"file" {
                    other = line.indentation;
                }
                self.splice(&line, b"line", at, splices)?;
                self.splice(&line, b"end_line", at, splices)?;
            }
            line = Line::of(text, line.end)?;
        }
        Some(())
    }

    /// Adds another number for a line that is the value of a key; `None` where it is not known.
    fn splice(
        &self,
        line: &Line<'_>,
        key: &[u8],
        at: u64,
        splices: &mut Vec<Splice>,
    ) -> Option<()> {
        let Some(number) = line.number().filter(|_| line.key == key) else { return Some(()) };
        let after = self.lines.after(number)?;
        if after != number {
            let start = at + line.value_at as u64;
            let end = start + line.digits().len() as u64;
            splices.push(Splice { start, end, text: after.to_string() });
        }
        Some(())
    }
}

/// A line of the JSON.
struct Line<'a> {
    indentation: usize,
    /// Empty for a line without one.
    key: &'a [u8],
    value: &'a [u8],
    value_at: usize,
    /// Where the next one begins.
    end: usize,
}

impl<'a> Line<'a> {
    fn of(text: &'a [u8], start: usize) -> Option<Self> {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = rest.get(..length)?;
        let indentation = line.iter().take_while(|byte| **byte == b' ').count();
        let all = line.get(indentation..)?;
        let key = all.strip_prefix(b"\"").and_then(|rest| {
            let end = memchr::memchr(b'"', rest)?;
            rest.get(end..)?.starts_with(b"\": ").then(|| rest.get(..end))?
        });
        let value_at = key.map_or(indentation, |key| indentation + key.len() + b"\"\": ".len());
        let value = line.get(value_at..)?;
        let (key, value_at) = (key.unwrap_or_default(), start + value_at);
        Some(Self { indentation, key, value, value_at, end: start + length + 1 })
    }

    fn digits(&self) -> &'a [u8] {
        self.value.strip_suffix(b",").unwrap_or(self.value)
    }

    fn number(&self) -> Option<u64> {
        std::str::from_utf8(self.digits()).ok()?.parse().ok()
    }
}
