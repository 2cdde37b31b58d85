//! Files that are both large and often changed: commits × lines, after A. Tornhill, "Your Code as a
//! Crime Scene" (2015).

use std::sync::Arc;

use crate::model::{FileChurn, Hotspot};

/// Longest list that says anything.
const MOST: usize = 100;

/// The hottest files, at most 100. `lines` knows the lines of a text file, and whether somebody else
/// wrote it; files that it does not know are left out.
pub fn hotspots(files: &[FileChurn], lines: &dyn Fn(&str) -> Option<(u32, bool)>) -> Vec<Hotspot> {
    let one = |file: &FileChurn| {
        let (lines, foreign) = lines(&file.path)?;
        let score = u64::from(file.commits) * u64::from(lines);
        let path = Arc::clone(&file.path);
        let spot = Hotspot { path, score, commits: file.commits, lines, rank: 0, foreign };
        (file.commits > 0).then_some(spot)
    };
    let mut found: Vec<_> = files.iter().filter_map(one).collect();
    found.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.path.cmp(&b.path)));
    found.truncate(MOST);
    for (rank, hotspot) in (1..).zip(&mut found) {
        hotspot.rank = rank;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, commits: u32) -> FileChurn {
        FileChurn { path: path.into(), commits, ..FileChurn::default() }
    }

    #[test]
    fn the_product_ranks_and_the_path_breaks_ties() {
        let files = [file("a", 2), file("b", 3), file("c", 1), file("d", 6), file("bin", 9)];
        let lines = |path: &str| match path {
            "a" => Some((30, false)),
            "b" | "d" => Some((10, true)),
            "c" => Some((0, false)),
            _ => None,
        };
        let found = hotspots(&files, &lines);
        let found: Vec<_> = found.iter().map(|spot| (spot.rank, &*spot.path, spot.score)).collect();
        assert_eq!(found, [(1, "a", 60), (2, "d", 60), (3, "b", 30), (4, "c", 0)]);
    }

    #[test]
    fn the_list_ends() {
        let files: Vec<_> = (0..120).map(|number| file(&format!("{number:02}"), 1)).collect();
        assert_eq!(hotspots(&files, &|_| Some((1, false))).len(), MOST);
    }
}
