//! Programs that answer well, badly, slowly, endlessly and not at all.

use std::time::{Duration, Instant};

use super::process::{Program, ask};

#[track_caller]
fn check(command: &str, prompt: &str, expected: Result<&str, &str>) {
    let program = Program { command, time: Duration::from_secs(3) };
    let begun = Instant::now();
    let found = ask(&program, prompt);
    assert!(begun.elapsed() < Duration::from_secs(20), "{command} took {:?}", begun.elapsed());
    match (found, expected) {
        (Ok(found), Ok(expected)) => assert_eq!(String::from_utf8_lossy(&found), expected),
        (Err(error), Err(expected)) => {
            assert!(error.to_string().contains(expected), "{command}: {error}");
        }
        (found, _) => panic!("{command}: {found:?}"),
    }
}

#[test]
fn what_a_program_answers_is_read() {
    check("cat", "a prompt\n", Ok("a prompt\n"));
    check("printf answer", "not read", Ok("answer"));
    check("cat >/dev/null; printf late", &"x".repeat(1 << 20), Ok("late"));
    check("cat", &"é".repeat(1 << 20), Ok(&"é".repeat(1 << 20)));
    check("printf a; echo noise >&2", "", Ok("a"));
}

#[test]
fn a_program_that_does_not_read_does_not_hang() {
    check("printf done", &"x".repeat(8 << 20), Ok("done"));
}

#[test]
fn a_program_without_an_end_is_stopped_with_all_that_it_started() {
    check("sleep 60", "", Err("did not answer within 3 seconds"));
    check("sleep 60 & sleep 60; wait", "", Err("did not answer within 3 seconds"));
    check(
        "trap '' TERM INT HUP; while :; do sleep 1; done",
        "",
        Err("did not answer within 3 seconds"),
    );
    // What it leaves behind holds its output open; the answer is there all the same.
    check("(sleep 60 &) ; printf answer", "", Ok("answer"));
}

#[test]
fn an_answer_without_an_end_is_not_kept() {
    check("while :; do printf '%01000000d' 0; done", "", Err("over 16 MiB"));
}

#[test]
fn a_failing_program_is_told_with_its_last_words() {
    check(
        "echo one >&2; echo 'no key is set' >&2; exit 3",
        "",
        Err("exit code 3; it said:\n    one\n    no key is set"),
    );
    check("exit 1", "", Err("the program ended with exit code 1"));
    check("kill -9 $$", "", Err("ended by a signal"));
    check(
        "there-is-no-such-program --now",
        "",
        Err("did not find the program `there-is-no-such-program`"),
    );
    check("/dev/null", "", Err("the program `/dev/null` cannot be run"));
}
