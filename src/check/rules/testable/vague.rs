//! Words of a plan that two people would carry out differently.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        page::{Page, code_spans, criteria, items},
        values::{is_architect, texts},
    },
    document::vague_word,
    model::{Block, Place, Severity, Span, WorkItem, WorkKind},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "testable.vague",
    severity: Severity::Warning,
    summary: "a criterion or step uses a word that says nothing without a number or a name",
    explanation: "\
Uses the words by which requirements are judged (`appropriate`, `fast`, `robust`, `as needed`, `etc.`; English, \
Portuguese, Spanish) on acceptance criteria, titles of tasks without criteria, and steps and tests of a JSON plan. An \
amount in the same \
sentence, or what the word means in brackets or behind a colon, settles it; code and quotations do not count. Say how \
much, which ones, or who decides.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n**Acceptance criteria**:\n\n- [ ] Estimates answer reasonably fast\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n**Acceptance criteria**:\n\n- [ ] Estimates answer within 40 ms at P99\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    let mut found = Vec::new();
    if is_architect(inputs.document) {
        // Its items repeat the texts of the steps.
        let parts = ["/steps", "/testing"].map(|pointer| texts(inputs.document, pointer));
        for value in parts.into_iter().flatten().filter(|value| !value.pointer.contains("file")) {
            let code = code_spans(&value.text);
            let block = Block { text: value.text.clone(), code, ..Block::default() };
            if let Some((word, reason)) = vague_word(&block) {
                let place = inside(&page, &value.place, word);
                found.push(finding(place, word, reason, String::new()));
            }
        }
        return found;
    }
    for (item, criterion) in criteria(inputs.document) {
        let span = Span { line: criterion.said.at.line, end_line: criterion.said.at.end_line };
        found.extend(told(&page, span, &criterion.said.text, &item.id));
    }
    // Criteria tell what a title leaves open, and a phase is only called something.
    let titled = |item: &&WorkItem| item.kind != WorkKind::Phase && item.acceptance.is_empty();
    for item in items(inputs.document).filter(titled) {
        let span = Span { line: item.at.line, end_line: item.at.line };
        found.extend(told(&page, span, &item.title, &item.id));
    }
    found
}

fn told(page: &Page<'_>, span: Span, text: &str, item: &str) -> Option<Found> {
    let code = page.lines(span).flat_map(|(_, line)| code_spans(line)).collect();
    let block = Block { text: text.to_owned(), code, ..Block::default() };
    let (word, reason) = vague_word(&block)?;
    // The list has words without accents and in small letters.
    let small = text.to_lowercase();
    let at = small.find(word).and_then(|at| text.get(at..at + word.len())).unwrap_or(word);
    Some(finding(page.at(span, at), word, reason, item.to_owned()))
}

fn inside(page: &Page<'_>, place: &Place, word: &str) -> Place {
    let span = Span { line: place.line, end_line: place.end_line };
    page.find(span, word).unwrap_or_else(|| place.clone())
}

fn finding(place: Place, word: &str, reason: &str, item: String) -> Found {
    Found {
        place,
        message: format!("“{word}”: {reason}"),
        item,
        hint: "say how much, which ones, or by which test somebody would tell".into(),
        ..Found::default()
    }
}
