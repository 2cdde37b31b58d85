//! Attributes, ignore files and patterns: at a worktree as at its commit.

use super::*;
use crate::error::ErrorKind;

#[test]
fn attributes_mark_files() {
    let repo = Repo::with(&[
        (".gitattributes", "*.gen.go linguist-generated\n/gen/** linguist-generated=true\n"),
        ("a.gen.go", ""),
        ("gen/b.go", ""),
        ("gen/deep/c.go", ""),
        ("hand/.gitattributes", "*.gen.go -linguist-generated\n*.txt encoding=ISO-8859-1\n"),
        ("hand/d.gen.go", ""),
        ("hand/e.txt", ""),
        ("plain.go", ""),
    ]);
    let work = same_as_commit(&repo, "");
    let generated = |path| entry(&work, path).generated;
    assert_eq!(generated("a.gen.go"), Some(true));
    assert_eq!(generated("gen/deep/c.go"), Some(true));
    assert_eq!(generated("hand/d.gen.go"), Some(false));
    assert_eq!(generated("plain.go"), None);
    assert_eq!(entry(&work, "hand/e.txt").encoding.as_deref(), Some("ISO-8859-1"));
    assert_eq!(entry(&work, "plain.go").encoding, None);
    let inside = same_as_commit(&repo, "gen");
    assert_eq!(entry(&inside, "b.go").generated, Some(true), "attributes above the folder count");
}

#[test]
fn what_archives_go_without_is_marked_and_kept() {
    let repo = Repo::with(&[
        (".gitattributes", "/tests export-ignore\n*.md export-ignore\nKEEP.md -export-ignore\n"),
        ("tests/a/b.go", ""),
        ("README.md", ""),
        ("KEEP.md", ""),
        ("main.go", ""),
    ]);
    let work = same_as_commit(&repo, "");
    let marked: Vec<_> = work.entries.iter().filter(|entry| entry.export_ignore).collect();
    let marked: Vec<_> = marked.iter().map(|entry| &*entry.path).collect();
    assert_eq!(marked, ["README.md", "tests/a/b.go"]);
}

/// A file is read as Git stores it, however a checkout writes it.
#[track_caller]
fn check_stored(attributes: &str, written: &[u8], stored: &str) {
    let repo = Repo::with(&[(".gitattributes", attributes)]);
    fs::write(repo.path("a.sql"), written).unwrap();
    repo.commit();
    let work = same_as_commit(&repo, "");
    assert_eq!(String::from_utf8(work.read(entry(&work, "a.sql")).unwrap()).unwrap(), stored);
    repo.git(&["clone", "-q", ".", "../fresh"]);
    let fresh = repo.open("../fresh");
    assert_eq!(contents(&fresh), contents(&work), "{attributes}");
    assert!(!fresh.repo.dirty);
    fs::write(repo.path("a.sql"), [written, written].concat()).unwrap();
    let changed = repo.open("");
    assert!(changed.repo.dirty && entry(&changed, "a.sql").blob.is_none());
}

#[test]
fn a_checkout_in_another_encoding_is_its_commit() {
    let utf_16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let marked = |text: &str| [b"\xff\xfe".to_vec(), utf_16(text)].concat();
    check_stored("*.sql working-tree-encoding=UTF-16LE\n", &utf_16("é\n"), "é\n");
    check_stored("*.sql text working-tree-encoding=UTF-16LE-BOM\n", &marked("é\n"), "é\n");
    check_stored("*.sql text working-tree-encoding=UTF-16\n", &marked("é\n"), "é\n");
    check_stored("*.sql working-tree-encoding=ISO-8859-1\n", b"caf\xe9\n", "café\n");
    check_stored("*.sql text eol=crlf\n", b"a\r\nb\r\n", "a\nb\n");
    check_stored("*.sql text\n", b"a\nb\n", "a\nb\n");
    check_stored("*.sql ident\n", b"-- $Id: of somebody $\n", "-- $Id$\n");
}

#[test]
fn a_changed_file_is_read_as_git_would_store_it() {
    let repo = Repo::with(&[(".gitattributes", "*.sql working-tree-encoding=UTF-16BE\n")]);
    fs::write(repo.path("a.sql"), b"\0a\0b").unwrap();
    let work = repo.open("");
    assert_eq!(work.read(entry(&work, "a.sql")).unwrap(), b"ab");
}

/// As large-file storage works: what is checked out is not what Git stores.
#[test]
fn an_unchanged_file_behind_a_filter_is_its_commit() {
    let repo = Repo::with(&[(".gitattributes", "*.bin filter=up\n")]);
    let filtered = |words: &[&str]| {
        let up = ["-c", "filter.up.clean=tr A-Z a-z", "-c", "filter.up.smudge=tr a-z A-Z"];
        repo.git(&[&up, words].concat())
    };
    repo.write("a.bin", "TEXT\n");
    filtered(&["add", "a.bin"]);
    repo.git(&["commit", "-q", "-m", "stored"]);
    assert_eq!(repo.git(&["show", "HEAD:a.bin"]), "text");
    // Older than the index, as every file of a checkout soon is.
    let file = fs::File::options().write(true).open(repo.path("a.bin")).unwrap();
    file.set_modified(std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_hours(24))
        .unwrap();
    filtered(&["update-index", "-q", "--refresh"]);
    let work = same_as_commit(&repo, "");
    assert_eq!(work.read(entry(&work, "a.bin")).unwrap(), b"text\n");
    repo.write("a.bin", "OTHER\n");
    let work = repo.open("");
    assert_eq!(
        (work.read(entry(&work, "a.bin")).unwrap(), work.repo.dirty),
        (b"OTHER\n".to_vec(), true)
    );
}

#[test]
fn line_ends_of_the_configuration_change_nothing() {
    let repo = Repo::with(&[("a", "x\ny\n")]);
    repo.git(&["clone", "-q", "--config=core.autocrlf=true", ".", "../crlf"]);
    assert_eq!(fs::read(repo.path("../crlf/a")).unwrap(), b"x\r\ny\r\n");
    assert_eq!(contents(&same_as_commit(&repo, "../crlf")), contents(&repo.open("")));
}

#[test]
fn ignore_files_take_tracked_files_away() {
    let repo = Repo::with(&[
        (".groundplanignore", "/data/\n*.snap\n!keep.snap\n"),
        (".ignore", "big.txt\nkeep.snap\n"),
        ("data/a.go", ""),
        ("data/keep.snap", ""),
        ("sub/.groundplanignore", "local.go\n!big.txt\n"),
        ("sub/local.go", ""),
        ("sub/big.txt", ""),
        ("other/local.go", ""),
        ("big.txt", ""),
        ("keep.snap", ""),
        ("x.snap", ""),
    ]);
    let work = same_as_commit(&repo, "");
    let kept = ["keep.snap", "other/local.go", "sub/.groundplanignore", "sub/big.txt"];
    assert_eq!(paths(&work)[2..], kept);
    let expected = [
        ("big.txt", "left out by .ignore"),
        ("data/a.go", "left out by .groundplanignore"),
        ("data/keep.snap", "left out by .groundplanignore"),
        ("sub/local.go", "left out by sub/.groundplanignore"),
        ("x.snap", "left out by .groundplanignore"),
    ];
    assert_eq!(left_out(&work), expected);
    let inside = same_as_commit(&repo, "data");
    assert_eq!((paths(&inside).len(), inside.left_out.len()), (0, 2), "rules above count");
}

#[test]
fn ignore_files_never_bring_back_what_git_ignores() {
    let repo = Repo::with(&[
        (".gitignore", "out/\n"),
        (".ignore", "!out/\n"),
        (".groundplanignore", "!out/\n!private\n"),
        ("a", "1"),
    ]);
    repo.write("out/x", "2");
    repo.write("private", "3");
    fs::write(repo.path(".git/info/exclude"), "private\n").unwrap();
    assert_eq!(paths(&same_as_commit(&repo, "")).last(), Some(&"a"));
}

#[test]
fn what_git_ignores_counts_once_it_is_tracked() {
    let repo = Repo::with(&[(".gitignore", "*.log\n"), ("a.log", "1"), ("b", "2")]);
    fs::write(repo.path(".git/info/exclude"), "b\n").unwrap();
    assert_eq!(paths(&same_as_commit(&repo, "")), [".gitignore", "a.log", "b"]);
}

#[test]
fn a_plain_folder_has_rules_too() {
    let repo = Repo::folder();
    repo.write(".groundplanignore", "x\n");
    repo.write(".gitattributes", "gen/* linguist-generated\n");
    repo.write("x", "");
    repo.write("gen/a", "");
    let work = repo.open("");
    assert_eq!(left_out(&work), [("x", "left out by .groundplanignore")]);
    assert_eq!(entry(&work, "gen/a").generated, Some(true));
}

#[track_caller]
fn check_chosen(include: &[&str], exclude: &[&str], kept: &[&str]) {
    let files = ["api/a.go", "api/a.pb.go", "api/docs/x.md", "docs/y.md", "main.go"];
    let repo = Repo::with(&files.map(|path| (path, "")));
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    for revision in [None, Some("HEAD".to_owned())] {
        let options = Options {
            revision,
            include: words(include),
            exclude: words(exclude),
            ..Options::default()
        };
        let found = repo.open_with("", &options).unwrap();
        assert_eq!(paths(&found), kept, "{include:?} {exclude:?}");
        assert_eq!(found.entries.len() + found.left_out.len(), files.len());
    }
}

#[test]
fn patterns_choose_files() {
    check_chosen(&[], &[], &["api/a.go", "api/a.pb.go", "api/docs/x.md", "docs/y.md", "main.go"]);
    check_chosen(&[], &["*.pb.go", "docs/"], &["api/a.go", "main.go"]);
    check_chosen(&[], &["/docs"], &["api/a.go", "api/a.pb.go", "api/docs/x.md", "main.go"]);
    check_chosen(&["api"], &["*.pb.go"], &["api/a.go", "api/docs/x.md"]);
    check_chosen(&["*.go"], &["*.go", "!main.go"], &["main.go"]);
    check_chosen(&["./api/**/*.md", "main.go"], &[], &["api/docs/x.md", "main.go"]);
}

#[test]
fn a_reason_names_its_pattern() {
    let repo = Repo::with(&[("a.go", ""), ("b.md", ""), ("large.go", &"x".repeat(101))]);
    let (include, exclude) = (vec!["*.go".into()], vec!["large*".into()]);
    let options = Options { include, exclude, max_file_bytes: 100, ..Options::default() };
    let found = repo.open_with("", &options).unwrap();
    let expected =
        [("b.md", "left out by --include"), ("large.go", "left out by --exclude large*")];
    assert_eq!(left_out(&found), expected);
    assert!(found.diagnostics.is_empty(), "nobody wants to know of it");
}

#[test]
fn a_pattern_that_is_none_is_an_error() {
    let repo = Repo::with(&[("a", "")]);
    for pattern in ["a[", "", "# a"] {
        let options = Options { exclude: vec![pattern.into()], ..Options::default() };
        let error = repo.open_with("", &options).err().unwrap();
        assert_eq!(error.kind(), ErrorKind::Usage, "{pattern}");
        assert!(error.way_out().is_some());
    }
}
