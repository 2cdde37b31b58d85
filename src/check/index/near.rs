//! What may have been meant by a name that is not there.

/// Most names that are proposed.
const MOST: usize = 3;

/// The names that `name` may be a slip of: at most one letter of six differs.
pub(in crate::check) fn close<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Vec<String> {
    within(name, names, (name.chars().count() / 6).clamp(1, 2))
}

/// The names that are spelled much like `name`, the nearest first.
pub(in crate::check) fn near<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Vec<String> {
    within(name, names, (name.chars().count() / 4).clamp(1, 4))
}

fn within<'n>(name: &str, names: impl Iterator<Item = &'n str>, limit: usize) -> Vec<String> {
    let folded = name.to_lowercase();
    let length = folded.chars().count();
    let mut found: Vec<(usize, &str)> = names
        .filter(|other| *other != name && other.chars().count().abs_diff(length) <= limit)
        .map(|other| (strsim::damerau_levenshtein(&folded, &other.to_lowercase()), other))
        .filter(|(far, _)| *far <= limit)
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().take(MOST).map(|(_, other)| other.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_near_names_are_proposed() {
        let names = ["NewRoutes", "NewRouter", "Close", "newroutes"];
        assert_eq!(near("NewRoute", names.into_iter()), ["NewRouter", "NewRoutes", "newroutes"]);
        assert!(near("Emit", names.into_iter()).is_empty());
    }
}
