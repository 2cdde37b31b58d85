//! Any bytes as a file of any kind that is read: no panic, the same facts twice, and, where the grammar finds
//! no fault, the same facts whether the file is parsed whole or in parts.

#![no_main]

use std::sync::{Arc, LazyLock};

use groundplan::{
    extract::{self, Attributes},
    language::{Depth, Reading, Registry},
};
use libfuzzer_sys::fuzz_target;

static REGISTRY: LazyLock<Registry> =
    LazyLock::new(|| Registry::new(&[]).expect("the built-in queries compile"));

/// Readers of everything but calls, in parts and whole: calls are numbered otherwise.
static BODIES: LazyLock<[Registry; 2]> = LazyLock::new(|| {
    [false, true].map(|full_parse| {
        let reading = Reading { depth: Depth::Bodies, full_parse };
        Registry::new(&[]).expect("the built-in queries compile").with_reading(reading)
    })
});

const PATHS: [&str; 20] = [
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
    "api/a.proto",
    "schema.graphql",
    "migrations/000001_a.up.sql",
    "docs/README.md",
];

/// Encodings that attributes may name, one that nobody knows among them.
const ENCODINGS: [Option<&str>; 4] = [None, Some("UTF-16LE"), Some("latin1"), Some("no-such")];

// The first byte chooses the path, the second the encoding, the rest is the file.
fuzz_target!(|data: &[u8]| {
    let [first, second, bytes @ ..] = data else { return };
    let path: Arc<str> = PATHS[usize::from(*first) % PATHS.len()].into();
    let encoding = ENCODINGS[usize::from(*second) % ENCODINGS.len()].map(Arc::from);
    let attributes = Attributes { encoding, ..Attributes::default() };
    let read = |registry| extract::file_with(registry, &path, bytes, &attributes);
    assert_eq!(read(&REGISTRY), read(&REGISTRY));
    let [parts, whole] = [&BODIES[0], &BODIES[1]].map(read);
    assert!(whole.file.error_nodes > 0 || parts == whole);
});
