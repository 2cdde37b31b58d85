//! The server over HTTP: this machine alone, and no page in a browser.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

use crate::environment::TestEnvironment;

/// A server that ends with the test.
struct Serving {
    child: Child,
    address: String,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn start(environment: &TestEnvironment) -> Serving {
    let mut program = Command::new(assert_cmd::cargo::cargo_bin!("groundplan"));
    program.args(["serve", "plugin-fees", "--http", "0"]).env_clear();
    program.current_dir(environment.path("")).env("HOME", environment.path(""));
    program.env("GROUNDPLAN_CACHE_DIR", environment.cache()).stderr(Stdio::piped());
    let mut child = program.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("serving on http://").unwrap();
    let address = address.strip_suffix("/mcp").unwrap().to_owned();
    Serving { child, address }
}

/// Status and body of a request.
fn post(serving: &Serving, headers: &[(&str, &str)], body: &Value) -> (u16, String) {
    let mut stream = TcpStream::connect(&serving.address).unwrap();
    let body = body.to_string();
    let has_host = headers.iter().any(|(name, _)| *name == "Host");
    let host = if has_host { String::new() } else { format!("Host: {}\r\n", serving.address) };
    let extra: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect::<Vec<_>>()
        .concat();
    let request = format!(
        "POST /mcp HTTP/1.1\r\n{host}{extra}Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.set_read_timeout(Some(std::time::Duration::from_secs(5))).unwrap();
    // A stream of events stays open: what came first is enough.
    let mut buffer = [0; 4096];
    while let Ok(read) = stream.read(&mut buffer) {
        answer.push_str(&String::from_utf8_lossy(&buffer[..read]));
        if read == 0 || answer.contains("\"serverInfo\"") {
            break;
        }
    }
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    (status, answer)
}

fn initialize() -> Value {
    json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}})
}

#[test]
fn a_client_of_this_machine_is_served_and_a_page_is_not() {
    let environment = TestEnvironment::with(&["plugin-fees"]);
    let serving = start(&environment);
    let (status, answer) = post(&serving, &[], &initialize());
    assert!(status == 200 && answer.contains("\"groundplan\""), "{answer}");
    for header in [
        ("Origin", "https://evil.example"),
        ("Origin", "http://localhost:3000"),
        ("Origin", "null"),
        ("Host", "evil.example"),
    ] {
        let (status, answer) = post(&serving, &[header], &initialize());
        assert_eq!(status, 403, "{header:?}: {answer}");
    }
    let (status, _) = post(&serving, &[], &json!({"no": "protocol"}));
    assert!((400..500).contains(&status), "{status}");
    let (status, _) = post(&serving, &[], &initialize());
    assert_eq!(status, 200, "it goes on");
}

#[test]
fn only_this_machine_may_be_listened_on() {
    let environment = TestEnvironment::with(&["plugin-fees"]);
    let ran = environment.expect(2, &["serve", "plugin-fees", "--http", "0.0.0.0:0"]);
    ran.says(&["others could reach it"]);
}
