//! Two endpoints that answer one request.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        endpoints::{fits, in_line, plain, served},
        page::{Page, tasks},
    },
    model::{Observation, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "safe.shadowed-endpoint",
    severity: Severity::Warning,
    summary: "a planned endpoint and one that is there match the same requests",
    explanation: "\
`GET /v1/packages/export` is also `GET /v1/packages/{id}` with the value `export`: which handler answers depends on the \
framework and on the order of registration, and some frameworks refuse to start. Holds endpoints in the titles of tasks \
against the routes of the repository. Register the fixed path first and test both, or choose a path of another shape.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Serve `GET /v1/packages/export`\n\nBehind the token check.\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Serve `GET /v1/exports/packages`\n\nBehind the token check.\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    let mut found = Vec::new();
    for item in tasks(inputs.document) {
        for endpoint in in_line(&page, item.at.line) {
            let clash = served(inputs).find(|route| {
                let other = plain(&route.path);
                let same = route.method == endpoint.method || route.method == "*";
                same && other != endpoint.path && fits(&other, &endpoint.path)
            });
            let is_there = served(inputs).any(|route| {
                plain(&route.path) == endpoint.path && route.method == endpoint.method
            });
            if let Some(route) = clash.filter(|_| !is_there) {
                found.push(Found {
                    place: endpoint.place,
                    message: format!(
                        "`{}` and `{} {}` match the same requests",
                        endpoint.text, route.method, route.path
                    ),
                    item: item.id.clone(),
                    shown_by: vec![Observation {
                        at: route.at.clone(),
                        text: format!("`{} {}` → `{}`", route.method, route.path, route.handler),
                    }],
                    hint: "register the fixed path first and test both, or choose another path"
                        .into(),
                    ..Found::default()
                });
            }
        }
    }
    found
}
