//! Work that is too large to be one task.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        number::short,
        page::{Page, items, tasks},
    },
    document::words,
    model::{PlanForm, Severity, WorkItem},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "complete.oversized-task",
    severity: Severity::Warning,
    summary: "a task of more hours than the standard allows is not split",
    explanation: "\
What takes more than two days (16 hours; `task_hours` of the standard) is seldom estimated well and cannot be \
followed while it goes on. The likely hours count; steps of the architect's JSON carry ranges and are not judged; a task with parts of its own, and one that says that it will be \
split, are left alone.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: All of billing\n\n- **Estimate**: 40 h\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Close a cycle\n\n- **Estimate**: 12 h\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let most = inputs.standard.thresholds.get("task_hours").copied().unwrap_or(16.0);
    if inputs.document.form == PlanForm::Architect {
        return Vec::new();
    }
    let page = Page::of(inputs.document);
    let large = tasks(inputs.document).into_iter().filter_map(|item| {
        let hours = item.hours?.likely;
        (hours > most && !is_split(inputs, &page, item)).then_some((item, hours))
    });
    large
        .map(|(item, hours)| Found {
            place: page.amount(page.extent(item), hours).unwrap_or_else(|| page.head(item)),
            message: format!(
                "{} takes {} h; a task takes at most {} h",
                item.id,
                short(hours),
                short(most)
            ),
            item: item.id.clone(),
            hint: format!(
                "split it into tasks of {} h or less, each with its own criteria",
                short(most)
            ),
            ..Found::default()
        })
        .collect()
}

fn is_split(inputs: &Inputs<'_>, page: &Page<'_>, item: &WorkItem) -> bool {
    let parts =
        items(inputs.document).any(|other| other.parent == item.id && other.hours.is_some());
    // `Split payments` is a title of its own.
    let says = |(number, line): (u32, &str)| {
        let is_title = number == item.at.line && !line.trim_start().starts_with('|');
        let phrases: &[&str] =
            if is_title { &["be split", "split into"] } else { &["split", "dividir"] };
        words::has_any(&words::key(line), phrases)
    };
    parts || page.lines(page.extent(item)).any(says)
}
