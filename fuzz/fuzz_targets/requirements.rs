//! Any text as the documents of two features: no panic, every place lies inside its text, every finding asks.

#![no_main]

use groundplan::analyze;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|texts: (&str, &str)| {
    let documents = [
        ("docs/pre-dev/a/prd.md", texts.0),
        ("docs/pre-dev/a/trd.md", texts.1),
        ("docs/pre-dev/b/prd.md", texts.1),
        ("specs/a/data-model.md", texts.0),
        ("specs/a/contracts/api.yaml", texts.1),
        ("docs/adr/0001-a.md", texts.1),
    ];
    let owned = documents.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let (found, _) = analyze::requirements(&owned, Vec::new());
    let lines = |path: &str| {
        let text = documents.iter().find(|(known, _)| *known == path).map_or("", |(_, text)| text);
        text.lines().count().max(1)
    };
    let items = found.items.iter().map(|item| &item.at);
    let findings = found.findings.iter().map(|finding| &finding.at);
    for at in items.chain(findings) {
        assert!(at.line >= 1 && at.line <= at.end_line, "{at:?}");
        assert!(at.end_line as usize <= lines(&at.file), "{at:?}");
    }
    let mut keys: Vec<&str> = found.findings.iter().map(|finding| finding.key.as_str()).collect();
    keys.sort_unstable();
    assert!(keys.windows(2).all(|pair| pair[0] != pair[1]), "{keys:?}");
    let mut ids: Vec<&str> = found.items.iter().map(|item| item.id.as_str()).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?}");
});
