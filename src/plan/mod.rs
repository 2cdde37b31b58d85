//! Models to a plan: gap, tasks, estimates, schedule, questions, sections. Pure; what the inputs do not
//! say becomes an open question.

mod acceptance;
mod capacity;
mod deliverables;
mod demos;
mod diagrams;
mod findings;
mod forecast;
mod gap;
mod layout;
mod past;
mod phases;
mod questions;
mod risks;
mod schedule;
mod sections;
mod settings;
mod tasks;
mod terms;
mod test_index;
mod trace;
mod warnings;

use std::borrow::Cow;

pub use self::{
    past::{Past, Ticked, changed},
    settings::Settings,
};
use crate::model::{
    Analysis, CodeProfile, Comparison, ComparisonRow, HouseProfile, Observation, PLAN_SCHEMA,
    Phase, Plan, Prose, ReferenceClass, Requirements, Standard, Verdict, section_id,
};

/// Everything that a plan is made from.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// What the repository shows.
    pub analysis: &'a Analysis,
    /// The target's code in figures.
    pub code: &'a CodeProfile,
    /// What the documents ask for.
    pub requirements: &'a Requirements,
    /// What the references have in common.
    pub profile: &'a HouseProfile,
    /// The target beside them.
    pub comparison: &'a Comparison,
    /// The house standard.
    pub standard: &'a Standard,
    /// What such work took before.
    pub classes: &'a [ReferenceClass],
    /// What people said.
    pub settings: &'a Settings,
    /// What the last version of the plan had, and what people did to it.
    pub past: &'a Past,
}

/// The plan that follows from `inputs`.
pub fn scaffold(inputs: &Inputs<'_>) -> Plan {
    let gap = gap::find(inputs);
    let capacity = capacity::of(inputs);
    let (keys, tasks) = tasks::from_gap(inputs, &gap);
    let (ledger, done) = past::carry_on(inputs, &gap, (&keys, &tasks));
    let schedule = schedule::lay_out(inputs, &capacity, (&gap, &tasks));
    let mut questions = questions::all(inputs, &gap);
    questions.extend(findings::questions(inputs, &gap));
    let phases = phases::all(inputs, &gap, &tasks, schedule.weeks);
    let mut risks = risks::all(inputs, &gap, &tasks, &phases);
    let forecast = forecast::of(inputs, &capacity, (&schedule.frame, &tasks));
    let mut findings = schedule.findings;
    findings.extend(forecast.as_ref().and_then(|forecast| forecast::findings(inputs, forecast)));
    risks::add(inputs, &findings, &mut risks);
    findings.extend(past::ticked(inputs.past, &gap, &tasks));
    findings.extend(findings::of(inputs, &gap));
    let mut plan = Plan {
        schema: Cow::Borrowed(PLAN_SCHEMA),
        name: name(inputs),
        repo: inputs.analysis.repo.clone(),
        standard: inputs.standard.name.clone(),
        references: inputs.comparison.references.clone(),
        warnings: warnings::of(inputs),
        targets: gap::targets(inputs, &gap),
        component_diagram: diagrams::components(&inputs.analysis.packages),
        gantt: diagrams::gantt(&phases, &capacity),
        comparison: with_delivery(inputs, &phases, risks.len()),
        sections: Vec::new(),
        forecast,
        classes: inputs.classes.to_vec(),
        traceability: trace::matrix(inputs, &gap, &tasks),
        findings,
        ledger,
        done,
        unread: unread(inputs),
        gap,
        tasks,
        capacity,
        phases,
        risks,
        questions,
    };
    plan.sections = sections::all(inputs, &plan);
    plan
}

/// Prose of the requirements documents, its section in front and cut to a line's length.
fn unread(inputs: &Inputs<'_>) -> Vec<Observation> {
    const WORDS: usize = 16;
    let is_asked =
        |prose: &&Prose| ["prd.", "trd."].iter().any(|start| prose.at.rule.starts_with(start));
    let shown = |prose: &Prose| {
        let words: Vec<&str> = prose.text.split_whitespace().collect();
        let more = if words.len() > WORDS { " …" } else { "" };
        let text: Vec<&str> = words.into_iter().take(WORDS).collect();
        Observation {
            at: prose.at.clone(),
            text: format!("{}: {}{more}", prose.section, text.join(" ")),
        }
    };
    // Schema fences have been read by the SQL reader.
    let is_sql = |prose: &&Prose| prose.text.trim_start().starts_with("CREATE ");
    let prose = inputs.requirements.prose.iter().filter(is_asked).filter(|prose| !is_sql(prose));
    prose.filter(|prose| !questions::is_open_point(prose)).map(shown).collect()
}

/// The repository's name; documents often carry a marketing name that no path shows.
fn name(inputs: &Inputs<'_>) -> String {
    inputs.analysis.repo.name.clone()
}

/// The comparison with the delivery figures of this plan in the target's column.
fn with_delivery(inputs: &Inputs<'_>, phases: &[Phase], risks: usize) -> Comparison {
    let mut comparison = inputs.comparison.clone();
    let rows = comparison.aspects.iter_mut().filter(|aspect| aspect.id == "delivery");
    for row in rows.flat_map(|aspect| &mut aspect.rows) {
        let value = match row.id.as_str() {
            "delivery.targets" => Some(inputs.requirements.targets.len().to_string()),
            "delivery.risks" => Some(risks.to_string()),
            id => phases::figure(phases, id),
        };
        row.target.value = value.unwrap_or_default();
    }
    for aspect in comparison.aspects.iter_mut().filter(|aspect| aspect.id == "outline") {
        aspect.rows.iter_mut().for_each(|row| has_section(inputs.standard, row));
    }
    comparison
}

/// Whether this plan has a section of the references: by its title in the standard.
fn has_section(standard: &Standard, row: &mut ComparisonRow) {
    let has = standard.sections.iter().any(|section| section_id(&section.title) == row.id);
    if has {
        row.target.value = "yes".into();
        row.verdict = Verdict::Same;
    }
}
