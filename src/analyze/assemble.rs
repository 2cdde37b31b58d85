//! Facts of all files to one `Analysis`.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use super::{
    architecture, coverage, gaps, implementations, integrations, layers, migrations, modules,
    packages, rank, routes, rust_tree, settings,
};
use crate::{
    discover::Snapshot,
    model::{
        ANALYSIS_SCHEMA, Analysis, Architecture, Evidence, FileFacts, GitFacts, LanguageShare,
        Migrations, Operations, RepositoryFacts,
    },
};

/// Joins the facts of all files; every list comes out sorted by (file, line, name).
pub(super) fn assemble(snapshot: &Snapshot, mut facts: Vec<FileFacts>, git: GitFacts) -> Analysis {
    facts.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    let modules = modules::complete(&facts, &snapshot.repo.subfolder);
    packages::classify(&mut facts, &modules);
    let (all_routes, findings) = routes::assemble(&facts);
    let (test_routes, routes): (Vec<_>, Vec<_>) =
        all_routes.into_iter().partition(|route| route.test);
    let packages = packages::packages(&facts, &modules);
    settings::resolve(&mut facts, &packages);
    let implementations = implementations::resolve(&facts, &packages);
    let mut rust_modules = rust_tree::walk(&facts, &modules);
    let keys = rust_tree::crate_names(&modules);
    let units = layers::units(&packages, &facts, (&modules, &rust_modules, &keys));
    let architecture = architecture::of(
        &architecture::Inputs {
            units: &units,
            modules: &modules,
            interfaces: &facts.iter().flat_map(|file| &file.interfaces).collect::<Vec<_>>(),
            implementations: &implementations,
            routes: &routes,
        },
        rank::cycles(&packages),
    );
    let layers = layers::of_files(&units);
    layers::set(&mut rust_modules, &layers);
    let lost = gaps::of(&git);
    let diagnostics = snapshot.diagnostics.iter().cloned().chain(lost).collect();
    let mut analysis = Analysis {
        schema: Cow::Borrowed(ANALYSIS_SCHEMA),
        architecture,
        implementations,
        integrations: integrations::find(&facts),
        migrations: migrations::assemble(&facts),
        rust_modules,
        languages: languages(&facts),
        repo: snapshot.repo.clone(),
        git,
        modules,
        packages,
        routes,
        test_routes,
        findings,
        diagnostics,
        ..empty()
    };
    for file in facts {
        take(&mut analysis, file);
    }
    sort(&mut analysis);
    analysis.coverage_of_scan = coverage::of(&analysis, snapshot);
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
        routes: Vec::new(),
        test_routes: Vec::new(),
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

/// Languages by lines of code; vendored files and those outside are left out.
fn languages(facts: &[FileFacts]) -> Vec<LanguageShare> {
    let mut shares: BTreeMap<String, LanguageShare> = BTreeMap::new();
    for file in facts
        .iter()
        .map(|facts| &facts.file)
        .filter(|file| !file.vendored && !file.outside && !file.language.is_empty())
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
