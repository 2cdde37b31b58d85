//! Any bytes as a file of any kind that is read: no panic, and the same facts twice.

#![no_main]

use std::sync::{Arc, LazyLock};

use groundplan::{extract, language::Registry};
use libfuzzer_sys::fuzz_target;

static REGISTRY: LazyLock<Registry> =
    LazyLock::new(|| Registry::new(&[]).expect("the built-in queries compile"));

const PATHS: [&str; 16] = [
    "go.mod",
    "go.work",
    "main.go",
    "a_test.go",
    "Cargo.toml",
    "src/lib.rs",
    "tests/a.rs",
    ".github/workflows/ci.yml",
    "docker-compose.yml",
    "Dockerfile",
    "Makefile",
    "justfile",
    ".env.example",
    "api/openapi.yaml",
    "features/a.feature",
    "chart/Chart.yaml",
];

// The first byte chooses the path, the rest is the file.
fuzz_target!(|data: &[u8]| {
    let Some((first, bytes)) = data.split_first() else { return };
    let path: Arc<str> = PATHS[usize::from(*first) % PATHS.len()].into();
    let facts = extract::file(&REGISTRY, &path, bytes, false);
    assert_eq!(facts, extract::file(&REGISTRY, &path, bytes, false));
});
