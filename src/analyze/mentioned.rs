//! Where the text of the code has names: for names of which there is no fact, such as constants, variables and what
//! libraries give. Comments, documents and JSON, in which plans and reports are kept, do not count: they also name
//! what is not there.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use aho_corasick::AhoCorasick;
use rayon::prelude::*;

use crate::{
    discover::{ContentId, Entry, Snapshot},
    extract,
    model::{Analysis, EvidenceClass},
};

/// Beginnings of lines that are comments in most languages.
const COMMENTS: [&str; 7] = ["//", "# ", "* ", "/*", "--", "<!--", "; "];

/// The first line of each file that has a name, by name.
type Places = BTreeMap<String, Vec<(Arc<str>, u32)>>;

/// A state of the code: its files and what is known of them.
type State<'a> = (&'a Snapshot, &'a Analysis);

/// Where names stand as words of their own outside of comments: the first line of each file that has one now, and
/// the names that the code had before.
pub fn mentioned(
    now: State<'_>,
    before: Option<State<'_>>,
    names: &BTreeSet<String>,
) -> (Places, BTreeSet<String>) {
    let list: Vec<&String> = names.iter().filter(|name| !name.is_empty()).collect();
    let mut found = Places::new();
    let mut earlier = BTreeSet::new();
    let Some(search) = AhoCorasick::new(&list).ok().filter(|_| !list.is_empty()) else {
        return (found, earlier);
    };
    let contents = |state: State<'_>| -> BTreeSet<ContentId> {
        state.0.entries.iter().filter_map(|entry| entry.blob).collect()
    };
    let old = before.map(contents).unwrap_or_default();
    for (entry, lines) in scan(now, &search, &BTreeSet::new()) {
        for (name, line) in lines.iter().filter_map(|(at, line)| Some((list.get(*at)?, *line))) {
            found.entry((*name).clone()).or_default().push((Arc::clone(&entry.path), line));
            if entry.blob.is_some_and(|blob| old.contains(&blob)) {
                earlier.insert((*name).clone());
            }
        }
    }
    // What did not change is known already.
    let new = contents(now);
    for (_, lines) in before.into_iter().flat_map(|state| scan(state, &search, &new)) {
        earlier.extend(lines.keys().filter_map(|at| Some((*list.get(*at)?).clone())));
    }
    (found, earlier)
}

/// The lines of names in every file that is code and whose content is not `known`.
fn scan<'a>(
    (snapshot, analysis): State<'a>,
    search: &AhoCorasick,
    known: &BTreeSet<ContentId>,
) -> Vec<(&'a Entry, BTreeMap<usize, u32>)> {
    let prose: BTreeSet<&str> = analysis
        .files
        .iter()
        .filter(|file| file.class() == EvidenceClass::Document || file.language.as_str() == "json")
        .map(|file| &*file.path)
        .collect();
    let is_code = |entry: &&Entry| {
        let is_known = entry.blob.is_some_and(|blob| known.contains(&blob));
        !entry.vendored && !entry.too_large && !is_known && !prose.contains(&*entry.path)
    };
    let entries: Vec<&Entry> = snapshot.entries.iter().filter(is_code).collect();
    let one = |entry: &'a Entry| {
        let bytes = snapshot.read(entry).ok().filter(|bytes| search.is_match(bytes))?;
        let (text, _) = extract::decode(&bytes, entry.encoding.as_deref())?;
        Some((entry, lines(&text, search)))
    };
    entries.into_par_iter().filter_map(one).collect()
}

/// The first line of each name that the text has.
fn lines(text: &str, search: &AhoCorasick) -> BTreeMap<usize, u32> {
    let mut found = BTreeMap::new();
    let is_comment = |line: &str| COMMENTS.iter().any(|mark| line.starts_with(mark));
    let code = text.lines().zip(1_u32..).filter(|(line, _)| !is_comment(line.trim_start()));
    for (line, number) in code {
        for one in search.find_overlapping_iter(line) {
            let before = line.get(..one.start()).and_then(|text| text.chars().next_back());
            let behind = line.get(one.end()..).and_then(|text| text.chars().next());
            let is_part =
                |letter: Option<char>| letter.is_some_and(|c| c.is_alphanumeric() || c == '_');
            if !is_part(before) && !is_part(behind) {
                found.entry(one.pattern().as_usize()).or_insert(number);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_of_their_own_outside_of_comments() {
        let search = AhoCorasick::new(["Limit", "LimitMax"]).unwrap();
        let text = "// Limit comes later\nvar LimitMax = 1\nmy_Limit()\nx := Limit\n";
        let found: Vec<(usize, u32)> = lines(text, &search).into_iter().collect();
        assert_eq!(found, [(0, 4), (1, 2)]);
        assert!(lines("# Limit\n -- Limit\n", &search).is_empty());
    }
}
