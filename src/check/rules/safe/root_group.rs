//! Middleware that catches more than it was meant for.

use crate::{
    check::{Example, Found, Inputs, Rule, page::Page},
    document::words,
    model::Severity,
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "safe.root-group",
    severity: Severity::Error,
    summary: "code of the plan puts middleware on a group of the root path",
    explanation: "\
In Fiber a group of `/` or of the empty path with middleware registers it for the whole application: health checks, \
metrics and the routes of other modules run through it, too. Looks at code blocks and code spans for `Group(\"/\", …)`, \
`Group(\"\", …)` and `Use` on such a group. Put the middleware on the group of the module's own prefix, or on the routes. \
Repositories on another router (gin, echo, chi), and sentences that speak against such a group, are left alone.",
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
    let mut found = Vec::new();
    if is_elsewhere(inputs) {
        return found;
    }
    let page = Page::of(inputs.document);
    for (number, line) in page.lines(page.all()) {
        let code = if page.is_code(number) { !is_comment(line) } else { shows(line) };
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

/// Whether the repository's router is one whose groups catch nothing but their own routes.
fn is_elsewhere(inputs: &Inputs<'_>) -> bool {
    let has = |names: &[&str]| {
        let mut all = inputs.analysis.dependencies.iter();
        all.any(|one| one.direct && names.iter().any(|name| one.name.contains(name)))
    };
    has(&["gin-gonic/gin", "labstack/echo", "go-chi/chi", "gorilla/mux"])
        && !has(&["gofiber/fiber"])
}

/// Whether a line of text shows code that somebody shall write, not what somebody must not.
fn shows(line: &str) -> bool {
    const NOT: &[&str] = &[
        "never",
        "not",
        "dont",
        "avoid",
        "instead of",
        "rather than",
        "no longer",
        "nunca",
        "nao",
        "evite",
        "evitar",
    ];
    line.contains('`') && !words::has_any(&words::key(line), NOT)
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
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
