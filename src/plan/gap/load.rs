//! Load tests: by the tool that a build target or CI job calls, and by the files that such tools read.

use super::observed;
use crate::{
    model::{Evidence, EvidenceClass, Observation, Source},
    plan::Inputs,
};

/// Programs that put load on a service.
const TOOLS: [&str; 13] = [
    "k6",
    "vegeta",
    "wrk",
    "wrk2",
    "hey",
    "ghz",
    "locust",
    "jmeter",
    "gatling",
    "artillery",
    "oha",
    "drill",
    "fortio",
];

/// Metrics that such a program measures.
const METRICS: [&str; 4] = ["latency", "throughput", "error-rate", "concurrency"];

/// Load tests that could measure `metric`.
pub(super) fn measuring(inputs: &Inputs<'_>, metric: &str) -> Vec<Observation> {
    if !METRICS.contains(&metric) {
        return Vec::new();
    }
    let operations = &inputs.analysis.operations;
    let targets = operations.targets.iter().filter_map(|target| {
        let tool = called(target.commands.iter().map(String::as_str))?;
        Some(observed(
            &target.at,
            format!("load test `{} {}` runs {tool}", target.tool, target.name),
        ))
    });
    let jobs = operations.ci.iter().filter_map(|job| {
        let tool = called(job.runs.iter().map(String::as_str))?;
        Some(observed(&job.at, format!("CI job `{}` runs {tool}", job.job)))
    });
    let files = inputs.analysis.files.iter().filter(|file| !file.vendored && !file.outside);
    let scripts = files.filter_map(|file| {
        let tool = read_by(&file.path)?;
        Some(observed(&first_line(&file.path), format!("load test for {tool}")))
    });
    targets.chain(jobs).chain(scripts).collect()
}

/// The first tool that a command line starts with, or that a container or package runner starts.
fn called<'a>(mut commands: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    commands.find_map(|command| {
        let mut words = command.split(|letter: char| letter.is_whitespace() || letter == '/');
        words.find_map(|word| {
            let word = word.trim_start_matches(['@', '-']);
            TOOLS.into_iter().find(|tool| *tool == word)
        })
    })
}

/// The tool whose conventions a path follows.
fn read_by(path: &str) -> Option<&'static str> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let in_folder = |wanted: &str| folders.split('/').any(|part| part == wanted);
    let (stem, extension) = name.rsplit_once('.')?;
    match extension {
        "py" if stem == "locustfile" => Some("locust"),
        "jmx" => Some("jmeter"),
        "js" | "ts" if stem.rsplit('.').next() == Some("k6") || in_folder("k6") => Some("k6"),
        "scala" if stem.ends_with("Simulation") => Some("gatling"),
        _ => None,
    }
}

fn first_line(path: &std::sync::Arc<str>) -> Evidence {
    let source = Source { file: path.clone(), language: "".into(), class: EvidenceClass::Test };
    source.evidence("plan.load-test", 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_is_known_by_its_call_and_its_files() {
        assert_eq!(called(["go test ./...", "@k6 run load.js"].into_iter()), Some("k6"));
        assert_eq!(called(["docker run grafana/k6 run -"].into_iter()), Some("k6"));
        assert_eq!(called(["echo they say hello"].into_iter()), None);
        assert_eq!(read_by("tests/k6/charge.js"), Some("k6"));
        assert_eq!(read_by("load/locustfile.py"), Some("locust"));
        assert_eq!(read_by("web/charge.js"), None);
    }
}
