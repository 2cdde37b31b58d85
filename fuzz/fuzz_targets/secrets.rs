//! Any text looked through for secrets: no panic, lines stay, and nothing is found twice.

#![no_main]

use groundplan::secrets;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let clean = secrets::redact(text);
    assert_eq!(clean.matches('\n').count(), text.matches('\n').count());
    assert!(!secrets::visible(text).contains('\u{1b}'));
});
