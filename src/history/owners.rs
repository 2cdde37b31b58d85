//! Whose something is: who made most of its commits, and on how few people it stands.

use std::collections::BTreeMap;

use crate::model::Ownership;

/// Longest list of owners.
const OWNERS: usize = 3;

/// Those with most commits, at most three; authors are numbers of addresses.
pub(super) fn of(authors: &BTreeMap<usize, u32>, emails: &[&str]) -> Vec<Ownership> {
    let all: u64 = authors.values().map(|commits| u64::from(*commits)).sum();
    let one = |(author, commits): (&usize, &u32)| {
        let percent = u64::from(*commits) * 100 / all.max(1);
        Some(Ownership {
            email: (*emails.get(*author)?).to_owned(),
            commits: *commits,
            percent: u32::try_from(percent).unwrap_or_default(),
        })
    };
    let mut owners: Vec<_> = authors.iter().filter_map(one).collect();
    owners.sort_by(|a, b| b.commits.cmp(&a.commits).then_with(|| a.email.cmp(&b.email)));
    owners.truncate(OWNERS);
    owners
}

/// Fewest authors who together made more than half of the commits, given by author.
pub(super) fn bus_factor(commits: impl Iterator<Item = u32>) -> u32 {
    let mut most: Vec<u64> = commits.map(u64::from).collect();
    most.sort_unstable_by(|a, b| b.cmp(a));
    let all: u64 = most.iter().sum();
    let mut sum = 0;
    let needed = most.iter().take_while(|commits| {
        let open = sum * 2 <= all;
        sum += *commits;
        open
    });
    super::count(needed.count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_half_is_needed() {
        for (commits, expected) in
            [(&[][..], 0), (&[3], 1), (&[1, 1], 2), (&[2, 1, 1], 2), (&[3, 1, 1], 1), (&[1; 5], 3)]
        {
            assert_eq!(bus_factor(commits.iter().copied()), expected, "{commits:?}");
        }
    }

    #[test]
    fn shares_are_rounded_down_and_addresses_break_ties() {
        let authors = BTreeMap::from([(0, 1), (1, 1), (2, 4), (3, 1)]);
        let found = of(&authors, &["d@x", "b@x", "z@x", "c@x"]);
        let found: Vec<_> =
            found.iter().map(|one| (&*one.email, one.commits, one.percent)).collect();
        assert_eq!(found, [("z@x", 4, 57), ("b@x", 1, 14), ("c@x", 1, 14)]);
    }
}
