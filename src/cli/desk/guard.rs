//! Links: what the program reads or writes by name in a repository must lie in it once links are followed. Everything
//! else is read through the snapshot, which follows none.

use camino::{Utf8Path, Utf8PathBuf};

use crate::{
    cli::{answers, config, living},
    error::{Error, Result},
    model::Standard,
};

/// Checks configuration, queries and templates of a repository.
///
/// # Errors
/// When one of them is a link that leads outside.
pub(super) fn check(root: &Utf8Path) -> Result<()> {
    stays(root, &root.join(config::FILE))?;
    below(root, &root.join(".groundplan"))
}

/// Checks where the planning documents, the plan and the answers are read and written.
///
/// # Errors
/// When a link leads outside.
pub(super) fn check_documents(root: &Utf8Path, standard: &Standard) -> Result<()> {
    let plan = root.join(&standard.plan_path);
    let conflict = living::conflict_path(&plan);
    let docs = root.join(&standard.docs_dir);
    for path in [&plan, &conflict, &docs, &root.join(answers::name(&standard.docs_dir))] {
        stays(root, path)?;
    }
    below(root, &docs.join(living::FOLDER))?;
    stays(root, &root.join(&standard.living_dir))
}

/// A file of the repository that a client names.
///
/// # Errors
/// When it lies outside, or is not there.
pub(super) fn inside(root: &Utf8Path, path: &str) -> Result<Utf8PathBuf> {
    let full = root.join(path);
    let outside = || {
        Error::input(format!("{path} may not be read: it lies outside of the repository"))
            .hint("name a file by its path relative to the repository")
    };
    let has_way_up = Utf8Path::new(path).components().any(|part| part.as_str() == "..");
    if has_way_up || !full.starts_with(root) {
        return Err(outside());
    }
    let real = full.canonicalize_utf8().map_err(|error| {
        Error::input(format!("cannot read {path}"))
            .source(error)
            .hint("name a file by its path relative to the repository")
    })?;
    if real.starts_with(root) { Ok(full) } else { Err(outside()) }
}

/// Whether a path, as far as it exists, stays in the repository.
fn stays(root: &Utf8Path, path: &Utf8Path) -> Result<()> {
    let exists = |path: &&Utf8Path| path.symlink_metadata().is_ok();
    let Some(nearest) = path.ancestors().find(exists) else { return Ok(()) };
    // A link to nothing would be written through.
    let real = nearest.canonicalize_utf8();
    if real.is_ok_and(|real| real.starts_with(root)) {
        return Ok(());
    }
    let name = path.strip_prefix(root).unwrap_or(path);
    Err(Error::input(format!("{name} is a link that leads outside of the repository"))
        .hint("the server reads and writes nothing outside of its roots; replace the link"))
}

/// Checks everything in a folder.
fn below(root: &Utf8Path, folder: &Utf8Path) -> Result<()> {
    stays(root, folder)?;
    let Ok(entries) = folder.read_dir_utf8() else { return Ok(()) };
    for entry in entries.filter_map(std::result::Result::ok) {
        stays(root, entry.path())?;
        // A link that stays inside is not followed further: it may lead in a circle.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            below(root, entry.path())?;
        }
    }
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::{fs, os::unix::fs::symlink};

    use super::*;

    #[test]
    fn links_that_lead_outside_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8Path::from_path(folder.path()).unwrap().canonicalize_utf8().unwrap();
        let root = path.join("root");
        fs::create_dir_all(root.join(".groundplan/queries")).unwrap();
        fs::write(path.join("secret"), "secret").unwrap();
        fs::write(root.join("plan.md"), "plan").unwrap();
        check(&root).unwrap();
        assert_eq!(inside(&root, "plan.md").unwrap(), root.join("plan.md"));
        assert!(inside(&root, "../secret").is_err());
        assert!(inside(&root, path.join("secret").as_str()).is_err());
        symlink(path.join("secret"), root.join("link.md")).unwrap();
        assert!(inside(&root, "link.md").is_err());
        symlink(path.join("secret"), root.join(".groundplan/queries/go.scm")).unwrap();
        let error = check(&root).unwrap_err().to_string();
        assert_eq!(
            error,
            ".groundplan/queries/go.scm is a link that leads outside of the repository"
        );
        fs::remove_file(root.join(".groundplan/queries/go.scm")).unwrap();
        symlink(path.join("nowhere"), root.join(config::FILE)).unwrap();
        assert!(check(&root).is_err(), "a link to nothing outside");
    }
}
