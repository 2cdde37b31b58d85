//! Files that the program can write itself are equal to what it writes now.
//!
//! `UPDATE=1 cargo test --test it tidy` writes them.

use std::fs;

use camino::Utf8Path;
use clap::CommandFactory as _;

use crate::environment::{PROJECT, TestEnvironment};

/// Compares a file with what it should be, or writes it when `UPDATE` is set.
#[track_caller]
fn check(path: &str, expected: &str) {
    let file = Utf8Path::new(PROJECT).join(path);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, expected).unwrap();
    }
    let found = fs::read_to_string(&file).unwrap_or_default();
    assert!(found == expected, "{path} is not current: UPDATE=1 cargo test --test it tidy");
}

/// Names of all commands, from the command line itself.
fn commands() -> Vec<String> {
    let command = groundplan::cli::Arguments::command();
    command.get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

/// Names that `groundplan schema` takes.
fn schemas() -> Vec<String> {
    let command = groundplan::cli::Arguments::command();
    let schema = command.find_subcommand("schema").unwrap();
    let argument = schema.get_arguments().find(|argument| argument.get_id() == "name").unwrap();
    let values = argument.get_possible_values();
    values.iter().map(|value| value.get_name().to_owned()).collect()
}

#[test]
fn published_schemas_are_current() {
    let environment = TestEnvironment::new();
    let names = schemas();
    assert!(!names.is_empty());
    for name in &names {
        let text = environment.expect(0, &["schema", name]).stdout;
        check(&format!("docs/schema/{name}.json"), &text);
    }
    let folder = Utf8Path::new(PROJECT).join("docs/schema");
    assert_eq!(crate::environment::files(&folder).len(), names.len(), "files in docs/schema");
}

#[test]
fn the_command_line_reference_is_current() {
    let environment = TestEnvironment::new();
    let mut text =
        "# Command line\n\nWhat `groundplan --help` and `groundplan COMMAND --help` print. \
                    Generated: `UPDATE=1 cargo test --test it tidy` writes it.\n"
            .to_owned();
    let help = |arguments: &[&str]| environment.expect(0, arguments).stdout;
    text.push_str(&section("groundplan", &help(&["--help"])));
    for name in commands() {
        text.push_str(&section(&format!("groundplan {name}"), &help(&[&name, "--help"])));
    }
    check("docs/cli.md", &text);
}

#[test]
fn the_pages_of_the_rules_are_current() {
    let environment = TestEnvironment::new();
    let mut text = "# Rules of `groundplan check`\n\nWhat `groundplan explain` prints. Generated: \
                    `UPDATE=1 cargo test --test it tidy` writes it.\n\n"
        .to_owned();
    text.push_str(&environment.expect(0, &["explain"]).stdout);
    text.push('\n');
    text.push_str(&environment.expect(0, &["explain", "*"]).stdout);
    check("docs/rules.md", &text);
}

fn section(title: &str, help: &str) -> String {
    let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
    format!("\n## {title}\n\n```text\n{}\n```\n", lines.join("\n").trim_end())
}

#[test]
fn every_command_has_an_example_in_its_help() {
    let environment = TestEnvironment::new();
    // `languages` takes nothing, so its usage is its example.
    for name in commands().iter().filter(|name| *name != "languages") {
        let help = environment.expect(0, &[name, "--help"]).stdout;
        assert!(help.contains("Example"), "{name}");
    }
}
