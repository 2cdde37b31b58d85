//! Which folders a client may ask about: those of the command line and those that the client itself names.

use camino::{Utf8Path, Utf8PathBuf};

use super::desk::Place;
use crate::error::{Error, Result};

/// Folders that may be read, without links in their paths; the first is meant when a client names none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roots {
    folders: Vec<Utf8PathBuf>,
    /// Folders that may be read as references and asked about by name only.
    references: Vec<Utf8PathBuf>,
}

impl Roots {
    /// The folders of a command line.
    ///
    /// # Errors
    /// When one of them is not there.
    pub fn new(folders: &[Utf8PathBuf], references: &[Utf8PathBuf]) -> Result<Self> {
        Ok(Self { folders: real(folders)?, references: real(references)? })
    }

    /// The same with more folders in front, as a client names them; what is not there is left out.
    #[must_use]
    pub fn with(&self, more: &[Utf8PathBuf]) -> Self {
        let more = more.iter().filter_map(|folder| folder.canonicalize_utf8().ok());
        let mut folders: Vec<Utf8PathBuf> = more.chain(self.folders.iter().cloned()).collect();
        let mut seen = std::collections::BTreeSet::new();
        folders.retain(|folder| seen.insert(folder.clone()));
        Self { folders, references: self.references.clone() }
    }

    /// The folders that a client may ask about.
    pub fn folders(&self) -> &[Utf8PathBuf] {
        &self.folders
    }

    /// The repository that a client means: a path in one of the folders, or relative to the first of them; the first
    /// folder itself when it says nothing.
    ///
    /// # Errors
    /// When it is not there, or lies outside of every folder once links are followed.
    pub fn place(&self, asked: Option<&str>) -> Result<Place> {
        let first = self.folders.first().ok_or_else(|| {
            Error::input("no folder may be read")
                .hint("start the server as `groundplan serve FOLDER`, or name roots in the client")
        })?;
        let within: Vec<Utf8PathBuf> =
            self.folders.iter().chain(&self.references).cloned().collect();
        let asked = asked.filter(|asked| !asked.is_empty()).unwrap_or(".");
        let path = self.by_name(asked).unwrap_or_else(|| first.join(asked));
        let refused = || {
            Error::input(format!("{asked} may not be read: it lies outside of the server's roots"))
                .hint(format!(
                    "ask for a folder in {}, or start the server with that folder as a root",
                    listed(&self.folders)
                ))
        };
        // Whether a folder outside exists is nobody's business.
        let Ok(root) = path.canonicalize_utf8() else {
            let is_below = !asked.contains("..") && within.iter().any(|one| path.starts_with(one));
            return Err(if is_below {
                Error::input(format!("there is no folder {asked}"))
                    .hint(format!("roots are {}", listed(&self.folders)))
            } else {
                refused()
            });
        };
        if !within.iter().any(|folder| root.starts_with(folder)) {
            return Err(refused());
        }
        if !root.is_dir() {
            return Err(Error::input(format!("{asked} is no folder"))
                .hint("`repository` names a folder; a file goes into the tool's own argument"));
        }
        Ok(Place { name: asked.to_owned(), root, within })
    }

    /// A root by the last part of its path.
    fn by_name(&self, asked: &str) -> Option<Utf8PathBuf> {
        let is_name = |folder: &&Utf8PathBuf| folder.file_name() == Some(asked);
        // A folder of that name in the first root is nearer.
        let is_nearer = self.folders.first().is_some_and(|first| first.join(asked).is_dir());
        if is_nearer {
            return None;
        }
        self.folders.iter().chain(&self.references).find(is_name).cloned()
    }
}

fn real(folders: &[Utf8PathBuf]) -> Result<Vec<Utf8PathBuf>> {
    let real = |folder: &Utf8PathBuf| {
        folder.canonicalize_utf8().ok().filter(|real| real.is_dir()).ok_or_else(|| {
            Error::input(format!("there is no folder {folder}"))
                .hint("a root of the server is a folder with a repository in it")
        })
    };
    folders.iter().map(real).collect()
}

fn listed(folders: &[Utf8PathBuf]) -> String {
    folders.iter().map(|folder| folder.as_str()).collect::<Vec<_>>().join(", ")
}

/// The folder that a `file:` URI names; `None` for any other URI, another host, or text that is no path.
pub(super) fn folder_of(uri: &str) -> Option<Utf8PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let path = rest.strip_prefix("localhost").unwrap_or(rest);
    if !path.starts_with('/') {
        return None;
    }
    let path = Utf8PathBuf::from(decode(path)?);
    Some(without_drive_slash(&path))
}

/// `/C:/work` is `C:/work` where drives have letters.
fn without_drive_slash(path: &Utf8Path) -> Utf8PathBuf {
    let text = path.as_str();
    let has_drive = cfg!(windows) && text.get(2..3) == Some(":");
    if has_drive { text.trim_start_matches('/').into() } else { path.to_owned() }
}

/// Text of a URI as it is meant.
pub(super) fn decode(text: &str) -> Option<String> {
    String::from_utf8(decoded(text)?).ok()
}

/// Text with `%41` as `A`.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            decoded.push(byte);
            continue;
        }
        let mut digit = || char::from(bytes.next()?).to_digit(16);
        let value = digit()? * 16 + digit()?;
        decoded.push(u8::try_from(value).ok()?);
    }
    Some(decoded)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8Path::from_path(folder.path()).unwrap().canonicalize_utf8().unwrap();
        for name in ["one/inner", "two", "outside"] {
            fs::create_dir_all(path.join(name)).unwrap();
        }
        (folder, path)
    }

    #[test]
    fn a_folder_in_a_root_may_be_read_and_nothing_else() {
        let (_kept, path) = folder();
        let roots = Roots::new(&[path.join("one")], &[path.join("two")]).unwrap();
        let root = |asked: Option<&str>| roots.place(asked).map(|place| place.root);
        assert_eq!(root(None).unwrap(), path.join("one"));
        assert_eq!(root(Some("inner")).unwrap(), path.join("one/inner"));
        assert_eq!(root(Some("two")).unwrap(), path.join("two"));
        assert_eq!(root(Some(path.join("two").as_str())).unwrap(), path.join("two"));
        for outside in ["..", "../outside", "/", "inner/../../outside", "../nowhere"] {
            let error = root(Some(outside)).unwrap_err();
            assert!(error.to_string().contains("outside of the server's roots"), "{error}");
        }
        assert!(root(Some("none")).unwrap_err().to_string().contains("there is no folder none"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_outside_is_refused_and_one_that_stays_is_not() {
        let (_kept, path) = folder();
        std::os::unix::fs::symlink(path.join("outside"), path.join("one/out")).unwrap();
        std::os::unix::fs::symlink(path.join("one/inner"), path.join("one/in")).unwrap();
        let roots = Roots::new(&[path.join("one")], &[]).unwrap();
        assert!(roots.place(Some("out")).unwrap_err().to_string().contains("outside"));
        assert_eq!(roots.place(Some("in")).unwrap().root, path.join("one/inner"));
    }

    #[test]
    fn folders_of_a_client_come_first_and_missing_ones_are_left_out() {
        let (_kept, path) = folder();
        let roots = Roots::new(&[path.join("one")], &[]).unwrap();
        let more = roots.with(&[path.join("two"), path.join("nowhere"), path.join("one")]);
        assert_eq!(more.folders(), [path.join("two"), path.join("one")]);
        assert!(Roots::new(&[path.join("nowhere")], &[]).is_err());
        assert!(Roots::default().place(None).is_err());
    }

    #[test]
    fn file_uris_are_paths_and_others_are_not() {
        assert_eq!(folder_of("file:///a/b%20c").unwrap(), "/a/b c");
        assert_eq!(folder_of("file://localhost/a").unwrap(), "/a");
        for wrong in
            ["https://a/b", "file://host/a", "file:///%", "file:///%ff", "file:///%zz", "x"]
        {
            assert_eq!(folder_of(wrong), None, "{wrong}");
        }
    }
}
