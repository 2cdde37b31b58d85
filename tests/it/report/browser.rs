//! Chromium, driven over its debugging pipe: no driver, no port, no further crate.
//!
//! Where no Chromium is installed the tests that need one say so on stderr and pass; with
//! `GROUNDPLAN_BROWSER=required`, as CI sets it, they fail.

use std::{
    collections::VecDeque,
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

use camino::Utf8Path;
use serde_json::{Value, json};
use tempfile::TempDir;

/// Longest wait for an answer: loaded machines are slow, and a hanging browser must not hang the suite.
const PATIENCE: Duration = Duration::from_mins(2);

/// Names under which Chromium is installed.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// What the browser is started with: nothing of the user's, nothing from the network.
const FLAGS: &str = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars \
                     --disable-background-networking --disable-component-update --disable-sync \
                     --disable-dev-shm-usage --force-device-scale-factor=1 --remote-debugging-pipe";

/// A browser with one page.
pub(super) struct Browser {
    process: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    session: String,
    next: u64,
    /// Events that came while an answer was waited for.
    events: VecDeque<Value>,
    // Held because the folder goes with it.
    _profile: TempDir,
}

impl Browser {
    /// A browser, or none where none is installed; says so.
    pub(super) fn open(what: &str) -> Option<Self> {
        let Some(program) = program() else {
            let required =
                std::env::var("GROUNDPLAN_BROWSER").is_ok_and(|value| value == "required");
            assert!(!required, "no Chromium was found, and GROUNDPLAN_BROWSER asks for one");
            // Not through a macro: those are shown only when a test fails.
            let said = format!("NOT TESTED: {what}: no Chromium is installed\n");
            std::io::stderr().write_all(said.as_bytes()).unwrap();
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        // The shell moves the pipe to the descriptors 3 and 4, where Chromium expects it.
        let line = format!(
            "exec '{program}' {FLAGS} --user-data-dir=\"$0\" about:blank 3<&0 4>&1 </dev/null >/dev/null"
        );
        let mut process = Command::new("sh")
            .args(["-c", &line, profile.path().to_str().unwrap()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let to = process.stdin.take().unwrap();
        let output = process.stdout.take().unwrap();
        let (sender, from) = channel();
        thread::spawn(move || {
            let mut messages = BufReader::new(output).split(0);
            while let Some(Ok(message)) = messages.next() {
                if serde_json::from_slice(&message)
                    .is_ok_and(|value: Value| sender.send(value).is_err())
                {
                    break;
                }
            }
        });
        let events = VecDeque::new();
        let mut browser =
            Self { process, to, from, session: String::new(), next: 0, events, _profile: profile };
        let target = browser.ask("Target.createTarget", json!({"url": "about:blank"}));
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let attached = browser.ask("Target.attachToTarget", attach);
        attached["sessionId"].as_str().unwrap().clone_into(&mut browser.session);
        for domain in ["Page", "Runtime", "Log"] {
            browser.ask(&format!("{domain}.enable"), json!({}));
        }
        Some(browser)
    }

    /// Opens a file and waits until it is loaded.
    pub(super) fn load(&mut self, page: &Utf8Path) {
        self.events.clear();
        self.ask("Page.navigate", json!({"url": format!("file://{page}")}));
        self.wait("Page.loadEventFired");
    }

    /// Size of the window and colors of the system.
    pub(super) fn look(&mut self, (width, height): (u32, u32), colors: &str) {
        let size =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.ask("Emulation.setDeviceMetricsOverride", size);
        let features = json!([{"name": "prefers-color-scheme", "value": colors},
            {"name": "prefers-reduced-motion", "value": "reduce"}]);
        self.ask("Emulation.setEmulatedMedia", json!({"media": "screen", "features": features}));
    }

    /// Turns scripts of the page on or off, from the next page on.
    pub(super) fn scripts(&mut self, state: &str) {
        self.ask("Emulation.setScriptExecutionDisabled", json!({"value": state == "off"}));
    }

    /// The value of an expression; a promise is waited for.
    #[track_caller]
    pub(super) fn value(&mut self, expression: &str) -> Value {
        let ask = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let answer = self.ask("Runtime.evaluate", ask);
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {answer:#}");
        answer["result"]["value"].clone()
    }

    /// Presses a key.
    pub(super) fn press(&mut self, key: &str) {
        let text = if key.len() == 1 { key } else { "" };
        for kind in ["keyDown", "keyUp"] {
            self.ask("Input.dispatchKeyEvent", json!({"type": kind, "key": key, "text": text}));
        }
    }

    /// A picture of the window as base64 of a PNG.
    pub(super) fn picture(&mut self) -> String {
        let answer = self.ask("Page.captureScreenshot", json!({"format": "png"}));
        answer["data"].as_str().unwrap().to_owned()
    }

    /// What the page complained of: console messages, exceptions, blocked and failed loads.
    pub(super) fn complaints(&mut self) -> Vec<String> {
        while let Ok(event) = self.from.recv_timeout(Duration::from_millis(50)) {
            self.events.push_back(event);
        }
        let is_complaint = |event: &&Value| match event["method"].as_str() {
            Some("Runtime.exceptionThrown" | "Page.javascriptDialogOpening") => true,
            Some("Runtime.consoleAPICalled") => event["params"]["type"] != "debug",
            Some("Log.entryAdded") => event["params"]["entry"]["level"] != "verbose",
            _ => false,
        };
        self.events.iter().filter(is_complaint).map(ToString::to_string).collect()
    }

    fn wait(&mut self, method: &str) {
        while !self.events.iter().any(|event| event["method"] == method) {
            let event = self.from.recv_timeout(PATIENCE);
            self.events.push_back(event.unwrap_or_else(|_| panic!("no `{method}` came")));
        }
    }

    #[expect(clippy::needless_pass_by_value, reason = "every caller makes the value for this call")]
    #[track_caller]
    fn ask(&mut self, method: &str, parameters: Value) -> Value {
        self.next += 1;
        let mut message = json!({"id": self.next, "method": method, "params": parameters});
        if !self.session.is_empty() {
            message["sessionId"] = self.session.clone().into();
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.to.write_all(&bytes).unwrap();
        self.to.flush().unwrap();
        loop {
            let answer = self.from.recv_timeout(PATIENCE);
            let answer = answer.unwrap_or_else(|_| panic!("no answer to `{method}`"));
            if answer["id"] != self.next {
                self.events.push_back(answer);
                continue;
            }
            assert!(answer.get("error").is_none(), "{method}: {answer}");
            return answer["result"].clone();
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Only the process that was started here; its own children end with it.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The first Chromium of the search path, or the one that `GROUNDPLAN_CHROMIUM` names.
fn program() -> Option<String> {
    if let Ok(named) = std::env::var("GROUNDPLAN_CHROMIUM") {
        return Some(named);
    }
    let path = std::env::var_os("PATH")?;
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    let found = NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    found.into_iter().find(|path| path.is_file()).map(|path| path.display().to_string())
}
