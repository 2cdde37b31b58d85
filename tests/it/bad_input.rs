//! Inputs that are wrong: each gets a message that names it and the way out, and the rest is done.

use serde_json::Value;

use crate::environment::{Ran, TestEnvironment};

/// Diagnostics of an analysis as `file:line kind`, without the lines that are 0.
fn problems(analysis: &Value) -> Vec<String> {
    let all = analysis["diagnostics"].as_array().unwrap().iter();
    all.map(|one| {
        let line = one["line"].as_u64().map_or(String::new(), |line| format!(":{line}"));
        format!("{}{line} {}", one["file"].as_str().unwrap(), one["kind"].as_str().unwrap())
    })
    .collect()
}

#[track_caller]
fn check_problem(analysis: &Value, expected: &str) {
    let found = problems(analysis);
    assert!(found.iter().any(|one| one.starts_with(expected)), "no `{expected}` in {found:#?}");
}

/// An error with its message and its way out, and nothing on stdout.
#[track_caller]
fn check_error(environment: &TestEnvironment, arguments: &[&str], texts: &[&str]) {
    let Ran { stdout, stderr, .. } = environment.expect(2, arguments);
    assert_eq!(stdout, "");
    for text in texts.iter().chain(&["error: ", "hint: "]) {
        assert!(stderr.contains(text), "no `{text}` in:\n{stderr}");
    }
}

#[test]
fn a_path_that_is_no_folder_is_named() {
    let environment = TestEnvironment::new();
    for command in ["analyze", "compare", "plan", "prompt"] {
        check_error(&environment, &[command, "nowhere"], &["nowhere", "does not exist"]);
    }
}

#[test]
fn a_file_in_place_of_a_folder_is_named() {
    let environment = TestEnvironment::new();
    environment.write("shop/go.mod", "module shop\n");
    for command in ["analyze", "compare", "plan", "prompt"] {
        check_error(&environment, &[command, "shop/go.mod"], &["shop/go.mod", "not a folder"]);
    }
}

#[test]
fn a_plain_folder_is_analysed_without_history() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    let analysis = environment.json(&["analyze", "no-docs"]);
    assert_eq!(analysis["repo"]["origin"], "folder");
    assert_eq!(analysis["git"]["commits"], 0);
    assert_eq!(problems(&analysis), [""; 0]);
}

#[test]
fn a_plan_of_a_plain_folder_says_what_is_missing() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    environment.expect(0, &["plan", "no-docs", "--stdout"]).says(&["warning: ", "Git"]);
}

#[test]
fn an_empty_folder_and_an_unborn_head_get_a_plan_that_says_so() {
    let environment = TestEnvironment::new();
    std::fs::create_dir(environment.path("void")).unwrap();
    std::fs::create_dir(environment.path("unborn")).unwrap();
    environment.git("unborn", &["init", "--quiet", "--initial-branch=main"]);
    for target in ["void", "unborn"] {
        let analysis = environment.json(&["analyze", target]);
        assert_eq!(analysis["files"], serde_json::json!([]));
        let ran = environment.expect(0, &["plan", target, "--stdout"]);
        ran.says(&["warning: ", "No declaration"]);
        assert!(ran.stdout.contains("## 8. "), "{}", ran.stdout);
    }
    assert_eq!(environment.json(&["analyze", "unborn"])["repo"]["origin"], "git");
}

#[test]
fn a_worktree_without_commits_is_read_as_it_is() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    environment.git("no-docs", &["init", "--quiet", "--initial-branch=main"]);
    let analysis = environment.json(&["analyze", "no-docs"]);
    assert!(!analysis["functions"].as_array().unwrap().is_empty());
    check_error(&environment, &["analyze", "no-docs", "--rev", "HEAD"], &["HEAD"]);
}

#[test]
fn a_bare_repository_is_read_at_its_commit() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    environment.commit("no-docs");
    environment.git("", &["clone", "--quiet", "--bare", "no-docs", "bare.git"]);
    let bare = environment.json(&["analyze", "bare.git"]);
    let worktree = environment.json(&["analyze", "no-docs"]);
    assert_eq!(bare["functions"], worktree["functions"]);
    assert_eq!(bare["git"]["commits"], 1);

    environment.git("", &["init", "--quiet", "--bare", "void.git"]);
    check_error(&environment, &["analyze", "void.git"], &["void.git", "without commits"]);
}

#[test]
fn an_unknown_revision_is_named() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    check_error(&environment, &["analyze", "no-docs", "--rev", "v9"], &["v9"]);
    environment.commit("no-docs");
    check_error(&environment, &["analyze", "no-docs", "--rev", "v9"], &["v9"]);
}

#[test]
fn broken_files_are_diagnostics_with_lines_and_hide_nothing() {
    let environment = TestEnvironment::with(&["small/broken"]);
    let analysis = environment.json(&["analyze", "broken"]);
    check_problem(&analysis, "go.mod:7 parse_error");
    check_problem(&analysis, "crate/Cargo.toml:3 parse_error");
    check_problem(&analysis, "internal/bad.go:8 parse_error");
    check_problem(&analysis, "internal/latin1.go not_utf8");
    check_problem(&analysis, "migrations/000001_create_parcel.up.sql:6 parse_error");
    check_problem(&analysis, ".github/workflows/ci.yml:");

    let names = |list: &str| -> Vec<&str> {
        let facts = analysis[list].as_array().unwrap().iter();
        facts.filter_map(|fact| fact["name"].as_str()).collect()
    };
    assert!(names("interfaces").contains(&"Tracker"), "{:?}", names("interfaces"));
    assert!(names("types").contains(&"Depot"), "{:?}", names("types"));
    assert!(names("dependencies").contains(&"github.com/google/uuid"));
    let tables = &analysis["migrations"]["sets"][0]["schema"]["tables"];
    let tables = tables.as_array().unwrap().iter().map(|table| table["name"].as_str().unwrap());
    assert_eq!(tables.collect::<Vec<_>>(), ["depot", "parcel"]);
}

#[test]
fn broken_files_do_not_stop_a_plan() {
    let environment = TestEnvironment::with(&["small/broken"]);
    let ran = environment.expect(0, &["plan", "broken", "--stdout"]);
    ran.says(&["warning: "]);
    assert!(ran.stderr.contains("could not be read whole") || ran.stdout.contains("bad.go"));
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_and_are_reported() {
    use std::os::unix::fs::symlink;
    let environment = TestEnvironment::with(&["small/no-docs"]);
    environment.write("outside/secret.go", "package outside\n\nfunc Secret() {}\n");
    let link = |to: &str, name: &str| symlink(to, environment.path("no-docs").join(name)).unwrap();
    link("round", "circle");
    link("circle", "round");
    link(".", "inside");
    link("../outside", "out");
    link("nothing", "dangling");
    let analysis = environment.json(&["analyze", "no-docs"]);
    for name in ["circle", "round", "out", "dangling"] {
        check_problem(&analysis, &format!("{name} link"));
    }
    assert!(!analysis.to_string().contains("inside"), "a link that hides nothing needs no remark");
    assert!(!analysis.to_string().contains("Secret"));

    environment.commit("no-docs");
    let committed = environment.json(&["analyze", "no-docs", "--rev", "HEAD"]);
    assert_eq!(problems(&committed), problems(&environment.json(&["analyze", "no-docs"])));
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_a_diagnostic() {
    use std::os::unix::fs::PermissionsExt as _;
    let environment = TestEnvironment::with(&["small/no-docs"]);
    let path = environment.path("no-docs/main.go");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    // The superuser reads everything, so there is nothing to see then.
    if std::fs::read(&path).is_ok() {
        return;
    }
    let analysis = environment.json(&["analyze", "no-docs"]);
    check_problem(&analysis, "main.go unreadable");
    assert!(!analysis["functions"].as_array().unwrap().is_empty(), "the rest is analysed");
}

#[test]
fn a_file_that_is_too_large_is_listed_and_not_read() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    environment.write("no-docs/large.go", format!("package main\n{}", "// x\n".repeat(500_000)));
    let analysis = environment.json(&["analyze", "no-docs"]);
    check_problem(&analysis, "large.go too_large");
    let files = analysis["files"].as_array().unwrap();
    assert!(files.iter().any(|file| file["path"] == "large.go"));
}

#[test]
fn a_wrong_configuration_names_its_line() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    environment.write("no-docs/groundplan.toml", "deadline = \"June\"\n\n[capacity]\nteams = 3\n");
    check_error(&environment, &["plan", "no-docs"], &["groundplan.toml", "line 4", "teams"]);
    environment.write("no-docs/groundplan.toml", "[answers]\nTEAM = \"3\"\n");
    check_error(&environment, &["plan", "no-docs"], &["groundplan.toml", "TEAM"]);
}

#[test]
fn a_wrong_template_names_itself_and_its_line() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    let template = "no-docs/.groundplan/templates/classic/plan.j2";
    environment.write(template, "# Plan\n{% for a in %}\n");
    check_error(&environment, &["plan", "no-docs"], &["template plan.j2:2"]);
    environment.write(template, "# Plan\n\n{{ nobody_knows }}\n");
    check_error(&environment, &["plan", "no-docs"], &["template plan.j2:3"]);
    environment.write(template, "# {{ name }} by us\n");
    assert_eq!(environment.expect(0, &["plan", "no-docs", "--stdout"]).stdout, "# no-docs by us\n");
}

#[test]
fn a_wrong_query_names_itself_and_its_line() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    let query = "no-docs/.groundplan/queries/go/tags.scm";
    environment.write(query, "; ours\n(no_such_node) @definition.type\n");
    check_error(
        &environment,
        &["analyze", "no-docs"],
        &[".groundplan/queries/go/tags.scm", "line 2"],
    );
}

#[test]
fn a_wrong_prompt_names_itself_and_its_line() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    let prompt = ["prompt", "no-docs", "--template", "mine.txt"];
    environment.write("mine.txt", "One\n{{.Input}}\n{{range .Files}}\n");
    check_error(&environment, &prompt, &["mine.txt:3", "range .Files"]);
    environment.write("mine.txt", "Nothing to fill.\n");
    check_error(&environment, &prompt, &["mine.txt", "{{.Input}}"]);
}

#[test]
fn a_prompt_that_does_not_exist_is_named() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    check_error(&environment, &["prompt", "no-docs", "--template", "mine.txt"], &["mine.txt"]);
}

#[test]
fn an_unknown_standard_is_named() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    check_error(&environment, &["plan", "no-docs", "--standard", "baroque"], &["baroque"]);
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_is_no_error() {
    use std::{io::Read as _, process::Stdio};
    let environment = TestEnvironment::with(&["plugin-fees"]);
    let mut program = std::process::Command::new(assert_cmd::cargo::cargo_bin!("groundplan"));
    program.args(["analyze", "plugin-fees"]).current_dir(environment.path(""));
    program.env("GROUNDPLAN_CACHE_DIR", environment.cache());
    let mut child = program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert!(child.wait().unwrap().success(), "{stderr}");
    assert_eq!(stderr, "");
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    let ran = environment.expect(2, &["analyze", "no-docs", "-o", "no-docs/main.go/a.json"]);
    ran.says(&["cannot write no-docs/main.go/a.json"]);
}
