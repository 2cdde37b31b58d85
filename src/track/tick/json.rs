//! Statuses in JSON plans: the value of `status` in the object of an item, as bytes of the text.

use std::{collections::BTreeMap, ops::Range};

use super::Edits;
use crate::model::{PlanDocument, WorkItem};

/// Statuses that say done; the one that the text uses most is written.
const DONE: [&str; 4] = ["done", "completed", "complete", "closed"];

/// Statuses that are ticked.
const OPEN: [&str; 12] = [
    "pending",
    "open",
    "todo",
    "to-do",
    "not-started",
    "not_started",
    "not started",
    "planned",
    "in-progress",
    "in_progress",
    "in progress",
    "started",
];

/// An object of the text that has an identifier and a status.
#[derive(Clone, Debug, Default)]
struct Entry {
    line: u32,
    id: String,
    /// Identifier of the nearest object around it that has one.
    parent: String,
    /// Value of `status` without its quotation marks.
    status: Range<usize>,
}

/// Ticks items, each of which must be one object of the text and no more.
pub(super) fn edits(document: &PlanDocument, items: &[&WorkItem], what: &mut Vec<String>) -> Edits {
    let text = &*document.text;
    let entries = Reader::new(text).read();
    let status = |entry: &Entry| text.get(entry.status.clone()).unwrap_or_default();
    let mut uses: BTreeMap<&'static str, usize> = BTreeMap::new();
    for word in entries.iter().filter_map(|one| DONE.iter().find(|word| **word == status(one))) {
        *uses.entry(word).or_default() += 1;
    }
    let done = uses.into_iter().max_by_key(|(_, count)| *count).map_or("done", |(word, _)| word);
    let mut edits = Edits::new();
    for item in items {
        let is_it = |one: &&Entry| {
            let nested = || format!("{}.{}", one.parent, one.id) == item.id;
            one.line == item.at.line && (one.id == item.id || nested())
        };
        let found: Vec<&Entry> = entries.iter().filter(is_it).collect();
        let [one] = found.as_slice() else { continue };
        if OPEN.contains(&status(one).to_lowercase().as_str()) {
            edits.insert(one.status.start, (one.status.clone(), done));
            what.push(item.id.clone());
        }
    }
    edits
}

/// Walks over the tokens of a text that is known to be JSON.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    line: u32,
    found: Vec<Entry>,
    open: Vec<Open>,
}

/// An object or list that is not closed yet.
#[derive(Default)]
struct Open {
    is_object: bool,
    line: u32,
    id: Option<String>,
    status: Option<Range<usize>>,
    /// The key whose value comes next.
    key: Option<String>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, at: 0, line: 1, found: Vec::new(), open: Vec::new() }
    }

    fn read(mut self) -> Vec<Entry> {
        while let Some(byte) = self.text.as_bytes().get(self.at).copied() {
            match byte {
                b'\n' => self.line = self.line.saturating_add(1),
                b'{' | b'[' => {
                    self.open.push(Open {
                        is_object: byte == b'{',
                        line: self.line,
                        ..Open::default()
                    });
                }
                b'}' | b']' => self.close(),
                b'"' => {
                    let range = self.string();
                    self.value(range, true);
                    continue;
                }
                b'-' | b'0'..=b'9' => {
                    let rest = self.text.get(self.at..).unwrap_or_default();
                    let end =
                        rest.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)));
                    let end = self.at + end.unwrap_or(rest.len());
                    self.value(self.at..end, false);
                    self.at = end;
                    continue;
                }
                b',' => {
                    if let Some(open) = self.open.last_mut() {
                        open.key = None;
                    }
                }
                _ => {}
            }
            self.at += 1;
        }
        self.found
    }

    /// Reads a string and returns what is between its quotation marks.
    fn string(&mut self) -> Range<usize> {
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let mut at = start;
        while let Some(byte) = bytes.get(at).copied().filter(|byte| *byte != b'"') {
            at += if byte == b'\\' { 2 } else { 1 };
        }
        self.at = at + 1;
        start..at.min(self.text.len())
    }

    fn value(&mut self, range: Range<usize>, is_text: bool) {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let Some(open) = self.open.last_mut().filter(|open| open.is_object) else { return };
        match open.key.as_deref() {
            None if is_text => open.key = Some(text.to_lowercase()),
            Some("id") => open.id = Some(text.to_owned()),
            Some("status") if is_text => open.status = Some(range),
            _ => {}
        }
    }

    fn close(&mut self) {
        let Some(closed) = self.open.pop() else { return };
        let parent = self.open.iter().rev().find_map(|open| open.id.clone());
        if let (Some(id), Some(status)) = (closed.id, closed.status) {
            let parent = parent.unwrap_or_default();
            self.found.push(Entry { line: closed.line, id, parent, status });
        }
    }
}
