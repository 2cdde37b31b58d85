//! Where the rounds are kept: a folder for each, and a log beside them.

use camino::{Utf8Path, Utf8PathBuf};

use crate::{
    cli::output,
    error::{Error, ErrorKind, Result},
};

/// A folder for rounds.
#[derive(Debug)]
pub(super) struct Folder {
    path: Utf8PathBuf,
    log: std::cell::RefCell<String>,
}

impl Folder {
    /// The folder that the user named, which holds no rounds yet, or a new one for temporary files; that one never lies
    /// in the repository at `root`.
    pub(super) fn open(named: Option<&Utf8Path>, root: &Utf8Path) -> Result<Self> {
        let path = match named {
            Some(path) if path.join("round-1").exists() => {
                return Err(Error::new(ErrorKind::Output, format!("{path} holds rounds already"))
                    .hint("name a new folder with `--keep`"));
            }
            Some(path) => path.to_owned(),
            None => temporary(root)?,
        };
        Ok(Self { path, log: std::cell::RefCell::default() })
    }

    pub(super) fn path(&self) -> &Utf8Path {
        &self.path
    }

    /// Writes a file of a round.
    pub(super) fn write(&self, round: u32, name: &str, text: &str) -> Result<()> {
        output::write(&self.path.join(format!("round-{round}")).join(name), text)
    }

    /// Adds a line to the log.
    pub(super) fn log(&self, line: &str) -> Result<()> {
        let mut log = self.log.borrow_mut();
        log.push_str(&crate::secrets::safe(line));
        log.push('\n');
        output::write(&self.path.join("log.txt"), &log)
    }

    /// How findings name the answer of a round.
    pub(super) fn answer(round: u32) -> String {
        format!("round-{round}/answer.txt")
    }

    /// Where the findings of a round stand.
    pub(super) fn findings(&self, round: u32) -> Utf8PathBuf {
        self.path.join(format!("round-{round}/findings.json"))
    }
}

fn temporary(root: &Utf8Path) -> Result<Utf8PathBuf> {
    let failed = |source| {
        Error::new(ErrorKind::Output, "cannot make a folder for the rounds")
            .source(source)
            .hint("name one with `--keep DIR`")
    };
    let all = std::env::temp_dir();
    let root = root.canonicalize_utf8().map_err(failed)?;
    if all.canonicalize().is_ok_and(|all| all.starts_with(&root)) {
        return Err(Error::new(
            ErrorKind::Output,
            "the folder for temporary files lies in the repository",
        )
        .hint("name a folder for the rounds with `--keep DIR`"));
    }
    let made =
        tempfile::Builder::new().prefix("groundplan-draft-").tempdir_in(&all).map_err(failed)?;
    Utf8PathBuf::from_path_buf(made.keep()).map_err(|path| {
        Error::new(ErrorKind::Output, format!("the folder's name is no text: {}", path.display()))
    })
}
