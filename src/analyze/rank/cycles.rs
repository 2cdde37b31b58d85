//! Packages that lean on each other.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::model::Package;

/// Import cycles, each as its folders in the order of the imports from the first in name order; one,
/// the shortest, per folder that is the first of its cycle.
pub(in crate::analyze) fn cycles(packages: &[Package]) -> Vec<Vec<String>> {
    let mut graph: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in packages {
        let imports = package.imports.iter().map(String::as_str);
        graph.entry(&package.dir).or_default().extend(imports);
    }
    cycles_of(&graph)
}

/// Cycles of any graph, each from the first of its nodes in name order.
pub(in crate::analyze) fn cycles_of(graph: &BTreeMap<&str, BTreeSet<&str>>) -> Vec<Vec<String>> {
    graph.keys().filter_map(|start| shortest_cycle(graph, start)).collect()
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
    use crate::analyze::rank::tests::package;

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
