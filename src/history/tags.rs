//! Tags and the latest release among them.

use gix::{ObjectId, bstr::ByteSlice, hashtable::HashMap};

use super::{commits::History, log::End};
use crate::model::Tag;

/// All tags by name, and what they point to, for the next time: `known` objects are not looked at again.
pub(super) fn read(
    repo: &gix::Repository,
    history: &History,
    known: &[End],
) -> (Vec<Tag>, Vec<End>) {
    let known: HashMap<ObjectId, End> = known.iter().map(|end| (end.named, *end)).collect();
    let Ok(references) = repo.references() else { return Default::default() };
    let Ok(tags) = references.tags() else { return Default::default() };
    let found = tags.filter_map(Result::ok).filter_map(|tag| one(tag, history, &known));
    let (mut found, mut ends): (Vec<_>, Vec<_>) = found.unzip();
    found.sort();
    ends.sort_by_key(|end| end.named);
    ends.dedup();
    (found, ends)
}

fn one(
    mut reference: gix::Reference<'_>,
    history: &History,
    known: &HashMap<ObjectId, End>,
) -> Option<(Tag, End)> {
    let name = reference.name().as_bstr().to_str_lossy();
    let name = name.strip_prefix("refs/tags/")?.to_owned();
    let target = match reference.try_id() {
        Some(id) => id,
        None => reference.follow_to_object().ok()?,
    };
    let end = known.get(&target.detach()).copied().or_else(|| end(target, history))?;
    let tag = Tag {
        name,
        commit: end.end.to_hex().to_string(),
        annotated: end.end != end.named,
        reachable: history.place(end.end).is_some(),
    };
    Some((tag, end))
}

fn end(named: gix::Id<'_>, history: &History) -> Option<End> {
    let is_commit = history.place(named.detach()).is_some();
    let end =
        if is_commit { named.detach() } else { named.object().ok()?.peel_tags_to_end().ok()?.id };
    Some(End { named: named.detach(), end })
}

/// The greatest version without a pre-release part among tags; of equal ones the last by name.
pub(super) fn latest<'a>(tags: impl Iterator<Item = &'a Tag>) -> Option<String> {
    let releases = tags.filter_map(|tag| Some((version(&tag.name)?, &tag.name)));
    releases.max().map(|(_, name)| name.clone())
}

/// Whether a tag is a version of the whole repository without a pre-release part.
pub(super) fn is_release(tag: &str) -> bool {
    version(tag).is_some()
}

/// `v1.2.3` or `1.2.3`, with or without build metadata; nothing else is a release of the whole
/// repository.
fn version(tag: &str) -> Option<[Number<'_>; 3]> {
    let tag = tag.strip_prefix('v').unwrap_or(tag);
    let numbers = tag.split_once('+').map_or(tag, |(numbers, _)| numbers);
    if tag.contains('/') {
        return None;
    }
    let mut parts = numbers.split('.').map(number);
    let version = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(version)
}

/// Digits without leading zeros, after their number: compares as the number does, however long.
type Number<'a> = (usize, &'a str);

fn number(digits: &str) -> Option<Number<'_>> {
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let digits = digits.trim_start_matches('0');
    plain.then_some((digits.len(), digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &[&str], expected: Option<&str>) {
        let tag = |name: &&str| Tag { name: (*name).into(), reachable: true, ..Tag::default() };
        let tags: Vec<_> = names.iter().map(tag).collect();
        assert_eq!(latest(tags.iter()).as_deref(), expected);
    }

    #[test]
    fn the_greatest_version_is_the_latest_release() {
        check(&["v1.9.0", "v1.10.0", "v1.2.0"], Some("v1.10.0"));
        check(&["1.0.0", "v0.9.0"], Some("1.0.0"));
        check(&["v1.0.0", "v1.1.0-rc.1", "v2.0.0-beta"], Some("v1.0.0"));
        check(&["v1.0.0+build.7", "v0.1.0"], Some("v1.0.0+build.7"));
        check(
            &["v99999999999999999999.0.0", "v100000000000000000000.0.0"],
            Some("v100000000000000000000.0.0"),
        );
        check(&["v1.02.0", "v1.1.9", "v1.000.9"], Some("v1.02.0"));
        check(&["1.0.0", "v1.0.0"], Some("v1.0.0"));
    }

    #[test]
    fn what_is_no_version_of_the_repository_is_no_release() {
        check(&["tool/v3.0.0", "tool-3.0.0", "nightly", "v1", "v1.2", "v1.2.3.4", "v1..2"], None);
        check(&["v1.+2.3", "1.2.x", "V1.0.0"], None);
        check(&["v1.0.0+a/b", "a/1.0.0"], None);
    }
}
