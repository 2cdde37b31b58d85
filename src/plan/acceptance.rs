//! What must hold at the end of a phase: the documents' own criteria for its tasks, the tables and
//! endpoints it adds, and the measurable targets that its tasks measure.

use super::Inputs;
use crate::model::{
    GapItem, GapKind, Observation, Requirement, Statement, StatementSource, Task, TaskKind,
};

pub(super) fn all(inputs: &Inputs<'_>, gap: &[GapItem], tasks: &[&Task]) -> Vec<Statement> {
    let mut criteria: Vec<Statement> =
        tasks.iter().filter_map(|task| shown_by(gap, task)).collect();
    criteria.extend(documented(inputs, tasks));
    criteria.extend(targets(inputs, tasks));
    if !tasks.is_empty() {
        criteria.extend(coverage(inputs));
    }
    criteria
}

/// What the code must show for a task: the same fact that the gap looked for.
fn shown_by(gap: &[GapItem], task: &Task) -> Option<Statement> {
    let item = gap.iter().find(|item| task.traces.first() == Some(&item.id))?;
    let text = match (task.kind, item.kind) {
        (TaskKind::Migration, GapKind::Table) => format!(
            "The migrations lead to {} with the columns and indexes of {}",
            item.title,
            item.asked.at.citation()
        ),
        (TaskKind::Endpoint, GapKind::Endpoint) => {
            format!("`{}` is registered and a test calls it", item.title)
        }
        (TaskKind::Integration, GapKind::Integration) => {
            format!("Shipping code talks to {}, and a test covers its failure", item.title)
        }
        (_, GapKind::Practice) => format!("The repository has {}", item.title),
        _ => return None,
    };
    Some(Statement {
        label: String::new(),
        text,
        cites: vec![task.id.clone(), item.id.clone()],
        source: StatementSource::Plan,
    })
}

/// Criteria that the documents give for the requirements that the tasks trace.
fn documented(inputs: &Inputs<'_>, tasks: &[&Task]) -> Vec<Statement> {
    let traced =
        |requirement: &&Requirement| tasks.iter().any(|task| task.traces.contains(&requirement.id));
    let statement = |requirement: &Requirement, criterion: &Observation| Statement {
        label: requirement.id.clone(),
        text: criterion.text.trim_end_matches('.').to_owned(),
        cites: vec![criterion.at.citation()],
        source: StatementSource::Document,
    };
    let requirements = inputs.requirements.items.iter().filter(traced);
    requirements
        .flat_map(|requirement| {
            requirement.acceptance.iter().map(move |criterion| statement(requirement, criterion))
        })
        .collect()
}

/// Targets are due in the phase whose tasks measure them.
fn targets(inputs: &Inputs<'_>, tasks: &[&Task]) -> Vec<Statement> {
    let measured = |id: &String| tasks.iter().any(|task| task.traces.contains(id));
    let due = inputs.requirements.targets.iter().filter(|target| measured(&target.id));
    let statement = |target: &crate::model::PerformanceTarget| Statement {
        label: target.id.clone(),
        text: format!("measured and met: {}", target.text.trim_end_matches('.')),
        cites: vec![target.at.citation()],
        source: StatementSource::Document,
    };
    due.map(statement).collect()
}

/// The coverage that CI asks for, else the house threshold.
fn coverage(inputs: &Inputs<'_>) -> Option<Statement> {
    let mut jobs = inputs.analysis.operations.ci.iter();
    if let Some((percent, at)) =
        jobs.find_map(|job| Some((job.coverage_threshold?, job.at.citation())))
    {
        let text = format!("CI stays green with its coverage gate of {percent} %");
        return Some(Statement {
            label: String::new(),
            text,
            cites: vec![at],
            source: StatementSource::Code,
        });
    }
    let percent = inputs.standard.thresholds.get("coverage_percent")?;
    let text = format!("Line coverage is at least {percent} %");
    Some(Statement {
        label: String::new(),
        text,
        cites: Vec::new(),
        source: StatementSource::Standard,
    })
}
