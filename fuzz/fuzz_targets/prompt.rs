//! Any text as a prompt with any input: no panic, and a filled prompt holds the input.

#![no_main]

use groundplan::render;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|parts: (&str, &str)| {
    let (template, input) = parts;
    if let Ok(filled) = render::fill("fuzz.txt", template, input) {
        assert!(filled.contains(input));
    }
});
