//! What the history shows of who knows the code.

use std::{cmp::Reverse, collections::BTreeMap};

use super::Answer;
use crate::{
    model::{Contributor, Day, Layer},
    plan::Inputs,
};

/// How many people an answer names.
const NAMED: usize = 5;

/// Days before the analysed commit that count as recent, unless the standard says otherwise.
const RECENT_DAYS: f64 = 180.0;

/// People who committed in the last months before the analysed commit, by commits; one who committed under
/// several addresses is one person by the name.
pub(super) fn recent(inputs: &Inputs<'_>) -> Option<Answer> {
    let days = inputs.standard.thresholds.get("recent_days").copied().unwrap_or(RECENT_DAYS);
    let head = inputs.analysis.git.head_time;
    #[expect(clippy::cast_precision_loss, reason = "seconds of a history are far below 2^52")]
    let is_recent = |last: i64| (head - last) as f64 <= days * 86_400.0;
    let mut people: BTreeMap<&str, (u32, i64)> = BTreeMap::new();
    for one in inputs.analysis.git.contributors.iter().filter(|one| !is_bot(one)) {
        let (commits, last) = people.entry(&one.name).or_insert((0, one.last));
        *commits += one.commits;
        *last = (*last).max(one.last);
    }
    let left = people.values().filter(|(_, last)| !is_recent(*last)).count();
    let mut people: Vec<_> = people.into_iter().filter(|(_, (_, last))| is_recent(*last)).collect();
    people.sort_by_key(|(_, (commits, _))| Reverse(*commits));
    let shown = people.iter().take(NAMED).map(|(name, (commits, last))| {
        format!("{name} ({} in all, last on {})", counted(*commits), Day::of_seconds(*last))
    });
    let shown = shown.collect::<Vec<_>>().join(", ");
    let more = match people.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let gone = match left {
        0 => String::new(),
        left => format!("; {left} others committed only before"),
    };
    let head = Day::of_seconds(head);
    let text = format!(
        "Committed in the {days} days up to {head}: {shown}{more}{gone}; who is free is not known"
    );
    (!people.is_empty()).then(|| Answer { text, cites: vec!["git history".into()] })
}

fn is_bot(one: &Contributor) -> bool {
    one.email.contains("[bot]") || one.name.ends_with("[bot]")
}

fn counted(commits: u32) -> String {
    if commits == 1 { "1 commit".into() } else { format!("{commits} commits") }
}

/// Who wrote most of the domain: the commits to files of packages in that layer.
pub(super) fn owners(inputs: &Inputs<'_>) -> Option<Answer> {
    let analysis = inputs.analysis;
    let is_domain = |path: &str| {
        let dir = path.rsplit_once('/').map_or("", |(dir, _)| dir);
        let mut packages = analysis.packages.iter();
        packages.any(|package| package.layer == Layer::Domain && package.dir == dir)
    };
    let mut commits: BTreeMap<&str, u32> = BTreeMap::new();
    let mut cites = Vec::new();
    for file in analysis.git.files.iter().filter(|file| is_domain(&file.path)) {
        cites.push(format!("{}:1", file.path));
        for owner in &file.owners {
            *commits.entry(name(&analysis.git.contributors, &owner.email)?).or_default() +=
                owner.commits;
        }
    }
    let mut people: Vec<_> = commits.into_iter().collect();
    people.sort_by_key(|(_, commits)| Reverse(*commits));
    let shown =
        people.iter().take(3).map(|(name, commits)| format!("{name} ({})", counted(*commits)));
    let text = format!(
        "Most changes to files of the domain layer, file by file, are by {}; who is free is not known",
        shown.collect::<Vec<_>>().join(", ")
    );
    cites.truncate(3);
    (!people.is_empty()).then_some(Answer { text, cites })
}

/// The name that goes with an address.
fn name<'a>(contributors: &'a [Contributor], email: &str) -> Option<&'a str> {
    let found = contributors.iter().find(|one| one.email.eq_ignore_ascii_case(email));
    found.map(|one| one.name.as_str())
}
