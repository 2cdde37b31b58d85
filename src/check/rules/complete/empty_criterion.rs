//! A criterion or step that nobody wrote.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        page::{Page, items},
    },
    document::words,
    model::{Block, BlockKind, Section, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "complete.empty-criterion",
    severity: Severity::Error,
    summary: "a check box has no text, or a label for criteria has nothing behind it",
    explanation: "\
Finds check boxes without words and labels such as `Acceptance criteria:` that nothing follows: no value, no list, no \
table. Write what must hold, or take the line out.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n**Acceptance criteria**:\n\n- [ ] 20 tiers are kept\n- [ ]\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n**Acceptance criteria**:\n\n- [ ] 20 tiers are kept\n- [ ] the 21st is refused\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    let mut found = Vec::new();
    for (number, line) in page.lines(page.all()) {
        let bare = line.trim().trim_start_matches(['-', '*', '+', ' ']);
        let boxed = line.trim_start().starts_with(['-', '*', '+']);
        if boxed && matches!(bare, "[ ]" | "[x]" | "[X]" | "[]") && !page.is_code(number) {
            found.push(told(inputs, &page, number, "a check box has no text"));
        }
    }
    for section in &inputs.document.outline.sections {
        for (at, block) in section.blocks.iter().enumerate() {
            if announces(block) && !is_followed(section, at) {
                let message = format!("nothing follows “{}”", name(block));
                found.push(told(inputs, &page, block.span.line, &message));
            }
        }
    }
    found
}

fn name(block: &Block) -> &str {
    let text = if block.label.is_empty() { block.text.as_str() } else { block.label.as_str() };
    text.trim_end_matches([':', ' '])
}

/// A label for criteria without a value of its own.
fn announces(block: &Block) -> bool {
    const NAMES: &[&str] = &[
        "acceptance criteria",
        "acceptance",
        "exit criteria",
        "success criteria",
        "definition of done",
        "criterios de aceitacao",
        "criterios de aceite",
        "criterios de aceptacion",
    ];
    let key = words::key(name(block));
    let bare = words::key(&block.text) == key;
    let kind = matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem);
    kind && bare && NAMES.iter().any(|one| words::is(&key, one))
}

fn is_followed(section: &Section, at: usize) -> bool {
    let Some(label) = section.blocks.get(at) else { return true };
    section.blocks.get(at + 1).is_some_and(|next| match next.kind {
        BlockKind::Paragraph => next.label.is_empty(),
        BlockKind::ListItem if label.kind == BlockKind::ListItem => next.depth > label.depth,
        _ => true,
    })
}

fn told(inputs: &Inputs<'_>, page: &Page<'_>, line: u32, message: &str) -> Found {
    let around = items(inputs.document).filter(|item| {
        let span = page.extent(item);
        (span.line..=span.end_line).contains(&line)
    });
    let item =
        around.max_by_key(|item| item.at.line).map(|item| item.id.clone()).unwrap_or_default();
    Found {
        place: page.whole(line),
        message: message.to_owned(),
        item,
        hint: "write what must hold there, or take the line out".into(),
        ..Found::default()
    }
}
