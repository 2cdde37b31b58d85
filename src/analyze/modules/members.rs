//! The members of a Cargo workspace: its patterns expanded to folders that hold a package.

use std::collections::BTreeSet;

use super::join;
use crate::model::Module;

/// Replaces the patterns in `members` with the folders of `packages` they name, and adds the package
/// of the same manifest. A pattern after `!` takes folders away.
///
/// Packages that are members only because another one depends on their path are left out.
pub(super) fn expand(module: &mut Module, packages: &BTreeSet<String>) {
    let dir = module.dir.clone();
    let (without, with): (Vec<_>, Vec<_>) =
        module.members.iter().partition(|member| member.starts_with('!'));
    let patterns = |patterns: &[&String]| -> Vec<String> {
        let relative = patterns.iter().map(|pattern| pattern.trim_start_matches('!'));
        relative.filter_map(|pattern| join(&dir, pattern)).collect()
    };
    let (with, without) = (patterns(&with), patterns(&without));
    let is_member = |package: &&String| {
        **package == dir
            || with.iter().any(|pattern| matches(pattern, package))
                && !without.iter().any(|folder| is_below(package, folder))
    };
    module.members = packages.iter().filter(is_member).cloned().collect();
}

/// Cargo excludes folders with everything in them, and knows no patterns there.
fn is_below(package: &str, folder: &str) -> bool {
    package.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether `pattern` with `*`, `?` and `**` names `path`, part by part.
fn matches(pattern: &str, path: &str) -> bool {
    let pattern: Vec<_> = pattern.split('/').collect();
    let path: Vec<_> = path.split('/').collect();
    fits(
        &pattern,
        &path,
        |part| *part == "**",
        |part, name| {
            let is_many = |byte: &u8| *byte == b'*';
            fits(part.as_bytes(), name.as_bytes(), is_many, |a, b| a == b || *a == b'?')
        },
    )
}

/// Whether `items` fit `pattern`, in which `is_many` elements stand for any number of items. Only the
/// last such element ever has to try again, so the work stays below the product of the lengths.
fn fits<T>(
    pattern: &[T],
    items: &[T],
    is_many: impl Fn(&T) -> bool,
    is_one: impl Fn(&T, &T) -> bool,
) -> bool {
    let (mut pattern, mut items) = (pattern, items);
    let mut retry = None;
    loop {
        match (pattern.split_first(), items.split_first()) {
            (None, None) => return true,
            (Some((first, rest)), _) if is_many(first) => {
                retry = Some((rest, items));
                pattern = rest;
            }
            (Some((first, rest)), Some((item, after))) if is_one(first, item) => {
                (pattern, items) = (rest, after);
            }
            _ => {
                let Some((rest, [_, later @ ..])) = retry else { return false };
                retry = Some((rest, later));
                (pattern, items) = (rest, later);
            }
        }
    }
}
