//! Paths of a plan that are those of a library, not of this repository.

use std::collections::BTreeSet;

use super::about;
use crate::{
    check::{Inputs, index::Resolved},
    model::{Action, Claim},
};

/// Words that say of a path that it is a library's.
const WORDS: &[&str] =
    &["lib", "library", "upstream", "vendored", "sdk", "stdlib", "biblioteca", "libreria"];

/// Missing paths that the plan only points to, that begin in no folder of the repository, and that stand in a line with
/// the name of a library: those are the library's, wherever the plan names them.
pub(super) fn paths<'i>(inputs: &Inputs<'i>) -> BTreeSet<&'i str> {
    let names = libraries(inputs);
    let lines: Vec<&str> = inputs.document.text.split('\n').collect();
    let claims = about::paths(inputs).filter(|claim| is_pointed(claim));
    let foreign = claims.filter(|claim| {
        let (first, _) = claim.subject.split_once('/').unwrap_or_default();
        let ours = !first.is_empty() && inputs.index.has_folder(first);
        !ours
            && about::resolve(inputs, claim) == Resolved::Missing
            && usize::try_from(claim.place.line)
                .ok()
                .and_then(|line| lines.get(line.checked_sub(1)?))
                .is_some_and(|line| speaks_of(line, &names))
    });
    foreign.map(|claim| &*claim.subject).collect()
}

fn is_pointed(claim: &Claim) -> bool {
    claim.action == Some(Action::Read) || (claim.lines.is_some() && claim.action.is_none())
}

/// The last parts of the names of the dependencies, without major versions, in small letters.
fn libraries(inputs: &Inputs<'_>) -> BTreeSet<String> {
    let version = |part: &&str| {
        let rest = part.strip_prefix('v').unwrap_or_default();
        rest.is_empty() || !rest.bytes().all(|byte| byte.is_ascii_digit())
    };
    let last = |name: &str| name.split('/').rev().find(version).unwrap_or_default().to_lowercase();
    let names = inputs.analysis.dependencies.iter().map(|one| last(&one.name));
    names.filter(|name| name.len() > 2).collect()
}

fn speaks_of(line: &str, names: &BTreeSet<String>) -> bool {
    let line = line.to_lowercase();
    let mut words = line.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_')));
    words.any(|word| WORDS.contains(&word) || names.contains(word))
}
