//! What every file owes its reader: a header, a bearable length, a place in the module tree.

use camino::{Utf8Path, Utf8PathBuf};
use groundplan::{language::LANGUAGES, render, standard};

use super::source::{Page, page, rust};
use crate::environment::{PROJECT, files};

/// Lines that a file may have with its tests.
const LONGEST: usize = 500;

/// Packages that Cargo.lock may name. A new dependency is worth its weight, so it is worth a look.
const PACKAGES: usize = 415;

fn all_rust() -> Vec<Page> {
    ["src", "tests", "benches", "fuzz/fuzz_targets"].into_iter().flat_map(rust).collect()
}

#[test]
fn every_file_says_first_what_it_is() {
    let silent = all_rust().into_iter().filter(|page| !page.text.starts_with("//! "));
    let silent: Vec<Utf8PathBuf> = silent.map(|page| page.path).collect();
    assert!(silent.is_empty(), "no `//!` on the first line: {silent:#?}");
}

#[test]
fn no_file_is_longer_than_one_can_read() {
    let long: Vec<String> = all_rust()
        .iter()
        .map(|page| (page.text.lines().count(), &page.path))
        .filter(|(lines, _)| *lines > LONGEST)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "over {LONGEST} lines:\n{}", long.join("\n"));
}

#[test]
fn no_module_is_forgotten() {
    let mut forgotten = Vec::new();
    for (folder, roots) in [("src", &["lib.rs", "main.rs"][..]), ("tests/it", &["main.rs"])] {
        let pages = rust(folder);
        for page in &pages {
            let path = page.path.strip_prefix(folder).unwrap();
            if !roots.contains(&path.as_str()) && !is_declared(&pages, folder.into(), path) {
                forgotten.push(page.path.clone());
            }
        }
    }
    assert!(forgotten.is_empty(), "no `mod` line leads to {forgotten:#?}");
}

/// Whether the module above a file has a `mod` line for it.
fn is_declared(pages: &[Page], folder: &Utf8Path, path: &Utf8Path) -> bool {
    let is_folder = path.file_name() == Some("mod.rs");
    let module =
        if is_folder { path.parent().unwrap().to_owned() } else { path.with_extension("") };
    let name = module.file_name().unwrap();
    let above = module.parent().unwrap();
    let parents = if above.as_str().is_empty() {
        vec![Utf8PathBuf::from("lib.rs"), "main.rs".into()]
    } else {
        vec![above.join("mod.rs"), above.with_extension("rs")]
    };
    let line = format!("mod {name};");
    let parents: Vec<Utf8PathBuf> = parents.into_iter().map(|path| folder.join(path)).collect();
    let mut above = pages.iter().filter(|page| parents.contains(&page.path));
    above.any(|page| page.text.lines().any(|text| text.trim_start().ends_with(&line)))
}

#[test]
fn the_lock_file_stays_below_its_ceiling() {
    let lock = page("Cargo.lock".into()).text;
    let packages = lock.lines().filter(|line| *line == "[[package]]").count();
    assert!(packages <= PACKAGES, "{packages} packages in Cargo.lock, more than {PACKAGES}");
}

#[test]
fn every_language_with_a_grammar_has_fixtures() {
    for language in LANGUAGES.iter().filter(|language| language.grammar.is_some()) {
        let folder = Utf8Path::new(PROJECT).join("fixtures/languages").join(language.id);
        let found = folder.is_dir() && !files(&folder).is_empty();
        assert!(found, "{folder} has no file");
    }
}

#[test]
fn every_query_file_is_in_the_language_table() {
    let folder = Utf8Path::new(PROJECT).join("queries");
    for path in files(&folder).iter().filter(|path| path.extension() == Some("scm")) {
        let language = LANGUAGES.iter().find(|language| path.starts_with(language.id));
        let kinds = language.map_or(&[][..], |language| language.queries);
        let found = kinds.iter().any(|(kind, _)| path.file_stem() == Some(kind));
        assert!(found, "queries/{path} is in no row");
    }
}

/// Every built-in query with its name, compiled.
fn queries() -> Vec<(String, tree_sitter::Query)> {
    let with_grammar = LANGUAGES.iter().filter_map(|language| Some((language, language.grammar?)));
    let all = with_grammar.flat_map(|(language, grammar)| {
        language.queries.iter().map(move |(kind, text)| {
            let name = format!("queries/{}/{kind}.scm", language.id);
            let query = tree_sitter::Query::new(&grammar(), text);
            (name.clone(), query.unwrap_or_else(|error| panic!("{name}: {error}")))
        })
    });
    all.collect()
}

#[test]
fn every_query_compiles() {
    assert!(queries().len() >= 10);
}

#[test]
fn queries_use_only_listed_captures() {
    let listed = page("queries/README.md".into()).text;
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '@' | '.' | '_');
    let listed: Vec<&str> = listed.split(|letter| !is_part(letter)).collect();
    // The list shortens `@definition.trait` to `.trait` behind another of its kind.
    let is_listed = |capture: &str| {
        let last = capture.rsplit('.').next().unwrap();
        let spellings = [format!("@{capture}"), format!(".{last}")];
        capture.starts_with('_')
            || listed.iter().any(|word| spellings.iter().any(|one| word == one))
    };
    let mut strange = Vec::new();
    for (name, query) in queries() {
        let captures = query.capture_names().iter().filter(|capture| !is_listed(capture));
        strange.extend(captures.map(|capture| format!("{name}: @{capture}")));
    }
    assert!(strange.is_empty(), "not in queries/README.md: {strange:#?}");
}

#[test]
fn every_template_is_built_in_and_compiles() {
    let folder = Utf8Path::new(PROJECT).join("templates/classic");
    let mut built_in: Vec<Utf8PathBuf> =
        render::BUILT_IN.iter().map(|(name, _)| Utf8PathBuf::from(name)).collect();
    built_in.push("standard.toml".into());
    built_in.sort();
    assert_eq!(files(&folder), built_in);

    render::Templates::new(&[]).unwrap();
    standard::built_in("classic").unwrap();
    for (name, text) in render::BUILT_IN.iter().filter(|(name, _)| !name.contains(".j2")) {
        render::fill(name, text, "input").unwrap_or_else(|error| panic!("{error}"));
    }
}
