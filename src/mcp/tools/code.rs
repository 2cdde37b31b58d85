//! Answers about the code: what there is and where.

use std::{collections::BTreeMap, sync::Arc};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::input::{AnalyzeInput, EndpointsInput, SchemaInput};
use crate::{
    mcp::{
        desk::Facts,
        page::{self, Listed, Nothing, Reason},
    },
    model::{
        Analysis, Architecture, EntryPoint, EnumType, Hotspot, LanguageShare, MigrationProblem,
        Observation, Route, ScanCoverage, Table,
    },
};

/// What a repository is, on one page.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Summary {
    /// Languages by lines of code.
    languages: Vec<LanguageShare>,
    /// The architecture as the code shows it.
    architecture: Architecture,
    /// What can be started; at most ten.
    entry_points: Vec<EntryPoint>,
    /// Per kind of fact how many were found, in how many files, and what was not read: a 0 says here which 0 it is.
    coverage: Vec<ScanCoverage>,
    /// Files that change often and are large; at most ten.
    hotspots: Vec<Hotspot>,
    /// Places that a plan must know of; at most ten.
    findings: Vec<Observation>,
    /// How many problems there were while reading, by kind.
    diagnostics: BTreeMap<String, usize>,
    /// Planning documents that were read.
    planning_documents: usize,
}

/// Entries of the short lists of a summary.
const FEW: usize = 10;

/// The summary of a repository, in about so many bytes: the lists that are cut say so by their lengths in `coverage`.
pub(super) fn summary(facts: &Facts, room: usize) -> Summary {
    let Analysis { architecture, git, .. } = &facts.analysis;
    let analysis = &facts.analysis;
    let mut diagnostics = BTreeMap::new();
    for one in &analysis.diagnostics {
        let kind = serde_json::to_value(one.kind).ok();
        let kind = kind.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned();
        *diagnostics.entry(kind).or_insert(0) += 1;
    }
    let mut few = FEW;
    loop {
        let summary = Summary {
            languages: first(&analysis.languages, few),
            architecture: cut(architecture, few),
            entry_points: first(&analysis.entry_points, few),
            coverage: analysis.coverage_of_scan.clone(),
            hotspots: first(&git.hotspots, few),
            findings: first(&analysis.findings, few),
            diagnostics: diagnostics.clone(),
            planning_documents: facts.documents,
        };
        if few == 0 || page::length(&summary) <= room {
            return summary;
        }
        few -= 1;
    }
}

fn cut(all: &Architecture, few: usize) -> Architecture {
    Architecture {
        pattern: all.pattern.clone(),
        because: first(&all.because, few),
        against: first(&all.against, few),
        violations: first(&all.violations, few),
        cycles: first(&all.cycles, few),
        module_cycles: first(&all.module_cycles, few),
    }
}

fn first<T: Clone>(list: &[T], few: usize) -> Vec<T> {
    list.iter().take(few).cloned().collect()
}

/// The facts of one kind, as the analysis has them.
///
/// # Errors
/// When there is no such kind: with those that there are.
pub(super) fn kind(facts: &Facts, input: &AnalyzeInput) -> Result<Listed<Value>, String> {
    let kind = input.kind.as_deref().unwrap_or_default();
    let analysis = &facts.analysis;
    let list = list(analysis, kind).ok_or_else(|| {
        format!("there is no kind of fact `{kind}`; there are {}", KINDS.join(", "))
    })?;
    let nothing = page::nothing(facts, kind, &kind.replace('_', " "));
    Ok(Listed { nothing: Some(nothing), ..list.into() })
}

/// Kinds of facts that are lists.
const KINDS: [&str; 23] = [
    "calls",
    "configuration",
    "dependencies",
    "diagnostics",
    "documents",
    "entry_points",
    "files",
    "findings",
    "functions",
    "implementations",
    "imports",
    "integrations",
    "interfaces",
    "languages",
    "markers",
    "migrations",
    "modules",
    "openapi",
    "packages",
    "routes",
    "rust_modules",
    "tests",
    "types",
];

fn list(analysis: &Analysis, kind: &str) -> Option<Vec<Value>> {
    fn values<'a, T: Serialize + 'a>(list: impl IntoIterator<Item = &'a T>) -> Vec<Value> {
        list.into_iter().filter_map(|one| serde_json::to_value(one).ok()).collect()
    }
    Some(match kind {
        "calls" => values(&analysis.calls),
        "configuration" => values(&analysis.configuration),
        "dependencies" => values(&analysis.dependencies),
        "diagnostics" => values(&analysis.diagnostics),
        "documents" => values(&analysis.documents),
        "entry_points" => values(&analysis.entry_points),
        "files" => values(&analysis.files),
        "findings" => values(&analysis.findings),
        "functions" => values(analysis.functions.iter()),
        "implementations" => values(&analysis.implementations),
        "imports" => values(analysis.imports.iter()),
        "integrations" => values(&analysis.integrations),
        "interfaces" => values(&analysis.interfaces),
        "languages" => values(&analysis.languages),
        "markers" => values(&analysis.markers),
        "migrations" => values(&analysis.migrations.sets),
        "modules" => values(&analysis.modules),
        "openapi" => values(&analysis.openapi),
        "packages" => values(&analysis.packages),
        "routes" => values(&analysis.routes),
        "rust_modules" => values(&analysis.rust_modules),
        "tests" => values(&analysis.tests),
        "types" => values(analysis.types.iter()),
        _ => return None,
    })
}

/// The endpoints that are as asked for.
pub(super) fn endpoints(facts: &Facts, input: &EndpointsInput) -> Listed<Route> {
    let same = |asked: &Option<String>, is: &str| {
        asked.as_ref().is_none_or(|asked| asked.eq_ignore_ascii_case(is))
    };
    let contains = input.contains.as_ref().map(|text| text.to_lowercase());
    let has = |text: &str| contains.as_ref().is_none_or(|part| text.to_lowercase().contains(part));
    let is_asked = |route: &&Route| {
        same(&input.method, &route.method)
            && same(&input.protocol, &route.protocol)
            && (has(&route.path) || has(&route.handler))
    };
    let routes = &facts.analysis.routes;
    let mut counts = BTreeMap::new();
    for route in routes {
        *counts.entry(route.protocol.clone()).or_insert(0) += 1;
    }
    let items: Vec<Route> = routes.iter().filter(is_asked).cloned().collect();
    Listed { counts, nothing: Some(page::nothing(facts, "routes", "endpoints")), ..items.into() }
}

/// A table, with the migrations that make it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct SchemaItem {
    /// Folder of the migrations.
    migrations: String,
    /// Dialect of their SQL.
    dialect: String,
    /// The table after all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<Table>,
    /// An enumerated type after all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    enumeration: Option<EnumType>,
    /// A migration that is wrong or dangerous.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<MigrationProblem>,
}

/// The tables, then the enumerated types and the problems of their migrations.
pub(super) fn schema(facts: &Facts, input: &SchemaInput) -> Listed<SchemaItem> {
    let sets = &facts.analysis.migrations.sets;
    let wanted = input.table.as_ref().map(|table| table.to_lowercase());
    let mut items = Vec::new();
    let mut counts = BTreeMap::from([("tables", 0), ("enumerations", 0), ("problems", 0)]);
    let mut count = |what, number: usize| *counts.entry(what).or_insert(0) += number;
    for set in sets {
        let empty = SchemaItem {
            migrations: set.dir.clone(),
            dialect: set.dialect.clone(),
            table: None,
            enumeration: None,
            problem: None,
        };
        let is_wanted = |table: &&Table| {
            let name = table.name.to_lowercase();
            wanted.as_ref().is_none_or(|wanted| name.contains(wanted.as_str()))
        };
        let tables = set.schema.tables.iter().filter(is_wanted);
        items.extend(tables.map(|one| SchemaItem { table: Some(one.clone()), ..empty.clone() }));
        if wanted.is_none() {
            let enums = set.schema.enums.iter();
            let with =
                |one: &EnumType| SchemaItem { enumeration: Some(one.clone()), ..empty.clone() };
            items.extend(enums.map(with));
            let problems = set.problems.iter();
            items.extend(
                problems.map(|one| SchemaItem { problem: Some(one.clone()), ..empty.clone() }),
            );
        }
        count("tables", set.schema.tables.len());
        count("enumerations", set.schema.enums.len());
        count("problems", set.problems.len());
    }
    let counts = counts.into_iter().map(|(what, number)| (what.to_owned(), number)).collect();
    let nothing = if sets.is_empty() {
        page::nothing(facts, "migrations", "migrations")
    } else {
        let text = "there are migrations, and no table after them is as asked for".to_owned();
        Nothing { reason: Reason::NoMatch, text }
    };
    Listed { counts, nothing: Some(nothing), ..items.into() }
}

/// `path:line`.
pub(super) fn cite(file: &Arc<str>, line: u32) -> String {
    format!("{file}:{line}")
}
