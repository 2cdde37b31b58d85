//! Something goes that others use.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        endpoints::{in_line, plain, served},
        page::{Page, items},
        sql::tables,
    },
    document::words,
    model::{Observation, Place, Severity, WorkItem},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "safe.breaking-change",
    severity: Severity::Warning,
    summary: "an endpoint or table that is there is removed or renamed, and the task says nothing of who uses it",
    explanation: "\
Looks at items whose line says `remove`, `delete`, `drop` or `rename` of an endpoint that the repository serves or a table \
that its migrations create. Somebody calls it. The item is left alone where it speaks of a deprecation, of a version, of \
clients, consumers or a migration of data.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Remove `GET /v1/charges/{id}`\n\nNobody likes it.\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Remove `GET /v1/charges/{id}`\n\nDeprecated since 1.2; the two clients read the list.\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    let mut found = Vec::new();
    for item in items(inputs.document) {
        if !removes(&item.title) || settled(&page, item) {
            continue;
        }
        for endpoint in in_line(&page, item.at.line) {
            let there = served(inputs).find(|route| {
                route.method == endpoint.method && plain(&route.path) == endpoint.path
            });
            // `Delete a charge: DELETE /v1/charges/{id}` is what the endpoint does.
            let does =
                endpoint.method == "DELETE" && !words::has(&words::key(&item.title), "endpoint");
            let is_object = is_object(&page, item, &endpoint.place);
            if let Some(route) = there.filter(|_| !does && is_object) {
                let shown =
                    Observation { at: route.at.clone(), text: format!("`{}`", route.handler) };
                found.push(told(item, endpoint.place, &format!("`{}`", endpoint.text), shown));
            }
        }
        let sets = inputs.analysis.migrations.sets.iter().flat_map(|set| &set.schema.tables);
        for table in sets.filter(|table| tables(inputs).contains(table.name.as_str())) {
            let line = crate::model::Span { line: item.at.line, end_line: item.at.line };
            let named = words::has(&words::key(&item.title), "table");
            let place = page.find(line, &table.name).filter(|_| named);
            if let Some(place) = place.filter(|place| is_object(&page, item, place)) {
                let shown =
                    Observation { at: table.at.clone(), text: format!("table `{}`", table.name) };
                found.push(told(item, place, &format!("table `{}`", table.name), shown));
            }
        }
    }
    found
}

/// Whether a title opens with a verb that takes something away.
fn removes(title: &str) -> bool {
    const VERBS: &[&str] = &[
        "remove", "delete", "drop", "rename", "retire", "remover", "apagar", "renomear", "eliminar",
    ];
    let key = words::key(title);
    key.split_whitespace().next().is_some_and(|first| VERBS.contains(&first))
}

/// Whether what stands at `place` is what goes, not what something is taken from: `Remove a column from table x`.
fn is_object(page: &Page<'_>, item: &WorkItem, place: &Place) -> bool {
    const PARTS: &[&str] = &[
        "from",
        "in",
        "of",
        "on",
        "into",
        "column",
        "columns",
        "row",
        "rows",
        "index",
        "indexes",
        "constraint",
        "for",
        "de",
        "da",
        "do",
        "em",
        "del",
        "en",
    ];
    let until = usize::try_from(place.column).unwrap_or(1).saturating_sub(1);
    let before: String = page.line(item.at.line).chars().take(until).collect();
    !words::has_any(&words::key(&before), PARTS)
}

fn settled(page: &Page<'_>, item: &WorkItem) -> bool {
    const WORDS: &[&str] = &[
        "deprecated",
        "deprecation",
        "deprecate",
        "version",
        "v2",
        "clients",
        "client",
        "consumers",
        "consumer",
        "backfill",
        "backwards",
        "backward",
        "compatible",
        "callers",
        "redirect",
        "unused",
        "nobody calls",
        "clientes",
    ];
    page.lines(page.extent(item)).any(|(_, line)| words::has_any(&words::key(line), WORDS))
}

fn told(item: &WorkItem, place: Place, what: &str, shown: Observation) -> Found {
    Found {
        place,
        message: format!("{what} goes or changes its name, and nothing says what its users do"),
        item: item.id.clone(),
        shown_by: vec![shown],
        hint: "say who uses it and what they use from then on, or keep both for a release".into(),
        ..Found::default()
    }
}
