//! Files that are both large and often changed: commits × lines, after A. Tornhill, "Your Code as a
//! Crime Scene" (2015).

use std::sync::Arc;

use crate::model::{FileChurn, Hotspot};

/// Longest list that says anything.
const MOST: usize = 50;

/// The hottest files, at most 50. `lines` knows the lines of a text file; others are left out.
pub fn hotspots(files: &[FileChurn], lines: &dyn Fn(&str) -> Option<u32>) -> Vec<Hotspot> {
    let one = |file: &FileChurn| {
        let lines = lines(&file.path)?;
        let score = u64::from(file.commits) * u64::from(lines);
        let path = Arc::clone(&file.path);
        (file.commits > 0).then_some(Hotspot { rank: 0, path, score, commits: file.commits, lines })
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
            "a" => Some(30),
            "b" | "d" => Some(10),
            "c" => Some(0),
            _ => None,
        };
        let found = hotspots(&files, &lines);
        let found: Vec<_> = found.iter().map(|spot| (spot.rank, &*spot.path, spot.score)).collect();
        assert_eq!(found, [(1, "a", 60), (2, "d", 60), (3, "b", 30), (4, "c", 0)]);
    }

    #[test]
    fn the_list_ends() {
        let files: Vec<_> = (0..80).map(|number| file(&format!("{number:02}"), 1)).collect();
        assert_eq!(hotspots(&files, &|_| Some(1)).len(), MOST);
    }
}
