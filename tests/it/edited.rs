//! Edits that change no fact but its lines: the last output is sent with other sizes and lines in it. It is that of
//! a run without a cache, and where a fact changes, all is analysed anew.

use proptest::{collection::vec, prelude::*, sample::select};

use crate::environment::{TestEnvironment, files};

const ANALYZE: [&str; 2] = ["analyze", "plugin-fees"];
const PLAIN: [&str; 3] = ["analyze", "plugin-fees", "--no-cache"];

const RUST: &str = "plugin-fees/tool/src/lib.rs";
const ODD: &str = "plugin-fees/docs/a \"quoted\" \u{e9}.txt";

/// A committed repository with several commits, an empty file and one with a name that JSON has to escape.
fn repository() -> TestEnvironment {
    let environment = TestEnvironment::with(&["plugin-fees"]);
    environment.write("plugin-fees/tool/Cargo.toml", "[package]\nname = \"tool\"\n");
    environment.write(RUST, "//! Tool.\npub fn run() {}\n");
    environment.write("plugin-fees/empty.txt", "");
    environment.write(ODD, "one\n");
    environment.commit("plugin-fees");
    environment.write("plugin-fees/README.md", "# Plugin\n");
    environment.commit("plugin-fees");
    environment
}

/// Whether the cache holds edits, which then go.
fn took_edits(environment: &TestEnvironment) -> bool {
    let found: Vec<_> = files(environment.cache())
        .into_iter()
        .filter(|path| path.as_str().starts_with("edits-"))
        .collect();
    for path in &found {
        std::fs::remove_file(environment.cache().join(path)).unwrap();
    }
    !found.is_empty()
}

fn append(environment: &TestEnvironment, path: &str, text: &str) {
    environment.write(path, environment.read(path) + text);
}

/// Puts a text in front of a line, which is counted from 0.
fn insert(environment: &TestEnvironment, path: &str, line: usize, text: &str) {
    let before = environment.read(path);
    let mut lines: Vec<&str> = before.split_inclusive('\n').collect();
    lines.insert(line.min(lines.len()), text);
    environment.write(path, lines.concat());
}

#[track_caller]
fn check(path: &str, text: &str, expected: bool) {
    check_edit(path, |environment| append(environment, path, text), expected);
}

#[track_caller]
fn check_moved(path: &str, line: usize, text: &str, expected: bool) {
    check_edit(path, |environment| insert(environment, path, line, text), expected);
}

#[track_caller]
fn check_edit(path: &str, edit: impl Fn(&TestEnvironment), expected: bool) {
    let environment = repository();
    environment.expect(0, &ANALYZE);
    edit(&environment);
    let plain = environment.expect(0, &PLAIN).stdout;
    assert!(environment.expect(0, &ANALYZE).stdout == plain, "{path}: edited");
    assert!(environment.expect(0, &ANALYZE).stdout == plain, "{path}: again");
    environment.expect(0, &[&ANALYZE[..], &["-o", "out.json"]].concat());
    assert!(environment.read("out.json") == plain, "{path}: into a file");
    assert_eq!(took_edits(&environment), expected, "{path}");
}

#[test]
fn sizes_are_edited() {
    check("plugin-fees/cmd/app/main.go", "\n// The end.\n", true);
    check("plugin-fees/README.md", "More words.\n\n\n", true);
    check("plugin-fees/docker-compose.yml", "# The end.\n", true);
    check(ODD, "two\nthree", true);
    check("plugin-fees/tool/Cargo.toml", "# The end.\n", true);
}

#[test]
fn other_facts_are_not() {
    check("plugin-fees/cmd/app/main.go", "\nfunc more() {}\n", false);
    check("plugin-fees/cmd/app/main.go", "\n// TODO: more\n", false);
    // The evidence of a module ends with its file.
    check(RUST, "// The end.\n", false);
    // A text is a hotspot, however short.
    check("plugin-fees/empty.txt", "\u{0}", false);
}

#[test]
fn lines_that_move_are_edited() {
    check_moved("plugin-fees/cmd/app/main.go", 0, "// First.\n\n", true);
    check_moved("plugin-fees/Makefile", 0, "\n", true);
    check_moved("plugin-fees/docker-compose.yml", 1, "# words\n\n", true);
    check_moved(RUST, 1, "\n// Words.\n", true);
    let environment = repository();
    let found = files(&environment.path("plugin-fees")).into_iter();
    let go = found.filter(|path| path.extension() == Some("go"));
    for path in go.step_by(4) {
        check_moved(&format!("plugin-fees/{path}"), 1, "\n\n", true);
    }
}

#[test]
fn facts_of_other_lines_are_not() {
    // A module's line is the first one, whatever stands there.
    check_moved(RUST, 0, "// Words.\n", true);
    // What SQL does is told without the file beside the line.
    let sql = "plugin-fees/migrations/000001_create_fee_package.up.sql";
    check_moved(sql, 0, "\n", false);
    check_moved("plugin-fees/cmd/app/main.go", 2, "import \"os\"\n", false);
}

#[test]
fn what_is_no_more_than_an_edit_is_one_from_any_side() {
    let environment = repository();
    let out = ["analyze", "plugin-fees", "-o", "out.json"];
    let look = |edits: bool, what: &str| {
        environment.expect(0, &out);
        assert!(environment.read("out.json") == environment.expect(0, &PLAIN).stdout, "{what}");
        assert_eq!(took_edits(&environment), edits, "{what}");
    };
    look(false, "first");
    append(&environment, "plugin-fees/README.md", "One.\n");
    look(true, "one file");
    append(&environment, "plugin-fees/cmd/app/main.go", "// Two.\n");
    look(true, "two files");
    environment.git("plugin-fees", &["checkout", "--quiet", "README.md"]);
    look(true, "the other file");
    environment.git("plugin-fees", &["checkout", "--quiet", "."]);
    look(false, "as it was");
    append(&environment, "plugin-fees/README.md", "One.\n");
    environment.write("plugin-fees/new.txt", "new\n");
    look(false, "a file more");
    append(&environment, "plugin-fees/new.txt", "more\n");
    look(true, "a file that Git does not know");
    environment.write("plugin-fees/.gitattributes", "*.md linguist-vendored\n");
    look(false, "other marks");
    environment.commit("plugin-fees");
    look(false, "a commit");
    append(&environment, "plugin-fees/README.md", "Two.\n");
    look(true, "after the commit");
    environment.git("plugin-fees", &["tag", "v1.0.0"]);
    look(false, "a tag");
}

#[test]
fn edits_of_a_damaged_output_are_not_kept() {
    let environment = repository();
    environment.expect(0, &ANALYZE);
    let mut outputs = files(environment.cache()).into_iter();
    let output = outputs.rfind(|path| path.as_str().starts_with("output-")).unwrap();
    let output = environment.cache().join(output);
    let sound = std::fs::read(&output).unwrap();
    append(&environment, "plugin-fees/README.md", "One.\n");
    let plain = environment.expect(0, &PLAIN).stdout;
    for at in (sound.len() / 9..sound.len()).step_by(sound.len() / 9) {
        let mut damaged = sound.clone();
        damaged[at] ^= 1;
        std::fs::write(&output, damaged).unwrap();
        assert!(environment.expect(0, &ANALYZE).stdout == plain, "byte {at}");
        assert!(!took_edits(&environment), "byte {at}");
    }
}

const PATHS: &[&str] = &[
    "plugin-fees/cmd/app/main.go",
    "plugin-fees/README.md",
    "plugin-fees/go.mod",
    "plugin-fees/Makefile",
    "plugin-fees/empty.txt",
    RUST,
    ODD,
];
const PIECES: &[&str] =
    &["\n", "// words\n", "# words\n", "words", "func more() {}\n", "\u{0}", "TODO: x\n"];

/// Files, the line in front of which something is written, and what.
fn edits() -> impl Strategy<Value = (&'static str, usize, String)> {
    let text = vec(select(PIECES), 0..4).prop_map(|pieces| pieces.concat());
    (select(PATHS), prop_oneof![Just(usize::MAX), 0..12_usize], text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_edits_give_what_a_run_without_a_cache_gives(
        steps in vec((vec(edits(), 1..4), any::<bool>()), 1..4)
    ) {
        let environment = repository();
        environment.expect(0, &ANALYZE);
        for (edits, takes_back) in steps {
            if takes_back {
                environment.git("plugin-fees", &["checkout", "--quiet", "."]);
            }
            for (path, line, text) in &edits {
                insert(&environment, path, *line, text);
            }
            let plain = environment.expect(0, &PLAIN).stdout;
            prop_assert!(environment.expect(0, &ANALYZE).stdout == plain, "{edits:?}");
            prop_assert!(environment.expect(0, &ANALYZE).stdout == plain, "{edits:?}, again");
        }
    }
}
