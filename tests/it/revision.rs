//! The same bytes in give the same bytes out: threads, revisions, places.

use crate::environment::TestEnvironment;

#[test]
fn the_number_of_threads_changes_nothing() {
    let environment = TestEnvironment::plugins();
    let with = |jobs| environment.expect(0, &["analyze", "plugin-fees", "--jobs", jobs]).stdout;
    assert_eq!(with("1"), with("4"));
    let with = |jobs| environment.expect(0, &["plan", "plugin-fees", "--stdout", "--jobs", jobs]);
    assert_eq!(with("1").stdout, with("4").stdout);
}

#[test]
fn a_clean_worktree_and_its_commit_give_the_same_analysis() {
    for fixture in ["plugin-fees", "ledger-core"] {
        let environment = TestEnvironment::with(&[fixture]);
        environment.commit(fixture);
        for format in ["json", "markdown"] {
            let arguments = ["analyze", fixture, "--format", format];
            let worktree = environment.expect(0, &arguments).stdout;
            for revision in ["HEAD", "main"] {
                let asked = [&arguments[..], &["--rev", revision]].concat();
                assert!(environment.expect(0, &asked).stdout == worktree, "{fixture} {revision}");
            }
        }
    }
}

#[test]
fn a_checkout_of_a_revision_is_the_revision() {
    let environment = TestEnvironment::with(&["ledger-core"]);
    environment.commit("ledger-core");
    environment.git("ledger-core", &["tag", "v1"]);
    std::fs::remove_dir_all(environment.path("ledger-core/docs")).unwrap();
    environment.write("ledger-core/.gitattributes", "*.rs text eol=crlf\n*.md ident\n");
    environment.write("ledger-core/NOTES.md", "# Notes\n\n$Id$\n");
    environment.git("ledger-core", &["add", "--all"]);
    environment.git("ledger-core", &["commit", "--quiet", "--message=second"]);
    environment.git("ledger-core", &["branch", "side"]);
    for revision in ["v1", "side", "HEAD~1", "main@{1}"] {
        let asked = environment.expect(0, &["analyze", "ledger-core", "--rev", revision]).stdout;
        environment
            .git("ledger-core", &["worktree", "add", "--quiet", "../out/ledger-core", "main~0"]);
        environment.git("out/ledger-core", &["checkout", "--quiet", revision]);
        let checkout = environment.expect(0, &["analyze", "out/ledger-core"]).stdout;
        assert!(asked == checkout, "{revision}");
        environment.git("ledger-core", &["worktree", "remove", "--force", "../out/ledger-core"]);
    }
}

#[test]
fn a_revision_is_read_without_the_worktree() {
    let environment = TestEnvironment::new();
    environment.write("shop/main.go", "package main\n\ntype Before struct{}\n");
    environment.commit("shop");
    environment.write("shop/main.go", "package main\n\ntype After struct{}\n");
    let name = |arguments: &[&str]| environment.json(arguments)["types"][0]["name"].clone();
    assert_eq!(name(&["analyze", "shop", "--rev", "main"]), "Before");
    assert_eq!(name(&["analyze", "shop"]), "After");
    assert_eq!(environment.json(&["analyze", "shop"])["repo"]["dirty"], true);
}

#[test]
fn no_fact_shows_where_the_repository_lies() {
    let (one, other) = (TestEnvironment::plugins(), TestEnvironment::plugins());
    for arguments in [&["analyze", "plugin-fees"][..], &["plan", "plugin-fees", "--stdout"]] {
        let text = one.expect(0, arguments).stdout;
        assert!(!text.contains(one.path("").as_str()), "{arguments:?}");
        assert_eq!(text, other.expect(0, arguments).stdout);
    }
}
