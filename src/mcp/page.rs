//! Long lists in pages: how many there are, where the next page begins, and why there is nothing.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher as _},
};

use rmcp::ErrorData;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{desk::Facts, stamp::Stamp};

/// Bytes of JSON that count as one token: fewer than code and prose take, so that the limit holds.
const BYTES_PER_TOKEN: usize = 3;

/// Tokens of an answer when nobody says.
const TOKENS: u32 = 8_000;

/// Items of a page when nobody says.
const LIMIT: u32 = 50;

/// Most items of a page.
const MOST: u32 = 500;

/// Which part of a list is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
pub(super) struct Slice {
    /// `next_cursor` of the page before; leave out for the first page.
    #[serde(default)]
    pub(super) cursor: Option<String>,
    /// Most items of a page, 1-500; 50 when absent.
    #[serde(default)]
    pub(super) limit: Option<u32>,
    /// About how long the answer may be, 500-50000; 8000 when absent. Estimated: one token for every 3 bytes of JSON.
    #[serde(default)]
    pub(super) max_tokens: Option<u32>,
}

/// A page of a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Listing<T> {
    /// The repository at the moment for which the answer is true.
    pub(super) at: Stamp,
    /// How many there are of each kind, whatever page this is.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) counts: BTreeMap<String, usize>,
    /// What the reader must know of first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) warnings: Vec<String>,
    /// The items of this page.
    pub(super) items: Vec<T>,
    /// How many items all pages have together.
    pub(super) total: usize,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next_cursor: Option<String>,
    /// Why there are no items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) nothing: Option<Nothing>,
}

/// Why a list is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Nothing {
    /// Which zero it is.
    pub(super) reason: Reason,
    /// The same in words, with figures.
    pub(super) text: String,
}

/// Which zero it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Reason {
    /// There are some, and none is as asked for.
    NoMatch,
    /// Every file that could hold one was read, and none does.
    NoneFound,
    /// Files that could hold some were not read, or only in part: there may be some.
    NotRead,
    /// No file is of a kind in which they are looked for.
    NotScanned,
    /// What it would be made from is not there: no planning document, no reference, no plan.
    NoInput,
}

/// A list before it is cut into pages.
#[derive(Debug)]
pub(super) struct Listed<T> {
    pub(super) counts: BTreeMap<String, usize>,
    pub(super) warnings: Vec<String>,
    pub(super) items: Vec<T>,
    /// Why there are no items; of no use when there are.
    pub(super) nothing: Option<Nothing>,
    /// Bytes of what stands beside the list in the answer.
    pub(super) beside: usize,
}

impl<T> From<Vec<T>> for Listed<T> {
    fn from(items: Vec<T>) -> Self {
        Self { counts: BTreeMap::new(), warnings: Vec::new(), items, nothing: None, beside: 0 }
    }
}

/// The page of a list that `slice` asks for. `question` stands for everything else that was asked, so that a cursor is
/// not used for another list.
///
/// # Errors
/// When the cursor belongs to another list or to other facts, or a limit makes no sense.
pub(super) fn page<T: Serialize>(
    (at, state): (Stamp, &str),
    list: Listed<T>,
    slice: &Slice,
    question: &impl Hash,
) -> Result<Listing<T>, ErrorData> {
    let Listed { counts, warnings, items, nothing, beside } = list;
    let total = items.len();
    let mark = mark(question);
    let start = match &slice.cursor {
        Some(cursor) => start(cursor, state, &mark, total)?,
        None => 0,
    };
    let (limit, budget) = limits(slice)?;
    let nothing = nothing.filter(|_| total == 0);
    let mut listing =
        Listing { at, counts, warnings, items: Vec::new(), total, next_cursor: None, nothing };
    let mut room = budget.saturating_sub(length(&listing) + CURSOR + beside);
    for item in items.into_iter().skip(start).take(limit) {
        let takes = length(&item) + 1;
        // One item is always given: an answer without any would never end.
        if takes > room && !listing.items.is_empty() {
            break;
        }
        room = room.saturating_sub(takes);
        listing.items.push(item);
    }
    let next = start + listing.items.len();
    listing.next_cursor = (next < total).then(|| format!("{state}.{mark}.{next}"));
    Ok(listing)
}

/// Bytes of a cursor with its key.
const CURSOR: usize = 80;

/// Items and bytes of an answer.
///
/// # Errors
/// When a limit makes no sense.
pub(super) fn limits(slice: &Slice) -> Result<(usize, usize), ErrorData> {
    let limit = slice.limit.unwrap_or(LIMIT);
    if !(1..=MOST).contains(&limit) {
        return Err(ErrorData::invalid_params(
            format!("limit is {limit}; it is 1 to {MOST}"),
            None,
        ));
    }
    let tokens = slice.max_tokens.unwrap_or(TOKENS);
    if !(500..=50_000).contains(&tokens) {
        let message = format!("max_tokens is {tokens}; it is 500 to 50000");
        return Err(ErrorData::invalid_params(message, None));
    }
    Ok((limit as usize, tokens as usize * BYTES_PER_TOKEN))
}

fn start(cursor: &str, state: &str, mark: &str, total: usize) -> Result<usize, ErrorData> {
    let wrong = |why: &str| Err(ErrorData::invalid_params(why.to_owned(), None));
    let mut parts = cursor.split('.');
    let (Some(was), Some(of), Some(at), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return wrong("this is no cursor of this server; leave it out for the first page");
    };
    if was != state {
        return wrong(
            "the repository has changed since the page before; leave the cursor out and begin again",
        );
    }
    match at.parse::<usize>() {
        Ok(at) if of == mark && at < total => Ok(at),
        _ => wrong("the cursor belongs to another question; leave it out for the first page"),
    }
}

fn mark(question: &impl Hash) -> String {
    let mut hasher = DefaultHasher::new();
    question.hash(&mut hasher);
    format!("{:08x}", hasher.finish() & 0xffff_ffff)
}

/// Bytes of a value as JSON.
pub(super) fn length(value: &impl Serialize) -> usize {
    serde_json::to_vec(value).map_or(0, |text| text.len())
}

/// Why no fact of a kind was found, from what was scanned; `found` in the filter's view.
pub(super) fn nothing(facts: &Facts, kind: &str, what: &str) -> Nothing {
    let row = facts.analysis.coverage_of_scan.iter().find(|row| row.kind == kind);
    let Some(row) = row else {
        let text = format!("{what} are not looked for");
        return Nothing { reason: Reason::NotScanned, text };
    };
    let skipped: Vec<String> = row
        .files_skipped
        .iter()
        .map(|one| format!("{} {} (such as {})", one.files, one.reason, one.example))
        .collect();
    let skipped = skipped.join("; ");
    let (reason, text) = if row.found > 0 {
        (Reason::NoMatch, format!("there are {} {what}, and none is as asked for", row.found))
    } else if !skipped.is_empty() {
        let scanned = row.files_scanned;
        (Reason::NotRead, format!("no {what} in {scanned} files; not read: {skipped}"))
    } else if row.files_scanned == 0 {
        (Reason::NotScanned, format!("no file is of a kind in which {what} are looked for"))
    } else if row.files_partly_read > 0 {
        let (all, part) = (row.files_scanned, row.files_partly_read);
        (Reason::NotRead, format!("no {what} in {all} files, {part} of them read only in part"))
    } else {
        (Reason::NoneFound, format!("no {what} in {} files, all of them read", row.files_scanned))
    };
    Nothing { reason, text }
}
