//! What rules about paths have in common.

use std::collections::BTreeSet;

use super::planned::{Made, Planned, is_settled};
use crate::{
    check::{Found, Inputs, index::Resolved},
    model::{Claim, ClaimKind, Fix, Standing},
};

/// So many other lines are told.
const MOST: usize = 5;

/// A finding at the words of a claim.
pub(super) fn found(claim: &Claim, message: String) -> Found {
    Found { place: claim.place.clone(), message, item: claim.item.clone(), ..Found::default() }
}

/// The findings with what is said of one name said once, where it weighs most; the message tells the other lines.
pub(super) fn once<'c>(found: impl Iterator<Item = (&'c Claim, Found)>) -> Vec<Found> {
    let mut kept: Vec<(Found, String, BTreeSet<u32>)> = Vec::new();
    for (claim, one) in found {
        let same = kept.iter_mut().find(|(_, name, _)| *name == claim.subject);
        let Some((first, _, lines)) = same else {
            kept.push((one, claim.subject.clone(), BTreeSet::from([claim.place.line])));
            continue;
        };
        lines.insert(claim.place.line);
        if one.severity > first.severity {
            *first = one;
        }
    }
    let told = |(one, _, mut lines): (Found, String, BTreeSet<u32>)| {
        lines.remove(&one.place.line);
        Found { message: format!("{}{}", one.message, also(&lines)), ..one }
    };
    kept.into_iter().map(told).collect()
}

/// `; also in lines 3 and 8`.
fn also(lines: &BTreeSet<u32>) -> String {
    let shown: Vec<String> = lines.iter().take(MOST).map(ToString::to_string).collect();
    let last = shown.split_last();
    match last {
        None => String::new(),
        Some((one, [])) => format!("; also in line {one}"),
        Some(_) if lines.len() > MOST => {
            format!("; also in lines {} and {} more", shown.join(", "), lines.len() - MOST)
        }
        Some((one, before)) => format!("; also in lines {} and {one}", before.join(", ")),
    }
}

/// Claims about paths inside the repository that the plan means for itself.
pub(super) fn paths<'i>(inputs: &Inputs<'i>) -> impl Iterator<Item = &'i Claim> {
    let claims = inputs.document.claims.iter();
    claims.filter(|claim| {
        claim.kind == ClaimKind::Path
            && claim.standing != Standing::Shown
            && !is_outside(&claim.subject)
    })
}

/// Whether a path is written as one outside of the repository.
pub(super) fn is_outside(path: &str) -> bool {
    path.starts_with(['/', '~']) || path.split('/').any(|part| part == "..")
}

/// What a path is in the repository, seen from the plan.
pub(super) fn resolve(inputs: &Inputs<'_>, claim: &Claim) -> Resolved {
    inputs.index.resolve(&claim.subject, &inputs.document.path)
}

/// The one file that the claim means.
pub(super) fn meant(inputs: &Inputs<'_>, claim: &Claim) -> Option<String> {
    inputs.index.meant(inputs.document, claim)
}

/// A change of the claim's words from one path to another; `None` where the path is not written there as such.
pub(super) fn renamed(inputs: &Inputs<'_>, claim: &Claim, to: &str) -> Option<Fix> {
    let words = written(inputs, claim)?;
    let replacement = words.replacen(&claim.subject, to, 1);
    (replacement != words).then(|| Fix {
        place: claim.place.clone(),
        replacement,
        title: format!("write `{to}`"),
    })
}

/// The words of a claim.
pub(super) fn written<'i>(inputs: &Inputs<'i>, claim: &Claim) -> Option<&'i str> {
    let place = &claim.place;
    let line = usize::try_from(place.line).ok()?.checked_sub(1)?;
    let text = inputs.document.text.split('\n').nth(line)?;
    let byte = |column: u32| {
        let count = usize::try_from(column).ok()?.checked_sub(1)?;
        Some(text.char_indices().nth(count).map_or(text.len(), |(at, _)| at))
    };
    (place.line == place.end_line)
        .then(|| text.get(byte(place.column)?..byte(place.end_column)?))?
}

/// When a path that the repository lacks is there for the claim.
pub(super) fn made(planned: &Planned<'_>, claim: &Claim) -> Made {
    planned.made(claim)
}

/// Whether the claim speaks of what has been done.
pub(super) fn settled(inputs: &Inputs<'_>, claim: &Claim) -> bool {
    is_settled(inputs, claim)
}

/// The reference as it would be written with other lines.
pub(super) fn reference(path: &str, lines: crate::model::Span) -> String {
    if lines.line == lines.end_line {
        format!("{path}:{}", lines.line)
    } else {
        format!("{path}:{}-{}", lines.line, lines.end_line)
    }
}

/// A change of the claim's reference to other lines, and to another file where `file` names one.
///
/// References of several ranges are left to people.
pub(super) fn moved(
    inputs: &Inputs<'_>,
    claim: &Claim,
    file: Option<&str>,
    lines: crate::model::Span,
) -> Option<Fix> {
    let words = written(inputs, claim)?;
    let (path, tail) = words.split_at_checked(claim.subject.len())?;
    let plain = path == claim.subject && !tail.contains([',', '#']) && tail.starts_with(':');
    let replacement = reference(file.unwrap_or(path), lines);
    plain.then(|| Fix {
        place: claim.place.clone(),
        title: format!("point to `{replacement}`"),
        replacement,
    })
}
