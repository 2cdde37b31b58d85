//! A column that rows which are there cannot have.

use crate::{
    check::{Example, Found, Inputs, Rule, page::Page, sql::changes},
    model::Severity,
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "safe.not-null",
    severity: Severity::Error,
    summary: "a column that must not be empty is added without a default to a table that is there",
    explanation: "\
`ADD COLUMN … NOT NULL` (or `PRIMARY KEY`) without `DEFAULT` fails as soon as the table has one row. Give it a default, or \
add it empty, fill it, and set NOT NULL afterwards. Columns that fill themselves (`serial`, `GENERATED`) are fine, and so \
is MySQL, which puts a zero or an empty text there.",
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
    let mut found = Vec::new();
    for change in changes(inputs).iter().filter(|change| !change.statement.is_mysql) {
        let parts = change.statement.parts();
        found.extend(parts.iter().filter_map(|part| unfilled(part)).map(|column| Found {
            place: change.statement.place(&page, column),
            message: format!(
                "column `{column}` of `{}` must not be empty and has no default",
                change.table
            ),
            hint: "give it a DEFAULT, or add it empty, fill it and set NOT NULL afterwards".into(),
            ..Found::default()
        }));
    }
    found
}

/// The column that a part of `ALTER TABLE` adds so.
fn unfilled<'w>(part: &[&'w str]) -> Option<&'w str> {
    const RULES: [&str; 6] = ["constraint", "primary", "foreign", "unique", "check", "exclude"];
    const FILLED: [&str; 9] = [
        "default",
        "generated",
        "serial",
        "bigserial",
        "smallserial",
        "serial2",
        "serial4",
        "serial8",
        "identity",
    ];
    let ["add", rest @ ..] = part else { return None };
    let noise = ["column", "if", "not", "exists"];
    let mut rest = rest.iter().copied().skip_while(|word| noise.contains(word));
    let column = rest.next().filter(|word| !RULES.contains(word))?;
    let plain = outside_of_brackets(rest);
    let required =
        plain.windows(2).any(|pair| pair == ["not", "null"] || pair == ["primary", "key"]);
    let filled = plain.iter().any(|word| FILLED.contains(word));
    (required && !filled).then_some(column)
}

/// `CHECK (x IS NOT NULL OR y)` says nothing of the column itself.
fn outside_of_brackets<'w>(words: impl Iterator<Item = &'w str>) -> Vec<&'w str> {
    let mut depth = 0_i32;
    let plain = words.filter(|word| {
        depth += i32::from(*word == "(") - i32::from(*word == ")");
        depth == 0
    });
    plain.collect()
}
