//! The fixtures say which facts stand where; the cases here say what the facts hold.

use std::{fs, path::Path};

use proptest::prelude::*;

use crate::{
    extract::file,
    language::Registry,
    model::{Evidence, FileFacts, Operations},
};

fn facts(path: &str, text: &str) -> FileFacts {
    file(&Registry::new(&[]).unwrap(), &path.into(), text.as_bytes(), false)
}

fn operations(path: &str, text: &str) -> Operations {
    facts(path, text).operations.take()
}

/// Every fact with its name.
fn named(found: &Operations) -> Vec<(&Evidence, &str)> {
    let mut all: Vec<(&Evidence, &str)> = Vec::new();
    all.extend(found.ci.iter().map(|fact| (&fact.at, fact.job.as_str())));
    all.extend(found.containers.iter().map(|fact| (&fact.at, fact.name.as_str())));
    all.extend(found.orchestration.iter().map(|fact| (&fact.at, fact.name.as_str())));
    all.extend(found.infrastructure.iter().map(|fact| (&fact.at, fact.kind.as_str())));
    all.extend(found.targets.iter().map(|fact| (&fact.at, fact.name.as_str())));
    all
}

/// What the comments of a fixture expect, as `line rule name`.
fn expected(text: &str) -> Vec<String> {
    let mut declared = 0;
    let mut found = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let expectation = line.split_once("# ^ ").map(|(_, expectation)| expectation);
        if !line.trim_start().starts_with("# ^ ") {
            declared = number;
        }
        found.extend(expectation.map(|text| format!("{declared} {text}").trim().to_owned()));
    }
    found
}

#[track_caller]
fn check_fixture(root: &Path, path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    let relative = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
    let facts = facts(&relative, &text);
    let mut found: Vec<String> = named(&facts.operations)
        .into_iter()
        .map(|(at, name)| format!("{} {} {name}", at.line, at.rule).trim().to_owned())
        .collect();
    let mut expected = expected(&text);
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "{relative}");
    assert_eq!(facts.diagnostics, [], "{relative}");
}

fn visit(root: &Path, folder: &Path) -> usize {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut seen = 0;
    for path in entries {
        if path.is_dir() {
            seen += visit(root, &path);
        } else {
            check_fixture(root, &path);
            seen += 1;
        }
    }
    seen
}

#[test]
fn fixtures_hold_what_they_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/languages/operations");
    assert!(visit(&root, &root) >= 12);
}

fn fixture(path: &str) -> Operations {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/languages/operations");
    operations(path, &fs::read_to_string(root.join(path)).unwrap())
}

#[test]
fn jobs_carry_triggers_commands_inputs_and_threshold() {
    let jobs = fixture(".github/workflows/ci.yml").ci;
    assert_eq!(jobs[0].triggers, ["push", "pull_request"]);
    assert_eq!(jobs[0].workflow, "CI");
    assert_eq!(jobs[0].uses, ["actions/checkout@v5"]);
    assert_eq!(jobs[0].runs, ["go test -race ./...", "go tool cover -func=cover.out"]);
    assert_eq!((jobs[0].at.line, jobs[0].at.end_line), (10, 19));
    assert_eq!(jobs[0].coverage_threshold, Some(60.0));
    assert_eq!(jobs[1].uses, ["example/workflows/.github/workflows/go.yml@v2"]);
    assert_eq!(jobs[1].with, ["coverage_threshold=85", "paths=api worker"]);
    assert_eq!(jobs[1].coverage_threshold, Some(85.0));
}

#[test]
fn pipelines_carry_includes_and_inherited_scripts() {
    let jobs = fixture(".gitlab-ci.yml").ci;
    let included = jobs.iter().find(|job| job.job == "include").unwrap();
    assert_eq!(included.uses, ["ci/lint.yml", "house/pipelines:go.yml,docker.yml"]);
    let test = jobs.iter().find(|job| job.job == "test").unwrap();
    assert_eq!(test.runs, ["make test"]);
    assert_eq!(test.triggers, ["merge_requests"]);
    assert_eq!(test.coverage_threshold, Some(75.0));
}

#[test]
fn circleci_jobs_carry_commands_orbs_and_workflow() {
    let job = &fixture(".circleci/config.yml").ci[0];
    assert_eq!(job.workflow, "main");
    assert_eq!(job.runs, ["make test", "coverage --fail-under=65"]);
    assert_eq!(job.uses, ["codecov/upload"]);
    assert_eq!(job.coverage_threshold, Some(65.0));
}

#[test]
fn containers_carry_image_ports_and_health() {
    let stages = fixture("Dockerfile").containers;
    assert_eq!(stages[0].image, "golang:1.25");
    assert_eq!((stages[0].at.line, stages[0].at.end_line), (3, 11));
    assert!(stages[0].ports.is_empty() && !stages[0].healthcheck);
    assert_eq!(stages[1].image, "${BASE}");
    assert_eq!(stages[1].ports, ["8080", "9090/udp"]);
    assert!(stages[1].healthcheck);
    let services = fixture("docker-compose.dev.yml").containers;
    assert_eq!((services[0].image.as_str(), services[0].healthcheck), ("postgres:17", true));
    assert_eq!(services[1].ports, ["8080:80/tcp"]);
    let off = "services:\n  a:\n    image: x\n    healthcheck: {disable: true}\n  b:\n    healthcheck:\n      test: [NONE]\n";
    assert!(operations("compose.yaml", off).containers.iter().all(|service| !service.healthcheck));
}

#[test]
fn dockerfiles_may_name_another_escape() {
    let text = "# escape=`\nFROM a AS b\nRUN x `\n  y\nHEALTHCHECK NONE\n";
    let stages = operations("win/Dockerfile.win", text).containers;
    assert_eq!((stages[0].at.end_line, stages[0].healthcheck), (5, false));
    assert!(operations("Dockerfile.dockerignore", "FROM\nFROM x\n").containers.is_empty());
    assert!(operations("Dockerfile", "FROM --platform=x\nEXPOSE 1").containers.is_empty());
}

#[test]
fn workloads_carry_probes_and_replicas() {
    let found = fixture("deploy/app.yaml").orchestration;
    assert_eq!(found[0].probes, ["liveness", "readiness"]);
    assert_eq!((found[0].replicas, found[0].at.end_line), (Some(3), 12));
    assert_eq!(found[1].kind, "Service");
    let templated = fixture("chart/templates/deployment.yaml").orchestration;
    assert_eq!(templated[0].probes, ["liveness"]);
    assert_eq!((templated[0].kind.as_str(), templated[0].replicas), ("Deployment", None));
    let definition = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  annotations: {}\n  name: a.b\n";
    assert_eq!(operations("crd.yaml", definition).orchestration[0].name, "a.b");
    let catalog = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: x\n";
    assert!(operations("catalog-info.yaml", catalog).orchestration.is_empty());
}

#[test]
fn targets_carry_commands() {
    let targets = fixture("Makefile").targets;
    let commands = |name: &str| {
        let found = targets.iter().find(|target| target.name == name);
        found.map(|target| target.commands.join(" | ")).unwrap()
    };
    assert_eq!(commands("test"), "go test -race ./... | go tool cover");
    assert_eq!(commands("fmt"), "golangci-lint run");
    assert_eq!(commands("all"), "");
    let recipes = fixture("justfile").targets;
    assert_eq!(recipes[0].commands, ["cargo test --lib {{filter}}", "cargo clippy"]);
    assert_eq!((recipes[0].at.line, recipes[0].at.end_line), (10, 14));
}

#[track_caller]
fn check_problem(path: &str, text: &str, line: Option<u32>) {
    let found = facts(path, text).diagnostics;
    assert_eq!(found.first().map(|problem| problem.line), line, "{path}: {found:?}");
}

#[test]
fn only_known_formats_can_be_broken() {
    let broken = "jobs:\n  a:\n    steps: []\n  b: [\n  c: d\n";
    check_problem(".github/workflows/x.yml", broken, Some(4));
    assert_eq!(operations(".github/workflows/x.yml", broken).ci[0].job, "a");
    check_problem("config/x.yml", broken, None);
    check_problem(".github/actions/x/action.yml", broken, None);
    check_problem("svc/.github/workflows/x.yml", broken, None);
    check_problem("compose.yml", "services:\n  {{ .name }}:\n    image: x\n", None);
    check_problem("compose.yml", "services:\n\ta: b\n", Some(2));
    check_problem("chart/templates/x.yaml", "apiVersion: v1\nkind: {{ .k }}\n: [\n", None);
}

proptest! {
    #[test]
    fn never_panics(text in "(?s).{0,200}", shape in "((FROM|RUN|a|kind|jobs|services|on|include|define)[ :=<\\-]{0,3}[\"'`({\\[$#\\\\]?\\PC{0,6}\n[\t ]{0,4}){0,12}") {
        let paths = [
            "Dockerfile", "Makefile", "justfile", ".github/workflows/a.yml", ".gitlab-ci.yml",
            ".circleci/config.yml",
            "compose.yaml", "Chart.yaml",
        ];
        for path in paths {
            facts(path, &text);
            facts(path, &shape);
        }
        facts("k8s.yaml", &format!("apiVersion: v1\nkind: A\n{text}"));
        facts("k8s.yaml", &format!("apiVersion: v1\nkind: A\n{{{{ x }}}}\n{shape}"));
    }
}
