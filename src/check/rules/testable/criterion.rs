//! A criterion that nothing observable would settle.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        page::{Page, criteria, whole_word},
    },
    document::{is_observable, words},
    model::{Block, Criterion, Place, Severity, Span},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "testable.criterion",
    severity: Severity::Warning,
    summary: "an acceptance criterion names no quantity, no example and nothing that can be observed",
    explanation: "\
A criterion is done when somebody can see it: it names an amount, code, a condition (`without`, `only`, `until`), a step \
(`given`, `when`) or a verb whose effect shows (`returns`, `refuses`, `writes`). The same measure is applied to \
criteria of requirements. Criteria of one or two words are taken for names of something that is written elsewhere.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n**Acceptance criteria**:\n\n- [ ] The code quality of tiers is good\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n**Acceptance criteria**:\n\n- [ ] A 21st tier is refused with 422\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    let open = criteria(inputs.document).filter(|(_, criterion)| !is_settled(&page, criterion));
    open.map(|(item, criterion)| Found {
        place: place(&page, criterion),
        message: format!("nobody could tell that this criterion of {} holds", item.id),
        item: item.id.clone(),
        hint: "name the amount, the example or the effect that a test would look at".into(),
        ..Found::default()
    })
    .collect()
}

fn is_settled(page: &Page<'_>, criterion: &Criterion) -> bool {
    let said = &criterion.said;
    let span = Span { line: said.at.line, end_line: said.at.end_line };
    let is_shown = page.lines(span).any(|(_, line)| line.contains(['`', '"', '“']));
    let is_short = said.text.split_whitespace().count() < 3;
    let is_named = words::has_any(
        &words::key(&said.text),
        &["test", "tests", "build", "ci", "coverage", "lint"],
    );
    let announces = said.text.trim_end().ends_with(':');
    // What is listed can be counted: `Metadata: author, license, repository`.
    let lists = said.text.split_once(": ").is_some_and(|(_, rest)| rest.split(", ").count() >= 3);
    let block = Block { text: said.text.clone(), ..Block::default() };
    is_short || is_shown || is_named || announces || lists || is_observable(&block)
}

fn place(page: &Page<'_>, criterion: &Criterion) -> Place {
    let number = criterion.said.at.line;
    match whole_word(page.line(number), &criterion.said.text) {
        Some(at) => page.part(number, at, criterion.said.text.len()),
        None => page.whole(number),
    }
}
