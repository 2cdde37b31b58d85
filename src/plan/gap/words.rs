//! Requirements in words beside typed facts and the names of the code.
//!
//! Words alone never prove a requirement: without a typed fact the best answer is `partial`, with the
//! score stated.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    links::{full_text, links, names},
    observed,
    symbols::{Index, Symbol},
};
use crate::{
    model::{
        Analysis, Evidence, EvidenceClass, GapItem, GapKind, Observation, Requirement,
        RequirementKind, State, Test,
    },
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
        declared: declared(inputs.analysis),
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
    /// Functions, types and interfaces of code that ships, by name.
    declared: BTreeMap<&'a str, Vec<&'a Evidence>>,
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

    /// What the text names as code names it (`NewLedger`, `store.Put`), and which of these names nothing declares.
    fn by_code(&self, text: &str) -> (Vec<Observation>, Vec<String>) {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for one in code_names(text) {
            let places = self.declared.get(one.name).map(Vec::as_slice).unwrap_or_default();
            match places.iter().find(|at| one.may_be(at)) {
                Some(at) => found.push(observed(at, format!("`{}` is declared", one.name))),
                None if one.is_camel => missing.push(format!("`{}`", one.name)),
                None => {}
            }
        }
        (found, missing)
    }

    /// The state of a requirement that no typed item tells of.
    fn by_words(&self, requirement: &Requirement, named: &[&Test]) -> Verdict {
        let text = format!("{} {}", requirement.title, requirement.text);
        let found =
            [&self.code, &self.tests, &self.documents].map(|index| self.search(index, &text));
        let [code, tests, documents] = &found;
        let (by_code, undeclared) = self.by_code(&text);
        if !by_code.is_empty() && named.is_empty() {
            let missing = if undeclared.is_empty() {
                "proof: that its names are declared does not show what they do".into()
            } else {
                format!("nothing declares {}", undeclared.join(", "))
            };
            return (State::Partial, by_code, vec![missing]);
        }
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

fn declared(analysis: &Analysis) -> BTreeMap<&str, Vec<&Evidence>> {
    let functions = analysis.functions.iter().map(|one| (&*one.name, &one.at));
    let types = analysis.types.iter().map(|one| (&*one.name, &one.at));
    let interfaces = analysis.interfaces.iter().map(|one| (&*one.name, &one.at));
    let all = functions.chain(types).chain(interfaces);
    let mut found: BTreeMap<&str, Vec<&Evidence>> = BTreeMap::new();
    for (name, at) in all.filter(|(_, at)| at.class == EvidenceClass::Implementation) {
        found.entry(name).or_default().push(at);
    }
    found
}

/// A word of a text that can only be a name of code: with a capital inside, or behind a qualifier (`store.Put`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct CodeName<'a> {
    name: &'a str,
    qualifier: &'a str,
    /// It has a capital inside, as few words of prose have.
    is_camel: bool,
}

impl CodeName<'_> {
    /// A name that could be a word must be declared in the package that the text names.
    fn may_be(&self, at: &Evidence) -> bool {
        let folder = at.file.rsplit('/').nth(1).unwrap_or_default();
        self.is_camel || folder == self.qualifier
    }
}

/// The names of code in a text. Names of products are among them; they count only where something declares a name
/// of the text.
fn code_names(text: &str) -> BTreeSet<CodeName<'_>> {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.');
    let words = text.split(|letter: char| !is_part(letter)).map(|word| word.trim_matches('.'));
    words.filter_map(code_name).collect()
}

fn code_name(word: &str) -> Option<CodeName<'_>> {
    let (qualifier, name) = word.rsplit_once('.').unwrap_or(("", word));
    let is_camel = name.chars().skip(1).any(char::is_lowercase)
        && name.chars().skip(1).any(char::is_uppercase)
        && name.chars().all(char::is_alphanumeric);
    let qualified = !qualifier.is_empty()
        && qualifier.chars().all(|letter| letter.is_lowercase() || letter == '_')
        && name.starts_with(char::is_uppercase);
    (is_camel || qualified).then_some(CodeName { name, qualifier, is_camel })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = code_names(text).into_iter().map(|one| one.name).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_of_code_are_told_from_words() {
        check("test with streaming.NewMockEmitter() and errors.", &["NewMockEmitter"]);
        check("call store.Put or IsCallerError(err)", &["IsCallerError", "Put"]);
        check("I want a Grafana dashboard, e.g. of Kafka. Then it ends.", &[]);
        check("STREAMING_BROKERS and JSON", &[]);
    }
}
