//! The commit that a revision names, as Git reads it.

use gix::{ObjectId, bstr::ByteSlice, objs::Kind};

use crate::error::{Error, Result};

/// Looks up a revision: branch, tag, identifier, `HEAD~3`, `@{upstream}`, `:/text`.
///
/// # Errors
/// When it names nothing, or something that leads to no commit.
pub(super) fn resolve(repo: &gix::Repository, revision: &str) -> Result<ObjectId> {
    let whole = whole_identifier(repo, revision);
    let name = whole.as_deref().unwrap_or(revision);
    let found = repo.rev_parse_single(name).and_then(|id| id.object()?.peel_to_commit());
    found.map(|commit| commit.id).map_err(|cause| {
        let hint = match () {
            () if keeps_references_elsewhere(repo) => {
                "only references in files are read: `git refs migrate --ref-format=files` makes them so"
            }
            () if repo.is_shallow().unwrap_or(false) => {
                "the clone is shallow: `git fetch --unshallow` brings the rest of the history"
            }
            () => "`git branch --all` and `git tag` list what there is",
        };
        Error::input(format!("cannot find the revision {revision}")).hint(hint).source(cause)
    })
}

/// Whether branches and tags are in a table (`reftable`), which gix does not read.
fn keeps_references_elsewhere(repo: &gix::Repository) -> bool {
    let storage = repo.config_snapshot().string("extensions.refStorage");
    storage.is_some_and(|storage| storage != "files")
}

/// What the analysis calls the commit: the branch that is checked out or was asked for, else the first
/// tag of the commit by name. `v1~1` and a checkout of it are the same files, so they get the same name.
pub(super) fn name(
    repo: &gix::Repository,
    asked: Option<&str>,
    commit: ObjectId,
) -> Option<String> {
    let branch = match asked {
        None | Some("HEAD" | "@") => head_branch(repo),
        Some(asked) => asked_branch(repo, asked, commit),
    };
    branch.or_else(|| first_tag(repo, commit))
}

/// The branch that HEAD is on.
pub(super) fn head_branch(repo: &gix::Repository) -> Option<String> {
    let name = repo.head_name().ok()??;
    Some(name.shorten().to_str_lossy().into_owned())
}

fn asked_branch(repo: &gix::Repository, asked: &str, commit: ObjectId) -> Option<String> {
    let short = asked.trim_start_matches("refs/").trim_start_matches("heads/");
    let mut branch = repo.try_find_reference(&*format!("refs/heads/{short}")).ok()??;
    // A tag of the same name goes before the branch.
    (branch.peel_to_id().ok()? == commit).then(|| short.to_owned())
}

fn first_tag(repo: &gix::Repository, commit: ObjectId) -> Option<String> {
    let references = repo.references().ok()?;
    let tags = references.tags().ok()?.filter_map(std::result::Result::ok);
    let of_commit = tags.filter_map(|mut tag| {
        let id = tag.peel_to_id().ok()?;
        (id == commit).then(|| tag.name().shorten().to_str_lossy().into_owned())
    });
    of_commit.min()
}

/// The revision with a whole identifier in place of an abbreviated one, in a repository whose
/// identifiers are longer than SHA-1: gix takes a short one for a piece of a SHA-1.
fn whole_identifier(repo: &gix::Repository, revision: &str) -> Option<String> {
    let length = repo.object_hash().len_in_hex();
    let end = revision.find(|letter: char| !letter.is_ascii_hexdigit()).unwrap_or(revision.len());
    let (short, rest) = revision.split_at_checked(end)?;
    let is_short = (4..length).contains(&short.len()) && !rest.starts_with(['-', '_', '/', '.']);
    if length == gix::hash::Kind::Sha1.len_in_hex() || !is_short {
        return None;
    }
    if repo.try_find_reference(short).ok()?.is_some() {
        return None;
    }
    let short = short.to_ascii_lowercase();
    let is_meant = |id: &ObjectId| {
        id.to_hex().to_string().as_bytes().starts_with_str(&short)
            && repo.find_header(*id).is_ok_and(|one| matches!(one.kind(), Kind::Commit | Kind::Tag))
    };
    let mut ids: Vec<_> =
        repo.objects.iter().ok()?.filter_map(std::result::Result::ok).filter(is_meant).collect();
    ids.sort();
    ids.dedup();
    // Several are as good as none: the error says that the revision cannot be found.
    let [id] = &*ids else { return None };
    Some(format!("{id}{rest}"))
}
