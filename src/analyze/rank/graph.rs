//! Who refers to whom: packages to packages by imports and calls, packages to interfaces by calls through them and
//! types that implement them.

use std::collections::BTreeMap;

use crate::{
    analyze::packages::folder,
    model::{Call, Implementation, Interface, Package},
};

/// Packages, behind them interfaces; edges with their weights.
#[derive(Default)]
pub(super) struct Graph {
    /// Number of nodes.
    pub(super) size: usize,
    pub(super) edges: BTreeMap<(usize, usize), f64>,
}

impl Graph {
    pub(super) fn of_imports(packages: &[Package]) -> Self {
        let places = Places::of(packages);
        let mut graph = Self { size: packages.len(), ..Self::default() };
        for (from, package) in packages.iter().enumerate() {
            for to in package.imports.iter().filter_map(|dir| places.importable.get(dir.as_str())) {
                graph.edges.insert((from, *to), 1.0);
            }
        }
        graph
    }

    /// Adds to the imports what code that ships calls, and the interfaces. The hundredth call between two
    /// packages says less than the first: their number counts by its logarithm.
    pub(super) fn of_references(
        packages: &[Package],
        interfaces: &[Interface],
        calls: &[Call],
        implementations: &[Implementation],
    ) -> Self {
        let places = Places::of(packages);
        let answers = Interfaces::of(interfaces, packages.len());
        let mut counts: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        for call in calls {
            let Some(file) = call.callee.file.as_deref() else { continue };
            let Some(from) = places.of_file(&call.at.file) else { continue };
            let to = places.of_file(file).filter(|to| *to != from);
            let through = answers.at(file, call.callee.line);
            for to in to.into_iter().chain(through) {
                *counts.entry((from, to)).or_default() += 1;
            }
        }
        for one in implementations {
            let file = one.interface.file.as_deref();
            let interface = file.and_then(|file| answers.at(file, one.interface.line));
            let from = one.type_ref.file.as_deref().and_then(|file| places.of_file(file));
            if let (Some(from), Some(to)) = (from, interface) {
                *counts.entry((from, to)).or_default() += 1;
            }
        }
        let mut graph = Self::of_imports(packages);
        graph.size += interfaces.len();
        for (edge, count) in counts {
            *graph.edges.entry(edge).or_default() += f64::from(count).ln_1p();
        }
        // What an interface gains is its package's too.
        for (number, interface) in (packages.len()..).zip(interfaces) {
            if let Some(home) = places.of_file(&interface.at.file) {
                graph.edges.insert((number, home), 1.0);
            }
        }
        graph
    }
}

/// Packages by where they stand.
struct Places<'a> {
    /// Nobody imports a program or an external test where there is something else.
    importable: BTreeMap<&'a str, usize>,
}

impl<'a> Places<'a> {
    fn of(packages: &'a [Package]) -> Self {
        let mut importable: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, package) in packages.iter().enumerate() {
            let taken = package.is_main && importable.contains_key(&*package.dir);
            if !package.external_test && !taken {
                importable.insert(&package.dir, index);
            }
        }
        Self { importable }
    }

    /// The package of a file: its folder's, else that of the nearest folder above.
    fn of_file(&self, file: &str) -> Option<usize> {
        let mut here = folder(file);
        loop {
            match self.importable.get(here) {
                Some(found) => return Some(*found),
                None if here.is_empty() => return None,
                None => here = folder(here),
            }
        }
    }
}

/// Interfaces by file: first and last line, number.
struct Interfaces<'a> {
    by_file: BTreeMap<&'a str, Vec<(u32, u32, usize)>>,
}

impl<'a> Interfaces<'a> {
    fn of(interfaces: &'a [Interface], first: usize) -> Self {
        let mut by_file: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for (number, one) in (first..).zip(interfaces) {
            by_file.entry(&one.at.file).or_default().push((one.at.line, one.at.end_line, number));
        }
        Self { by_file }
    }

    fn at(&self, file: &str, line: u32) -> Option<usize> {
        let here = self.by_file.get(file)?;
        let found = here.iter().find(|(first, last, _)| (*first..=*last).contains(&line));
        found.map(|(_, _, number)| *number)
    }
}
