//! What tests, CI, manifests, tags and configuration show of an answer.

use std::collections::BTreeMap;

use super::Answer;
use crate::{
    model::{CiJob, Role, Setting, Test, TestKind, TestLevel},
    plan::{Inputs, sections, terms},
};

pub(super) fn tests(inputs: &Inputs<'_>) -> Option<Answer> {
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
            let name = sections::level_name(*level);
            format!("{} {name}{}", tests.len(), sections::made_by(tests))
        })
        .collect();
    let cites = levels.values().filter_map(|tests| Some(tests.first()?.at.citation())).collect();
    (!text.is_empty())
        .then(|| Answer { text: format!("The repository has {} tests", text.join(", ")), cites })
}

pub(super) fn ci(inputs: &Inputs<'_>) -> Option<Answer> {
    let jobs = &inputs.analysis.operations.ci;
    let first = jobs.first()?;
    let names: Vec<&str> = jobs.iter().map(|job| job.job.as_str()).collect();
    let gate = jobs.iter().find_map(|job| Some((job.coverage_threshold?, job.at.citation())));
    let mut cites = vec![first.at.citation()];
    let coverage = gate.map_or_else(String::new, |(percent, cite)| {
        if !cites.contains(&cite) {
            cites.push(cite);
        }
        format!(", coverage at least {percent} %")
    });
    Some(Answer { text: format!("CI runs {}{coverage}", names.join(", ")), cites })
}

pub(super) fn benchmarks(inputs: &Inputs<'_>) -> Option<Answer> {
    let found: Vec<_> =
        inputs.analysis.tests.iter().filter(|test| test.kind == TestKind::Benchmark).collect();
    let first = found.first()?;
    let text =
        format!("{} benchmarks exist; the machine and the data are not written down", found.len());
    Some(Answer { text, cites: vec![first.at.citation()] })
}

/// Images, cluster objects, CI jobs that deploy, and whether migrations can be taken back.
pub(super) fn deployment(inputs: &Inputs<'_>) -> Option<Answer> {
    let operations = &inputs.analysis.operations;
    let mut found: Vec<(String, String)> = Vec::new();
    if let Some(one) = operations.containers.first() {
        let file = if one.kind == "compose" { "a compose file" } else { "a Dockerfile" };
        found.push((file.into(), one.at.citation()));
    }
    if let Some(one) = operations.orchestration.first() {
        found.push((format!("{} `{}`", one.kind, one.name), one.at.citation()));
    }
    if let Some(job) = operations.ci.iter().find(|job| deploys(job)) {
        found.push((format!("the CI job `{}`", job.job), job.at.citation()));
    }
    found.extend(downs(inputs));
    let (text, cites): (Vec<String>, Vec<String>) = found.into_iter().unzip();
    let text = format!(
        "The repository has {}; how a release is taken back is not written down",
        text.join(" and ")
    );
    (!cites.is_empty()).then_some(Answer { text, cites })
}

/// Whether a CI job brings something out, by the words of its name.
fn deploys(job: &CiJob) -> bool {
    let stems = ["deploy", "releas", "publish", "promot"];
    terms::words(&job.job).iter().any(|word| stems.iter().any(|stem| word.starts_with(stem)))
}

/// How many migrations have a way back.
fn downs(inputs: &Inputs<'_>) -> Option<(String, String)> {
    let set = inputs.analysis.migrations.sets.iter().find(|set| !set.files.is_empty())?;
    let back = set.files.iter().filter(|file| !file.down.is_empty()).count();
    Some((format!("{back} of {} migrations with a way back", set.files.len()), set.at.citation()))
}

/// How often a version was tagged.
pub(super) fn releases(inputs: &Inputs<'_>) -> Option<Answer> {
    let git = &inputs.analysis.git;
    let latest = git.latest_reachable_release.as_ref()?;
    let often = match git.cadence.release_interval_days {
        Some(0) => ", half of them within a day of the one before".into(),
        Some(days) => format!(
            ", half of them within {} of the one before",
            terms::counted(days as usize, "day")
        ),
        None => String::new(),
    };
    let text = format!(
        "{} by tag so far{often}; the newest is {latest}",
        terms::counted(git.cadence.releases.max(1) as usize, "release"),
    );
    Some(Answer { text, cites: vec!["git tags".into()] })
}

/// Libraries for switches, and settings that are named like one.
pub(super) fn flags(inputs: &Inputs<'_>) -> Option<Answer> {
    const LIBRARIES: [&str; 6] =
        ["openfeature", "launchdarkly", "unleash", "flagd", "flipt", "growthbook"];
    let analysis = inputs.analysis;
    let library = analysis.dependencies.iter().find(|one| {
        let name = one.name.to_lowercase();
        one.direct && LIBRARIES.iter().any(|library| name.contains(library))
    });
    let mut found: Vec<(String, String)> =
        library.map(|one| (one.name.clone(), one.at.citation())).into_iter().collect();
    for setting in analysis.configuration.iter().filter(|setting| is_switch(setting)) {
        if !found.iter().any(|(name, _)| *name == setting.key) {
            found.push((setting.key.clone(), setting.at.citation()));
        }
    }
    found.truncate(6);
    let (names, cites): (Vec<String>, Vec<String>) = found.into_iter().unzip();
    let text = format!("Switches in code and configuration: {}", names.join(", "));
    (!names.is_empty()).then_some(Answer { text, cites })
}

fn is_switch(setting: &Setting) -> bool {
    let key = setting.key.to_uppercase();
    let ends = ["_ENABLED", "_ENABLE", "_FLAG", "_TOGGLE"].iter().any(|end| key.ends_with(end));
    let starts =
        ["FEATURE_", "ENABLE_", "FF_", "TOGGLE_"].iter().any(|start| key.starts_with(start));
    ends || starts
}

pub(super) fn telemetry(inputs: &Inputs<'_>) -> Option<Answer> {
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
