//! A new endpoint that anybody may call.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        endpoints::{Named, in_line, plain, served},
        page::{Page, tasks},
    },
    document::words,
    model::{Observation, Severity, WorkItem},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "safe.unauthenticated",
    severity: Severity::Error,
    summary: "an endpoint is planned without authentication, and its siblings in the code have it",
    explanation: "\
Siblings are the endpoints of the repository that share the first segments of the path. Where most of them authenticate, \
a planned endpoint must, too: a task that says `public` or `without authentication` is an error; one that says nothing, \
in a plan that speaks of authentication nowhere, is a warning. Health checks, metrics, documentation and the way in \
(`login`, `signup`) are open by custom, and a line that says who is refused opens nothing.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Serve `POST /v1/packages/{id}/copies`\n\nThe endpoint is public, no authentication.\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Serve `POST /v1/packages/{id}/copies`\n\nBehind the same middleware as its siblings: a \
               token with the right to write packages.\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    let spoken = page.lines(page.all()).any(|(_, line)| is_guarded(line));
    let mut found = Vec::new();
    for item in tasks(inputs.document) {
        for endpoint in in_line(&page, item.at.line) {
            let there = served(inputs).any(|route| {
                route.method == endpoint.method && plain(&route.path) == endpoint.path
            });
            let Some((with, all, sibling)) = siblings(inputs, &endpoint).filter(|_| !there) else {
                continue;
            };
            let open = page.lines(page.extent(item)).any(|(_, line)| is_open(line));
            if open || !spoken {
                found.push(told(item, endpoint, open, (with, all, sibling)));
            }
        }
    }
    found
}

const PROTECTED: &[&str] = &[
    "auth",
    "authentication",
    "authenticated",
    "authorization",
    "authorisation",
    "authorized",
    "authorised",
    "token",
    "tokens",
    "jwt",
    "oauth",
    "middleware",
    "permission",
    "permissions",
    "autenticacao",
    "autorizacao",
    "guarded",
    "rbac",
];

/// What a line says that speaks of who is turned away: `requests without a token get 401`.
const REFUSES: &[&str] = &[
    "401",
    "403",
    "refused",
    "refuses",
    "refuse",
    "rejected",
    "rejects",
    "reject",
    "denied",
    "denies",
    "deny",
    "forbidden",
    "unauthorized",
    "unauthorised",
    "blocked",
    "blocks",
    "fail",
    "fails",
    "must not",
    "cannot",
    "never",
    "not allowed",
    "no unauthenticated",
    "no anonymous",
    "recusa",
    "recusado",
    "rejeita",
    "rejeitado",
    "negado",
    "rechaza",
    "rechazado",
];

/// What a line says that speaks of callers without authentication.
const OPEN_TO_ALL: &[&str] = &[
    "no authentication",
    "without authentication",
    "unauthenticated",
    "no auth",
    "without auth",
    "public endpoint",
    "endpoint is public",
    "publicly accessible",
    "anonymous",
    "without a token",
    "no token",
    "without token",
    "sem autenticacao",
    "skip auth",
    "skips auth",
];

/// Whether a line says that anybody may call.
fn is_open(line: &str) -> bool {
    let key = words::key(line);
    !words::has_any(&key, REFUSES) && words::has_any(&key, OPEN_TO_ALL)
}

/// Whether a line says who may call, or who may not.
fn is_guarded(line: &str) -> bool {
    let key = words::key(line);
    if words::has_any(&key, OPEN_TO_ALL) {
        return words::has_any(&key, REFUSES);
    }
    words::has_any(&key, PROTECTED)
}

/// How many endpoints below the same path authenticate, of how many, and the first that does.
fn siblings<'a>(
    inputs: &Inputs<'a>,
    endpoint: &Named,
) -> Option<(usize, usize, &'a crate::model::Route)> {
    const OPEN: &[&str] = &[
        "health",
        "ready",
        "readyz",
        "healthz",
        "live",
        "livez",
        "ping",
        "metrics",
        "version",
        "swagger",
        "docs",
        "openapi",
        "login",
        "signin",
        "sign-in",
        "signup",
        "sign-up",
        ".well-known",
        "jwks",
    ];
    let segments = |path: &str| path.split('/').skip(1).map(str::to_owned).collect::<Vec<_>>();
    let own = segments(&endpoint.path);
    if own.iter().any(|segment| OPEN.contains(&segment.as_str())) {
        return None;
    }
    // `/v1` alone is no family where the second segment tells the resource, unless nothing nearer is there.
    let near = |length: usize| {
        let shared: Vec<&crate::model::Route> = served(inputs)
            .filter(|route| route.infrastructure.is_none())
            .filter(|route| {
                let other = segments(&route.path);
                other.len() >= length
                    && own.len() >= length
                    && other.iter().zip(&own).take(length).all(|(a, b)| a == b)
            })
            .collect();
        (!shared.is_empty()).then_some(shared)
    };
    let shared = near(2).or_else(|| near(1))?;
    let first = shared.iter().find(|route| route.auth).copied()?;
    let with = shared.iter().filter(|route| route.auth).count();
    (with * 2 > shared.len()).then_some((with, shared.len(), first))
}

fn told(
    item: &WorkItem,
    endpoint: Named,
    open: bool,
    (with, all, sibling): (usize, usize, &crate::model::Route),
) -> Found {
    let what = if open {
        "is planned without authentication"
    } else {
        "is planned, and nothing says who may call it"
    };
    Found {
        place: endpoint.place,
        severity: Some(if open { Severity::Error } else { Severity::Warning }),
        message: format!(
            "`{}` {what}; {with} of {all} endpoints beside it authenticate",
            endpoint.text
        ),
        item: item.id.clone(),
        shown_by: vec![Observation {
            at: sibling.at.clone(),
            text: format!("`{} {}` asks for authentication", sibling.method, sibling.path),
        }],
        hint: "put it behind the same middleware, or write down why it is open and who decided it"
            .into(),
        ..Found::default()
    }
}
