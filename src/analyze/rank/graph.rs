//! Who refers to whom: packages to packages by imports and calls, packages to interfaces by calls through them and
//! types that implement them.

use std::collections::BTreeMap;

use crate::{
    analyze::packages::folder,
    model::{Analysis, Package},
};

/// References with their weights.
#[derive(Default)]
pub(super) struct Graph {
    /// Number of packages.
    pub(super) size: usize,
    /// From package to package.
    pub(super) edges: Edges,
    /// From package to interface. An interface gives nothing back, or a package with interfaces of its own would
    /// keep its rank to itself.
    pub(super) interfaces: Edges,
}

pub(super) type Edges = BTreeMap<(usize, usize), f64>;

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

    /// Adds to the imports what code that ships calls, and the interfaces.
    pub(super) fn of_references(analysis: &Analysis) -> Self {
        let places = Places::of(&analysis.packages);
        let interfaces = Interfaces::of(analysis);
        let (mut calls, mut leans) = (Counts::new(), Counts::new());
        for call in &analysis.calls {
            let Some(file) = call.callee.file.as_deref() else { continue };
            let Some(from) = places.of_file(&call.at.file) else { continue };
            if let Some(to) = places.of_file(file).filter(|to| *to != from) {
                *calls.entry((from, to)).or_default() += 1;
            }
            if let Some(interface) = interfaces.at(file, call.callee.line) {
                *leans.entry((from, interface)).or_default() += 1;
            }
        }
        for one in &analysis.implementations {
            let file = one.interface.file.as_deref();
            let interface = file.and_then(|file| interfaces.at(file, one.interface.line));
            let from = one.type_ref.file.as_deref().and_then(|file| places.of_file(file));
            if let (Some(from), Some(to)) = (from, interface) {
                *leans.entry((from, to)).or_default() += 1;
            }
        }
        let mut graph = Self::of_imports(&analysis.packages);
        add(&mut graph.edges, calls);
        add(&mut graph.interfaces, leans);
        graph
    }
}

type Counts = BTreeMap<(usize, usize), u32>;

/// The hundredth reference says less than the first: their number counts by its logarithm.
fn add(edges: &mut Edges, counts: Counts) {
    for (edge, count) in counts {
        *edges.entry(edge).or_default() += f64::from(count).ln_1p();
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
    fn of(analysis: &'a Analysis) -> Self {
        let mut by_file: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for (number, one) in analysis.interfaces.iter().enumerate() {
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
