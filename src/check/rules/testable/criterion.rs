//! A criterion that nothing observable would settle.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        page::{Page, items, whole_word},
    },
    document::{is_observable, words},
    model::{Block, Severity, Span},
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
    let mut found = Vec::new();
    for item in items(inputs.document) {
        for criterion in &item.acceptance {
            let said = &criterion.said;
            let span = Span { line: said.at.line, end_line: said.at.end_line };
            let raw: String = page.lines(span).map(|(_, line)| line).collect::<Vec<_>>().join(" ");
            let shown = raw.contains('`') || raw.contains('"') || raw.contains('“');
            let few = said.text.split_whitespace().count() < 3;
            let named = words::has_any(
                &words::key(&said.text),
                &["test", "tests", "build", "ci", "coverage", "lint"],
            );
            let block = Block { text: said.text.clone(), ..Block::default() };
            if few || shown || named || said.text.trim_end().ends_with(':') || is_observable(&block)
            {
                continue;
            }
            let line = page.line(span.line);
            let place = match whole_word(line, &said.text) {
                Some(at) => page.part(span.line, at, said.text.len()),
                None => page.whole(span.line),
            };
            found.push(Found {
                place,
                message: format!("nobody could tell that this criterion of {} holds", item.id),
                item: item.id.clone(),
                hint: "name the amount, the example or the effect that a test would look at".into(),
                ..Found::default()
            });
        }
    }
    found
}
