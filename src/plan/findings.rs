//! What does not hold in the documents: as findings of the plan, and as questions that would settle them.

use super::Inputs;
use crate::model::{DocumentFinding, OpenQuestion, PlanFinding};

/// Group of the questions that documents raise by what is wrong in them.
const GROUP: &str = "documents";

/// The findings about the documents.
pub(super) fn of(inputs: &Inputs<'_>) -> Vec<PlanFinding> {
    inputs.requirements.findings.iter().map(finding).collect()
}

fn finding(found: &DocumentFinding) -> PlanFinding {
    PlanFinding {
        rule: found.at.rule.to_string(),
        text: found.text.clone(),
        cites: cites(found),
        ways_out: if found.question.is_empty() { Vec::new() } else { vec![found.question.clone()] },
    }
}

/// Both places, then the requirements concerned.
fn cites(found: &DocumentFinding) -> Vec<String> {
    let also = found.also.iter().map(|one| one.at.citation());
    let mut cites = vec![found.at.citation()];
    for cite in also.chain(found.about.iter().cloned()) {
        if !cites.contains(&cite) {
            cites.push(cite);
        }
    }
    cites
}

/// One question for each finding, what contradicts itself first.
///
/// The identifier is made of what the finding is about and not of its place or number, so that answers
/// outlive edits elsewhere in the documents.
pub(super) fn questions(inputs: &Inputs<'_>) -> Vec<OpenQuestion> {
    let mut asked: Vec<&DocumentFinding> = inputs
        .requirements
        .findings
        .iter()
        .filter(|found| !found.question.is_empty() && !found.key.is_empty())
        .collect();
    asked.sort_by_key(|found| weight(&found.at.rule));
    asked.into_iter().map(|found| question(inputs, found)).collect()
}

fn question(inputs: &Inputs<'_>, found: &DocumentFinding) -> OpenQuestion {
    let id = format!("Q-DOC-{}", found.key);
    let answer = inputs.settings.answers.get(&id).cloned().unwrap_or_default();
    let source = if answer.is_empty() { String::new() } else { "person".into() };
    OpenQuestion {
        id,
        group: GROUP.into(),
        text: found.question.clone(),
        answer,
        source,
        cites: vec![found.at.citation()],
        ..OpenQuestion::default()
    }
}

/// Rules in the order in which their questions are asked: what two documents say differently costs more
/// than a word.
fn weight(rule: &str) -> usize {
    const ORDER: &[&str] = &[
        "document.contradiction",
        "document.clarification",
        "document.one-sided",
        "document.unknown-trace",
        "document.untraced",
        "document.unplanned",
        "document.total",
        "document.placeholder",
        "document.unasked",
        "document.untestable",
        "document.vague",
        "document.unanswered",
    ];
    ORDER.iter().position(|known| *known == rule).unwrap_or(ORDER.len())
}
