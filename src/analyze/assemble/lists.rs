//! The lists of an analysis: empty, filled from the facts of files, sorted.

use std::{borrow::Cow, cmp::Ordering};

use crate::{
    analyze::packages,
    model::{
        ANALYSIS_SCHEMA, Analysis, Architecture, Evidence, FileFacts, GitFacts, Implementation,
        Migrations, Operations, Parts, RepositoryFacts, TestKind,
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
        types: Parts::default(),
        functions: Parts::default(),
        implementations: Vec::new(),
        outside_implementations: Vec::new(),
        tests: Vec::new(),
        doc_tests: Vec::new(),
        imports: Parts::default(),
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
pub(super) fn take(analysis: &mut Analysis, mut facts: FileFacts) {
    let dir = packages::folder(&facts.file.path).to_owned();
    analysis.interfaces.extend(facts.interfaces.into_iter().map(|mut one| {
        one.package_dir.clone_from(&dir);
        one
    }));
    analysis.files.push(facts.file);
    analysis.types.add(facts.types);
    analysis.functions.add(facts.functions);
    let (documented, written): (Vec<_>, Vec<_>) =
        facts.tests.into_iter().partition(|test| test.kind == TestKind::Doc);
    analysis.doc_tests.extend(documented);
    analysis.tests.extend(written);
    analysis.imports.add(facts.imports);
    analysis.openapi.extend(facts.openapi.map(|one| *one));
    analysis.configuration.extend(facts.configuration);
    analysis.dependencies.extend(facts.dependencies);
    let operations = facts.operations.take();
    analysis.operations.ci.extend(operations.ci);
    analysis.operations.containers.extend(operations.containers);
    analysis.operations.orchestration.extend(operations.orchestration);
    analysis.operations.infrastructure.extend(operations.infrastructure);
    analysis.operations.targets.extend(operations.targets);
    analysis.documents.extend(facts.document.map(|one| *one));
    analysis.markers.extend(facts.markers);
    analysis.diagnostics.extend(facts.diagnostics);
}

/// Sorts every list by (file, line, name).
pub(super) fn sort(analysis: &mut Analysis) {
    analysis.interfaces.sort_by(|a, b| order((&a.at, &a.name), (&b.at, &b.name)));
    analysis.types.sort_by(|a, b| order((&a.at, &a.name), (&b.at, &b.name)));
    analysis.functions.sort_by(|a, b| order((&a.at, &a.name), (&b.at, &b.name)));
    analysis.tests.sort_by(|a, b| order((&a.at, &a.name), (&b.at, &b.name)));
    analysis.doc_tests.sort_by(|a, b| order((&a.at, &a.name), (&b.at, &b.name)));
    analysis.imports.sort_by(|a, b| order((&a.at, &a.path), (&b.at, &b.path)));
    analysis.configuration.sort_by(|a, b| order((&a.at, &a.key), (&b.at, &b.key)));
    analysis.dependencies.sort_by(|a, b| order((&a.at, &a.name), (&b.at, &b.name)));
    for claims in [&mut analysis.implementations, &mut analysis.outside_implementations] {
        let names = |one: &Implementation| (one.type_ref.name, one.interface.name);
        claims.sort_by(|a, b| place(&a.at).cmp(&place(&b.at)).then(names(a).cmp(&names(b))));
    }
    analysis.routes.sort_by(|a, b| {
        let names = (&a.method, &a.path).cmp(&(&b.method, &b.path));
        place(&a.at).cmp(&place(&b.at)).then(names)
    });
    analysis.integrations.sort_by(|a, b| {
        let names = (&a.kind, &a.name).cmp(&(&b.kind, &b.name));
        names.then(place(&a.at).cmp(&place(&b.at)))
    });
    analysis.findings.sort();
    analysis.diagnostics.sort();
    analysis.diagnostics.dedup();
}

fn place(at: &Evidence) -> (&str, u32) {
    (&at.file, at.line)
}

fn order(a: (&Evidence, &str), b: (&Evidence, &str)) -> Ordering {
    (place(a.0), a.1).cmp(&(place(b.0), b.1))
}
