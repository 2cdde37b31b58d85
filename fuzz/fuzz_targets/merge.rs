//! Any three texts as versions of a Markdown document: no panic, one side alone decides where the other did
//! nothing.

#![no_main]

use std::collections::BTreeSet;

use groundplan::merge::{Labels, Sides, markdown};
use libfuzzer_sys::fuzz_target;

// The versions are separated by zero bytes.
fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data).replace('\r', "");
    let mut parts = text.splitn(3, '\0').map(|part| format!("{}\n", part.replace('\0', "")));
    let (Some(base), Some(ours), Some(theirs)) = (parts.next(), parts.next(), parts.next()) else {
        return;
    };
    let revived = BTreeSet::new();
    let labels = Labels { ours: "edited", theirs: "new", revived: &revived };
    let merge = |base: &str, ours: &str, theirs: &str| {
        let merged = markdown(Sides { base, ours, theirs }, &labels);
        (merged.text, merged.conflicts)
    };
    assert_eq!(merge(&base, &base, &theirs), (theirs.clone(), 0));
    assert_eq!(merge(&base, &ours, &base), (ours.clone(), 0));
    merge(&base, &ours, &theirs);
});
