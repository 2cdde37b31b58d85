//! An analysis in figures: what references and target are compared by.

use std::collections::BTreeMap;

use super::layout;
use crate::model::{
    Analysis, CodeProfile, DocumentKind, Evidence, Layer, Observation, Proof, Role, TestKind,
    TestLevel,
};

/// The code of `analysis` in figures.
pub fn profile(analysis: &Analysis) -> CodeProfile {
    CodeProfile {
        language: main_language(analysis),
        code_lines: shipping_lines(analysis),
        layers: layers(analysis),
        tests: tests(analysis),
        endpoints: count(analysis.routes.iter().filter(|route| route.is_endpoint()).count()),
        tables: count(analysis.migrations.sets.iter().map(|set| set.schema.tables.len()).sum()),
        interfaces: count(
            analysis.interfaces.iter().filter(|one| !one.test && !one.generated).count(),
        ),
        roles: roles(analysis),
        coverage_threshold: analysis.operations.ci.iter().find_map(|job| job.coverage_threshold),
        migrations_dir: analysis.migrations.sets.first().map(|set| set.dir.clone()),
        layout: layout::patterns(analysis),
        practices: practices(analysis),
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The language with a grammar that has most lines of code.
fn main_language(analysis: &Analysis) -> String {
    let known =
        |id: &str| crate::language::by_id(id).is_some_and(|language| language.grammar.is_some());
    let found = analysis.languages.iter().find(|share| known(&share.name));
    found.map(|share| share.name.to_string()).unwrap_or_default()
}

fn shipping_lines(analysis: &Analysis) -> u64 {
    let known =
        |id: &str| crate::language::by_id(id).is_some_and(|language| language.grammar.is_some());
    let files = analysis
        .files
        .iter()
        .filter(|file| !file.test && !file.generated && !file.vendored && known(&file.language));
    files.map(|file| u64::from(file.lines.code)).sum()
}

fn layers(analysis: &Analysis) -> BTreeMap<Layer, Vec<String>> {
    let mut layers: BTreeMap<Layer, Vec<String>> = BTreeMap::new();
    let shipping = analysis.packages.iter().filter(|package| !package.external_test);
    for package in shipping.filter(|package| !matches!(package.layer, Layer::Unknown | Layer::Test))
    {
        layers.entry(package.layer).or_default().push(package.dir.clone());
    }
    layers
}

fn tests(analysis: &Analysis) -> BTreeMap<TestLevel, u32> {
    let mut tests = BTreeMap::new();
    for test in
        analysis.tests.iter().filter(|test| matches!(test.kind, TestKind::Test | TestKind::Fuzz))
    {
        *tests.entry(test.level).or_default() += 1;
    }
    tests
}

fn roles(analysis: &Analysis) -> BTreeMap<Role, Vec<String>> {
    let mut roles: BTreeMap<Role, Vec<String>> = BTreeMap::new();
    for dependency in
        analysis.dependencies.iter().filter(|one| one.direct && one.role != Role::Unknown)
    {
        let names = roles.entry(dependency.role).or_default();
        if !names.contains(&dependency.name) {
            names.push(dependency.name.clone());
        }
    }
    roles
}

/// Practice identifier → first place that shows it.
fn practices(analysis: &Analysis) -> BTreeMap<String, Observation> {
    let mut found: BTreeMap<String, Observation> = BTreeMap::new();
    let mut see = |id: String, at: &Evidence, text: String| {
        found.entry(id).or_insert_with(|| Observation { at: at.clone(), text });
    };
    for test in &analysis.tests {
        let id = match test.kind {
            TestKind::Benchmark => "tests.benchmark".to_owned(),
            TestKind::Fuzz => "tests.fuzz".to_owned(),
            TestKind::Test => format!("tests.{}", name(&test.level)),
            TestKind::Example | TestKind::Main | TestKind::Doc => continue,
        };
        see(id, &test.at, format!("`{}`", test.name));
    }
    for package in analysis.packages.iter().filter(|package| !package.external_test) {
        if !matches!(package.layer, Layer::Unknown | Layer::Test) {
            see(
                format!("layer.{}", name(&package.layer)),
                &package.at,
                format!("`{}`", package.dir),
            );
        }
    }
    for dependency in
        analysis.dependencies.iter().filter(|one| one.direct && one.role != Role::Unknown)
    {
        see(
            format!("role.{}", name(&dependency.role)),
            &dependency.at,
            format!("`{}`", dependency.name),
        );
    }
    let claims = analysis.implementations.iter().chain(&analysis.outside_implementations);
    for implementation in claims.filter(|one| one.evidence == Proof::Assert) {
        see(
            "assertions".into(),
            &implementation.at,
            format!(
                "`{}` is asserted to be `{}`",
                implementation.type_ref.name, implementation.interface.name
            ),
        );
    }
    operations(analysis, &mut see);
    found
}

fn operations(analysis: &Analysis, see: &mut impl FnMut(String, &Evidence, String)) {
    let operations = &analysis.operations;
    for job in &operations.ci {
        see("ci".into(), &job.at, format!("job `{}`", job.job));
        if let Some(percent) = job.coverage_threshold {
            see("ci.coverage-gate".into(), &job.at, format!("coverage at least {percent} %"));
        }
    }
    for container in &operations.containers {
        see(format!("container.{}", container.kind), &container.at, container.image.clone());
    }
    for workload in &operations.orchestration {
        see("orchestration".into(), &workload.at, format!("{} `{}`", workload.kind, workload.name));
    }
    for target in &operations.targets {
        see("build-targets".into(), &target.at, format!("{} `{}`", target.tool, target.name));
    }
    for document in &analysis.openapi {
        see("openapi".into(), &document.at, format!("{} operations", document.operations.len()));
    }
    for set in &analysis.migrations.sets {
        see("migrations".into(), &set.at, format!("`{}`, {} versions", set.dir, set.files.len()));
    }
    for document in &analysis.documents {
        let kept = matches!(
            document.kind,
            DocumentKind::Readme
                | DocumentKind::Changelog
                | DocumentKind::Contributing
                | DocumentKind::Adr
        );
        if kept {
            see(format!("document.{}", name(&document.kind)), &document.at, document.title.clone());
        }
    }
}

/// A unit variant as its JSON writes it.
fn name<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}
