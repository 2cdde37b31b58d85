//! A repository to make histories in.

use std::{fs, process::Command, sync::LazyLock};

use tempfile::TempDir;

use crate::{
    error::Stop,
    history::{Options, Tip, Work, walk},
    model::GitFacts,
};

/// A repository whose clock goes on by a day with each commit.
pub(super) struct Repo {
    pub(super) room: TempDir,
    pub(super) days: i64,
}

static NEVER: LazyLock<Stop> = LazyLock::new(Stop::default);

/// A commit whose history nobody calls off.
pub(super) fn tip<'a>(
    repo: &'a gix::ThreadSafeRepository,
    commit: &'a str,
    folder: &'a str,
) -> Tip<'a> {
    Tip { repo, commit, folder, stop: &NEVER }
}

pub(super) const START: i64 = 1_700_000_000;
pub(super) const DAY: i64 = 86_400;
pub(super) const ANN: (&str, &str) = ("Ann", "ann@x.test");

impl Repo {
    pub(super) fn new() -> Self {
        let repo = Self { room: TempDir::new().unwrap(), days: 0 };
        repo.git(ANN, &["init", "-q", "-b", "main", "."]);
        repo
    }

    pub(super) fn write(&self, path: &str, text: &str) {
        let path = self.room.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Writes files and commits everything.
    pub(super) fn commit(&mut self, author: (&str, &str), files: &[(&str, &str)]) {
        for (path, text) in files {
            self.write(path, text);
        }
        self.days += 1;
        self.git(author, &["add", "-A", "."]);
        self.git(author, &["commit", "-q", "--allow-empty", "-m", "change"]);
    }

    pub(super) fn merge(&mut self, arguments: &[&str]) {
        self.days += 1;
        self.git(ANN, &[&["merge", "-q", "--no-ff", "-m", "merge"], arguments].concat());
    }

    pub(super) fn git(&self, (name, email): (&str, &str), arguments: &[&str]) -> String {
        let time = START + self.days * DAY;
        let output = Command::new("git")
            .current_dir(self.room.path())
            .args(arguments)
            .env_clear()
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
            .envs([
                ("GIT_CONFIG_GLOBAL", "/dev/null"),
                ("GIT_CONFIG_SYSTEM", "/dev/null"),
                ("GIT_AUTHOR_NAME", name),
                ("GIT_AUTHOR_EMAIL", email),
                ("GIT_COMMITTER_NAME", "Bot"),
                ("GIT_COMMITTER_EMAIL", "bot@x.test"),
                ("GIT_AUTHOR_DATE", &format!("{} +0200", time - 60)),
                ("GIT_COMMITTER_DATE", &format!("{time} +0000")),
            ])
            .output()
            .unwrap();
        assert!(output.status.success(), "git {arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    }

    pub(super) fn facts(&self, revision: &str, folder: &str) -> GitFacts {
        self.facts_with(revision, folder, &Options::default())
    }

    /// The work behind the facts.
    pub(super) fn work(&self, revision: &str) -> Work {
        let commit = self.git(ANN, &["rev-parse", revision]);
        let repo = gix::open::Options::isolated().open(self.room.path().join(".git")).unwrap();
        walk(tip(&repo, &commit, ""), &Options::default()).unwrap().work
    }

    pub(super) fn facts_with(&self, revision: &str, folder: &str, options: &Options) -> GitFacts {
        let commit = self.git(ANN, &["rev-parse", &format!("{revision}^{{commit}}")]);
        let repo = gix::open::Options::isolated().open(self.room.path().join(".git")).unwrap();
        let facts = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| walk(tip(&repo, &commit, folder), options)).unwrap().facts
        };
        assert_eq!(facts(1), facts(3), "threads do not matter");
        facts(2)
    }

    /// What the `git` program lists for a folder.
    pub(super) fn count(&self, folder: &str, more: &[&str]) -> u32 {
        let arguments = [&["rev-list", "--count", "HEAD"], more, &["--", folder]].concat();
        self.git(ANN, &arguments).parse().unwrap()
    }
}
