//! docs/tour.md: every command of it is run, and what it shows is what the program prints.
//!
//! Blocks marked `console` hold commands behind `$ ` (further lines of one behind `> `) and what they print; a line `…`
//! stands for any lines. Blocks marked `sh` are run as they are. All share one folder to work in, which begins as a clone
//! of this project would. `UPDATE=1 cargo test --test it tour` writes what is printed now wherever it differs.

use std::fmt::Write as _;

use camino::Utf8PathBuf;

use crate::environment::{PROJECT, REFERENCES, Ran, TestEnvironment};

/// What the text of a page is made of.
#[derive(Debug)]
enum Part {
    /// Lines that nothing is done with.
    Text(String),
    /// A script without output that matters.
    Script(String),
    /// A command as it is written, as it is run, and the lines that follow it.
    Command { written: String, script: String, shown: String },
}

/// One shell session: what a command leaves behind is there for the next one.
struct Session {
    environment: TestEnvironment,
    folder: Utf8PathBuf,
}

impl Session {
    fn new() -> Self {
        let environment = TestEnvironment::new();
        for name in ["plugin-fees"].iter().chain(&REFERENCES) {
            // Where a clone has them; `fixture` copies without what earlier runs left.
            let copy = environment.fixture(name);
            let place = environment.path("groundplan/fixtures");
            std::fs::create_dir_all(&place).unwrap();
            std::fs::rename(copy, place.join(name)).unwrap();
        }
        let folder = environment.path("groundplan");
        Self { environment, folder }
    }

    /// Runs a script in the folder where the last one ended; standard output and error in one.
    fn run(&mut self, script: &str) -> Ran {
        let program =
            Utf8PathBuf::from(assert_cmd::cargo::cargo_bin!("groundplan").to_str().unwrap());
        let path = std::env::var("PATH").unwrap();
        let state = self.environment.path("folder");
        let whole = format!("exec 2>&1\n{script}\ncode=$?\npwd > '{state}'\nexit $code\n");
        let mut shell = assert_cmd::Command::new("sh");
        shell.arg("-c").arg(whole).env_clear().current_dir(&self.folder).envs([
            ("PATH", format!("{}:{path}", program.parent().unwrap()).as_str()),
            ("HOME", self.environment.path("").as_str()),
            ("GROUNDPLAN_CACHE_DIR", self.environment.cache().as_str()),
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
        ]);
        for role in ["AUTHOR", "COMMITTER"] {
            shell.env(format!("GIT_{role}_NAME"), "Ada Example");
            shell.env(format!("GIT_{role}_EMAIL"), "ada@example.org");
            shell.env(format!("GIT_{role}_DATE"), "2026-11-23T09:00:00+00:00");
        }
        let ran = Ran::new(&shell.output().unwrap());
        if let Ok(folder) = std::fs::read_to_string(&state) {
            self.folder = folder.trim().into();
        }
        ran
    }
}

#[test]
fn every_command_does_what_the_page_shows() {
    let path = format!("{PROJECT}/docs/tour.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let mut session = Session::new();
    let mut now = String::new();
    let mut commands = 0;
    for part in parts(&page) {
        match part {
            Part::Text(text) => now.push_str(&text),
            Part::Script(script) => {
                let ran = session.run(&script);
                assert_eq!(ran.code, 0, "{script}\n{}", ran.stdout);
                now.push_str(&script);
            }
            Part::Command { written, script, shown } => {
                commands += 1;
                let ran = session.run(&script);
                assert_eq!(ran.code, 0, "{script}\n{}", ran.stdout);
                let printed = trimmed(&ran.stdout);
                let shown = if fits(&shown, &printed) { shown } else { printed };
                write!(now, "{written}{shown}").unwrap();
            }
        }
    }
    assert!(commands > 20, "{commands} commands were read from the page");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(kept == now, "{}", difference(&kept, &now));
}

/// Takes a page apart; its parts in order are the whole page.
fn parts(page: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut fence = "";
    for line in page.split_inclusive('\n') {
        let text = line.trim_end();
        if text.starts_with("```") {
            fence = if fence.is_empty() { text } else { "" };
            parts.push(Part::Text(line.to_owned()));
            continue;
        }
        match (fence, text, parts.last_mut()) {
            ("```sh", _, Some(Part::Script(script))) => script.push_str(line),
            ("```sh", ..) => parts.push(Part::Script(line.to_owned())),
            ("```console", ..) if text.starts_with("$ ") => parts.push(command(line)),
            ("```console", _, Some(Part::Command { written, script, shown })) => {
                match text.strip_prefix("> ").filter(|_| shown.is_empty()) {
                    Some(further) => {
                        written.push_str(line);
                        writeln!(script, "{further}").unwrap();
                    }
                    None => shown.push_str(line),
                }
            }
            (_, _, Some(Part::Text(before))) => before.push_str(line),
            _ => parts.push(Part::Text(line.to_owned())),
        }
    }
    parts
}

fn command(line: &str) -> Part {
    let script = line.trim_start_matches("$ ").to_owned();
    Part::Command { written: line.to_owned(), script, shown: String::new() }
}

/// Lines without blanks at their ends, and without empty lines at the end of all.
fn trimmed(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let text = lines.join("\n").trim_end().to_owned();
    if text.is_empty() { text } else { text + "\n" }
}

/// Whether lines are as shown, where `…` stands for any number of them.
fn fits(shown: &str, printed: &str) -> bool {
    let shown: Vec<&str> = shown.lines().collect();
    let printed: Vec<&str> = printed.lines().collect();
    let groups: Vec<&[&str]> = shown.split(|line| *line == "…").collect();
    let Some((last, before)) = groups.split_last() else { return printed.is_empty() };
    let mut at = 0;
    for (place, group) in before.iter().enumerate() {
        let rest = &printed[at..];
        let found = match (place, group.is_empty()) {
            (_, true) => Some(0),
            (0, _) => rest.starts_with(group).then_some(0),
            _ => rest.windows(group.len()).position(|window| window == *group),
        };
        let Some(found) = found else { return false };
        at += found + group.len();
    }
    let rest = &printed[at..];
    if before.is_empty() { rest == *last } else { rest.ends_with(last) }
}

/// The first lines in which two pages differ.
fn difference(kept: &str, now: &str) -> String {
    let (mut kept, mut now) = (kept.lines(), now.lines());
    let mut number = 0;
    loop {
        number += 1;
        let (before, after) = (kept.next(), now.next());
        if before != after {
            return format!(
                "docs/tour.md:{number}\n  says   {}\n  is now {}\n`UPDATE=1 cargo test --test it tour` writes it; read the difference",
                before.unwrap_or("(the end)"),
                after.unwrap_or("(the end)"),
            );
        }
    }
}

#[test]
fn dots_stand_for_any_lines() {
    for (shown, printed, expected) in [
        ("", "", true),
        ("a\nb\n", "a\nb\n", true),
        ("a\n", "a\nb\n", false),
        ("a\n…\n", "a\nb\nc\n", true),
        ("a\n…\nc\n", "a\nb\nc\n", true),
        ("…\nb\n…\n", "a\nb\nc\n", true),
        ("…\nd\n…\n", "a\nb\nc\n", false),
        ("b\n…\n", "a\nb\n", false),
        ("a\n…\nb\n…\na\n", "a\nb\na\n", true),
        ("a\n…\na\n", "a\n", false),
    ] {
        assert_eq!(fits(shown, printed), expected, "{shown:?} {printed:?}");
    }
}
