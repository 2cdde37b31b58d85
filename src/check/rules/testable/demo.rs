//! A demo that would not run.

use std::collections::BTreeSet;

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        endpoints::{code_lines, fits, in_line, path_of, plain, served},
        near::near,
        page::Page,
    },
    document::words,
    model::{BlockKind, PlanForm, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "testable.demo",
    severity: Severity::Warning,
    summary: "a demo calls an endpoint that neither exists nor is planned, or shows no command",
    explanation: "\
Paths of `curl` (`http`, `wget`) lines in blocks of code are held against the routes of the repository, the endpoints that the documents \
ask for, and those that the plan names outside of such blocks. Only calls of this service count: the first segment of \
the path must be one of its own. A heading or label `Demo` that no command and no step follows is a finding, too.",
    bad: Example {
        file: "docs/pre-development-docs/IMPLEMENTATION_PLAN.md",
        text: "# Plan\n\n## Phase 1: Tiers\n\n- [ ] Keep tiers\n\n**Demo**:\n\n```bash\ncurl -s \
               http://localhost:4010/v1/packagez\n```\n",
    },
    good: Example {
        file: "docs/pre-development-docs/IMPLEMENTATION_PLAN.md",
        text: "# Plan\n\n## Phase 1: Tiers\n\n- [ ] Keep tiers\n\n**Demo**:\n\n```bash\ncurl -s \
               http://localhost:4010/v1/packages\n```\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    let mut found = calls(inputs, &page);
    if inputs.document.form == PlanForm::Classic {
        found.extend(without_command(inputs, &page));
    }
    found
}

fn calls(inputs: &Inputs<'_>, page: &Page<'_>) -> Vec<Found> {
    let known = known(inputs, page);
    let families: BTreeSet<&str> = known.iter().filter_map(|path| path.split('/').nth(1)).collect();
    let mut found = Vec::new();
    if served(inputs).next().is_none() {
        return found;
    }
    for (span, _) in code_lines(inputs.document) {
        let mut goes_on = false;
        for (number, line) in page.lines(span) {
            let is_call = goes_on || is_command(line);
            goes_on = is_call && line.trim_end().ends_with('\\');
            let path = called(line).filter(|_| is_call && !is_foreign(inputs, line));
            let Some(path) = path else { continue };
            let own = plain(path.split(['?', '#']).next().unwrap_or_default());
            let family = own.split('/').nth(1).is_some_and(|first| families.contains(first));
            if !family || known.iter().any(|one| fits(one, &own)) {
                continue;
            }
            found.push(Found {
                place: page.on(number, path),
                message: format!("`{path}` is no endpoint of the repository and none that the plan or the documents name"),
                did_you_mean: near(&own, known.iter().map(String::as_str)),
                hint: "call an endpoint that there is by then, or plan this one".into(),
                ..Found::default()
            });
        }
    }
    found
}

/// Whether a line begins a call; addresses in settings are none.
fn is_command(line: &str) -> bool {
    const TOOLS: [&str; 6] = ["curl", "http", "https", "xh", "wget", "hey"];
    line.split(|c: char| c.is_whitespace() || "|;&()".contains(c)).any(|word| TOOLS.contains(&word))
}

/// The path that a line asks for.
fn called(line: &str) -> Option<&str> {
    let (_, url) = line.split_once("http://").or_else(|| line.split_once("https://"))?;
    let local = ["localhost", "127.0.0.1", "0.0.0.0"].iter().any(|host| url.starts_with(host));
    let path = url.find('/').and_then(|at| url.get(at..))?;
    let path = path_of(path);
    (local && path.len() > 1).then_some(path)
}

/// Whether the port of a call is that of another service, by the settings of the repository.
fn is_foreign(inputs: &Inputs<'_>, line: &str) -> bool {
    let digits = |text: &str| -> String { text.chars().take_while(char::is_ascii_digit).collect() };
    let port = line
        .split("://")
        .nth(1)
        .and_then(|rest| rest.split_once(':'))
        .map(|(_, rest)| digits(rest));
    let Some(port) = port.filter(|port| !port.is_empty()) else { return false };
    let mut urls =
        inputs.analysis.configuration.iter().filter_map(|setting| setting.default.as_deref());
    urls.any(|url| {
        url.split("://").nth(1).is_some_and(|host| {
            host.ends_with(&format!(":{port}")) || host.contains(&format!(":{port}/"))
        })
    })
}

/// Plain paths of all endpoints that there are or shall be.
fn known(inputs: &Inputs<'_>, page: &Page<'_>) -> BTreeSet<String> {
    let mut known: BTreeSet<String> = served(inputs).map(|route| plain(&route.path)).collect();
    known.extend(inputs.requirements.endpoints.iter().map(|one| plain(&one.path)));
    for number in 1..=page.length() {
        let line = page.line(number);
        if !line.contains("://") {
            known.extend(in_line(page, number).into_iter().map(|named| named.path));
        }
    }
    known
}

/// Labels for demos that nothing follows.
fn without_command(inputs: &Inputs<'_>, page: &Page<'_>) -> Vec<Found> {
    const NAMES: &[&str] =
        &["demo", "demos", "demo scenarios", "demo scenario", "demonstration", "demonstracao"];
    let mut found = Vec::new();
    for section in &inputs.document.outline.sections {
        for (at, block) in section.blocks.iter().enumerate() {
            let bare = words::key(&block.text) == words::key(&block.label);
            let label = NAMES.iter().any(|name| words::is(&words::key(&block.label), name));
            let next = section.blocks.get(at + 1);
            let shown = next.is_some_and(|next| {
                matches!(next.kind, BlockKind::Code | BlockKind::ListItem | BlockKind::TableHead)
                    || (next.kind == BlockKind::Paragraph && next.label.is_empty())
            });
            if label && bare && block.kind == BlockKind::Paragraph && !shown {
                found.push(Found {
                    place: page.whole(block.span.line),
                    message: format!("“{}” shows nothing", block.label),
                    hint: "write the command that shows it, with what it prints".into(),
                    ..Found::default()
                });
            }
        }
    }
    found
}
