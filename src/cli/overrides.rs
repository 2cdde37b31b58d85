//! The user's own queries, templates and standards in `.groundplan/` of the target.

use camino::Utf8Path;

use crate::{
    error::{Error, ErrorKind, Result},
    language::QuerySource,
    model::Standard,
    standard,
};

/// Query files at `.groundplan/queries/<language>/<kind>*.scm`.
pub(super) fn queries(root: &Utf8Path) -> Result<Vec<QuerySource>> {
    let mut sources = Vec::new();
    for folder in children(&root.join(".groundplan/queries"))? {
        for path in children(&folder)?.into_iter().filter(|path| path.extension() == Some("scm")) {
            sources.push(QuerySource {
                language: folder.file_name().unwrap_or_default().to_owned(),
                kind: path
                    .file_name()
                    .unwrap_or_default()
                    .split('.')
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
                text: read(&path)?,
                path: relative(root, &path),
            });
        }
    }
    Ok(sources)
}

/// Templates at `.groundplan/templates/<standard>/*` as (name, text).
pub(super) fn templates(root: &Utf8Path, standard: &str) -> Result<Vec<(String, String)>> {
    let folder = root.join(".groundplan/templates").join(standard);
    let is_template = |path: &camino::Utf8PathBuf| matches!(path.extension(), Some("j2" | "md"));
    let files = children(&folder)?.into_iter().filter(is_template);
    files.map(|path| Ok((path.file_name().unwrap_or_default().to_owned(), read(&path)?))).collect()
}

/// The standard `name`, if it is one of the user's.
pub(super) fn standard(root: &Utf8Path, name: &str) -> Result<Option<Standard>> {
    if name.contains(['/', '\\']) || name.starts_with('.') {
        return Err(Error::new(ErrorKind::Usage, format!("`{name}` is no name of a standard"))
            .hint("a standard is named after its folder in .groundplan/templates"));
    }
    let path = root.join(".groundplan/templates").join(name).join("standard.toml");
    if path.is_file() {
        return standard::load(&relative(root, &path), &read(&path)?).map(Some);
    }
    Ok(None)
}

/// The entries of a folder by name; none when there is no such folder.
fn children(folder: &Utf8Path) -> Result<Vec<camino::Utf8PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let unreadable = |error| Error::input(format!("cannot list {folder}")).source(error);
    let entries = folder.read_dir_utf8().map_err(unreadable)?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry.map_err(unreadable)?.into_path());
    }
    paths.sort();
    Ok(paths)
}

fn read(path: &Utf8Path) -> Result<String> {
    std::fs::read_to_string(path)
        .map_err(|error| Error::input(format!("cannot read {path}")).source(error))
}

fn relative(root: &Utf8Path, path: &Utf8Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string()
}
