//! Any text is a plan: its claims stand where they say.

#![no_main]

use groundplan::document::plan_document;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: (bool, &str)| {
    let (json, text) = data;
    let document = plan_document(if json { "plan.json" } else { "docs/plans/plan.md" }, text);
    for claim in &document.claims {
        let place = &claim.place;
        assert!(place.line >= 1 && place.column >= 1);
        assert!((place.line, place.column) <= (place.end_line, place.end_column));
    }
});
