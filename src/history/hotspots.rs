//! Files that are both hard to change and often changed: churn × complexity, after A. Tornhill, "Your Code
//! as a Crime Scene" (2015). `Hotspot` says what is taken for complexity.

use std::sync::Arc;

use crate::model::{FileChurn, Hotspot};

/// Longest list that says anything.
const MOST: usize = 100;

/// What is known of a text file beside its history.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Its lines.
    pub lines: u32,
    /// Sum of the cyclomatic complexity of its functions.
    pub complexity: u32,
    /// Somebody else, or a generator, wrote it.
    pub foreign: bool,
}

/// The hottest files by lines and by complexity, at most 100 each; files of unknown size are left out, from
/// the second list also those without a complexity.
pub fn hotspots(
    files: &[FileChurn],
    size: &dyn Fn(&str) -> Option<Size>,
) -> (Vec<Hotspot>, Vec<Hotspot>) {
    let one = |file: &FileChurn| {
        let Size { lines, complexity, foreign } = size(&file.path)?;
        let (path, commits) = (Arc::clone(&file.path), file.commits);
        let spot = Hotspot { path, score: 0, commits, lines, complexity, rank: 0, foreign };
        (commits > 0).then_some(spot)
    };
    let known: Vec<_> = files.iter().filter_map(one).collect();
    let complex = known.iter().filter(|spot| spot.complexity > 0).cloned().collect();
    (ranked(known, |spot| spot.lines), ranked(complex, |spot| spot.complexity))
}

fn ranked(mut spots: Vec<Hotspot>, measure: impl Fn(&Hotspot) -> u32) -> Vec<Hotspot> {
    for spot in &mut spots {
        spot.score = u64::from(spot.commits) * u64::from(measure(spot));
    }
    spots.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.path.cmp(&b.path)));
    spots.truncate(MOST);
    for (rank, hotspot) in (1..).zip(&mut spots) {
        hotspot.rank = rank;
    }
    spots
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, commits: u32) -> FileChurn {
        FileChurn { path: path.into(), commits, ..FileChurn::default() }
    }

    #[track_caller]
    fn check(found: &[Hotspot], expected: &[(u32, &str, u64)]) {
        let found: Vec<_> = found.iter().map(|spot| (spot.rank, &*spot.path, spot.score)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_product_ranks_and_the_path_breaks_ties() {
        let files = [file("a", 2), file("b", 3), file("c", 1), file("d", 6), file("bin", 9)];
        let size = |path: &str| {
            let (lines, complexity) = match path {
                "a" => (30, 5),
                "b" => (10, 9),
                "d" => (10, 0),
                "c" => (0, 10),
                _ => return None,
            };
            Some(Size { lines, complexity, foreign: false })
        };
        let (by_lines, by_complexity) = hotspots(&files, &size);
        check(&by_lines, &[(1, "a", 60), (2, "d", 60), (3, "b", 30), (4, "c", 0)]);
        check(&by_complexity, &[(1, "b", 27), (2, "a", 10), (3, "c", 10)]);
    }

    #[test]
    fn the_list_ends() {
        let files: Vec<_> = (0..120).map(|number| file(&format!("{number:02}"), 1)).collect();
        let size = Size { lines: 1, ..Size::default() };
        assert_eq!(hotspots(&files, &|_| Some(size)).0.len(), MOST);
    }
}
