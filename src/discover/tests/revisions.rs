//! Every way to name a commit, in every kind of clone.

use super::*;
use crate::model::DiagnosticKind;

/// Four commits, each with its number in `a`; a branch, a tag, and a remote that is one behind.
fn history() -> Repo {
    let repo = Repo::with(&[("a", "1")]);
    repo.git(&["tag", "v1"]);
    for number in ["2", "3"] {
        repo.write("a", number);
        repo.commit();
    }
    repo.git(&["clone", "-q", "--bare", ".", "../origin.git"]);
    repo.write("a", "4");
    repo.commit();
    repo.git(&["branch", "side/one", "main~2"]);
    repo.git(&["remote", "add", "origin", "../origin.git"]);
    repo.git(&["fetch", "-q", "origin"]);
    repo.git(&["branch", "-q", "--set-upstream-to=origin/main", "main"]);
    repo
}

#[track_caller]
fn check(repo: &Repo, below: &str, revision: &str, expected: &str) {
    let snapshot = repo.open_at(below, revision);
    let bytes = snapshot.read(entry(&snapshot, "a")).unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), expected, "{revision} in {below:?}");
}

#[test]
fn a_revision_is_named_as_with_git() {
    let repo = history();
    let short = repo.git(&["rev-parse", "--short=7", "main~1"]);
    let cases = [
        ("main", "4"),
        ("refs/heads/main", "4"),
        ("HEAD", "4"),
        ("@", "4"),
        ("HEAD~3", "1"),
        ("HEAD^^", "2"),
        ("v1", "1"),
        ("tags/v1", "1"),
        ("v1^0", "1"),
        ("side/one", "2"),
        ("origin/main", "3"),
        ("@{upstream}", "3"),
        ("main@{u}", "3"),
        ("@{u}~1", "2"),
        ("main@{1}", "3"),
        (&*short, "3"),
    ];
    for (revision, expected) in cases {
        check(&repo, "", revision, expected);
    }
}

#[test]
fn an_upstream_that_nobody_set_is_an_error() {
    let repo = Repo::with(&[("a", "1")]);
    let error = repo.error("", Some("@{upstream}")).to_string();
    assert_eq!(error, "cannot find the revision @{upstream}");
}

#[test]
fn a_linked_worktree_shares_the_revisions() {
    let repo = history();
    repo.git(&["worktree", "add", "-q", "../linked", "side/one"]);
    for (revision, expected) in [("HEAD", "2"), ("main", "4"), ("main@{u}", "3"), ("v1", "1")] {
        check(&repo, "../linked", revision, expected);
    }
}

#[test]
fn a_bare_repository_has_revisions() {
    let repo = history();
    for (revision, expected) in [("main", "3"), ("HEAD~2", "1"), ("v1", "1")] {
        check(&repo, "../origin.git", revision, expected);
    }
}

#[test]
fn a_shallow_clone_shows_what_it_has() {
    let repo = history();
    let url = format!("file://{}", repo.path("").display());
    repo.git(&["clone", "-q", "--depth=2", &url, "../shallow"]);
    check(&repo, "../shallow", "HEAD~1", "3");
    let error = repo.error("../shallow", Some("HEAD~2"));
    assert!(error.way_out().unwrap().contains("--unshallow"), "{error:?}");
}

#[test]
fn a_partial_clone_says_which_blobs_are_missing() {
    let repo = history();
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", repo.path("").display());
    repo.git(&["clone", "-q", "--filter=blob:none", &url, "../partial"]);
    check(&repo, "../partial", "HEAD", "4");
    let old = repo.open_at("../partial", "HEAD~1");
    let found = old.read(entry(&old, "a")).unwrap_err();
    assert_eq!((&*found.file, found.kind), ("a", DiagnosticKind::MissingObject));
}

#[test]
fn a_repository_with_sha_256_is_read_alike() {
    let repo = Repo::folder();
    repo.git(&["init", "-q", "-b", "main", "--object-format=sha256", "."]);
    repo.write("a", "1");
    repo.write("b/c", "x");
    repo.commit();
    repo.write("a", "2");
    repo.commit();
    let work = same_as_commit(&repo, "");
    assert_eq!(work.repo.commit.as_ref().map(String::len), Some(64));
    assert!(work.entries.iter().all(|entry| entry.blob.is_some()));
    check(&repo, "", "HEAD~1", "1");
    check(&repo, "", &repo.git(&["rev-parse", "--short", "HEAD"]), "2");
    repo.write("a", "3");
    assert!(repo.open("").repo.dirty);
}

#[test]
fn a_checkout_is_the_revision() {
    let repo = history();
    for revision in ["v1", "side/one", "HEAD~1"] {
        let asked = repo.open_at("", revision);
        repo.git(&["worktree", "add", "-q", "--detach", "../out", revision]);
        let checkout = repo.open("../out");
        assert_eq!(contents(&asked), contents(&checkout));
        assert_eq!(asked.repo.commit, checkout.repo.commit);
        if revision == "side/one" {
            repo.git_in("../out", &["checkout", "-q", revision]);
        }
        assert_eq!(asked.repo.revision, repo.open("../out").repo.revision);
        repo.git(&["worktree", "remove", "../out"]);
    }
}

#[test]
fn a_commit_is_called_by_its_branch_or_its_first_tag() {
    let repo = history();
    repo.git(&["tag", "also", "v1"]);
    let names = [
        ("HEAD", Some("main")),
        ("@", Some("main")),
        ("heads/main", Some("main")),
        ("side/one", Some("side/one")),
        ("v1", Some("also")),
        ("HEAD~3", Some("also")),
        ("origin/main", None),
    ];
    for (asked, expected) in names {
        assert_eq!(repo.open_at("", asked).repo.revision.as_deref(), expected, "{asked}");
    }
    repo.git(&["checkout", "-q", "v1"]);
    assert_eq!(repo.open("").repo.revision.as_deref(), Some("also"));
}
