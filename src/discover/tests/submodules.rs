//! Submodules: listed with the commit that is recorded, entered when asked for.

use super::*;

const CLOSED: &str = "libs/sub: a submodule; its files are not analysed (`--submodules` enters it)";

/// A repository with a submodule `libs/sub` under another name, which was one commit older at `v1`.
fn house() -> (Repo, Repo) {
    let library =
        Repo::with(&[("lib", "old"), (".gitattributes", "gen linguist-generated\n"), ("gen", "")]);
    let repo = Repo::with(&[("a", "1"), (".gitattributes", "lib linguist-vendored\n")]);
    let source = library.path("").display().to_string();
    repo.git(&["submodule", "--quiet", "add", "--name", "the library", &source, "libs/sub"]);
    repo.commit();
    repo.git(&["tag", "v1"]);
    library.write("lib", "new");
    library.commit();
    repo.git_in("libs/sub", &["pull", "-q", "origin", "main"]);
    repo.commit();
    (repo, library)
}

fn entered(repo: &Repo, below: &str, revision: Option<&str>) -> Snapshot {
    let revision = revision.map(Into::into);
    repo.open_with(below, &Options { revision, submodules: true, ..Options::default() }).unwrap()
}

fn text(snapshot: &Snapshot, path: &str) -> String {
    String::from_utf8(snapshot.read(entry(snapshot, path)).unwrap()).unwrap()
}

#[test]
fn a_submodule_is_a_fact() {
    let (repo, library) = house();
    let work = same_as_commit(&repo, "");
    assert_eq!(paths(&work), [".gitattributes", ".gitmodules", "a"]);
    let [found] = &*work.repo.submodules else { panic!("{:?}", work.repo.submodules) };
    assert_eq!((&*found.path, found.entered), ("libs/sub", false));
    assert_eq!(found.commit, library.git(&["rev-parse", "HEAD"]));
    assert_eq!(problems(&work), [CLOSED]);
    assert_eq!(repo.open_at("", "HEAD").repo.submodules, work.repo.submodules);
}

#[test]
fn a_submodule_is_entered_when_asked_for() {
    let (repo, _library) = house();
    let (work, commit) = (entered(&repo, "", None), entered(&repo, "", Some("HEAD")));
    assert_eq!(contents(&work), contents(&commit));
    let inside = ["libs/sub/.gitattributes", "libs/sub/gen", "libs/sub/lib"];
    assert_eq!(paths(&work)[3..], inside);
    assert_eq!(text(&work, "libs/sub/lib"), "new");
    assert_eq!(entry(&work, "libs/sub/gen").generated, Some(true), "its own attributes");
    assert!(!entry(&work, "libs/sub/lib").vendored, "not those of the repository around it");
    assert!(work.repo.submodules[0].entered && !work.repo.dirty);
    assert!(work.diagnostics.is_empty());
    assert_eq!(paths(&entered(&repo, "libs", None)), ["sub/.gitattributes", "sub/gen", "sub/lib"]);
}

#[test]
fn a_revision_has_its_own_commit_of_a_submodule() {
    let (repo, _library) = house();
    assert_eq!(text(&entered(&repo, "", Some("v1")), "libs/sub/lib"), "old");
    // The objects stay with the repository around it when the checkout goes.
    repo.git(&["submodule", "--quiet", "deinit", "--all"]);
    assert_eq!(text(&entered(&repo, "", Some("v1")), "libs/sub/lib"), "old");
    assert_eq!(text(&entered(&repo, "", None), "libs/sub/lib"), "new");
    repo.git(&["worktree", "add", "-q", "../linked", "v1"]);
    assert_eq!(text(&entered(&repo, "../linked", Some("HEAD")), "libs/sub/lib"), "old");
}

#[test]
fn changes_inside_a_submodule_show() {
    let (repo, _library) = house();
    repo.write("libs/sub/lib", "edited");
    let work = entered(&repo, "", None);
    assert_eq!((text(&work, "libs/sub/lib"), work.repo.dirty), ("edited".into(), true));
    repo.git_in("libs/sub", &["checkout", "-q", "--force", "HEAD~1"]);
    let work = entered(&repo, "", None);
    assert_eq!((text(&work, "libs/sub/lib"), work.repo.dirty), ("old".into(), true));
}

#[test]
fn a_submodule_that_is_not_here_is_said() {
    let (repo, _library) = house();
    repo.git(&["clone", "-q", ".", "../clone"]);
    for revision in [None, Some("HEAD")] {
        let clone = entered(&repo, "../clone", revision);
        let text = "libs/sub: a submodule; its files are not analysed (it was never fetched here)";
        assert_eq!(problems(&clone), [text]);
        assert_eq!((clone.repo.submodules[0].entered, clone.repo.dirty), (false, false));
    }
}

#[test]
fn patterns_and_ignore_files_reach_into_a_submodule() {
    let (repo, _library) = house();
    repo.write(".groundplanignore", "/libs/sub/gen\n");
    let exclude = vec!["lib".into()];
    let options = Options { submodules: true, exclude, ..Options::default() };
    let work = repo.open_with("", &options).unwrap();
    let expected = [
        ("libs/sub/gen", "left out by .groundplanignore"),
        ("libs/sub/lib", "left out by --exclude lib"),
    ];
    assert_eq!(left_out(&work), expected);
}

#[test]
fn a_submodule_of_a_submodule_is_entered() {
    let (repo, _library) = house();
    let outer = Repo::with(&[("top", "1")]);
    let source = repo.path("").display().to_string();
    outer.git(&["submodule", "--quiet", "add", &source, "mid"]);
    outer.git(&["submodule", "--quiet", "update", "--init", "--recursive"]);
    outer.commit();
    let (work, commit) = (entered(&outer, "", None), entered(&outer, "", Some("HEAD")));
    assert_eq!(text(&work, "mid/libs/sub/lib"), "new");
    assert_eq!(contents(&work), contents(&commit));
    let listed: Vec<_> = work.repo.submodules.iter().map(|one| &*one.path).collect();
    assert_eq!(listed, ["mid", "mid/libs/sub"]);
}
