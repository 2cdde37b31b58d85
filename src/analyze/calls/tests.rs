//! Small repositories and the calls in them.

use std::sync::Arc;

use super::*;
use crate::{
    analyze::{modules, packages, rust_tree},
    extract,
    language::Registry,
};

/// Files as path and text; calls in any order as `caller > callee file:line`, behind it `?` where an interface
/// answers.
#[track_caller]
pub(super) fn check(files: &[(&str, &str)], expected: &[&str]) {
    let registry = Registry::new(&[]).unwrap();
    let read = |(path, text): &(&str, &str)| {
        extract::file(&registry, &Arc::from(*path), text.as_bytes(), false)
    };
    let mut facts: Vec<_> = files.iter().map(read).collect();
    facts.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    let modules = modules::complete(&facts, "");
    packages::classify(&mut facts, &modules);
    let packages = packages::packages(&facts, &modules);
    let tree = rust_tree::walk(&registry, &facts, &modules, &BTreeMap::new());
    let shown = |call: Call| {
        let (callee, sure) = (call.callee, call.certainty == Certainty::Direct);
        let file = callee.file.unwrap();
        let mark = if sure { "" } else { "?" };
        format!("{} > {} {file}:{}{mark}", call.caller.name, callee.name, callee.line)
    };
    let mut found: Vec<_> = edges(&facts, &packages, (&modules, &tree.modules), &mut [])
        .into_iter()
        .map(shown)
        .collect();
    let mut expected = expected.to_vec();
    found.sort();
    expected.sort_unstable();
    assert_eq!(found, expected);
}
