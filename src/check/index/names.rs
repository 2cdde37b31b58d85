//! Names of packages, dependencies, interfaces, tables, endpoints, targets, jobs and keys.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Analysis, ClaimKind, Module};

pub(super) fn of(analysis: &Analysis) -> BTreeMap<ClaimKind, BTreeSet<String>> {
    let mut names: BTreeMap<ClaimKind, BTreeSet<String>> = BTreeMap::new();
    let mut add = |kind: ClaimKind, name: &str| {
        if !name.is_empty() {
            names.entry(kind).or_default().insert(name.to_owned());
        }
    };
    for dependency in &analysis.dependencies {
        add(ClaimKind::Dependency, &dependency.name);
    }
    for import in &analysis.imports {
        add(ClaimKind::Dependency, import.path.as_ref());
    }
    for interface in &analysis.interfaces {
        add(ClaimKind::Interface, &interface.name);
    }
    for set in &analysis.migrations.sets {
        for table in &set.schema.tables {
            add(ClaimKind::Table, &table.name);
        }
    }
    for route in analysis.routes.iter().filter(|route| !route.path.is_empty()) {
        add(ClaimKind::Endpoint, &endpoint(&format!("{} {}", route.method, route.path)));
    }
    for document in &analysis.openapi {
        for operation in &document.operations {
            add(
                ClaimKind::Endpoint,
                &endpoint(&format!("{} {}", operation.method, operation.path)),
            );
        }
    }
    for target in &analysis.operations.targets {
        add(ClaimKind::Target, &target.name);
    }
    for job in &analysis.operations.ci {
        add(ClaimKind::Job, &job.job);
        add(ClaimKind::Job, &job.workflow);
    }
    for setting in &analysis.configuration {
        add(ClaimKind::Key, &setting.key);
    }
    names
}

/// An endpoint with its parameters unnamed: `GET /v1/x/{}`.
pub(in crate::check) fn endpoint(subject: &str) -> String {
    let (method, path) = subject.split_once(' ').unwrap_or(("", subject));
    let part = |part: &str| {
        let parameter = part.starts_with(['{', ':']) || part == "*";
        if parameter { "{}".to_owned() } else { part.to_lowercase() }
    };
    let path: Vec<String> = path.trim_end_matches('/').split('/').map(part).collect();
    format!("{} {}", method.to_uppercase(), path.join("/"))
}

/// Import paths of Go modules.
pub(super) fn modules(analysis: &Analysis) -> Vec<String> {
    let go = |module: &&Module| module.kind == "go.mod" && module.dir.is_empty();
    analysis.modules.iter().filter(go).map(|module| module.name.clone()).collect()
}
