//! What is said about the repository as a whole: name, remotes, commit. Nothing of this machine: no
//! absolute path, no credential.

use camino::Utf8Path;
use gix::bstr::ByteSlice;

use super::place::GitPlace;
use crate::model::{Origin, RepositoryFacts};

/// Facts about a folder without Git.
pub(super) fn of_folder(root: &Utf8Path) -> RepositoryFacts {
    RepositoryFacts { name: folder_name(root), origin: Origin::Folder, ..Default::default() }
}

/// Facts about a place in a Git repository; whether it is dirty is found out while listing.
pub(super) fn of_git(place: &GitPlace) -> RepositoryFacts {
    let urls = remote_urls(&place.repo);
    let name =
        urls.first().and_then(|url| repository_name(&public_url(url).unwrap_or(url.clone())));
    let mut remotes: Vec<_> = urls.iter().filter_map(|url| public_url(url)).collect();
    remotes.sort();
    remotes.dedup();
    RepositoryFacts {
        // A folder inside a repository goes by its own name, not by that of the whole.
        name: name.filter(|_| place.prefix.is_empty()).unwrap_or_else(|| folder_name(&place.root)),
        commit: place.commit.map(|id| id.to_hex().to_string()),
        revision: place.revision.clone(),
        committed_at: place.commit.and_then(|id| committed_at(&place.repo, id)),
        dirty: false,
        subfolder: place.prefix.to_str_lossy().into_owned(),
        remotes,
        origin: Origin::Git,
        submodules: Vec::new(),
    }
}

fn folder_name(root: &Utf8Path) -> String {
    let name = root.file_name().unwrap_or_default();
    name.strip_suffix(".git").filter(|rest| !rest.is_empty()).unwrap_or(name).to_owned()
}

/// `None` when the object database lacks the commit.
fn committed_at(repo: &gix::Repository, commit: gix::ObjectId) -> Option<i64> {
    Some(repo.find_commit(commit).ok()?.time().ok()?.seconds)
}

/// URLs as configured, that of `origin` first, the others by name.
fn remote_urls(repo: &gix::Repository) -> Vec<String> {
    let config = repo.config_snapshot();
    let mut found = Vec::new();
    for section in config.plumbing().sections_by_name("remote").into_iter().flatten() {
        let name = section.header().subsection_name().map(ToString::to_string).unwrap_or_default();
        let urls = section.values("url").into_iter();
        found.extend(urls.map(|url| (name != "origin", name.clone(), url.to_string())));
    }
    found.sort();
    found.into_iter().map(|(_, _, url)| url).collect()
}

/// The last part of a URL, without `.git`.
fn repository_name(url: &str) -> Option<String> {
    let url = url.split(['?', '#']).next()?.trim_end_matches('/');
    let url = url.strip_suffix("/.git").unwrap_or(url);
    let last = url.rsplit(['/', ':', '\\']).next()?;
    let name = last.strip_suffix(".git").unwrap_or(last);
    (!name.is_empty()).then(|| name.to_owned())
}

/// The URL without password, token and query; `None` for a path of this machine.
fn public_url(url: &str) -> Option<String> {
    let Some((scheme, rest)) = url.split_once("://") else {
        return is_scp_like(url).then(|| url.to_owned());
    };
    if scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let rest = rest.split(['?', '#']).next()?;
    let (authority, path) = rest.split_once('/').map_or((rest, None), |(a, p)| (a, Some(p)));
    let authority = public_authority(scheme, authority);
    Some(match path {
        Some(path) => format!("{scheme}://{authority}/{path}"),
        None => format!("{scheme}://{authority}"),
    })
}

/// Over SSH the user is part of the address and only a password goes; elsewhere the user may be a
/// token.
fn public_authority(scheme: &str, authority: &str) -> String {
    let Some((user, host)) = authority.rsplit_once('@') else { return authority.to_owned() };
    let user = user.split(':').next().unwrap_or_default();
    if scheme.ends_with("ssh") { format!("{user}@{host}") } else { host.to_owned() }
}

/// `host:path`, as Git tells it from a local path: a colon before the first slash.
fn is_scp_like(url: &str) -> bool {
    let before = url.split('/').next().unwrap_or_default();
    before.split_once(':').is_some_and(|(host, _)| host.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, public: Option<&str>, name: Option<&str>) {
        assert_eq!(public_url(url).as_deref(), public);
        let shown = public_url(url).unwrap_or(url.to_owned());
        assert_eq!(repository_name(&shown).as_deref(), name);
    }

    #[test]
    fn urls_lose_credentials_and_local_paths() {
        check("https://h.test/o/name.git", Some("https://h.test/o/name.git"), Some("name"));
        check("https://u:secret@h.test/o/name", Some("https://h.test/o/name"), Some("name"));
        check("https://token@h.test:8443/o/n/", Some("https://h.test:8443/o/n/"), Some("n"));
        check("https://u:p@ss@h.test/n.git?key=1#x", Some("https://h.test/n.git"), Some("n"));
        check("ssh://git:pw@h.test:22/o/n.git", Some("ssh://git@h.test:22/o/n.git"), Some("n"));
        check("git@h.test:o/n.git", Some("git@h.test:o/n.git"), Some("n"));
        check("git@h.test:n.git", Some("git@h.test:n.git"), Some("n"));
        check("https://token@h.test", Some("https://h.test"), Some("h.test"));
        check("file:///home/me/n.git", None, Some("n"));
        check("/home/me/n/.git", None, Some("n"));
        check("../n", None, Some("n"));
        check("C:\\work\\n", None, Some("n"));
        check("/", None, None);
    }
}
