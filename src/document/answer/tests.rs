//! Answers as models and programs give them.

use super::{Answer, answer, clean, only};

const PLAN: &str = "{\"overview\": \"a {brace} and \\\"quotes\\\"\", \"steps\": [{\"order\": 1}]}";

/// `found` is the plan, or words about what there is instead.
#[track_caller]
fn check(text: &str, found: &str) {
    let read = match answer(text) {
        Answer::Json(range) | Answer::Markdown(range) => text.get(range).unwrap().to_owned(),
        Answer::CutOff(cut) => format!("cut at {} in {}", cut.end, String::from_iter(cut.open)),
        Answer::Empty => "empty".to_owned(),
        Answer::Words => "words".to_owned(),
    };
    assert_eq!(read, found, "{text}");
}

#[test]
fn a_plan_in_json_is_found_however_it_is_wrapped() {
    for (before, after) in [
        ("<analysis>think {id}</analysis>\n<plan>", "</plan>"),
        ("<analysis>think</analysis><plan>\n```json\n", "\n```\n</plan>\nDone."),
        ("", ""),
        ("\u{feff}  ", "\n\n"),
        ("Here it is:\n```json\n", "\n```\nI hope that helps {really}."),
        ("rest of the thoughts</analysis>\n<plan>", ""),
        ("", "</plan>"),
        ("thoughts with a { brace\n</analysis>\n", "\n</plan> more"),
        ("I will put it in <plan> tags.\n<plan>", "</plan>"),
        ("<analysis>no end <plan>", "</plan>"),
        ("<analysis>{\"a\": 1}</analysis>", " trailing } brace"),
        ("<plan>{\"steps\": []}</plan> no, better:\n<plan>", "</plan>"),
        ("see `{path}` and {{.Input}}: ", ""),
    ] {
        check(&format!("{before}{PLAN}{after}"), PLAN);
    }
}

#[test]
fn a_plan_in_markdown_is_found() {
    check("# Plan\n\nText {id}.\n", "# Plan\n\nText {id}.\n");
    check("Sure!\n\n# Plan\n\n- a\n", "# Plan\n\n- a\n");
    check("Sure:\n```markdown\n# Plan\n\n```go\nx\n```\n```\nBye", "# Plan\n\n```go\nx\n```\n");
    check("<analysis># thoughts</analysis>\n<plan>\n## Phase 1\n- a\n</plan>", "## Phase 1\n- a\n");
}

#[test]
fn what_ends_early_says_where() {
    check("<plan>{\"overview\": \"a\", \"steps\": [{\"order\": 1, \"desc", "cut at 52 in {[{");
    check("{\"overview\": \"a\", \"steps\": [\n```\n", "cut at 28 in {[");
    check("{\"overview\": \"a\", \"steps\": [{\"a\": {\"tasks\": 1}},", "cut at 48 in {[");
    check("<plan>\n", "words");
    check(" \u{feff}\n\t", "words");
    check("\u{feff} \n", "empty");
    check("I cannot do that.", "words");
    check("Use {id} in the path.", "words");
}

#[test]
fn hostile_braces_take_no_time() {
    let text = "{".repeat(200_000);
    check(&text, "words");
    check(&format!("{}{PLAN}", "[".repeat(200_000)), PLAN);
    assert!(matches!(answer(&"{\"steps\":".repeat(20_000)), Answer::CutOff(_)));
}

#[test]
fn places_stay_what_they_are_in_the_answer() {
    let text = "é\n<plan>{\"steps\": []}</plan>\n";
    let Answer::Json(range) = answer(text) else { panic!() };
    assert_eq!(only(text, &range), "\n      {\"steps\": []}");
}

#[test]
fn what_programs_print_becomes_text() {
    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(clean(bytes), expected);
    }
    check(b"\xef\xbb\xbfa\r\nb\rc\0\x07", "a\nb\nc");
    check(b"\x1b[1;31m{\x1b[0m}\x1b]0;title\x07\x1b(B", "{}");
    check(b"\xff\x1b[", "\u{fffd}");
    check(b"a\x1b[2J\x1b[Hb", "ab");
}
