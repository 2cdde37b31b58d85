//! What PATH may be: a repository, a folder inside, a plain folder, a bare repository, a worktree.

use super::*;
use crate::model::Origin;

#[test]
fn a_repository_says_what_it_is() {
    let repo = Repo::with(&[("a", "1")]);
    repo.git(&["remote", "add", "backup", "https://b.test/other.git"]);
    repo.git(&["remote", "add", "origin", "https://me:secret@h.test/o/name.git"]);
    repo.git(&["remote", "add", "disk", "/srv/git/name.git"]);
    let facts = repo.open("").repo;
    assert_eq!(facts.name, "name");
    assert_eq!(facts.remotes, ["https://b.test/other.git", "https://h.test/o/name.git"]);
    assert_eq!(facts.revision.as_deref(), Some("main"));
    assert_eq!(facts.commit, Some(repo.git(&["rev-parse", "HEAD"])));
    assert_eq!(facts.committed_at, Some(1_700_000_000));
    assert_eq!((facts.origin, facts.dirty, &*facts.subfolder), (Origin::Git, false, ""));
}

#[test]
fn a_folder_inside_is_analysed_alone() {
    let repo = Repo::with(&[("svc/api/a.go", "1"), ("svc/api/b/c.go", "2"), ("svc/x", "3")]);
    repo.write("svc/api/new", "4");
    let work = repo.open("svc/api");
    assert_eq!(paths(&work), ["a.go", "b/c.go", "new"]);
    assert_eq!(work.repo.subfolder, "svc/api");
    assert_eq!(work.read(entry(&work, "b/c.go")).unwrap(), b"2");
    assert_eq!(paths(&repo.open_at("svc/api", "main")), ["a.go", "b/c.go"]);
    assert_eq!(work.repo.name, "api");
}

#[test]
fn what_lies_around_a_folder_inside_is_known() {
    let repo = Repo::with(&[
        (".github/workflows/ci.yml", "on: push"),
        (".github/dependabot.yml", "version: 2"),
        ("go.mod", "module m"),
        ("other/go.mod", "module other"),
        ("svc/api/a.go", "package api"),
        ("svc/apis/b.go", "package apis"),
    ]);
    let around = ["../../.github/workflows/ci.yml", "../../go.mod", "a.go"];
    let outside = [
        ".github/dependabot.yml",
        ".github/workflows/ci.yml",
        "go.mod",
        "other/go.mod",
        "svc/apis/b.go",
    ];
    for snapshot in [repo.open("svc/api"), repo.open_at("svc/api", "main")] {
        assert_eq!(paths(&snapshot), around);
        assert_eq!(snapshot.read(entry(&snapshot, "../../go.mod")).unwrap(), b"module m");
        assert_eq!(snapshot.outside.iter().map(|path| &**path).collect::<Vec<_>>(), outside);
    }
    assert!(repo.open("").outside.is_empty());
}

#[test]
fn a_project_inside_speaks_for_itself() {
    let repo = Repo::with(&[("go.mod", "module m"), ("tool/Cargo.toml", ""), ("tool/a.rs", "")]);
    let work = repo.open("tool");
    assert_eq!(paths(&work), ["Cargo.toml", "a.rs"]);
    assert_eq!(work.outside.len(), 1);
}

#[test]
fn ignore_files_above_a_folder_inside_count() {
    let repo = Repo::with(&[(".gitignore", "*.tmp\n"), ("a/b/c", "1")]);
    repo.write("a/b/x.tmp", "2");
    assert_eq!(paths(&repo.open("a/b")), ["c"]);
}

#[test]
fn a_folder_that_the_repository_ignores_is_a_plain_folder() {
    let repo = Repo::with(&[(".gitignore", "/build/\n"), ("a", "1")]);
    repo.write("build/copy/x", "2");
    let work = repo.open("build/copy");
    assert_eq!((paths(&work), work.repo.origin), (vec!["x"], Origin::Folder));
    assert!(work.repository().is_none());
}

#[test]
fn a_plain_folder_works() {
    let repo = Repo::folder();
    repo.write("a/b", "1");
    repo.write(".gitignore", "c\n");
    repo.write("c", "2");
    let work = repo.open("");
    assert_eq!(paths(&work), [".gitignore", "a/b"]);
    assert_eq!(work.read(entry(&work, "a/b")).unwrap(), b"1");
    assert_eq!((&*work.repo.name, work.repo.origin), ("work", Origin::Folder));
    assert_eq!((work.repo.commit, work.repo.dirty), (None, false));
}

#[test]
fn nested_repositories_are_not_entered() {
    let repo = Repo::with(&[("a", "1"), (".gitignore", "skip/\n")]);
    for nested in ["deep/nested", "skip/nested"] {
        repo.write(&format!("{nested}/file"), "2");
        repo.git(&["init", "-q", nested]);
    }
    let work = repo.open("");
    assert_eq!(paths(&work), [".gitignore", "a"]);
    let text = "deep/nested: a repository of its own lies here; its files are not analysed";
    assert_eq!(problems(&work), [text]);
}

#[test]
fn a_checked_out_submodule_is_not_entered() {
    let repo = Repo::with(&[("a", "1")]);
    let library = Repo::with(&[("lib", "2")]);
    let source = library.path("").display().to_string();
    repo.git(&["submodule", "--quiet", "add", &source, "sub"]);
    repo.commit();
    let (work, commit) = (repo.open(""), repo.open_at("", "HEAD"));
    assert_eq!(paths(&work), [".gitmodules", "a"]);
    assert_eq!(
        problems(&work),
        ["sub: a submodule; its files are not analysed (`--submodules` enters it)"]
    );
    assert_eq!((work.repo.dirty, work.diagnostics), (false, commit.diagnostics));
    assert_eq!(paths(&repo.open("sub")), ["lib"]);
    assert_eq!(contents(&repo.open("sub")), contents(&repo.open_at("sub", "@")));
}

#[test]
fn a_bare_repository_shows_its_head() {
    let repo = Repo::with(&[("a", "1")]);
    repo.git(&["clone", "-q", "--bare", ".", "copy.git"]);
    let bare = repo.open("copy.git");
    assert_eq!(paths(&bare), ["a"]);
    assert_eq!(bare.read(entry(&bare, "a")).unwrap(), b"1");
    assert_eq!((bare.repo.revision.as_deref(), bare.repo.dirty), (Some("main"), false));
    assert!(repo.error("copy.git/refs", None).to_string().contains("a folder of Git's own"));
}

#[test]
fn a_linked_worktree_is_a_repository() {
    let repo = Repo::with(&[("a", "1")]);
    repo.git(&["worktree", "add", "-q", "-b", "side", "../linked"]);
    let work = repo.open("../linked");
    assert_eq!(paths(&work), ["a"]);
    assert_eq!((work.repo.revision.as_deref(), work.repo.dirty), (Some("side"), false));
    fs::write(repo.room.path().join("linked/b"), "2").unwrap();
    assert!(repo.open("../linked").repo.dirty);
    assert!(!repo.open("").repo.dirty);
}

#[test]
fn a_repository_before_its_first_commit_shows_its_files() {
    let repo = Repo::new();
    assert_eq!(paths(&repo.open("")), [""; 0]);
    repo.write("a", "1");
    let work = repo.open("");
    assert_eq!(paths(&work), ["a"]);
    assert_eq!((work.repo.commit, work.repo.dirty), (None, true));
    assert_eq!(work.repo.revision.as_deref(), Some("main"));
}

#[test]
fn a_clone_without_checkout_shows_its_head() {
    let repo = Repo::with(&[("a", "1")]);
    repo.git(&["clone", "-q", "--no-checkout", ".", "../clone"]);
    let clone = repo.open("../clone");
    assert_eq!((paths(&clone), clone.repo.dirty), (vec!["a"], false));
}

#[test]
fn a_detached_head_has_no_branch() {
    let repo = Repo::with(&[("a", "1")]);
    repo.git(&["checkout", "-q", "--detach"]);
    assert_eq!(repo.open("").repo.revision, None);
}

#[test]
fn a_revision_is_read_without_checkout() {
    let repo = Repo::with(&[("a", "old"), ("gone/b", "1")]);
    repo.git(&["tag", "-a", "-m", "one", "v1"]);
    fs::remove_dir_all(repo.path("gone")).unwrap();
    repo.write("a", "new");
    repo.commit();
    for revision in ["v1", "main~1", "HEAD^", &repo.git(&["rev-parse", "--short", "v1^{}"])] {
        let old = repo.open_at("", revision);
        assert_eq!(paths(&old), ["a", "gone/b"]);
        assert_eq!(old.read(entry(&old, "a")).unwrap(), b"old");
        assert_eq!(old.repo.revision.as_deref(), Some("v1"), "{revision}");
        assert_eq!(old.repo.commit, Some(repo.git(&["rev-parse", "v1^{}"])));
    }
}

#[test]
#[cfg(unix)]
fn links_are_judged_alike_at_a_revision() {
    let repo = Repo::with(&[("a/file", "1")]);
    repo.link("a/up", "../a/file");
    repo.link("a/out", "../../x");
    repo.link("round", "a/round");
    repo.link("a/round", "../round");
    repo.link("absolute", "/etc/passwd");
    repo.link("into-git", ".git/config");
    repo.commit();
    let (work, commit) = (repo.open(""), repo.open_at("", "HEAD"));
    assert_eq!(work.diagnostics, commit.diagnostics);
    assert_eq!(paths(&work), ["a/file"]);
    let inside = repo.open("a");
    assert_eq!(inside.diagnostics, repo.open_at("a", "HEAD").diagnostics);
    let expected = [
        "out: the link leads out of the repository and was not followed",
        "round: the link leads in a circle",
    ];
    assert_eq!(problems(&inside), expected);
    let files: Vec<_> = work.diagnostics.iter().map(|found| &*found.file).collect();
    assert_eq!(files, ["a/out", "a/round", "absolute", "into-git", "round"]);
}
