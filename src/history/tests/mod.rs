//! Small histories made with the `git` program, apart from any configuration of the machine.

mod limits;
mod lines;
mod modules;
mod repo;

use std::{collections::BTreeSet, fs};

use tempfile::TempDir;

use self::repo::{ANN, DAY, Repo, START, tip};
use super::{
    History, Objects, Options, Tip, changes, contributions, numstat, past, simplify, walk,
};
use crate::{
    error::{ErrorKind, Stop},
    model::GitFacts,
};

/// `path commits authors day-of-last`.
fn churn(facts: &GitFacts) -> Vec<String> {
    let one = |file: &crate::model::FileChurn| {
        let day = (file.last - START) / DAY;
        format!("{} {} {} {day}", file.path, file.commits, file.authors)
    };
    facts.files.iter().map(one).collect()
}

fn people(facts: &GitFacts) -> Vec<String> {
    let one =
        |who: &crate::model::Contributor| format!("{} <{}> {}", who.name, who.email, who.commits);
    facts.contributors.iter().map(one).collect()
}

#[test]
fn changes_count_by_name() {
    let mut repo = Repo::new();
    repo.commit(ANN, &[("a", "1"), ("dir/b", "1"), ("dir é/tab\tname", "1")]);
    repo.commit(("Bob", "bob@x.test"), &[("a", "2")]);
    repo.git(ANN, &["mv", "dir/b", "moved"]);
    repo.commit(ANN, &[]);
    repo.git(ANN, &["update-index", "--chmod=+x", "a"]);
    repo.git(ANN, &["commit", "-q", "-m", "mode only"]);
    let facts = repo.facts("HEAD", "");
    assert_eq!(churn(&facts), ["a 3 2 3", "dir é/tab\tname 1 1 1", "moved 1 1 3"]);
    assert_eq!((facts.commits, facts.no_merges), (4, 4));
    assert_eq!((facts.first_commit_time, facts.head_time), (START + DAY, START + 3 * DAY));
    assert_eq!((facts.shallow, facts.unread_commits), (false, 0));
}

#[test]
fn a_file_that_comes_back_or_becomes_a_folder_keeps_its_own_history() {
    let mut repo = Repo::new();
    repo.commit(ANN, &[("gone", "1"), ("x", "1")]);
    fs::remove_file(repo.room.path().join("gone")).unwrap();
    fs::remove_file(repo.room.path().join("x")).unwrap();
    repo.commit(ANN, &[("x/y", "1")]);
    repo.commit(ANN, &[("gone", "2")]);
    assert_eq!(churn(&repo.facts("HEAD", "")), ["gone 3 1 3", "x/y 1 1 2"]);
    assert_eq!(churn(&repo.facts("HEAD~1", "")), ["x/y 1 1 2"]);
}

#[test]
fn merges_are_commits_and_nobodys_work() {
    let mut repo = Repo::new();
    repo.commit(ANN, &[("a", "1")]);
    repo.git(ANN, &["checkout", "-q", "-b", "side"]);
    repo.commit(("Dana", "dana@x.test"), &[("side", "1")]);
    repo.git(ANN, &["checkout", "-q", "main"]);
    repo.commit(ANN, &[("a", "2")]);
    repo.merge(&["--no-commit", "side"]);
    repo.write("evil", "only in the merge");
    repo.git(ANN, &["add", "evil"]);
    repo.git(ANN, &["commit", "-q", "-m", "merge with a file of its own"]);
    let facts = repo.facts("HEAD", "");
    assert_eq!((facts.commits, facts.no_merges), (4, 3));
    assert_eq!(churn(&facts), ["a 2 1 3", "side 1 1 2"]);
    assert_eq!(people(&facts), ["Ann <ann@x.test> 2", "Dana <dana@x.test> 1"]);
}

#[test]
fn what_a_merge_threw_away_is_no_change() {
    let mut repo = Repo::new();
    repo.commit(ANN, &[("a", "1")]);
    repo.git(ANN, &["checkout", "-q", "-b", "side"]);
    repo.commit(ANN, &[("a", "lost")]);
    repo.git(ANN, &["checkout", "-q", "main"]);
    repo.commit(ANN, &[("b", "1")]);
    repo.merge(&["-s", "ours", "side"]);
    let facts = repo.facts("HEAD", "");
    assert_eq!(churn(&facts), ["a 1 1 1", "b 1 1 3"]);
    assert_eq!((facts.commits, facts.no_merges), (4, 3));
}

#[test]
fn several_roots_are_one_history() {
    let mut repo = Repo::new();
    repo.commit(ANN, &[("a", "1")]);
    repo.git(ANN, &["checkout", "-q", "--orphan", "other"]);
    repo.git(ANN, &["rm", "-q", "-rf", "."]);
    repo.commit(ANN, &[("b", "1")]);
    repo.merge(&["--allow-unrelated-histories", "main"]);
    let facts = repo.facts("HEAD", "");
    assert_eq!((facts.commits, facts.first_commit_time), (3, START + DAY));
    assert_eq!(churn(&facts), ["a 1 1 1", "b 1 1 2"]);
}

#[test]
fn the_mailmap_of_the_commit_joins_people() {
    let mut repo = Repo::new();
    repo.commit(("ann", "ANN@old.test"), &[("a", "1")]);
    repo.commit(("Ann S", "Ann@New.test"), &[("a", "2")]);
    repo.commit(("Zoe", "zoe@x.test"), &[("z", "1")]);
    let map = "Ann Smith <ann@new.test> <ann@old.test>\nAnn Smith <ann@new.test>\n";
    repo.commit(("Cy", "cy@x.test"), &[(".mailmap", map)]);
    let facts = repo.facts("HEAD", "");
    let expected = [
        // The map replaces no address by itself, so that git lists this one apart.
        "Ann Smith <Ann@New.test> 1",
        "Ann Smith <ann@new.test> 1",
        "Cy <cy@x.test> 1",
        "Zoe <zoe@x.test> 1",
    ];
    assert_eq!(people(&facts), expected);
    let listed = repo.git(ANN, &["shortlog", "-sne", "--no-merges", "HEAD"]);
    for line in listed.lines() {
        let (commits, who) = line.trim().split_once('\t').unwrap();
        assert!(expected.contains(&&*format!("{who} {commits}")), "{line}");
    }
    assert_eq!(facts.contributors[0].last, START + 2 * DAY - 60, "author time");
    assert_eq!(churn(&facts)[1], "a 2 1 2", "one address, one author");
    assert_eq!(people(&repo.facts("HEAD~1", "")).len(), 3, "an older commit has no mailmap");
}

#[test]
fn tags_know_their_commit() {
    let mut repo = Repo::new();
    repo.commit(ANN, &[("a", "1")]);
    repo.git(ANN, &["tag", "v1.0.0"]);
    repo.git(ANN, &["tag", "-a", "-m", "tool", "tool/v9.0.0"]);
    repo.git(ANN, &["tag", "-a", "-m", "twice", "twice", "tool/v9.0.0"]);
    repo.git(ANN, &["tag", "tree", "HEAD^{tree}"]);
    repo.git(ANN, &["pack-refs", "--all"]);
    repo.commit(ANN, &[("a", "2")]);
    repo.git(ANN, &["tag", "v2.0.0"]);
    let first = repo.git(ANN, &["rev-parse", "v1.0.0"]);
    let facts = repo.facts("v1.0.0", "");
    let tags: Vec<_> = facts
        .tags
        .iter()
        .map(|tag| (&*tag.name, tag.annotated, tag.reachable, tag.commit == first))
        .collect();
    let expected = [
        ("tool/v9.0.0", true, true, true),
        ("tree", false, false, false),
        ("twice", true, true, true),
        ("v1.0.0", false, true, true),
        ("v2.0.0", false, false, false),
    ];
    assert_eq!(tags, expected);
    assert_eq!(facts.latest_release.as_deref(), Some("v2.0.0"), "reached or not");
    assert_eq!(facts.latest_reachable_release.as_deref(), Some("v1.0.0"));
    let facts = repo.facts("HEAD", "");
    assert_eq!(facts.latest_reachable_release.as_deref(), Some("v2.0.0"));
}

/// A history in which a folder changes on two branches, moves, and is left alone by some commits.
fn branched() -> Repo {
    let mut repo = Repo::new();
    repo.commit(ANN, &[("top", "1")]);
    repo.commit(ANN, &[("svc/api/a", "1"), ("other", "1")]);
    repo.git(ANN, &["checkout", "-q", "-b", "side"]);
    repo.commit(("Bob", "bob@x.test"), &[("svc/api/b", "1")]);
    repo.git(ANN, &["checkout", "-q", "main"]);
    repo.commit(ANN, &[("svc/api/a", "2")]);
    repo.commit(("Cy", "cy@x.test"), &[("top", "2"), ("svc/x", "1")]);
    repo.merge(&["side"]);
    repo.git(ANN, &["checkout", "-q", "-b", "late", "HEAD~1"]);
    repo.commit(ANN, &[("other", "2")]);
    repo.git(ANN, &["checkout", "-q", "main"]);
    repo.merge(&["late"]);
    repo
}

#[test]
fn a_folder_has_the_history_that_touches_it() {
    let repo = branched();
    let facts = repo.facts("HEAD", "svc/api");
    assert_eq!(churn(&facts), ["a 2 1 4", "b 1 1 3"]);
    assert_eq!(people(&facts), ["Ann <ann@x.test> 2", "Bob <bob@x.test> 1"]);
    assert_eq!((facts.first_commit_time, facts.head_time), (START + 2 * DAY, START + 8 * DAY));
    for folder in ["svc/api", "svc"] {
        let facts = repo.facts("HEAD", folder);
        assert_eq!(facts.commits, repo.count(folder, &[]), "{folder}");
        assert_eq!(facts.no_merges, repo.count(folder, &["--no-merges"]), "{folder}");
    }
}

#[test]
fn a_folder_that_the_commit_lacks_has_no_history() {
    let repo = branched();
    for folder in ["gone", "svc/gone", "top", "svc/api/a"] {
        let facts = repo.facts("HEAD", folder);
        assert_eq!((facts.commits, facts.files.len(), facts.contributors.len()), (0, 0, 0));
    }
}

#[test]
fn a_shallow_clone_does_not_invent_changes() {
    let repo = branched();
    let clone = Repo { room: TempDir::new().unwrap(), days: 0 };
    let source = format!("file://{}", repo.room.path().display());
    clone.git(ANN, &["clone", "-q", "--depth", "2", &source, "."]);
    let facts = clone.facts("HEAD", "");
    assert!(facts.shallow);
    let listed = clone.git(ANN, &["rev-list", "--count", "HEAD"]);
    assert_eq!((facts.commits, &*listed), (3, "3"));
    assert_eq!(churn(&facts), [""; 0], "what came before the boundary is not known");
    assert_eq!(facts.unread_commits, 0);
}

#[test]
fn a_missing_object_loses_only_its_commits() {
    let mut repo = Repo::new();
    repo.commit(ANN, &[("a", "1")]);
    repo.commit(ANN, &[("a", "2"), ("dir/b", "1")]);
    repo.commit(ANN, &[("a", "3"), ("dir/b", "2")]);
    repo.commit(ANN, &[("a", "4")]);
    let lose = |revision: &str| {
        let id = repo.git(ANN, &["rev-parse", revision]);
        let (folder, file) = id.split_at(2);
        fs::remove_file(repo.room.path().join(format!(".git/objects/{folder}/{file}"))).unwrap();
    };
    lose("HEAD~2:dir");
    let facts = repo.facts("HEAD", "");
    assert_eq!(churn(&facts), ["a 2 1 4"], "two commits cannot be compared");
    assert_eq!((facts.commits, facts.unread_commits), (4, 2));
    lose("HEAD~2");
    let facts = repo.facts("HEAD", "");
    assert_eq!((facts.commits, facts.unread_commits), (2, 2));
    assert_eq!(churn(&facts), ["a 1 1 4"]);
}

#[test]
fn an_unknown_commit_is_an_error() {
    let repo = branched();
    let opened = gix::open::Options::isolated().open(repo.room.path().join(".git")).unwrap();
    for commit in ["1111111111111111111111111111111111111111", "main", ""] {
        let error = walk(tip(&opened, commit, ""), &Options::default()).unwrap_err();
        assert_eq!(error.to_string(), format!("cannot read the commit {commit}"));
        assert!(error.way_out().is_some());
    }
}

#[test]
fn work_that_is_called_off_ends_with_an_error() {
    let repo = branched();
    let opened = gix::open::Options::isolated().open(repo.room.path().join(".git")).unwrap();
    let commit = repo.git(ANN, &["rev-parse", "HEAD"]);
    let stop = Stop::default();
    stop.set();
    let tip = Tip { stop: &stop, ..tip(&opened, &commit, "") };
    let errors = [
        walk(tip, &Options::default()).unwrap_err(),
        contributions(tip).unwrap_err(),
        past(tip, &BTreeSet::from(["a".into()])).err().unwrap(),
    ];
    assert!(errors.iter().all(|error| error.kind() == ErrorKind::Stopped), "{errors:?}");
}

#[test]
fn each_stage_of_a_walk_looks_at_the_switch() {
    let repo = branched();
    let opened = gix::open::Options::isolated().open(repo.room.path().join(".git")).unwrap();
    let commit = repo.git(ANN, &["rev-parse", "HEAD"]);
    let local = opened.to_thread_local();
    let head = gix::ObjectId::from_hex(commit.as_bytes()).unwrap();
    let (goes_on, stop) = (Stop::default(), Stop::default());
    stop.set();
    let read = |stop: &Stop| History::read((&local, stop), head, None).unwrap();
    let mut history = read(&goes_on);
    assert!(read(&stop).commits.is_empty() && history.commits.len() > 2);
    simplify::find_folder((&local, &stop), &mut history, "");
    assert!(history.commits.iter().all(|commit| commit.folder.is_none()));
    simplify::find_folder((&local, &goes_on), &mut history, "");
    let steps = simplify::simplify(&history).steps;
    let with = |stop| Objects { repo: &opened, stop };
    let (all, none) = (changes::read(with(&goes_on), &steps), changes::read(with(&stop), &steps));
    assert!(none.commits.is_empty() && none.unread == 0 && all.commits.len() > 2);
    let pairs = || {
        let all = all.commits.iter().flat_map(|commit| &commit.changes);
        let look = super::attributes::Look::Auto;
        all.map(move |one| (numstat::Pair { old: one.old, new: one.new, look }, one.path)).collect()
    };
    let first: Vec<(numstat::Pair, u32)> = pairs();
    let first = &first[0].0;
    assert!(numstat::count(with(&goes_on), pairs()).get(first).is_some());
    assert!(numstat::count(with(&stop), pairs()).get(first).is_none());
}
