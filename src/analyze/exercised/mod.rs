//! What tests exercise: the package, type and functions of each, its level by what it calls, and the functions
//! that no test reaches.

mod graph;
mod level;
mod names;
mod targets;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

pub(super) use self::level::{Uses, uses};
use self::{
    graph::{Answers, Edge, Graph, Node},
    targets::Homes,
};
use super::packages::folder;
use crate::model::{
    Call, Certainty, FileFacts, Function, Implementation, Package, TestKind, TestTarget,
};

/// What is known of one test.
struct Exercise {
    targets: Vec<TestTarget>,
    level: Option<level::Level>,
}

/// Completes tests by what they call, and packages by what tests reach of them.
pub(super) fn complete(
    facts: &mut [FileFacts],
    packages: &mut [Package],
    (calls, uses): (&[Call], &Uses),
    implementations: &[Implementation],
) {
    let graph = Graph::of(facts, calls);
    let homes = Homes::of(&graph, facts);
    let levels = level::levels(&graph, facts, uses);
    let exercise = |file: &FileFacts| -> Vec<Exercise> {
        let of = |test| Exercise {
            targets: targets::of(&graph, &homes, file, test),
            level: levels.of(&graph, test),
        };
        file.tests.iter().map(of).collect()
    };
    let found: Vec<Vec<Exercise>> = facts.par_iter().map(exercise).collect();
    let named = found.iter().flatten().flat_map(|one| &one.targets);
    let named = named.filter_map(|one| graph.number((one.file.as_deref()?, one.line)));
    let answers = Answers::of(&graph, facts, implementations);
    let reached = reached(&graph, &answers, facts, named.collect());
    count(packages, &graph, &reached);
    for (file, found) in facts.iter_mut().zip(found) {
        for (test, found) in file.tests.iter_mut().zip(found) {
            test.targets = found.targets;
            if let Some(level) = found.level {
                level.put(test);
            }
        }
    }
}

/// The calls of code that ships, generated code left out; what tests call stands in their targets.
pub(super) fn published(calls: Vec<Call>, facts: &[FileFacts]) -> Vec<Call> {
    let functions = facts.iter().flat_map(|file| &file.functions);
    let apart = functions.filter(|function| function.test || function.generated);
    let apart: BTreeSet<(&str, u32)> =
        apart.map(|function| (&*function.at.file, function.at.line)).collect();
    let ships = |call: &Call| !apart.contains(&(&*call.at.file, call.caller.line));
    calls.into_iter().filter(ships).collect()
}

/// Per function whether a test is named for it or reaches it, through any calls and any type that may answer an
/// interface.
fn reached(
    graph: &Graph<'_>,
    answers: &Answers<'_>,
    facts: &[FileFacts],
    named: Vec<usize>,
) -> Vec<bool> {
    let mut reached = vec![false; graph.nodes.len()];
    let tests = facts.iter().flat_map(|file| &file.tests);
    let tests = tests.filter(|test| test.kind != TestKind::Doc);
    let mut open = named;
    open.extend(tests.filter_map(|test| graph.number((&test.at.file, test.at.line))));
    while let Some(number) = open.pop() {
        let Some(seen) = reached.get_mut(number).filter(|seen| !**seen) else { continue };
        *seen = true;
        for Edge { call, callee } in graph.calls(number) {
            open.extend(callee);
            if call.certainty == Certainty::Interface {
                open.extend(answers.to(call));
            }
        }
    }
    reached
}

/// Counts functions with a body of their own that ship, and those that tests reach.
fn count(packages: &mut [Package], graph: &Graph<'_>, reached: &[bool]) {
    let mut counts: BTreeMap<(String, String), (u32, u32)> = BTreeMap::new();
    for (node, reached) in graph.nodes.iter().zip(reached) {
        if !ships(node.function) {
            continue;
        }
        let (all, tested) = counts.entry(home(node)).or_default();
        *all += 1;
        *tested += u32::from(*reached);
    }
    for package in packages {
        // The evidence of a crate is its manifest.
        let (language, name) = match &*package.at.language {
            "go" => ("go", &package.dir),
            _ => ("rust", &package.name),
        };
        let key = (language.to_owned(), name.clone());
        let found = counts.get(&key).filter(|_| !package.external_test);
        (package.functions, package.functions_tested) = found.copied().unwrap_or_default();
    }
}

/// Language, and folder of a Go package or name of a crate.
fn home(node: &Node<'_>) -> (String, String) {
    (node.file.file.language.to_string(), home_of(node.file).to_owned())
}

fn home_of(file: &FileFacts) -> &str {
    match &*file.file.language {
        "go" => folder(&file.file.path),
        _ => file.file.module.as_deref().unwrap_or_default(),
    }
}

fn ships(function: &Function) -> bool {
    !function.test && !function.generated && function.in_func.is_none()
}
