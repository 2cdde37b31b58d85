//! Which function bodies some rule could read something from, by the texts that its patterns ask for.

use std::{collections::BTreeSet, sync::Arc};

use tree_sitter::Query;

use super::Unit;
use crate::{
    extract::{Input, routes},
    language::{Held, Hit, Needles, Pattern, QueryKind, Registry},
    model::EvidenceClass,
};

/// What the rules about functions could find in a file.
#[derive(Debug, Default)]
pub(in crate::extract) struct Needs {
    needles: Option<Arc<Needles>>,
    hits: Vec<Hit>,
    whole: Held,
    kinds: BTreeSet<QueryKind>,
    /// Every body matters.
    all: bool,
    ships: bool,
}

impl Needs {
    /// What could be found in the file of `input`; `test` says that it holds test code.
    pub(in crate::extract) fn of(registry: &Registry, input: &Input<'_>, test: bool) -> Self {
        let Some(needles) = registry.needles(&input.source.language) else {
            return Self::default();
        };
        let mut needs = Self { hits: needles.hits(input.text), ..Self::default() };
        needs.hits.iter().for_each(|hit| needs.whole.add(*hit));
        // Only what ships talks to other systems.
        let class = input.source.class;
        needs.ships = !test && !matches!(class, EvidenceClass::Test | EvidenceClass::Example);
        needs.kinds = needs.active(&needles).map(|pattern| pattern.kind).collect();
        // What one function does with a router or a command is only known beside what the others do.
        needs.all = needs.has(QueryKind::Commands)
            || (!test && (needs.has(QueryKind::Routes) || routes::speaks_of_routers(input)));
        needs.needles = Some(needles);
        needs
    }

    /// Whether rules of this kind could find something.
    pub(in crate::extract) fn has(&self, kind: QueryKind) -> bool {
        self.kinds.contains(&kind)
    }

    /// The patterns of a kind that could match in the file, as a query.
    pub(in crate::extract) fn query(
        &self,
        registry: &Registry,
        language: &str,
        kind: QueryKind,
    ) -> Option<Arc<Query>> {
        let possible = self.needles.as_ref()?.possible(&self.whole);
        let of_kind = possible.filter(|pattern| pattern.kind == kind);
        let patterns: Vec<usize> = of_kind.map(|pattern| pattern.index).collect();
        registry.query_of(language, kind, &patterns)
    }

    /// Where the bodies of those functions begin that have to be read.
    pub(in crate::extract) fn wanted(&self, text: &str, units: &[Unit]) -> BTreeSet<usize> {
        let Some(needles) = &self.needles else { return BTreeSet::new() };
        let active: Vec<&Pattern> = self.active(needles).collect();
        let mut hits = self.hits.iter().peekable();
        let mut held = Held::default();
        let mut is_wanted = |unit: &&Unit| {
            held.clear();
            while let Some(hit) = hits.next_if(|hit| hit.start < unit.range.end) {
                if unit.range.start <= hit.start {
                    held.add(*hit);
                }
            }
            self.all
                || only_returns_text(text, unit)
                || active.iter().any(|pattern| pattern.may_match(&held))
        };
        units.iter().filter(&mut is_wanted).map(|unit| unit.body.start).collect()
    }

    fn active<'a>(&'a self, needles: &'a Needles) -> impl Iterator<Item = &'a Pattern> {
        let active = needles.active(&self.whole);
        active.filter(|pattern| self.ships || pattern.kind != QueryKind::Events)
    }
}

/// Whether a function does nothing but return a text, and so may be a name for it.
fn only_returns_text(text: &str, unit: &Unit) -> bool {
    let body = text.get(unit.body.clone()).unwrap_or_default().trim();
    let value = body.strip_prefix("return").filter(|value| value.len() < LONGEST);
    value.is_some_and(|value| value.contains(['"', '`']) && !value.contains(['{', ';']))
}

/// Bytes of a returned text that can still be a path or a part of one.
const LONGEST: usize = 500;
