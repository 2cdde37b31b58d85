//! Generated histories: what the analysis says about changes is what `git log --numstat` says, with and
//! without renames.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use groundplan::{
    error::Stop,
    history,
    model::{GitFacts, HistoryDepth},
};
use proptest::{collection::vec, option, prelude::*, sample::select};

use crate::environment::TestEnvironment;

/// What happens in a commit.
#[derive(Clone, Debug)]
enum Step {
    /// Lines from a text, written to a path.
    Write(&'static str, Vec<u8>),
    Move(&'static str, &'static str),
    Remove(&'static str),
    /// Goes back so many commits and goes on from there.
    Branch(usize),
    /// Joins every line of history that is open.
    Merge,
    /// Commits from here on are so many days after 2020-01-01, whatever came before.
    Day(i64),
}

/// 2020-01-01.
const START: i64 = 1_577_836_800;
const DAY: i64 = 86_400;

const PATHS: &[&str] =
    &["a.txt", "b.txt", "dir/a.txt", "dir/b c.txt", "dir/déep/a.txt", "other/b.txt", "x", "x.bin"];

fn steps() -> impl Strategy<Value = Vec<Vec<Step>>> {
    let path = || select(PATHS);
    let step = prop_oneof![
        6 => (path(), vec(0_u8..12, 0..14)).prop_map(|(path, lines)| Step::Write(path, lines)),
        4 => (path(), path()).prop_map(|(from, to)| Step::Move(from, to)),
        1 => path().prop_map(Step::Remove),
        1 => (1_usize..4).prop_map(Step::Branch),
        1 => Just(Step::Merge),
        1 => (0_i64..6).prop_map(Step::Day),
    ];
    vec(vec(step, 0..4), 1..9)
}

/// Small numbers of different lines make similar files likely; one of them makes a file binary, one
/// has a CR, one no end.
fn text(lines: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    for line in lines {
        match line {
            0 => text.extend(b"\n"),
            1 => text.extend(b"with return\r\n"),
            2 if lines.first() == Some(&2) => text.extend(b"\0binary\n"),
            3 => text.extend(b"no end"),
            line => text.extend(format!("line {line} of a text that is long enough\n").bytes()),
        }
    }
    text
}

/// Added, deleted, older name, name.
type Line = (u64, u64, Option<String>, String);

struct History {
    environment: TestEnvironment,
    commits: usize,
    /// Side branches made so far.
    branches: usize,
    /// Those that are not merged.
    open: Vec<String>,
    /// Seconds since 1970-01-01 of the next commit.
    now: i64,
}

impl History {
    fn new(commits: &[Vec<Step>]) -> Self {
        let environment = TestEnvironment::new();
        std::fs::create_dir_all(environment.path("repo")).unwrap();
        let mut history =
            Self { environment, commits: 0, branches: 0, open: Vec::new(), now: START };
        history.git(&["init", "--quiet", "--initial-branch=main"]);
        history.commit("start");
        for steps in commits {
            for step in steps {
                history.apply(step);
            }
            history.commit("change");
        }
        history
    }

    fn apply(&mut self, step: &Step) {
        let file = |path: &str| self.environment.path(&format!("repo/{path}"));
        match step {
            Step::Write(path, lines) => {
                self.environment.write(&format!("repo/{path}"), text(lines));
            }
            Step::Move(from, to) if file(from).is_file() => {
                std::fs::create_dir_all(file(to).parent().unwrap()).unwrap();
                std::fs::rename(file(from), file(to)).unwrap();
            }
            Step::Remove(path) if file(path).is_file() => std::fs::remove_file(file(path)).unwrap(),
            Step::Branch(back) if *back < self.commits && self.open.len() < 2 => {
                self.commit("before the branch");
                self.branches += 1;
                let name = format!("side-{}", self.branches);
                self.git(&["branch", &name]);
                self.open.push(name);
                self.git(&["reset", "--quiet", "--hard", &format!("HEAD~{back}")]);
                self.commits -= back;
            }
            Step::Day(day) => self.now = START + day * DAY,
            Step::Merge if !self.open.is_empty() => self.merge(),
            _ => {}
        }
    }

    /// A merge that keeps this side's files, which needs no resolution, and some of the other's.
    fn merge(&mut self) {
        self.commit("before the merge");
        for name in std::mem::take(&mut self.open) {
            let message = ["merge", "--quiet", "--no-ff", "-s", "ours", "-m", "merge"];
            self.git(&[&message[..], &[&name]].concat());
            if !self.git(&["ls-tree", &name]).is_empty() {
                self.git(&["checkout", "--quiet", &name, "--", "."]);
            }
            self.git(&["commit", "--quiet", "--amend", "--allow-empty", "-m", "merge"]);
            self.commits += 1;
        }
    }

    fn commit(&mut self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", message]);
        self.commits += 1;
        self.now += 3_600;
    }

    #[track_caller]
    fn git(&self, arguments: &[&str]) -> String {
        self.environment.git_at(&format!("@{} +0300", self.now), "repo", arguments)
    }

    fn repo(&self) -> gix::ThreadSafeRepository {
        let path = self.environment.path("repo/.git");
        gix::open::Options::isolated().open(path.as_std_path()).unwrap()
    }

    fn facts(&self, options: &history::Options) -> GitFacts {
        let commit = self.git(&["rev-parse", "HEAD"]);
        let (repo, stop) = (self.repo(), Stop::default());
        history::walk(
            history::Tip { repo: &repo, commit: commit.trim(), folder: "", stop: &stop },
            options,
        )
        .unwrap()
        .facts
    }

    /// Commits that `git log` lists within limits, in its own order.
    fn listed(&self, limits: &history::Limits) -> BTreeSet<String> {
        let mut arguments = vec!["log".to_owned(), "--format=%H".to_owned()];
        arguments.extend(limits.since.map(|time| format!("--since=@{time}")));
        arguments.extend(limits.until.map(|time| format!("--until=@{time}")));
        arguments.extend(limits.max_commits.map(|most| format!("--max-count={most}")));
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        self.git(&arguments).lines().map(str::to_owned).collect()
    }

    /// Lines of `git log --numstat` of the commits in `listed`: added, deleted, older name, name; from new
    /// to old.
    fn numstat(&self, options: &[&str], listed: &BTreeSet<String>) -> Vec<Line> {
        let log = ["log", "--no-merges", "--numstat", "-z", "--format=%x01%H%x00"];
        let end = ["--topo-order", "HEAD", "--", "."];
        let text = self.git(&[&log[..], options, &end[..]].concat());
        let mut parts = text.split('\0').map(|part| part.trim_start_matches('\n'));
        let (mut found, mut is_listed) = (Vec::new(), false);
        while let Some(part) = parts.next() {
            if let Some(commit) = part.strip_prefix('\x01') {
                is_listed = listed.contains(commit);
                continue;
            }
            let mut fields = part.splitn(3, '\t');
            let mut number = || fields.next().map(|number| number.parse().unwrap_or(0));
            let (Some(added), Some(deleted)) = (number(), number()) else { continue };
            let name = fields.next().unwrap();
            if name.is_empty() {
                let old = parts.next().unwrap().to_owned();
                found.push((added, deleted, Some(old), parts.next().unwrap().to_owned()));
            } else {
                found.push((added, deleted, None, name.to_owned()));
            }
            if !is_listed {
                found.pop();
            }
        }
        found
    }
}

/// Commits, added and deleted lines by path.
type Sums = BTreeMap<String, (u32, u64, u64)>;

fn add(sums: &mut Sums, path: &str, added: u64, deleted: u64) {
    let sum = sums.entry(path.to_owned()).or_default();
    *sum = (sum.0 + 1, sum.1 + added, sum.2 + deleted);
}

/// What git says of every path, renames not followed.
fn plain(history: &History, listed: &BTreeSet<String>) -> Sums {
    let mut sums = Sums::new();
    for (added, deleted, _, path) in history.numstat(&["--no-renames"], listed) {
        add(&mut sums, &path, added, deleted);
    }
    sums
}

/// The same with older names counted for the newer ones.
fn followed(history: &History, listed: &BTreeSet<String>) -> Sums {
    let (mut sums, mut now) = (Sums::new(), BTreeMap::<String, String>::new());
    for (added, deleted, old, path) in history.numstat(&["-M50%", "-l0"], listed) {
        let name = now.get(&path).cloned().unwrap_or(path);
        add(&mut sums, &name, added, deleted);
        if let Some(old) = old {
            now.insert(old, name);
        }
    }
    sums
}

/// Only what exists at the end.
fn present(history: &History, sums: Sums) -> Sums {
    let listed = history.git(&["ls-tree", "-r", "-z", "--name-only", "HEAD"]);
    let listed: Vec<_> = listed.split('\0').collect();
    sums.into_iter().filter(|(path, _)| listed.contains(&path.as_str())).collect()
}

/// A file that only a merge brought is listed with no commit, where the log has no line for it.
fn touched(found: impl Iterator<Item = (String, (u32, u64, u64))>) -> Sums {
    found.filter(|(_, (commits, ..))| *commits > 0).collect()
}

/// Since, until and how many: none of them, or some that cut generated histories somewhere.
fn limits() -> impl Strategy<Value = history::Limits> {
    let hours = || option::weighted(0.4, (0_i64..150).prop_map(|hours| START + hours * 3_600));
    (hours(), hours(), option::weighted(0.3, 0_u32..9))
        .prop_map(|(since, until, max_commits)| history::Limits { since, until, max_commits })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changes_are_those_of_git(commits in steps(), parts in vec(limits(), 3)) {
        let history = History::new(&commits);
        let mut told = String::new();
        let log = ["log", "--graph", "--format=%h %ct", "--numstat", "-M"];
        let _ = write!(told, "{}", history.git(&log));
        for limits in [history::Limits::default()].into_iter().chain(parts) {
            let facts = history.facts(&history::Options { limits, ..history::Options::default() });
            let listed = history.listed(&limits);
            prop_assert_eq!(facts.commits, u32::try_from(listed.len()).unwrap(), "{:?} {}", limits, told);
            let found = facts.files.iter().map(|file| {
                (file.path.to_string(), (file.commits, file.added, file.deleted))
            });
            let expected = present(&history, plain(&history, &listed));
            prop_assert_eq!(touched(found), expected, "{:?} {}", limits, told);
            let found = facts.files.iter().map(|file| {
                let sums =
                    (file.commits_with_renames, file.added_with_renames, file.deleted_with_renames);
                (file.path.to_string(), sums)
            });
            let expected = present(&history, followed(&history, &listed));
            prop_assert_eq!(touched(found), expected, "{:?} {}", limits, told);
        }
    }

    #[test]
    fn a_walk_that_goes_on_gives_what_a_whole_walk_gives(
        commits in steps(),
        tips in vec(any::<prop::sample::Index>(), 1..5),
        parts in vec((limits(), any::<bool>()), 5),
        folder in select(&["", "", "dir"][..]),
    ) {
        let history = History::new(&commits);
        let (repo, stop) = (history.repo(), Stop::default());
        let all = history.git(&["rev-list", "HEAD"]);
        let all: Vec<&str> = all.lines().collect();
        let mut logs: BTreeMap<bool, Vec<u8>> = BTreeMap::new();
        let tips = tips.iter().map(|tip| *tip.get(&all)).chain([all[0], all[0]]);
        for (tip, (limits, names)) in tips.zip(parts.iter().cycle()) {
            let depth = if *names { HistoryDepth::Names } else { HistoryDepth::Lines };
            let options = history::Options { depth, limits: *limits };
            let at = history::Tip { repo: &repo, commit: tip, folder, stop: &stop };
            let whole = history::walk(at, &options).unwrap();
            let log = logs.get(names).map(Vec::as_slice);
            let walked = history::walk_on(at, &options, log).unwrap();
            let print = |facts: &GitFacts| serde_json::to_string_pretty(facts).unwrap();
            prop_assert_eq!(print(&walked.facts), print(&whole.facts), "{} {:?}", tip, options);
            let folders = ["", "dir", "dir/déep"].into();
            prop_assert_eq!(walked.work.modules(&folders), whole.work.modules(&folders));
            if let Some(log) = walked.log {
                logs.insert(*names, log);
            }
        }
    }
}
