//! Any text as a Go file: its calls are read without a tree as they are with one, and neither panics.

#![no_main]

use std::sync::{Arc, LazyLock};

use groundplan::{
    extract,
    language::{QuerySource, Registry},
    model::{CallFacts, CallingFunction},
};
use libfuzzer_sys::fuzz_target;

static REGISTRY: LazyLock<Registry> =
    LazyLock::new(|| Registry::new(&[]).expect("the built-in queries compile"));

/// With a query of the user's, calls are searched in the tree.
static WITH_TREE: LazyLock<Registry> = LazyLock::new(|| {
    let addition = QuerySource {
        language: "go".into(),
        kind: "calls".into(),
        path: "none.scm".into(),
        text: "; nothing".into(),
    };
    Registry::new(&[addition]).expect("a comment is a query")
});

/// Functions, and names with where they hold.
fn shown(calls: &CallFacts) -> (Vec<CallingFunction>, Vec<(&str, u32, u32)>) {
    let functions = calls.callers.iter().map(|one| CallingFunction { name: 0, ..*one }).collect();
    let name = |number| calls.texts.get(number).expect("every number has a text");
    let mut names: Vec<_> =
        calls.bindings.iter().map(|one| (name(one.name), one.from, one.end)).collect();
    names.sort_unstable();
    (functions, names)
}

fuzz_target!(|text: &str| {
    let path: Arc<str> = "main.go".into();
    let read = extract::file(&REGISTRY, &path, text.as_bytes(), false);
    let searched = extract::file(&WITH_TREE, &path, text.as_bytes(), false);
    assert_eq!(shown(&read.calls), shown(&searched.calls));
    let called = |calls: &CallFacts| calls.calls.first().map(|one| (one.line, one.caller));
    assert_eq!(called(&read.calls), called(&searched.calls));
});
