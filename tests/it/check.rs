//! `groundplan check`: plans held against the repository, from the command line to the exit code.

use std::{
    io::Read,
    process::Stdio,
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::Value;

use crate::environment::{Ran, TestEnvironment};

const PLAN: &str = "plugin-fees/docs/pre-dev/fees/tasks.md";

/// A plan with one finding at line 5, columns 12 to 47.
const BAD: &str =
    "# Tasks\n\n## T-001: Routes\n\n- Modify: `internal/adapters/http/in/router.go`\n";

const GOOD: &str =
    "# Tasks\n\n## T-001: Routes\n\n- Modify: `internal/adapters/http/in/routes.go`\n";

const RULE: &str = "grounded.no-such-file";

/// The target as a Git repository with a plan in it.
fn target(text: &str) -> TestEnvironment {
    let environment = TestEnvironment::with(&["plugin-fees"]);
    environment.write(PLAN, text);
    environment.commit("plugin-fees");
    environment
}

/// Only the rule of this test: others may find more in its short plans.
fn check(environment: &TestEnvironment, code: i32, more: &[&str]) -> Ran {
    let arguments = [&["check", "--rule", RULE, "--rule", "waiver"], more].concat();
    environment.expect(code, &arguments)
}

fn findings(ran: &Ran) -> Vec<Value> {
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    report["findings"].as_array().unwrap().clone()
}

/// Waits until a watching run has printed `text` so many times; everything that it has printed so far.
#[track_caller]
fn wait_for(printed: &Mutex<String>, text: &str, times: usize) -> String {
    for _ in 0..900 {
        let so_far = printed.lock().unwrap().clone();
        if so_far.matches(text).count() >= times {
            return so_far;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{text} was never printed {times} times: {}", printed.lock().unwrap());
}

#[test]
fn watching_checks_anew_when_the_plan_or_the_code_changes() {
    let environment = target(BAD);
    let mut program = std::process::Command::new(assert_cmd::cargo::cargo_bin!("groundplan"));
    program.args(["check", "--rule", RULE, "--watch", "--repo", "plugin-fees", PLAN]);
    program.current_dir(environment.path("")).env("GROUNDPLAN_CACHE_DIR", environment.cache());
    let mut run = program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let printed = Arc::new(Mutex::new(String::new()));
    let pipes: [Box<dyn Read + Send>; 2] =
        [Box::new(run.stdout.take().unwrap()), Box::new(run.stderr.take().unwrap())];
    for mut pipe in pipes {
        let printed = Arc::clone(&printed);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = pipe.read(&mut bytes) {
                printed.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..count]));
            }
        });
    }
    wait_for(&printed, "router.go` is not in the repository", 1);
    // Nothing is said twice of one state.
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(wait_for(&printed, "router.go` is not", 1).matches("router.go` is not").count(), 1);
    environment.write(PLAN, BAD.replace("router.go", "roads.go"));
    wait_for(&printed, "roads.go` is not in the repository", 1);
    // The code changes, the plan stays.
    environment.write("plugin-fees/internal/adapters/http/in/roads.go", "package in\n");
    wait_for(&printed, "nothing found", 1);
    environment.write(PLAN, BAD);
    wait_for(&printed, "router.go` is not in the repository", 2);
    run.kill().unwrap();
    run.wait().unwrap();
}

#[test]
fn people_see_the_words_and_the_way_out() {
    let environment = target(BAD);
    let ran = check(&environment, 1, &[PLAN]);
    let start = format!(
        "error[{RULE}]: `internal/adapters/http/in/router.go` is not in the repository\n \
         --> docs/pre-dev/fees/tasks.md:5:12\n  |\n\
         5 | - Modify: `internal/adapters/http/in/router.go`\n  \
         |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
    );
    assert!(ran.stdout.starts_with(&start), "{}", ran.stdout);
    assert!(
        ran.stdout.contains(
            "\n1 error in 1 plan: 1 work item and 1 claim held against plugin-fees at main"
        )
    );
    environment.write(PLAN, GOOD);
    let ran = check(&environment, 0, &[PLAN]);
    assert!(ran.stdout.starts_with("nothing found in 1 plan:"), "{}", ran.stdout);
}

#[test]
fn programs_get_a_report_of_the_published_form() {
    let environment = target(BAD);
    let ran = check(&environment, 1, &[PLAN, "--format", "json"]);
    let report: Value = serde_json::from_str(&ran.stdout).unwrap();
    let schema = environment.json(&["schema", "check"]);
    assert!(jsonschema::is_valid(&schema, &report), "{report}");
    let finding = &report["findings"][0];
    assert_eq!((&finding["line"], &finding["column"]), (&5.into(), &12.into()));
    assert_eq!((&finding["end_column"], &finding["item"]), (&47.into(), &"T-001".into()));
}

#[test]
fn the_repository_is_the_one_around_the_plan() {
    let environment = target(BAD);
    let outside = environment.path("elsewhere/tasks.md");
    environment.write("elsewhere/tasks.md", BAD);
    let ran = check(&environment, 1, &["elsewhere/tasks.md", "--repo", "plugin-fees"]);
    assert!(ran.stdout.contains("--> elsewhere/tasks.md:5:12"), "{}", ran.stdout);
    let ran = check(&environment, 1, &["elsewhere/tasks.md"]);
    ran.says(&["no Git repository", "--repo"]);
    // From another folder the path in the report is the repository's own.
    let mut program = environment.program();
    program.current_dir(environment.path("plugin-fees/docs"));
    let output = program.args(["check", "--rule", RULE, "pre-dev/fees/tasks.md"]).output().unwrap();
    let ran = Ran::new(&output);
    assert!(ran.stdout.contains("--> docs/pre-dev/fees/tasks.md:5:12"), "{}", ran.stdout);
    assert!(!ran.stdout.contains(outside.parent().unwrap().as_str()));
}

#[test]
fn folders_and_the_whole_repository_are_the_plans_in_them() {
    let environment = target(BAD);
    environment.write("plugin-fees/docs/pre-dev/old/tasks.md", BAD);
    environment
        .write("plugin-fees/groundplan.toml", "[check]\nexclude = [\"docs/pre-dev/old/\"]\n");
    let files = |arguments: &[&str]| -> Vec<String> {
        let ran = check(&environment, 1, &[arguments, &["--format", "json"]].concat());
        let list = findings(&ran);
        list.iter().map(|one| one["file"].as_str().unwrap().to_owned()).collect()
    };
    let plan = "docs/pre-dev/fees/tasks.md";
    assert_eq!(files(&["plugin-fees/docs/pre-dev"]), [plan]);
    assert_eq!(files(&["--repo", "plugin-fees"]), [plan]);
    // What is named itself is checked; what is named twice is checked once.
    let old = "plugin-fees/docs/pre-dev/old/tasks.md";
    assert_eq!(files(&[old, PLAN, PLAN]), ["docs/pre-dev/old/tasks.md", plan]);
}

#[test]
fn a_plan_comes_from_standard_input() {
    let environment = target(GOOD);
    let mut program = environment.program();
    let arguments = ["check", "-", "--repo", "plugin-fees", "--rule", RULE];
    let name = ["--stdin-name", "docs/pre-dev/fees/tasks.md"];
    let output = program.args(arguments).args(name).write_stdin(BAD).output().unwrap();
    let ran = Ran::new(&output);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stdout.contains("--> docs/pre-dev/fees/tasks.md:5:12"), "{}", ran.stdout);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_checked() {
    let environment = target(BAD);
    environment.write("latin.md", b"# Plan\n\xe9\n");
    environment.write("huge.md", vec![b' '; (2 << 20) + 1]);
    let ran = check(&environment, 2, &[PLAN, "latin.md", "huge.md", "--format", "json"]);
    ran.says(&["latin.md:2", "UTF-8", "huge.md", "2 MiB"]);
    assert_eq!(findings(&ran).len(), 1);
    let ran = check(&environment, 2, &["missing.md"]);
    ran.says(&["missing.md", "hint:"]);
    environment.write("empty.md", "");
    let ran = environment.expect(1, &["check", "empty.md", "--rule", "plan", "--fail-on", "note"]);
    assert!(ran.stdout.contains("the file is empty"), "{}", ran.stdout);
}

#[test]
fn people_say_how_bad_a_finding_is() {
    let environment = target(BAD);
    let toml = |text: &str| environment.write("plugin-fees/groundplan.toml", text);
    toml("[check.severity]\n\"grounded.*\" = \"warning\"\n");
    check(&environment, 0, &[PLAN]);
    check(&environment, 1, &[PLAN, "--fail-on", "warning"]);
    toml("[check]\nfail_on = \"note\"\n[check.severity]\n\"grounded.*\" = \"note\"\n");
    check(&environment, 1, &[PLAN]);
    check(&environment, 0, &[PLAN, "--fail-on", "error"]);
    toml("[check.severity]\n\"grounded.no-such-file\" = \"off\"\n");
    let ran = environment.run(&["check", PLAN]);
    assert!(!ran.stdout.contains(RULE), "{}", ran.stdout);
    toml("[check.severity]\n\"grounded.no-such-fil\" = \"off\"\n");
    environment
        .expect(2, &["check", PLAN])
        .says(&["no-such-fil`", "did you mean `grounded.no-such-file`"]);
    toml("");
    environment
        .expect(2, &["check", PLAN, "--rule", "groundet"])
        .says(&["did you mean `grounded`"]);
}

#[test]
fn waivers_with_a_reason_let_findings_stand() {
    let allow = "<!-- groundplan: allow grounded.no-such-file because another branch brings it -->";
    let with = |text: &str| BAD.replace("- Modify", &format!("{text}\n- Modify"));
    let environment = target(&with(allow));
    let ran = check(&environment, 0, &[PLAN, "--fail-on", "note"]);
    assert!(ran.stdout.starts_with("nothing found, 1 waived in 1 plan"), "{}", ran.stdout);
    let ran = check(&environment, 0, &[PLAN, "--format", "json"]);
    assert_eq!(findings(&ran)[0]["waived"]["reason"], "another branch brings it");
    let ran = check(&environment, 0, &[PLAN, "--format", "sarif"]);
    let sarif: Value = serde_json::from_str(&ran.stdout).unwrap();
    let suppression = &sarif["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!(suppression["kind"], "inSource");
    // Without a reason it lets nothing stand; without a finding it is one.
    environment.write(PLAN, with("<!-- groundplan: allow grounded.no-such-file -->"));
    let rules =
        |ran: &Ran| -> Vec<Value> { findings(ran).iter().map(|one| one["rule"].clone()).collect() };
    let ran = check(&environment, 1, &[PLAN, "--format", "json"]);
    assert_eq!(rules(&ran), ["waiver.no-reason", RULE]);
    environment.write(PLAN, GOOD.replace("- Modify", &format!("{allow}\n- Modify")));
    let ran = check(&environment, 0, &[PLAN, "--format", "json"]);
    assert_eq!(rules(&ran), ["waiver.unused"]);
}

#[test]
fn known_findings_do_not_fail_until_they_are_gone() {
    let environment = target(BAD);
    let file = "plugin-fees/.groundplan/check-baseline.json";
    check(&environment, 0, &[PLAN, "--write-baseline"]).says(&["wrote 1 known findings"]);
    let written = environment.read(file);
    assert_eq!(written.lines().count(), 6, "{written}");
    let schema = environment.json(&["schema", "check-baseline"]);
    assert!(jsonschema::is_valid(&schema, &serde_json::from_str(&written).unwrap()));
    let moved = BAD.replace("# Tasks\n", "# All tasks\n\nMore text.\n");
    environment.write(PLAN, &moved);
    let ran = check(&environment, 0, &[PLAN]);
    assert!(ran.stdout.starts_with("nothing found, 1 known"), "{}", ran.stdout);
    environment.write(PLAN, format!("{moved}- Modify: `internal/other.go`\n"));
    let ran = check(&environment, 1, &[PLAN]);
    assert!(ran.stdout.contains("1 error, 1 known"), "{}", ran.stdout);
    // What is gone is told, and taken out on demand; what was not checked stays.
    environment.write(PLAN, GOOD);
    environment.write("plugin-fees/docs/pre-dev/other/tasks.md", GOOD);
    let ran = check(&environment, 0, &[PLAN]);
    assert!(ran.stdout.contains("that is gone") && ran.stdout.contains("--write-baseline"));
    check(&environment, 0, &["plugin-fees/docs/pre-dev/other", "--write-baseline"]);
    assert_eq!(environment.read(file), written);
    check(&environment, 0, &["--repo", "plugin-fees", "--write-baseline"]);
    assert!(!environment.read(file).contains("fingerprint"));
    environment.write(file, "{");
    check(&environment, 2, &[PLAN]).says(&["baseline", "hint:"]);
    check(&environment, 2, &[PLAN, "--baseline", "no.json"]).says(&["no.json", "--write-baseline"]);
}

#[test]
fn fixes_are_shown_and_written_to_the_plan_alone() {
    let allow = "<!-- groundplan: allow grounded.no-such-file because it was so -->";
    let with = GOOD.replace("- Modify", &format!("{allow}\n- Modify"));
    let marked = format!("\u{feff}{}", with.replace('\n', "\r\n"));
    let environment = target(&marked);
    let ran = check(&environment, 1, &[PLAN, "--fix", "--dry-run"]);
    assert!(ran.stdout.contains(&format!("\n-{allow}")), "{}", ran.stdout);
    assert_eq!(environment.read(PLAN), marked);
    check(&environment, 0, &[PLAN, "--fix"]).says(&["fixed docs/pre-dev/fees/tasks.md:5:1"]);
    assert_eq!(environment.read(PLAN), format!("\u{feff}{}", GOOD.replace('\n', "\r\n")));
    let status = environment.git("plugin-fees", &["status", "--porcelain"]);
    assert_eq!(status.trim(), "M docs/pre-dev/fees/tasks.md");
}

#[test]
fn a_workflow_gets_commands() {
    let environment = target(BAD);
    let ran = check(&environment, 1, &[PLAN, "--format", "github"]);
    assert_eq!(
        ran.stdout,
        "::error file=docs/pre-dev/fees/tasks.md,line=5,endLine=5,col=12,endColumn=46,\
         title=grounded.no-such-file::`internal/adapters/http/in/router.go` is not in the repository\
         %0Adid you mean `internal/adapters/http/in/routes.go`?%0Asay `create` if it does not exist yet\n"
    );
}

#[test]
fn code_scanning_gets_a_log() {
    let environment = target(BAD);
    let sarif = check(&environment, 1, &[PLAN, "--format", "sarif"]);
    let sarif: Value = serde_json::from_str(&sarif.stdout).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let result = &run["results"][0];
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "docs/pre-dev/fees/tasks.md");
    assert_eq!(location["artifactLocation"]["uriBaseId"], "SRCROOT");
    assert!(run["originalUriBaseIds"]["SRCROOT"].is_object());
    let region =
        serde_json::json!({ "startLine": 5, "startColumn": 12, "endLine": 5, "endColumn": 47 });
    assert_eq!(location["region"], region);
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    let rule = &run["tool"]["driver"]["rules"][index];
    assert_eq!(
        (&rule["id"], &rule["defaultConfiguration"]["level"]),
        (&RULE.into(), &"error".into())
    );
    assert!(rule["help"]["markdown"].as_str().unwrap().contains("router.go"));
    assert_eq!(result["partialFingerprints"]["groundplan/v1"].as_str().unwrap().len(), 32);
    assert_eq!(result["suppressions"], serde_json::json!([]));
}

#[test]
fn a_revision_is_what_plans_are_held_against() {
    let environment = target(BAD);
    environment.write("plugin-fees/internal/adapters/http/in/router.go", "package in\n");
    check(&environment, 0, &[PLAN]);
    check(&environment, 1, &[PLAN, "--rev", "HEAD"]);
}

#[test]
fn rules_explain_themselves() {
    let environment = TestEnvironment::new();
    let table = environment.expect(0, &["explain"]).stdout;
    assert!(table.contains("| `grounded.no-such-file` | error |"), "{table}");
    let page = environment.expect(0, &["explain", RULE]).stdout;
    assert!(page.starts_with("## grounded.no-such-file\n") && page.contains("router.go"), "{page}");
    environment
        .expect(2, &["explain", "no-such-fil"])
        .says(&["did you mean `grounded.no-such-file`"]);
}

#[test]
fn a_reference_whose_lines_moved_is_found_and_pointed_anew() {
    let environment = TestEnvironment::with(&["plugin-fees"]);
    let code = "plugin-fees/internal/domain/rounding.go";
    let body = "package domain\n\nfunc RoundUp(cents int64) int64 {\n\tif cents%100 == 0 {\n\t\treturn cents\n\t}\n\treturn cents - cents%100 + 100\n}\n";
    environment.write(code, body);
    let plan = "# Tasks\n\n## T-001: Rounding\n\n- See `internal/domain/rounding.go:4-7` for the limits.\n";
    environment.write(PLAN, plan);
    environment.commit("plugin-fees");
    let arguments = ["check", PLAN, "--rule", "grounded.aged-reference", "--format", "json"];
    assert!(findings(&environment.expect(0, &arguments)).is_empty(), "nothing has moved yet");
    environment.write(
        code,
        body.replace(
            "\n\nfunc",
            "\n\n// RoundUp goes to whole units.\n// It never rounds down.\nfunc",
        ),
    );
    let later = "2025-03-04T09:00:00+00:00";
    environment.git_at(later, "plugin-fees", &["commit", "--quiet", "--all", "--message=words"]);
    let found = findings(&environment.expect(0, &arguments));
    assert_eq!(found.len(), 1, "{found:#?}");
    let text = found[0].to_string();
    assert!(text.contains("internal/domain/rounding.go:6-9"), "{text}");
    environment.expect(0, &["check", PLAN, "--rule", "grounded.aged-reference", "--fix"]);
    assert!(environment.read(PLAN).contains("rounding.go:6-9"), "{}", environment.read(PLAN));
}

#[test]
fn only_plans_that_changed_are_checked_when_asked() {
    let environment = target(BAD);
    let other = "plugin-fees/docs/pre-dev/limits/tasks.md";
    let ran = check(&environment, 0, &["plugin-fees", "--changed", "HEAD"]);
    ran.says(&["no plan differs from HEAD"]);
    environment.write(other, BAD);
    let arguments = ["plugin-fees", "--changed", "HEAD", "--format", "markdown"];
    let ran = check(&environment, 1, &arguments);
    assert!(ran.stdout.starts_with("1 error in 1 plan.\n"), "{}", ran.stdout);
    let row = "| ❌ error | `docs/pre-dev/limits/tasks.md:5` | `internal/adapters/http/in/router.go` is not";
    assert!(ran.stdout.contains(row), "{}", ran.stdout);
    check(&environment, 2, &["plugin-fees", "--changed", "no-such-revision"]);
}
