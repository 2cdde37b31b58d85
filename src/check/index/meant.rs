//! The file that a plan means by the end of its path, given what else the plan says.

use super::Index;
use crate::model::{Claim, ClaimKind, PlanDocument};

impl Index {
    /// The one file that a claim of `document` means.
    pub fn meant(&self, document: &PlanDocument, claim: &Claim) -> Option<String> {
        match self.candidates(document, claim).as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        }
    }

    /// The files that a claim may mean: that of the whole path, else those that have its end. Of several those count
    /// that are not put away, have its lines, declare its name, are named whole elsewhere, or lie in a folder that is named; what is
    /// said by the same item counts first.
    pub(in crate::check) fn candidates(
        &self,
        document: &PlanDocument,
        claim: &Claim,
    ) -> Vec<String> {
        if self.files.contains_key(&*claim.subject) {
            return vec![claim.subject.clone()];
        }
        let mut left = self.ends(&claim.subject);
        left.retain(|path| self.files.contains_key(&**path));
        // What is put away, or belongs to another change, is rarely meant.
        let own = document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        narrow(&mut left, |path| !is_put_away(path));
        narrow(&mut left, |path| !path.contains("/changes/") || path.starts_with(own));
        let last = claim.lines.map(|lines| lines.end_line);
        let long =
            |path: &str| last.is_none_or(|last| self.lines(path).is_none_or(|lines| last <= lines));
        narrow(&mut left, long);
        narrow(&mut left, |path| {
            let declared = claim.symbols.iter().flat_map(|name| self.declared(name));
            declared.into_iter().any(|one| &*one.file == path)
        });
        for own in [true, false] {
            let others = || {
                let paths = document.claims.iter().filter(|one| {
                    matches!(one.kind, ClaimKind::Path | ClaimKind::Package)
                        && one.subject != claim.subject
                });
                paths.filter(move |one| !own || one.item == claim.item)
            };
            narrow(&mut left, |path| others().any(|one| one.subject == path));
            narrow(&mut left, |path| others().any(|one| holds(&one.subject, path)));
        }
        left
    }
}

fn is_put_away(path: &str) -> bool {
    path.split('/').any(|part| matches!(part, "archive" | "archived" | "archives" | "attic"))
}

/// Keeps what is `wanted`, where anything is.
fn narrow(left: &mut Vec<String>, wanted: impl Fn(&str) -> bool) {
    if left.len() > 1 && left.iter().any(|path| wanted(path)) {
        left.retain(|path| wanted(path));
    }
}

/// Whether `path` lies right in the folder that is named, or in that of the file that is.
fn holds(named: &str, path: &str) -> bool {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = named.rsplit_once('/').is_some_and(|(above, _)| above == folder);
    !folder.is_empty() && (beside || named.trim_end_matches('/') == folder)
}
