//! Whole files: those of the fixtures, and of a folder that `GROUNDPLAN_GO_CALLS` names.

#![expect(clippy::print_stderr, reason = "what is found in a folder is for whoever named it")]

use std::{
    hint::black_box,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::{oracle, shown};
use crate::{extract::calls::go, language::Registry, model::CallFacts};

#[derive(Debug)]
enum Outcome {
    Equal,
    /// Where, and whether the tree has errors.
    GaveUp(String, bool),
    Different(String),
}

fn compare(registry: &Registry, path: &Path) -> Option<Outcome> {
    let bytes = std::fs::read(path).ok()?;
    let (text, _) = crate::extract::decode(&bytes, None)?;
    let Some(read) = go::read(&text) else {
        let mut reader = go::Reader::of(&text);
        reader.file();
        let line = text.lines().nth(reader.token.line as usize - 1).unwrap_or_default().trim();
        let place = format!("{}:{}: {line}", path.display(), reader.token.line);
        return Some(Outcome::GaveUp(place, has_errors(&text)));
    };
    let (expected, found) = (shown(&oracle(registry, &text)), shown(&read));
    if expected == found {
        return Some(Outcome::Equal);
    }
    let differs = expected.iter().zip(&found).find(|(a, b)| a != b);
    let (expected, found) = (expected.len(), found.len());
    Some(Outcome::Different(format!("{}: {differs:?} ({expected}, {found})", path.display())))
}

fn has_errors(text: &str) -> bool {
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&tree_sitter_go::LANGUAGE.into()).unwrap();
    parser.parse(text, None).is_none_or(|tree| tree.root_node().has_error())
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => files(&entry.path(), found),
            Ok(kind) if kind.is_file() && entry.path().extension().is_some_and(|e| e == "go") => {
                found.push(entry.path());
            }
            _ => {}
        }
    }
}

/// Numbers of files that are equal, were left to the tree, and differ.
fn check(folder: &Path) -> (usize, usize, usize) {
    let registry = Registry::new(&[]).unwrap();
    let mut paths = Vec::new();
    if folder.is_file() {
        paths.push(folder.to_owned());
    } else {
        files(folder, &mut paths);
    }
    paths.sort();
    let outcomes: Vec<_> = paths.par_iter().filter_map(|path| compare(&registry, path)).collect();
    let mut count = (0, 0, 0);
    for outcome in outcomes {
        match outcome {
            Outcome::Equal => count.0 += 1,
            Outcome::GaveUp(place, true) => {
                count.1 += 1;
                eprintln!("not Go to the grammar: {place}");
            }
            Outcome::GaveUp(place, false) => {
                count.1 += 1;
                eprintln!("left to the tree: {place}");
            }
            Outcome::Different(what) => {
                count.2 += 1;
                eprintln!("different: {what}");
            }
        }
    }
    eprintln!(
        "{}: {} equal, {} left to the tree, {} different",
        folder.display(),
        count.0,
        count.1,
        count.2
    );
    count
}

#[test]
fn fixtures_are_read_alike() {
    let (equal, _, different) = check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"));
    assert!(equal > 20 && different == 0);
}

#[test]
fn a_folder_is_read_alike() {
    let Ok(folders) = std::env::var("GROUNDPLAN_GO_CALLS") else { return };
    let different: usize = folders.split(':').map(|folder| check(Path::new(folder)).2).sum();
    assert_eq!(different, 0);
}

/// Seconds that this thread has used; none where the system does not say.
fn used() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}

/// Megabytes in a second of processor time, of the reader and of the parser alone: the best of five rounds.
#[test]
fn a_folder_is_read_faster_than_parsed() {
    let Ok(folders) = std::env::var("GROUNDPLAN_GO_CALLS") else { return };
    let mut paths = Vec::new();
    for folder in folders.split(':') {
        files(Path::new(folder), &mut paths);
    }
    let texts: Vec<_> =
        paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&tree_sitter_go::LANGUAGE.into()).unwrap();
    let (mut reading, mut parsing) = (f64::MAX, f64::MAX);
    for _ in 0..5 {
        let Some(start) = used() else { return };
        for text in &texts {
            drop(black_box(go::read(text)));
        }
        let between = used().unwrap_or(start);
        for text in &texts {
            drop(black_box(parser.parse(text, None)));
        }
        parsing = parsing.min(used().unwrap_or(start) - between);
        reading = reading.min(between - start);
    }
    let bytes = u32::try_from(texts.iter().map(String::len).sum::<usize>()).unwrap();
    let speed = |seconds: f64| f64::from(bytes) / 1e6 / seconds;
    eprintln!("{bytes} bytes: read {:.1} MB/s, parsed {:.1} MB/s", speed(reading), speed(parsing));
    let facts: Vec<_> = texts.iter().filter_map(|text| go::read(text)).collect();
    let sum = |of: fn(&CallFacts) -> usize| facts.iter().map(of).sum::<usize>();
    eprintln!(
        "{} texts ({} bytes), {} expressions, {} bindings, {} calls, {} callers",
        sum(|one| one.texts.len()),
        sum(|one| one.texts.iter().map(str::len).sum()),
        sum(|one| one.expressions.len()),
        sum(|one| one.bindings.len()),
        sum(|one| one.calls.len()),
        sum(|one| one.callers.len()),
    );
    assert!(reading < parsing);
}
