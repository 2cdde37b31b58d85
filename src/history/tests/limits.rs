//! Parts of a history, held against `git log --since --until -n`.

use super::repo::{ANN, DAY, Repo, START};
use crate::{
    history::{Limits, Options},
    model::{GitFacts, HistoryDepth},
};

fn part(since: Option<i64>, until: Option<i64>, max_commits: Option<u32>) -> Options {
    Options { limits: Limits { since, until, max_commits }, ..Options::default() }
}

/// Commits and left-out ones, files with commits, and what the `git` program counts.
#[track_caller]
fn check(repo: &Repo, folder: &str, options: &Options, expected: (u32, u32, &[&str])) {
    let facts = repo.facts_with("HEAD", folder.trim_start_matches('.'), options);
    let files = facts.files.iter().map(|file| format!("{} {}", file.path, file.commits));
    let limits = facts.limits.as_ref().unwrap();
    let found = (facts.commits, limits.left_out, files.collect::<Vec<_>>());
    assert_eq!(found, (expected.0, expected.1, expected.2.iter().map(|s| (*s).into()).collect()));
    let Limits { since, until, max_commits } = options.limits;
    let mut arguments = Vec::new();
    arguments.extend(since.map(|time| format!("--since=@{time}")));
    arguments.extend(until.map(|time| format!("--until=@{time}")));
    arguments.extend(max_commits.map(|most| format!("--max-count={most}")));
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let listed = repo.git(ANN, &[&["log", "--format=%H"], &*arguments, &["--", folder]].concat());
    assert_eq!(u32::try_from(listed.lines().count()).unwrap(), facts.commits, "{listed}");
}

/// Five commits on five days, the third and the fourth side by side, and their merge.
fn branched() -> Repo {
    let mut repo = Repo::new();
    repo.commit(ANN, &[("a", "1"), ("dir/b", "1")]);
    repo.commit(ANN, &[("a", "2")]);
    repo.git(ANN, &["checkout", "-q", "-b", "side"]);
    repo.commit(ANN, &[("dir/b", "2"), ("side", "1")]);
    repo.git(ANN, &["checkout", "-q", "main"]);
    repo.commit(ANN, &[("a", "3")]);
    repo.merge(&["side"]);
    repo
}

#[test]
fn days_and_numbers_cut_a_history() {
    let repo = branched();
    let day = |day: i64| Some(START + day * DAY);
    check(&repo, ".", &part(day(3), None, None), (3, 2, &["a 1", "dir/b 1", "side 1"]));
    check(&repo, ".", &part(None, day(2), None), (2, 3, &["a 2", "dir/b 1"]));
    check(&repo, ".", &part(day(2), day(3), None), (2, 3, &["a 1", "dir/b 1", "side 1"]));
    check(&repo, ".", &part(None, None, Some(2)), (2, 3, &["a 1"]));
    check(&repo, ".", &part(None, day(4), Some(2)), (2, 3, &["a 1", "dir/b 1", "side 1"]));
    check(&repo, ".", &part(None, None, Some(0)), (0, 5, &[]));
    check(&repo, ".", &part(day(9), None, None), (0, 5, &[]));
    check(&repo, "dir", &part(None, None, Some(1)), (1, 1, &["b 1"]));
}

#[test]
fn what_lies_behind_a_commit_that_is_too_old_does_not_count() {
    let mut repo = Repo::new();
    repo.days = 7;
    repo.commit(ANN, &[("a", "1")]);
    repo.days = 1;
    repo.commit(ANN, &[("a", "2")]);
    repo.days = 8;
    repo.commit(ANN, &[("a", "3")]);
    check(&repo, ".", &part(Some(START + 5 * DAY), None, None), (1, 2, &["a 1"]));
    check(&repo, ".", &part(None, None, Some(2)), (2, 1, &["a 2"]));
}

#[test]
fn a_part_leaves_nothing_else_of_the_whole() {
    let mut repo = branched();
    repo.git(ANN, &["tag", "v1.0.0", "HEAD~2"]);
    repo.commit(ANN, &[("a", "4")]);
    repo.git(ANN, &["tag", "v1.1.0"]);
    let facts = repo.facts_with("HEAD", "", &part(None, None, Some(1)));
    assert_eq!(facts.latest_reachable_release.as_deref(), Some("v1.1.0"));
    assert!(facts.tags.iter().all(|tag| tag.reachable));
    assert_eq!((facts.cadence.releases, facts.contributors[0].commits), (1, 1));
    assert_eq!((facts.first_commit_time, facts.cadence.age_days), (START + 6 * DAY, 0));
    assert_eq!(repo.facts("HEAD", "").limits, None);
}

#[test]
fn names_alone_are_those_of_the_whole_walk() {
    let mut repo = branched();
    repo.git(ANN, &["mv", "a", "c"]);
    repo.commit(ANN, &[]);
    let names = Options { depth: HistoryDepth::Names, ..Options::default() };
    let (names, mut lines) = (repo.facts_with("HEAD", "", &names), repo.facts("HEAD", ""));
    assert!(lines.files.iter().any(|file| file.added > 0 && !file.former_paths.is_empty()));
    for file in &mut lines.files {
        (file.added, file.deleted, file.commits_with_renames) = (0, 0, 0);
        (file.added_with_renames, file.deleted_with_renames) = (0, 0);
        file.former_paths.clear();
        file.created = None;
    }
    assert_eq!(names, GitFacts { depth: HistoryDepth::Names, ..lines });
}
