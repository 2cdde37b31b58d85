//! Any text as an SQL script: no panic, and every line lies inside the text.

#![no_main]

use std::sync::Arc;

use groundplan::{document, extract::sql};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let path: Arc<str> = "migrations/1.up.sql".into();
    let (script, diagnostics) = sql::script(&document::place(&path), text, 1);
    let lines = u32::try_from(text.lines().count().max(1)).unwrap_or(u32::MAX);
    for line in script.unparsed.iter().copied().chain(diagnostics.iter().map(|one| one.line)) {
        assert!(line <= lines, "line {line} of {lines}");
    }
});
