//! Requirements in words beside typed facts and the names of the code.
//!
//! Words alone never prove a requirement: without a typed fact the best answer is `partial`, with the
//! score stated.

use std::collections::BTreeSet;

use super::{
    links::{full_text, links, names},
    observed,
    symbols::{Index, Symbol},
};
use crate::{
    model::{GapItem, GapKind, Observation, Requirement, RequirementKind, State, Test},
    plan::{
        Inputs, terms,
        test_index::{self, TestIndex},
    },
};

/// What a requirement is judged to be: state, what shows it, what is missing.
type Verdict = (State, Vec<Observation>, Vec<String>);

/// How many symbols are shown as evidence.
const SHOWN: usize = 3;

pub(super) fn gap(inputs: &Inputs<'_>, typed: &[GapItem]) -> Vec<GapItem> {
    let judge = Judge {
        typed,
        code: Index::of_code(inputs.analysis),
        tests: Index::of_tests(inputs.analysis),
        documents: Index::of_documents(inputs.analysis),
        by_name: TestIndex::of(inputs.analysis),
        threshold: inputs.standard.thresholds.get("requirement_match").copied().unwrap_or(1.0),
    };
    let in_words = inputs.requirements.items.iter().filter(|item| is_work(item.kind));
    in_words.map(|requirement| judge.item(requirement)).collect()
}

/// Kinds of requirements that ask for work; the others bound it or tell its success.
fn is_work(kind: RequirementKind) -> bool {
    use RequirementKind::{Functional, NonFunctional, UserStory};
    matches!(kind, Functional | NonFunctional | UserStory)
}

/// What requirements are held against.
struct Judge<'a> {
    typed: &'a [GapItem],
    code: Index<'a>,
    tests: Index<'a>,
    documents: Index<'a>,
    by_name: TestIndex<'a>,
    /// Smallest score at which names count.
    threshold: f64,
}

impl Judge<'_> {
    fn item(&self, requirement: &Requirement) -> GapItem {
        let linked = links(requirement, self.typed);
        let named =
            if requirement.id_given { self.by_name.naming(&requirement.id) } else { Vec::new() };
        let (state, evidence, missing) = if linked.iter().all(|item| item.kind == GapKind::Table) {
            // That a table is there says nothing of what is done with it; that it is not says a lot.
            let (state, evidence, mut missing) = self.by_words(requirement, &named);
            missing.extend(linked.iter().map(|item| format!("{} ({})", item.title, item.id)));
            (state, evidence, missing)
        } else {
            by_facts(requirement, &linked, &named)
        };
        GapItem {
            id: requirement.id.clone(),
            kind: GapKind::Requirement,
            title: requirement.title.clone(),
            asked: observed(&requirement.at, requirement.text.clone()),
            state,
            evidence,
            missing,
        }
    }

    /// The state of a requirement that no typed item tells of.
    fn by_words(&self, requirement: &Requirement, named: &[&Test]) -> Verdict {
        let text = format!("{} {}", requirement.title, requirement.text);
        let found =
            [&self.code, &self.tests, &self.documents].map(|index| self.search(index, &text));
        let [code, tests, documents] = &found;
        let carried = named.iter().take(SHOWN).map(|test| test_index::seen(test));
        let evidence: Vec<Observation> =
            carried.chain(found.iter().flatten().flat_map(|hit| hit.seen.clone())).collect();
        if evidence.is_empty() {
            return (State::Absent, evidence, vec!["no code is named after it".into()]);
        }
        let missing = match (code, tests, documents) {
            _ if !named.is_empty() => {
                "proof: that a test carries its identifier does not say that it shows all of it"
                    .into()
            }
            (Some(hit), ..) if hit.unnamed.is_empty() => {
                "proof: names alone do not show behaviour".into()
            }
            (Some(hit), ..) => format!("nothing found is named after: {}", hit.unnamed.join(", ")),
            (None, Some(_), _) => "code that is named after it: only a test is".into(),
            _ => "code or a test that is named after it: only a document is".into(),
        };
        (State::Partial, evidence, vec![missing])
    }

    /// The best symbols of an index for a text, when they cover enough of its words.
    fn search(&self, index: &Index<'_>, text: &str) -> Option<Hit> {
        let wanted = terms::of(text);
        let found = index.search(&wanted);
        let best: Vec<&Symbol<'_>> = found.iter().take(SHOWN).map(|(_, symbol)| *symbol).collect();
        let covered: BTreeSet<&String> =
            best.iter().flat_map(|symbol| symbol.terms.intersection(&wanted)).collect();
        let weigh = |term: &String| index.weight(term);
        let total: f64 = wanted.iter().map(weigh).sum();
        let score =
            covered.iter().map(|term| weigh(term)).sum::<f64>() / total.max(f64::MIN_POSITIVE);
        let first = best.first()?;
        if score < self.threshold || first.terms.intersection(&wanted).count() < 2 {
            return None;
        }
        let unnamed: Vec<&str> =
            wanted.iter().filter(|term| !covered.contains(term)).map(String::as_str).collect();
        let seen = |symbol: &&Symbol<'_>| {
            observed(symbol.at, format!("{} shares its words (score {score:.2})", symbol.label))
        };
        Some(Hit {
            seen: best.iter().map(seen).collect(),
            unnamed: terms::as_written(text, &unnamed),
        })
    }
}

/// What names say of a requirement.
struct Hit {
    seen: Vec<Observation>,
    /// Words of the requirement that nothing found is named after.
    unnamed: Vec<String>,
}

/// The state of a requirement that typed items decide. Present needs every item present and named literally,
/// and for acceptance criteria a test that carries the requirement's identifier; items that only share words
/// with the text leave it partial.
fn by_facts(requirement: &Requirement, linked: &[&GapItem], named_by: &[&Test]) -> Verdict {
    let text = full_text(requirement);
    let facts = linked.iter().flat_map(|item| item.evidence.iter().take(1).cloned());
    let evidence = facts.chain(named_by.iter().map(|test| test_index::seen(test))).collect();
    let mut missing: Vec<String> = linked
        .iter()
        .filter(|item| item.state != State::Present)
        .map(|item| format!("{} ({})", item.title, item.id))
        .collect();
    if linked.iter().all(|item| item.state == State::Absent) && named_by.is_empty() {
        return (State::Absent, evidence, missing);
    }
    let named = linked.iter().all(|item| names(&text, item));
    let shown = requirement.acceptance.is_empty() || !named_by.is_empty();
    if missing.is_empty() && named && shown {
        return (State::Present, evidence, missing);
    }
    if missing.is_empty() {
        missing.push(unproven(requirement).into());
    }
    (State::Partial, evidence, missing)
}

/// What keeps a requirement whose facts are all there from being present.
fn unproven(requirement: &Requirement) -> &'static str {
    if requirement.acceptance.is_empty() {
        "proof: words tie it to these facts, no document does"
    } else {
        "a test that shows its acceptance criteria"
    }
}
