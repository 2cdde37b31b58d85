//! What earlier runs found, kept in a folder of the user's: facts of files, histories, whole outputs.
//!
//! A cache only saves time. Everything that an answer depends on stands in its key, which is stored
//! beside the answer and compared as a whole; a file that is damaged, cut short or another program's is
//! no answer, and one that cannot be written is not written. Files appear whole, under their name, or not
//! at all, so that any number of runs may use the folder at once and be killed at any moment.

mod digest;
mod facts;
mod file;
mod records;
mod shelf;

use std::fmt;

use camino::Utf8PathBuf;
use serde::{Serialize, de::DeserializeOwned};

use self::shelf::Shelf;
pub use self::{
    facts::{Facts, OnDisk, Place, Stored},
    file::Answer,
    shelf::{Held, Writing},
};
use crate::{error::Result, model::FileFacts};

/// What the program was built from; another program's answers are not used.
const BUILD: &str = env!("GROUNDPLAN_FINGERPRINT");

/// A cache in a folder.
#[derive(Clone, Debug)]
pub struct Cache {
    shelf: Shelf,
    fingerprint: String,
}

/// What an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Facts of the files of one repository.
    Facts,
    /// Those of the files that changed since.
    Recent,
    /// The history of one commit.
    History,
    /// What is known of the commits of one repository.
    Log,
    /// What a command printed.
    Output,
    /// How another output differs from the one of that name.
    Edits,
    /// That a file held an output.
    Seen,
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Facts => "facts",
            Self::Recent => "recent",
            Self::History => "history",
            Self::Log => "log",
            Self::Output => "output",
            Self::Edits => "edits",
            Self::Seen => "seen",
        })
    }
}

impl Cache {
    /// The cache in `folder`, which is made when something is first stored; above `limit` bytes the
    /// oldest files go. `additions` is everything of the user's that decides what is extracted.
    pub fn new(folder: Utf8PathBuf, limit: u64, additions: &[&str]) -> Self {
        let parts: Vec<&[u8]> = additions.iter().map(|text| text.as_bytes()).collect();
        let fingerprint = format!("{BUILD}{}", digest::name(&parts));
        Self { shelf: Shelf { folder, limit }, fingerprint }
    }

    /// What is stored of the files of a repository, which may be any number of worktrees and revisions.
    pub fn stored<'a>(&'a self, repository: &'a str) -> Stored<'a> {
        Stored::load(self, repository)
    }

    /// The history that was walked for `key`.
    pub fn history<History: DeserializeOwned>(&self, key: &[u8]) -> Option<History> {
        rmp_serde::from_slice(&self.open(Kind::History, key, key)?.read()?).ok()
    }

    /// Remembers the history for `key`, which is everything that it was read from.
    pub fn keep_history(&self, key: &[u8], history: &impl Serialize) {
        if let Ok(body) = rmp_serde::to_vec_named(history) {
            self.store(Kind::History, key, key, &body);
        }
    }

    /// The answer to `key`; `name` is what answers replace each other under.
    pub fn open(&self, kind: Kind, name: &[u8], key: &[u8]) -> Option<Answer> {
        self.open_by(kind, name, &[key])
    }

    /// The same for a long key in parts.
    pub fn open_by(&self, kind: Kind, name: &[u8], key: &[&[u8]]) -> Option<Answer> {
        Answer::open(&self.shelf.path(&self.file_name(kind, name)), &self.identity(key))
    }

    /// The last answer under a name, whatever its key is, and that key.
    pub fn last(&self, kind: Kind, name: &[u8]) -> Option<(Vec<u8>, Answer)> {
        let (identity, answer) = Answer::last(&self.shelf.path(&self.file_name(kind, name)))?;
        Some((identity.strip_prefix(self.fingerprint.as_bytes())?.to_vec(), answer))
    }

    /// The facts of a few files of a repository, by what they were read from. Reads nothing of the others.
    pub fn facts(&self, repository: &str, wanted: &[(Place<'_>, &[u8])]) -> Vec<Option<FileFacts>> {
        let mut found = vec![None; wanted.len()];
        let name = repository.as_bytes();
        for kind in [Kind::Facts, Kind::Recent] {
            if let Some(body) = self.open(kind, name, name).and_then(Answer::into_body) {
                // The end of the records is where there is no further one.
                let _ = records::find(body, wanted, &mut found);
            }
        }
        found.iter().map(|facts| rmp_serde::from_slice(facts.as_ref()?).ok()).collect()
    }

    /// Stores the answer to `key` in place of the last one of that name. One that takes more than half of
    /// the cache is not stored; nor is anything when the folder cannot be written.
    pub fn store(&self, kind: Kind, name: &[u8], key: &[u8], body: &[u8]) {
        self.store_by(kind, name, &[key], body);
    }

    /// The same for a long key in parts.
    pub fn store_by(&self, kind: Kind, name: &[u8], key: &[&[u8]], body: &[u8]) {
        self.shelf.put(&self.file_name(kind, name), &self.identity(key), body);
    }

    /// The same for an answer that is made piece by piece; nothing when the folder cannot be written.
    pub fn begin(&self, kind: Kind, name: &[u8], key: &[&[u8]]) -> Option<Writing> {
        self.shelf.begin(&self.file_name(kind, name), &self.identity(key))
    }

    /// What the folder holds.
    pub fn held(&self) -> Held {
        self.shelf.held()
    }

    /// Removes what the cache holds, and nothing else that may lie in the folder.
    ///
    /// # Errors
    /// When a file of the cache cannot be removed.
    pub fn clear(&self) -> Result<Held> {
        self.shelf.clear()
    }

    /// Largest size of one answer.
    fn largest(&self) -> u64 {
        self.shelf.limit / 2
    }

    fn file_name(&self, kind: Kind, name: &[u8]) -> String {
        format!("{kind}-{}", digest::name(&[self.fingerprint.as_bytes(), name]))
    }

    fn identity<'a>(&'a self, key: &[&'a [u8]]) -> Vec<&'a [u8]> {
        std::iter::once(self.fingerprint.as_bytes()).chain(key.iter().copied()).collect()
    }
}
