//! A column that rows which are there cannot have.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        page::Page,
        sql::{Statement, blocks, created, tables},
    },
    model::Severity,
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "safe.not-null",
    severity: Severity::Error,
    summary: "a column that must not be empty is added without a default to a table that is there",
    explanation: "\
`ADD COLUMN … NOT NULL` without `DEFAULT` fails as soon as the table has one row. Give it a default, or add it empty, \
fill it, and set NOT NULL afterwards.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n```sql\nALTER TABLE fee_charge ADD COLUMN tier_id uuid NOT NULL;\n```\n",
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
            let known =
                statement.table().filter(|table| there.contains(table) && !new.contains(table));
            let Some((table, column)) = known.zip(unfilled(statement)) else { continue };
            found.push(Found {
                place: statement.place(&page, column),
                message: format!(
                    "column `{column}` of `{table}` must not be empty and has no default"
                ),
                hint: "give it a DEFAULT, or add it empty, fill it and set NOT NULL afterwards"
                    .into(),
                ..Found::default()
            });
        }
    }
    found
}

/// The column that an `ALTER TABLE` adds so.
fn unfilled(statement: &Statement) -> Option<&str> {
    let mut parts = statement.words.split(|word| word == ",");
    parts.find_map(|part| {
        let at = part.iter().position(|word| word == "add")?;
        let rest = part.get(at + 1..)?;
        let noise = ["column", "if", "not", "exists"];
        let skip = rest.iter().take_while(|word| noise.contains(&word.as_str())).count();
        let column = rest.get(skip)?;
        let rule =
            ["constraint", "primary", "foreign", "unique", "check"].contains(&column.as_str());
        let tail = rest.get(skip..)?;
        let required = tail.windows(2).any(|pair| pair == ["not", "null"]);
        let filled = tail.iter().any(|word| word == "default" || word == "generated");
        (!rule && required && !filled).then_some(column.as_str())
    })
}
