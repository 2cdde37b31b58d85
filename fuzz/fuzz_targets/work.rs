//! Any text as a document of planned work, in Markdown and in JSON: no panic, and every line lies inside it.

#![no_main]

use groundplan::document;
use libfuzzer_sys::fuzz_target;

const PATHS: &[&str] = &[
    "docs/pre-dev/x/tasks.md",
    "docs/pre-dev/x/delivery-roadmap.json",
    "docs/plans/x.md",
    "docs/IMPLEMENTATION_PLAN.md",
    "specs/x/tasks.md",
    "openspec/changes/x/tasks.md",
    ".kiro/specs/x/tasks.md",
    ".taskmaster/tasks/tasks.json",
];

fuzz_target!(|text: &str| {
    let lines = text.lines().count().max(1);
    let documents: Vec<(String, String)> =
        PATHS.iter().map(|path| ((*path).to_owned(), text.to_owned())).collect();
    let (plans, _) = document::plans(&documents);
    for plan in &plans {
        let mut seen = std::collections::BTreeSet::new();
        for item in &plan.items {
            assert!(item.at.line >= 1 && item.at.line <= item.at.end_line);
            assert!(item.at.end_line as usize <= lines, "{:?} of {lines}", item.at);
            assert!(seen.insert(&item.id), "{} is there twice", item.id);
            assert!(item.parent.is_empty() || seen.contains(&item.parent), "{item:?}");
        }
    }
});
