//! `groundplan init`, `setup` and `man`.

use std::fs;

use crate::environment::TestEnvironment;

#[test]
fn init_writes_settings_that_hold_and_never_writes_over_them() {
    let environment = TestEnvironment::plugins();
    let ran = environment.expect(0, &["init", "plugin-fees"]);
    assert!(ran.stderr.contains("groundplan.toml"), "{}", ran.stderr);
    let path = environment.path("plugin-fees/groundplan.toml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("\"../plugin-scheduler\""), "{text}");
    assert!(text.contains("docs/pre-development-docs/PRD.md"), "{text}");
    // With every commented setting switched on it is still a file that is read.
    let settings =
        ["standard", "include", "exclude", "start", "deadline", "team", "hours", "focus"];
    let is_one = |line: &str| settings.iter().any(|name| line.starts_with(&format!("# {name}")));
    let switched = |line: &'_ str| is_one(line) && line.contains(" = ");
    let all: Vec<&str> =
        text.lines().map(|line| if switched(line) { &line[2..] } else { line }).collect();
    let all = all.join("\n");
    assert_ne!(all, text);
    fs::write(&path, &all).unwrap();
    environment.expect(0, &["questions", "plugin-fees"]);
    let ran = environment.expect(2, &["init", "plugin-fees"]);
    assert!(ran.stderr.contains("is there already"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(&path).unwrap(), all);
    let schema = fs::read_to_string(environment.path("plugin-fees/.groundplan/config.schema.json"));
    assert_eq!(schema.unwrap(), environment.expect(0, &["schema", "config"]).stdout);
}

#[test]
fn init_says_what_it_did_not_find() {
    let environment = TestEnvironment::new();
    environment.write("empty/readme.txt", "nothing");
    let ran = environment.expect(0, &["init", "empty", "--stdout"]);
    assert!(ran.stdout.contains("No planning document was found"), "{}", ran.stdout);
    assert!(ran.stdout.contains("None of the siblings"), "{}", ran.stdout);
    assert!(!environment.path("empty/groundplan.toml").exists());
}

#[test]
fn setup_can_be_repeated_tried_out_and_taken_back() {
    let environment = TestEnvironment::new();
    environment.write("p/.vscode/mcp.json", "{\n  // ours\n  \"servers\": {}\n}\n");
    let agents =
        ["--agent", "claude", "--agent", "cursor", "--agent", "vscode", "--agent", "codex"];
    let run = |more: &[&str]| {
        let arguments: Vec<&str> =
            ["setup", "p"].iter().chain(&agents).chain(more).copied().collect();
        environment.expect(0, &arguments)
    };
    let files = [".mcp.json", ".cursor/mcp.json", ".vscode/mcp.json", ".codex/config.toml"];
    let read = |file: &str| fs::read_to_string(environment.path(&format!("p/{file}"))).ok();
    let all = || files.map(read);
    let before = all();
    let tried = run(&["--dry-run"]);
    assert_eq!(tried.stdout.matches("+++ ").count(), 4, "{}", tried.stdout);
    assert_eq!(all(), before);
    run(&[]);
    let made = all();
    assert!(made.iter().all(|text| text.as_ref().is_some_and(|text| text.contains("serve"))));
    let again = run(&[]);
    assert_eq!(again.stderr.matches("nothing to do").count(), 4, "{}", again.stderr);
    assert_eq!(all(), made);
    run(&["--remove"]);
    assert_eq!(all().iter().flatten().count(), 1);
    assert!(read(".vscode/mcp.json").unwrap().contains("// ours"));
}

#[test]
fn setup_writes_nothing_when_one_file_cannot_be_edited() {
    let environment = TestEnvironment::new();
    environment.write("p/.cursor/mcp.json", "{ \"mcpServers\": ");
    let ran = environment.expect(2, &["setup", "p", "--agent", "claude", "--agent", "cursor"]);
    assert!(
        ran.stderr.contains(".cursor/mcp.json") && ran.stderr.contains("line 1"),
        "{}",
        ran.stderr
    );
    assert!(!environment.path("p/.mcp.json").exists());
}

#[test]
fn every_command_has_a_manual_page() {
    let environment = TestEnvironment::new();
    environment.expect(0, &["man", "--dir", environment.path("man").as_str()]);
    let page = fs::read_to_string(environment.path("man/groundplan-plan.1")).unwrap();
    assert_eq!(page, environment.expect(0, &["man", "plan"]).stdout);
    assert!(page.contains("groundplan\\-plan"), "{page}");
    assert!(page.contains(".TH groundplan-plan 1 \"\" \"groundplan "), "{page}");
    // Examples keep their lines.
    assert!(page.contains("Examples:\n.nf\n  groundplan plan ../plugin\\-fees\n"), "{page}");
    assert!(environment.path("man/groundplan.1").exists());
}
