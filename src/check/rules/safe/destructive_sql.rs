//! SQL that loses data.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        page::Page,
        sql::{Statement, blocks, created, tables},
    },
    model::Severity,
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "safe.destructive-sql",
    severity: Severity::Error,
    summary: "SQL of the plan drops or empties a table or column that is there",
    explanation: "\
Looks at `DROP TABLE`, `TRUNCATE`, `DROP COLUMN`, `RENAME` and changes of types in SQL blocks, on tables that the \
migrations of the repository lead to. Code that runs while a release is rolled out still asks for the old shape. Plan \
it in steps: stop writing, stop reading, then drop, each with a release between. Blocks that show a way back (`down`) are \
left alone.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n```sql\nALTER TABLE fee_charge DROP COLUMN payer_account;\n```\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n```sql\nALTER TABLE fee_charge ADD COLUMN tier_id uuid;\n```\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    let there = tables(inputs);
    let mut found = Vec::new();
    for block in blocks(inputs) {
        let new = created(&block);
        for statement in &block {
            let Some(table) =
                statement.table().filter(|table| there.contains(table) && !new.contains(table))
            else {
                continue;
            };
            if let Some((word, what)) =
                loss(statement, table).filter(|_| !is_down(&page, statement))
            {
                found.push(Found {
                    place: statement.place(&page, &word),
                    message: format!("{what}, and the repository's migrations create `{table}`"),
                    hint: "plan it in releases: stop using it, then drop it; keep a way back"
                        .into(),
                    ..Found::default()
                });
            }
        }
    }
    found
}

/// The word to point at, and what is lost.
fn loss(statement: &Statement, table: &str) -> Option<(String, String)> {
    let word = |word: &str| word.to_owned();
    if statement.has(&["drop", "table"]) {
        return Some((word(table), format!("table `{table}` is dropped")));
    }
    if statement.words.first().is_some_and(|first| first == "truncate") {
        return Some((word(table), format!("table `{table}` is emptied")));
    }
    if let Some(column) = statement.name_after(&["drop", "column"]) {
        return Some((word(column), format!("column `{column}` of `{table}` is dropped")));
    }
    if let Some(column) = statement.name_after(&["rename", "column"]) {
        return Some((word(column), format!("column `{column}` of `{table}` gets another name")));
    }
    if statement.has(&["rename", "to"]) {
        return Some((word(table), format!("table `{table}` gets another name")));
    }
    let column = statement.name_after(&["alter", "column"])?;
    statement
        .has(&["type"])
        .then(|| (word(column), format!("column `{column}` of `{table}` gets another type")))
}

/// Whether the lines in front of the statement speak of the way back.
fn is_down(page: &Page<'_>, statement: &Statement) -> bool {
    let from = statement.span.line.saturating_sub(4).max(1);
    page.lines(crate::model::Span { line: from, end_line: statement.span.line }).any(|(_, line)| {
        let line = line.to_lowercase();
        line.contains("down") || line.contains("rollback") || line.contains("roll back")
    })
}
