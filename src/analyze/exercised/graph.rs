//! Functions and the calls between them as numbers, for walking.

use std::collections::BTreeMap;

use crate::model::{Call, Certainty, FileFacts, Function, Implementation};

/// A place: path, line.
pub(super) type Place<'a> = (&'a str, u32);

pub(super) struct Graph<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    numbers: BTreeMap<Place<'a>, usize>,
    /// By caller; of calls through an interface the interface's method.
    callees: Vec<(usize, Edge<'a>)>,
    /// Callers by callee, direct calls only.
    callers: Vec<(usize, usize)>,
}

/// A call, and the number of what it calls.
#[derive(Clone, Copy)]
pub(super) struct Edge<'a> {
    pub(super) call: &'a Call,
    pub(super) callee: Option<usize>,
}

/// A function with its file.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    pub(super) function: &'a Function,
    pub(super) file: &'a FileFacts,
}

impl<'a> Graph<'a> {
    pub(super) fn of(facts: &'a [FileFacts], calls: &'a [Call]) -> Self {
        let mut graph = Self {
            nodes: Vec::new(),
            numbers: BTreeMap::new(),
            callees: Vec::new(),
            callers: Vec::new(),
        };
        for file in facts {
            for function in &file.functions {
                let place = (&*function.at.file, function.at.line);
                graph.numbers.entry(place).or_insert(graph.nodes.len());
                graph.nodes.push(Node { function, file });
            }
        }
        for call in calls {
            graph.add(call);
        }
        // One list for all takes a fraction of the room of one for each function.
        graph.callees.sort_by_key(|(caller, _)| *caller);
        graph.callers.sort_by_key(|(callee, _)| *callee);
        graph
    }

    fn add(&mut self, call: &'a Call) {
        let Some(caller) = self.number((&call.at.file, call.caller.line)) else { return };
        let callee = place_of(call).and_then(|place| self.number(place));
        self.callees.push((caller, Edge { call, callee }));
        let direct = callee.filter(|_| call.certainty == Certainty::Direct);
        self.callers.extend(direct.map(|callee| (callee, caller)));
    }

    pub(super) fn number(&self, place: Place<'_>) -> Option<usize> {
        self.numbers.get(&place).copied()
    }

    pub(super) fn node(&self, number: usize) -> Option<&Node<'a>> {
        self.nodes.get(number)
    }

    /// The calls of a function in the order of the source.
    pub(super) fn calls(&self, caller: usize) -> impl Iterator<Item = Edge<'a>> {
        of(&self.callees, caller)
    }

    /// The functions that call one directly.
    pub(super) fn callers(&self, callee: usize) -> impl Iterator<Item = usize> {
        of(&self.callers, callee)
    }
}

fn of<T: Copy>(sorted: &[(usize, T)], number: usize) -> impl Iterator<Item = T> {
    let first = sorted.partition_point(|(one, _)| *one < number);
    let after = sorted.get(first..).unwrap_or_default().iter();
    after.take_while(move |(one, _)| *one == number).map(|(_, value)| *value)
}

pub(super) fn place_of(call: &Call) -> Option<Place<'_>> {
    Some((call.callee.file.as_deref()?, call.callee.line))
}

/// Who may answer a call of an interface's method: the methods of that name of the types that implement it.
pub(super) struct Answers<'a> {
    /// Implementing types by the file and the lines of their interface.
    by_interface: BTreeMap<&'a str, Vec<(u32, u32, Place<'a>)>>,
    /// Methods by the type's folder, name and their own name.
    methods: BTreeMap<(&'a str, &'a str, &'a str), usize>,
    types: BTreeMap<Place<'a>, &'a str>,
}

impl<'a> Answers<'a> {
    pub(super) fn of(
        graph: &Graph<'a>,
        facts: &'a [FileFacts],
        implementations: &'a [Implementation],
    ) -> Self {
        let interfaces = facts.iter().flat_map(|file| &file.interfaces);
        let ends: BTreeMap<Place<'a>, u32> =
            interfaces.map(|one| ((&*one.at.file, one.at.line), one.at.end_line)).collect();
        let types = facts.iter().flat_map(|file| &file.types);
        let types = types.map(|one| ((&*one.at.file, one.at.line), one.name.as_str())).collect();
        let mut answers = Self { by_interface: BTreeMap::new(), methods: BTreeMap::new(), types };
        for one in implementations {
            let interface = one.interface.file.as_deref().map(|file| (file, one.interface.line));
            let of = one.type_ref.file.as_deref().map(|file| (file, one.type_ref.line));
            let (Some(interface), Some(of)) = (interface, of) else { continue };
            let end = ends.get(&interface).copied().unwrap_or(interface.1);
            let list = answers.by_interface.entry(interface.0).or_default();
            list.push((interface.1, end, of));
        }
        for (number, node) in graph.nodes.iter().enumerate() {
            if let Some(of) = node.function.receiver.as_deref() {
                let folder = crate::analyze::packages::folder(&node.function.at.file);
                answers.methods.insert((folder, of, &node.function.name), number);
            }
        }
        answers
    }

    pub(super) fn to(&self, call: &Call) -> Vec<usize> {
        let Some((file, line)) = place_of(call) else { return Vec::new() };
        let types = self.by_interface.get(file).map_or(&[][..], Vec::as_slice);
        let types = types.iter().filter(|(first, last, _)| (*first..=*last).contains(&line));
        let methods = types.filter_map(|(_, _, of)| {
            let name = self.types.get(of)?;
            let folder = crate::analyze::packages::folder(of.0);
            self.methods.get(&(folder, *name, call.callee.name.as_str())).copied()
        });
        methods.collect()
    }
}
