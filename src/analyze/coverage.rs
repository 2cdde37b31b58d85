//! What was looked at for each kind of fact, so that a zero says which zero it is.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use crate::{
    language,
    model::{Analysis, Diagnostic, DiagnosticKind, FileRecord, ScanCoverage, Skipped},
};

/// Kinds of facts and the languages that can hold them; `code` stands for every language with a grammar.
const KINDS: &[(&str, &[&str])] = &[
    ("modules", &["gomod", "toml"]),
    ("packages", &["code"]),
    ("interfaces", &["code"]),
    ("types", &["code"]),
    ("functions", &["code"]),
    ("implementations", &["code"]),
    ("tests", &["code", "gherkin"]),
    ("imports", &["code"]),
    ("routes", &["code", "protobuf", "graphql"]),
    ("openapi", &["yaml", "json"]),
    ("migrations", &["sql"]),
    ("configuration", &["code", "dotenv"]),
    ("dependencies", &["gomod", "toml"]),
    ("operations", &["yaml", "dockerfile", "makefile", "just", "hcl"]),
    ("documents", &["markdown"]),
    ("markers", &["code"]),
];

/// Languages whose declarations are counted as lines but not read.
const CODE_WITHOUT_GRAMMAR: &[&str] =
    &["python", "javascript", "typescript", "java", "kotlin", "csharp", "c", "cpp", "ruby", "php"];

pub(super) fn of(analysis: &Analysis) -> Vec<ScanCoverage> {
    KINDS.iter().map(|(kind, languages)| one(analysis, kind, languages)).collect()
}

fn one(analysis: &Analysis, kind: &'static str, languages: &[&str]) -> ScanCoverage {
    let mut skipped: BTreeMap<String, Skipped> = BTreeMap::new();
    let mut scanned = 0;
    for file in analysis.files.iter().filter(|file| can_hold(file, languages)) {
        match reason(file, &analysis.diagnostics) {
            None => scanned += 1,
            Some(reason) => skip(&mut skipped, reason, &file.path),
        }
    }
    if languages.contains(&"code") {
        for file in
            analysis.files.iter().filter(|file| CODE_WITHOUT_GRAMMAR.contains(&&*file.language))
        {
            skip(&mut skipped, format!("{} is not read yet", file.language), &file.path);
        }
    }
    ScanCoverage {
        kind: Cow::Borrowed(kind),
        found: found(analysis, kind),
        files_scanned: scanned,
        files_skipped: skipped.into_values().collect(),
    }
}

fn can_hold(file: &FileRecord, languages: &[&str]) -> bool {
    let grammar =
        language::by_id(&file.language).is_some_and(|language| language.grammar.is_some());
    languages.contains(&&*file.language) || (grammar && languages.contains(&"code"))
}

/// Why a file was not searched.
fn reason(file: &FileRecord, diagnostics: &[Diagnostic]) -> Option<String> {
    use DiagnosticKind::{MissingObject, TooLarge, Unreadable};
    if file.vendored {
        return Some("vendored".into());
    }
    let own = diagnostics.iter().filter(|diagnostic| diagnostic.file == file.path);
    own.map(|diagnostic| diagnostic.kind).find_map(|kind| match kind {
        TooLarge => Some("too large".into()),
        Unreadable | MissingObject => Some("could not be read".into()),
        _ => None,
    })
}

fn skip(skipped: &mut BTreeMap<String, Skipped>, reason: String, path: &Arc<str>) {
    let entry = skipped.entry(reason.clone()).or_insert_with(|| Skipped {
        reason,
        files: 0,
        example: Arc::clone(path),
    });
    entry.files += 1;
}

fn found(analysis: &Analysis, kind: &str) -> u32 {
    let operations = &analysis.operations;
    let count = match kind {
        "modules" => analysis.modules.len(),
        "packages" => analysis.packages.len(),
        "interfaces" => analysis.interfaces.len(),
        "types" => analysis.types.len(),
        "functions" => analysis.functions.len(),
        "implementations" => analysis.implementations.len(),
        "tests" => analysis.tests.len(),
        "imports" => analysis.imports.len(),
        "routes" => analysis.routes.len(),
        "openapi" => analysis.openapi.iter().map(|document| document.operations.len()).sum(),
        "migrations" => analysis.migrations.sets.iter().map(|set| set.files.len()).sum(),
        "configuration" => analysis.configuration.len(),
        "dependencies" => analysis.dependencies.len(),
        "operations" => {
            operations.ci.len()
                + operations.containers.len()
                + operations.orchestration.len()
                + operations.infrastructure.len()
                + operations.targets.len()
        }
        "documents" => analysis.documents.len(),
        "markers" => analysis.markers.len(),
        _ => 0,
    };
    u32::try_from(count).unwrap_or(u32::MAX)
}
