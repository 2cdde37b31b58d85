//! Whole files: those of the fixtures, and of a folder that `GROUNDPLAN_GO_CALLS` names.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::{oracle, shown};
use crate::{extract::calls::go, language::Registry};

#[derive(Debug)]
enum Outcome {
    Equal,
    GaveUp,
    Different(String),
}

fn compare(registry: &Registry, path: &Path) -> Option<Outcome> {
    let bytes = std::fs::read(path).ok()?;
    let (text, _) = crate::extract::decode(&bytes, None)?;
    let Some(read) = go::read(&text) else { return Some(Outcome::GaveUp) };
    let (expected, found) = (shown(&oracle(registry, &text)), shown(&read));
    if expected == found {
        return Some(Outcome::Equal);
    }
    let differs = expected.iter().zip(&found).find(|(a, b)| a != b);
    let (expected, found) = (expected.len(), found.len());
    Some(Outcome::Different(format!("{}: {differs:?} ({expected}, {found})", path.display())))
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
    files(folder, &mut paths);
    paths.sort();
    let outcomes: Vec<_> =
        paths.par_iter().filter_map(|path| Some((path, compare(&registry, path)?))).collect();
    let mut count = (0, 0, 0);
    for (path, outcome) in outcomes {
        match outcome {
            Outcome::Equal => count.0 += 1,
            Outcome::GaveUp => {
                count.1 += 1;
                eprintln!("gave up: {}", path.display());
            }
            Outcome::Different(what) => {
                count.2 += 1;
                eprintln!("different: {what}");
            }
        }
    }
    eprintln!("{}: {} equal, {} left to the tree, {} different", folder.display(), count.0, count.1, count.2);
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
