//! The plan in the form that the architect's prompt asks for.

mod testing;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Action, ArchitectPlan, ArchitectStep, ArchitectTrace, Estimate, EvidenceClass, Focus, GapKind,
    Plan, PlanPart, State, Task, Trace,
};

/// Renders `plan` as the architect's JSON plan. `pattern` is the architecture that the code shows.
pub fn architect(plan: &Plan, pattern: &str, because: &str) -> ArchitectPlan {
    let domain = domain(plan);
    let mut answer = ArchitectPlan {
        overview: overview(plan),
        architecture: architecture(plan, pattern, because),
        steps: plan.tasks.iter().zip(1..).map(|(task, order)| step(task, order, domain)).collect(),
        testing: testing::lists(plan, domain),
        deployment_considerations: statements(
            plan,
            &["environments", "monitoring", "production-handover"],
        ),
        open_questions: open_questions(plan),
        traceability: plan.traceability.iter().map(|row| trace(plan, row)).collect(),
        ..ArchitectPlan::default()
    };
    answer.security_requirements = focus_block(plan, domain, "security");
    answer.performance_optimizations = focus_block(plan, domain, "performance");
    answer.reliability_requirements = focus_block(plan, domain, "reliability");
    answer
}

/// The focus that most steps have.
fn domain(plan: &Plan) -> &str {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for focus in plan.tasks.iter().filter_map(|task| task.focus.as_ref()) {
        *counts.entry(&focus.kind).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or("reliability", |(kind, _)| kind)
}

fn overview(plan: &Plan) -> String {
    let part = part(plan, "summary");
    let said =
        |label: &str| part.and_then(|part| part.statements.iter().find(|one| one.label == label));
    let texts = ["Product", "Already there", "Timeline"].into_iter().filter_map(said);
    texts
        .map(|statement| format!("{}: {}.", statement.label, statement.text.trim_end_matches('.')))
        .collect::<Vec<_>>()
        .join(" ")
}

fn part<'a>(plan: &'a Plan, id: &str) -> Option<&'a PlanPart> {
    plan.sections.iter().flat_map(|section| &section.parts).find(|part| part.id == id)
}

fn architecture(plan: &Plan, pattern: &str, because: &str) -> BTreeMap<String, String> {
    let mut architecture = BTreeMap::from([("pattern".to_owned(), pattern.to_owned())]);
    let because = if because.is_empty() {
        "Nothing in the code speaks for one pattern yet; the first step decides it"
    } else {
        because
    };
    architecture.insert("justification".into(), because.into());
    let places = places(plan);
    if !places.is_empty() {
        architecture.insert("code_organisation".into(), places);
    }
    for (key, kind) in [("database", GapKind::Table), ("external_systems", GapKind::Integration)] {
        let names: Vec<String> = plan
            .gap
            .iter()
            .filter(|item| item.kind == kind)
            .map(|item| format!("{} ({})", item.title, state(item.state)))
            .collect();
        if !names.is_empty() {
            architecture.insert(key.into(), names.join(", "));
        }
    }
    architecture
}

/// Folders that get new files, each with the file whose place it follows.
fn places(plan: &Plan) -> String {
    let files = plan.tasks.iter().flat_map(|task| &task.files);
    let created = files.filter(|file| file.action == Action::Create && !file.follows.is_empty());
    let mut folders: BTreeMap<&str, &str> = BTreeMap::new();
    for file in created {
        let folder = file.path.rsplit_once('/').map_or(".", |(folder, _)| folder);
        folders.entry(folder).or_insert(&file.follows);
    }
    let line = |(folder, follows): (&str, &str)| format!("{folder} (as {follows})");
    folders.into_iter().map(line).collect::<Vec<_>>().join("; ")
}

fn state(state: State) -> &'static str {
    match state {
        State::Present => "present",
        State::Partial => "partial",
        State::Absent => "absent",
    }
}

fn step(task: &Task, order: u32, domain: &str) -> ArchitectStep {
    let own = focus_of(task, domain);
    let focus = |kind: &str| (own.kind == kind).then(|| own.text.clone());
    let mut description = task.title.clone();
    if !task.steps.is_empty() {
        description = format!("{description}: {}", task.steps.join(" "));
    }
    ArchitectStep {
        order,
        description,
        code_files: task.files.iter().map(|file| file.path.clone()).collect(),
        files: task.files.clone(),
        rationale: rationale(task),
        time_estimate: time(&task.estimate),
        security_focus: focus("security"),
        performance_focus: focus("performance"),
        reliability_focus: focus("reliability"),
    }
}

/// The focus of a task; for one without, that what it closes is shown by a test.
fn focus_of(task: &Task, domain: &str) -> Focus {
    task.focus.clone().unwrap_or_else(|| Focus {
        kind: domain.into(),
        text: format!("a test shows each of {}", task.traces.join(", ")),
    })
}

fn rationale(task: &Task) -> String {
    let mut text = format!("{} Closes {}.", task.rationale, task.traces.join(", "));
    if !task.depends_on.is_empty() {
        text = format!("{text} Comes after {}.", task.depends_on.join(", "));
    }
    format!("{text} Estimate: {}.", task.estimate.basis)
}

/// P50 to P80 in half hours; less than half an hour is none that anybody plans with.
fn time(estimate: &Estimate) -> String {
    let half = |hours: f64| ((hours * 2.0).round() / 2.0).max(0.5);
    let range = estimate.range;
    let (low, high) = match (estimate.p50, estimate.p80) {
        (p50, p80) if p80 > 0.0 => (half(p50), half(p80)),
        _ => (half(range.low), half(range.high)),
    };
    format!("{low}-{high} hours")
}

fn trace(plan: &Plan, row: &Trace) -> ArchitectTrace {
    let order = |id: &String| {
        let place = plan.tasks.iter().position(|task| task.id == *id)?;
        u32::try_from(place + 1).ok()
    };
    ArchitectTrace {
        id: row.id.clone(),
        title: row.title.clone(),
        state: row.state,
        steps: row.tasks.iter().filter_map(order).collect(),
        code: row.code.iter().map(|one| one.at.citation()).collect(),
        tests: row.tests.iter().map(|one| one.at.citation()).collect(),
    }
}

fn statements(plan: &Plan, parts: &[&str]) -> BTreeMap<String, String> {
    let mut map: BTreeMap<String, String> = BTreeMap::new();
    for statement in parts.iter().filter_map(|id| part(plan, id)).flat_map(|part| &part.statements)
    {
        if statement.label.is_empty() {
            continue;
        }
        let key = statement.label.to_lowercase().replace(' ', "_");
        let text = match statement.cites.join(", ") {
            cites if cites.is_empty() => statement.text.clone(),
            cites => format!("{} [{cites}]", statement.text),
        };
        map.entry(key)
            .and_modify(|known| {
                known.push_str("; ");
                known.push_str(&text);
            })
            .or_insert(text);
    }
    map
}

/// What one focus asks for: by kind of work, and what the documents set.
fn focus_block(plan: &Plan, domain: &str, kind: &str) -> BTreeMap<String, String> {
    let mut block: BTreeMap<String, String> = BTreeMap::new();
    for task in &plan.tasks {
        let focus = focus_of(task, domain);
        if focus.kind == kind && task.focus.is_some() {
            let key = format!("{:?}", task.kind).to_lowercase();
            block.entry(key).or_insert(focus.text);
        }
    }
    match kind {
        "performance" => {
            let targets = plan.targets.iter();
            block.extend(targets.map(|target| {
                (target.id.to_lowercase(), format!("{} [{}]", target.title, target.cite))
            }));
        }
        "security" => block.extend(risks(plan, &["authentic", "security", "credential"])),
        _ => {
            block.extend(failures(plan).chain(risks(plan, &["crash", "retry", "lock", "pending"])));
        }
    }
    block
}

/// Risks that speak of one of these, with what is done about them.
fn risks<'a>(
    plan: &'a Plan,
    words: &'a [&str],
) -> impl Iterator<Item = (String, String)> + use<'a> {
    let speaks = |text: &str| words.iter().any(|word| text.to_lowercase().contains(word));
    plan.risks.iter().filter(move |risk| speaks(&risk.text)).map(|risk| {
        let text = format!("{}: {} [{}]", risk.text, risk.mitigation, risk.cites.join(", "));
        (risk.id.to_lowercase(), text)
    })
}

/// Outside systems whose failure must be handled.
fn failures(plan: &Plan) -> impl Iterator<Item = (String, String)> {
    let systems: BTreeSet<String> = plan
        .gap
        .iter()
        .filter(|item| item.kind == GapKind::Integration)
        .map(|item| {
            let seen = item.evidence.iter().find(|one| one.at.class != EvidenceClass::Document);
            let at = seen.map_or_else(|| item.asked.at.citation(), |one| one.at.citation());
            format!("{} [{at}]", item.title)
        })
        .collect();
    let text = format!(
        "A time limit, a bounded retry and a named error for each of {}",
        systems.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
    );
    (!systems.is_empty()).then(|| ("error_handling".to_owned(), text)).into_iter()
}

fn open_questions(plan: &Plan) -> BTreeMap<String, String> {
    let open = plan.questions.iter().filter(|question| question.source.is_empty());
    open.map(|question| (question.id.clone(), question.text.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_ranges_of_half_hours() {
        for (p50, p80, expected) in [
            (3.6, 4.5, "3.5-4.5 hours"),
            (0.1, 0.7, "0.5-0.5 hours"),
            (8.0, 8.0, "8-8 hours"),
            (10.2, 13.8, "10-14 hours"),
        ] {
            assert_eq!(time(&Estimate { p50, p80, ..Estimate::default() }), expected);
        }
    }
}
