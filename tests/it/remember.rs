//! What `groundplan remember` stores in memory servers of each generation, and that nothing is lost or sent twice.

use std::process::{Child, Command, Stdio};

use camino::Utf8PathBuf;
use serde_json::Value;

use crate::environment::{PROJECT, Ran, TestEnvironment};

/// A repository with a remote, and stand-ins for memory servers.
struct Place {
    environment: TestEnvironment,
}

impl Place {
    fn new() -> Self {
        let environment = TestEnvironment::with(&["plugin-fees"]);
        environment.commit("plugin-fees");
        let remote = "git@github.com:example/plugin-fees.git";
        environment.git("plugin-fees", &["remote", "add", "origin", remote]);
        Self { environment }
    }

    fn log(&self) -> Utf8PathBuf {
        self.environment.path("calls.jsonl")
    }

    /// The command of a stand-in.
    fn server(&self, generation: &str, mode: &str) -> String {
        let script = format!("{PROJECT}/tests/it/stand-ins/memory.py");
        format!("python3 '{script}' {generation} '{}' {mode}", self.log())
    }

    fn remember(&self, more: &[&str]) -> Ran {
        let mut arguments = vec!["remember", "plugin-fees", "--outbox", "outbox.jsonl"];
        arguments.extend(more);
        self.environment.run(&arguments)
    }

    /// The calls that the stand-in took.
    fn calls(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(self.log()).unwrap_or_default();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn waiting(&self) -> usize {
        let text =
            std::fs::read_to_string(self.environment.path("outbox.jsonl")).unwrap_or_default();
        text.lines().count()
    }

    /// Entries that there are.
    fn entries(&self) -> Vec<Value> {
        let ran = self.remember(&["--dry-run"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

#[test]
fn each_generation_gets_its_own_calls_once() {
    for (generation, tools) in [
        ("each", ["mcp__memory__memory_store_chunk", "mcp__memory__memory_store_decision"]),
        ("create", ["memory_create", "memory_create"]),
        ("store", ["memory_store", "memory_store"]),
    ] {
        let place = Place::new();
        let entries = place.entries();
        assert!(entries.len() > 2, "{entries:?}");
        let server = place.server(generation, "ok");
        let ran = place.remember(&["--server", &server, "--session", "s-1"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let calls = place.calls();
        assert_eq!(calls.len(), entries.len());
        for (number, call) in calls.iter().enumerate() {
            assert_eq!(call["tool"], tools[usize::from(number > 0)]);
        }
        let arguments = calls[1]["arguments"].clone();
        let own = match generation {
            "create" => {
                assert_eq!(arguments["operation"], "store_decision");
                arguments["options"].clone()
            }
            _ => arguments,
        };
        assert_eq!(own["session_id"], "s-1");
        let named = if generation == "store" { "project_id" } else { "repository" };
        assert_eq!(own[named], "github.com/example/plugin-fees");
        let text = own.to_string();
        assert!(text.contains("Phase 1") && text.contains("Goal: "), "{text}");
        assert_eq!(place.waiting(), 0);
        let ran = place.remember(&["--server", &server]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert_eq!(place.calls().len(), entries.len(), "nothing is sent twice: {}", ran.stderr);
    }
}

#[test]
fn without_a_server_entries_wait_for_the_next_run() {
    let place = Place::new();
    let all = place.entries().len();
    assert_eq!((place.remember(&[]).code, place.waiting()), (0, all));
    assert_eq!(
        (place.remember(&[]).code, place.waiting()),
        (0, all),
        "the same content waits once"
    );
    let ran = place.remember(&["--server", &place.server("each", "ok")]);
    assert_eq!((ran.code, place.calls().len(), place.waiting()), (0, all, 0), "{}", ran.stderr);
}

#[test]
fn what_a_server_does_not_take_waits() {
    let place = Place::new();
    let all = place.entries().len();
    for (generation, mode, says) in [
        ("store", "refuse", "the disk is full"),
        ("store", "false", "no such project"),
        ("create", "hang", "nothing came within 1 s"),
        ("each", "mute", "nothing came within 1 s"),
        ("each", "deaf", "does not answer"),
        ("each", "nonsense", "does not answer"),
        ("other", "ok", "its tools: weather"),
    ] {
        let server = place.server(generation, mode);
        let ran = place.remember(&["--server", &server, "--timeout", "1"]);
        assert_eq!((ran.code, place.waiting()), (2, all), "{mode}: {}", ran.stderr);
        assert!(
            ran.stderr.contains(says) && ran.stderr.contains("hint: "),
            "{mode}: {}",
            ran.stderr
        );
        assert_eq!(place.calls().len(), 0, "{mode}");
    }
    let ran = place.remember(&["--server", "no-such-program-anywhere"]);
    assert!(ran.code == 2 && ran.stderr.contains("cannot start"), "{}", ran.stderr);
    let ran = place.remember(&["--http", "http://127.0.0.1:1/mcp"]);
    assert_eq!((ran.code, place.waiting()), (2, all), "{}", ran.stderr);
}

#[test]
fn a_server_that_dies_midway_gets_the_rest_and_nothing_twice() {
    for generation in ["each", "create", "store"] {
        for mode in ["die-before", "die-after"] {
            let place = Place::new();
            let all = place.entries().len();
            // The ledger knows servers by their command: the same one comes back alive.
            let alive = place.environment.path("mode");
            let server = format!(
                "sh -c 'exec {} $(cat {alive})'",
                place.server(generation, "").trim_end().replace('\'', "")
            );
            std::fs::write(&alive, mode).unwrap();
            let ran = place.remember(&["--server", &server]);
            assert_eq!(ran.code, 2, "{}", ran.stderr);
            assert_eq!(place.waiting(), all - 1, "{mode}");
            std::fs::write(&alive, "ok").unwrap();
            let ran = place.remember(&["--server", &server]);
            assert_eq!((ran.code, place.waiting()), (0, 0), "{generation} {mode}: {}", ran.stderr);
            assert_eq!(place.calls().len(), all, "{generation} {mode}: {}", ran.stderr);
        }
    }
}

/// A stand-in that ends with the test.
struct Http(Child);

impl Drop for Http {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_server_is_reached_over_http() {
    let place = Place::new();
    let port = place.environment.path("port");
    let script = format!("{PROJECT}/tests/it/stand-ins/memory.py");
    let arguments =
        [&script, "store", place.log().as_str(), "ok", "--http", port.as_str()].map(str::to_owned);
    let child = Command::new("python3").args(arguments).stdin(Stdio::null()).spawn().unwrap();
    let _http = Http(child);
    let number = loop {
        match std::fs::read_to_string(&port) {
            Ok(text) if text.ends_with('\n') => break text.trim().to_owned(),
            _ => std::thread::sleep(std::time::Duration::from_millis(20)),
        }
    };
    let ran = place.remember(&["--http", &format!("http://127.0.0.1:{number}/mcp")]);
    assert_eq!((ran.code, place.waiting()), (0, 0), "{}", ran.stderr);
    assert_eq!(place.calls().len(), place.entries().len());
}

#[test]
fn two_runs_at_once_send_everything_once() {
    let place = Place::new();
    let server = place.server("store", "ok");
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| assert_eq!(place.remember(&["--server", &server]).code, 0));
        }
    });
    assert_eq!((place.calls().len(), place.waiting()), (place.entries().len(), 0));
}
