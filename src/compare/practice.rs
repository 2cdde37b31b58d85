//! Practices: what the references do and the target does not, or the other way round.

use std::collections::BTreeSet;

use super::cell;
use crate::model::{Cell, ComparisonRow, HouseProfile, Reference, Share, Verdict, practice_name};

pub(super) fn rows(target: &Reference, profile: &HouseProfile) -> Vec<ComparisonRow> {
    let mut ids: BTreeSet<&str> =
        profile.practices.iter().map(|shared| shared.id.as_str()).collect();
    ids.extend(target.code.practices.keys().map(String::as_str));
    ids.into_iter().map(|id| row(id, target, profile)).collect()
}

fn row(id: &str, target: &Reference, profile: &HouseProfile) -> ComparisonRow {
    let shared = profile.practices.iter().find(|shared| shared.id == id);
    let has = target.code.practices.contains_key(id);
    let mut languages = profile.references.iter().map(|reference| reference.code.language.as_str());
    let comparable =
        !is_bound_to_language(id) || languages.any(|language| language == target.code.language);
    ComparisonRow {
        id: id.into(),
        subject: practice_name(id),
        target: seen(target, id),
        references: profile.references.iter().map(|reference| seen(reference, id)).collect(),
        verdict: verdict(has, shared.map(|shared| shared.share).filter(|_| comparable)),
    }
}

/// Libraries, layers and assertions of a Go house say nothing about a Rust workspace.
fn is_bound_to_language(id: &str) -> bool {
    ["role.", "layer.", "assertions"].iter().any(|start| id.starts_with(start))
}

fn verdict(has: bool, share: Option<Share>) -> Verdict {
    match (has, share) {
        (true, None) => Verdict::Extra,
        (true, Some(_)) => Verdict::Same,
        (false, Some(Share::All | Share::Most)) => Verdict::Missing,
        (false, _) => Verdict::Optional,
    }
}

fn seen(reference: &Reference, id: &str) -> Cell {
    match reference.code.practices.get(id) {
        Some(seen) => cell("yes", seen.at.citation()),
        None => cell("no", ""),
    }
}
