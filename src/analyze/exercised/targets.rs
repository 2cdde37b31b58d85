//! What one test exercises: by its calls, those of the helpers it calls, by its name, by where it stands.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    graph::{self, Edge, Graph, Node},
    home_of, names, ships,
};
use crate::model::{Call, FileFacts, TargetBy, TargetKind, Test, TestTarget, TypeDecl};

/// Calls of test code that are followed from a test: a helper of a helper of a helper.
const DEPTH: u32 = 3;

/// What ships, by home (folder of a Go package, name of a crate) and name.
pub(super) struct Homes<'a> {
    functions: BTreeMap<&'a str, BTreeMap<&'a str, Vec<Node<'a>>>>,
    types: BTreeMap<&'a str, BTreeMap<&'a str, &'a TypeDecl>>,
}

impl<'a> Homes<'a> {
    pub(super) fn of(graph: &Graph<'a>, facts: &'a [FileFacts]) -> Self {
        let mut homes = Self { functions: BTreeMap::new(), types: BTreeMap::new() };
        for node in graph.nodes.iter().filter(|node| ships(node.function)) {
            let here = homes.functions.entry(home_of(node.file)).or_default();
            here.entry(&node.function.name).or_insert_with(|| Vec::with_capacity(1)).push(*node);
        }
        for file in facts {
            let types = file.types.iter().filter(|one| one.in_func.is_none() && !one.test);
            for one in types.filter(|one| !one.generated) {
                let here = homes.types.entry(home_of(file)).or_default();
                here.entry(&one.name).or_insert(one);
            }
        }
        homes
    }

    pub(super) fn functions(&self, home: &str, name: &str) -> &[Node<'a>] {
        let here = self.functions.get(home).and_then(|here| here.get(name));
        here.map_or(&[], Vec::as_slice)
    }

    pub(super) fn of_type(&self, home: &str, name: &str) -> Option<&'a TypeDecl> {
        self.types.get(home)?.get(name).copied()
    }
}

pub(super) fn of<'a>(
    graph: &Graph<'a>,
    homes: &Homes<'a>,
    file: &FileFacts,
    test: &Test,
) -> Vec<TestTarget> {
    let mut list = List::default();
    list.package(file);
    let home = home_of(file);
    let called = called(graph, (&test.at.file, test.at.line));
    let near: Vec<_> = called.iter().filter(|call| call.is_in(home)).collect();
    // Of a test beside its code the calls into other packages are means, not ends.
    let exercised = if near.is_empty() { called.iter().collect() } else { near };
    for call in exercised {
        list.called(homes, call);
    }
    for (kind, node) in names::matches(homes, home, file, test, &list.found) {
        list.add(kind, node, TargetBy::Name);
    }
    list.found
}

/// A call into code that ships.
struct Reached<'a> {
    call: &'a Call,
    /// Nothing for a method of an interface.
    node: Option<Node<'a>>,
}

impl Reached<'_> {
    fn is_in(&self, home: &str) -> bool {
        self.node.is_some_and(|node| home_of(node.file) == home)
    }
}

/// Calls into code that ships, those of the test itself first, then of the test code that it calls.
fn called<'a>(graph: &Graph<'a>, place: graph::Place<'_>) -> Vec<Reached<'a>> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut level: Vec<usize> = graph.number(place).into_iter().collect();
    for _ in 0..=DEPTH {
        let mut next = Vec::new();
        for Edge { call, callee: number } in level.iter().flat_map(|number| graph.calls(*number)) {
            // A place without a number is a method of an interface.
            let place = if number.is_some() { None } else { graph::place_of(call) };
            if !seen.insert((number, place)) {
                continue;
            }
            let node = number.and_then(|number| graph.node(number)).copied();
            match (number, node) {
                (Some(number), Some(node)) if node.function.test => next.push(number),
                (_, Some(node)) if node.function.generated => {}
                _ => found.push(Reached { call, node }),
            }
        }
        level = next;
    }
    found
}

/// The targets so far, each place once.
#[derive(Default)]
struct List {
    found: Vec<TestTarget>,
}

impl List {
    /// The package that the test stands in or beside.
    fn package(&mut self, file: &FileFacts) {
        let name = match &file.package {
            Some(package) => package.strip_suffix("_test").unwrap_or(package),
            None => file.file.module.as_deref().unwrap_or_default(),
        };
        if !name.is_empty() {
            let name = name.into();
            let (kind, by) = (TargetKind::Package, TargetBy::Package);
            self.found.push(TestTarget { kind, name, file: None, line: 0, by });
        }
    }

    /// The function that a call reaches, before it the type whose method it is.
    fn called(&mut self, homes: &Homes<'_>, reached: &Reached<'_>) {
        let of = reached
            .node
            .and_then(|node| homes.of_type(home_of(node.file), node.function.receiver.as_deref()?));
        if let Some(of) = of {
            let place = (of.name.as_str(), &of.at.file, of.at.line);
            self.add(TargetKind::Type, place, TargetBy::Call);
        }
        let callee = &reached.call.callee;
        if let Some(file) = &callee.file {
            let place = (callee.name.as_str(), file, callee.line);
            self.add(TargetKind::Function, place, TargetBy::Call);
        }
    }

    fn add(
        &mut self,
        kind: TargetKind,
        (name, file, line): (&str, &std::sync::Arc<str>, u32),
        by: TargetBy,
    ) {
        let known = |one: &TestTarget| {
            (one.kind, one.line) == (kind, line) && one.file.as_deref() == Some(&**file)
        };
        if !self.found.iter().any(known) {
            let (name, file) = (name.into(), Some(std::sync::Arc::clone(file)));
            self.found.push(TestTarget { kind, name, file, line, by });
        }
    }
}
