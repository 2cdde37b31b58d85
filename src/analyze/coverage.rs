//! What was looked at for each kind of fact, so that a zero says which zero it is.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::assemble::Around;
use crate::{
    discover::LeftOut,
    language::{self, Depth},
    model::{Analysis, Diagnostic, DiagnosticKind, FileRecord, Origin, ScanCoverage, Skipped},
};

/// Which files can hold a kind of fact.
enum Holds {
    /// Code of every language with a grammar, and files of these languages.
    Code(&'static [&'static str]),
    /// Files of these languages.
    Languages(&'static [&'static str]),
    /// Files of these names.
    Names(&'static [&'static str]),
}

use Holds::{Code, Languages, Names};

const MANIFESTS: Holds = Names(&["go.mod", "go.work", "Cargo.toml"]);

/// Kinds of facts: list names of the analysis.
const KINDS: &[(&str, Holds)] = &[
    ("modules", MANIFESTS),
    ("packages", Code(&[])),
    ("entry_points", Code(&[])),
    ("rust_modules", Languages(&["rust"])),
    ("interfaces", Code(&[])),
    ("types", Code(&[])),
    ("functions", Code(&[])),
    ("implementations", Code(&[])),
    ("tests", Code(&["gherkin"])),
    ("doc_tests", Languages(&["rust"])),
    ("calls", Code(&[])),
    ("imports", Code(&[])),
    ("routes", Code(&["protobuf", "graphql"])),
    ("openapi", Languages(&["yaml", "json"])),
    ("migrations", Languages(&["sql"])),
    ("configuration", Code(&["dotenv"])),
    ("dependencies", MANIFESTS),
    ("integrations", Code(&["dotenv", "yaml", "gomod", "toml"])),
    ("operations", Languages(&["yaml", "dockerfile", "makefile", "just", "hcl"])),
    ("documents", Languages(&["markdown"])),
    ("markers", Code(&[])),
];

/// Programming languages whose files are counted as lines but whose declarations are not read.
const CODE_WITHOUT_GRAMMAR: &[&str] = &[
    "python",
    "javascript",
    "typescript",
    "java",
    "kotlin",
    "csharp",
    "c",
    "cpp",
    "ruby",
    "php",
    "swift",
    "scala",
    "dart",
    "elixir",
    "zig",
    "lua",
    "haskell",
    "perl",
];

/// Of which files a kind of fact is read only by a run of some depth.
#[derive(PartialEq, Eq)]
enum Deep {
    /// Of code: its functions have to be read.
    InCode,
    /// Of every file.
    InAll,
}

/// Kinds of facts that not every depth has.
const DEPTHS: [(&str, Depth, Deep); 6] = [
    ("routes", Depth::Bodies, Deep::InCode),
    ("openapi", Depth::Bodies, Deep::InAll),
    ("configuration", Depth::Bodies, Deep::InCode),
    ("integrations", Depth::Bodies, Deep::InCode),
    ("operations", Depth::Bodies, Deep::InAll),
    ("calls", Depth::Calls, Deep::InCode),
];

/// Coverage of every kind by a run that read code down to `depth`.
pub(super) fn of(analysis: &Analysis, around: &Around<'_>, depth: Depth) -> Vec<ScanCoverage> {
    let unread = unread(&analysis.diagnostics);
    let language = |path: &str| language::detect(path).map_or("", |language| language.id);
    let outside = around.outside.iter().map(|path| (path, language(path))).collect();
    let left_out = around.left_out.iter().map(|one| (one, language(&one.path))).collect();
    let scan = Scan { analysis, outside, left_out, unread, depth };
    let mut coverage: Vec<_> = KINDS.iter().map(|(kind, holds)| scan.kind(kind, holds)).collect();
    coverage.push(history(analysis));
    coverage
}

struct Scan<'a> {
    analysis: &'a Analysis,
    /// Files of the repository that are not below the analysed folder, with their languages.
    outside: Vec<(&'a Arc<str>, &'static str)>,
    /// Files that somebody wants left out, with their languages.
    left_out: Vec<(&'a LeftOut, &'static str)>,
    /// Why a file was not read, by path.
    unread: BTreeMap<&'a str, &'static str>,
    depth: Depth,
}

impl Scan<'_> {
    fn kind(&self, kind: &'static str, holds: &Holds) -> ScanCoverage {
        let mut skipped = BTreeMap::new();
        let mut coverage = ScanCoverage {
            kind: Cow::Borrowed(kind),
            found: found(self.analysis, kind),
            ..ScanCoverage::default()
        };
        let can_hold = |file: &&FileRecord| holds.takes(&file.path, &file.language);
        for file in self.analysis.files.iter().filter(can_hold) {
            if let Some(reason) = self.reason(file).or_else(|| self.not_asked(kind, file)) {
                skip(&mut skipped, reason.into(), &file.path);
            } else {
                coverage.files_scanned += 1;
                coverage.files_partly_read += u32::from(file.error_nodes > 0);
            }
        }
        if matches!(holds, Code(_)) {
            self.skip_unknown_languages(&mut skipped);
        }
        self.skip_left_out(holds, &mut skipped);
        self.skip_outside(holds, &mut skipped);
        coverage.files_skipped = skipped.into_values().collect();
        coverage
    }

    /// Why a file was not searched.
    fn reason(&self, file: &FileRecord) -> Option<&'static str> {
        let unread = || self.unread.get(&*file.path).copied();
        if file.vendored { Some("vendored") } else { unread() }
    }

    /// Why nobody looked for facts of a kind in a file.
    fn not_asked(&self, kind: &str, file: &FileRecord) -> Option<&'static str> {
        let (_, needed, deep) = DEPTHS.iter().find(|(known, ..)| *known == kind)?;
        let is_code = || language::by_id(&file.language).is_some_and(|one| one.grammar.is_some());
        let is_read = self.depth >= *needed || *deep == Deep::InCode && !is_code();
        (!is_read).then_some("`--facts` did not ask for it")
    }

    fn skip_unknown_languages(&self, skipped: &mut BTreeMap<String, Skipped>) {
        let unknown = |file: &&FileRecord| CODE_WITHOUT_GRAMMAR.contains(&&*file.language);
        for file in self.analysis.files.iter().filter(unknown) {
            skip(skipped, format!("{} is not read yet", file.language), &file.path);
        }
    }

    fn skip_left_out(&self, holds: &Holds, skipped: &mut BTreeMap<String, Skipped>) {
        for (one, language) in &self.left_out {
            if holds.takes(&one.path, language) {
                skip(skipped, one.reason.clone(), &one.path);
            }
        }
    }

    fn skip_outside(&self, holds: &Holds, skipped: &mut BTreeMap<String, Skipped>) {
        let folder = &self.analysis.repo.subfolder;
        let up = "../".repeat(folder.split('/').count());
        let read: BTreeSet<String> = self
            .analysis
            .files
            .iter()
            .filter(|file| file.outside)
            .filter_map(|file| from_top(folder, &file.path))
            .collect();
        for (path, language) in self.outside.iter().filter(|(path, _)| !read.contains(&***path)) {
            if holds.takes(path, language) {
                let shown = Arc::from(format!("{up}{path}"));
                skip(skipped, "outside the analysed folder".into(), &shown);
            }
        }
    }
}

impl Holds {
    fn takes(&self, path: &str, id: &str) -> bool {
        let has_grammar = || language::by_id(id).is_some_and(|one| one.grammar.is_some());
        match self {
            Code(more) => more.contains(&id) || has_grammar(),
            Languages(ids) => ids.contains(&id),
            Names(names) => names.contains(&path.rsplit('/').next().unwrap_or(path)),
        }
    }
}

/// A path above the analysed folder as seen from the top of the repository.
fn from_top(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').collect();
    let mut rest = path;
    while let Some(above) = rest.strip_prefix("../") {
        parts.pop()?;
        rest = above;
    }
    parts.push(rest);
    Some(parts.join("/"))
}

/// Why files were not read, by path.
fn unread(diagnostics: &[Diagnostic]) -> BTreeMap<&str, &'static str> {
    use DiagnosticKind::{MissingObject, TooLarge, Unreadable};
    let reason = |kind| match kind {
        TooLarge => Some("too large"),
        Unreadable | MissingObject => Some("could not be read"),
        _ => None,
    };
    diagnostics.iter().filter_map(|one| Some((&*one.file, reason(one.kind)?))).collect()
}

/// The commits: none because nobody walked them, or because there are none.
fn history(analysis: &Analysis) -> ScanCoverage {
    let files = u32::try_from(analysis.files.len()).unwrap_or(u32::MAX);
    let reason = match analysis.repo.origin {
        _ if analysis.git.commits > 0 || analysis.git.limits.is_some() => None,
        Origin::Folder => Some("no Git repository"),
        Origin::Git if analysis.repo.commit.is_none() => Some("no commit yet"),
        Origin::Git => Some("the history was not walked"),
    };
    let skipped = reason.zip(analysis.files.first()).map(|(reason, first)| Skipped {
        reason: reason.into(),
        files,
        example: Arc::clone(&first.path),
    });
    ScanCoverage {
        kind: Cow::Borrowed("git"),
        found: analysis.git.commits,
        files_scanned: if skipped.is_some() { 0 } else { files },
        files_partly_read: 0,
        files_skipped: skipped.into_iter().chain(not_asked_for(analysis)).collect(),
    }
}

/// Files whose changes lie outside of what was asked for of the history, if only some of them.
fn not_asked_for(analysis: &Analysis) -> Option<Skipped> {
    let limits = analysis.git.limits.as_ref()?;
    let changed: BTreeSet<&str> = analysis.git.files.iter().map(|file| &*file.path).collect();
    let still = analysis.files.iter().filter(|file| !changed.contains(&*file.path));
    let still: Vec<_> = still.collect();
    let first =
        still.first().or(analysis.files.first().as_ref()).map(|file| Arc::clone(&file.path));
    Some(Skipped {
        reason: format!(
            "no change in the part of the history that was asked for, which leaves out {} of {} commits",
            limits.left_out,
            u64::from(limits.left_out) + u64::from(analysis.git.commits)
        ),
        files: u32::try_from(still.len()).unwrap_or(u32::MAX),
        example: first?,
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
        "entry_points" => analysis.entry_points.len(),
        "rust_modules" => analysis.rust_modules.len(),
        "integrations" => analysis.integrations.len(),
        "interfaces" => analysis.interfaces.len(),
        "types" => analysis.types.len(),
        "functions" => analysis.functions.len(),
        "implementations" => analysis.implementations.len(),
        "tests" => analysis.tests.len(),
        "doc_tests" => analysis.doc_tests.len(),
        "calls" => analysis.calls.len(),
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
