//! An index that blocks writes while it is built.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        page::Page,
        sql::{blocks, created, tables},
    },
    model::Severity,
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "safe.locking-index",
    severity: Severity::Warning,
    summary: "an index on a table that is there is built without CONCURRENTLY",
    explanation: "\
`CREATE INDEX` on a PostgreSQL table with rows blocks all writes until it is done. `CREATE INDEX CONCURRENTLY` does \
not; it must stand alone in its migration, outside of a transaction. Indexes on tables that the same block creates are \
safe.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n```sql\nCREATE INDEX idx_charge_open ON fee_charge (created_at);\n```\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n```sql\nCREATE INDEX CONCURRENTLY idx_charge_open ON fee_charge (created_at);\n```\n",
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
            let head: Vec<&str> = statement.words.iter().take(3).map(String::as_str).collect();
            let index =
                matches!(head.as_slice(), ["create", "index", ..] | ["create", "unique", "index"]);
            let Some(table) = statement.name_after(&["on"]).filter(|_| index) else { continue };
            if there.contains(table) && !new.contains(table) && !statement.has(&["concurrently"]) {
                found.push(Found {
                    place: statement.place(&page, "index"),
                    message: format!("this index blocks writes to `{table}` while it is built"),
                    hint: "write CREATE INDEX CONCURRENTLY, in a migration of its own".into(),
                    ..Found::default()
                });
            }
        }
    }
    found
}
