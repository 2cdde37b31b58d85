//! What a session at the terminal looks like; the transcripts are in `tests/cmd`.
//!
//! `TRYCMD=overwrite cargo test --test it transcripts` writes them anew; read the difference.

use camino::Utf8Path;

use crate::environment::PROJECT;

#[test]
fn sessions_at_the_terminal() {
    let cases = trycmd::TestCases::new();
    let cache = tempfile::tempdir().unwrap();
    cases.env("GROUNDPLAN_CACHE_DIR", cache.path().to_string_lossy());
    cases.register_bin("groundplan", assert_cmd::cargo::cargo_bin!("groundplan"));
    cases.case("tests/cmd/*.trycmd");
    if Utf8Path::new(PROJECT).join("README.md").is_file() {
        cases.case("README.md");
    }
}
