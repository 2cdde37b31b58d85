//! What only people can answer: the standard's questions, pre-answered where evidence answers them, and
//! one question for each thing that a section needs and nobody said.

mod documents;
mod operations;
mod people;
mod raised;
mod said;

use super::Inputs;
pub(super) use raised::is_open_point;

use crate::model::{GapItem, OpenQuestion, StandardQuestion};

/// An answer with its citations.
struct Answer {
    text: String,
    cites: Vec<String>,
}

/// All questions in the standard's order, those that the inputs raise behind them.
pub(super) fn all(inputs: &Inputs<'_>, gap: &[GapItem]) -> Vec<OpenQuestion> {
    let asked = inputs.standard.questions.iter();
    let mut questions: Vec<OpenQuestion> =
        asked.map(|question| answered(inputs, gap, question)).collect();
    questions.extend(raised::all(inputs).into_iter().map(|question| by_people(inputs, question)));
    questions
}

/// Whether nobody and nothing has answered a question.
pub(super) fn is_open(question: &OpenQuestion) -> bool {
    question.source.is_empty()
}

/// A question of the standard with what a person said, else what evidence shows, else the assumption.
fn answered(inputs: &Inputs<'_>, gap: &[GapItem], asked: &StandardQuestion) -> OpenQuestion {
    let question = by_people(inputs, bare(asked));
    if !is_open(&question) {
        return question;
    }
    match evidence(inputs, gap, &asked.answered_by) {
        Some(answer) => with(question, answer, "evidence"),
        None => OpenQuestion { answer: asked.assumption.clone(), ..question },
    }
}

fn bare(asked: &StandardQuestion) -> OpenQuestion {
    OpenQuestion {
        id: asked.id.clone(),
        group: asked.group.clone(),
        text: asked.text.clone(),
        blocking: asked.blocking,
        expects: asked.expects,
        choices: asked.choices.clone(),
        sets: asked.sets.clone(),
        ..OpenQuestion::default()
    }
}

/// The question with the answer of people: the setting that it fills, else the words under its identifier.
fn by_people(inputs: &Inputs<'_>, question: OpenQuestion) -> OpenQuestion {
    let words = || {
        let text = inputs.settings.answers.get(&question.id)?.clone();
        Some(Answer { text, cites: inputs.settings.source(&question.id) })
    };
    match said::setting(inputs, &question.sets).or_else(words) {
        Some(answer) => with(question, answer, "person"),
        None => question,
    }
}

fn with(question: OpenQuestion, answer: Answer, source: &str) -> OpenQuestion {
    OpenQuestion { answer: answer.text, cites: answer.cites, source: source.into(), ..question }
}

/// What the repository shows of the answer; `by` is what the standard calls the evidence.
fn evidence(inputs: &Inputs<'_>, gap: &[GapItem], by: &str) -> Option<Answer> {
    match by {
        "contributors" => people::recent(inputs),
        "owners" => people::owners(inputs),
        "dates" => documents::dates(inputs),
        "priorities" => documents::required(inputs),
        "wishes" => documents::wished(inputs),
        "risks" => documents::risks(inputs),
        "unknowns" => documents::unknowns(gap),
        "integrations" => documents::integrations(inputs),
        "documents" => documents::kept(inputs),
        "tests" => operations::tests(inputs),
        "ci" => operations::ci(inputs),
        "benchmarks" => operations::benchmarks(inputs),
        "deployment" => operations::deployment(inputs),
        "releases" => operations::releases(inputs),
        "flags" => operations::flags(inputs),
        "telemetry" => operations::telemetry(inputs),
        _ => None,
    }
}
