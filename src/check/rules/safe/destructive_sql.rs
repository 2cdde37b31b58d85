//! SQL that loses data.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        page::Page,
        sql::{Change, changes},
    },
    model::Severity,
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "safe.destructive-sql",
    severity: Severity::Error,
    summary: "SQL of the plan drops or empties a table or column that is there",
    explanation: "\
Looks at `DROP TABLE`, `TRUNCATE`, `DELETE` without `WHERE`, `DROP COLUMN`, `RENAME` and changes of types in SQL blocks, on \
tables that the migrations of the repository lead to. Code that runs while a release is rolled out still asks for the old shape. Plan \
it in steps: stop writing, stop reading, then drop, each with a release between. What stands behind a mark of the way \
back (`down`, `rollback`, `revert`), in front of the block or in its comments, is left alone.",
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
    let mut found = Vec::new();
    for change in changes(inputs) {
        if change.statement.is_way_back(&page) {
            continue;
        }
        let table = &change.table;
        found.extend(losses(&change).into_iter().map(|(word, what)| Found {
            place: change.statement.place(&page, &word),
            message: format!("{what}, and the repository's migrations create `{table}`"),
            hint: "plan it in releases: stop using it, then drop it; keep a way back".into(),
            ..Found::default()
        }));
    }
    found
}

/// Each thing that is lost, with the word to point at.
fn losses(Change { table, statement }: &Change) -> Vec<(String, String)> {
    let whole = |what: &str| vec![(table.clone(), what.to_owned())];
    if statement.has(&["drop", "table"]) {
        return whole(&format!("table `{table}` is dropped"));
    }
    if statement.begins(&["truncate"]) {
        return whole(&format!("table `{table}` is emptied"));
    }
    if statement.begins(&["delete"]) && !statement.has(&["where"]) {
        return whole(&format!("every row of `{table}` is deleted"));
    }
    if !statement.has(&["alter", "table"]) {
        return Vec::new();
    }
    let parts = statement.parts();
    let lost = parts.iter().filter_map(|part| {
        if let ["rename", "to" | "as", ..] = part.as_slice() {
            return Some((table.clone(), format!("table `{table}` gets another name")));
        }
        let (column, what) = of_column(part)?;
        Some((column.to_owned(), format!("column `{column}` of `{table}` {what}")))
    });
    lost.collect()
}

/// What a part of `ALTER TABLE` takes from a column. The word `COLUMN` may be left out.
fn of_column<'w>(part: &[&'w str]) -> Option<(&'w str, &'static str)> {
    const OTHERS: [&str; 9] = [
        "constraint",
        "index",
        "key",
        "primary",
        "foreign",
        "check",
        "partition",
        "default",
        "expression",
    ];
    let (verb, rest) = part.split_first()?;
    let noise = ["column", "if", "exists"];
    let mut rest = rest.iter().copied().skip_while(|word| noise.contains(word));
    let column = rest.next().filter(|word| !OTHERS.contains(word))?;
    let behind: Vec<&str> = rest.take(3).collect();
    let what = match (*verb, behind.as_slice()) {
        ("drop", _) => "is dropped",
        ("rename", ["to", ..]) => "gets another name",
        ("change", [name, ..]) if *name != column => "gets another name",
        ("alter", ["type", ..] | ["set", "data", "type"]) | ("modify" | "change", _) => {
            "gets another type"
        }
        _ => return None,
    };
    Some((column, what))
}
