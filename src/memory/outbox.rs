//! What waits to be sent, and what was sent: two files of JSON lines, changed as a whole and by one process at a time.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{ErrorKind as IoKind, Write as _},
};

use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize};

use super::entries::Entry;
use crate::error::{Error, ErrorKind, Result};

/// An entry that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiting {
    /// The entry.
    pub entry: Entry,
    /// The server that it was being sent to when something broke off: it may have arrived there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uncertain: Option<String>,
}

/// A line of the file of what was sent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Sent {
    id: String,
    server: String,
}

/// The outbox, held by this process until it is dropped.
#[derive(Debug)]
pub struct Outbox {
    path: Utf8PathBuf,
    waiting: Vec<Waiting>,
    /// Lines that are no entries: kept as they are, because nothing that somebody wrote is thrown away.
    unread: Vec<String>,
    sent: BTreeSet<Sent>,
    // The lock goes with it.
    _lock: File,
}

impl Outbox {
    /// Opens the outbox at a path; waits for another process that has it open.
    ///
    /// # Errors
    /// When it cannot be read or locked.
    pub fn open(path: &Utf8Path) -> Result<Self> {
        let failed = |error| {
            Error::new(ErrorKind::Output, format!("cannot open the outbox {path}")).source(error)
        };
        let folder = path.parent().filter(|folder| !folder.as_str().is_empty());
        fs::create_dir_all(folder.unwrap_or(Utf8Path::new("."))).map_err(failed)?;
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(format!("{path}.lock"))
            .map_err(failed)?;
        lock.lock().map_err(failed)?;
        let mut outbox = Self {
            path: path.to_owned(),
            waiting: Vec::new(),
            unread: Vec::new(),
            sent: BTreeSet::new(),
            _lock: lock,
        };
        for line in lines(path).map_err(failed)? {
            match serde_json::from_str(&line) {
                Ok(waiting) => outbox.waiting.push(waiting),
                Err(_) => outbox.unread.push(line),
            }
        }
        let sent = lines(&outbox.ledger()).map_err(failed)?;
        // A half line at the end is what a crash left of a note; its entry still waits as uncertain.
        outbox.sent = sent.iter().filter_map(|line| serde_json::from_str(line).ok()).collect();
        Ok(outbox)
    }

    fn ledger(&self) -> Utf8PathBuf {
        Utf8PathBuf::from(format!("{}.sent", self.path))
    }

    /// What waits, in order.
    pub fn waiting(&self) -> &[Waiting] {
        &self.waiting
    }

    /// Lines that are no entries.
    pub fn unread(&self) -> usize {
        self.unread.len()
    }

    /// Whether an entry was sent to a server before.
    pub fn was_sent(&self, id: &str, server: &str) -> bool {
        self.sent.contains(&Sent { id: id.to_owned(), server: server.to_owned() })
    }

    /// Whether it was sent to any server.
    pub fn was_sent_anywhere(&self, id: &str) -> bool {
        self.sent.iter().any(|sent| sent.id == id)
    }

    /// Adds entries that do not wait already; says how many are new.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add(&mut self, entries: Vec<Entry>) -> Result<usize> {
        let before = self.waiting.len();
        for entry in entries {
            if !self.waiting.iter().any(|waiting| waiting.entry.id == entry.id) {
                self.waiting.push(Waiting { entry, uncertain: None });
            }
        }
        self.save()?;
        Ok(self.waiting.len() - before)
    }

    /// Notes that an entry is about to be sent: from now on it may have arrived.
    ///
    /// # Errors
    /// When the file cannot be written; then it must not be sent.
    pub fn sending(&mut self, id: &str, server: &str) -> Result<()> {
        self.mark(id, Some(server))
    }

    /// Notes that a server refused an entry: it has not arrived.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn refused(&mut self, id: &str) -> Result<()> {
        self.mark(id, None)
    }

    fn mark(&mut self, id: &str, server: Option<&str>) -> Result<()> {
        for waiting in self.waiting.iter_mut().filter(|waiting| waiting.entry.id == id) {
            waiting.uncertain = server.map(str::to_owned);
        }
        self.save()
    }

    /// Notes that an entry has arrived: first in the file of what was sent, then here, so that a crash between both
    /// loses nothing and sends nothing again.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn arrived(&mut self, id: &str, server: &str) -> Result<()> {
        let sent = Sent { id: id.to_owned(), server: server.to_owned() };
        let path = self.ledger();
        let failed =
            |error| Error::new(ErrorKind::Output, format!("cannot write {path}")).source(error);
        if !self.sent.contains(&sent) {
            let line = serde_json::to_string(&sent).map_err(|error| failed(error.into()))?;
            let mut file = File::options().create(true).append(true).open(&path).map_err(failed)?;
            // The line end in front ends a half line that a crash left.
            file.write_all(format!("\n{line}\n").as_bytes()).map_err(failed)?;
            file.sync_all().map_err(failed)?;
            self.sent.insert(sent);
        }
        self.waiting.retain(|waiting| waiting.entry.id != id);
        self.save()
    }

    /// Writes what waits as a whole, so that a reader sees the old or the new.
    fn save(&self) -> Result<()> {
        let path = &self.path;
        let failed = |error: std::io::Error| {
            Error::new(ErrorKind::Output, format!("cannot write the outbox {path}")).source(error)
        };
        let mut text = String::new();
        for waiting in &self.waiting {
            text.push_str(&serde_json::to_string(waiting).map_err(|error| failed(error.into()))?);
            text.push('\n');
        }
        for line in &self.unread {
            text.push_str(line);
            text.push('\n');
        }
        let folder = path.parent().filter(|folder| !folder.as_str().is_empty());
        let folder = folder.unwrap_or(Utf8Path::new("."));
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
        file.write_all(text.as_bytes()).map_err(failed)?;
        file.as_file().sync_all().map_err(failed)?;
        file.persist(path).map_err(|error| failed(error.error))?;
        Ok(())
    }
}

/// The lines of a file that hold something; none when there is no file.
fn lines(path: &Utf8Path) -> std::io::Result<Vec<String>> {
    match fs::read(path) {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            Ok(text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect())
        }
        Err(error) if error.kind() == IoKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::entries::Content;

    fn entry(id: &str) -> Entry {
        let content = Content::Summary { text: id.to_owned() };
        let text = || "x".to_owned();
        Entry { id: id.to_owned(), repository: text(), session: text(), content, tags: Vec::new() }
    }

    fn ids(outbox: &Outbox) -> Vec<&str> {
        outbox.waiting().iter().map(|waiting| waiting.entry.id.as_str()).collect()
    }

    #[test]
    fn what_waits_and_what_was_sent_survives_every_step() {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8Path::from_path(folder.path()).unwrap().join("state/outbox.jsonl");
        let open = || Outbox::open(&path).unwrap();
        assert_eq!(open().add(vec![entry("a"), entry("b")]).unwrap(), 2);
        assert_eq!(open().add(vec![entry("b"), entry("c")]).unwrap(), 1);
        assert_eq!(ids(&open()), ["a", "b", "c"]);
        open().sending("a", "server").unwrap();
        assert_eq!(open().waiting()[0].uncertain.as_deref(), Some("server"));
        open().refused("a").unwrap();
        assert_eq!(open().waiting()[0].uncertain, None);
        open().arrived("a", "server").unwrap();
        assert_eq!(ids(&open()), ["b", "c"]);
        assert!(open().was_sent("a", "server") && !open().was_sent("a", "other"));
        // A crash after the note and before the outbox was written anew.
        let before = fs::read(&path).unwrap();
        open().arrived("b", "server").unwrap();
        fs::write(&path, before).unwrap();
        assert!(open().was_sent("b", "server"));
        // A crash in the middle of a note.
        fs::write(format!("{path}.sent"), "{\"id\":\"b\",\"ser").unwrap();
        let mut outbox = open();
        assert!(!outbox.was_sent("b", "server"));
        outbox.arrived("c", "server").unwrap();
        drop(outbox);
        assert!(open().was_sent("c", "server"));
    }

    #[test]
    fn lines_that_are_no_entries_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8Path::from_path(folder.path()).unwrap().join("outbox.jsonl");
        fs::write(&path, "by hand\n\n{}\n").unwrap();
        let mut outbox = Outbox::open(&path).unwrap();
        assert_eq!(outbox.unread(), 2);
        outbox.add(vec![entry("a")]).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.ends_with("by hand\n{}\n") && text.contains("\"id\":\"a\""), "{text}");
    }
}
