//! What does not hold: in the plan, in the documents, in the code, and while reading.

use super::{
    Context, Section, anchor,
    table::{Cell, Row, Table},
    text::{Piece, lines, word},
};
use crate::model::PlanFinding;

/// Where a finding comes from, in the order of the table.
const SOURCES: [&str; 5] = ["inputs", "plan", "document", "code", "reading"];

pub(super) fn section(context: &Context<'_>) -> Section {
    let columns = ["=From", "=Rule", "What", "Where", "Ways out"];
    let rows = warnings(context)
        .chain(context.plan.findings.iter().map(|finding| finding_row(context, finding)))
        .chain(migrations(context))
        .chain(observations(context))
        .chain(diagnostics(context));
    Section {
        id: "findings",
        title: "Findings",
        lead: vec![vec![Piece::text(
            "What does not hold in the plan, in the documents it is made from and in the code, and what could not be read.",
        )]],
        tables: vec![
            Table::new(
                "findings-table",
                "Everything that does not hold, by where it comes from",
                &columns,
            )
            .or("No finding: plan, documents and code were looked at, and every file was read.")
            .with(rows),
        ],
        ..Section::default()
    }
}

/// The rows of risks.
pub(super) fn risks(context: &Context<'_>) -> Section {
    let rows = context.plan.risks.iter().map(|risk| {
        let to = &context.to;
        let cites =
            if risk.cites.is_empty() { to.rich(&risk.basis) } else { to.cites(&risk.cites) };
        Row::new([
            Piece::id(&risk.id).into(),
            risk.category.as_str().into(),
            to.rich(&risk.text).into(),
            level(&risk.probability),
            level(&risk.impact),
            to.rich(&risk.mitigation).into(),
            cites.into(),
        ])
        .called(anchor("risk", &risk.id))
    });
    let columns = ["Id", "=Category", "Risk", "=Probability", "=Impact", "Mitigation", "Rests on"];
    Section {
        id: "risks",
        title: "Risks",
        tables: vec![
            Table::new("risks-table", "Risks of the documents, the code and the plan", &columns)
                .or("Neither documents nor code show a risk.")
                .with(rows),
        ],
        ..Section::default()
    }
}

/// `Low`, `Medium`, `High` in their order; what a document calls otherwise stays as it is.
fn level(text: &str) -> Cell {
    const LEVELS: [(&str, &str, f64); 3] =
        [("low", "good", 1.0), ("medium", "fair", 2.0), ("high", "bad", 3.0)];
    match LEVELS.iter().find(|(name, ..)| text.eq_ignore_ascii_case(name)) {
        Some((_, class, place)) => Cell::from(Piece::mark(text, class)).by(*place),
        None => text.into(),
    }
}

fn from(source: usize) -> Cell {
    let name = SOURCES.get(source).copied().unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "five sources")]
    let place = source as f64;
    Cell::from(name).by(place)
}

fn warnings<'a>(context: &'a Context<'_>) -> impl Iterator<Item = Row> + 'a {
    let row = |text: &String| {
        Row::new([from(0), "".into(), context.to.rich(text).into(), "".into(), "".into()])
    };
    context.plan.warnings.iter().map(row)
}

fn finding_row(context: &Context<'_>, finding: &PlanFinding) -> Row {
    let source = if finding.rule.starts_with("document.") { 2 } else { 1 };
    let mut out = Vec::new();
    for way in &finding.ways_out {
        if !out.is_empty() {
            out.push(Piece::line());
        }
        out.extend(context.to.rich(way));
    }
    Row::new([
        from(source),
        Piece::code(&finding.rule).into(),
        context.to.rich(&finding.text).into(),
        lines(finding.cites.iter().map(|cite| context.to.cite(cite))).into(),
        out.into(),
    ])
}

fn migrations<'a>(context: &'a Context<'_>) -> impl Iterator<Item = Row> + 'a {
    let sets = &context.analysis.migrations.sets;
    sets.iter().flat_map(|set| &set.problems).map(|problem| {
        Row::new([
            from(3),
            Piece::code(format!("migration.{}", problem.kind.replace('_', "-"))).into(),
            context.to.rich(&problem.message).into(),
            context.to.at(&problem.at).into(),
            "".into(),
        ])
    })
}

/// Observations of the analysis; those that a migration's problem tells already are left out.
fn observations<'a>(context: &'a Context<'_>) -> impl Iterator<Item = Row> + 'a {
    let problems: std::collections::BTreeSet<&str> = context
        .analysis
        .migrations
        .sets
        .iter()
        .flat_map(|set| &set.problems)
        .map(|problem| problem.message.as_str())
        .collect();
    let findings = context.analysis.findings.iter();
    findings.filter(move |one| !problems.contains(one.text.as_str())).map(|one| {
        Row::new([
            from(3),
            Piece::code(one.at.rule.as_str()).into(),
            context.to.rich(&one.text).into(),
            context.to.at(&one.at).into(),
            "".into(),
        ])
    })
}

fn diagnostics<'a>(context: &'a Context<'_>) -> impl Iterator<Item = Row> + 'a {
    context.analysis.diagnostics.iter().map(|one| {
        Row::new([
            from(4),
            Piece::code(word(&one.kind)).into(),
            context.to.rich(&one.message).into(),
            context.to.place(&one.file, one.line).into(),
            "".into(),
        ])
    })
}
