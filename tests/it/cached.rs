//! A cache only saves time: the same bytes with it, without it, half-filled, damaged, shared, full.

use std::{
    fs,
    process::{Child, Stdio},
    sync::Arc,
};

use camino::{Utf8Path, Utf8PathBuf};
use groundplan::{
    cache::{Cache, Place},
    extract,
    language::Registry,
    model::FileFacts,
};

use crate::environment::{PROJECT, TestEnvironment, files};

const ANALYZE: [&str; 2] = ["analyze", "plugin-fees"];
const PLAIN: [&str; 3] = ["analyze", "plugin-fees", "--no-cache"];

/// A committed repository.
fn repository() -> TestEnvironment {
    let environment = TestEnvironment::with(&["plugin-fees"]);
    environment.commit("plugin-fees");
    environment
}

/// Files of the cache.
fn stored(environment: &TestEnvironment) -> Vec<Utf8PathBuf> {
    let folder = environment.cache();
    let found = files(folder).into_iter().filter(|path| path.extension() == Some("gpcache"));
    found.map(|path| folder.join(path)).collect()
}

#[track_caller]
fn check(environment: &TestEnvironment, what: &str) {
    let plain = environment.expect(0, &PLAIN).stdout;
    let cached = environment.expect(0, &ANALYZE).stdout;
    assert!(plain == cached, "{what}: the cache changed the result");
}

#[test]
fn a_cache_changes_nothing_but_the_time() {
    let environment = repository();
    check(&environment, "empty");
    let kinds: Vec<String> = stored(&environment)
        .iter()
        .map(|path| path.file_name().unwrap().split('-').next().unwrap().to_owned())
        .collect();
    assert_eq!(kinds, ["facts", "history", "log", "output"]);
    check(&environment, "full");
    environment.expect(0, &["analyze", "plugin-fees", "-o", "cached.json"]);
    assert_eq!(environment.read("cached.json"), environment.expect(0, &PLAIN).stdout);
    environment.write("plugin-fees/internal/new.go", "package internal\n\nfunc New() {}\n");
    check(&environment, "a new file");
    environment.write("plugin-fees/internal/new.go", "package internal\n\nfunc Old() {}\n");
    check(&environment, "an edited file of the same size");
    environment.write("plugin-fees/.gitattributes", "internal/** linguist-vendored\n");
    check(&environment, "files that are somebody else's");
    environment.git("plugin-fees", &["add", "--all"]);
    environment.git("plugin-fees", &["commit", "--quiet", "--message=second"]);
    check(&environment, "a commit");
    environment.git("plugin-fees", &["update-index", "--assume-unchanged", "internal/new.go"]);
    environment.write("plugin-fees/internal/new.go", "package internal\n\nfunc Odd() {}\n");
    check(&environment, "a file that the user calls unchanged");
    environment.git("plugin-fees", &["update-index", "--no-assume-unchanged", "internal/new.go"]);
    environment.git("plugin-fees", &["checkout", "--quiet", "internal/new.go"]);
    environment.git("plugin-fees", &["tag", "v1.0.0"]);
    check(&environment, "a tag");
    fs::remove_file(environment.path("plugin-fees/internal/new.go")).unwrap();
    check(&environment, "a deleted file");
    environment.git("plugin-fees", &["checkout", "--quiet", "HEAD~1"]);
    check(&environment, "another commit");
}

#[test]
fn worktree_and_revision_share_facts() {
    let environment = repository();
    environment.expect(0, &ANALYZE);
    let revision = ["analyze", "plugin-fees", "--rev", "HEAD"];
    let plain = environment.expect(0, &[&revision[..], &["--no-cache"]].concat()).stdout;
    assert_eq!(environment.expect(0, &revision).stdout, plain);
    // The revision needed no facts of its own.
    let facts = stored(&environment).into_iter().filter(|path| path.as_str().contains("/facts-"));
    assert_eq!(facts.count(), 1);
}

#[test]
fn an_object_that_comes_back_is_seen() {
    let environment = repository();
    environment.write("plugin-fees/more.txt", "one\ntwo\n");
    environment.commit("plugin-fees");
    let id = environment.git("plugin-fees", &["rev-parse", "HEAD:more.txt"]);
    environment.write("plugin-fees/more.txt", "three\n");
    environment.commit("plugin-fees");
    let (first, rest) = id.trim().split_at(2);
    let object = environment.path(&format!("plugin-fees/.git/objects/{first}/{rest}"));
    fs::rename(&object, environment.path("kept")).unwrap();
    check(&environment, "a blob of the history is missing");
    check(&environment, "a blob of the history is missing still");
    assert!(environment.expect(0, &ANALYZE).stdout.contains("missing_blobs"));
    fs::rename(environment.path("kept"), &object).unwrap();
    check(&environment, "the blob is back");
    assert!(!environment.expect(0, &ANALYZE).stdout.contains("missing_blobs"));
    assert_eq!(stored(&environment).len(), 5, "two histories");
}

type Damage = fn(Vec<u8>) -> Vec<u8>;

#[test]
fn damaged_files_are_made_anew() {
    let environment = repository();
    let plain = environment.expect(0, &PLAIN).stdout;
    environment.expect(0, &ANALYZE);
    let damages: [(&str, Damage); 5] = [
        ("cut", |bytes| bytes[..bytes.len() / 2].to_vec()),
        ("empty", |_| Vec::new()),
        ("garbage", |bytes| bytes.iter().map(|byte| byte ^ 0x5a).collect()),
        ("one bit", |mut bytes| {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            bytes
        }),
        ("another format", |bytes| [b"gplcach9", &bytes[8..]].concat()),
    ];
    for (what, damage) in damages {
        environment.expect(0, &["cache", "clear"]);
        assert_eq!(environment.expect(0, &ANALYZE).stdout, plain, "{what}: empty");
        let before = stored(&environment);
        assert_eq!(before.len(), 4, "{what}");
        for path in &before {
            fs::write(path, damage(fs::read(path).unwrap())).unwrap();
        }
        assert_eq!(environment.expect(0, &ANALYZE).stdout, plain, "{what}: damaged");
        // Without the output the facts and the history are asked for.
        let output = before.iter().find(|path| path.as_str().contains("output-")).unwrap();
        fs::remove_file(output).unwrap();
        assert_eq!(environment.expect(0, &ANALYZE).stdout, plain, "{what}: mended");
        assert_eq!(stored(&environment), before, "{what}");
    }
}

#[test]
fn a_cache_that_cannot_be_used_is_not_used() {
    let environment = repository();
    let plain = environment.expect(0, &PLAIN).stdout;
    environment.write("a-file", "");
    let below = environment.path("a-file/below");
    let mut program = environment.program();
    let ran = program.env("GROUNDPLAN_CACHE_DIR", below).args(ANALYZE).unwrap();
    assert!(ran.stdout == plain.as_bytes() && ran.stderr.is_empty());
    // Folders where the files should be.
    environment.expect(0, &ANALYZE);
    for path in stored(&environment) {
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
    }
    assert_eq!(environment.expect(0, &ANALYZE).stdout, plain);
}

/// Starts a run and does not wait.
fn start(environment: &TestEnvironment, out: &str) -> Child {
    let mut program = std::process::Command::new(assert_cmd::cargo::cargo_bin!("groundplan"));
    program.args(ANALYZE).args(["-o", out]).current_dir(environment.path(""));
    program.env("GROUNDPLAN_CACHE_DIR", environment.cache()).stderr(Stdio::null());
    program.spawn().unwrap()
}

#[test]
fn runs_at_once_and_killed_runs_do_no_harm() {
    let environment = repository();
    let plain = environment.expect(0, &PLAIN).stdout;
    let mut killed: Vec<Child> =
        (0..4).map(|number| start(&environment, &format!("killed-{number}.json"))).collect();
    for (number, run) in killed.iter_mut().enumerate() {
        std::thread::sleep(std::time::Duration::from_millis(40 * number as u64));
        run.kill().unwrap();
        run.wait().unwrap();
    }
    assert_eq!(environment.expect(0, &ANALYZE).stdout, plain);
    environment.expect(0, &["cache", "clear"]);
    let names: Vec<String> = (0..4).map(|number| format!("whole-{number}.json")).collect();
    let runs: Vec<Child> = names.iter().map(|name| start(&environment, name)).collect();
    for mut run in runs {
        assert!(run.wait().unwrap().success());
    }
    for name in names {
        assert!(environment.read(&name) == plain, "{name}");
    }
    assert_eq!(environment.expect(0, &ANALYZE).stdout, plain);
}

/// Waits until the file holds the text.
#[track_caller]
fn wait_for(environment: &TestEnvironment, file: &str, text: &str) {
    for _ in 0..600 {
        let found = fs::read_to_string(environment.path(file)).unwrap_or_default();
        if found.contains(text) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("{file} never held {text}");
}

#[test]
fn watching_writes_the_file_anew() {
    let environment = repository();
    let mut program = std::process::Command::new(assert_cmd::cargo::cargo_bin!("groundplan"));
    let out = "plugin-fees/out.json";
    program.args(["analyze", "plugin-fees", "--watch", "-o", out]);
    program.current_dir(environment.path("")).env("GROUNDPLAN_CACHE_DIR", environment.cache());
    let mut run = program.stderr(Stdio::piped()).spawn().unwrap();
    wait_for(&environment, out, "groundplan.analysis/1");
    environment.write("plugin-fees/internal/new.go", "package internal\n\nfunc Brandnew() {}\n");
    wait_for(&environment, out, "Brandnew");
    // A fault comes and goes.
    environment.write("plugin-fees/groundplan.toml", "nothing = 1\n");
    std::thread::sleep(std::time::Duration::from_secs(1));
    environment.write("plugin-fees/groundplan.toml", "");
    environment.write("plugin-fees/internal/new.go", "package internal\n\nfunc Renamed() {}\n");
    wait_for(&environment, out, "Renamed");
    run.kill().unwrap();
    let said = String::from_utf8(run.wait_with_output().unwrap().stderr).unwrap();
    assert!(said.matches("analysed ").count() >= 2 && said.contains("groundplan.toml"), "{said}");
    let alone = environment.run(&["analyze", "plugin-fees", "--watch"]);
    assert_eq!(alone.code, 2, "{}", alone.stderr);
}

#[test]
fn a_cache_is_shown_bounded_and_emptied() {
    let environment = repository();
    environment.expect(0, &ANALYZE);
    let info = environment.expect(0, &["cache", "info"]).stdout;
    assert!(info.contains("files   4\n") && info.contains(environment.cache().as_str()), "{info}");
    environment.write("plugin-fees/groundplan.toml", "[cache]\nmax_mib = 0\n");
    environment.expect(0, &["cache", "clear"]);
    environment.expect(0, &ANALYZE);
    assert_eq!(stored(&environment), Vec::<Utf8PathBuf>::new());
    let cleared = environment.expect(0, &["cache", "clear"]).stdout;
    assert_eq!(cleared, "removed 0 files, 0 bytes\n");
}

#[test]
fn queries_of_the_user_have_facts_of_their_own() {
    let environment = repository();
    check(&environment, "built-in queries");
    let query =
        "((call_expression function: (identifier) @name) @route (#eq? @name \"nothing\"))\n";
    environment.write("plugin-fees/.groundplan/queries/go/config.scm", query);
    let broken = environment.run(&ANALYZE);
    assert_eq!(broken.code, environment.run(&PLAIN).code);
    let text = fs::read_to_string(Utf8Path::new(PROJECT).join("queries/go/config.scm")).unwrap();
    environment.write("plugin-fees/.groundplan/queries/go/config.scm", text);
    check(&environment, "queries of the user");
}

#[test]
fn how_much_is_read_is_part_of_what_is_kept() {
    let environment = repository();
    let mut seen = Vec::new();
    for facts in ["structure", "calls", "bodies", "structure"] {
        let plain = [&PLAIN[..], &["--facts", facts]].concat();
        let cached = [&ANALYZE[..], &["--facts", facts]].concat();
        let found = environment.expect(0, &cached).stdout;
        assert!(found == environment.expect(0, &plain).stdout, "{facts}");
        seen.push(found);
    }
    assert!(seen[0] != seen[1] && seen[1] != seen[2] && seen[2] != seen[3] && seen[0] == seen[3]);
}

#[test]
fn facts_come_back_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::new(folder.path().to_owned().try_into().unwrap(), 1 << 30, &[]);
    let registry = Registry::new(&[]).unwrap();
    let fixtures = Utf8Path::new(PROJECT).join("fixtures");
    let read = |path: &Utf8PathBuf| {
        let bytes = fs::read(fixtures.join(path)).unwrap();
        extract::file(&registry, &Arc::from(path.as_str()), &bytes, false)
    };
    let all: Vec<_> = files(&fixtures).iter().map(read).collect();
    let stored = cache.stored("fixtures");
    let known = stored.facts();
    for facts in &all {
        known.keep(place(facts), b"id", None, facts);
    }
    known.save();
    let stored = cache.stored("fixtures");
    let known = stored.facts();
    for facts in all {
        let back = known.with_content(place(&facts), b"id", None);
        assert_eq!(back.as_ref(), Some(&facts));
    }
}

fn place(facts: &FileFacts) -> Place<'_> {
    Place { path: &facts.file.path, ..Place::default() }
}
