//! Cases of `exercised`.

use std::sync::Arc;

use super::*;
use crate::{
    analyze::{calls, implementations, modules, packages},
    extract,
    language::Registry,
    model::{Test, TestLevel},
};

const MODULE: (&str, &str) = ("go.mod", "module example.test/m\n");
const STORE: (&str, &str) = (
    "store/store.go",
    "package store
type Store struct{}
func New() *Store { return nil }
func (s *Store) Load() {}
func (s *Store) drop() {}
func Parse() {}
func hidden() { Parse() }
func never() {}
",
);

fn completed(files: &[(&str, &str)]) -> (Vec<FileFacts>, Vec<Package>) {
    let registry = Registry::new(&[]).unwrap();
    let read = |(path, text): &(&str, &str)| {
        extract::file(&registry, &Arc::from(*path), text.as_bytes(), false)
    };
    let mut facts: Vec<_> = files.iter().map(read).collect();
    facts.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    let modules = modules::complete(&facts, "");
    packages::classify(&mut facts, &modules);
    let mut packages = packages::packages(&facts, &modules);
    let claims = implementations::resolve(&facts, &packages);
    let calls = calls::edges(&facts, &packages, (&modules, &[]), &mut []);
    let uses = uses(&facts);
    complete(&mut facts, &mut packages, (&calls, &uses), &claims);
    (facts, packages)
}

fn test<'a>(facts: &'a [FileFacts], name: &str) -> &'a Test {
    facts.iter().flat_map(|file| &file.tests).find(|test| test.name == name).unwrap()
}

/// The targets of the test `name` as `kind name by`, the package left out.
#[track_caller]
fn check(tests: &str, name: &str, expected: &[&str]) {
    let text = format!("package store\nimport \"testing\"\n{tests}");
    let (facts, _) = completed(&[MODULE, STORE, ("store/store_test.go", &text)]);
    let shown =
        |one: &TestTarget| format!("{:?} {} {:?}", one.kind, one.name, one.by).to_lowercase();
    let found: Vec<_> = test(&facts, name).targets.iter().map(shown).collect();
    let (package, found) = found.split_first().unwrap();
    assert_eq!(package, "package store package");
    assert_eq!(found, expected, "{tests}");
}

#[test]
fn calls_come_before_names() {
    check(
        "func TestAll(t *testing.T) { help() }\nfunc help() { New().Load() }",
        "TestAll",
        &["type store call", "function load call", "function new call"],
    );
    check("func TestParse(t *testing.T) { Parse() }", "TestParse", &["function parse call"]);
}

#[test]
fn names_say_what_is_tested() {
    check("func TestParseEmpty(t *testing.T) {}", "TestParseEmpty", &["function parse name"]);
    check("func TestHidden_Fails(t *testing.T) {}", "TestHidden_Fails", &["function hidden name"]);
    check(
        "func TestStore_Load(t *testing.T) {}",
        "TestStore_Load",
        &["function load name", "type store name"],
    );
    check(
        "func TestIntegration_StoreDrop_Twice(t *testing.T) {}",
        "TestIntegration_StoreDrop_Twice",
        &["function drop name", "type store name"],
    );
    check("func TestParser(t *testing.T) {}", "TestParser", &[]);
    check("func TestOther(t *testing.T) {}", "TestOther", &[]);
}

#[test]
fn packages_count_what_tests_reach() {
    let tests = "package store\nimport \"testing\"\nfunc TestIt(t *testing.T) { hidden() }";
    let (_, packages) = completed(&[MODULE, STORE, ("store/store_test.go", tests)]);
    assert_eq!((packages[0].functions, packages[0].functions_tested), (6, 2));
    let tests = "package store\nimport \"testing\"\nfunc TestNever(t *testing.T) { all(never) }";
    let (_, packages) = completed(&[MODULE, STORE, ("store/store_test.go", tests)]);
    assert_eq!((packages[0].functions, packages[0].functions_tested), (6, 1));
}

const CONTAINERS: (&str, &str) = (
    "support/start.go",
    "package support\nimport tc \"github.com/testcontainers/testcontainers-go\"\nfunc Start() { tc.Run() }",
);

/// The level of `TestOne`, and what decided it.
#[track_caller]
fn check_level(files: &[(&str, &str)], expected: TestLevel, rule: &str) {
    let files: Vec<_> = files.iter().chain([&MODULE, &CONTAINERS]).copied().collect();
    let (facts, _) = completed(&files);
    let test = test(&facts, "TestOne");
    assert_eq!((test.level, &*test.at.rule), (expected, rule));
}

#[test]
fn the_level_is_what_the_test_calls() {
    let head = "package a\nimport \"testing\"\n";
    let import = "import \"example.test/m/support\"\n";
    let one = format!("{head}{import}func TestOne(t *testing.T) {{ support.Start() }}");
    let (by_calls, by_main) = ("go.test.level.calls", "go.test.level.test-main");
    check_level(&[("a/a_test.go", &one)], TestLevel::Integration, by_calls);
    let plain = format!("{head}func TestOne(t *testing.T) {{ x() }}\nfunc x() {{}}");
    check_level(&[("a/a_test.go", &plain)], TestLevel::Unit, "go.test");
    let main = format!("{head}{import}func TestMain(m *testing.M) {{ support.Start() }}");
    check_level(
        &[("a/a_test.go", &plain), ("a/main_test.go", &main)],
        TestLevel::Integration,
        by_main,
    );
    // A constraint keeps the set-up from a plain build.
    let tagged = format!("//go:build integration\n\n{main}");
    check_level(
        &[("a/a_test.go", &plain), ("a/main_test.go", &tagged)],
        TestLevel::Unit,
        "go.test",
    );
    let exec = format!(
        "{head}import \"os/exec\"\nfunc TestOne(t *testing.T) {{ exec.Command(\"x\").Run() }}"
    );
    check_level(&[("a/a_test.go", &exec)], TestLevel::Integration, by_calls);
    // That code which ships runs programs does not make a test of it more than a unit's.
    let ships = ("a/a.go", "package a\nimport \"os/exec\"\nfunc x() { exec.Command(\"x\") }");
    let calls = format!("{head}func TestOne(t *testing.T) {{ x() }}");
    check_level(&[ships, ("a/a_test.go", &calls)], TestLevel::Unit, "go.test");
}
