//! Hours that do not add up.

use std::collections::BTreeSet;

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        number::{hours, short},
        page::{Page, items, leading_id},
    },
    document::words,
    model::{BlockKind, Place, Section, Severity, Span, WorkItem, WorkPlan},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "complete.hours",
    severity: Severity::Error,
    summary: "hours of tasks do not add up to the sum that the plan states",
    explanation: "\
Adds the hours of tasks and holds the sum against the total that the plan states (front matter, metadata, `Sum: 60 h`, \
the roadmap's totals) and, week by week, against the hours in the heading (`Week 1 (56 h)`). Optional tasks may count or \
not. Only where every task gives its hours; of ranges the sums of both ends must hold the total. Half an hour of \
rounding is let pass.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "---\nfeature: fees\ntotal_hours: 30\n---\n\n# Tasks\n\n## T-001: Tiers\n\n- **Estimate**: 8 h\n\n\
               ## T-002: Waivers\n\n- **Estimate**: 12 h\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "---\nfeature: fees\ntotal_hours: 20\n---\n\n# Tasks\n\n## T-001: Tiers\n\n- **Estimate**: 8 h\n\n\
               ## T-002: Waivers\n\n- **Estimate**: 12 h\n",
    },
    find,
};

/// Hours that rounding may cost.
const ROUNDING: f64 = 0.51;

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    let plans = inputs.document.work.iter();
    let mut found: Vec<Found> = plans.filter_map(|plan| of_plan(inputs, &page, plan)).collect();
    found.extend(
        inputs
            .document
            .outline
            .sections
            .iter()
            .filter_map(|section| of_week(inputs, &page, section)),
    );
    found
}

fn of_plan(inputs: &Inputs<'_>, page: &Page<'_>, plan: &WorkPlan) -> Option<Found> {
    let stated = plan.stated_hours?;
    // Whoever has parts with hours is their sum.
    let parts = plan.items.iter().filter(|item| item.hours.is_some());
    let whole: BTreeSet<&str> = parts.map(|item| item.parent.as_str()).collect();
    let parted = |item: &WorkItem| whole.contains(item.id.as_str());
    let counted: Vec<&WorkItem> =
        plan.items.iter().filter(|item| item.hours.is_some() && !parted(item)).collect();
    let tasks = items(inputs.document).filter(|item| item.kind == crate::model::WorkKind::Task);
    let silent =
        tasks.filter(|item| item.hours.is_none() && !parted(item) && !item.optional).count();
    if counted.is_empty() || silent > 0 {
        return None;
    }
    let sum = |optional: bool, pick: fn(&crate::model::HourRange) -> f64| {
        let counts = counted.iter().filter(|item| optional || !item.optional);
        counts.filter_map(|item| item.hours.as_ref()).map(pick).sum::<f64>()
    };
    let fits = [false, true].iter().any(|optional| {
        stated >= sum(*optional, |hours| hours.low) - ROUNDING
            && stated <= sum(*optional, |hours| hours.high) + ROUNDING
    });
    (!fits).then(|| Found {
        place: total(page, stated),
        message: format!(
            "the plan states {} h, its {} tasks add up to {} h",
            short(stated),
            counted.len(),
            short(sum(false, |hours| hours.likely))
        ),
        hint: "mend the total, or the hours of a task".into(),
        ..Found::default()
    })
}

/// The place of the stated total: its number beside a word for it.
fn total(page: &Page<'_>, amount: f64) -> Place {
    const WORDS: &[&str] =
        &["total", "sum", "soma", "estimate", "hours", "ai hours", "effort", "horas"];
    let named = page.lines(page.all()).find_map(|(number, line)| {
        let says = words::has_any(&words::key(line), WORDS);
        says.then(|| page.amount(Span { line: number, end_line: number }, amount)).flatten()
    });
    named.unwrap_or_else(|| page.whole(1))
}

/// The hours in a heading beside those of the lines below it.
fn of_week(inputs: &Inputs<'_>, page: &Page<'_>, section: &Section) -> Option<Found> {
    let line = page.line(section.span.line);
    let bracket = line.rfind('(').map(|at| (at, line.get(at..).unwrap_or_default()))?;
    let stated = hours(bracket.1);
    let [(start, end, stated)] = stated.as_slice() else { return None };
    let mut sum = 0.0;
    let mut count = 0;
    for block in
        section.blocks.iter().filter(|block| block.kind == BlockKind::ListItem && block.depth == 0)
    {
        if block.checked.is_some() || leading_id(&block.text).is_none() {
            continue;
        }
        let text = page.line(block.span.line);
        let (_, _, amount) = hours(text).into_iter().next()?;
        sum += amount;
        count += 1;
    }
    let differs = count > 0 && (sum - stated).abs() > ROUNDING;
    let item = items(inputs.document).find(|item| item.at.line == section.span.line);
    differs.then(|| Found {
        place: page.part(section.span.line, bracket.0 + start, end - start),
        message: format!(
            "“{}” states {} h, its {count} tasks add up to {} h",
            section.heading,
            short(*stated),
            short(sum)
        ),
        item: item.map(|item| item.id.clone()).unwrap_or_default(),
        hint: "mend the hours of the heading, or those of a task".into(),
        ..Found::default()
    })
}
