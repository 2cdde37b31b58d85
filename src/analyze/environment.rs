//! Configuration keys of the code beside those of the environment examples: keys that code reads and no
//! example has, and keys of an example that nothing reads.
//!
//! Keys that the repository only hands to libraries and tools cannot be told from forgotten ones by the
//! code, so the well-known families are left out, and so is what scripts and compose files expand.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Evidence, EvidenceClass, FileFacts, Observation, Setting};

/// Beginnings of keys that libraries, tools and platforms read by themselves.
const FOREIGN: [&str; 16] = [
    "AWS_",
    "AZURE_",
    "CARGO_",
    "CI",
    "COMPOSE_",
    "DOCKER_",
    "GIT_",
    "GITHUB_",
    "GO",
    "GOOGLE_",
    "HOME",
    "KUBERNETES_",
    "OTEL_",
    "PATH",
    "RUST_",
    "XDG_",
];

/// Kinds of settings that are environment variables.
const READ: [&str; 3] = ["getenv", "struct-tag", "env-macro"];

pub(super) fn findings(facts: &[FileFacts]) -> Vec<Observation> {
    let declared = declared(facts);
    let read = read(facts);
    let serves = |at: &&&Evidence| is_for_code(&at.file, &declared, &read);
    let Some(first) = declared.values().filter(serves).min_by_key(|at| (&at.file, at.line)) else {
        return Vec::new();
    };
    let mentioned: BTreeSet<&str> =
        facts.iter().flat_map(|file| &file.mentions).map(String::as_str).collect();
    let mut found = Vec::new();
    for (key, at) in &read {
        if !declared.contains_key(key) && !is_foreign(key) && ships(at) {
            let text = format!(
                "`{key}` is read here and stands in no environment example ({} has others)",
                first.file
            );
            found.push(finding(at, "config.not-in-example", text));
        }
    }
    for (key, at) in &declared {
        let used = read.contains_key(key) || mentioned.contains(key) || is_foreign(key);
        if !used && is_for_code(&at.file, &declared, &read) {
            let text = format!(
                "`{key}` stands in this example, and no code, script or compose file names it"
            );
            found.push(finding(at, "config.not-read", text));
        }
    }
    found
}

/// Keys of the environment examples with their first place.
fn declared(facts: &[FileFacts]) -> BTreeMap<&str, &Evidence> {
    let examples = facts.iter().filter(|file| is_example(&file.file.path));
    first_places(examples.flat_map(|file| &file.configuration).filter(|one| one.kind == "dotenv"))
}

/// `.env.example` and what else such a file is called.
fn is_example(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let words = name.split(['.', '-', '_']);
    name.contains("env")
        && words.into_iter().any(|word| matches!(word, "example" | "sample" | "template" | "dist"))
}

/// Keys that code reads, tests included, with the first place in code that ships, if any.
fn read(facts: &[FileFacts]) -> BTreeMap<&str, &Evidence> {
    let code = facts.iter().filter(|file| !file.file.vendored);
    let settings = code.flat_map(|file| &file.configuration);
    first_places(settings.filter(|one| READ.contains(&one.kind.as_str())))
}

fn first_places<'a>(
    settings: impl Iterator<Item = &'a Setting>,
) -> BTreeMap<&'a str, &'a Evidence> {
    let mut found: BTreeMap<&str, &Evidence> = BTreeMap::new();
    for one in settings {
        let known = found.entry(&one.key).or_insert(&one.at);
        if (!ships(&one.at), &one.at.file, one.at.line) < (!ships(known), &known.file, known.line) {
            *known = &one.at;
        }
    }
    found
}

fn ships(at: &Evidence) -> bool {
    const PLACES: [&str; 7] = ["e2e", "examples", "scripts", "test", "testdata", "tests", "tools"];
    let in_place = at.file.split('/').any(|part| PLACES.contains(&part));
    !matches!(at.class, EvidenceClass::Test | EvidenceClass::Example) && !in_place
}

/// Whether an example serves code that is read here: code reads at least one key of it.
fn is_for_code(
    example: &str,
    declared: &BTreeMap<&str, &Evidence>,
    read: &BTreeMap<&str, &Evidence>,
) -> bool {
    let own = declared.iter().filter(|(_, at)| &*at.file == example);
    own.into_iter().any(|(key, _)| read.contains_key(key))
}

/// Whether a key belongs to the platform or a tool. A word of the list without `_` must be the whole key or
/// Go's own (`GOMAXPROCS`).
fn is_foreign(key: &str) -> bool {
    FOREIGN.iter().any(|prefix| match *prefix {
        "GO" => key.strip_prefix("GO").is_some_and(|rest| !rest.contains('_') && rest.len() > 2),
        prefix if prefix.ends_with('_') => key.starts_with(prefix),
        prefix => key == prefix,
    })
}

fn finding(at: &Evidence, rule: &'static str, text: String) -> Observation {
    Observation { at: Evidence { rule: rule.into(), ..at.clone() }, text }
}

#[cfg(test)]
mod tests {
    use super::findings;
    use crate::{extract::file, language::Registry};

    #[track_caller]
    fn check(files: &[(&str, &str)], expected: &[&str]) {
        let registry = Registry::new(&[]).unwrap();
        let facts: Vec<_> = files
            .iter()
            .map(|(path, text)| file(&registry, &(*path).into(), text.as_bytes(), false))
            .collect();
        let found = findings(&facts);
        let shown: Vec<String> =
            found.iter().map(|one| format!("{} {}", one.at.citation(), one.at.rule)).collect();
        assert_eq!(shown, expected);
    }

    const CODE: &str = "package a\n\ntype C struct {\n\tA string `env:\"A\"`\n\tB string `env:\"B\"`\n\tO string `env:\"OTEL_X\"`\n}\n";

    #[test]
    fn keys_of_code_and_example_are_compared() {
        check(
            &[(".env.example", "A=1\nC=2\nD=3\n"), ("a.go", CODE), ("compose.yaml", "x: ${D}\n")],
            &["a.go:5 config.not-in-example", ".env.example:2 config.not-read"],
        );
        check(&[("a.go", CODE)], &[]);
        check(&[(".env.local", "C=2\n"), ("a.go", CODE)], &[]);
    }

    #[test]
    fn what_only_tests_read_is_not_missed_and_an_example_of_other_code_is_not_judged() {
        let test = "package a\n\nfunc f() { os.Getenv(\"T\") }\n";
        check(&[(".env.example", "A=1\nB=2\n"), ("a.go", CODE), ("a_test.go", test)], &[]);
        check(&[(".env.example", "A=1\nB=2\nT=3"), ("a.go", CODE), ("a_test.go", test)], &[]);
        check(&[("web/.env.example", "PORT=1\n"), ("b_test.go", test)], &[]);
    }
}
