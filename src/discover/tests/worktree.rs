//! A worktree against its commit: the same when clean, dirty when not.

use super::*;

/// Ignored but tracked files, odd names, links, a submodule, copies of others' code.
fn odd() -> Repo {
    let repo = Repo::new();
    repo.write("lib.rs", "fn a() {}\n");
    repo.write("run.sh", "#!/bin/sh\n");
    repo.write("dir é/tab\tname.txt", "x\n");
    repo.write(".github/workflows/ci.yml", "on: push\n");
    repo.write(".gitignore", "out/\n*.log\n");
    repo.write("out/kept.txt", "tracked although ignored\n");
    repo.write("kept.log", "so is this\n");
    repo.write(".ignore", "hidden.txt\n");
    repo.write("hidden.txt", "tracked\n");
    repo.write("empty", "");
    repo.write("go/vendor/x/x.go", "package x\n");
    repo.write("gen/a.c", "int a;\n");
    repo.write("gen/mine.c", "int b;\n");
    repo.write(".gitattributes", "gen/** linguist-vendored\n/go/vendor/x -linguist-vendored\n");
    repo.write("gen/.gitattributes", "mine.c -linguist-vendored\n");
    #[cfg(unix)]
    {
        repo.executable("run.sh");
        repo.link("inside", "lib.rs");
        repo.link("outside", "../../etc");
        repo.link("broken", "gone");
        repo.link("into-sub", "sub/file");
    }
    repo.git(&["add", "-f", "-A", "."]);
    let commit = "160000,1111111111111111111111111111111111111111,sub";
    repo.git(&["update-index", "--add", "--cacheinfo", commit]);
    repo.git(&["commit", "-q", "-m", "odd"]);
    fs::create_dir(repo.path("sub")).unwrap();
    repo
}

#[test]
fn a_clean_worktree_is_its_commit() {
    let repo = odd();
    for below in ["", "dir é", "out", "go/vendor"] {
        let (work, commit) = (repo.open(below), repo.open_at(below, "HEAD"));
        assert_eq!(contents(&work), contents(&commit), "{below}");
        assert_eq!(work.diagnostics, commit.diagnostics, "{below}");
        assert!(!work.repo.dirty, "{below}");
        assert_eq!(work.repo.commit, commit.repo.commit);
    }
    let work = repo.open("");
    assert_eq!(work.entries.len(), 14);
    assert_eq!(left_out(&work), [("hidden.txt", "left out by .ignore")]);
    assert!(entry(&work, "kept.log").blob.is_some());
}

#[test]
#[cfg(unix)]
fn what_is_no_file_is_reported_and_not_listed() {
    let expected = [
        "broken: the link leads nowhere",
        "outside: the link leads out of the repository and was not followed",
        "sub: a submodule; its files are not analysed (`--submodules` enters it)",
    ];
    assert_eq!(problems(&odd().open("")), expected);
}

#[test]
fn copies_of_others_code_are_marked() {
    let repo = odd();
    let work = repo.open("");
    let vendored = |path| entry(&work, path).vendored;
    assert!(vendored("go/vendor/x/x.go"), "a folder's attribute is not that of its files");
    assert!(vendored("gen/a.c"));
    assert!(!vendored("gen/mine.c"));
    assert!(!vendored("lib.rs"));
    let repo =
        Repo::with(&[("vendor", "a file"), ("a/node_modules/b/c.js", ""), ("vendors/x", "")]);
    let work = repo.open("");
    let vendored: Vec<_> = work.entries.iter().map(|entry| entry.vendored).collect();
    assert_eq!(vendored, [true, false, false]);
}

#[track_caller]
fn check_dirty(change: impl Fn(&Repo), expected: bool) {
    let repo = Repo::with(&[
        (".gitignore", "*.log\n"),
        ("a/file", "one\n"),
        ("a/other", "line\r\nline\r\n"),
        ("b/file", "two\n"),
    ]);
    change(&repo);
    assert_eq!(repo.open("").repo.dirty, expected);
    assert!(!repo.open("b").repo.dirty, "only changes below the folder count");
}

#[test]
fn a_change_makes_dirty() {
    check_dirty(|_| (), false);
    check_dirty(|repo| repo.write("a/file", "One\n"), true);
    check_dirty(|repo| repo.write("new", ""), true);
    check_dirty(|repo| fs::remove_file(repo.path("a/file")).unwrap(), true);
    check_dirty(|repo| fs::remove_dir_all(repo.path("a")).unwrap(), true);
    check_dirty(|repo| drop(repo.git(&["rm", "-q", "--cached", "a/file"])), true);
    check_dirty(|repo| drop(repo.git(&["mv", "a/file", "c"])), true);
    let stage = |repo: &Repo| {
        repo.write("a/file", "staged\n");
        repo.git(&["add", "a/file"]);
        repo.write("a/file", "one\n");
    };
    check_dirty(stage, true);
}

#[test]
fn what_changes_nothing_leaves_clean() {
    check_dirty(|repo| repo.write("x.log", "ignored"), false);
    check_dirty(|repo| repo.write("a/file", "one\n"), false);
    check_dirty(|repo| repo.write("a/other", "line\r\nline\r\n"), false);
    check_dirty(|repo| repo.write("a/file", "one\r\n"), false);
    check_dirty(|repo| fs::create_dir(repo.path("empty")).unwrap(), false);
    check_dirty(|repo| fs::write(repo.path(".git/info/exclude"), "new\n").unwrap(), false);
}

#[test]
#[cfg(unix)]
fn kinds_of_files_count_as_changes() {
    check_dirty(|repo| repo.executable("a/file"), true);
    let into_link = |repo: &Repo| {
        fs::remove_file(repo.path("a/file")).unwrap();
        repo.link("a/file", "other");
    };
    check_dirty(into_link, true);
    check_dirty(|repo| repo.link("new", "a"), true);
    let folder_into_link = |repo: &Repo| {
        fs::rename(repo.path("a"), repo.room.path().join("elsewhere")).unwrap();
        repo.link("a", "../elsewhere");
    };
    check_dirty(folder_into_link, true);
}

#[test]
fn untracked_files_are_read_and_ignored_ones_are_not() {
    let repo = Repo::with(&[(".gitignore", "*.log\nout/\n"), ("a", "1")]);
    repo.write("new", "2");
    repo.write("x.log", "3");
    repo.write("out/deep/x", "4");
    repo.write(".git/info/exclude", "private\n");
    repo.write("private", "5");
    repo.write(".ignore", "scratch\n");
    repo.write("scratch", "6");
    let work = repo.open("");
    assert_eq!(paths(&work), [".gitignore", ".ignore", "a", "new"]);
    assert_eq!(entry(&work, "new").blob, None);
    assert_eq!(work.read(entry(&work, "new")).unwrap(), b"2");
}

#[test]
fn a_conflict_is_dirty_and_its_file_is_listed_once() {
    let repo = Repo::with(&[("a", "1\n")]);
    repo.git(&["checkout", "-q", "-b", "other"]);
    repo.write("a", "2\n");
    repo.commit();
    repo.git(&["checkout", "-q", "main"]);
    repo.write("a", "3\n");
    repo.commit();
    let merge = ["-c", "core.hooksPath=/dev/null", "merge", "-q", "other"];
    let merged = std::panic::catch_unwind(|| repo.git(&merge));
    assert!(merged.is_err(), "the merge must stop");
    let work = repo.open("");
    assert_eq!(paths(&work), ["a"]);
    assert!(work.repo.dirty);
}

#[test]
fn a_sparse_checkout_is_the_whole_commit() {
    for mode in ["--no-sparse-index", "--sparse-index"] {
        let repo = Repo::with(&[("a/file", "1"), ("b/c/file", "2"), ("top", "3")]);
        repo.git(&["sparse-checkout", "set", "--cone", mode, "a"]);
        assert!(!repo.path("b").exists());
        let (work, commit) = (repo.open(""), repo.open_at("", "HEAD"));
        assert_eq!(contents(&work), contents(&commit), "{mode}");
        assert!(!work.repo.dirty, "{mode}");
    }
}

#[test]
fn filters_and_hooks_of_the_repository_are_never_run() {
    let repo = Repo::with(&[("a", "1")]);
    let trap = format!("touch {}", repo.path("ran").display());
    for key in ["filter.trap.clean", "filter.trap.smudge", "filter.trap.process", "core.fsmonitor"]
    {
        let file = repo.path(".git/config").display().to_string();
        repo.git(&["config", "--file", &file, key, &trap]);
    }
    repo.write(".gitattributes", "* filter=trap\n");
    repo.write("a", "2");
    assert!(repo.open("").repo.dirty);
    assert!(!repo.open_at("", "HEAD").repo.dirty);
    assert!(!repo.path("ran").exists());
}
