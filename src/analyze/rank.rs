//! How much of the repository leans on a package, and packages that lean on each other.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::model::Package;

const DAMPING: f64 = 0.85;
/// The error shrinks by the damping in each round: 0.85^120 is below 1e-8.
const ROUNDS: u32 = 120;

/// Sets the rank of every package: `PageRank` over imports (Brin and Page 1998), what is imported gains;
/// scaled so that the mean is 1, rounded to four decimals.
pub(super) fn assign(packages: &mut [Package]) {
    let edges = edges(packages);
    let mut ranks = vec![1.0_f64; packages.len()];
    for _ in 0..ROUNDS {
        ranks = next_round(&edges, &ranks);
    }
    for (package, rank) in packages.iter_mut().zip(ranks) {
        package.rank = (rank * 10_000.0).round() / 10_000.0;
    }
}

/// Per package the indices of the packages it imports. Nobody imports a program or an external test.
fn edges(packages: &[Package]) -> Vec<Vec<usize>> {
    let mut importable: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, package) in packages.iter().enumerate() {
        let taken = package.is_main && importable.contains_key(&*package.dir);
        if !package.external_test && !taken {
            importable.insert(&package.dir, index);
        }
    }
    let targets = |package: &Package| {
        package.imports.iter().filter_map(|dir| importable.get(&**dir).copied()).collect()
    };
    packages.iter().map(targets).collect()
}

/// A package gives its rank in equal shares to what it imports; one that imports nothing, to all.
fn next_round(edges: &[Vec<usize>], ranks: &[f64]) -> Vec<f64> {
    let all = as_number(ranks.len());
    let idle: f64 =
        edges.iter().zip(ranks).filter(|(out, _)| out.is_empty()).map(|(_, rank)| rank).sum();
    let mut next = vec![(1.0 - DAMPING) + DAMPING * idle / all; ranks.len()];
    for (out, rank) in edges.iter().zip(ranks) {
        let share = DAMPING * rank / as_number(out.len());
        for target in out {
            if let Some(gained) = next.get_mut(*target) {
                *gained += share;
            }
        }
    }
    next
}

fn as_number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Import cycles, each as its folders in the order of the imports from the first in name order; one,
/// the shortest, per folder that is the first of its cycle.
pub(super) fn cycles(packages: &[Package]) -> Vec<Vec<String>> {
    let mut graph: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in packages {
        let imports = package.imports.iter().map(String::as_str);
        graph.entry(&package.dir).or_default().extend(imports);
    }
    let found = graph.keys().filter_map(|start| shortest_cycle(&graph, start));
    found.collect()
}

/// The shortest way from `start` back to it through folders that come after it in name order.
fn shortest_cycle(graph: &BTreeMap<&str, BTreeSet<&str>>, start: &str) -> Option<Vec<String>> {
    let mut from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(here) = queue.pop_front() {
        for next in graph.get(here)? {
            if *next == start {
                return Some(way_back(&from, start, here));
            }
            if *next > start && graph.contains_key(next) && !from.contains_key(next) {
                from.insert(next, here);
                queue.push_back(next);
            }
        }
    }
    None
}

fn way_back(from: &BTreeMap<&str, &str>, start: &str, last: &str) -> Vec<String> {
    let mut way = vec![last.to_owned()];
    let mut here = last;
    while here != start {
        let Some(before) = from.get(here) else { break };
        here = before;
        way.push(here.to_owned());
    }
    way.reverse();
    way
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EvidenceClass, Layer, Source};

    fn package((dir, imports): &(&str, &[&str])) -> Package {
        let source = Source {
            file: "a.go".into(),
            language: "go".into(),
            class: EvidenceClass::Implementation,
        };
        Package {
            at: source.evidence("go.package", 1, 1),
            dir: (*dir).into(),
            name: (*dir).into(),
            import_path: String::new(),
            is_main: false,
            external_test: false,
            imports: imports.iter().map(|dir| (*dir).to_owned()).collect(),
            external: Vec::new(),
            layer: Layer::Unknown,
            functions: 0,
            functions_tested: 0,
            rank: 0.0,
        }
    }

    #[track_caller]
    fn check_ranks(graph: &[(&str, &[&str])], expected: &[f64]) {
        let mut packages: Vec<_> = graph.iter().map(package).collect();
        assign(&mut packages);
        let found: Vec<_> = packages.iter().map(|package| package.rank).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_imported_ranks_higher() {
        check_ranks(&[], &[]);
        check_ranks(&[("a", &[])], &[1.0]);
        check_ranks(&[("a", &["b"]), ("b", &["a"])], &[1.0, 1.0]);
        // x = .15 + .425 y and y = x + .85 x with x + y = 2.
        check_ranks(&[("a", &["b"]), ("b", &[])], &[0.7018, 1.2982]);
    }

    #[track_caller]
    fn check_cycles(graph: &[(&str, &[&str])], expected: &[&[&str]]) {
        let packages: Vec<_> = graph.iter().map(package).collect();
        assert_eq!(cycles(&packages), expected);
    }

    #[test]
    fn cycles_are_found_once() {
        check_cycles(&[("a", &["b"]), ("b", &["c"]), ("c", &[])], &[]);
        check_cycles(&[("a", &["b"]), ("b", &["c"]), ("c", &["a"])], &[&["a", "b", "c"]]);
        check_cycles(
            &[("a", &["c"]), ("b", &["a"]), ("c", &["b", "d"]), ("d", &["c"])],
            &[&["a", "c", "b"], &["c", "d"]],
        );
        check_cycles(&[("x", &["a"]), ("a", &["gone"])], &[]);
    }
}
