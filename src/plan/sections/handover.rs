//! Section 8: what the people who run it get, and what stays to do.

use super::{Context, open, said_by};
use crate::model::{
    DocumentKind, Statement,
    StatementSource::{Code, Plan as ByPlan},
};

pub(super) fn production(context: &Context<'_>) -> Vec<Statement> {
    let analysis = context.inputs.analysis;
    let documents =
        analysis.documents.iter().filter(|document| document.kind == DocumentKind::Readme);
    let mut statements: Vec<Statement> = documents
        .take(2)
        .map(|document| {
            said_by(
                Code,
                "Entry point",
                format!("`{}`: {}", document.at.file, document.title),
                &[document.at.citation()],
            )
        })
        .collect();
    let keys: Vec<_> = analysis.configuration.iter().filter(|setting| setting.required).collect();
    if let Some(first) = keys.first() {
        let names: Vec<&str> = keys.iter().map(|setting| setting.key.as_str()).collect();
        statements.push(said_by(
            Code,
            "Configuration",
            format!("Without these it does not start: {}", names.join(", ")),
            &[first.at.citation()],
        ));
    } else if let Some(first) = analysis.configuration.first() {
        let text = format!("{} settings are read from the environment", distinct(analysis));
        statements.push(said_by(Code, "Configuration", text, &[first.at.citation()]));
    }
    statements.push(open(
        "On call",
        "Who answers at night, and to whom it escalates, is not written down",
        "Q-OPS-MONITORING",
    ));
    statements.push(open(
        "Backup",
        "What is backed up and how fast it comes back is not written down",
        "Q-OPS-BACKUP",
    ));
    statements
}

fn distinct(analysis: &crate::model::Analysis) -> usize {
    let keys: std::collections::BTreeSet<&str> =
        analysis.configuration.iter().map(|setting| setting.key.as_str()).collect();
    keys.len()
}

pub(super) fn maintenance(context: &Context<'_>) -> Vec<Statement> {
    let analysis = context.inputs.analysis;
    let direct: Vec<_> =
        analysis.dependencies.iter().filter(|one| one.direct && !one.dev).collect();
    let mut statements = Vec::new();
    if let Some(first) = direct.first() {
        let text = format!("{} direct dependencies to keep current", direct.len());
        statements.push(said_by(Code, "Updates", text, &[first.at.citation()]));
    }
    let least = context.inputs.standard.thresholds.get("hotspot_commits").copied().unwrap_or(0.0);
    let is_code =
        |path: &str| analysis.functions.iter().any(|one| !one.test && *one.at.file == *path);
    if let Some(first) = analysis
        .git
        .hotspots
        .iter()
        .find(|spot| !spot.foreign && is_code(&spot.path) && f64::from(spot.commits) >= least)
    {
        let text = format!(
            "{} has the highest churn × size of the code ({} commits); look there first",
            first.path, first.commits
        );
        statements.push(said_by(Code, "Hotspot", text, &[format!("{}:1", first.path)]));
    }
    let open_questions =
        context.plan.questions.iter().filter(|question| question.source.is_empty()).count();
    let text = format!(
        "{open_questions} questions are open; each answer in answers.toml changes this plan on the next run"
    );
    statements.push(said_by(ByPlan, "This plan", text, &[]));
    statements
}
