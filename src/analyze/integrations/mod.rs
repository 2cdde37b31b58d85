//! Outside systems that the repository talks to, one fact per system with its strongest evidence:
//! an import in shipping code, a dependency, a compose service, a configuration key.
//!
//! Evidence from tests, examples and benchmarks does not count: what only tests start is no part of
//! the running system.

mod events;
mod names;
mod systems;

use std::sync::Arc;

use crate::model::{
    Container, Dependency, Evidence, EvidenceClass, FileFacts, FileRecord, Import, Integration,
    Setting,
};

/// How directly evidence shows that the system is in use; the first is the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Code,
    Dependency,
    Service,
    Key,
}

/// All outside systems, sorted by (file, line, name).
pub(super) fn find(facts: &[FileFacts]) -> Vec<Integration> {
    let shipping = facts.iter().filter(|facts| is_shipping(&facts.file));
    let mut found: Vec<(Strength, Integration)> = shipping.flat_map(of_file).collect();
    found.extend(dependencies(facts).map(|fact| (Strength::Dependency, fact)));
    found.sort_by(|(a_strength, a), (b_strength, b)| {
        let key = |fact: &Integration| (fact.at.clone(), fact.via.clone());
        (&a.kind, &a.name, a_strength, key(a)).cmp(&(&b.kind, &b.name, b_strength, key(b)))
    });
    found.dedup_by(|(_, next), (_, kept)| next.kind == kept.kind && next.name == kept.name);
    let mut found: Vec<Integration> = found.into_iter().map(|(_, fact)| fact).collect();
    found.extend(events::find(facts));
    found.sort_by(|a, b| (&a.at, &a.name, &a.kind).cmp(&(&b.at, &b.name, &b.kind)));
    found
}

fn of_file(facts: &FileFacts) -> Vec<(Strength, Integration)> {
    let mut found = Vec::new();
    let mut add = |strength, facts: Vec<Integration>| {
        found.extend(facts.into_iter().map(|fact| (strength, fact)));
    };
    add(Strength::Code, facts.integrations.clone());
    add(Strength::Code, facts.imports.iter().filter_map(of_import).collect());
    add(Strength::Service, facts.operations.containers.iter().filter_map(of_service).collect());
    add(Strength::Key, facts.configuration.iter().filter_map(of_setting).collect());
    found
}

fn dependencies(facts: &[FileFacts]) -> impl Iterator<Item = Integration> {
    let shipping = facts.iter().filter(|facts| is_shipping(&facts.file));
    let declared = shipping.flat_map(|facts| &facts.dependencies);
    let found = declared.filter_map(|dependency| Some((dependency, of_dependency(dependency)?)));
    let found = found.filter(|(dependency, _)| !serves_tests_only(dependency, facts));
    found.map(|(_, fact)| fact)
}

/// `go.mod` does not tell what only tests need; the imports do.
fn serves_tests_only(dependency: &Dependency, facts: &[FileFacts]) -> bool {
    let uses = |import: &Import| {
        let rest = import.path.strip_prefix(&dependency.name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let mut users = facts.iter().filter(|facts| facts.imports.iter().any(uses)).peekable();
    let is_used = users.peek().is_some();
    dependency.ecosystem == "go" && is_used && !users.any(|facts| is_shipping(&facts.file))
}

fn of_import(import: &Import) -> Option<Integration> {
    let ecosystem = match &*import.at.language {
        "go" => "go",
        "rust" => "cargo",
        _ => return None,
    };
    let kind = systems::of_library(ecosystem, &import.path)?;
    Some(known(&import.at, kind, format!("import {}", import.path)))
}

fn of_dependency(dependency: &Dependency) -> Option<Integration> {
    let counts = dependency.direct && !dependency.dev;
    let kind = systems::of_library(&dependency.ecosystem, &dependency.name).filter(|_| counts)?;
    Some(known(&dependency.at, kind, format!("dependency {}", dependency.name)))
}

fn of_service(container: &Container) -> Option<Integration> {
    let kind = systems::of_image(&container.image).filter(|_| container.kind == "compose")?;
    Some(known(&container.at, kind, format!("service {}", container.name)))
}

fn of_setting(setting: &Setting) -> Option<Integration> {
    let (kind, name) = names::of_key(&setting.key, setting.default.as_deref())?;
    let direction = match kind {
        "http" | "grpc" => "out",
        _ => systems::direction(kind),
    };
    Some(Integration {
        at: setting.at.clone(),
        kind: kind.to_owned(),
        direction: direction.to_owned(),
        name,
        via: format!("key {}", setting.key),
    })
}

/// A system with only one instance worth telling apart, named after its kind.
fn known(at: &Evidence, kind: &str, via: String) -> Integration {
    Integration {
        at: at.clone(),
        kind: kind.to_owned(),
        direction: systems::direction(kind).to_owned(),
        name: kind.to_owned(),
        via,
    }
}

fn is_shipping(file: &FileRecord) -> bool {
    let ships = !matches!(file.class(), EvidenceClass::Test | EvidenceClass::Example);
    ships && !file.vendored && !is_test_place(&file.path)
}

/// Manifests and settings carry no mark of their own; their place tells whom they serve.
fn is_test_place(path: &Arc<str>) -> bool {
    const PLACES: [&str; 12] = [
        "bench", "benches", "e2e", "example", "examples", "fixtures", "fuzz", "mocks", "samples",
        "test", "testdata", "tests",
    ];
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let marked = name.split(['.', '-', '_']).any(|part| matches!(part, "test" | "tests" | "e2e"));
    marked || folders.split('/').any(|folder| PLACES.contains(&folder))
}

#[cfg(test)]
mod tests;
