//! The plan in the form that the architect's prompt asks for.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Action, ArchitectPlan, ArchitectStep, GapKind, Plan, PlanPart, State, Task, TaskKind,
};

/// Renders `plan` as the architect's JSON plan. `pattern` is the architecture that the code shows.
pub fn architect(plan: &Plan, pattern: &str, because: &str) -> ArchitectPlan {
    let domain = domain(plan);
    let mut answer = ArchitectPlan {
        overview: overview(plan),
        architecture: architecture(plan, pattern, because),
        steps: plan.tasks.iter().zip(1..).map(|(task, order)| step(task, order)).collect(),
        testing: testing(plan, domain),
        deployment_considerations: statements(
            plan,
            &["environments", "monitoring", "production-handover"],
        ),
        open_questions: open_questions(plan),
        ..ArchitectPlan::default()
    };
    let block = focus_block(plan, domain);
    match domain {
        "security" => answer.security_requirements = block,
        "performance" => answer.performance_optimizations = block,
        _ => answer.reliability_requirements = block,
    }
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
    if !because.is_empty() {
        architecture.insert("justification".into(), because.into());
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

fn state(state: State) -> &'static str {
    match state {
        State::Present => "present",
        State::Partial => "partial",
        State::Absent => "absent",
    }
}

fn step(task: &Task, order: u32) -> ArchitectStep {
    let focus = |kind: &str| {
        task.focus.as_ref().filter(|focus| focus.kind == kind).map(|focus| focus.text.clone())
    };
    let range = task.estimate.range;
    let mut description = task.title.clone();
    if !task.steps.is_empty() {
        description = format!("{description}: {}", task.steps.join(" "));
    }
    ArchitectStep {
        order,
        description,
        code_files: task.files.iter().map(|file| file.path.clone()).collect(),
        files: task.files.clone(),
        rationale: format!("{} Closes {}.", task.rationale, task.traces.join(", ")),
        time_estimate: format!("{}-{} hours", range.low, range.high),
        security_focus: focus("security"),
        performance_focus: focus("performance"),
        reliability_focus: focus("reliability"),
    }
}

fn testing(plan: &Plan, domain: &str) -> BTreeMap<String, Vec<String>> {
    let tests = plan.tasks.iter().flat_map(|task| task.files.iter().map(move |file| (task, file)));
    let (mut unit, mut integration) = (BTreeSet::new(), BTreeSet::new());
    for (task, file) in tests.filter(|(_, file)| file.action == Action::Test) {
        let outside =
            matches!(task.kind, TaskKind::Repository | TaskKind::Integration | TaskKind::Migration);
        if outside {
            integration.insert(file.path.clone())
        } else {
            unit.insert(file.path.clone())
        };
    }
    let criteria = |phase: &crate::model::Phase| {
        phase.acceptance.iter().map(|one| one.text.clone()).collect::<Vec<_>>()
    };
    let of_domain = plan.targets.iter().map(|target| format!("{} ({})", target.text, target.cite));
    BTreeMap::from([
        ("unit_tests".to_owned(), unit.into_iter().collect()),
        ("integration_tests".to_owned(), integration.into_iter().collect()),
        (format!("{domain}_tests"), of_domain.collect()),
        ("edge_cases".to_owned(), plan.phases.iter().flat_map(criteria).collect()),
    ])
}

fn statements(plan: &Plan, parts: &[&str]) -> BTreeMap<String, String> {
    let mut map: BTreeMap<String, String> = BTreeMap::new();
    for statement in parts.iter().filter_map(|id| part(plan, id)).flat_map(|part| &part.statements)
    {
        if statement.label.is_empty() {
            continue;
        }
        let key = statement.label.to_lowercase().replace(' ', "_");
        let text = format!("{} [{}]", statement.text, statement.cites.join(", "));
        map.entry(key)
            .and_modify(|known| {
                known.push_str("; ");
                known.push_str(&text);
            })
            .or_insert(text);
    }
    map
}

fn focus_block(plan: &Plan, domain: &str) -> BTreeMap<String, String> {
    let mut block: BTreeMap<String, String> = BTreeMap::new();
    for task in &plan.tasks {
        let Some(focus) = task.focus.as_ref().filter(|focus| focus.kind == domain) else {
            continue;
        };
        let key = format!("{:?}", task.kind).to_lowercase();
        block.entry(key).or_insert_with(|| focus.text.clone());
    }
    block
}

fn open_questions(plan: &Plan) -> BTreeMap<String, String> {
    let open = plan.questions.iter().filter(|question| question.source.is_empty());
    open.map(|question| (question.id.clone(), question.text.clone())).collect()
}
