//! Risk rows: those that the documents name, and those that findings in the code raise by the
//! standard's rules.

use super::{Inputs, capacity, sections};
use crate::model::{
    DocumentedRisk, Function, GapItem, GapKind, Hotspot, OpenQuestion, Phase, PlanFinding, Risk,
    RiskRule, Route, State, Task,
};

/// What raises a row: rule, sentence, citations.
type Finding = (&'static str, String, Vec<String>);

/// How many rows one rule may add; a plan with forty hotspots has none.
const ROWS: usize = 3;

pub(super) fn all(
    inputs: &Inputs<'_>,
    gap: &[GapItem],
    tasks: &[Task],
    phases: &[Phase],
) -> Vec<Risk> {
    let mut risks: Vec<Risk> = inputs
        .requirements
        .risks
        .iter()
        .filter(|risk| is_of_requirements(risk))
        .map(documented)
        .collect();
    let makers = [
        migrations(inputs),
        unguarded(inputs),
        hotspots(inputs, tasks),
        complexity(inputs, tasks),
        owners(inputs, tasks),
        untested(inputs, tasks),
        cycles(inputs),
        integrations(gap),
        targets(gap),
        observed(inputs),
        assumed(inputs),
        long_phases(inputs, phases),
        unparsed(inputs),
    ];
    for mut found in makers {
        shorten(&mut found);
        risks.extend(found.into_iter().filter_map(|finding| by_rule(inputs, finding)));
    }
    number(&mut risks);
    risks
}

/// Adds a row for every finding of the schedule that the standard has a rule for.
pub(super) fn add(inputs: &Inputs<'_>, findings: &[PlanFinding], risks: &mut Vec<Risk>) {
    let rules = [
        ("external.late", "late-external"),
        ("capacity.overloaded", "overloaded"),
        ("capacity.unlikely-deadline", "unlikely-deadline"),
    ];
    for (finding, rule) in rules {
        let mut rows: Vec<Finding> = findings
            .iter()
            .filter(|one| one.rule == finding)
            .map(|one| (rule, one.text.clone(), one.cites.clone()))
            .collect();
        shorten(&mut rows);
        risks.extend(rows.into_iter().filter_map(|row| by_rule(inputs, row)));
    }
    number(risks);
}

fn number(risks: &mut [Risk]) {
    for (risk, number) in risks.iter_mut().zip(1..) {
        risk.id = format!("R-{number:02}");
    }
}

/// Keeps the first rows and says in the last how many more there are.
fn shorten(found: &mut Vec<Finding>) {
    let more = found.len().saturating_sub(ROWS);
    found.truncate(ROWS);
    if let (Some((_, text, _)), true) = (found.last_mut(), more > 0) {
        *text = format!("{text}; and {more} more of this kind");
    }
}

/// Ids of open questions whose answers change a risk.
pub(super) fn open_ids(questions: &[OpenQuestion]) -> Vec<String> {
    let open = questions.iter().filter(|question| super::questions::is_open(question));
    open.filter(|question| question.group == "risk").map(|question| question.id.clone()).collect()
}

/// Risks of the requirements; those of older plans in the repository are history.
pub(super) fn is_of_requirements(risk: &DocumentedRisk) -> bool {
    ["prd.", "trd."].iter().any(|start| risk.at.rule.starts_with(start))
}

fn documented(risk: &DocumentedRisk) -> Risk {
    let or_unsaid =
        |text: &str| if text.is_empty() { "not said".to_owned() } else { text.to_owned() };
    Risk {
        id: String::new(),
        category: if risk.category == "project" { "project" } else { "technical" }.into(),
        text: risk.text.clone(),
        probability: or_unsaid(&risk.probability),
        impact: or_unsaid(&risk.impact),
        mitigation: or_unsaid(&risk.mitigation),
        cites: vec![risk.at.citation()],
        basis: "document".into(),
    }
}

fn by_rule(inputs: &Inputs<'_>, (rule, text, cites): Finding) -> Option<Risk> {
    let rule: &RiskRule = inputs.standard.risk_rules.iter().find(|known| known.id == rule)?;
    Some(Risk {
        id: String::new(),
        category: rule.category.clone(),
        text,
        probability: rule.probability.clone(),
        impact: rule.impact.clone(),
        mitigation: rule.mitigation.clone(),
        cites,
        basis: format!("rule {}", rule.id),
    })
}

fn migrations(inputs: &Inputs<'_>) -> Vec<Finding> {
    let unsafe_kinds =
        ["index_locks_table", "not_null_without_default", "drop", "type_change", "empty_down"];
    let problems = inputs.analysis.migrations.sets.iter().flat_map(|set| &set.problems);
    let unsafe_ones = problems.filter(|problem| unsafe_kinds.contains(&problem.kind.as_str()));
    unsafe_ones
        .map(|problem| {
            ("unsafe-migration", sentence(&problem.message), vec![problem.at.citation()])
        })
        .collect()
}

/// Endpoints without authentication where most others have it; what answers for the service itself may.
fn unguarded(inputs: &Inputs<'_>) -> Vec<Finding> {
    let routes: Vec<&Route> = inputs
        .analysis
        .routes
        .iter()
        .filter(|route| route.is_endpoint() && route.infrastructure.is_none())
        .filter(|route| !sections::is_health(&route.path))
        .collect();
    let guarded = routes.iter().filter(|route| route.auth).count();
    if guarded * 2 <= routes.len() {
        return Vec::new();
    }
    let mut bare: Vec<&&Route> =
        routes.iter().filter(|route| !route.auth && route.prefix_known).collect();
    bare.dedup_by(|a, b| (&a.method, &a.path) == (&b.method, &b.path));
    bare.into_iter()
        .map(|route| {
            let text = format!(
                "`{} {}` answers without authentication, {guarded} of {} endpoints ask for it",
                route.method,
                route.path,
                routes.len()
            );
            ("unguarded-endpoint", text, vec![route.at.citation()])
        })
        .collect()
}

/// Hotspots that a task modifies: by churn × complexity where functions are read, else by churn × lines.
fn hotspots(inputs: &Inputs<'_>, tasks: &[Task]) -> Vec<Finding> {
    let limit = threshold(inputs, "hotspot_rank");
    let least = threshold(inputs, "hotspot_commits");
    let git = &inputs.analysis.git;
    let by_lines = git
        .hotspots
        .iter()
        .filter(|spot| !git.complexity_hotspots.iter().any(|one| one.path == spot.path));
    let hot = git.complexity_hotspots.iter().chain(by_lines).filter(|spot| {
        !spot.foreign && f64::from(spot.rank) <= limit && f64::from(spot.commits) >= least
    });
    let row = |spot: &Hotspot| {
        let ids = touching(tasks, &spot.path)?;
        let size = match spot.complexity {
            0 => format!("{} lines", spot.lines),
            complexity => format!("complexity {complexity}"),
        };
        let text = format!(
            "{} is hotspot {} ({} commits × {size}) and {ids} modify it",
            spot.path, spot.rank, spot.commits
        );
        Some(("hotspot", text, vec![format!("{}:1", spot.path)]))
    };
    hot.filter_map(row).collect()
}

fn complexity(inputs: &Inputs<'_>, tasks: &[Task]) -> Vec<Finding> {
    let limit = threshold(inputs, "complexity_high");
    let high = |function: &&Function| {
        !function.test && !function.generated && f64::from(function.complexity) >= limit
    };
    let mut functions: Vec<&Function> = inputs.analysis.functions.iter().filter(high).collect();
    functions.sort_by(|a, b| b.complexity.cmp(&a.complexity).then_with(|| a.at.cmp(&b.at)));
    let row = |function: &Function| {
        let ids = touching(tasks, &function.at.file)?;
        let text = format!(
            "`{}` has cyclomatic complexity {} in a file that {ids} modify",
            function.name, function.complexity
        );
        Some(("complex-function", text, vec![function.at.citation()]))
    };
    functions.into_iter().filter_map(row).collect()
}

/// Files with one author and a history, that a task modifies.
fn owners(inputs: &Inputs<'_>, tasks: &[Task]) -> Vec<Finding> {
    let least = threshold(inputs, "single_owner_commits");
    let single = inputs
        .analysis
        .git
        .files
        .iter()
        .filter(|file| file.authors == 1 && f64::from(file.commits) >= least);
    let row = |file: &crate::model::FileChurn| {
        let ids = touching(tasks, &file.path)?;
        let text = format!(
            "All {} commits to {} are by one person, and {ids} modify it",
            file.commits, file.path
        );
        Some(("single-owner", text, vec![format!("{}:1", file.path)]))
    };
    single.filter_map(row).collect()
}

/// Folders that a task modifies and that hold no test.
fn untested(inputs: &Inputs<'_>, tasks: &[Task]) -> Vec<Finding> {
    let folder =
        |path: &str| path.rsplit_once('/').map_or(String::new(), |(dir, _)| dir.to_owned());
    let tested: Vec<String> =
        inputs.analysis.tests.iter().map(|test| folder(&test.at.file)).collect();
    let modified = tasks.iter().flat_map(|task| task.files.iter().map(move |file| (task, file)));
    let code = modified.filter(|(_, file)| {
        file.action == crate::model::Action::Modify
            && inputs.analysis.functions.iter().any(|function| *function.at.file == *file.path)
    });
    let mut found: Vec<Finding> = Vec::new();
    for (_, file) in code {
        let dir = folder(&file.path);
        let known = found.iter().any(|(_, _, cites)| cites.iter().any(|cite| folder(cite) == dir));
        let package =
            inputs.analysis.packages.iter().find(|package| {
                package.dir == dir && package.functions > 0 && !package.external_test
            });
        let here = tested.contains(&dir);
        let reached = package.map_or(here, |package| package.functions_tested > 0);
        if known || reached {
            continue;
        }
        let ids = touching(tasks, &file.path).unwrap_or_default();
        let lack =
            if here { "has tests that are not seen to call its functions" } else { "has no test" };
        found.push((
            "untested-package",
            format!("{dir} {lack} and {ids} modify it"),
            vec![format!("{}:1", file.path)],
        ));
    }
    found
}

fn cycles(inputs: &Inputs<'_>) -> Vec<Finding> {
    let row = |cycle: &Vec<String>| {
        let first =
            inputs.analysis.packages.iter().find(|package| cycle.first() == Some(&package.dir));
        let cites = first.map(|package| package.at.citation()).into_iter().collect();
        (
            "import-cycle",
            format!("Packages import each other in a circle: {}", cycle.join(" → ")),
            cites,
        )
    };
    inputs.analysis.architecture.cycles.iter().map(row).collect()
}

fn integrations(gap: &[GapItem]) -> Vec<Finding> {
    let unknown =
        gap.iter().filter(|item| item.kind == GapKind::Integration && item.state == State::Absent);
    unknown
        .map(|item| {
            (
                "unknown-integration",
                format!("{} is asked for and nothing in the code talks to it yet", item.title),
                vec![item.asked.at.citation()],
            )
        })
        .collect()
}

fn targets(gap: &[GapItem]) -> Vec<Finding> {
    let open: Vec<&GapItem> = gap
        .iter()
        .filter(|item| item.kind == GapKind::Target && item.state == State::Absent)
        .collect();
    if open.is_empty() {
        return Vec::new();
    }
    let names: Vec<&str> = open.iter().map(|item| item.title.as_str()).collect();
    let text = format!("Nothing measures {}", names.join("; "));
    vec![("unmeasured-target", text, open.iter().map(|item| item.asked.at.citation()).collect())]
}

/// Whether a finding says that code and document have grown apart.
fn is_drift(rule: &str) -> bool {
    rule.contains("drift") || rule.starts_with("openapi.only-in-")
}

/// Drift and other findings of the analysis.
fn observed(inputs: &Inputs<'_>) -> Vec<Finding> {
    let drift = inputs.analysis.findings.iter().filter(|finding| is_drift(&finding.at.rule));
    drift.map(|finding| ("drift", sentence(&finding.text), vec![finding.at.citation()])).collect()
}

fn assumed(inputs: &Inputs<'_>) -> Vec<Finding> {
    if capacity::is_answered(inputs) {
        return Vec::new();
    }
    let text = "Team size and hours are assumed, so every week number in this plan is";
    vec![("assumed-capacity", text.into(), vec!["Q-TEAM-SIZE".into(), "Q-TEAM-HOURS".into()])]
}

fn long_phases(inputs: &Inputs<'_>, phases: &[Phase]) -> Vec<Finding> {
    let frames = inputs.standard.phases.iter().zip(phases);
    let long = frames.filter(|(frame, phase)| phase.weeks.len() > frame.weeks_high as usize);
    long.map(|(frame, phase)| {
        let text = format!(
            "Phase {} takes {} weeks at the planned capacity, the standard expects {}-{}",
            phase.number,
            phase.weeks.len(),
            frame.weeks_low,
            frame.weeks_high
        );
        ("over-standard", text, vec![format!("Phase {}", phase.number)])
    })
    .collect()
}

fn unparsed(inputs: &Inputs<'_>) -> Vec<Finding> {
    use crate::model::DiagnosticKind::ParseError;
    let problems = inputs.analysis.diagnostics.iter().filter(|problem| problem.kind == ParseError);
    problems
        .map(|problem| {
            (
                "unparsed",
                format!("{} could not be read in full: {}", problem.file, problem.message),
                vec![format!("{}:{}", problem.file, problem.line.max(1))],
            )
        })
        .collect()
}

/// Ids of the tasks that modify a file, `None` when there are none.
fn touching(tasks: &[Task], path: &str) -> Option<String> {
    let touches = |task: &&Task| task.files.iter().any(|file| file.path == path);
    let ids: Vec<&str> = tasks.iter().filter(touches).map(|task| task.id.as_str()).collect();
    (!ids.is_empty()).then(|| ids.join(", "))
}

fn threshold(inputs: &Inputs<'_>, name: &str) -> f64 {
    inputs.standard.thresholds.get(name).copied().unwrap_or(f64::INFINITY)
}

fn sentence(text: &str) -> String {
    text.trim().trim_end_matches('.').to_owned()
}
