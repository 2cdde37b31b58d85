//! Writing: results to stdout, everything else to stderr, files atomically.

use std::{
    fmt,
    fs::File,
    io::{self, ErrorKind as IoKind, IsTerminal as _, Read as _, Write},
};

use camino::Utf8Path;

use crate::{
    error::{Error, ErrorKind, Result},
    secrets,
};

/// Writes a result to stdout. A reader that has gone (`| head`) is no error.
pub(super) fn result(text: &str) -> Result<()> {
    let text = secrets::safe(text);
    result_with(&mut |to| to.write_all(text.as_bytes()))
}

/// Writes what `fill` writes as a result to stdout.
///
/// # Errors
/// When stdout cannot be written; a reader that has gone is no error.
pub(super) fn result_with(fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut stdout = io::stdout().lock();
    let written = if stdout.is_terminal() {
        let mut shown = Shown { to: &mut stdout, line: Vec::new() };
        fill(&mut shown).and_then(|()| shown.end())
    } else {
        fill(&mut stdout)
    };
    let written = written.and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() != IoKind::BrokenPipe => {
            Err(Error::new(ErrorKind::Output, "cannot write to standard output").source(error))
        }
        _ => Ok(()),
    }
}

/// Writes to a terminal, line by line, nothing that acts on it.
struct Shown<'a> {
    to: &'a mut dyn Write,
    line: Vec<u8>,
}

impl Shown<'_> {
    /// Writes what is left of the last line.
    fn end(&mut self) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        self.to.write_all(secrets::visible(&String::from_utf8_lossy(&line)).as_bytes())
    }
}

impl Write for Shown<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend(part);
            if part.ends_with(b"\n") {
                self.end()?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Writes a line for people to stderr.
pub(super) fn say(line: impl fmt::Display) {
    // Nothing is left to tell when stderr itself is gone.
    let _ = writeln!(io::stderr().lock(), "{}", secrets::safe(&line.to_string()));
}

/// A path as people would write it: `docs/a.md` for `./docs/a.md`.
pub(super) fn plain(path: &Utf8Path) -> &str {
    let path = path.as_str();
    path.strip_prefix("./").filter(|rest| !rest.is_empty()).unwrap_or(path)
}

/// Writes `text` to `path` through a temporary file, so that a reader sees the old or the new text. A
/// device, pipe or link is written into, not replaced.
///
/// # Errors
/// When a folder or the file cannot be made or written.
pub(super) fn write(path: &Utf8Path, text: &str) -> Result<()> {
    write_with(path, &mut |to| to.write_all(text.as_bytes()).map(|()| true)).map(drop)
}

/// Writes what `fill` writes as [`write`] does, or nothing when `fill` says that it is of no use; says
/// which. May call `fill` twice.
///
/// # Errors
/// When a folder or the file cannot be made or written.
pub(super) fn write_with(
    path: &Utf8Path,
    fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<bool>,
) -> Result<bool> {
    if path.is_dir() {
        return Err(Error::new(ErrorKind::Output, format!("cannot write {path}: it is a folder"))
            .hint("name a file in it"));
    }
    let failed = |error: io::Error| {
        Error::new(ErrorKind::Output, format!("cannot write {path}")).source(error)
    };
    if path.symlink_metadata().is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        // What goes into a pipe cannot be taken back.
        if !fill(&mut io::sink()).map_err(failed)? {
            return Ok(false);
        }
        let mut file = File::create(path).map_err(failed)?;
        return fill(&mut file).map_err(failed);
    }
    let folder =
        path.parent().filter(|folder| !folder.as_str().is_empty()).unwrap_or(Utf8Path::new("."));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut file =
        tempfile::Builder::new().prefix(".groundplan-").tempfile_in(folder).map_err(failed)?;
    if !fill(file.as_file_mut()).map_err(failed)? {
        return Ok(false);
    }
    file.as_file().sync_all().map_err(failed)?;
    make_readable(file.as_file()).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(true)
}

/// Whether the file at `path` holds already what `fill` writes, so that nothing needs to be written.
pub(super) fn holds(
    path: &Utf8Path,
    length: u64,
    fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<bool>,
) -> bool {
    let data = path.symlink_metadata();
    if !data.is_ok_and(|data| data.is_file() && data.len() == length) {
        return false;
    }
    let Ok(file) = File::open(path) else { return false };
    fill(&mut Same { file, part: Vec::new() }).unwrap_or(false)
}

/// Compares what is written with what a file holds; a difference is an error.
struct Same {
    file: File,
    part: Vec<u8>,
}

impl Write for Same {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.part.resize(bytes.len(), 0);
        self.file.read_exact(&mut self.part)?;
        if self.part == bytes { Ok(bytes.len()) } else { Err(IoKind::InvalidData.into()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Temporary files are private; a plan is for everybody who can read the folder.
#[cfg(unix)]
fn make_readable(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_when_it_is_of_use_and_holds_something_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8Path::from_path(folder.path()).unwrap().join("out");
        let mut text = |to: &mut dyn Write| to.write_all(b"text").map(|()| true);
        assert!(!holds(&path, 4, &mut text));
        assert!(write_with(&path, &mut text).unwrap());
        assert!(holds(&path, 4, &mut text));
        let mut other = |to: &mut dyn Write| to.write_all(b"next").map(|()| false);
        assert!(!holds(&path, 4, &mut other));
        assert!(!write_with(&path, &mut other).unwrap());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "text");
        assert!(!holds(&path, 5, &mut text));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(folder.path()).unwrap();
        std::fs::write(folder.join("real"), "old").unwrap();
        std::os::unix::fs::symlink("real", folder.join("link")).unwrap();
        write(&folder.join("link"), "new").unwrap();
        assert!(folder.join("link").is_symlink());
        assert_eq!(std::fs::read_to_string(folder.join("real")).unwrap(), "new");
    }
}
