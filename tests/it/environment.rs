//! A place of its own for each test: a temporary folder, the program without the user's settings, and
//! Git with fixed people and dates.

use std::{fs, path::Path, process::Output};

use assert_cmd::Command;
use camino::{Utf8Path, Utf8PathBuf};
use serde_json::Value;
use tempfile::TempDir;

/// The root of this project.
pub(crate) const PROJECT: &str = env!("CARGO_MANIFEST_DIR");

/// The reference plugins among the fixtures.
pub(crate) const REFERENCES: [&str; 3] =
    ["plugin-event-streamer", "plugin-scheduler", "plugin-spending-control"];

/// Where a target's plan goes.
pub(crate) const PLAN: &str = "docs/pre-development-docs/IMPLEMENTATION_PLAN.md";

/// A temporary folder with the program to run in it.
pub(crate) struct TestEnvironment {
    // Held because the folder goes with it.
    _folder: TempDir,
    root: Utf8PathBuf,
    /// Beside the root, so that no test that looks at everything below the root meets it.
    cache: TempDir,
}

/// What a run of the program left.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl TestEnvironment {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let cache = tempfile::tempdir().unwrap();
        Self { _folder: folder, root: Utf8PathBuf::from_path_buf(root).unwrap(), cache }
    }

    /// An environment with these fixtures beside each other.
    pub(crate) fn with(fixtures: &[&str]) -> Self {
        let environment = Self::new();
        for fixture in fixtures {
            environment.fixture(fixture);
        }
        environment
    }

    /// The target of the main job beside its three references.
    pub(crate) fn plugins() -> Self {
        let environment = Self::with(&REFERENCES);
        environment.fixture("plugin-fees");
        environment
    }

    pub(crate) fn path(&self, path: &str) -> Utf8PathBuf {
        self.root.join(path)
    }

    /// Copies `fixtures/<name>` and returns the copy, which is called like the last part of the name.
    pub(crate) fn fixture(&self, name: &str) -> Utf8PathBuf {
        let from = Utf8Path::new(PROJECT).join("fixtures").join(name);
        let to = self.root.join(from.file_name().unwrap());
        copy(&from, &to);
        to
    }

    /// Writes a file below the root, with its folders.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Runs the program in the root.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let output = self.program().args(arguments).output().unwrap();
        Ran::new(&output)
    }

    /// Runs the program and takes an exit code other than `code` for a failure of the test.
    #[track_caller]
    pub(crate) fn expect(&self, code: i32, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments);
        assert_eq!(ran.code, code, "groundplan {arguments:?}\n{}", ran.stderr);
        ran
    }

    /// Standard output of a run that must succeed, as JSON.
    #[track_caller]
    pub(crate) fn json(&self, arguments: &[&str]) -> Value {
        let ran = self.expect(0, arguments);
        serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}"))
    }

    /// The program with nothing of the user's environment but the search path.
    pub(crate) fn program(&self) -> Command {
        let mut program = Command::new(assert_cmd::cargo::cargo_bin!("groundplan"));
        program.env_clear().current_dir(&self.root).env("HOME", &self.root);
        program.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        program.env("GROUNDPLAN_CACHE_DIR", self.cache());
        program
    }

    /// The folder of the program's cache.
    pub(crate) fn cache(&self) -> &Utf8Path {
        Utf8Path::from_path(self.cache.path()).unwrap()
    }

    /// Makes a repository of a folder below the root, with everything in one commit.
    pub(crate) fn commit(&self, folder: &str) {
        self.git(folder, &["init", "--quiet", "--initial-branch=main"]);
        self.git(folder, &["add", "--all", "--force"]);
        self.git(folder, &["commit", "--quiet", "--allow-empty", "--message=first"]);
    }

    /// Runs Git in a folder below the root and returns what it prints.
    #[track_caller]
    pub(crate) fn git(&self, folder: &str, arguments: &[&str]) -> String {
        self.git_at("2025-03-03T09:00:00+00:00", folder, arguments)
    }

    /// The same at another date.
    #[track_caller]
    pub(crate) fn git_at(&self, date: &str, folder: &str, arguments: &[&str]) -> String {
        let mut git = Command::new("git");
        git.env_clear().current_dir(self.path(folder)).args(arguments);
        git.env("PATH", std::env::var_os("PATH").unwrap_or_default()).envs([
            ("HOME", self.root.as_str()),
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_AUTHOR_NAME", "Ada Example"),
            ("GIT_AUTHOR_EMAIL", "ada@example.org"),
            ("GIT_AUTHOR_DATE", date),
            ("GIT_COMMITTER_NAME", "Ada Example"),
            ("GIT_COMMITTER_EMAIL", "ada@example.org"),
            ("GIT_COMMITTER_DATE", date),
        ]);
        let ran = Ran::new(&git.output().unwrap());
        assert_eq!(ran.code, 0, "git {arguments:?}: {}", ran.stderr);
        ran.stdout
    }
}

impl Ran {
    pub(crate) fn new(output: &Output) -> Self {
        Self {
            // A process that a signal ended has no code.
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Takes it for a failure when a text is missing on stderr.
    #[track_caller]
    pub(crate) fn says(&self, texts: &[&str]) {
        for text in texts {
            assert!(self.stderr.contains(text), "no `{text}` in:\n{}", self.stderr);
        }
    }
}

/// Every file below a folder, relative to it and sorted.
pub(crate) fn files(folder: &Utf8Path) -> Vec<Utf8PathBuf> {
    let mut found = Vec::new();
    gather(folder, folder, &mut found);
    found.sort();
    found
}

fn gather(top: &Utf8Path, folder: &Utf8Path, found: &mut Vec<Utf8PathBuf>) {
    for entry in folder.read_dir_utf8().unwrap_or_else(|error| panic!("{folder}: {error}")) {
        let path = entry.unwrap().into_path();
        if path.is_dir() {
            gather(top, &path, found);
        } else {
            found.push(path.strip_prefix(top).unwrap().to_owned());
        }
    }
}

/// Copies a fixture as a checkout would have it: without a plan that somebody had made of it.
fn copy(from: &Utf8Path, to: &Utf8Path) {
    let is_reference = REFERENCES.iter().any(|name| from.ends_with(name));
    for path in files(from) {
        // What a run of the example left is no part of it.
        let remembered = path.components().any(|part| part.as_str() == ".groundplan");
        if remembered || (path == PLAN && !is_reference) {
            continue;
        }
        let target = to.join(&path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(Path::new(from.join(&path).as_str()), &target).unwrap();
    }
}
