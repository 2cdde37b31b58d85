//! Hours that such work never took.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        number::short,
        page::{Page, tasks},
    },
    document::words,
    model::{HourRange, Severity, TaskKind, WorkItem},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "house.estimate",
    severity: Severity::Note,
    summary: "the hours of a task are far outside of the standard's range for its kind of work",
    explanation: "\
The kind is told by the words of the title: a table or migration, an endpoint, a repository, a domain type, CI. The \
likely hours are held against the standard's range; half of its low end and twice its high end are let pass, since \
sizes differ. Titles of several kinds, or of none, are not judged. Check the estimate, or split what is several \
tasks.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Create table `fee_tier`\n\n- **Estimate**: 14 h\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Create table `fee_tier`\n\n- **Estimate**: 3 h\n",
    },
    find,
};

const KINDS: &[(TaskKind, &[&str])] = &[
    (TaskKind::Migration, &["create table", "add table", "migration", "migrations", "add column"]),
    (
        TaskKind::Endpoint,
        &["endpoint", "serve get", "serve post", "serve put", "serve patch", "serve delete"],
    ),
    (TaskKind::Domain, &["domain type", "domain types", "entity", "value object"]),
    (TaskKind::Ci, &["ci pipeline", "ci workflow", "github action"]),
];

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    let judged = tasks(inputs.document).into_iter().filter_map(|item| {
        let (hours, kind) = (item.hours?.likely, kind(item)?);
        let range = *inputs.standard.estimates.get(&kind)?;
        (hours < range.low / 2.0 || hours > range.high * 2.0).then_some((item, hours, range))
    });
    judged.map(|(item, hours, range)| told(inputs, &page, item, (hours, range))).collect()
}

/// The one kind that the words of a title tell.
fn kind(item: &WorkItem) -> Option<TaskKind> {
    let key = words::key(&item.title);
    let mut kinds =
        KINDS.iter().filter(|(_, phrases)| words::has_any(&key, phrases)).map(|(kind, _)| *kind);
    let first = kinds.next()?;
    // `Migrate the endpoints` is a kind of its own.
    kinds.next().is_none().then_some(first)
}

fn told(
    inputs: &Inputs<'_>,
    page: &Page<'_>,
    item: &WorkItem,
    (hours, range): (f64, HourRange),
) -> Found {
    let side = if hours > range.high { "more" } else { "less" };
    Found {
        place: page.amount(page.extent(item), hours).unwrap_or_else(|| page.head(item)),
        message: format!(
            "{} h for {} are far {side} than such work takes: {} to {} h by the {} standard",
            short(hours),
            item.id,
            short(range.low),
            short(range.high),
            inputs.standard.name
        ),
        item: item.id.clone(),
        hint: "look at the estimate again, or split what is several tasks".into(),
        ..Found::default()
    }
}
