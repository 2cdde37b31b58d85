//! Middleware that catches more than it was meant for.

use crate::{
    check::{Example, Found, Inputs, Rule, page::Page},
    model::Severity,
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "safe.root-group",
    severity: Severity::Error,
    summary: "code of the plan puts middleware on a group of the root path",
    explanation: "\
In Fiber a group of `/` or of the empty path with middleware registers it for the whole application: health checks, \
metrics and the routes of other modules run through it, too. Looks at code blocks and code spans for `Group(\"/\", …)`, \
`Group(\"\", …)` and `Use` on such a group. Put the middleware on the group of the module's own prefix, or on the routes.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Waivers\n\n```go\nwaivers := app.Group(\"/\", auth.Require(\"waivers\"))\n```\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Waivers\n\n```go\nwaivers := app.Group(\"/v1/waivers\", auth.Require(\"waivers\"))\n```\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    let mut found = Vec::new();
    for (number, line) in page.lines(page.all()) {
        let code = page.is_code(number) || line.contains('`');
        for root in ["Group(\"/\"", "Group(\"\"", "Group('/'", "Group(\\\"/\\\""] {
            let Some(start) = line.find(root).filter(|_| code) else { continue };
            let rest = line.get(start + root.len()..).unwrap_or_default().trim_start();
            let middleware =
                rest.strip_prefix(',').is_some_and(|rest| rest.contains(char::is_alphabetic));
            let used = rest.strip_prefix(").Use(").is_some()
                || assigned(line).is_some_and(|name| uses(&page, name));
            if middleware || used {
                found.push(Found {
                    place: page.part(number, start, root.len()),
                    message: "this group holds for every path, so its middleware runs for the whole application".into(),
                    hint: "give the group the prefix of its own routes, or put the middleware on the routes".into(),
                    ..Found::default()
                });
            }
        }
    }
    found
}

/// The name that a line gives its value: `api := app.Group("/")`.
fn assigned(line: &str) -> Option<&str> {
    let (name, _) = line.split_once(":=")?;
    let name = name.trim();
    (!name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_')).then_some(name)
}

fn uses(page: &Page<'_>, name: &str) -> bool {
    page.lines(page.all()).any(|(_, line)| line.trim_start().starts_with(&format!("{name}.Use(")))
}
