//! What cannot be opened is an error with a way out; what cannot be read is a diagnostic.

use super::*;
use crate::{error::ErrorKind, model::DiagnosticKind};

#[track_caller]
fn check_error(below: &str, revision: Option<&str>, expected: &str) {
    let repo = Repo::with(&[("file", "1"), ("dir/x", "2")]);
    repo.git(&["tag", "tree", "HEAD^{tree}"]);
    repo.git(&["init", "-q", "--bare", "empty.git"]);
    let error = repo.error(below, revision);
    assert!(error.to_string().contains(expected), "{error}");
    assert_eq!(error.kind(), ErrorKind::Input);
}

#[test]
fn errors_name_the_object() {
    check_error("gone", None, "work/gone: it does not exist");
    check_error("file", None, "work/file: it is not a folder");
    check_error(".git", None, "a folder of Git's own");
    check_error(".git/refs", None, "a folder of Git's own");
    check_error("empty.git", None, "a bare repository without commits");
    check_error("", Some("v9"), "cannot find the revision v9");
    check_error("", Some("HEAD..HEAD"), "cannot find the revision HEAD..HEAD");
    check_error("", Some("tree"), "cannot find the revision tree");
    check_error("", Some("--all"), "cannot find the revision --all");
    check_error("", Some(""), "cannot find the revision ");
}

#[test]
fn a_folder_that_a_revision_lacks_is_an_error() {
    let repo = Repo::with(&[("a", "1")]);
    repo.write("new/x", "2");
    let error = repo.error("new", Some("HEAD")).to_string();
    assert_eq!(error, "cannot find the folder new at HEAD");
}

#[test]
fn a_revision_of_no_repository_is_an_error() {
    let error = Repo::folder().error("", Some("HEAD")).to_string();
    assert!(error.ends_with("is no Git repository"), "{error}");
}

#[test]
fn a_broken_repository_is_a_folder_with_a_diagnostic() {
    let repo = Repo::with(&[("a", "1")]);
    fs::write(repo.path(".git/config"), "[broken\n").unwrap();
    let work = repo.open("");
    assert_eq!(paths(&work), ["a"]);
    let [found] = &*work.diagnostics else { panic!("{:?}", work.diagnostics) };
    assert_eq!((&*found.file, found.kind), (".git", DiagnosticKind::Unreadable));
    repo.error("", Some("HEAD"));
}

#[test]
fn references_in_a_table_leave_the_files() {
    let repo = Repo::with(&[("a", "1")]);
    let file = repo.path(".git/config").display().to_string();
    repo.git(&["config", "--file", &file, "core.repositoryFormatVersion", "1"]);
    repo.git(&["config", "--file", &file, "extensions.refStorage", "reftable"]);
    fs::write(repo.path(".git/HEAD"), "ref: refs/heads/.invalid\n").unwrap();
    let work = repo.open("");
    assert_eq!(paths(&work), ["a"]);
    let kinds: Vec<_> = work.diagnostics.iter().map(|found| found.kind).collect();
    assert_eq!(kinds, [DiagnosticKind::Unreadable]);
    let error = repo.error("", Some("HEAD"));
    assert!(error.way_out().unwrap().contains("git refs migrate"), "{error:?}");
}

#[test]
fn a_repository_of_a_later_format_is_named_as_such() {
    let repo = Repo::with(&[("a", "1")]);
    let file = repo.path(".git/config").display().to_string();
    repo.git(&["config", "--file", &file, "core.repositoryFormatVersion", "1"]);
    repo.git(&["config", "--file", &file, "extensions.objectFormat", "sha512"]);
    assert_eq!(paths(&repo.open("")), ["a"]);
    let error = repo.error("", Some("main")).to_string();
    assert!(error.ends_with("cannot be opened"), "{error}");
}

#[test]
fn a_large_file_is_listed_and_not_read() {
    let repo = Repo::with(&[("fits", &"x".repeat(100)), ("large", &"x".repeat(101))]);
    for snapshot in [repo.open(""), repo.open_at("", "HEAD")] {
        let [found] = &*snapshot.diagnostics else { panic!("{:?}", snapshot.diagnostics) };
        assert_eq!((&*found.file, found.kind), ("large", DiagnosticKind::TooLarge));
        let large = entry(&snapshot, "large");
        assert_eq!((large.size, large.too_large), (101, true));
        assert_eq!(snapshot.read(large).as_ref(), Err(found));
        assert_eq!(snapshot.read(entry(&snapshot, "fits")).unwrap().len(), 100);
    }
}

#[track_caller]
fn check_read(change: impl Fn(&Repo), expected: DiagnosticKind) {
    let repo = Repo::with(&[("a", "1")]);
    let work = repo.open("");
    change(&repo);
    let found = work.read(entry(&work, "a")).unwrap_err();
    assert_eq!((&*found.file, found.kind), ("a", expected));
}

#[test]
fn a_file_that_changed_since_is_a_diagnostic() {
    check_read(|repo| fs::remove_file(repo.path("a")).unwrap(), DiagnosticKind::Unreadable);
    check_read(|repo| repo.write("a", &"x".repeat(101)), DiagnosticKind::TooLarge);
    #[cfg(unix)]
    let into_link = |repo: &Repo| {
        fs::remove_file(repo.path("a")).unwrap();
        repo.link("a", "/etc/passwd");
    };
    #[cfg(unix)]
    check_read(into_link, DiagnosticKind::Unreadable);
}

/// Removes a loose object, as a partial clone lacks it.
fn lose(repo: &Repo, revision: &str) {
    let id = repo.git(&["rev-parse", revision]);
    let (folder, file) = id.split_at(2);
    fs::remove_file(repo.path(&format!(".git/objects/{folder}/{file}"))).unwrap();
}

#[test]
fn a_missing_blob_stops_nothing() {
    let repo = Repo::with(&[("a", "1"), ("b", "2")]);
    lose(&repo, "HEAD:a");
    let commit = repo.open_at("", "HEAD");
    assert_eq!(paths(&commit), ["a", "b"]);
    let found = commit.read(entry(&commit, "a")).unwrap_err();
    assert_eq!((&*found.file, found.kind), ("a", DiagnosticKind::MissingObject));
    assert_eq!(commit.read(entry(&commit, "b")).unwrap(), b"2");
    let work = repo.open("");
    assert_eq!(work.read(entry(&work, "a")).unwrap(), b"1");
}

#[test]
fn a_missing_tree_loses_only_its_files() {
    let repo = Repo::with(&[("a/x", "1"), ("b/y", "2")]);
    lose(&repo, "HEAD:a");
    let commit = repo.open_at("", "HEAD");
    assert_eq!(paths(&commit), ["b/y"]);
    let found = commit.diagnostics.first().unwrap();
    assert_eq!((&*found.file, found.kind), ("a", DiagnosticKind::MissingObject));
    assert_eq!(paths(&repo.open("")), ["a/x", "b/y"]);
}

#[test]
fn a_missing_commit_leaves_the_worktree() {
    let repo = Repo::with(&[("a", "1")]);
    lose(&repo, "HEAD");
    let work = repo.open("");
    assert_eq!(paths(&work), ["a"]);
    assert_eq!(
        work.diagnostics.first().map(|found| found.kind),
        Some(DiagnosticKind::MissingObject)
    );
    repo.error("", Some("HEAD"));
}

#[test]
#[cfg(target_os = "linux")]
fn names_that_are_not_utf_8_are_read() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let repo = Repo::new();
    fs::write(repo.path("").join(OsStr::from_bytes(b"caf\xe9.go")), "x").unwrap();
    repo.commit();
    for snapshot in [repo.open(""), repo.open_at("", "HEAD")] {
        assert_eq!(paths(&snapshot), ["caf\u{fffd}.go"]);
        assert_eq!(snapshot.read(&snapshot.entries[0]).unwrap(), b"x");
        let kinds: Vec<_> = snapshot.diagnostics.iter().map(|found| found.kind).collect();
        assert_eq!(kinds, [DiagnosticKind::NotUtf8]);
        assert!(!snapshot.repo.dirty);
    }
}

#[test]
#[cfg(unix)]
fn pipes_are_not_read() {
    let repo = Repo::with(&[("a", "1")]);
    let pipe = std::process::Command::new("mkfifo").arg(repo.path("pipe")).status().unwrap();
    assert!(pipe.success());
    let work = repo.open("");
    assert_eq!(paths(&work), ["a"]);
    assert_eq!(work.diagnostics.first().map(|found| found.kind), Some(DiagnosticKind::Unsupported));
}

#[test]
fn many_threads_read_at_once() {
    let files: Vec<_> = (0..60).map(|i| (format!("dir/{i}"), i.to_string())).collect();
    let files: Vec<_> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    let repo = Repo::with(&files);
    for snapshot in [repo.open(""), repo.open_at("", "HEAD")] {
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| assert_eq!(contents(&snapshot).len(), 60));
            }
        });
    }
}
