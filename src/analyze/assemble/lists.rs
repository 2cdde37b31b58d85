//! The lists of an analysis: empty, filled from the facts of files, sorted.

use std::{borrow::Cow, sync::Arc};

use crate::{
    analyze::packages,
    model::{
        ANALYSIS_SCHEMA, Analysis, Architecture, Evidence, FileFacts, GitFacts, Migrations,
        Operations, RepositoryFacts, TestKind,
    },
};

/// An analysis of nothing.
pub(super) fn empty() -> Analysis {
    Analysis {
        schema: Cow::Borrowed(ANALYSIS_SCHEMA),
        repo: RepositoryFacts::default(),
        languages: Vec::new(),
        files: Vec::new(),
        modules: Vec::new(),
        packages: Vec::new(),
        entry_points: Vec::new(),
        rust_modules: Vec::new(),
        interfaces: Vec::new(),
        types: Vec::new(),
        functions: Vec::new(),
        implementations: Vec::new(),
        outside_implementations: Vec::new(),
        tests: Vec::new(),
        doc_tests: Vec::new(),
        imports: Vec::new(),
        calls: Vec::new(),
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
pub(super) fn take(analysis: &mut Analysis, facts: FileFacts) {
    let dir = packages::folder(&facts.file.path).to_owned();
    analysis.interfaces.extend(facts.interfaces.into_iter().map(|mut one| {
        one.package_dir.clone_from(&dir);
        one
    }));
    analysis.files.push(facts.file);
    analysis.types.extend(facts.types);
    analysis.functions.extend(facts.functions);
    let (documented, written): (Vec<_>, Vec<_>) =
        facts.tests.into_iter().partition(|test| test.kind == TestKind::Doc);
    analysis.doc_tests.extend(documented);
    analysis.tests.extend(written);
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

/// Sorts every list by (file, line, name).
pub(super) fn sort(analysis: &mut Analysis) {
    let place = |at: &Evidence| (Arc::clone(&at.file), at.line);
    analysis.interfaces.sort_by_cached_key(|one| (place(&one.at), one.name.clone()));
    analysis.types.sort_by_cached_key(|one| (place(&one.at), one.name.clone()));
    analysis.functions.sort_by_cached_key(|one| (place(&one.at), one.name.clone()));
    analysis.tests.sort_by_cached_key(|one| (place(&one.at), one.name.clone()));
    analysis.doc_tests.sort_by_cached_key(|one| (place(&one.at), one.name.clone()));
    analysis.imports.sort_by_cached_key(|one| (place(&one.at), one.path.clone()));
    analysis.configuration.sort_by_cached_key(|one| (place(&one.at), one.key.clone()));
    analysis.dependencies.sort_by_cached_key(|one| (place(&one.at), one.name.clone()));
    for claims in [&mut analysis.implementations, &mut analysis.outside_implementations] {
        claims.sort_by_cached_key(|one| {
            (place(&one.at), one.type_ref.name.clone(), one.interface.name.clone())
        });
    }
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
