//! Names that may have been meant.

/// The `candidates` that are nearest to `name` by edits, at most three.
pub(super) fn near<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Vec<String> {
    let most = (name.chars().count() / 3).max(1);
    let mut found: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter(|other| *other != name)
        .map(|other| (distance(name, other), other))
        .filter(|(edits, _)| *edits <= most)
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().take(3).map(|(_, other)| other.to_owned()).collect()
}

/// Insertions, deletions and substitutions between two words (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, c) in one.chars().enumerate() {
        let mut diagonal = row.first().copied().unwrap_or_default();
        if let Some(first) = row.first_mut() {
            *first = at + 1;
        }
        let mut left = at + 1;
        for (cell, d) in row.iter_mut().skip(1).zip(&other) {
            let best = (diagonal + usize::from(c != *d)).min(left + 1).min(*cell + 1);
            diagonal = std::mem::replace(cell, best);
            left = best;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_comes_first() {
        assert_eq!(near("T-0O3", ["T-001", "T-003", "T-030"]), ["T-003"]);
        assert!(near("FR-001", ["unlike"]).is_empty());
    }
}
