//! What labels, headings and lines beside a text say of the files in it.

use std::ops::Range;

use super::{
    stretch::{Around, Files},
    vocabulary::{self, is_one},
};
use crate::{
    document::{
        words,
        work::{
            fields::{self, Field},
            marks, segments,
        },
    },
    model::Action,
};

/// Where labels begin to hold within the text, and whether they are of files.
pub(super) fn of_text(text: &str, around: Around) -> Vec<(usize, Option<Files>)> {
    let bare = marks::bare(text);
    let offset = |part: &str| part.as_ptr().addr().checked_sub(text.as_ptr().addr());
    let mut found = Vec::new();
    for segment in segments::of(bare) {
        let Some(start) = offset(segment.value) else { continue };
        let label = marks::plain(segment.label);
        let files = if label.is_empty() { around.files } else { of_label(&label) };
        let files = files.filter(|files| !is_told(*files, &label, segment.value));
        found.push((start, files));
        // What stands behind a long dash speaks of the files' content.
        let dash = [" — ", " – ", " - "].iter().filter_map(|dash| segment.value.find(dash)).min();
        if files.is_some() {
            let until = dash.unwrap_or(segment.value.len());
            let notes = notes(segment.value.get(..until).unwrap_or_default());
            found.extend(
                notes
                    .into_iter()
                    .flat_map(|note| [(start + note.start, None), (start + note.end, files)]),
            );
            found.extend(dash.map(|dash| (start + dash, None)));
        }
    }
    found
}

/// Whether a label of tests leads a sentence about them, not a list of files: `Test: init is run twice in FILE`.
fn is_told(files: Files, label: &str, value: &str) -> bool {
    let key = words::key(label);
    let mut of_files = key.split_whitespace();
    let tests =
        words::has_any(&key, &["test", "tests"]) && matches!(files.0, None | Some(Action::Test));
    if !tests || of_files.any(|word| is_one(vocabulary::FILES, word)) {
        return false;
    }
    let first = value.trim_start_matches(['*', '[', '(', ' ']).split_whitespace().next();
    first.is_some_and(|word| {
        let folded = words::fold(word.trim_end_matches(|c: char| !c.is_alphanumeric()));
        let lists = word.contains(['`', '/', '.']) || is_one(vocabulary::JOINING, &folded);
        !lists && vocabulary::verb(&folded).is_none()
    })
}

/// Notes in brackets right behind the files of a list: `a.go (reads b.go)`; `a.go (and b.go)` lists on.
fn notes(value: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = value.get(at..).and_then(|rest| rest.find('(')).map(|shift| at + shift) {
        let inside = value.get(open + 1..).unwrap_or_default();
        let end = inside.find(')').map_or(value.len(), |length| open + 1 + length);
        let listed = ["and ", "plus ", "e ", "y ", "+ ", "or ", "ou ", "o "];
        let behind = value.get(..open).is_some_and(|before| !before.trim().is_empty());
        if behind && !listed.iter().any(|word| inside.starts_with(word)) {
            found.push(open..end);
        }
        at = end.max(open + 1);
    }
    found
}

/// What a label says of the files behind it; `None` where it speaks of something else.
pub(super) fn of_label(label: &str) -> Option<Files> {
    if let Some(Field::Files(action)) = fields::of_label(label) {
        return Some(Files(action));
    }
    let key = words::key(label);
    let mut rest = key.split_whitespace().filter(|word| !is_one(vocabulary::FILLING, word));
    let (action, _) = rest.next().and_then(vocabulary::verb)?;
    // `Create the interface` speaks of something else than files.
    rest.next().is_none().then_some(Files(Some(action)))
}

/// The same of a heading, which may name a piece of work: `Create Memory File Providers`, `Add Dependency`.
pub(super) fn of_heading(heading: &str) -> Option<Files> {
    let key = words::key(heading);
    let telling = key.split_whitespace().filter(|word| {
        !is_one(vocabulary::FILLING, word) && !word.bytes().all(|byte| byte.is_ascii_digit())
    });
    if key.split_whitespace().any(|word| is_one(vocabulary::FILES, word)) {
        // `File metadata` is no list of files.
        let mut others = telling.filter(|word| !is_one(vocabulary::FILES, word));
        let qualifies =
            |word: &str| is_one(vocabulary::LISTING, word) || vocabulary::verb(word).is_some();
        return others.all(qualifies).then(|| of_label(heading))?;
    }
    if telling.count() > 1 { None } else { of_label(heading) }
}
