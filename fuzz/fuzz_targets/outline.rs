//! Any text as a planning document: no panic, and every span lies inside the text.

#![no_main]

use std::sync::Arc;

use groundplan::document;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let path: Arc<str> = "PRD.md".into();
    let outline = document::outline(&path, text);
    let lines = text.lines().count().max(1);
    for section in &outline.sections {
        assert!(section.span.line >= 1 && section.span.line <= section.span.end_line);
        assert!(section.span.end_line as usize <= lines, "{:?} of {lines}", section.span);
    }
});
