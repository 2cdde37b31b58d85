//! Any bytes as a model's answer: no panic, and what is found lies inside the text.

#![no_main]

use groundplan::document::{self, Answer};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = document::clean(bytes);
    assert!(!text.contains('\u{1b}'));
    match document::answer(&text) {
        Answer::Json(range) | Answer::Markdown(range) => {
            let lines = text[..range.end].matches('\n').count();
            assert_eq!(document::only(&text, &range).matches('\n').count(), lines);
        }
        Answer::CutOff(cut) => assert!(cut.start < cut.end && cut.end <= text.len()),
        Answer::Empty => assert!(text.trim_start_matches('\u{feff}').trim().is_empty()),
        Answer::Words => {}
    }
});
