//! Gaps that authors left on purpose: `TBD`, `[NEEDS CLARIFICATION: …]`, forms that nobody filled in,
//! edge cases that only ask.

use super::{cut, finding, statements, subject};
use crate::{
    document::{
        requirements::{items::is_settled, page::Page, topic::Topic},
        words,
    },
    model::{Block, BlockKind, DocumentFinding, Evidence, Requirement, Section},
};

/// Adds the findings of one page.
pub(super) fn find(page: &Page<'_>, items: &[&Requirement], found: &mut Vec<DocumentFinding>) {
    let own = items.iter().copied().filter(|item| *item.at.file == *page.outline.path);
    let mut own: Vec<&Requirement> = own.collect();
    own.sort_by_key(|item| item.at.line);
    for (at, section) in page.sections() {
        let cases = page.standing(at).topic == Topic::EdgeCases;
        for (number, block) in section.blocks.iter().enumerate() {
            if matches!(block.kind, BlockKind::Code | BlockKind::Html) {
                continue;
            }
            let place = Place { page, section, block, item: item_at(&own, block) };
            if let Some(question) = clarification(&block.text) {
                found.push(place.clarify(question));
            } else if let Some(mark) = mark(block) {
                found.push(place.fill(&mark));
            } else if cases
                && matches!(block.kind, BlockKind::ListItem | BlockKind::TableRow)
                && block.text.trim_end().ends_with('?')
                && !is_settled(&section.blocks, number)
            {
                found.push(place.answer());
            }
        }
    }
}

/// The requirement whose lines hold the block.
fn item_at<'r>(own: &[&'r Requirement], block: &Block) -> Option<&'r Requirement> {
    let behind = own.partition_point(|item| item.at.line <= block.span.line);
    let last = behind.checked_sub(1).and_then(|at| own.get(at))?;
    (last.at.end_line >= block.span.line).then_some(*last)
}

struct Place<'a, 'o> {
    page: &'a Page<'o>,
    section: &'o Section,
    block: &'o Block,
    item: Option<&'a Requirement>,
}

impl Place<'_, '_> {
    fn at(&self, rule: &'static str) -> Evidence {
        Evidence { rule: rule.into(), ..self.page.evidence("statement", self.block.span) }
    }

    /// What the gap is in: the requirement, else the row or label, else the section.
    fn subject(&self) -> String {
        if let Some(item) = self.item {
            return subject(item);
        }
        let row = self.block.cells.iter().find(|cell| cell.contains(char::is_alphabetic));
        let name = row.map_or(self.block.label.as_str(), String::as_str);
        let section = &self.section.heading;
        match (name.is_empty() || mark_in(name).is_some(), section.is_empty()) {
            (false, false) => format!("“{}” in section “{section}”", cut(name, 60)),
            (false, true) => format!("“{}”", cut(name, 60)),
            (true, false) => format!("section “{section}”"),
            (true, true) => self.page.outline.title.clone(),
        }
    }

    fn named(&self, mut finding: DocumentFinding) -> DocumentFinding {
        finding.about.extend(self.item.map(|item| item.id.clone()));
        finding
    }

    fn key(&self) -> String {
        self.item.map_or_else(|| self.subject(), |item| item.id.clone())
    }

    fn clarify(&self, question: &str) -> DocumentFinding {
        let subject = self.subject();
        let text = format!("{subject} asks for a clarification: {}", cut(question, 160));
        let asked = question.trim_end_matches('?');
        let question = format!("{asked}? ({subject})");
        let at = self.at("document.clarification");
        self.named(finding(at, text, question, &[&self.key(), "CLARIFY"]))
    }

    fn fill(&self, mark: &str) -> DocumentFinding {
        let subject = self.subject();
        let shown = cut(&self.block.text, 140);
        let text = format!("{subject} is not decided: “{mark}” in: {shown}");
        let question = format!("What takes the place of “{mark}” in {subject}: {shown}?");
        let at = self.at("document.placeholder");
        self.named(finding(at, text, question, &[&self.key(), "OPEN"]))
    }

    fn answer(&self) -> DocumentFinding {
        let asked = cut(&self.block.text, 200);
        let text = format!("an edge case asks and nobody answers: {asked}");
        let words: Vec<&str> = asked.split_whitespace().take(8).collect();
        let at = self.at("document.unanswered");
        finding(at, text, asked.clone(), &["CASE", &words.join(" ")])
    }
}

/// The question in `[NEEDS CLARIFICATION: …]`.
fn clarification(text: &str) -> Option<&str> {
    const MARKS: &[&str] =
        &["[NEEDS CLARIFICATION", "[CLARIFICATION NEEDED", "[PRECISA ESCLARECER"];
    let (_, rest) = MARKS.iter().find_map(|mark| text.split_once(mark))?;
    let question = rest.split(']').next()?.trim_start_matches([':', ' ', '-']).trim();
    // The template explains the mark without a question.
    (!question.is_empty()).then_some(question)
}

/// The mark of something undecided in a block.
pub(super) fn mark(block: &Block) -> Option<String> {
    let masked = statements::masked(block);
    let cells = masked.split(" | ").flat_map(|cell| cell.split('\n'));
    cells.into_iter().find_map(mark_in)
}

/// Words that only mark a gap.
const MARKS: &[&str] = &["TBD", "TBC", "TBA", "T.B.D.", "FIXME", "TODO", "???", "XXX"];

/// Words behind a mark that make it a thing that the product deals with (`a TODO list`).
const THINGS: &[&str] = &[
    "placeholder",
    "placeholders",
    "marker",
    "markers",
    "comment",
    "comments",
    "list",
    "lists",
    "app",
    "item",
    "items",
    "task",
    "tasks",
    "entry",
    "entries",
    "file",
    "api",
    "note",
    "notes",
    "tag",
    "tags",
];

/// Words behind `TODO` that make it the Portuguese or Spanish word for "all" (`remove TODO o teste`).
const ALL_OF: &[&str] =
    &["o", "el", "lo", "um", "este", "esse", "ese", "esto", "isso", "isto", "mundo"];

/// Phrases that mark one at the end of a sentence.
const PHRASES: &[&str] = &[
    "to be determined",
    "to be defined",
    "to be decided",
    "to be confirmed",
    "not yet decided",
    "not yet defined",
    "a definir",
    "a ser definido",
    "a ser definida",
    "a confirmar",
    "por definir",
    "por confirmar",
];

fn mark_in(text: &str) -> Option<String> {
    let bare = |word: &str| word.trim_matches(|c: char| "()[]{},:;.*".contains(c)).to_owned();
    let told: Vec<String> = text.split_whitespace().map(bare).collect();
    let follows = told.iter().skip(1).map(String::as_str).chain([""]);
    let mut marks = told.iter().zip(follows);
    let is_mark = |word: &str, next: &str| {
        let next = next.to_lowercase();
        let is_all = word == "TODO" && ALL_OF.contains(&next.as_str());
        MARKS.contains(&word) && !THINGS.contains(&next.as_str()) && !is_all
    };
    if let Some((mark, _)) = marks.find(|(word, next)| is_mark(word, next)) {
        return Some(mark.clone());
    }
    let sentences = words::sentences(text);
    let phrase = sentences.iter().find_map(|sentence| {
        let key = words::key(sentence);
        PHRASES.iter().find(|phrase| key.trim_end().ends_with(*phrase) && words::has(&key, phrase))
    });
    phrase.map(|phrase| (*phrase).to_owned()).or_else(|| form(text))
}

/// A whole text in brackets that a template left: `[one sentence]`.
fn form(text: &str) -> Option<String> {
    let text = text.trim();
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    let words = inner.split_whitespace().count();
    (words >= 2 && !inner.contains(['[', ']'])).then(|| text.to_owned())
}
