//! What the program remembers of a file: what it last wrote, and while a conflict is open, what it would
//! have written and what people had made of the file then.
//!
//! What is written next is prepared beside what was written last and takes its place once the file is
//! written. The checksum in the file tells which of the two it comes from, so a run may end at any point.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use super::{FOLDER, layout::Layout, mark};
use crate::{
    cli::output,
    error::{Error, ErrorKind, Result},
};

/// What is remembered of one file.
#[derive(Clone, Debug)]
pub(super) struct Store {
    path: Utf8PathBuf,
}

impl Store {
    /// The store of a file below the folder of the documents; `None` for one elsewhere.
    pub(super) fn of(path: &Utf8Path, docs: &Utf8Path) -> Option<Self> {
        let inside = path.strip_prefix(docs).map(Utf8Path::to_owned).ok().or_else(|| {
            let folder = path.parent()?.canonicalize_utf8().ok()?;
            let inside = folder.strip_prefix(docs.canonicalize_utf8().ok()?).ok()?;
            Some(inside.join(path.file_name()?))
        })?;
        let is_plain = |part| matches!(part, camino::Utf8Component::Normal(_));
        let is_inside = inside.components().all(is_plain);
        is_inside.then(|| Self { path: docs.join(FOLDER).join(inside) })
    }

    fn beside(&self, ending: &str) -> Utf8PathBuf {
        Utf8PathBuf::from(format!("{}{ending}", self.path))
    }

    fn next(&self) -> Utf8PathBuf {
        self.beside(".next")
    }

    /// What people had made of the file when its conflicts were written.
    pub(super) fn edited(&self) -> Option<String> {
        std::fs::read_to_string(self.beside(".edited")).ok()
    }

    /// The text of the program that a file comes from: the one with this checksum; for a file without a
    /// checksum the one that it is most like.
    pub(super) fn base(&self, ours: &str, sum: Option<&str>) -> Option<String> {
        let read =
            |path: Utf8PathBuf| std::fs::read_to_string(path).ok().map(|text| Layout::of(&text).1);
        let mut texts = [read(self.path.clone()), read(self.next())].into_iter().flatten();
        match sum {
            Some(sum) => texts.find(|text| mark::checksum(text) == sum),
            None => texts.min_by_key(|text| distance(text, ours)),
        }
    }

    /// The checksum of what was prepared.
    pub(super) fn prepared(&self) -> Option<String> {
        std::fs::read_to_string(self.next()).ok().map(|text| mark::checksum(&Layout::of(&text).1))
    }

    /// Remembers what the program is about to write.
    pub(super) fn prepare(&self, text: &str) -> Result<()> {
        if std::fs::read_to_string(&self.path).is_ok_and(|last| last == text) {
            return remove(&self.next());
        }
        output::write(&self.next(), text)
    }

    /// Makes what was prepared the last that the program wrote.
    pub(super) fn settle(&self) -> Result<()> {
        if self.next().exists() {
            std::fs::rename(self.next(), &self.path).map_err(|error| {
                Error::new(ErrorKind::Output, format!("cannot write {}", self.path)).source(error)
            })?;
        }
        remove(&self.beside(".edited"))
    }

    /// Remembers what people made of the file while its conflicts are open.
    pub(super) fn keep_edited(&self, text: &str) -> Result<()> {
        output::write(&self.beside(".edited"), text)
    }
}

/// Removes a file, if it is there.
pub(super) fn remove(path: &Utf8Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::new(ErrorKind::Output, format!("cannot remove {path}")).source(error))
        }
        _ => Ok(()),
    }
}

/// How many lines of either text the other lacks, however JSON is laid out.
fn distance(one: &str, other: &str) -> usize {
    let lines = |text: &str| -> BTreeSet<String> {
        let value = serde_json::from_str::<serde_json::Value>(text);
        let laid_out = value.and_then(|value| serde_json::to_string_pretty(&value));
        laid_out.as_deref().unwrap_or(text).lines().map(str::to_owned).collect()
    };
    lines(one).symmetric_difference(&lines(other)).count()
}
