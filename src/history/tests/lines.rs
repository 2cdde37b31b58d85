//! Lines, renames and what goes with them, held against `git log --numstat`.

use std::{collections::BTreeMap, fs};

use super::{
    super::walk_on,
    Options,
    repo::{ANN, Repo},
};
use crate::model::{FileChurn, GitFacts};

const BOB: (&str, &str) = ("Bob", "bob@x.test");

/// `path commits+added-deleted`, then with renames, then the older names.
fn lines(facts: &GitFacts) -> Vec<String> {
    let one = |file: &FileChurn| {
        format!(
            "{} {}+{}-{} {}+{}-{} {}",
            file.path,
            file.commits,
            file.added,
            file.deleted,
            file.commits_with_renames,
            file.added_with_renames,
            file.deleted_with_renames,
            file.former_paths.join(" ")
        )
    };
    facts.files.iter().map(|file| one(file).trim_end().to_owned()).collect()
}

/// Commits, added and deleted lines by path, as the `git` program lists them.
fn numstat(repo: &Repo) -> BTreeMap<String, (u32, u64, u64)> {
    let log =
        ["log", "--no-merges", "--no-renames", "--numstat", "-z", "--format=", "HEAD", "--", "."];
    let mut sums: BTreeMap<String, (u32, u64, u64)> = BTreeMap::new();
    for line in repo.git(ANN, &log).split(['\0', '\n']).filter(|line| !line.is_empty()) {
        let mut parts = line.splitn(3, '\t');
        let mut number = || parts.next().unwrap().parse().unwrap_or(0);
        let (added, deleted) = (number(), number());
        let sum = sums.entry(parts.next().unwrap().to_owned()).or_default();
        *sum = (sum.0 + 1, sum.1 + added, sum.2 + deleted);
    }
    sums
}

#[track_caller]
fn check(repo: &Repo, expected: &[&str]) {
    let facts = repo.facts("HEAD", "");
    assert_eq!(lines(&facts), expected);
    let sums = numstat(repo);
    for file in facts.files {
        let counts = (file.commits, file.added, file.deleted);
        assert_eq!(sums.get(&*file.path), Some(&counts), "{}", file.path);
    }
}

fn numbered(lines: std::ops::Range<u32>) -> String {
    lines.map(|line| format!("line {line}\n")).collect::<Vec<_>>().concat()
}

#[test]
fn a_rename_takes_its_history_along() {
    let mut repo = Repo::new();
    repo.commit(ANN, &[("old", &numbered(0..20))]);
    repo.commit(ANN, &[("old", &numbered(0..24))]);
    fs::remove_file(repo.room.path().join("old")).unwrap();
    repo.commit(ANN, &[("dir/new", &numbered(2..25))]);
    repo.git(ANN, &["mv", "dir/new", "dir/last"]);
    repo.commit(ANN, &[("old", "another\n")]);
    check(&repo, &["dir/last 1+23-0 4+25-2 dir/new old", "old 4+25-24 1+1-0"]);
}

#[test]
fn half_is_a_rename_and_less_is_none() {
    let mut repo = Repo::new();
    // Ten lines of seven bytes: five of them are half.
    repo.commit(ANN, &[("a", &numbered(0..10)), ("b", &numbered(10..20).replace("line", "text"))]);
    for path in ["a", "b"] {
        fs::remove_file(repo.room.path().join(path)).unwrap();
    }
    let five = numbered(0..5) + &numbered(50..55).replace("line ", "new ");
    let four =
        numbered(14..18).replace("line", "text") + &numbered(50..56).replace("line ", "old ");
    repo.commit(ANN, &[("c", &five), ("d", &four)]);
    check(&repo, &["c 1+10-0 2+15-5 a", "d 1+10-0 1+10-0"]);
}

#[test]
fn of_equal_contents_the_one_with_the_name_moved() {
    let mut repo = Repo::new();
    repo.commit(ANN, &[("a/one", "same\n"), ("b/two", "same\n")]);
    repo.git(ANN, &["rm", "-q", "-r", "a", "b"]);
    repo.commit(ANN, &[("c/two", "same\n"), ("d/six", "same\n")]);
    check(&repo, &["c/two 1+1-0 2+1-0 b/two", "d/six 1+1-0 2+1-0 a/one"]);
}

#[test]
fn what_has_no_lines_counts_as_a_commit() {
    let mut repo = Repo::new();
    fs::write(repo.room.path().join("bin"), b"a\0b\n").unwrap();
    repo.commit(ANN, &[("empty", ""), ("text", "a\r\nb")]);
    fs::write(repo.room.path().join("bin"), b"a\0c\n").unwrap();
    std::os::unix::fs::symlink("text", repo.room.path().join("link")).unwrap();
    repo.commit(ANN, &[("text", "a\nb\n")]);
    let submodule = format!("160000,{},sub", "1".repeat(40));
    repo.git(ANN, &["update-index", "--add", "--cacheinfo", &submodule]);
    repo.git(ANN, &["update-index", "--chmod=+x", "text"]);
    repo.git(ANN, &["commit", "-q", "-m", "submodule and mode"]);
    check(
        &repo,
        &[
            "bin 2+0-0 2+0-0",
            "empty 1+0-0 1+0-0",
            "link 1+1-0 1+1-0",
            "sub 1+1-0 1+1-0",
            "text 3+4-2 3+4-2",
        ],
    );
    assert!(repo.facts("HEAD", "").files[0].binary);
}

#[test]
fn attributes_decide_what_is_binary() {
    let mut repo = Repo::new();
    fs::create_dir_all(repo.room.path().join("dir")).unwrap();
    fs::write(repo.room.path().join("forced"), b"a\n\0\n").unwrap();
    repo.commit(ANN, &[("data.lock", "1\n2\n"), ("dir/x.gen", "1\n"), ("x.gen", "1\n")]);
    repo.commit(
        ANN,
        &[
            (".gitattributes", "*.lock binary\nforced diff\n*.gen -diff\n"),
            ("dir/.gitattributes", "*.gen !diff\n[attr]late -diff\n"),
        ],
    );
    let expected = [
        ".gitattributes 1+3-0 1+3-0",
        "data.lock 1+0-0 1+0-0",
        "dir/.gitattributes 1+2-0 1+2-0",
        "dir/x.gen 1+1-0 1+1-0",
        "forced 1+2-0 1+2-0",
        "x.gen 1+0-0 1+0-0",
    ];
    check(&repo, &expected);
    let below = lines(&repo.facts("HEAD", "dir"));
    assert_eq!(below, [".gitattributes 1+2-0 1+2-0", "x.gen 1+1-0 1+1-0"]);
}

#[test]
fn owners_are_those_with_most_commits() {
    let mut repo = Repo::new();
    repo.commit(BOB, &[("a", "1\n")]);
    repo.commit(ANN, &[("a", "2\n"), ("b", "2\n")]);
    repo.commit(("Ann S", "ANN@x.test"), &[("a", "3\n"), ("b", "3\n")]);
    for (name, email) in [("C", "c@x.test"), ("D", "d@x.test")] {
        repo.commit((name, email), &[("a", name)]);
    }
    let facts = repo.facts("HEAD", "");
    let owners = facts.files[0].owners.iter().map(|owner| (&*owner.email, owner.commits));
    let expected = [("ann@x.test", 2), ("bob@x.test", 1), ("c@x.test", 1)];
    assert_eq!(owners.collect::<Vec<_>>(), expected);
    assert_eq!((facts.files[0].authors, facts.bus_factor), (4, 2));
    let coupled: Vec<_> = facts
        .coupling
        .iter()
        .map(|pair| (&*pair.a, &*pair.b, pair.commits, pair.percent))
        .collect();
    assert_eq!(coupled, [("a", "b", 2, 100)]);
    assert_eq!((facts.cadence.age_days, facts.cadence.years[0].authors), (4, 4));
    assert_eq!((facts.cadence.weeks, facts.cadence.active_weeks), (1, 1));
}

#[test]
fn a_missing_content_loses_only_lines() {
    let mut repo = Repo::new();
    repo.commit(ANN, &[("a", "1\n"), ("b", "x\n")]);
    repo.commit(ANN, &[("a", "2\n"), ("b", "y\n")]);
    repo.commit(ANN, &[("a", "3\n")]);
    let id = repo.git(ANN, &["rev-parse", "HEAD~1:a"]);
    let (folder, file) = id.split_at(2);
    let blob = repo.room.path().join(format!(".git/objects/{folder}/{file}"));
    let bytes = fs::read(&blob).unwrap();
    fs::remove_file(&blob).unwrap();
    let facts = repo.facts("HEAD", "");
    assert_eq!(lines(&facts), ["a 3+0-0 0+0-0", "b 2+2-1 2+2-1"]);
    assert_eq!((facts.missing_blobs, facts.unread_commits), (1, 0));
    assert_eq!((facts.files[0].unread_changes, facts.files[1].unread_changes), (2, 0));
    let mut log = None;
    check_log(&repo, &mut log, Some(&facts));
    check_log(&repo, &mut log, None);
    repo.commit(ANN, &[("a", "4\n")]);
    check_log(&repo, &mut log, Some(&repo.facts("HEAD", "")));
    fs::write(&blob, bytes).unwrap();
    let facts = repo.facts("HEAD", "");
    assert_eq!((facts.missing_blobs, facts.files[0].unread_changes), (0, 0));
    check_log(&repo, &mut log, Some(&facts));
    check_log(&repo, &mut log, None);
}

/// Goes on from a log, which is a new one when something `new` is expected of the walk.
#[track_caller]
fn check_log(repo: &Repo, log: &mut Option<Vec<u8>>, new: Option<&GitFacts>) {
    let commit = repo.git(ANN, &["rev-parse", "HEAD"]);
    let opened = gix::open::Options::isolated().open(repo.room.path().join(".git")).unwrap();
    let walked =
        walk_on(super::repo::tip(&opened, &commit, ""), &Options::default(), log.as_deref())
            .unwrap();
    assert_eq!(walked.facts, new.cloned().unwrap_or_else(|| repo.facts("HEAD", "")));
    assert_eq!(walked.log.is_some(), new.is_some());
    *log = walked.log.or(log.take());
}

/// Commits with a commit object of one's own making.
fn raw(repo: &Repo, author: &str, committer: &str) {
    let tree = repo.git(ANN, &["write-tree"]);
    let parent = repo.git(ANN, &["rev-parse", "HEAD"]);
    let text = format!("tree {tree}\nparent {parent}\n{author}\n{committer}\n\nodd\n");
    repo.write("object", &text);
    let object = repo.git(ANN, &["hash-object", "-t", "commit", "-w", "--literally", "object"]);
    fs::remove_file(repo.room.path().join("object")).unwrap();
    repo.git(ANN, &["reset", "-q", "--soft", &object]);
}

#[test]
fn odd_signatures_and_times_do_no_harm() {
    let mut repo = Repo::new();
    repo.commit(ANN, &[("a", "1\n")]);
    raw(&repo, "author Old <old@x.test> -86400 +0000", "committer Bot <b@x.test> -86400 +0000");
    raw(&repo, "author Zone <zone@x.test> 5 +051800", "committer Bot <b@x.test> 5 -9999");
    raw(&repo, "author nobody", "committer nobody");
    raw(&repo, "author Late <late@x.test> 99999999999999999999 +0000", "committer B <b> x");
    repo.commit(ANN, &[]);
    let facts = repo.facts("HEAD", "");
    assert_eq!((facts.commits, facts.no_merges, facts.unread_commits), (6, 6, 0));
    let people: Vec<_> = facts.contributors.iter().map(|who| (&*who.email, who.commits)).collect();
    let expected =
        [("ann@x.test", 2), ("", 1), ("late@x.test", 1), ("old@x.test", 1), ("zone@x.test", 1)];
    assert_eq!(people, expected);
    assert_eq!(facts.cadence.years[0].year, 1969);
    check(&repo, &["a 1+1-0 1+1-0"]);
}

#[test]
fn an_octopus_is_one_merge() {
    let mut repo = Repo::new();
    repo.commit(ANN, &[("a", "1\n")]);
    for name in ["one", "two", "three"] {
        repo.git(ANN, &["checkout", "-q", "-b", name, "main"]);
        repo.commit(BOB, &[(name, &numbered(0..9))]);
        repo.git(ANN, &["mv", name, &format!("{name}.txt")]);
        repo.commit(BOB, &[]);
    }
    repo.git(ANN, &["checkout", "-q", "main"]);
    repo.merge(&["one", "two", "three"]);
    let facts = repo.facts("HEAD", "");
    assert_eq!((facts.commits, facts.no_merges), (8, 7));
    check(
        &repo,
        &[
            "a 1+1-0 1+1-0",
            "one.txt 1+9-0 2+9-0 one",
            "three.txt 1+9-0 2+9-0 three",
            "two.txt 1+9-0 2+9-0 two",
        ],
    );
}

#[test]
fn modes_that_git_does_not_tell_apart_are_no_change() {
    let mut repo = Repo::new();
    repo.commit(ANN, &[("a", "1\n")]);
    let blob = repo.git(ANN, &["rev-parse", "HEAD:a"]);
    let digits = blob.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
    let bytes: Vec<u8> = digits.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect();
    let tree = [&b"100664 a\0"[..], &bytes].concat();
    fs::write(repo.room.path().join("tree"), tree).unwrap();
    let tree = repo.git(ANN, &["hash-object", "-t", "tree", "-w", "--literally", "tree"]);
    fs::remove_file(repo.room.path().join("tree")).unwrap();
    let commit = repo.git(ANN, &["commit-tree", "-p", "HEAD", "-m", "old mode", &tree]);
    repo.git(ANN, &["reset", "-q", "--hard", &commit]);
    check(&repo, &["a 1+1-0 1+1-0"]);
}
