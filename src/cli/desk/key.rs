//! Everything that the facts about a repository depend on, as bytes: while they are the same, so are the facts.

use camino::{Utf8Path, Utf8PathBuf};

use crate::{
    analyze::Session,
    cache::Cache,
    cli::workspace::Given,
    discover::{self, Snapshot},
    error::Result,
    history, reference,
};

/// `None` when that cannot be said: without a cache, or when a file cannot be read.
///
/// # Errors
/// When the repository cannot be read at all.
pub(super) fn of(given: &Given, within: &[Utf8PathBuf]) -> Result<Option<Vec<u8>>> {
    let Some(cache) = &given.cache else { return Ok(None) };
    let around = (&given.config, given.standard()?, &given.templates);
    let mut key = format!("{around:?}").into_bytes();
    for query in &given.queries {
        key.extend(format!("{} {} {}", query.language, query.kind, query.text).into_bytes());
    }
    let walk = given.walk.options();
    let Some(own) = identity(cache, &given.snapshot(None, None)?, walk.as_ref()) else {
        return Ok(None);
    };
    key.extend(own);
    for path in references(given) {
        let Some(of) = of_reference(cache, &path, within) else { return Ok(None) };
        key.extend(of);
    }
    let mut files = given.own_files();
    files.sort();
    for name in files {
        add(&mut key, &given.root.join(name));
    }
    Ok(Some(key))
}

fn identity(
    cache: &Cache,
    snapshot: &Snapshot,
    history: Option<&history::Options>,
) -> Option<Vec<u8>> {
    let session = Session::whole(cache, snapshot);
    Some(session.identity(snapshot, history)?.bytes().to_vec())
}

/// The references that are looked at, whether or not they may be read.
fn references(given: &Given) -> Vec<Utf8PathBuf> {
    match &given.config.references {
        Some(named) => named.iter().map(|path| given.root.join(path)).collect(),
        None => reference::siblings(&given.root, &given.places.docs_dir),
    }
}

/// A reference that may not or cannot be read counts by its name alone.
fn of_reference(cache: &Cache, path: &Utf8Path, within: &[Utf8PathBuf]) -> Option<Vec<u8>> {
    let mut key = path.as_str().as_bytes().to_vec();
    let real = path.canonicalize_utf8().ok();
    let may_read = real.is_some_and(|real| within.iter().any(|folder| real.starts_with(folder)));
    if may_read && let Ok(snapshot) = discover::open(path, &discover::Options::default()) {
        key.extend(identity(cache, &snapshot, Some(&history::Options::default()))?);
    }
    Some(key)
}

/// Adds the bytes of a file, or of all files in a folder.
fn add(key: &mut Vec<u8>, path: &Utf8Path) {
    if let Ok(entries) = path.read_dir_utf8() {
        let entries = entries.filter_map(std::result::Result::ok);
        let mut paths: Vec<Utf8PathBuf> = entries.map(camino::Utf8DirEntry::into_path).collect();
        paths.sort();
        for path in paths {
            add(key, &path);
        }
    } else if let Ok(bytes) = std::fs::read(path) {
        key.extend(path.as_str().as_bytes());
        key.extend((bytes.len() as u64).to_le_bytes());
        key.extend(bytes);
    }
}
