//! Work that nobody asked for.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        majority::Majority,
        page::{Page, items, tasks},
    },
    document::words,
    model::{Severity, WorkItem},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "complete.task-without-requirement",
    severity: Severity::Warning,
    summary: "a task names no requirement, in a plan whose other tasks do",
    explanation: "\
Applies to plans in which at least four of five tasks (and three of them) name what they serve: there a task without \
is either a gap in the tracing or work that nobody asked for. What the parts of a task, or the item above it, name \
counts for it. Tasks that are optional or done are left alone.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n- **Traces**: FR-004\n\n## T-002: Waivers\n\n- **Traces**: FR-009\n\n\
               ## T-003: Best waiver\n\n- **Traces**: FR-010\n\n## T-004: Cycles\n\n- **Traces**: FR-011\n\n\
               ## T-005: A dashboard\n\nNice to have.\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n- **Traces**: FR-004\n\n## T-002: Waivers\n\n- **Traces**: FR-009\n\n\
               ## T-003: Best waiver\n\n- **Traces**: FR-010\n\n## T-004: Cycles\n\n- **Traces**: FR-011\n\n\
               ## T-005: A report\n\n- **Traces**: FR-012\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    let all = tasks(inputs.document);
    let Some(traced) = Majority::of(&all, |item| traced(inputs, &page, item)).nearly_all() else {
        return Vec::new();
    };
    let message = |item: &WorkItem| {
        format!(
            "{} names no requirement; {} of {} tasks do",
            subject(item),
            traced.with,
            traced.all
        )
    };
    traced.told(&page, message, "name the requirement that it serves, or leave it out of this plan")
}

fn subject(item: &WorkItem) -> String {
    if item.id_given { item.id.clone() } else { format!("“{}”", item.title) }
}

fn traced(inputs: &Inputs<'_>, page: &Page<'_>, item: &WorkItem) -> bool {
    let above = items(inputs.document).find(|one| one.id == item.parent && !item.parent.is_empty());
    let mut parts = items(inputs.document).filter(|one| one.parent == item.id);
    // What a house calls its practices has no number (`Traces: HP-orchestration`).
    let labelled = page.lines(page.extent(item)).any(|(_, line)| {
        let (label, value) = line.split_once(':').unwrap_or_default();
        let named =
            words::has_any(&words::key(label), &["traces", "requirements", "serves", "closes"]);
        let value = value.trim_matches(|c: char| !c.is_alphanumeric());
        named
            && label.len() < 40
            && !value.is_empty()
            && !matches!(value, "none" | "n/a" | "nenhum")
    });
    labelled
        || !item.traces.is_empty()
        || above.is_some_and(|one| !one.traces.is_empty())
        || parts.any(|one| !one.traces.is_empty())
}
