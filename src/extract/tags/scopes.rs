//! Which function a place stands in, and which parts of a file are test code.

use std::{collections::BTreeMap, ops::Range};

use crate::extract::{captures::Match, names::identifier, skeleton::Unit, syntax};

/// The functions and other named scopes of a file, nested as they are written.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    /// By first byte; an inner scope stands after the one around it.
    list: Vec<Scope>,
    /// Number of branch points by index of the function they stand in.
    branches: BTreeMap<usize, u32>,
    /// First and last byte of test code.
    tests: Vec<(usize, usize)>,
}

#[derive(Debug)]
struct Scope {
    start: usize,
    end: usize,
    name: String,
    /// A function, and not merely something that declarations can hide in.
    function: bool,
    /// Index of the scope around it.
    parent: Option<usize>,
}

impl Scopes {
    pub(super) fn of(matches: &[Match<'_, '_>], text: &str) -> Self {
        let mut scopes = Self { list: nested(matches, text), ..Self::default() };
        for found in matches {
            if let Some(test) = found.node("test.scope") {
                scopes.tests.push((test.start_byte(), test.end_byte()));
            }
            for branch in found.nodes("branch") {
                if let Some(function) = scopes.function_around(branch.start_byte()) {
                    *scopes.branches.entry(function).or_default() += 1;
                }
            }
        }
        scopes
    }

    /// Adds the branch points of bodies that no query has seen.
    pub(super) fn add_branches(&mut self, units: &[&Unit]) {
        for unit in units.iter().filter(|unit| unit.branches > 0) {
            if let Some(function) = self.function_around(unit.body.start) {
                *self.branches.entry(function).or_default() += unit.branches;
            }
        }
    }

    /// Name of the innermost named scope that holds the byte range and is not the range itself; `_`
    /// where only scopes without a name hold it.
    pub(super) fn around(&self, range: &Range<usize>) -> Option<String> {
        let holds = |scope: &Scope| {
            scope.end >= range.end && (scope.start, scope.end) != (range.start, range.end)
        };
        let named = |scope: &Scope| holds(scope) && !scope.name.is_empty();
        let named = self.climb(range.start, named).map(|(_, scope)| scope.name.clone());
        named.or_else(|| self.climb(range.start, holds).map(|_| "_".to_owned()))
    }

    /// 1 + the branch points of the function that starts at `start`.
    pub(super) fn complexity(&self, start: usize) -> u32 {
        let function = self.function_around(start);
        let branches = function.and_then(|index| self.branches.get(&index));
        branches.map_or(1, |branches| branches.saturating_add(1))
    }

    /// Whether the byte stands in test code.
    pub(super) fn is_test(&self, byte: usize) -> bool {
        self.tests.iter().any(|(start, end)| (*start..*end).contains(&byte))
    }

    fn function_around(&self, byte: usize) -> Option<usize> {
        let holds = |scope: &Scope| scope.function && scope.end > byte;
        self.climb(byte, holds).map(|(index, _)| index)
    }

    /// The innermost scope starting at or before `byte` that `holds` says yes to.
    fn climb(&self, byte: usize, holds: impl Fn(&Scope) -> bool) -> Option<(usize, &Scope)> {
        let after = self.list.partition_point(|scope| scope.start <= byte);
        let mut index = after.checked_sub(1)?;
        loop {
            let scope = self.list.get(index)?;
            if holds(scope) {
                return Some((index, scope));
            }
            index = scope.parent?;
        }
    }
}

fn nested(matches: &[Match<'_, '_>], text: &str) -> Vec<Scope> {
    let mut list: Vec<Scope> = matches.iter().filter_map(|found| scope(found, text)).collect();
    list.sort_by_key(|scope| (scope.start, usize::MAX - scope.end, !scope.function));
    list.dedup_by_key(|scope| (scope.start, scope.end));
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (index, scope) in list.iter_mut().enumerate() {
        while open.pop_if(|(_, end)| *end <= scope.start).is_some() {}
        scope.parent = open.last().map(|(outer, _)| *outer);
        open.push((index, scope.end));
    }
    list
}

fn scope(found: &Match<'_, '_>, text: &str) -> Option<Scope> {
    let function =
        found.below("definition").filter(|(kind, _)| matches!(*kind, "function" | "method"));
    let node = function.map(|(_, node)| node).or_else(|| found.node("scope"))?;
    let name = found.node("name").map_or("", |name| syntax::text_of(name, text));
    Some(Scope {
        start: node.start_byte(),
        end: node.end_byte(),
        name: identifier(name).to_owned(),
        function: function.is_some(),
        parent: None,
    })
}
