//! The page for everybody: axe-core finds nothing, in light, dark and at the width of a phone.
//!
//! axe-core is MPL-2.0 and stays outside of this repository: `GROUNDPLAN_AXE` names `axe.min.js`, or it lies where
//! `npm install --prefix target/tools axe-core` puts it, as CI does.

use std::io::Write as _;

use camino::Utf8Path;

use super::{browser::Browser, fees};
use crate::environment::PROJECT;

/// The text of axe-core, or nothing where it is not installed; says so.
fn axe() -> Option<String> {
    let installed = Utf8Path::new(PROJECT).join("target/tools/node_modules/axe-core/axe.min.js");
    let path = std::env::var("GROUNDPLAN_AXE").unwrap_or_else(|_| installed.to_string());
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        let required = std::env::var("GROUNDPLAN_BROWSER").is_ok_and(|value| value == "required");
        assert!(!required, "no axe-core at {path}, and GROUNDPLAN_BROWSER asks for it");
        let said = b"NOT TESTED: accessibility of the report: axe-core is not installed\n";
        std::io::stderr().write_all(said).unwrap();
    }
    text
}

#[test]
fn axe_finds_nothing() {
    let Some(axe) = axe() else { return };
    let (_environment, page) = fees();
    let Some(mut browser) = Browser::open("accessibility of the report") else { return };
    for (size, colors) in [((1280, 900), "light"), ((1280, 900), "dark"), ((360, 740), "light")] {
        browser.look(size, colors);
        browser.load(&page);
        browser.value(&format!("{axe}; 0"));
        let violations = browser.value(
            "axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html).join(' | ')))",
        );
        assert_eq!(violations, serde_json::json!([]), "{size:?} {colors}");
        // That nothing was found must not mean that nothing was looked at.
        let passes = browser.value("axe.run().then(r => r.passes.length)");
        assert!(passes.as_u64().unwrap() > 25, "{passes}");
    }
}
