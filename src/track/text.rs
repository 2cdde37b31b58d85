//! The lines of an item: what a document says of it before the next item or section begins.

use std::collections::BTreeMap;

use crate::model::{PlanDocument, WorkItem, WorkPlan};

/// A line with its number.
pub(super) type Line<'a> = (u32, &'a str);

/// The lines of every item of a plan, by identifier. Fenced blocks are left out: they illustrate.
pub(super) struct Texts<'a> {
    pages: BTreeMap<&'a str, Vec<Line<'a>>>,
    /// First lines of items by file.
    starts: BTreeMap<&'a str, Vec<u32>>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(documents: &'a [PlanDocument], work: &'a WorkPlan) -> Self {
        let pages = documents
            .iter()
            .filter(|one| !is_json(&one.path))
            .map(|one| (&*one.path, unfenced(&one.text)));
        let mut starts: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for item in &work.items {
            starts.entry(&item.at.file).or_default().push(item.at.line);
        }
        for lines in starts.values_mut() {
            lines.sort_unstable();
        }
        Self { pages: pages.collect(), starts }
    }

    /// The lines of an item; of a row or a line of a list its own, of a heading all to the next item or the next
    /// heading that is not below it. Of JSON there are none.
    pub(super) fn of(&self, item: &WorkItem) -> Vec<Line<'a>> {
        let Some(page) = self.pages.get(&*item.at.file) else { return Vec::new() };
        let starts = self.starts.get(&*item.at.file).map(Vec::as_slice).unwrap_or_default();
        let next = starts.iter().find(|line| **line > item.at.line);
        let end = next.copied().unwrap_or(u32::MAX);
        let from = page.partition_point(|(line, _)| *line < item.at.line);
        let rest = page.get(from..).unwrap_or_default();
        let Some((first, below)) = rest.split_first() else { return Vec::new() };
        let level = level(first.1);
        let is_row = first.1.trim_start().starts_with('|');
        let indent = indent(first.1);
        let belongs = |(line, text): &&Line<'_>| {
            let heads = self::level(text).is_some_and(|other| level.is_none_or(|own| other <= own));
            let outside =
                level.is_none() && !text.trim().is_empty() && self::indent(text) <= indent;
            *line < end && !heads && !is_row && (!outside || *line <= item.at.end_line)
        };
        std::iter::once(*first).chain(below.iter().take_while(belongs).copied()).collect()
    }
}

/// Whether a document is no Markdown.
pub(super) fn is_json(path: &str) -> bool {
    path.rsplit('.').next().is_some_and(|end| end.eq_ignore_ascii_case("json"))
}

/// The lines of a text outside of fences.
pub(super) fn unfenced(text: &str) -> Vec<Line<'_>> {
    let mut fence: Option<&str> = None;
    let mut lines = Vec::new();
    for (line, number) in text.trim_start_matches('\u{feff}').split('\n').zip(1_u32..) {
        let start = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark));
        match (fence, mark) {
            (None, None) => lines.push((number, line.trim_end_matches('\r'))),
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
    }
    lines
}

/// Level of a heading.
fn level(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    ((1..=6).contains(&level) && rest.starts_with([' ', '\t'])).then_some(level)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
