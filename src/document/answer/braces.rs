//! The extent of a JSON object in other text: balanced braces outside of strings.

use std::ops::Range;

/// A JSON text that ends before its last brace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// First byte of the object.
    pub start: usize,
    /// Byte behind the last one.
    pub end: usize,
    /// What is open there, the outermost first: `{` and `[`.
    pub open: Vec<char>,
    /// Whether it ends inside of a text.
    pub in_text: bool,
}

/// What a stretch of text holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Scanned {
    /// A whole object.
    Whole(Range<usize>),
    /// An object without its end.
    Cut(Cut),
    /// None.
    Nothing,
}

/// How many braces without an end are looked at: each costs a walk to the end of the text.
const OPEN: usize = 24;

/// Keys, one of which every plan has.
const KEYS: [&str; 6] =
    ["\"steps\"", "\"overview\"", "\"tasks\"", "\"phases\"", "\"architecture\"", "\"testing\""];

/// The last object in `region` that looks like a plan, else the beginning of one.
pub(super) fn plan(text: &str, region: &Range<usize>) -> Scanned {
    let mut whole = None;
    let mut cut = None;
    let mut opened = 0;
    let mut at = region.start;
    while let Some(start) = next_brace(text, at, region.end) {
        match object(text, start, region.end) {
            Ok(end) => {
                if text.get(start..end).is_some_and(looks_like_one) {
                    whole = Some(start..end);
                }
                at = end;
            }
            Err(found) => {
                let part = text.get(start..region.end).unwrap_or_default();
                if cut.is_none() && begins_one(part) && looks_like_one(part) {
                    cut = Some(found);
                }
                opened += 1;
                if opened == OPEN {
                    break;
                }
                at = start + 1;
            }
        }
    }
    // What lies inside of an object that was cut off is no plan of its own.
    let inner =
        whole.as_ref().zip(cut.as_ref()).is_some_and(|(whole, cut)| cut.start < whole.start);
    match (whole, cut) {
        (Some(range), _) if !inner => Scanned::Whole(range),
        (_, Some(cut)) => Scanned::Cut(cut),
        (Some(range), None) => Scanned::Whole(range),
        (None, None) => Scanned::Nothing,
    }
}

fn next_brace(text: &str, from: usize, end: usize) -> Option<usize> {
    let found = memchr::memchr(b'{', text.as_bytes().get(from..end)?)?;
    Some(from + found)
}

fn looks_like_one(object: &str) -> bool {
    KEYS.iter().any(|key| object.contains(key))
}

/// Whether a brace begins an object with keys, and not some words in braces.
fn begins_one(part: &str) -> bool {
    part.get(1..).is_some_and(|rest| rest.trim_start().starts_with('"'))
}

/// Byte behind the object that begins at `start`; what is open where the text ends.
fn object(text: &str, start: usize, end: usize) -> Result<usize, Cut> {
    let mut open: Vec<char> = Vec::new();
    let (mut in_text, mut escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate().take(end).skip(start) {
        if in_text {
            in_text = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        match byte {
            b'"' => in_text = true,
            b'{' => open.push('{'),
            b'[' => open.push('['),
            b'}' | b']' => {
                let _ = open.pop();
                if open.is_empty() {
                    return Ok(at + 1);
                }
            }
            _ => {}
        }
    }
    let part = text.get(start..end).unwrap_or_default();
    let end = start + part.trim_end().trim_end_matches("```").trim_end().len();
    Err(Cut { start, end, open, in_text })
}
