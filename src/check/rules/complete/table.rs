//! A table of tasks that says other things than their sections.

use std::collections::BTreeMap;

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        number::{numbers, short},
        page::{Page, leading_id, whole_word},
    },
    document::words,
    model::{Block, BlockKind, Section, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "complete.table",
    severity: Severity::Error,
    summary: "the table of tasks and the section of a task disagree",
    explanation: "\
Rows that lead with an identifier are held against the section with that identifier: hours, what comes first, and \
whether the title is that of another task. Both are read by people, and nobody knows which one holds. Titles that only \
differ in their wording are let pass; a row without a section is an item by itself.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n| ID | Title | Hours | Blocked by |\n|---|---|--:|---|\n| T-001 | Tiers | 8 | none |\n\
               | T-002 | Waivers | 6 | T-001 |\n\n## T-001: Tiers\n\n- **Estimate**: 8 h\n- **Blocked by**: none\n\n\
               ## T-002: Waivers\n\n- **Estimate**: 12 h\n- **Blocked by**: T-001\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n| ID | Title | Hours | Blocked by |\n|---|---|--:|---|\n| T-001 | Tiers | 8 | none |\n\
               | T-002 | Waivers | 12 | T-001 |\n\n## T-001: Tiers\n\n- **Estimate**: 8 h\n- **Blocked by**: none\n\n\
               ## T-002: Waivers\n\n- **Estimate**: 12 h\n- **Blocked by**: T-001\n",
    },
    find,
};

/// Where columns and fields of one meaning are found.
const HOURS: &[&str] = &["hours", "ai hours", "estimate", "effort", "horas", "estimativa", "h"];
const NEEDS: &[&str] =
    &["blocked by", "depends on", "dependencies", "depends", "depende de", "dependencias"];
const TITLE: &[&str] = &["title", "task", "name", "titulo", "tarefa"];

/// What a section says of its task.
struct Told<'a> {
    title: &'a str,
    hours: Option<f64>,
    needs: Option<&'a str>,
}

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let sections = &inputs.document.outline.sections;
    let told: BTreeMap<&str, Told<'_>> = sections
        .iter()
        .filter_map(|section| Some((leading_id(&section.heading)?.0, of_section(section))))
        .collect();
    if told.is_empty() {
        return Vec::new();
    }
    let page = Page::of(inputs.document);
    let mut found = Vec::new();
    for section in sections {
        let mut head: Option<&Block> = None;
        for block in &section.blocks {
            match block.kind {
                BlockKind::TableHead => head = Some(block),
                BlockKind::TableRow => {
                    if let Some(head) = head {
                        found.extend(of_row(&page, (head, block), &told));
                    }
                }
                _ => head = None,
            }
        }
    }
    found
}

fn of_section(section: &Section) -> Told<'_> {
    let field = |names: &'static [&str]| {
        let blocks = section.blocks.iter().filter(|block| !block.label.is_empty());
        blocks.filter(move |block| {
            names.iter().any(|name| words::is(&words::key(&block.label), name))
        })
    };
    let value = |block: &Block| {
        numbers(&block.text).first().map(|(_, value, behind)| (*value, is_hours(behind)))
    };
    let hours =
        { field(HOURS) }.find_map(value).filter(|(_, hours)| *hours).map(|(value, _)| value);
    let needs = { field(NEEDS) }.next().map(|block| block.text.as_str());
    Told { title: leading_id(&section.heading).map_or("", |(_, title)| title), hours, needs }
}

/// Whether one amount of hours stands there, not a range nor another unit.
fn is_hours(behind: &str) -> bool {
    let rest = behind.trim_start();
    rest.is_empty() || rest.starts_with('h') || rest.starts_with("AI") || rest.starts_with("ai")
}

fn of_row(
    page: &Page<'_>,
    (head, row): (&Block, &Block),
    told: &BTreeMap<&str, Told<'_>>,
) -> Vec<Found> {
    let Some((id, "")) = row.cells.first().and_then(|cell| leading_id(cell)) else {
        return Vec::new();
    };
    let Some(own) = told.get(id) else { return Vec::new() };
    let cell = |names: &[&str]| {
        let at = head
            .cells
            .iter()
            .position(|cell| names.iter().any(|name| words::is(&words::key(cell), name)))?;
        row.cells.get(at).map(String::as_str)
    };
    let mut found = Vec::new();
    let mut tell = |cell: &str, message: String| {
        found.push(Found {
            place: page.on(row.span.line, cell),
            message,
            item: id.to_owned(),
            hint: "let the table and the section say the same".into(),
            ..Found::default()
        });
    };
    if let Some((cell, hours)) = cell(HOURS).zip(own.hours)
        && let [(_, value, behind)] = numbers(cell).as_slice()
        && is_hours(behind)
        && (value - hours).abs() > 0.01
    {
        tell(
            cell,
            format!(
                "{id} takes {} h in the table and {} h in its section",
                short(*value),
                short(hours)
            ),
        );
    }
    if let Some((cell, needs)) = cell(NEEDS).zip(own.needs)
        && let Some(sides) = needs_apart(id, (cell, needs), told)
    {
        tell(cell, format!("table and section differ in what {id} depends on: {sides}"));
    }
    if let Some(title) = cell(TITLE) {
        let key = words::key(title);
        let other = told.iter().find(|(other, one)| {
            **other != id && words::key(one.title) == key && !key.trim().is_empty()
        });
        if let Some((other, _)) = other.filter(|_| words::key(own.title) != key) {
            tell(
                title,
                format!(
                    "{id} has the title of {other} in the table; its section says “{}”",
                    own.title
                ),
            );
        }
    }
    found
}

/// What only one of two texts says that a task depends on.
fn needs_apart(
    id: &str,
    (cell, needs): (&str, &str),
    told: &BTreeMap<&str, Told<'_>>,
) -> Option<String> {
    // `T1-T3` and `all` stand for more than they name.
    let plain = |text: &str| {
        !words::has_any(&words::key(text), &["all", "todas", "todos"]) && !is_range(text)
    };
    if !plain(cell) || !plain(needs) {
        return None;
    }
    let side = |from: &str, other: &str, name: &str| {
        let named = told.keys().filter(|key| whole_word(from, key).is_some() && **key != id);
        let lost: Vec<&str> =
            named.filter(|key| whole_word(other, key).is_none()).copied().collect();
        (!lost.is_empty()).then(|| format!("only in the {name}: {}", lost.join(", ")))
    };
    let sides = [side(cell, needs, "table"), side(needs, cell, "section")];
    let sides: Vec<String> = sides.into_iter().flatten().collect();
    (!sides.is_empty()).then(|| sides.join("; "))
}

fn is_range(text: &str) -> bool {
    let ids = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')'));
    { ids }.any(|word| {
        word.split_once(['-', '–']).is_some_and(|(from, to)| {
            leading_id(from).is_some()
                && (leading_id(to).is_some() || to.parse::<u32>().is_ok())
                && stem_has_number(from)
        })
    }) || text.contains("..")
}

fn stem_has_number(from: &str) -> bool {
    from.contains(|c: char| c.is_ascii_digit())
}
