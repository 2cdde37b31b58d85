//! Answers about what is asked for, what is planned, and what nobody has said yet.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::input::{CompareInput, GapInput, PlanInput, QuestionsInput};
use crate::{
    mcp::{
        desk::Facts,
        page::{Listed, Nothing, Reason},
        stamp::Stamp,
    },
    model::{ComparisonRow, GapItem, OpenQuestion},
};

/// A row of the comparison.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Compared {
    /// `structure`, `practice` or `delivery`.
    aspect: String,
    /// The references, in the order of the row's values.
    reference_names: Vec<String>,
    /// The row.
    #[serde(flatten)]
    row: ComparisonRow,
}

/// The target beside its references.
pub(super) fn compare(facts: &Facts, input: &CompareInput) -> Listed<Compared> {
    let comparison = &facts.comparison;
    let is_asked = |id: &str| input.aspect.as_ref().is_none_or(|asked| asked == id);
    let mut counts = BTreeMap::new();
    let mut items = Vec::new();
    for aspect in &comparison.aspects {
        *counts.entry(aspect.id.clone()).or_insert(0) += aspect.rows.len();
        if is_asked(&aspect.id) {
            items.extend(aspect.rows.iter().map(|row| Compared {
                aspect: aspect.id.clone(),
                reference_names: comparison.references.clone(),
                row: row.clone(),
            }));
        }
    }
    let reason = if counts.is_empty() { Reason::NoInput } else { Reason::NoMatch };
    let text = match (&input.aspect, comparison.references.is_empty()) {
        (_, true) if counts.is_empty() => {
            "no reference repository was read, so there is nothing to compare with".to_owned()
        }
        (Some(aspect), _) => format!("there is no row of the aspect `{aspect}`"),
        _ => "the references have nothing to compare".to_owned(),
    };
    let mut warnings = facts.skipped.clone();
    if comparison.references.is_empty() {
        warnings.push(
            "No reference was read; name one to the server: `groundplan serve ROOT --reference DIR`."
                .to_owned(),
        );
    }
    Listed { counts, warnings, nothing: Some(Nothing { reason, text }), ..items.into() }
}

/// What is asked for beside what is there.
pub(super) fn gap(facts: &Facts, input: &GapInput) -> Listed<GapItem> {
    let all = &facts.plan.gap;
    let mut counts = BTreeMap::new();
    for item in all {
        let state = format!("{:?}", item.state).to_lowercase();
        *counts.entry(state).or_insert(0) += 1;
    }
    let state = input.state.map(crate::model::State::from);
    let is_asked = |item: &&GapItem| {
        state.is_none_or(|state| state == item.state)
            && input.kind.is_none_or(|kind| kind.0 == item.kind)
    };
    let items: Vec<GapItem> = all.iter().filter(is_asked).cloned().collect();
    let (reason, text) = if !all.is_empty() {
        (Reason::NoMatch, format!("the gap has {} items, and none is as asked for", all.len()))
    } else if facts.documents == 0 {
        let folder = &facts.docs_dir;
        (
            Reason::NoInput,
            format!("no planning document was found; they are looked for in {folder}"),
        )
    } else {
        let documents = facts.documents;
        (Reason::NoneFound, format!("{documents} planning documents were read and ask for nothing"))
    };
    Listed {
        counts,
        warnings: facts.plan.warnings.clone(),
        nothing: Some(Nothing { reason, text }),
        ..items.into()
    }
}

/// A part of a plan's text. The texts of all pages behind each other are the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(in crate::mcp) struct PlanText {
    /// Heading that the part stands under.
    pub(in crate::mcp) section: String,
    /// The text as it stands in the plan.
    pub(in crate::mcp) text: String,
}

/// Bytes of a part, unless one line is longer.
const PART: usize = 1_200;

/// The plan's text in parts that end where a section or at least a line ends.
pub(super) fn plan(facts: &Facts, text: &str, input: &PlanInput) -> Listed<PlanText> {
    let mut items: Vec<PlanText> = Vec::new();
    let (mut section, mut in_fence) = (String::new(), false);
    for line in text.split_inclusive('\n') {
        if line.starts_with("```") {
            in_fence = !in_fence;
        }
        let heading = line.trim_start_matches('#');
        let is_heading = !in_fence && line.starts_with("## ");
        if is_heading {
            heading.trim().clone_into(&mut section);
        }
        match items.last_mut() {
            Some(last) if !is_heading && last.text.len() + line.len() <= PART => {
                last.text.push_str(line);
            }
            _ => items.push(PlanText { section: section.clone(), text: line.to_owned() }),
        }
    }
    if let Some(wanted) = &input.section {
        let wanted = wanted.to_lowercase();
        items.retain(|item| item.section.to_lowercase().contains(&wanted));
    }
    let plan = &facts.plan;
    let open = plan.questions.iter().filter(|question| question.source.is_empty()).count();
    let counts = BTreeMap::from([
        ("tasks".to_owned(), plan.tasks.len()),
        ("phases".to_owned(), plan.phases.len()),
        ("risks".to_owned(), plan.risks.len()),
        ("open_questions".to_owned(), open),
    ]);
    let text = "the plan has no section with this in its heading".to_owned();
    let nothing = Some(Nothing { reason: Reason::NoMatch, text });
    Listed { counts, warnings: plan.warnings.clone(), nothing, ..items.into() }
}

/// The planning questions that are as asked for.
pub(super) fn questions(facts: &Facts, input: &QuestionsInput) -> Listed<OpenQuestion> {
    let all = &facts.plan.questions;
    let mut counts = BTreeMap::new();
    for question in all {
        let key = match question.source.as_str() {
            "" => "open",
            "person" => "answered_by_people",
            _ => "answered_by_evidence",
        };
        *counts.entry(key.to_owned()).or_insert(0) += 1;
    }
    let is_asked = |question: &&OpenQuestion| {
        (!input.open || question.source.is_empty())
            && input.group.as_ref().is_none_or(|group| *group == question.group)
    };
    let items: Vec<OpenQuestion> = all.iter().filter(is_asked).cloned().collect();
    let (reason, text) = if all.is_empty() {
        (Reason::NoneFound, "the house standard asks nothing".to_owned())
    } else {
        (Reason::NoMatch, format!("there are {} questions, and none is as asked for", all.len()))
    };
    Listed { counts, nothing: Some(Nothing { reason, text }), ..items.into() }
}

/// An answer that was kept.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Answered {
    /// The repository once the answer was kept.
    pub(in crate::mcp) at: Stamp,
    /// The file that holds it, relative to the repository.
    pub(in crate::mcp) file: String,
    /// The question as it stands now.
    pub(in crate::mcp) question: OpenQuestion,
    /// How many questions are still open.
    pub(in crate::mcp) open: usize,
}
