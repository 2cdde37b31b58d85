//! The references of a target, and what repositories planned and delivered.

use camino::{Utf8Path, Utf8PathBuf};

use super::Workspace;
use crate::{
    analyze::Session,
    cli::progress,
    error::{Error, Result},
    model::{DeliveryRecord, HouseProfile, Reference},
    reference,
};

impl Workspace {
    /// Reads the references: those of the command line, of the configuration, or the siblings.
    pub(super) fn profile(&self, named: &[Utf8PathBuf]) -> Result<HouseProfile> {
        let configured = self.config.references.clone();
        let configured =
            configured.map(|paths| paths.iter().map(|path| self.root.join(path)).collect());
        let explicit: Option<Vec<Utf8PathBuf>> =
            if named.is_empty() { configured } else { Some(named.to_vec()) };
        let must_work = explicit.is_some();
        let paths =
            explicit.unwrap_or_else(|| reference::siblings(&self.root, &self.standard.docs_dir));
        let mut references = Vec::new();
        let mut skipped = Vec::new();
        let own = self.root.canonicalize_utf8().ok();
        // A target teaches nothing about itself.
        for path in
            paths.iter().filter(|path| own.is_none() || path.canonicalize_utf8().ok() != own)
        {
            if !self.may_read(path) {
                let path = cited_as(path);
                skipped.push(format!(
                    "Reference {path} was left out: it lies outside of the folders that may be read."
                ));
                continue;
            }
            match self.reference(path) {
                Ok(found) => references.push(found),
                Err(error) if must_work && !path.is_dir() => return Err(error),
                Err(error) => {
                    skipped.push(format!("Reference {} was left out: {error}.", cited_as(path)));
                }
            }
        }
        Ok(reference::learn(references, skipped))
    }

    /// Whether a reference lies within the bounds, once links are followed.
    fn may_read(&self, path: &Utf8Path) -> bool {
        let Some(bounds) = &self.bounds else { return true };
        let real = path.canonicalize_utf8();
        real.is_ok_and(|real| bounds.within.iter().any(|folder| real.starts_with(folder)))
    }

    /// The target and its references.
    pub(in crate::cli) fn with_references(&self) -> Vec<Utf8PathBuf> {
        let configured = self.config.references.iter().flatten().map(|path| self.root.join(path));
        let configured: Vec<Utf8PathBuf> = configured.collect();
        let siblings = || reference::siblings(&self.root, &self.standard.docs_dir);
        let named = if self.config.references.is_some() { configured } else { siblings() };
        [self.root.clone()].into_iter().chain(named).collect()
    }

    /// What a repository planned beside what its history shows.
    pub(in crate::cli) fn delivery(
        &self,
        path: &Utf8Path,
        rev: Option<&str>,
    ) -> Result<DeliveryRecord> {
        let bar = progress::files("looking back", self.watcher());
        let session = self.session();
        let progress = || bar.one();
        let options = self.reading(&progress, session.as_ref());
        let found = reference::delivery(path, rev, &options, self.day_hours());
        bar.finish();
        found
    }

    /// How other repositories are read.
    fn reading<'a>(
        &'a self,
        progress: &'a (dyn Fn() + Sync),
        session: Option<&'a Session<'a>>,
    ) -> reference::Options<'a> {
        reference::Options {
            docs_dir: &self.standard.docs_dir,
            registry: &self.registry,
            progress,
            session,
            stop: self.stop(),
            day_hours: None,
        }
    }

    fn reference(&self, path: &Utf8Path) -> Result<Reference> {
        let bar = progress::files("reading references", self.watcher());
        let session = self.session();
        let progress = || bar.one();
        let day_hours = self.walk.options().map(|_| self.day_hours());
        let options = reference::Options { day_hours, ..self.reading(&progress, session.as_ref()) };
        let found = reference::read(path, &cited_as(path), &options)?;
        bar.finish();
        if found.documents.is_empty() {
            let docs = &self.standard.docs_dir;
            return Err(Error::input(format!("it has no planning document in {docs}"))
                .hint("a reference is a repository with a plan of its own"));
        }
        Ok(found)
    }
}

/// How a plan cites a reference: a sibling as `../name`, wherever it really lies.
fn cited_as(path: &Utf8Path) -> String {
    let name = path.canonicalize_utf8().ok().and_then(|path| path.file_name().map(str::to_owned));
    format!("../{}", name.unwrap_or_else(|| path.file_name().unwrap_or("reference").to_owned()))
}
