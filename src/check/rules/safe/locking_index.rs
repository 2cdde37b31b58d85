//! An index that blocks writes while it is built.

use crate::{
    check::{Example, Found, Inputs, Rule, page::Page, sql::changes},
    model::Severity,
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "safe.locking-index",
    severity: Severity::Warning,
    summary: "an index on a table that is there is built without CONCURRENTLY",
    explanation: "\
`CREATE INDEX` on a PostgreSQL table with rows blocks all writes until it is done. `CREATE INDEX CONCURRENTLY` does \
not; it must stand alone in its migration, outside of a transaction. Indexes on tables that the same block creates are \
safe, and so are those of MySQL, which lets writes pass.",
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
    let locking = changes(inputs).into_iter().filter(|change| {
        let statement = &change.statement;
        // `ON ONLY` builds nothing yet; the partitions' own indexes do.
        let harmless = statement.has(&["concurrently"]) || statement.has(&["on", "only"]);
        statement.is_index() && !harmless && !statement.is_mysql
    });
    locking
        .map(|change| Found {
            place: change.statement.place(&page, "index"),
            message: format!("this index blocks writes to `{}` while it is built", change.table),
            hint: "write CREATE INDEX CONCURRENTLY, in a migration of its own".into(),
            ..Found::default()
        })
        .collect()
}
