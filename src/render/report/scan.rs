//! What was looked at, so that every zero of the page says which zero it is; and what nobody interpreted.

use super::{
    Context, Section,
    table::{Cell, Row, Table},
    text::{Piece, count, lines},
};
use crate::model::{WorkPlan, WorkStatus};

pub(super) fn section(context: &Context<'_>) -> Section {
    Section {
        id: "scan",
        title: "What was read",
        lead: vec![vec![Piece::text(
            "The page rests on these readings. What a language's grammar is not there for counts as absent above.",
        )]],
        tables: vec![languages(context), coverage(context), plans(context), unread(context)],
        ..Section::default()
    }
}

fn languages(context: &Context<'_>) -> Table {
    let rows = context.analysis.languages.iter().map(|one| {
        Row::new([
            one.name.as_str().into(),
            Cell::number(one.files),
            Cell::number(one.lines.code),
            Cell::number(one.lines.comment),
            Cell::number(one.lines.blank),
        ])
    });
    Table::new(
        "languages",
        "Languages",
        &["Language", "#Files", "#Code lines", "#Comment lines", "#Blank lines"],
    )
    .or("No file of a known language.")
    .with(rows)
}

fn coverage(context: &Context<'_>) -> Table {
    let rows = context.analysis.coverage_of_scan.iter().map(|one| {
        let skipped = one.files_skipped.iter().map(|skip| {
            Piece::text(format!(
                "{}: {}, first {}",
                count(skip.files as usize, "file"),
                skip.reason,
                skip.example
            ))
        });
        Row::new([
            one.kind.replace('_', " ").into(),
            Cell::number(one.found),
            Cell::number(one.files_scanned),
            Cell::number(one.files_partly_read),
            lines(skipped).into(),
        ])
    });
    Table::new(
        "coverage",
        "Facts by kind, and the files that were searched for them",
        &["Kind of fact", "#Found", "#Files searched", "#Read in part", "Not searched"],
    )
    .or("Nothing was read.")
    .with(rows)
}

/// Plans that the repository keeps.
fn plans(context: &Context<'_>) -> Table {
    let rows = context.requirements.plans.iter().map(|plan| {
        let done = plan.items.iter().filter(|item| item.status == WorkStatus::Done).count();
        Row::new([
            plan.title.as_str().into(),
            super::text::word(&plan.form).into(),
            Cell::number(u64::try_from(plan.items.len()).unwrap_or_default()),
            Cell::number(u64::try_from(done).unwrap_or_default()),
            hours(plan),
            context.to.at(&plan.at).into(),
        ])
    });
    Table::new(
        "plans",
        "Plans in the repository, as they are written",
        &["Plan", "=Form", "#Items", "#Marked done", "#Hours stated", "Where"],
    )
    .or("No plan was found in the repository.")
    .with(rows)
}

fn hours(plan: &WorkPlan) -> Cell {
    plan.stated_hours.map_or_else(|| "".into(), Cell::amount)
}

/// Text of the documents that is no requirement.
fn unread(context: &Context<'_>) -> Table {
    let rows = context.plan.unread.iter().map(|one| {
        Row::new([Cell::from(context.to.rich(&one.text)), context.to.at(&one.at).into()])
    });
    Table::new("unread", "Text of the documents on which the plan does not rest", &["Text", "Where"])
        .or("No such text: every paragraph of the documents is a requirement, endpoint, table, target or risk, or there are no documents.")
        .with(rows)
}
