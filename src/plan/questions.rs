//! What only people can answer: the standard's questions, pre-answered where evidence answers them, and
//! one question for each thing that a section needs and nobody said.

use std::{cmp::Reverse, collections::BTreeMap};

use super::Inputs;
use crate::model::{
    Contributor, OpenQuestion, Priority, Prose, Role, StandardQuestion, Test, TestKind, TestLevel,
};

/// An answer that evidence gives, with its citations.
struct Answer {
    text: String,
    cites: Vec<String>,
}

/// All questions in the standard's order, those that the inputs raise behind them.
pub(super) fn all(inputs: &Inputs<'_>) -> Vec<OpenQuestion> {
    let mut questions: Vec<OpenQuestion> =
        inputs.standard.questions.iter().map(|question| one(inputs, question)).collect();
    questions.extend(raised(inputs));
    questions
}

/// Whether nobody and nothing has answered a question.
pub(super) fn is_open(question: &OpenQuestion) -> bool {
    question.source.is_empty()
}

fn one(inputs: &Inputs<'_>, asked: &StandardQuestion) -> OpenQuestion {
    let mut question = OpenQuestion {
        id: asked.id.clone(),
        group: asked.group.clone(),
        text: asked.text.clone(),
        blocking: asked.blocking,
        ..OpenQuestion::default()
    };
    if let Some(answer) = inputs.settings.answers.get(&asked.id) {
        question.answer.clone_from(answer);
        question.source = "person".into();
    } else if let Some(answer) = evidence(inputs, &asked.answered_by) {
        question.answer = answer.text;
        question.cites = answer.cites;
        question.source =
            if answers_by_people(&asked.answered_by) { "person" } else { "evidence" }.into();
    } else {
        question.answer.clone_from(&asked.assumption);
    }
    question
}

/// Settings of people; everything else is read off the repository.
fn answers_by_people(answered_by: &str) -> bool {
    matches!(answered_by, "capacity" | "deadline")
}

fn evidence(inputs: &Inputs<'_>, by: &str) -> Option<Answer> {
    match by {
        "capacity" => by_capacity(inputs),
        "deadline" => inputs
            .settings
            .deadline
            .clone()
            .map(|text| Answer { text, cites: vec!["groundplan.toml".into()] }),
        "contributors" => contributors(inputs),
        "priorities" => priorities(inputs),
        "integrations" => integrations(inputs),
        "tests" => tests(inputs),
        "ci" => ci(inputs),
        "benchmarks" => benchmarks(inputs),
        "documents" => documents(inputs),
        "deployment" => deployment(inputs),
        "telemetry" => telemetry(inputs),
        _ => None,
    }
}

fn by_capacity(inputs: &Inputs<'_>) -> Option<Answer> {
    let settings = inputs.settings;
    let (team, hours) = (settings.team?, settings.hours_per_week?);
    Some(Answer {
        text: format!("{team} developers with {hours} h a week"),
        cites: vec![settings.capacity_source.clone()],
    })
}

/// People by commits; one who committed under several addresses is one person by the name.
fn contributors(inputs: &Inputs<'_>) -> Option<Answer> {
    let is_bot = |one: &&Contributor| one.email.contains("[bot]") || one.name.ends_with("[bot]");
    let mut commits: BTreeMap<&str, u32> = BTreeMap::new();
    for one in inputs.analysis.git.contributors.iter().filter(|one| !is_bot(one)) {
        *commits.entry(&one.name).or_default() += one.commits;
    }
    let mut people: Vec<_> = commits.into_iter().collect();
    people.sort_by_key(|(_, commits)| Reverse(*commits));
    let shown = people.iter().take(5).map(|(name, commits)| format!("{name} ({commits} commits)"));
    let text = shown.collect::<Vec<_>>().join(", ");
    let text = format!("Most commits so far: {text}; who is free is not known");
    (!people.is_empty()).then(|| Answer { text, cites: vec!["git history".into()] })
}

fn priorities(inputs: &Inputs<'_>) -> Option<Answer> {
    let must: Vec<_> =
        inputs.requirements.items.iter().filter(|item| item.priority == Priority::Must).collect();
    let first = must.first()?;
    let ids: Vec<&str> = must.iter().map(|item| item.id.as_str()).collect();
    Some(Answer {
        text: format!("Marked as required: {}", ids.join(", ")),
        cites: vec![first.at.citation()],
    })
}

fn integrations(inputs: &Inputs<'_>) -> Option<Answer> {
    let asked = &inputs.requirements.integrations;
    let names: Vec<&str> = asked.iter().map(|one| one.name.as_str()).collect();
    let text = format!("The documents name {}; how stable they are is not known", names.join(", "));
    (!names.is_empty())
        .then(|| Answer { text, cites: asked.iter().map(|one| one.at.citation()).collect() })
}

fn tests(inputs: &Inputs<'_>) -> Option<Answer> {
    let mut levels: BTreeMap<TestLevel, Vec<&Test>> = BTreeMap::new();
    let counted = inputs
        .analysis
        .tests
        .iter()
        .filter(|test| !matches!(test.kind, TestKind::Main | TestKind::Doc));
    for test in counted {
        levels.entry(test.level).or_default().push(test);
    }
    let text: Vec<String> = levels
        .iter()
        .map(|(level, tests)| {
            let name = super::sections::level_name(*level);
            format!("{} {name}{}", tests.len(), super::sections::made_by(tests))
        })
        .collect();
    let cites = levels.values().filter_map(|tests| Some(tests.first()?.at.citation())).collect();
    (!text.is_empty())
        .then(|| Answer { text: format!("The repository has {} tests", text.join(", ")), cites })
}

fn ci(inputs: &Inputs<'_>) -> Option<Answer> {
    let jobs = &inputs.analysis.operations.ci;
    let first = jobs.first()?;
    let names: Vec<&str> = jobs.iter().map(|job| job.job.as_str()).collect();
    let gate = jobs.iter().find_map(|job| job.coverage_threshold);
    let coverage =
        gate.map_or_else(String::new, |percent| format!(", coverage at least {percent} %"));
    Some(Answer {
        text: format!("CI runs {}{coverage}", names.join(", ")),
        cites: vec![first.at.citation()],
    })
}

fn benchmarks(inputs: &Inputs<'_>) -> Option<Answer> {
    let found: Vec<_> =
        inputs.analysis.tests.iter().filter(|test| test.kind == TestKind::Benchmark).collect();
    let first = found.first()?;
    let text =
        format!("{} benchmarks exist; the machine and the data are not written down", found.len());
    Some(Answer { text, cites: vec![first.at.citation()] })
}

fn documents(inputs: &Inputs<'_>) -> Option<Answer> {
    let found = &inputs.analysis.documents;
    let names: Vec<String> =
        found.iter().take(6).map(|document| document.at.file.to_string()).collect();
    let text = format!("The repository keeps {}", names.join(", "));
    (!names.is_empty()).then(|| Answer {
        text,
        cites: found.iter().take(6).map(|document| document.at.citation()).collect(),
    })
}

fn deployment(inputs: &Inputs<'_>) -> Option<Answer> {
    let operations = &inputs.analysis.operations;
    let mut found: Vec<(String, String)> = Vec::new();
    if let Some(one) = operations.containers.first() {
        let file = if one.kind == "compose" { "a compose file" } else { "a Dockerfile" };
        found.push((file.into(), one.at.citation()));
    }
    if let Some(one) = operations.orchestration.first() {
        found.push((format!("{} `{}`", one.kind, one.name), one.at.citation()));
    }
    let text: Vec<&str> = found.iter().map(|(text, _)| text.as_str()).collect();
    let text = format!(
        "The repository has {}; how a release is taken back is not written down",
        text.join(" and ")
    );
    (!found.is_empty())
        .then(|| Answer { text, cites: found.into_iter().map(|(_, cite)| cite).collect() })
}

fn telemetry(inputs: &Inputs<'_>) -> Option<Answer> {
    let found: Vec<_> = inputs
        .analysis
        .dependencies
        .iter()
        .filter(|one| one.direct && one.role == Role::Telemetry)
        .collect();
    let first = found.first()?;
    let names: Vec<&str> = found.iter().map(|one| one.name.as_str()).collect();
    let text =
        format!("The code uses {}; where it reports to is not written down", names.join(", "));
    Some(Answer { text, cites: vec![first.at.citation()] })
}

/// Questions that the inputs raise: what a section needs and no document says.
fn raised(inputs: &Inputs<'_>) -> Vec<OpenQuestion> {
    let requirements = inputs.requirements;
    let ask = |id: &str, group: &str, text: String| OpenQuestion {
        id: id.into(),
        group: group.into(),
        text,
        ..OpenQuestion::default()
    };
    let mut raised = Vec::new();
    if requirements.business_value.is_none() {
        raised.push(ask(
            "Q-DOC-VALUE",
            "timeline",
            "What is this worth to the business, in one sentence?".into(),
        ));
    }
    if requirements.targets.is_empty() {
        raised.push(ask(
            "Q-DOC-TARGETS",
            "quality",
            "Which latency, throughput and availability are good enough?".into(),
        ));
    }
    if requirements.items.is_empty() {
        raised.push(ask(
            "Q-DOC-REQUIREMENTS",
            "timeline",
            "What must the product do? No requirement was found in any document.".into(),
        ));
    }
    let unclear = requirements.integrations.iter().filter(|one| one.kind == "service");
    raised.extend(unclear.map(|one| {
        let text = format!(
            "How does {} speak (protocol, authentication, test system)? {} only names it.",
            one.name,
            one.at.citation()
        );
        ask(&format!("Q-{}", one.id), "risk", text)
    }));
    raised.extend(asked_by_documents(inputs));
    raised
}

/// Questions that PRD and TRD leave open themselves.
fn asked_by_documents(inputs: &Inputs<'_>) -> Vec<OpenQuestion> {
    let asked =
        inputs.requirements.prose.iter().filter(|prose| is_open_point(prose)).flat_map(|prose| {
            let (_, rest) = prose.text.rsplit_once('?').unwrap_or((&prose.text, ""));
            let all = prose.text.strip_suffix(rest).unwrap_or(&prose.text);
            all.split_terminator('?')
                .map(move |text| format!("{}? ({})", text.trim(), prose.at.citation()))
        });
    let question = |(text, number): (String, u32)| OpenQuestion {
        id: format!("Q-OPEN-{number}"),
        group: "timeline".into(),
        text,
        ..OpenQuestion::default()
    };
    asked.zip(1..).map(question).collect()
}

/// Whether a passage of the requirements lists questions: by its heading and its question marks.
pub(super) fn is_open_point(prose: &Prose) -> bool {
    let heading = prose.section.to_lowercase();
    let of_requirements = ["prd.", "trd."].iter().any(|start| prose.at.rule.starts_with(start));
    of_requirements
        && prose.text.contains('?')
        && ["open", "question", "aberto", "pendente", "pregunta"]
            .iter()
            .any(|word| heading.contains(word))
}
