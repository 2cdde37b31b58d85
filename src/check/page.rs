//! The text of a plan by lines, and where words stand in it: places are characters, lines count from 1.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::number;
use crate::model::{BlockKind, Criterion, Place, PlanDocument, PlanForm, Span, WorkItem, WorkKind};

/// A plan's lines.
pub(super) struct Page<'a> {
    document: &'a PlanDocument,
    lines: Vec<&'a str>,
    /// The document's own items by line.
    items: Vec<&'a WorkItem>,
    /// What each item is a part of.
    parents: BTreeMap<&'a str, &'a str>,
}

impl<'a> Page<'a> {
    /// The lines of `document`.
    pub(super) fn of(document: &'a PlanDocument) -> Self {
        let all = || document.work.iter().flat_map(|plan| &plan.items);
        let mut items: Vec<&WorkItem> = items(document).collect();
        items.sort_by_key(|item| item.at.line);
        // Of several items with one identifier the first counts.
        let parents = {
            let mut known = BTreeMap::new();
            for item in all() {
                known.entry(item.id.as_str()).or_insert(item.parent.as_str());
            }
            known
        };
        Self { document, lines: document.text.split('\n').collect(), items, parents }
    }

    /// Number of lines.
    pub(super) fn length(&self) -> u32 {
        count(self.lines.len())
    }

    /// Line `number`; empty where there is none.
    pub(super) fn line(&self, number: u32) -> &'a str {
        let at = usize::try_from(number).unwrap_or(usize::MAX).wrapping_sub(1);
        self.lines.get(at).copied().unwrap_or_default().trim_end_matches('\r')
    }

    /// The lines of `span` with their numbers.
    pub(super) fn lines(&self, span: Span) -> impl Iterator<Item = (u32, &'a str)> + '_ {
        (span.line.max(1)..=span.end_line.min(self.length()))
            .map(|number| (number, self.line(number)))
    }

    /// All of the document.
    pub(super) fn all(&self) -> Span {
        Span { line: 1, end_line: self.length() }
    }

    /// The place of line `number` without the blanks around it.
    pub(super) fn whole(&self, number: u32) -> Place {
        let line = self.line(number);
        let text = line.trim();
        self.part(number, line.len() - line.trim_start().len(), text.len())
    }

    /// The place of `length` bytes from byte `start` of line `number`.
    pub(super) fn part(&self, number: u32, start: usize, length: usize) -> Place {
        let line = self.line(number);
        let before = line.get(..start).map_or(0, |text| count(text.chars().count()));
        let inside = line.get(start..start + length).map_or(0, |text| count(text.chars().count()));
        Place {
            file: Arc::clone(&self.document.path),
            line: number,
            column: before + 1,
            end_line: number,
            end_column: before + 1 + inside.max(1),
        }
    }

    /// The place of the first `words` in `span` that stand by themselves.
    pub(super) fn find(&self, span: Span, words: &str) -> Option<Place> {
        self.lines(span).find_map(|(number, line)| {
            Some(self.part(number, whole_word(line, words)?, words.len()))
        })
    }

    /// The same for words in ASCII that may stand in capitals.
    pub(super) fn find_folded(&self, span: Span, words: &str) -> Option<Place> {
        self.lines(span).find_map(|(number, line)| {
            let at = whole_word(&line.to_ascii_lowercase(), words)?;
            Some(self.part(number, at, words.len()))
        })
    }

    /// The place of `words` in `span`, else of its first line.
    pub(super) fn at(&self, span: Span, words: &str) -> Place {
        self.find(span, words).unwrap_or_else(|| self.whole(span.line))
    }

    /// The place of `words` on line `number`, else of the line.
    pub(super) fn on(&self, number: u32, words: &str) -> Place {
        self.at(Span { line: number, end_line: number }, words)
    }

    /// The first heading, where something is told that stands nowhere.
    pub(super) fn title(&self) -> Place {
        let mut sections = self.document.outline.sections.iter();
        let heading = sections.find(|section| section.level > 0);
        self.whole(heading.map_or(1, |section| section.span.line))
    }

    /// The line of `item` in this document: its title where it stands there.
    pub(super) fn head(&self, item: &WorkItem) -> Place {
        let line = self.line(item.at.line);
        match line.find(item.title.as_str()).filter(|_| !item.title.is_empty()) {
            Some(start) => self.part(item.at.line, start, item.title.len()),
            None => self.whole(item.at.line),
        }
    }

    /// The place of an amount of hours in `span`.
    pub(super) fn amount(&self, span: Span, amount: f64) -> Option<Place> {
        self.lines(span).find_map(|(number, line)| {
            let mut found = number::numbers(line).into_iter();
            let (start, _, behind) = found.find(|(_, value, _)| (value - amount).abs() < 0.01)?;
            let known = number::hours(line).into_iter().find(|(at, _, _)| *at == start);
            let end = known.map_or(line.len() - behind.len(), |(_, end, _)| end);
            Some(self.part(number, start, end - start))
        })
    }

    /// Whether line `number` stands in a block of code.
    pub(super) fn is_code(&self, number: u32) -> bool {
        let blocks = self.document.outline.sections.iter().flat_map(|section| &section.blocks);
        blocks
            .filter(|block| block.kind == BlockKind::Code)
            .any(|block| (block.span.line..=block.span.end_line).contains(&number))
    }

    /// The lines that speak of `item`: from its own to the next item that is none of its parts, or the next
    /// heading that ends it.
    pub(super) fn extent(&self, item: &WorkItem) -> Span {
        let from = item.at.line;
        if self.line(from).trim_start().starts_with('|') {
            return Span { line: from, end_line: from };
        }
        let behind = self.items.partition_point(|other| other.at.line <= from);
        let mut others = self.items.iter().skip(behind);
        let next = others.find(|other| !self.is_below(other, item)).map(|other| other.at.line);
        let level = heading_level(self.line(from));
        let sections = self.document.outline.sections.iter();
        let heading = sections
            .filter(|section| section.span.line > from && section.level > 0)
            .find(|section| level == 0 || section.level <= level)
            .map(|section| section.span.line);
        let end = next.into_iter().chain(heading).min().map_or(self.length(), |line| line - 1);
        Span { line: from, end_line: end.max(from) }
    }

    fn is_below(&self, item: &WorkItem, above: &WorkItem) -> bool {
        let mut parent = item.parent.as_str();
        for _ in 0..16 {
            if parent.is_empty() || parent == above.id {
                return !parent.is_empty();
            }
            parent = self.parents.get(parent).copied().unwrap_or_default();
        }
        false
    }
}

/// The items of the document's own text.
pub(super) fn items(document: &PlanDocument) -> impl Iterator<Item = &WorkItem> {
    let all = document.work.iter().flat_map(|plan| &plan.items);
    all.filter(|item| *item.at.file == *document.path)
}

/// The criteria of the document's own items.
pub(super) fn criteria(document: &PlanDocument) -> impl Iterator<Item = (&WorkItem, &Criterion)> {
    items(document).flat_map(|item| item.acceptance.iter().map(move |one| (item, one)))
}

/// The pieces of work that are handed out: tasks, and where there are none what has no parts.
pub(super) fn tasks(document: &PlanDocument) -> Vec<&WorkItem> {
    let named: Vec<&WorkItem> =
        items(document).filter(|item| item.kind == WorkKind::Task).collect();
    if !named.is_empty() {
        return named;
    }
    let whole: BTreeSet<&str> = items(document).map(|item| item.parent.as_str()).collect();
    let has_parts = |item: &WorkItem| !item.id.is_empty() && whole.contains(item.id.as_str());
    items(document).filter(|item| item.kind != WorkKind::Phase && !has_parts(item)).collect()
}

/// Whether the document is JSON.
pub(super) fn is_json(document: &PlanDocument) -> bool {
    matches!(document.form, PlanForm::Architect | PlanForm::TaskMaster)
        || document.path.ends_with(".json")
}

/// The first byte of `words` in `line` where no letter or digit touches them.
pub(super) fn whole_word(line: &str, words: &str) -> Option<usize> {
    if words.is_empty() {
        return None;
    }
    let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    line.match_indices(words).map(|(at, _)| at).find(|at| {
        let before = line.get(..*at).and_then(|text| text.chars().next_back());
        let after = line.get(at + words.len()..).and_then(|text| text.chars().next());
        !touches(before) && !touches(after)
    })
}

/// What stands between backticks in `text`.
pub(super) fn code_spans(text: &str) -> Vec<String> {
    let mut parts = text.split('`').map(str::trim);
    let spans = std::iter::from_fn(|| (parts.next().is_some()).then(|| parts.next()).flatten());
    spans.filter(|code| !code.is_empty()).map(str::to_owned).collect()
}

/// Whether byte `at` of `line` stands in code or a quotation.
pub(super) fn is_quoted(line: &str, at: usize) -> bool {
    let before = line.get(..at).unwrap_or_default();
    let odd = |mark: char| before.matches(mark).count() % 2 == 1;
    odd('`') || odd('"') || before.matches('“').count() > before.matches('”').count()
}

/// Letters in front of an identifier's number: `T-` of `T-001`.
pub(super) fn stem(id: &str) -> &str {
    let end = id.find(|c: char| c.is_ascii_digit()).unwrap_or(id.len());
    id.get(..end).unwrap_or_default()
}

/// The identifier that leads `text` (`T-001`, `Task 2`, `1.2`), and the words behind it.
pub(super) fn leading_id(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(['*', '`', '[', ' ']);
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, ':' | '*' | '`' | ',' | '(' | ']' | '|'));
    let word = text.get(..end.unwrap_or(text.len()))?.trim_end_matches(['.', ')']);
    let capital = word.starts_with(|c: char| c.is_ascii_uppercase());
    let digits = word.ends_with(|c: char| c.is_ascii_digit());
    let shaped = word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'));
    let behind = text.get(word.len()..)?;
    let rest = behind.trim_start_matches(|c: char| !c.is_alphanumeric());
    (capital && digits && shaped && word.len() <= 16).then_some((word, rest))
}

/// Level of a heading line; 0 for any other.
fn heading_level(line: &str) -> u8 {
    let marks = line.trim_start().bytes().take_while(|byte| *byte == b'#').count();
    u8::try_from(marks).unwrap_or(0).min(6)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_quotations_are_told_from_words() {
        assert_eq!(code_spans("a `b c` d `` `e"), ["b c", "e"]);
        assert!(is_quoted("a `b` \"c", 7) && !is_quoted("a `b` c", 6) && is_quoted("“a", 3));
    }

    #[test]
    fn words_are_found_whole_and_by_characters() {
        let document = PlanDocument { text: "é T-10\n- T-1 é".into(), ..PlanDocument::default() };
        let page = Page::of(&document);
        let place = page.find(page.all(), "T-1").unwrap();
        assert_eq!((place.line, place.column, place.end_column), (2, 3, 6));
        assert_eq!(page.whole(1).end_column, 7);
        assert!(page.find(page.all(), "0").is_none(), "a part of a word");
    }
}
