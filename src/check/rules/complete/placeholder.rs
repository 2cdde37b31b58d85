//! What a template left, and what nobody decided.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        page::{Page, code_spans},
    },
    document::{open_mark, words},
    model::{Block, BlockKind, JsonKind, Place, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "complete.placeholder",
    severity: Severity::Error,
    summary: "a placeholder was left in the plan",
    explanation: "\
Finds `TBD`, `TBC`, `TODO`, `FIXME`, `XXX`, `???`, `to be defined` at the end of a sentence, whole texts in square \
brackets, `<your text>` with blanks or in capitals, `[NEEDS CLARIFICATION]` and `lorem ipsum`. Code, quotations, tags \
of HTML and things that are called so (`a TODO list`) do not count.",
    bad: Example {
        file: "docs/plans/fees.md",
        text: "# Plan\n\n## Phase 1: Tiers\n\n- [ ] Keep 20 tiers in TBD\n",
    },
    good: Example {
        file: "docs/plans/fees.md",
        text: "# Plan\n\n## Phase 1: Tiers\n\n- [ ] Keep 20 tiers in `fee_tier`\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    let sections = inputs.document.outline.sections.iter();
    let mut found: Vec<Found> = Vec::new();
    for section in sections {
        if let Some(mark) = in_text(&without_code(page.line(section.span.line))) {
            found.push(told(page.on(section.span.line, &mark), &mark));
        }
        for block in section.blocks.iter().filter(|block| is_prose(block)) {
            if let Some(mark) = of_block(block) {
                found.push(told(page.at(block.span, &mark), &mark));
            }
        }
    }
    for value in inputs.document.values.iter().filter(|value| value.kind == JsonKind::Text) {
        let code = code_spans(&value.text);
        let block = Block { text: value.text.clone(), code, ..Block::default() };
        found.extend(of_block(&block).map(|mark| told(value.place.clone(), &mark)));
    }
    found
}

fn is_prose(block: &Block) -> bool {
    let comment = block.kind == BlockKind::Html && block.text.trim_start().starts_with("<!--");
    block.kind != BlockKind::Code && !comment
}

fn of_block(block: &Block) -> Option<String> {
    // `2 marks such as TODO are open` speaks of marks in the code.
    if words::has_any(
        &words::key(&block.text),
        &["marks such as", "such as todo", "todo comments", "todo markers", "todo marks"],
    ) {
        return None;
    }
    open_mark(block).or_else(|| {
        let text =
            block.code.iter().fold(block.text.clone(), |text, code| text.replacen(code, " ", 1));
        in_text(&text)
    })
}

fn without_code(text: &str) -> String {
    code_spans(text).iter().fold(text.to_owned(), |text, code| text.replacen(code.as_str(), " ", 1))
}

/// Marks beside those that documents of requirements have.
fn in_text(text: &str) -> Option<String> {
    for mark in ["[NEEDS CLARIFICATION", "[TODO", "[TBD", "[FILL IN", "[PLACEHOLDER"] {
        if text.contains(mark) {
            return Some(mark.to_owned());
        }
    }
    // `${{ name }}` is an expression of GitHub's workflows.
    if text
        .match_indices("{{")
        .any(|(at, _)| text.get(..at).is_none_or(|head| !head.ends_with('$')))
    {
        return Some("{{".to_owned());
    }
    let key = words::key(text);
    if words::has(&key, "lorem ipsum") {
        let at = text.to_lowercase().find("lorem")?;
        return text.get(at..at + 5).map(str::to_owned);
    }
    angled(text)
}

/// `<name of the service>`, `<TABLE>`: blanks or capitals between angle brackets, which no tag and no type has.
fn angled(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some((before, inner)) = rest.split_once('<') {
        let (name, behind) = inner.split_once('>')?;
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        let words = name.split_whitespace().count();
        let plain =
            name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '\''));
        let shouted = letters >= 3 && !name.contains(char::is_lowercase);
        let glued = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let edges = name.starts_with(char::is_alphabetic) && !name.ends_with(' ');
        if plain && edges && !glued && letters >= 3 && ((2..=8).contains(&words) || shouted) {
            return Some(format!("<{name}>"));
        }
        rest = behind;
    }
    None
}

fn told(place: Place, mark: &str) -> Found {
    Found {
        place,
        message: format!("“{mark}” was left in the plan"),
        hint: "decide it, or write it down as an open question with somebody who answers it".into(),
        ..Found::default()
    }
}
