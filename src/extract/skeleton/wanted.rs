//! Which function bodies some rule could read something from, by the texts that its patterns ask for.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

use super::Unit;
use crate::{
    extract::{Input, events, routes},
    language::{Asked, Held, Hit, Needles, QueryKind, Registry},
    model::EvidenceClass,
};

/// What the rules about functions could find in a file.
#[derive(Debug, Default)]
pub(in crate::extract) struct Needs {
    /// Nobody has looked: every rule is asked of everything.
    unknown: bool,
    needles: Option<Arc<Needles>>,
    whole: Held,
    /// Functions in which rules of a kind could find something; those of a kind that could find something
    /// elsewhere are there as well.
    places: BTreeMap<QueryKind, Vec<Range<usize>>>,
    /// Where the bodies begin that have to be read.
    wanted: BTreeSet<usize>,
    /// Those may be read without what stands around them.
    apart: bool,
    /// The functions of the file.
    functions: Vec<Range<usize>>,
    /// Names of functions of which there may be no more than these in the tree of the file.
    names: Vec<Range<usize>>,
}

impl Needs {
    /// Everything could be found everywhere.
    pub(in crate::extract) fn unknown(units: &[Unit]) -> Self {
        Self { unknown: true, functions: ranges(units), ..Self::default() }
    }

    /// What could be found in the functions `units` of a file and around them; `test` says that it holds
    /// test code.
    pub(in crate::extract) fn of(
        registry: &Registry,
        input: &Input<'_>,
        test: bool,
        units: &[Unit],
    ) -> Self {
        let Some(needles) = registry.needles(&input.source.language) else {
            return Self::unknown(units);
        };
        let hits = needles.hits(input.text);
        let mut whole = Held::default();
        for hit in &hits {
            whole.add(*hit);
        }
        let (held, around) = by_unit(&hits, units);
        let mut places: BTreeMap<QueryKind, Vec<Range<usize>>> = BTreeMap::new();
        let mut wanted = BTreeSet::new();
        let events = events::may_talk(input, test);
        let active = needles.active(&whole);
        for pattern in active.filter(|one| events || one.kind != QueryKind::Events) {
            let matching = held.iter().filter(|(_, held)| pattern.may_match(held));
            let mut matching = matching.map(|(unit, _)| unit).peekable();
            if matching.peek().is_some() || pattern.may_match(&around) {
                let known = places.entry(pattern.kind).or_default();
                for unit in matching {
                    wanted.insert(unit.body.start);
                    known.push(unit.range.clone());
                }
            }
        }
        let imported = needles
            .imported(&whole)
            .any(|one| one.kind == QueryKind::Routes && one.asks_for_import());
        // Routers travel through functions in which no pattern matches.
        let speaks = !test && routes::speaks_of_routers(input, imported);
        if imported && (speaks || needles.active(&whole).any(|one| one.kind == QueryKind::Routes)) {
            places.entry(QueryKind::Routes).or_default();
        }
        for known in places.values_mut() {
            known.sort_by_key(|range| range.start);
            known.dedup();
        }
        // What one function does with a router or a command is only known beside what the others do.
        let all = places.contains_key(&QueryKind::Commands)
            || speaks
            || (!test && places.contains_key(&QueryKind::Routes));
        let others = units.iter().filter(|unit| all || only_returns_text(input.text, unit));
        wanted.extend(others.map(|unit| unit.body.start));
        let functions = ranges(units);
        let apart = input.source.language == "go"
            && !BEYOND_BODIES.iter().any(|kind| places.contains_key(kind))
            && (input.source.class == EvidenceClass::Test
                || !routes::speaks_of_routers(input, imported));
        let names = if apart { names(units) } else { Vec::new() };
        let needles = Some(needles);
        Self { unknown: false, needles, whole, places, wanted, apart, functions, names }
    }

    /// Whether rules of this kind could find something.
    pub(in crate::extract) fn has(&self, kind: QueryKind) -> bool {
        self.unknown || self.places.contains_key(&kind)
    }

    /// The functions in which rules of a kind could find something.
    pub(in crate::extract) fn places(&self, kind: QueryKind) -> &[Range<usize>] {
        self.places.get(&kind).map(Vec::as_slice).unwrap_or_default()
    }

    /// The number of the function that a byte stands in.
    pub(in crate::extract) fn function_at(&self, byte: usize) -> Option<usize> {
        let index = self.functions.partition_point(|range| range.end <= byte);
        self.functions.get(index).filter(|range| range.start <= byte).map(|_| index)
    }

    /// Where the bodies begin that have to be read.
    pub(in crate::extract) fn wanted(&self) -> &BTreeSet<usize> {
        &self.wanted
    }

    /// Where the names of functions stand that the tree of the file may lack.
    pub(in crate::extract) fn names(&self) -> &[Range<usize>] {
        &self.names
    }

    /// Whether the bodies that have to be read may be parsed without what stands around them.
    pub(in crate::extract) fn apart(&self) -> bool {
        self.apart
    }

    /// By pattern of a kind whether the file names what it wants imported.
    pub(in crate::extract) fn imported(&self, asked: &Asked, kind: QueryKind) -> Vec<bool> {
        let mut imported = vec![self.needles.is_none(); asked.pattern_count()];
        let known = self.needles.iter().flat_map(|needles| needles.imported(&self.whole));
        for pattern in known.filter(|pattern| pattern.kind == kind) {
            if let Some(here) = imported.get_mut(pattern.index) {
                *here = true;
            }
        }
        imported
    }
}

/// Facts about functions that depend on what stands around them.
const BEYOND_BODIES: [QueryKind; 3] = [QueryKind::Routes, QueryKind::Commands, QueryKind::Events];

fn ranges(units: &[Unit]) -> Vec<Range<usize>> {
    units.iter().map(|unit| unit.range.clone()).collect()
}

/// The names of functions that are no methods, where their heads were read.
fn names(units: &[Unit]) -> Vec<Range<usize>> {
    let heads = units.iter().filter_map(|unit| unit.head.as_ref());
    heads.filter(|head| head.receiver.is_none()).map(|head| head.name.clone()).collect()
}

/// What each function holds, and what stands around them. Hits come in the order of the source.
fn by_unit<'u>(hits: &[Hit], units: &'u [Unit]) -> (Vec<(&'u Unit, Held)>, Held) {
    let mut around = Held::default();
    let mut all: Vec<(&Unit, Held)> = Vec::new();
    let mut rest = units.iter().peekable();
    for hit in hits {
        while rest.next_if(|unit| unit.range.end <= hit.start).is_some() {}
        match rest.peek() {
            Some(unit) if unit.range.start <= hit.start => {
                if all.last().is_none_or(|(last, _)| last.body.start != unit.body.start) {
                    all.push((unit, Held::default()));
                }
                if let Some((_, held)) = all.last_mut() {
                    held.add(*hit);
                }
            }
            _ => around.add(*hit),
        }
    }
    (all, around)
}

/// Whether a function does nothing but return a text, and so may be a name for it.
fn only_returns_text(text: &str, unit: &Unit) -> bool {
    let body = text.get(unit.body.clone()).unwrap_or_default().trim();
    let value = body.strip_prefix("return").filter(|value| value.len() < LONGEST);
    value.is_some_and(|value| value.contains(['"', '`']) && !value.contains(['{', ';']))
}

/// Bytes of a returned text that can still be a path or a part of one.
const LONGEST: usize = 500;
