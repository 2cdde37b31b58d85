//! The answer of a language model that was asked for a plan: where the plan stands in it. Pure, and tolerant of what
//! models do: reasoning in front, tags that do not close or were opened by the prompt, fences, several tries, words
//! after the end. Whether the plan is a good one is not asked here.

mod braces;
mod clean;
#[cfg(test)]
mod tests;

use std::ops::Range;

use self::braces::Scanned;
pub use self::{braces::Cut, clean::clean};

/// What an answer holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing but blanks.
    Empty,
    /// A plan in JSON: its bytes.
    Json(Range<usize>),
    /// A plan in Markdown: its bytes.
    Markdown(Range<usize>),
    /// The beginning of a plan in JSON.
    CutOff(Cut),
    /// Words, and no plan among them.
    Words,
}

/// Finds the plan in an answer. Of several plans the last whole one counts: models correct themselves.
pub fn answer(text: &str) -> Answer {
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Answer::Empty;
    }
    let mut cut = None;
    for region in regions(text) {
        match braces::plan(text, &region) {
            Scanned::Whole(range) => return Answer::Json(range),
            Scanned::Cut(found) => cut = cut.or(Some(found)),
            Scanned::Nothing => {}
        }
    }
    if let Some(cut) = cut {
        return Answer::CutOff(cut);
    }
    let found = regions(text).into_iter().find_map(|region| markdown(text, region));
    found.map_or(Answer::Words, Answer::Markdown)
}

/// The text with nothing but the plan: everything else is blank, so that lines and columns stay what they are in the
/// answer.
pub fn only(text: &str, plan: &Range<usize>) -> String {
    let blank = |part: &str| -> String {
        part.chars().map(|letter| if letter == '\n' { '\n' } else { ' ' }).collect()
    };
    let before = blank(text.get(..plan.start).unwrap_or_default());
    // A blank line must be empty in Markdown, or a heading would be indented code.
    let kept = before.rfind('\n').map_or(0, |at| at + 1);
    let lines: String = before.chars().filter(|letter| *letter == '\n').collect();
    let indent = before.get(kept..).unwrap_or_default();
    format!("{lines}{indent}{}", text.get(plan.clone()).unwrap_or_default())
}

/// How many tags are tried.
const TRIES: usize = 16;

/// Where the plan may stand, the likeliest first: in the last `<plan>`, in those before, behind the reasoning, anywhere.
fn regions(text: &str) -> Vec<Range<usize>> {
    let mut regions: Vec<Range<usize>> = Vec::new();
    for (at, tag) in text.rmatch_indices("<plan>").take(TRIES) {
        let start = at + tag.len();
        let length = text.get(start..).and_then(|rest| rest.find("</plan>"));
        regions.push(start..length.map_or(text.len(), |length| start + length));
    }
    let tagged = regions.len();
    // An answer to a prompt that opens the tags itself has only their ends.
    if tagged == 0
        && let Some(end) = text.rfind("</plan>")
    {
        let start = text.get(..end).and_then(|before| before.rfind("</analysis>"));
        regions.push(start.map_or(0, |start| start + "</analysis>".len())..end);
    }
    if let Some(at) = text.rfind("</analysis>") {
        regions.push(at + "</analysis>".len()..text.len());
    }
    regions.push(0..text.len());
    regions
}

/// The Markdown plan of a region: from its first heading, or the inside of the fence around it.
fn markdown(text: &str, region: Range<usize>) -> Option<Range<usize>> {
    let part = text.get(region.clone())?;
    let mut at = region.start;
    for line in part.split_inclusive('\n') {
        if is_heading(line) {
            let end = fence_before(text.get(region.start..at)?)
                .and_then(|fence| closing(text.get(at..region.end)?, &fence))
                .map_or(region.end, |length| at + length);
            return Some(at..end);
        }
        at += line.len();
    }
    None
}

fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    (1..=3).contains(&level) && rest.starts_with(' ') && !rest.trim().is_empty()
}

/// The fence that the last line before a plan opens around it.
fn fence_before(before: &str) -> Option<String> {
    let line = before.trim_end().rsplit('\n').next()?.trim();
    let ticks: String = line.chars().take_while(|letter| matches!(letter, '`' | '~')).collect();
    let name = line.get(ticks.len()..)?;
    (ticks.len() >= 3 && matches!(name, "" | "markdown" | "md")).then_some(ticks)
}

/// Where the line stands that closes a fence around the text: its last one, because a plan has fences of its own.
fn closing(text: &str, fence: &str) -> Option<usize> {
    let mut at = 0;
    let mut found = None;
    for line in text.split_inclusive('\n') {
        if line.trim() == fence {
            found = Some(at);
        }
        at += line.len();
    }
    found
}
