//! Reading a file in parts gives what reading it whole gives: on fixtures, on pieces put together at random,
//! and on the folder that `GROUNDPLAN_TEST_REPO` names.

use std::sync::{Arc, LazyLock};

use camino::{Utf8Path, Utf8PathBuf};
use groundplan::{
    analyze, discover, extract,
    language::{Depth, Reading, Registry},
    model::{Analysis, FileFacts, RouteFacts},
};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::properties::PIECES;

const DEPTHS: [Depth; 3] = [Depth::Structure, Depth::Bodies, Depth::Calls];

static REGISTRIES: LazyLock<Vec<(Registry, Registry)>> = LazyLock::new(|| {
    let registry =
        |depth, full_parse| Registry::new(&[]).unwrap().with_reading(Reading { depth, full_parse });
    DEPTHS.map(|depth| (registry(depth, false), registry(depth, true))).into()
});

/// The facts read in parts and whole, at every depth.
fn both(path: &Arc<str>, bytes: &[u8]) -> Vec<(FileFacts, FileFacts)> {
    let read = |registry: &Registry| extract::file(registry, path, bytes, false);
    REGISTRIES.iter().map(|(parts, whole)| (read(parts), read(whole))).collect()
}

/// Where the grammar finds no fault in the whole file; it does not see faults in bodies that it is not given.
#[track_caller]
fn check(path: &Arc<str>, bytes: &[u8]) -> bool {
    let found = both(path, bytes);
    let is_sound = found.iter().all(|(_, whole)| whole.file.error_nodes == 0);
    if is_sound {
        for ((mut parts, mut whole), depth) in found.into_iter().zip(DEPTHS) {
            // Go's calls have a reader of their own, which numbers them otherwise and has its own tests.
            if path.ends_with(".go") {
                (parts.calls, whole.calls) = <_>::default();
            }
            // Functions in which no router can be are not read for what they hand on; whole analyses below
            // show that nothing is lost.
            parts.routes =
                RouteFacts { calls: parts.routes.calls.clone(), ..RouteFacts::default() }.into();
            whole.routes =
                RouteFacts { calls: whole.routes.calls.clone(), ..RouteFacts::default() }.into();
            assert_eq!(parts, whole, "{path} at {depth:?}");
        }
    }
    is_sound
}

/// Number of files with a grammar below `root`, and of those that parse.
fn check_all(root: &Utf8Path) -> (usize, usize) {
    let snapshot = discover::open(root, &discover::Options::default()).unwrap();
    let (mut all, mut sound) = (0, 0);
    for entry in snapshot.entries.iter().filter(|entry| !entry.too_large) {
        if [".go", ".rs"].iter().any(|end| entry.path.ends_with(end)) {
            all += 1;
            sound += usize::from(check(&entry.path, &snapshot.read(entry).unwrap()));
        }
    }
    (all, sound)
}

#[test]
fn fixtures_are_the_same_in_parts() {
    let (all, sound) = check_all(&Utf8PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures"));
    assert!(sound > 100 && sound * 10 > all * 9, "{sound} of {all} files parse");
}

#[test]
fn sources_of_this_program_are_the_same_in_parts() {
    let (all, sound) = check_all(&Utf8PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(sound > 300 && sound * 100 > all * 99, "{sound} of {all} files parse");
}

/// The analysis of a folder, diagnostics left out: faults in bodies that nobody parses are not seen.
fn analysis(root: &Utf8Path, registry: &Registry) -> String {
    let snapshot = discover::open(root, &discover::Options::default()).unwrap();
    let options = analyze::Options { history: None, progress: &|| {}, session: None };
    let mut analysis = analyze::repository(&snapshot, registry, &options).unwrap();
    analysis.diagnostics.clear();
    serde_json::to_string_pretty(&analysis).unwrap()
}

#[test]
fn what_was_not_asked_for_is_said_and_blamed_on_nobody() {
    let root = Utf8PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/plugin-fees");
    for ((registry, _), read) in REGISTRIES.iter().zip([0, 4, 5]) {
        let text = analysis(&root, registry);
        let analysis: Analysis = serde_json::from_str(&text).unwrap();
        let not_asked = |kind: &&str| {
            let coverage = analysis.coverage_of_scan.iter().find(|one| one.kind == **kind).unwrap();
            coverage.files_skipped.iter().any(|one| one.reason == "`--facts` did not ask for it")
        };
        let kinds = ["routes", "configuration", "openapi", "operations", "calls"];
        assert_eq!(kinds.iter().filter(|kind| not_asked(kind)).count(), 5 - read, "{kinds:?}");
        let blamed = analysis.findings.iter().any(|one| {
            ["openapi.", "config.", "route."].iter().any(|rule| one.at.rule.starts_with(rule))
        });
        assert!(!blamed || read > 0, "{:?}", analysis.findings);
    }
}

#[test]
fn analyses_of_fixtures_are_the_same_in_parts() {
    let fixtures = Utf8PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let folders = ["ledger-core", "plugin-fees", "plugin-scheduler", "languages", "small"];
    for (parts, whole) in REGISTRIES.iter() {
        for folder in folders {
            let root = fixtures.join(folder);
            assert!(
                analysis(&root, parts) == analysis(&root, whole),
                "{folder} at {:?}",
                parts.reading()
            );
        }
    }
}

#[test]
#[ignore = "needs GROUNDPLAN_TEST_REPO"]
fn a_repository_is_the_same_in_parts() {
    let root = std::env::var("GROUNDPLAN_TEST_REPO").unwrap();
    let (all, sound) = check_all(Utf8Path::new(&root));
    assert!(sound > 0, "{sound} of {all} files parse");
}

/// What stands in bodies, of either language.
const STATEMENTS: &[&str] = &[
    "if a && b { c() }",
    "for x := range y { }",
    "switch z { case 1: case 2: }",
    "type T struct { X string `env:\"X\"` }",
    "os.Getenv(\"KEY\")",
    "app.Get(\"/x\", h)",
    "key := \"K\"",
    "let Some(x) = y else { return };",
    "match a { A => 1, B if c => { 2 } }",
    "let v = std::env::var(\"KEY\").unwrap_or(\"x\".into());",
    "fn inner() { if d {} }",
    "let s = r#\"}\"#; let c = '}'; 'a: loop { break 'a }",
    "vec![1, 2]; assert!(a && b);",
    "// }",
    "/* { */",
    "{ }",
    "'",
    "\"",
    "}",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn pieces_are_the_same_in_parts(
        pieces in vec(select(PIECES), 0..6),
        statements in vec(vec(select(STATEMENTS), 0..4), 0..4),
        go in any::<bool>(),
    ) {
        let (path, keyword) = if go { ("a/b.go", "func") } else { ("src/b.rs", "fn") };
        let bodies = statements.iter().enumerate().map(|(number, body)| {
            format!("{keyword} f{number}() {{\n{}\n}}\n", body.join("\n"))
        });
        let text: String = pieces.into_iter().map(str::to_owned).chain(bodies).collect();
        let text = if go { format!("package a\n{text}") } else { text };
        check(&path.into(), text.as_bytes());
    }
}
