//! The order of what is merged: the program's, with what people added or moved behind what they put it
//! behind.

use std::collections::{BTreeMap, BTreeSet};

/// Merges three orders. `theirs` is what the program places here, `extra` what else of `ours` stays here;
/// everything is named by one number on all sides.
pub(super) fn weave(
    base: &[usize],
    ours: &[usize],
    theirs: &[usize],
    extra: &BTreeSet<usize>,
) -> Vec<usize> {
    let moved = moved(base, ours);
    let placed: BTreeSet<usize> = theirs.iter().copied().collect();
    let is_moved = |one: &usize| moved.contains(one);
    let mut order: Vec<usize> = theirs.iter().copied().filter(|one| !is_moved(one)).collect();
    let mut after = 0;
    for one in ours {
        if let Some(at) = order.iter().position(|other| other == one) {
            after = at + 1;
        } else if extra.contains(one) || placed.contains(one) {
            order.insert(after, *one);
            after += 1;
        }
    }
    order
}

/// What stands in another order than the rest: everything outside the longest run that kept its order.
fn moved(base: &[usize], ours: &[usize]) -> BTreeSet<usize> {
    let rank: BTreeMap<usize, usize> = base.iter().copied().zip(0..).collect();
    let ranked: Vec<(usize, usize)> =
        ours.iter().filter_map(|one| Some((*one, *rank.get(one)?))).collect();
    // For each element the length of the longest run that ends with it, and the element before it there.
    let mut runs: Vec<(usize, Option<usize>)> = Vec::with_capacity(ranked.len());
    // Of the runs of each length the end with the lowest rank, as index.
    let mut ends: Vec<usize> = Vec::new();
    let rank_at = |index: usize| ranked.get(index).map_or(0, |(_, rank)| *rank);
    for (index, (_, rank)) in ranked.iter().enumerate() {
        let shorter = ends.partition_point(|end| rank_at(*end) < *rank);
        runs.push((shorter, shorter.checked_sub(1).and_then(|last| ends.get(last).copied())));
        match ends.get_mut(shorter) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut moved: BTreeSet<usize> = ranked.iter().map(|(one, _)| *one).collect();
    let mut at = ends.last().copied();
    while let Some(index) = at {
        if let Some((one, _)) = ranked.get(index) {
            moved.remove(one);
        }
        at = runs.get(index).and_then(|(_, before)| *before);
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(base: &[usize], ours: &[usize], theirs: &[usize], expected: &[usize]) {
        let extra = ours.iter().copied().filter(|one| !base.contains(one)).collect();
        assert_eq!(weave(base, ours, theirs, &extra), expected);
    }

    #[test]
    fn both_orders_are_kept_where_they_can_be() {
        check(&[1, 2, 3], &[1, 2, 3], &[3, 1], &[3, 1]);
        check(&[1, 2, 3], &[1, 9, 2, 3], &[1, 2, 4, 3], &[1, 9, 2, 4, 3]);
        check(&[1, 2, 3], &[3, 1, 2], &[1, 2, 3, 4], &[3, 1, 2, 4]);
        check(&[1, 2, 3, 4], &[2, 1, 3, 4], &[4, 3, 2, 1], &[2, 4, 3, 1]);
        check(&[], &[8], &[1], &[8, 1]);
        check(&[1, 2], &[1, 2, 9], &[2], &[2, 9]);
        check(&[1, 2], &[9, 1, 2], &[2], &[9, 2]);
    }
}
