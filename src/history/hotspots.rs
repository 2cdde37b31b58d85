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

/// The `hotspots` of the same files when one of them has another number of lines; `commits` are those that
/// changed it. `None` when a file that is not in the list may come into it.
pub fn resized(
    (mut by_lines, mut by_complexity): (Vec<Hotspot>, Vec<Hotspot>),
    path: &Arc<str>,
    commits: u32,
    size: Size,
) -> Option<(Vec<Hotspot>, Vec<Hotspot>)> {
    if commits == 0 {
        return Some((by_lines, by_complexity));
    }
    for spot in by_complexity.iter_mut().filter(|spot| spot.path == *path) {
        spot.lines = size.lines;
    }
    let is_cut = by_lines.len() >= MOST;
    let before = by_lines.iter().position(|spot| spot.path == *path).map(|at| by_lines.remove(at));
    let Size { lines, complexity, foreign } = size;
    let path = Arc::clone(path);
    by_lines.push(Hotspot {
        path: Arc::clone(&path),
        commits,
        lines,
        complexity,
        foreign,
        ..Hotspot::default()
    });
    let by_lines = ranked(by_lines, |spot| spot.lines);
    let is_last = by_lines.last().is_some_and(|spot| spot.path == path);
    let sinks = before.is_some_and(|before| before.lines > lines);
    (!(is_cut && is_last && sinks)).then_some((by_lines, by_complexity))
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

    #[test]
    fn a_file_of_another_length_moves_in_the_lists() {
        for count in [3, 99, 100, 101, 130] {
            let files: Vec<_> = (0..count).map(|at| file(&format!("{at:03}"), at % 7)).collect();
            let lines = |at: u32| 20 + at % 11;
            let size = |at: u32, lines: u32| {
                Some(Size { lines, complexity: at % 5, foreign: at.is_multiple_of(3) })
            };
            let all = |which: u32, now: u32| {
                hotspots(&files, &|path| {
                    let at: u32 = path.parse().unwrap();
                    size(at, if at == which { now } else { lines(at) })
                })
            };
            let mut unknown = 0;
            for (which, now) in (0..count).flat_map(|at| [0, 5, 23, 29, 400].map(|now| (at, now))) {
                let path = format!("{which:03}").into();
                let found =
                    resized(all(which, lines(which)), &path, which % 7, size(which, now).unwrap());
                unknown += u32::from(found.is_none());
                assert!(found.is_none_or(|found| found == all(which, now)), "{which} {now}");
            }
            assert_eq!(unknown > 0, count > 115, "{count}: {unknown}");
        }
    }
}
