//! Pieces of work that a repository shows, by kind of task, each with the files that it is made of.

use std::collections::{BTreeMap, BTreeSet};

use super::paths::folder;
use crate::model::{Analysis, DocumentKind, Evidence, Layer, Package, TaskKind, TestLevel};

/// A piece of work.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) kind: TaskKind,
    pub(super) name: String,
    pub(super) at: Evidence,
    pub(super) files: BTreeSet<String>,
    /// How many such pieces its files hold: endpoints of one handler file.
    pub(super) pieces: u32,
}

/// Kinds of outside systems that keep data.
const STORES: [&str; 16] = [
    "postgresql",
    "mysql",
    "mariadb",
    "sqlserver",
    "oracle",
    "sqlite",
    "cockroachdb",
    "mongodb",
    "cassandra",
    "dynamodb",
    "elasticsearch",
    "opensearch",
    "clickhouse",
    "valkey",
    "redis",
    "s3",
];

/// All of them, by kind and name.
pub(super) fn of(analysis: &Analysis) -> Vec<Unit> {
    let mut units = migrations(analysis);
    units.extend(endpoints(analysis));
    units.extend(adapters(analysis));
    units.extend(layered(analysis));
    units.extend(tests(analysis));
    units.extend(operations(analysis));
    units.extend(documents(analysis));
    units.sort_by(|a, b| (a.kind, &a.name, &a.at).cmp(&(b.kind, &b.name, &b.at)));
    units
}

fn migrations(analysis: &Analysis) -> Vec<Unit> {
    let sets = analysis.migrations.sets.iter();
    let all = sets.flat_map(|set| set.files.iter().map(move |file| (set, file)));
    let unit = |(set, file): (&crate::model::MigrationSet, &crate::model::Migration)| Unit {
        kind: TaskKind::Migration,
        name: file.up.to_string(),
        at: first_event(set, file),
        files: [&file.up, &file.down]
            .into_iter()
            .filter(|path| !path.is_empty())
            .map(ToString::to_string)
            .collect(),
        pieces: 1,
    };
    all.filter(|(_, file)| !file.up.is_empty()).map(unit).collect()
}

/// The first statement of the up file.
fn first_event(set: &crate::model::MigrationSet, file: &crate::model::Migration) -> Evidence {
    let line = file.events.first().map_or(1, |event| event.line).max(1);
    Evidence { file: std::sync::Arc::clone(&file.up), line, end_line: line, ..set.at.clone() }
}

/// Handler files with the endpoints in them.
fn endpoints(analysis: &Analysis) -> Vec<Unit> {
    let mut by_file: BTreeMap<&str, (u32, &Evidence)> = BTreeMap::new();
    let served = analysis
        .routes
        .iter()
        .filter(|route| route.is_endpoint() && route.infrastructure.is_none());
    for route in served {
        let file = route.handler_at.as_ref().and_then(|at| at.file.as_deref());
        if let Some(file) = file.filter(|file| **file != *route.at.file) {
            by_file.entry(file).or_insert((0, &route.at)).0 += 1;
        }
    }
    let unit = |(file, (pieces, at)): (&str, (u32, &Evidence))| Unit {
        kind: TaskKind::Endpoint,
        name: file.to_owned(),
        at: at.clone(),
        files: with_test(analysis, file),
        pieces,
    };
    by_file.into_iter().map(unit).collect()
}

/// Adapter packages: storage where they talk to a store, else integrations where they talk to anything.
fn adapters(analysis: &Analysis) -> Vec<Unit> {
    let talks = |package: &Package| {
        let own = analysis.integrations.iter().filter(|one| folder(&one.at.file) == package.dir);
        let kinds: BTreeSet<&str> = own.map(|one| one.kind.as_str()).collect();
        match () {
            () if kinds.iter().any(|kind| STORES.contains(kind)) => Some(TaskKind::Repository),
            () if kinds.is_empty() => None,
            () => Some(TaskKind::Integration),
        }
    };
    let shipping = packages(analysis, Layer::Adapter);
    let unit = |package: &Package| {
        let kind = talks(package)?;
        Some(Unit {
            kind,
            name: package.dir.clone(),
            at: package.at.clone(),
            files: files_of(analysis, package),
            pieces: 1,
        })
    };
    shipping.filter_map(unit).collect()
}

/// Files of use cases and of the domain.
fn layered(analysis: &Analysis) -> Vec<Unit> {
    let mut units = Vec::new();
    for (layer, kind) in
        [(Layer::Application, TaskKind::Service), (Layer::Domain, TaskKind::Domain)]
    {
        for package in packages(analysis, layer) {
            let own = files_of(analysis, package);
            let declaring = own.iter().filter_map(|file| Some((file, declared(analysis, file)?)));
            units.extend(declaring.map(|(file, at)| Unit {
                kind,
                name: file.clone(),
                at: at.clone(),
                files: with_test(analysis, file),
                pieces: 1,
            }));
        }
    }
    units
}

/// The first function or type of code that ships in a file.
fn declared<'a>(analysis: &'a Analysis, file: &str) -> Option<&'a Evidence> {
    let functions =
        analysis.functions.iter().filter(|one| !one.test && !one.generated).map(|one| &one.at);
    let types = analysis.types.iter().filter(|one| !one.generated).map(|one| &one.at);
    functions.chain(types).find(|at| *at.file == *file)
}

/// Files with tests above the unit level.
fn tests(analysis: &Analysis) -> Vec<Unit> {
    let mut files: BTreeMap<&str, &Evidence> = BTreeMap::new();
    for test in analysis
        .tests
        .iter()
        .filter(|test| matches!(test.level, TestLevel::Integration | TestLevel::E2e))
    {
        files.entry(&test.at.file).or_insert(&test.at);
    }
    let files = files.into_iter();
    files.map(|(file, at)| alone(TaskKind::Testing, file, at)).collect()
}

fn operations(analysis: &Analysis) -> Vec<Unit> {
    let operations = &analysis.operations;
    let ci = operations.ci.iter().map(|job| (TaskKind::Ci, &job.at));
    let containers = operations.containers.iter().map(|one| (TaskKind::Deployment, &one.at));
    let workloads = operations.orchestration.iter().map(|one| (TaskKind::Deployment, &one.at));
    distinct(ci.chain(containers).chain(workloads))
}

fn documents(analysis: &Analysis) -> Vec<Unit> {
    use DocumentKind::{Adr, Contributing, Openapi, Other, Readme};
    let written = |kind| matches!(kind, Adr | Contributing | Openapi | Other | Readme);
    let all = analysis.documents.iter().filter(|document| written(document.kind));
    distinct(all.map(|document| (TaskKind::Documentation, &document.at)))
}

/// One unit for each file.
fn distinct<'a>(all: impl Iterator<Item = (TaskKind, &'a Evidence)>) -> Vec<Unit> {
    let mut files: BTreeMap<&str, (TaskKind, &Evidence)> = BTreeMap::new();
    for (kind, at) in all.filter(|(_, at)| !at.file.starts_with("../")) {
        files.entry(&at.file).or_insert((kind, at));
    }
    files.into_iter().map(|(file, (kind, at))| alone(kind, file, at)).collect()
}

fn alone(kind: TaskKind, file: &str, at: &Evidence) -> Unit {
    let files = BTreeSet::from([file.to_owned()]);
    Unit { kind, name: file.to_owned(), at: at.clone(), files, pieces: 1 }
}

fn packages(analysis: &Analysis, layer: Layer) -> impl Iterator<Item = &Package> {
    analysis.packages.iter().filter(move |package| package.layer == layer && !package.external_test)
}

/// Files of code that people wrote in a package's own folder.
fn files_of(analysis: &Analysis, package: &Package) -> BTreeSet<String> {
    let own = analysis.files.iter().filter(|file| !file.generated && !file.vendored);
    let here = own.filter(|file| !file.language.is_empty() && folder(&file.path) == package.dir);
    here.map(|file| file.path.to_string()).collect()
}

/// The file and the test beside it, where the language keeps tests in files of their own.
fn with_test(analysis: &Analysis, file: &str) -> BTreeSet<String> {
    let test = file.strip_suffix(".go").map(|stem| format!("{stem}_test.go"));
    let there = test.filter(|test| analysis.files.iter().any(|file| *file.path == **test));
    there.into_iter().chain([file.to_owned()]).collect()
}
