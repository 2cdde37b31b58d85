//! Everything that a history is read from, as bytes: two walks with the same bytes give the same result,
//! as long as no object is missing.

use gix::bstr::ByteSlice;

use super::Options;

/// The commit, the folder, how much of it is read, the tags, what stands for commits or cuts them off, and the repository's own
/// configuration. Commits and all that they name are in their identifiers.
pub fn identity(
    repo: &gix::ThreadSafeRepository,
    commit_hex: &str,
    subfolder: &str,
    options: &Options,
) -> Vec<u8> {
    let repo = repo.to_thread_local();
    let mut key = Vec::new();
    add(&mut key, commit_hex.as_bytes());
    add(&mut key, format!("{options:?}").as_bytes());
    add_setting(&repo, subfolder, &mut key);
    add_references(&repo, "refs/tags/", &mut key);
    key
}

/// What decides, beside a commit and attributes, what a walk reads of it.
pub fn log_identity(
    repo: &gix::ThreadSafeRepository,
    subfolder: &str,
    options: &Options,
) -> Vec<u8> {
    let mut key = Vec::new();
    add(&mut key, format!("{:?}", options.depth).as_bytes());
    add_setting(&repo.to_thread_local(), subfolder, &mut key);
    key
}

fn add_setting(repo: &gix::Repository, subfolder: &str, key: &mut Vec<u8>) {
    add(key, subfolder.as_bytes());
    let shallow = repo.shallow_commits().ok().flatten();
    for commit in shallow.iter().flat_map(|commits| commits.iter()) {
        add(key, commit.as_bytes());
    }
    add(key, &digest(&repo.config_snapshot().plumbing().to_bstring()));
    add_references(repo, "refs/replace/", key);
}

/// What stands for the configuration in a key: its URLs may hold credentials, and keys are stored.
fn digest(configuration: &[u8]) -> Vec<u8> {
    let kind = gix::objs::Kind::Blob;
    let hash = gix::objs::compute_hash(gix::hash::Kind::Sha1, kind, configuration);
    hash.map(|hash| hash.as_bytes().to_vec()).unwrap_or_default()
}

fn add_references(repo: &gix::Repository, prefix: &str, key: &mut Vec<u8>) {
    let Ok(references) = repo.references() else { return };
    let Ok(found) = references.prefixed(prefix) else { return };
    let mut found: Vec<_> = found
        .filter_map(Result::ok)
        .map(|one| (one.name().as_bstr().to_owned(), target(one)))
        .collect();
    found.sort();
    for (name, target) in found {
        add(key, name.as_bytes());
        add(key, &target);
    }
}

/// What a reference names at the end of its chain; tags themselves are not looked into.
fn target(mut reference: gix::Reference<'_>) -> Vec<u8> {
    if let Some(id) = reference.target().try_id() {
        return id.as_bytes().to_vec();
    }
    let id = reference.follow_to_object().map(gix::Id::detach);
    id.map(|id| id.as_bytes().to_vec()).unwrap_or_default()
}

/// The length in front keeps parts apart.
fn add(key: &mut Vec<u8>, part: &[u8]) {
    key.extend((part.len() as u64).to_le_bytes());
    key.extend(part);
}
