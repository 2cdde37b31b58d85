//! Questions that the inputs raise: what a section needs and no document says, and what the documents leave
//! open themselves.

use crate::{
    model::{OpenQuestion, Prose},
    plan::{Inputs, terms},
};

/// Words of a question that go into its identifier.
const WORDS: usize = 3;

/// The questions, each with an identifier that stays when others come and go.
pub(super) fn all(inputs: &Inputs<'_>) -> Vec<OpenQuestion> {
    let mut raised = lacking(inputs);
    let unclear = inputs.requirements.integrations.iter().filter(|one| one.kind == "service");
    raised.extend(unclear.map(|one| {
        let text = format!(
            "How does {} speak (protocol, authentication, test system)? {} only names it.",
            one.name,
            one.at.citation()
        );
        ask(&format!("Q-{}", one.id), "risk", &text)
    }));
    raised.extend(asked_by_documents(inputs));
    raised
}

fn ask(id: &str, group: &str, text: &str) -> OpenQuestion {
    OpenQuestion {
        id: id.into(),
        group: group.into(),
        text: text.into(),
        ..OpenQuestion::default()
    }
}

fn lacking(inputs: &Inputs<'_>) -> Vec<OpenQuestion> {
    let requirements = inputs.requirements;
    let mut raised = Vec::new();
    if requirements.business_value.is_none() {
        let text = "What is this worth to the business, in one sentence?";
        raised.push(ask("Q-DOC-VALUE", "timeline", text));
    }
    if requirements.targets.is_empty() {
        let text = "Which latency, throughput and availability are good enough?";
        raised.push(ask("Q-DOC-TARGETS", "quality", text));
    }
    if requirements.items.is_empty() {
        let text = "What must the product do? No requirement was found in any document.";
        raised.push(ask("Q-DOC-REQUIREMENTS", "timeline", text));
    }
    raised
}

/// Questions that PRD and TRD leave open themselves.
fn asked_by_documents(inputs: &Inputs<'_>) -> Vec<OpenQuestion> {
    let mut asked: Vec<OpenQuestion> = Vec::new();
    for prose in inputs.requirements.prose.iter().filter(|prose| is_open_point(prose)) {
        let (_, rest) = prose.text.rsplit_once('?').unwrap_or((&prose.text, ""));
        let all = prose.text.strip_suffix(rest).unwrap_or(&prose.text);
        for text in all.split_terminator('?').map(str::trim) {
            let id = id(text);
            let known = asked.iter().filter(|known| known.id.starts_with(&id)).count();
            let id = if known == 0 { id } else { format!("{id}-{}", known + 1) };
            asked.push(ask(&id, "timeline", &format!("{text}? ({})", prose.at.citation())));
        }
    }
    asked
}

/// An identifier from the question's first words with a subject, because an answer is kept under it and a
/// number would go to another question when the document changes.
fn id(text: &str) -> String {
    let subjects = terms::of(text);
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let telling = words.filter(|word| terms::of(word).iter().any(|term| subjects.contains(term)));
    let words: Vec<String> = telling.take(WORDS).map(str::to_uppercase).collect();
    format!("Q-OPEN-{}", if words.is_empty() { "POINT".into() } else { words.join("-") })
}

/// Whether a passage of the requirements lists questions: by its heading and its question marks.
pub(in crate::plan) fn is_open_point(prose: &Prose) -> bool {
    let heading = prose.section.to_lowercase();
    let of_requirements = ["prd.", "trd."].iter().any(|start| prose.at.rule.starts_with(start));
    of_requirements
        && prose.text.contains('?')
        && ["open", "question", "aberto", "pendente", "pregunta"]
            .iter()
            .any(|word| heading.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_comes_from_the_words_of_the_question() {
        assert_eq!(id("Who may close a billing cycle"), "Q-OPEN-WHO-CLOSE-BILLING");
        assert_eq!(id("Is it so"), "Q-OPEN-POINT");
    }
}
