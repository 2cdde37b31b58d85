//! How much of the system a test exercises, and what says so: build constraint, then file name, folder,
//! the test's own name, then what it uses.

use crate::model::{FileFacts, TestLevel};

/// Words that name a level wherever people name one.
const WORDS: [(&str, TestLevel); 17] = [
    ("unit", TestLevel::Unit),
    ("integration", TestLevel::Integration),
    ("integ", TestLevel::Integration),
    ("itest", TestLevel::Integration),
    ("functional", TestLevel::Integration),
    ("contract", TestLevel::Integration),
    ("e2e", TestLevel::E2e),
    ("end2end", TestLevel::E2e),
    ("endtoend", TestLevel::E2e),
    ("acceptance", TestLevel::E2e),
    ("smoke", TestLevel::E2e),
    ("property", TestLevel::Property),
    ("properties", TestLevel::Property),
    ("proptest", TestLevel::Property),
    ("chaos", TestLevel::Chaos),
    ("bdd", TestLevel::Bdd),
    ("features", TestLevel::Bdd),
];

/// Libraries that say what a test does: part of the import's path, level, and whether the test itself
/// must mention it (helpers start containers for a whole file; a property is checked in place).
const LIBRARIES: [(&str, TestLevel, Reach); 14] = [
    ("testcontainers", TestLevel::Integration, Reach::File),
    ("ory/dockertest", TestLevel::Integration, Reach::File),
    ("embedded-postgres", TestLevel::Integration, Reach::File),
    ("testing/quick", TestLevel::Property, Reach::Test),
    ("pgregory.net/rapid", TestLevel::Property, Reach::Test),
    ("leanovate/gopter", TestLevel::Property, Reach::Test),
    ("proptest", TestLevel::Property, Reach::Test),
    ("quickcheck", TestLevel::Property, Reach::Test),
    ("toxiproxy", TestLevel::Chaos, Reach::File),
    ("playwright", TestLevel::E2e, Reach::File),
    ("chromedp", TestLevel::E2e, Reach::File),
    ("cucumber/godog", TestLevel::Bdd, Reach::File),
    ("cucumber", TestLevel::Bdd, Reach::File),
    ("onsi/ginkgo", TestLevel::Bdd, Reach::File),
];

/// Where a library must be mentioned to speak for a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// In the imports of its file.
    File,
    /// In the test's own text too.
    Test,
}

/// A level and what decided it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Level {
    decided: Option<(TestLevel, &'static str)>,
}

impl Level {
    /// What the pattern that finds the test says itself.
    pub(super) fn stated(word: &str) -> Option<Self> {
        first(std::iter::once(word), ".level.pattern")
            .map(|decided| Self { decided: Some(decided) })
    }

    /// What the file as a whole decides by its constraint and its path. The path speaks of the tests
    /// only where the file is theirs: `features.rs` with unit tests at its end is named for its code.
    pub(super) fn of_file(facts: &FileFacts) -> Self {
        let constraint = facts.file.build_constraint.as_deref().unwrap_or_default();
        let required =
            constraint.split([' ', '(', ')', '|', '&']).filter(|word| !word.starts_with('!'));
        let by_constraint = first(required, ".level.build-constraint");
        let by_path = || by_path(&facts.file.path).filter(|_| facts.file.test);
        Self { decided: by_constraint.or_else(by_path) }
    }

    /// The file's level, or what the test `name` with text `body` decides by itself, in a file that imports
    /// `libraries`.
    pub(super) fn of_test(&self, libraries: &[Library<'_>], name: &str, body: &str) -> Self {
        let word = first_word(name);
        let decided = self
            .decided
            .or_else(|| first(std::iter::once(word), ".level.name"))
            .or_else(|| by_library(libraries, body));
        Self { decided }
    }

    pub(super) fn level(&self) -> TestLevel {
        self.decided.map_or_else(TestLevel::default, |(level, _)| level)
    }

    /// What decided, to be put behind the rule that found the test; empty when nothing did.
    pub(super) fn rule(&self) -> &'static str {
        self.decided.map_or("", |(_, rule)| rule)
    }
}

fn by_path(path: &str) -> Option<(TestLevel, &'static str)> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    first(name.split(['_', '-', '.']), ".level.file-name")
        .or_else(|| first(folders.rsplit(['/', '_', '-']), ".level.folder"))
        .or_else(|| is_cargo_test(path).then_some((TestLevel::Integration, ".level.folder")))
}

/// Whether the file is part of a test target of Cargo's: those see the library from outside only.
fn is_cargo_test(path: &str) -> bool {
    let before = path.strip_prefix("tests/").map(|_| "").or_else(|| {
        let (before, _) = path.split_once("/tests/")?;
        Some(before)
    });
    path.rsplit('.').next() == Some("rs")
        && before.is_some_and(|before| !before.split('/').any(|part| part == "src"))
}

fn first<'a>(
    words: impl Iterator<Item = &'a str>,
    rule: &'static str,
) -> Option<(TestLevel, &'static str)> {
    let mut levels = words.filter_map(|word| {
        let word = word.to_ascii_lowercase();
        WORDS.iter().find(|(known, _)| *known == word).map(|(_, level)| *level)
    });
    levels.next().map(|level| (level, rule))
}

/// The first word behind the prefix: `TestIntegration_Create`, `TestE2ECreate`, `property_holds`.
///
/// Only the first, because a later one may be the thing that is tested (`TestParseContract`).
fn first_word(name: &str) -> &str {
    const PREFIXES: [&str; 5] = ["Test", "Benchmark", "Fuzz", "Example", "test_"];
    let rest = PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name);
    let rest = rest.trim_start_matches('_');
    if rest.starts_with("E2E") { "e2e" } else { rest.split('_').next().unwrap_or(rest) }
}

/// An imported library that says what tests do.
pub(super) struct Library<'a> {
    /// What the file calls it.
    name: &'a str,
    level: TestLevel,
    reach: Reach,
}

/// Such libraries among the imports of a file.
pub(super) fn libraries(facts: &FileFacts) -> Vec<Library<'_>> {
    let known = facts.imports.iter().filter_map(|import| {
        let (_, level, reach) =
            LIBRARIES.iter().find(|(library, ..)| import.path.contains(library))?;
        let name = local_name(import.alias.as_deref(), &import.path);
        Some(Library { name, level: *level, reach: *reach })
    });
    known.collect()
}

fn by_library(libraries: &[Library<'_>], body: &str) -> Option<(TestLevel, &'static str)> {
    let mut found =
        libraries.iter().filter(|one| one.reach == Reach::File || mentions(body, one.name));
    found.next().map(|one| (one.level, ".level.uses"))
}

fn local_name<'a>(alias: Option<&'a str>, path: &'a str) -> &'a str {
    let last = |path: &'a str| path.rsplit(['/', ':']).next().unwrap_or(path);
    let is_version =
        |part: &str| part.strip_prefix('v').is_some_and(|digits| digits.parse::<u32>().is_ok());
    let name = last(path);
    let name = match path.rsplit_once('/') {
        Some((before, version)) if is_version(version) => last(before),
        _ => name,
    };
    alias.unwrap_or(name)
}

fn mentions(body: &str, name: &str) -> bool {
    name == "."
        || body.match_indices(name).any(|(at, _)| {
            let after = body.get(at + name.len()..).unwrap_or_default();
            let before = body.get(..at).unwrap_or_default();
            after.starts_with(['.', ':'])
                && !before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evidence, Import, ImportClass};

    #[track_caller]
    fn check(
        (path, constraint): (&str, Option<&str>),
        (name, body): (&str, &str),
        import: &str,
        expected: (TestLevel, &str),
    ) {
        let mut facts = FileFacts::default();
        facts.file.path = path.into();
        facts.file.test = true;
        facts.file.build_constraint = constraint.map(Into::into);
        let at: Evidence = facts.source().evidence("x", 1, 1);
        let (alias, class) = (None, ImportClass::default());
        facts.imports.push(Import { at, path: import.into(), alias, class });
        let level = Level::of_file(&facts).of_test(&libraries(&facts), name, body);
        assert_eq!((level.level(), level.rule()), expected, "{path} {name}");
    }

    #[test]
    fn the_constraint_decides_before_the_name_before_the_folder() {
        use TestLevel::{Chaos, E2e, Integration, Property, Unit};
        let plain = ("TestOne", "");
        let file = "tests/e2e/a_integration_test.go";
        check((file, Some("chaos && !integration")), plain, "", (Chaos, ".level.build-constraint"));
        check((file, Some("unit && leak")), plain, "", (Unit, ".level.build-constraint"));
        check((file, Some("!integration")), plain, "", (Integration, ".level.file-name"));
        check(("tests/e2e/a_test.go", None), plain, "", (E2e, ".level.folder"));
        check(
            ("a_test.go", None),
            ("TestIntegration_Create", ""),
            "",
            (Integration, ".level.name"),
        );
        check(("a_test.go", None), ("TestE2ECreate", ""), "", (E2e, ".level.name"));
        check(("a_test.go", None), ("TestParse_Contract", ""), "", (Unit, ""));
        let containers = "github.com/testcontainers/testcontainers-go";
        check(("a_test.go", None), plain, containers, (Integration, ".level.uses"));
        check(
            ("a_test.go", None),
            ("TestOne", "quick.Check(f)"),
            "testing/quick",
            (Property, ".level.uses"),
        );
        check(("a_test.go", None), ("TestOne", "aquick.Check(f)"), "testing/quick", (Unit, ""));
        check(
            ("a_test.go", None),
            ("TestOne", "rapid.Check(t)"),
            "pgregory.net/rapid/v2",
            (Property, ".level.uses"),
        );
        check(("integrations/a_test.go", None), plain, "", (Unit, ""));
        check(("c/tests/a.rs", None), plain, "", (Integration, ".level.folder"));
        check(("tests/unit/a.rs", None), plain, "", (Unit, ".level.folder"));
        check(("src/tests/a.rs", None), plain, "", (Unit, ""));
    }
}
