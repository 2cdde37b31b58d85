//! What the documents of the target show of an answer.

use super::Answer;
use crate::{
    model::{Day, DocumentKind, DocumentRef, GapItem, GapKind, Priority, Requirement, State},
    plan::Inputs,
};

/// How many names an answer lists.
const NAMED: usize = 6;

/// Days that requirements name, and on which plans of the repository end.
pub(super) fn dates(inputs: &Inputs<'_>) -> Option<Answer> {
    let dated = |item: &Requirement| {
        let day = Day::find(&item.text)?;
        Some((format!("{day} for {}", item.id), item.at.citation()))
    };
    let items = inputs.requirements.items.iter().filter_map(dated);
    let plans = inputs.requirements.plans.iter().filter_map(|plan| {
        let day = plan.ends.as_ref()?;
        Some((format!("{day} as the end of {}", plan.feature), plan.at.citation()))
    });
    let found: Vec<(String, String)> = items.chain(plans).take(NAMED).collect();
    let (names, cites): (Vec<String>, Vec<String>) = found.into_iter().unzip();
    let text = format!("The documents name {}; who fixed it is not known", names.join(", "));
    (!names.is_empty()).then_some(Answer { text, cites })
}

/// What is marked as required.
pub(super) fn required(inputs: &Inputs<'_>) -> Option<Answer> {
    marked(inputs, &[Priority::Must], "Marked as required")
}

/// What is marked as wished for.
pub(super) fn wished(inputs: &Inputs<'_>) -> Option<Answer> {
    marked(inputs, &[Priority::Should, Priority::Could], "Marked as wished for")
}

fn marked(inputs: &Inputs<'_>, priorities: &[Priority], what: &str) -> Option<Answer> {
    let found = inputs.requirements.items.iter();
    let found: Vec<_> = found.filter(|item| priorities.contains(&item.priority)).collect();
    let first = found.first()?;
    let ids: Vec<&str> = found.iter().map(|item| item.id.as_str()).collect();
    Some(Answer { text: format!("{what}: {}", ids.join(", ")), cites: vec![first.at.citation()] })
}

/// Risks that the requirements name, those of high impact first.
pub(super) fn risks(inputs: &Inputs<'_>) -> Option<Answer> {
    let all = inputs.requirements.risks.iter();
    let mut risks: Vec<_> =
        all.filter(|risk| crate::plan::risks::is_of_requirements(risk)).collect();
    risks.sort_by_key(|risk| !risk.impact.eq_ignore_ascii_case("high"));
    risks.truncate(3);
    let names: Vec<&str> = risks.iter().map(|risk| risk.text.trim_end_matches('.')).collect();
    let text = format!("The documents name, high impact first: {}", names.join("; "));
    let cites = risks.iter().map(|risk| risk.at.citation()).collect();
    (!names.is_empty()).then_some(Answer { text, cites })
}

/// Outside systems that are asked for and that no code talks to yet.
pub(super) fn unknowns(gap: &[GapItem]) -> Option<Answer> {
    let unknown =
        |item: &&GapItem| item.kind == GapKind::Integration && item.state != State::Present;
    let found: Vec<&GapItem> = gap.iter().filter(unknown).collect();
    let names: Vec<&str> = found.iter().map(|item| item.title.as_str()).collect();
    let text = format!(
        "No code that ships talks to {} yet; what else is new to the team is not known",
        names.join(", ")
    );
    let cites = found.iter().map(|item| item.asked.at.citation()).collect();
    (!names.is_empty()).then_some(Answer { text, cites })
}

/// Outside systems that the documents name.
pub(super) fn integrations(inputs: &Inputs<'_>) -> Option<Answer> {
    let asked = &inputs.requirements.integrations;
    let names: Vec<&str> = asked.iter().map(|one| one.name.as_str()).collect();
    let text = format!("The documents name {}; how stable they are is not known", names.join(", "));
    (!names.is_empty())
        .then(|| Answer { text, cites: asked.iter().map(|one| one.at.citation()).collect() })
}

/// Documents that the repository keeps; decision records by their number.
pub(super) fn kept(inputs: &Inputs<'_>) -> Option<Answer> {
    let is_record = |document: &&DocumentRef| document.kind == DocumentKind::Adr;
    let documents = &inputs.analysis.documents;
    let others: Vec<&DocumentRef> =
        documents.iter().filter(|document| !is_record(document)).take(NAMED).collect();
    let records: Vec<&DocumentRef> = documents.iter().filter(is_record).collect();
    let mut names: Vec<String> =
        others.iter().map(|document| document.at.file.to_string()).collect();
    match records.len() {
        0 => {}
        1 => names.push("a decision record".into()),
        count => names.push(format!("{count} decision records")),
    }
    let text = format!("The repository keeps {}", names.join(", "));
    let cited = others.into_iter().chain(records.into_iter().take(1));
    let cites = cited.map(|document| document.at.citation()).collect();
    (!names.is_empty()).then_some(Answer { text, cites })
}
