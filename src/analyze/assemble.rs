//! Facts of all files to one `Analysis`.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use super::{
    architecture, calls, coverage, exercised, implementations, integrations, migrations, modules,
    packages, rank, routes, rust_tree,
};
use crate::model::{
    ANALYSIS_SCHEMA, Analysis, Architecture, Diagnostic, Evidence, FileFacts, GitFacts,
    LanguageShare, Migrations, Operations, RepositoryFacts,
};

/// Joins the facts of all files; every list comes out sorted by (file, line, name).
pub(super) fn assemble(
    repo: RepositoryFacts,
    mut facts: Vec<FileFacts>,
    git: GitFacts,
    diagnostics: Vec<Diagnostic>,
) -> Analysis {
    facts.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    let modules = modules::complete(&facts);
    packages::classify(&mut facts, &modules);
    let (mut routes, findings) = routes::assemble(&facts);
    let mut packages = packages::packages(&facts, &modules);
    let cycles = rank::cycles(&packages);
    let implementations = implementations::resolve(&facts, &packages);
    let rust_modules = rust_tree::walk(&facts, &modules);
    let calls = calls::edges(&facts, &packages, (&modules, &rust_modules), &mut routes);
    exercised::complete(&mut facts, &mut packages, &calls, &implementations);
    let calls = exercised::published(calls, &facts);
    let mut analysis = Analysis {
        schema: Cow::Borrowed(ANALYSIS_SCHEMA),
        architecture: architecture::of(&packages, &modules, &routes, cycles),
        implementations,
        integrations: integrations::find(&facts),
        migrations: migrations::assemble(&facts),
        rust_modules,
        languages: languages(&facts),
        repo,
        git,
        modules,
        packages,
        routes,
        calls,
        findings,
        diagnostics,
        ..empty()
    };
    for file in facts {
        take(&mut analysis, file);
    }
    sort(&mut analysis);
    rank::personalise(&mut analysis, &[]);
    analysis.coverage_of_scan = coverage::of(&analysis);
    analysis
}

/// An analysis of nothing.
fn empty() -> Analysis {
    Analysis {
        schema: Cow::Borrowed(ANALYSIS_SCHEMA),
        repo: RepositoryFacts::default(),
        languages: Vec::new(),
        files: Vec::new(),
        modules: Vec::new(),
        packages: Vec::new(),
        rust_modules: Vec::new(),
        interfaces: Vec::new(),
        types: Vec::new(),
        functions: Vec::new(),
        implementations: Vec::new(),
        tests: Vec::new(),
        imports: Vec::new(),
        calls: Vec::new(),
        routes: Vec::new(),
        openapi: Vec::new(),
        migrations: Migrations::default(),
        configuration: Vec::new(),
        dependencies: Vec::new(),
        integrations: Vec::new(),
        operations: Operations::default(),
        documents: Vec::new(),
        markers: Vec::new(),
        architecture: Architecture::default(),
        findings: Vec::new(),
        git: GitFacts::default(),
        diagnostics: Vec::new(),
        coverage_of_scan: Vec::new(),
    }
}

/// Moves what one file says into the lists.
fn take(analysis: &mut Analysis, facts: FileFacts) {
    let dir = packages::folder(&facts.file.path).to_owned();
    analysis.interfaces.extend(facts.interfaces.into_iter().map(|mut one| {
        one.package_dir.clone_from(&dir);
        one
    }));
    analysis.files.push(facts.file);
    analysis.types.extend(facts.types);
    analysis.functions.extend(facts.functions);
    analysis.tests.extend(facts.tests);
    analysis.imports.extend(facts.imports);
    analysis.openapi.extend(facts.openapi);
    analysis.configuration.extend(facts.configuration);
    analysis.dependencies.extend(facts.dependencies);
    analysis.operations.ci.extend(facts.operations.ci);
    analysis.operations.containers.extend(facts.operations.containers);
    analysis.operations.orchestration.extend(facts.operations.orchestration);
    analysis.operations.infrastructure.extend(facts.operations.infrastructure);
    analysis.operations.targets.extend(facts.operations.targets);
    analysis.documents.extend(facts.document);
    analysis.markers.extend(facts.markers);
    analysis.diagnostics.extend(facts.diagnostics);
}

fn sort(analysis: &mut Analysis) {
    let place = |at: &Evidence| (Arc::clone(&at.file), at.line);
    analysis.interfaces.sort_by_cached_key(|one| (place(&one.at), one.name.clone()));
    analysis.types.sort_by_cached_key(|one| (place(&one.at), one.name.clone()));
    analysis.functions.sort_by_cached_key(|one| (place(&one.at), one.name.clone()));
    analysis.tests.sort_by_cached_key(|one| (place(&one.at), one.name.clone()));
    analysis.imports.sort_by_cached_key(|one| (place(&one.at), one.path.clone()));
    analysis.configuration.sort_by_cached_key(|one| (place(&one.at), one.key.clone()));
    analysis.dependencies.sort_by_cached_key(|one| (place(&one.at), one.name.clone()));
    analysis.implementations.sort_by_cached_key(|one| {
        (place(&one.at), one.type_ref.name.clone(), one.interface.name.clone())
    });
    analysis
        .routes
        .sort_by_cached_key(|one| (place(&one.at), one.method.clone(), one.path.clone()));
    analysis
        .integrations
        .sort_by_cached_key(|one| (one.kind.clone(), one.name.clone(), place(&one.at)));
    analysis.findings.sort();
    analysis.diagnostics.sort();
    analysis.diagnostics.dedup();
}

/// Languages by lines of code; vendored files are left out.
fn languages(facts: &[FileFacts]) -> Vec<LanguageShare> {
    let mut shares: BTreeMap<String, LanguageShare> = BTreeMap::new();
    for file in facts
        .iter()
        .map(|facts| &facts.file)
        .filter(|file| !file.vendored && !file.language.is_empty())
    {
        let share = shares.entry(file.language.to_string()).or_default();
        share.name.clone_from(&file.language);
        share.files += 1;
        share.bytes += file.bytes;
        share.lines.code += file.lines.code;
        share.lines.comment += file.lines.comment;
        share.lines.blank += file.lines.blank;
    }
    let mut shares: Vec<LanguageShare> = shares.into_values().collect();
    shares.sort_by(|a, b| b.lines.code.cmp(&a.lines.code).then_with(|| a.name.cmp(&b.name)));
    shares
}
