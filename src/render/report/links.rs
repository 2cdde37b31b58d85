//! Where a place of the repository is found on the web: the shapes of web views, as data.

use std::fmt::Write as _;

use crate::model::RepositoryFacts;

/// How a kind of host shows a line of a file at a commit. `{host}` and `{repo}` come from the remote.
struct Shape {
    /// The host's name as it is, or a part of it between dots.
    host: &'static str,
    /// Address of a file; every placeholder stands for text that is already safe in an address.
    file: &'static str,
}

/// Hosts by name. A host of one's own is known where it is called after its software, as `gitlab.example.org` is.
const SHAPES: &[Shape] = &[
    Shape { host: "github", file: "https://{host}/{repo}/blob/{commit}/{path}#L{line}" },
    Shape { host: "gitlab", file: "https://{host}/{repo}/-/blob/{commit}/{path}#L{line}" },
    Shape { host: "bitbucket", file: "https://{host}/{repo}/src/{commit}/{path}#lines-{line}" },
    Shape { host: "codeberg", file: "https://{host}/{repo}/src/commit/{commit}/{path}#L{line}" },
    Shape { host: "gitea", file: "https://{host}/{repo}/src/commit/{commit}/{path}#L{line}" },
    Shape { host: "forgejo", file: "https://{host}/{repo}/src/commit/{commit}/{path}#L{line}" },
];

/// The web view of one repository at one commit; none where remote or commit are not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Web {
    /// Address with `{path}` and `{line}` left to fill; empty for none.
    shape: String,
    /// Folder of the analysed files inside the repository, with `/` behind it unless it is empty.
    folder: String,
    /// Folders of other repositories inside this one.
    submodules: Vec<String>,
}

impl Web {
    /// The web view of `repo`: by the address that the user gave (with `{path}`, `{line}`, `{commit}`), else
    /// by the first remote of a known kind.
    pub(super) fn of(repo: &RepositoryFacts, given: Option<&str>) -> Self {
        let Some(commit) = &repo.commit else { return Self::default() };
        let known = || repo.remotes.iter().find_map(|remote| shape(remote));
        let Some(shape) = given.map(str::to_owned).or_else(known) else { return Self::default() };
        let folder = repo.subfolder.trim_matches('/');
        Self {
            shape: shape.replace("{commit}", &escaped(commit)),
            folder: if folder.is_empty() { String::new() } else { format!("{folder}/") },
            submodules: repo.submodules.iter().map(|one| format!("{}/", one.path)).collect(),
        }
    }

    /// Whether there is one.
    pub(super) fn is_known(&self) -> bool {
        !self.shape.is_empty()
    }

    /// Address of a line of a file; empty where there is none. Line 0 is the whole file.
    pub(super) fn line(&self, path: &str, line: u32) -> String {
        let foreign = self.submodules.iter().any(|folder| path.starts_with(folder.as_str()));
        let Some(path) = inside(&self.folder, path).filter(|_| self.is_known() && !foreign) else {
            return String::new();
        };
        let url = self.shape.replace("{path}", &escaped(&path));
        match (line, url.rsplit_once('#')) {
            (0, Some((file, _))) => file.to_owned(),
            _ => url.replace("{line}", &line.to_string()),
        }
    }

    /// Address of a file with `{path}` left to fill; empty for none.
    pub(super) fn file_shape(&self) -> String {
        let file = self.shape.split('#').next().unwrap_or_default();
        file.replace("{path}", &format!("{}{{path}}", escaped(&self.folder)))
    }
}

/// The path from the repository's root; `../` leads out of the analysed folder, never out of the repository.
fn inside(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        if part == ".." {
            parts.pop()?;
        } else {
            parts.push(part);
        }
    }
    Some(parts.join("/"))
}

/// The address of files of a remote of a known kind, `{path}`, `{line}` and `{commit}` left to fill.
fn shape(remote: &str) -> Option<String> {
    let (host, repo) = host_and_path(remote)?;
    let names = |shape: &&Shape| host.split('.').any(|part| part == shape.host);
    let shape = SHAPES.iter().find(names)?;
    Some(shape.file.replace("{host}", &escaped(&host)).replace("{repo}", &escaped(&repo)))
}

/// Host and path of `https://host/a/b.git`, `ssh://git@host:22/a/b` or `git@host:a/b.git`.
fn host_and_path(remote: &str) -> Option<(String, String)> {
    let (authority, path) = match remote.split_once("://") {
        Some(("https" | "http" | "ssh" | "git", rest)) => rest.split_once('/')?,
        Some(_) => return None,
        None => remote.split_once(':').filter(|(host, _)| !host.contains('/'))?,
    };
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    (host.contains('.') && path.contains('/')).then(|| (host.to_lowercase(), path.to_owned()))
}

/// Text as a part of an address: everything but letters, digits and `-._~/` in percent signs.
fn escaped(text: &str) -> String {
    let mut address = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Submodule;

    #[track_caller]
    fn check(remote: &str, expected: &str) {
        let repo = RepositoryFacts {
            commit: Some("abc".into()),
            remotes: vec![remote.into()],
            ..RepositoryFacts::default()
        };
        assert_eq!(Web::of(&repo, None).line("a/b c.go", 3), expected);
    }

    #[test]
    fn remotes_become_addresses() {
        check("https://github.com/o/r.git", "https://github.com/o/r/blob/abc/a/b%20c.go#L3");
        check("git@github.com:o/r.git", "https://github.com/o/r/blob/abc/a/b%20c.go#L3");
        check(
            "ssh://git@gitlab.example.org:2222/g/s/r",
            "https://gitlab.example.org/g/s/r/-/blob/abc/a/b%20c.go#L3",
        );
        check("https://bitbucket.org/o/r", "https://bitbucket.org/o/r/src/abc/a/b%20c.go#lines-3");
        check("https://codeberg.org/o/r", "https://codeberg.org/o/r/src/commit/abc/a/b%20c.go#L3");
        check("/srv/git/r.git", "");
        check("https://git.example.org/o/r", "");
        check("javascript://github.com/%0aalert(1)/x", "");
        check(
            "https://github.com/o\"onclick=/r",
            "https://github.com/o%22onclick%3D/r/blob/abc/a/b%20c.go#L3",
        );
    }

    #[test]
    fn folders_and_submodules_are_minded() {
        let repo = RepositoryFacts {
            commit: Some("abc".into()),
            subfolder: "sub/dir".into(),
            submodules: vec![Submodule { path: "lib".into(), ..Submodule::default() }],
            ..RepositoryFacts::default()
        };
        let web = Web::of(&repo, Some("https://git.example.org/r/{commit}/{path}#n{line}"));
        assert_eq!(web.line("a.go", 2), "https://git.example.org/r/abc/sub/dir/a.go#n2");
        assert_eq!(web.line("../Makefile", 0), "https://git.example.org/r/abc/sub/Makefile");
        assert_eq!(web.line("../../../x", 1), "");
        assert_eq!(web.line("lib/a.go", 1), "");
        assert_eq!(Web::of(&RepositoryFacts::default(), None).line("a", 1), "");
    }
}
