//! The sections around the phase breakdown, one file per section. Each part gets the facts that belong
//! to it; what the house itself says comes from the standard's rules and is marked as the standard's.

mod cross_phase;
mod deployment;
mod handover;
mod overview;
mod practices;
mod success;

use super::{
    Inputs,
    past::{PREFIX, ranges},
};
use crate::model::{
    Plan, PlanPart, PlanSection, Statement, StatementSource, Test, TestLevel, TestVia,
};

/// What a section writer gets.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) inputs: &'a Inputs<'a>,
    pub(super) plan: &'a Plan,
}

/// Writes the statements of one part.
type Writer = fn(&Context<'_>) -> Vec<Statement>;

/// Which writer fills which part of a standard.
const WRITERS: &[(&str, Writer)] = &[
    ("summary", overview::summary),
    ("success-criteria", overview::success_criteria),
    ("testing-evolution", cross_phase::testing),
    ("documentation-progression", cross_phase::documentation),
    ("targets-by-phase", cross_phase::targets),
    ("risk-by-phase", cross_phase::risks),
    ("code-quality", practices::code),
    ("testing-standards", practices::tests),
    ("git-workflow", practices::git),
    ("documentation-standards", practices::documents),
    ("phase-kpis", success::phases),
    ("business-metrics", success::business),
    ("technical-metrics", success::technical),
    ("environments", deployment::environments),
    ("monitoring", deployment::monitoring),
    ("production-handover", handover::production),
    ("maintenance", handover::maintenance),
];

/// All sections of the standard; the phase breakdown and the risk tables are rendered from their own
/// lists and have no statements here.
pub(super) fn all(inputs: &Inputs<'_>, plan: &Plan) -> Vec<PlanSection> {
    let context = Context { inputs, plan };
    let part = |part: &crate::model::StandardPart| PlanPart {
        id: part.id.clone(),
        title: part.title.clone(),
        statements: write(&context, &part.id),
        blocks: Vec::new(),
    };
    let section = |section: &crate::model::StandardSection| PlanSection {
        id: section.id.clone(),
        title: section.title.clone(),
        parts: section.parts.iter().map(part).collect(),
    };
    inputs.standard.sections.iter().map(section).collect()
}

fn write(context: &Context<'_>, id: &str) -> Vec<Statement> {
    let writer = WRITERS.iter().find(|(known, _)| *known == id);
    let mut statements = writer.map(|(_, writer)| writer(context)).unwrap_or_default();
    let rules = context.inputs.standard.rules.get(id);
    statements.extend(
        rules
            .into_iter()
            .flatten()
            .map(|rule| said_by(StatementSource::Standard, "", rule.clone(), &[])),
    );
    statements
}

fn said_by(
    source: StatementSource,
    label: &str,
    text: impl Into<String>,
    cites: &[String],
) -> Statement {
    Statement { label: label.into(), text: text.into(), cites: cites.to_vec(), source }
}

/// A statement that says which open question stands in the way of a better one.
fn open(label: &str, text: impl Into<String>, question: &str) -> Statement {
    said_by(StatementSource::Question, label, text, &[question.to_owned()])
}

/// Ids, or a range of them when there are many.
fn id_range(ids: &[String]) -> Vec<String> {
    match ids {
        [first, _, _, ..] if first.starts_with(PREFIX) => {
            ranges(&ids.iter().map(String::as_str).collect::<Vec<_>>())
        }
        [first, _, _, .., last] => vec![format!("{first} to {last}")],
        few => few.to_vec(),
    }
}

pub(super) use self::deployment::is_health;

/// A level of tests in words.
pub(super) fn level_name(level: TestLevel) -> &'static str {
    match level {
        TestLevel::Unit => "unit",
        TestLevel::Integration => "integration",
        TestLevel::E2e => "end-to-end",
        TestLevel::Property => "property",
        TestLevel::Chaos => "chaos",
        TestLevel::Bdd => "scenario",
    }
}

/// How many of the tests stand in the code and how many macros write, behind their number; nothing when
/// macros write none.
pub(super) fn made_by(tests: &[&Test]) -> String {
    let count = |vias: &[TestVia]| tests.iter().filter(|test| vias.contains(&test.via)).count();
    let written = count(&[TestVia::Macro]);
    if written == 0 {
        return String::new();
    }
    let kinds = [
        (count(&[TestVia::Name]), "by name"),
        (count(&[TestVia::Attribute, TestVia::Alias]), "by attribute"),
        (written, "written by macros"),
    ];
    let parts = kinds.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<_> = parts.map(|(count, kind)| format!("{count} {kind}")).collect();
    format!(" ({})", parts.join(", "))
}
