//! Snapshots of small repositories made with the `git` program, apart from any configuration of the
//! machine.

mod places;
mod revisions;
mod rules;
mod submodules;
mod trouble;
mod worktree;

use std::{collections::BTreeMap, fs, path::PathBuf, process::Command};

use camino::Utf8PathBuf;
use tempfile::TempDir;

use super::{Entry, Options, Snapshot, open};
use crate::error::{Error, Result};

/// A repository in a temporary folder, `work`, inside a folder that is thrown away.
struct Repo {
    room: TempDir,
}

impl Repo {
    /// A folder without Git.
    fn folder() -> Self {
        let repo = Self { room: TempDir::new().unwrap() };
        fs::create_dir(repo.path("")).unwrap();
        repo
    }

    /// An empty repository.
    fn new() -> Self {
        let repo = Self::folder();
        repo.git(&["init", "-q", "-b", "main", "."]);
        repo
    }

    /// A repository whose only commit holds `files`.
    fn with(files: &[(&str, &str)]) -> Self {
        let repo = Self::new();
        for (path, text) in files {
            repo.write(path, text);
        }
        repo.commit();
        repo
    }

    fn path(&self, below: &str) -> PathBuf {
        let work = self.room.path().join("work");
        if below.is_empty() { work } else { work.join(below) }
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[cfg(unix)]
    fn link(&self, path: &str, target: &str) {
        std::os::unix::fs::symlink(target, self.path(path)).unwrap();
    }

    #[cfg(unix)]
    fn executable(&self, path: &str) {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(self.path(path), fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Adds everything, ignored files too, and commits.
    fn commit(&self) {
        self.git(&["add", "-f", "-A", "."]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "change"]);
    }

    fn git(&self, arguments: &[&str]) -> String {
        self.git_in("", arguments)
    }

    /// Runs Git in a folder relative to the worktree.
    fn git_in(&self, folder: &str, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .current_dir(self.path(folder))
            .args(["-c", "protocol.file.allow=always"])
            .args(arguments)
            .env_clear()
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
            .envs([
                ("GIT_CONFIG_GLOBAL", "/dev/null"),
                ("GIT_CONFIG_SYSTEM", "/dev/null"),
                ("GIT_AUTHOR_NAME", "Ann"),
                ("GIT_AUTHOR_EMAIL", "ann@x.test"),
                ("GIT_COMMITTER_NAME", "Ann"),
                ("GIT_COMMITTER_EMAIL", "ann@x.test"),
                ("GIT_AUTHOR_DATE", "1700000000 +0000"),
                ("GIT_COMMITTER_DATE", "1700000000 +0000"),
            ])
            .output()
            .unwrap();
        assert!(output.status.success(), "git {arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    }

    fn open(&self, below: &str) -> Snapshot {
        self.try_open(below, None).unwrap()
    }

    fn open_at(&self, below: &str, revision: &str) -> Snapshot {
        self.try_open(below, Some(revision)).unwrap()
    }

    fn try_open(&self, below: &str, revision: Option<&str>) -> Result<Snapshot> {
        let options = Options { revision: revision.map(Into::into), ..Options::default() };
        self.open_with(below, &Options { max_file_bytes: 100, ..options })
    }

    fn open_with(&self, below: &str, options: &Options) -> Result<Snapshot> {
        open(&Utf8PathBuf::from_path_buf(self.path(below)).unwrap(), options)
    }

    fn error(&self, below: &str, revision: Option<&str>) -> Error {
        let error = self.try_open(below, revision).err().expect("an error");
        assert!(error.way_out().is_some(), "{error} has no hint");
        error
    }
}

fn paths(snapshot: &Snapshot) -> Vec<&str> {
    snapshot.entries.iter().map(|entry| &*entry.path).collect()
}

fn entry<'s>(snapshot: &'s Snapshot, path: &str) -> &'s Entry {
    snapshot.entries.iter().find(|entry| &*entry.path == path).expect(path)
}

/// Paths and reasons of what is left out.
fn left_out(snapshot: &Snapshot) -> Vec<(&str, &str)> {
    snapshot.left_out.iter().map(|one| (&*one.path, &*one.reason)).collect()
}

/// Takes it for a failure when a clean worktree and its commit differ.
#[track_caller]
fn same_as_commit(repo: &Repo, below: &str) -> Snapshot {
    let (work, commit) = (repo.open(below), repo.open_at(below, "HEAD"));
    assert_eq!(contents(&work), contents(&commit));
    assert_eq!(work.diagnostics, commit.diagnostics);
    assert_eq!(work.left_out, commit.left_out);
    assert!(!work.repo.dirty, "{below} is dirty");
    work
}

/// `file: message` of the diagnostics.
fn problems(snapshot: &Snapshot) -> Vec<String> {
    snapshot.diagnostics.iter().map(|found| format!("{}: {}", found.file, found.message)).collect()
}

/// Everything an analysis sees of the files.
fn contents(snapshot: &Snapshot) -> BTreeMap<String, (u64, String, Vec<u8>)> {
    let one = |entry: &Entry| {
        let marks = (entry.vendored, entry.generated, entry.export_ignore, &entry.encoding);
        let marks = format!("{:?} {:?} {marks:?}", entry.mode, entry.blob);
        (entry.path.to_string(), (entry.size, marks, snapshot.read(entry).unwrap()))
    };
    snapshot.entries.iter().map(one).collect()
}
