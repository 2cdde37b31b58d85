//! Folders with code of their own, held against `git log` of the folder.

use std::collections::{BTreeMap, BTreeSet};

use super::repo::{ANN, DAY, Repo, START};
use crate::model::ModuleChurn;

const BOB: (&str, &str) = ("Bob", "bob@x.test");

/// A root, a package `a` with a package `a/deep` below it and a folder without a package, and files that
/// come, go and move.
fn house() -> Repo {
    let mut repo = Repo::new();
    repo.commit(ANN, &[("a/one", "1\n2\n"), ("a/deep/two", "1\n"), ("README", "x\n")]);
    repo.commit(BOB, &[("a/one", "1\n3\n"), ("a/testdata/x", "1\n2\n3\n"), ("a/deep/two", "2\n")]);
    repo.git(ANN, &["mv", "a/one", "b"]);
    repo.commit(ANN, &[]);
    repo.commit(ANN, &[("ab/not", "1\n"), ("README", "y\n")]);
    repo
}

/// The sums of a folder without others below it, as the `git` program lists them.
fn listed(repo: &Repo, folder: &str, below: &[&str]) -> (u32, u64, u64) {
    let mut arguments: Vec<String> =
        ["log", "--no-merges", "--no-renames", "--numstat", "--format=%x01", "HEAD", "--"]
            .map(str::to_owned)
            .to_vec();
    arguments.push(if folder.is_empty() { ".".into() } else { folder.into() });
    arguments.extend(below.iter().map(|folder| format!(":(exclude){folder}")));
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let text = repo.git(ANN, &arguments);
    let lines = text.lines().filter_map(|line| line.split_once('\t'));
    let sums = lines.map(|(added, rest)| {
        (added.parse::<u64>().unwrap(), rest.split('\t').next().unwrap().parse::<u64>().unwrap())
    });
    let (added, deleted) = sums.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    (text.matches('\x01').count().try_into().unwrap(), added, deleted)
}

#[test]
fn a_folder_has_what_git_lists_for_it() {
    let repo = house();
    let folders = BTreeSet::from(["", "a", "a/deep", "gone"]);
    let (found, coupling) = repo.work("HEAD").modules(&folders);
    let sums = |one: &ModuleChurn| (one.commits, one.added, one.deleted);
    let by_dir: BTreeMap<&str, _> = found.iter().map(|one| (&*one.dir, sums(one))).collect();
    let expected = [
        ("", listed(&repo, "", &["a"])),
        ("a", listed(&repo, "a", &["a/deep"])),
        ("a/deep", listed(&repo, "a/deep", &[])),
    ];
    assert_eq!(by_dir, BTreeMap::from(expected));
    assert_eq!(by_dir["a"], (3, 6, 3));
    let a = &found[1];
    assert_eq!((a.first, a.last), (START + DAY, START + 3 * DAY));
    let owners: Vec<_> =
        a.owners.iter().map(|one| (&*one.email, one.commits, one.percent)).collect();
    assert_eq!(owners, [("ann@x.test", 2, 66), ("bob@x.test", 1, 33)]);
    assert_eq!((a.authors, a.bus_factor), (2, 1));
    let pairs: Vec<_> =
        coupling.iter().map(|one| (&*one.a, &*one.b, one.commits, one.percent)).collect();
    assert_eq!(pairs, [(".", "a", 2, 66), ("a", "a/deep", 2, 100), (".", "a/deep", 1, 50)]);
}

#[test]
fn a_commit_that_touches_too_much_couples_nothing() {
    let mut repo = Repo::new();
    let paths: Vec<String> = (0..21).map(|number| format!("{}/{number}", number % 2)).collect();
    let files: Vec<_> = paths.iter().map(|path| (path.as_str(), "x")).collect();
    repo.commit(ANN, &files);
    let folders = BTreeSet::from(["0", "1"]);
    let (found, coupling) = repo.work("HEAD").modules(&folders);
    assert_eq!((found.len(), coupling.len()), (2, 0));
    repo.commit(ANN, &[("0/0", "y"), ("1/1", "y")]);
    assert_eq!(repo.work("HEAD").modules(&folders).1.len(), 1);
}

#[test]
fn quarters_tell_who_is_new() {
    let mut repo = Repo::new();
    // START is 2023-11-14.
    for (days, who) in [(0, ANN), (1, BOB), (60, BOB), (61, ("Cy", "CY@x.test")), (170, ANN)] {
        repo.days = days;
        repo.commit(who, &[("a", &days.to_string())]);
    }
    let cadence = repo.facts("HEAD", "").cadence;
    let found: Vec<_> = cadence
        .quarters
        .iter()
        .map(|one| (&*one.quarter, one.commits, one.authors, one.newcomers))
        .collect();
    assert_eq!(found, [("2023-Q4", 2, 2, 2), ("2024-Q1", 2, 2, 1), ("2024-Q2", 1, 1, 0)]);
    assert_eq!((cadence.weeks, cadence.commits_per_week.to_string()), (25, "0.2".to_owned()));
}
