//! Tags and the latest release among them.

use gix::bstr::ByteSlice;

use super::commits::History;
use crate::model::Tag;

/// All tags that lead to a commit, by name.
pub(super) fn read(repo: &gix::Repository, history: &History) -> Vec<Tag> {
    let Ok(references) = repo.references() else { return Vec::new() };
    let Ok(tags) = references.tags() else { return Vec::new() };
    let mut found: Vec<_> =
        tags.filter_map(Result::ok).filter_map(|tag| one(tag, history)).collect();
    found.sort();
    found
}

fn one(mut reference: gix::Reference<'_>, history: &History) -> Option<Tag> {
    let name = reference.name().shorten().to_str_lossy();
    let name = name.strip_prefix("tags/").unwrap_or(&name).to_owned();
    let target = reference.follow_to_object().ok()?;
    let annotated = target.header().ok()?.kind().is_tag();
    let end = target.object().ok()?.peel_tags_to_end().ok()?;
    end.kind.is_commit().then(|| Tag {
        name,
        commit: end.id.to_hex().to_string(),
        annotated,
        reachable: history.place(end.id).is_some(),
    })
}

/// The greatest reachable version without a pre-release part; of equal ones the last by name.
pub(super) fn latest_release(tags: &[Tag]) -> Option<String> {
    let releases = tags.iter().filter(|tag| tag.reachable);
    let releases = releases.filter_map(|tag| Some((version(&tag.name)?, &tag.name)));
    releases.max().map(|(_, name)| name.clone())
}

/// `v1.2.3` or `1.2.3`, with or without build metadata; nothing else is a release of the whole
/// repository.
fn version(tag: &str) -> Option<[u64; 3]> {
    let tag = tag.strip_prefix('v').unwrap_or(tag);
    let numbers = tag.split_once('+').map_or(tag, |(numbers, _)| numbers);
    let mut parts = numbers.split('.').map(number);
    let version = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(version)
}

fn number(digits: &str) -> Option<u64> {
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &[&str], expected: Option<&str>) {
        let tag = |name: &&str| Tag { name: (*name).into(), reachable: true, ..Tag::default() };
        let tags: Vec<_> = names.iter().map(tag).collect();
        assert_eq!(latest_release(&tags).as_deref(), expected);
    }

    #[test]
    fn the_greatest_version_is_the_latest_release() {
        check(&["v1.9.0", "v1.10.0", "v1.2.0"], Some("v1.10.0"));
        check(&["1.0.0", "v0.9.0"], Some("1.0.0"));
        check(&["v1.0.0", "v1.1.0-rc.1", "v2.0.0-beta"], Some("v1.0.0"));
        check(&["v1.0.0+build.7", "v0.1.0"], Some("v1.0.0+build.7"));
    }

    #[test]
    fn what_is_no_version_of_the_repository_is_no_release() {
        check(&["tool/v3.0.0", "tool-3.0.0", "nightly", "v1", "v1.2", "v1.2.3.4", "v1..2"], None);
        check(&["v1.+2.3", "1.2.x", "V1.0.0"], None);
        check(&["v99999999999999999999.0.0"], None);
    }

    #[test]
    fn an_unreachable_version_is_no_release() {
        let tags = [Tag { name: "v1.0.0".into(), ..Tag::default() }];
        assert_eq!(latest_release(&tags), None);
    }
}
