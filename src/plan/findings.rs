//! What does not hold in the documents: as findings of the plan, and as questions that would settle them.

use super::Inputs;
use crate::model::{DocumentFinding, GapItem, GapKind, OpenQuestion, PlanFinding, State};

/// Group of the questions that documents raise by what is wrong in them.
const GROUP: &str = "documents";

/// The findings about the documents.
pub(super) fn of(inputs: &Inputs<'_>, gap: &[GapItem]) -> Vec<PlanFinding> {
    let found = inputs.requirements.findings.iter().filter(|found| !is_there(found, gap));
    found.map(finding).collect()
}

/// Whether nothing is left of what a finding asks for: a table that the code has needs no task.
fn is_there(found: &DocumentFinding, gap: &[GapItem]) -> bool {
    found.at.rule.as_str() == "document.unplanned"
        && gap.iter().any(|item| {
            item.kind == GapKind::Table
                && item.state == State::Present
                && found.about.contains(&item.id)
        })
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
pub(super) fn questions(inputs: &Inputs<'_>, gap: &[GapItem]) -> Vec<OpenQuestion> {
    let mut asked: Vec<&DocumentFinding> = inputs
        .requirements
        .findings
        .iter()
        .filter(|found| !found.question.is_empty() && !found.key.is_empty())
        .filter(|found| !is_there(found, gap))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Observation;

    #[test]
    fn a_table_that_is_there_needs_no_task() {
        let at = |rule: &str| crate::document::place(&"TRD.md".into()).evidence(rule, 1, 1);
        let item = |state| GapItem {
            id: "TB-1".into(),
            kind: GapKind::Table,
            title: "fee_tier".into(),
            asked: Observation { at: at("document"), text: String::new() },
            state,
            evidence: Vec::new(),
            missing: Vec::new(),
        };
        let about = |rule: &str, id: &str| DocumentFinding {
            at: at(rule),
            text: String::new(),
            also: Vec::new(),
            about: vec![id.into()],
            question: String::new(),
            key: String::new(),
        };
        let unplanned = about("document.unplanned", "TB-1");
        assert!(is_there(&unplanned, &[item(State::Present)]));
        assert!(!is_there(&unplanned, &[item(State::Partial)]));
        assert!(!is_there(&unplanned, &[item(State::Absent)]));
        assert!(!is_there(&about("document.unplanned", "TB-2"), &[item(State::Present)]));
        assert!(!is_there(&about("document.unasked", "TB-1"), &[item(State::Present)]));
    }
}
