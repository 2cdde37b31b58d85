//! The GitHub Action: its scripts, run as a workflow runs them.

use std::{fs, process::Command};

use crate::environment::{PROJECT, TestEnvironment};

const PLAN: &str = "plugin-fees/docs/pre-dev/fees/tasks.md";
const BAD: &str =
    "# Tasks\n\n## T-001: Routes\n\n- Modify: `internal/adapters/http/in/router.go`\n";

/// Runs a script of the action in a workspace; its exit code and what it printed.
fn run(environment: &TestEnvironment, script: &str, inputs: &[(&str, &str)]) -> (i32, String) {
    let root = environment.path("");
    let ran = Command::new("sh")
        .arg(format!("{PROJECT}/action/{script}"))
        .env_clear()
        .env("PATH", format!("{root}/bin:{}", std::env::var("PATH").unwrap()))
        .env("HOME", &root)
        .env("GROUNDPLAN_CACHE_DIR", root.join("cache"))
        .env("GITHUB_WORKSPACE", root.join("plugin-fees"))
        .env("GITHUB_OUTPUT", root.join("outputs"))
        .env("GITHUB_STEP_SUMMARY", root.join("step-summary"))
        .env("RUNNER_TEMP", &root)
        .env("INPUT_PROGRAM", assert_cmd::cargo::cargo_bin!("groundplan"))
        .envs(inputs.iter().copied())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&ran.stdout).into_owned();
    (ran.status.code().unwrap(), text + &String::from_utf8_lossy(&ran.stderr))
}

/// The target as a repository, with a plan that came behind its first commit.
fn changed() -> (TestEnvironment, String) {
    let environment = TestEnvironment::with(&["plugin-fees"]);
    environment.commit("plugin-fees");
    let base = environment.git("plugin-fees", &["rev-parse", "HEAD"]).trim().to_owned();
    environment.write(PLAN, BAD);
    environment.git("plugin-fees", &["add", "--all"]);
    environment.git("plugin-fees", &["commit", "--quiet", "--message=plan"]);
    (environment, base)
}

#[test]
fn plans_of_a_change_are_annotated_and_summed_up() {
    let (environment, base) = changed();
    let (code, text) =
        run(&environment, "check", &[("BASE_SHA", &base), ("INPUT_SARIF", "found.sarif")]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("::error file=docs/pre-dev/fees/tasks.md,line=5"), "{text}");
    let outputs = environment.read("outputs");
    assert!(outputs.contains("findings=true\n") && outputs.contains("sarif=found.sarif\n"));
    let summary = environment.read("step-summary");
    assert!(summary.starts_with("## groundplan\n"), "{summary}");
    assert!(summary.contains("`docs/pre-dev/fees/tasks.md:5`"), "{summary}");
    let sarif: serde_json::Value =
        serde_json::from_str(&environment.read("plugin-fees/found.sarif")).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
}

#[test]
fn a_change_without_plans_is_clean_and_a_new_branch_checks_all() {
    let (environment, _) = changed();
    let head = environment.git("plugin-fees", &["rev-parse", "HEAD"]).trim().to_owned();
    let (code, text) = run(&environment, "check", &[("BASE_SHA", &head)]);
    assert_eq!(code, 0, "{text}");
    assert!(environment.read("outputs").contains("findings=false\n"));
    fs::remove_file(environment.path("outputs")).unwrap();
    let nothing = "0".repeat(40);
    let (code, text) = run(&environment, "check", &[("BASE_SHA", &nothing)]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("all plans of the repository are checked"), "{text}");
    assert!(environment.read("outputs").contains("findings=true\n"));
    let (code, text) = run(&environment, "check", &[("INPUT_PLANS", "docs/no such plan.md\n")]);
    assert_eq!(code, 2, "{text}");
}

#[cfg(unix)]
#[test]
fn one_comment_is_kept() {
    use std::os::unix::fs::PermissionsExt as _;
    let environment = TestEnvironment::new();
    environment.write("plugin-fees/x", "");
    // A stand-in that knows a comment once one was written.
    environment.write(
        "bin/gh",
        "#!/bin/sh\ncase \"$*\" in\n*--paginate*) [ -e \"$HOME/written\" ] && echo 7 || true;;\n\
         *POST*) touch \"$HOME/written\"; echo post >> \"$HOME/log\";;\n*PATCH*comments/7*) echo patch >> \"$HOME/log\";;\nesac\n",
    );
    let gh = environment.path("bin/gh");
    fs::set_permissions(&gh, fs::Permissions::from_mode(0o755)).unwrap();
    environment.write("summary.md", "## groundplan\n");
    let summary = environment.path("summary.md");
    let inputs =
        [("SUMMARY", summary.as_str()), ("GITHUB_REPOSITORY", "me/fees"), ("PULL_REQUEST", "3")];
    for _ in 0..2 {
        let (code, text) = run(&environment, "comment", &inputs);
        assert_eq!(code, 0, "{text}");
    }
    assert_eq!(environment.read("log"), "post\npatch\n");
}
