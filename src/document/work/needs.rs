//! Texts that name what comes first, to identifiers of items: `T1-T3 (all)`, `Fases 2 e 3`, `all`.

use std::collections::{BTreeMap, BTreeSet};

use super::{draft::Draft, ids, names};
use crate::{document::words, model::WorkKind};

/// Settles what every draft depends on.
pub(super) fn resolve(drafts: &mut [Draft]) {
    let index = Index::of(drafts);
    let mut found: Vec<Vec<String>> =
        drafts.iter().map(|draft| wanted(draft, drafts, &index)).collect();
    let places: BTreeMap<&str, usize> =
        drafts.iter().enumerate().map(|(at, draft)| (&*draft.item.id, at)).collect();
    for draft in drafts.iter() {
        for text in &draft.blocks {
            for id in index.named(text, draft.item.kind) {
                let waits = places.get(&*id).copied();
                if let Some(list) = waits.and_then(|at| found.get_mut(at)) {
                    list.push(draft.item.id.clone());
                }
            }
        }
    }
    for (draft, wanted) in drafts.iter_mut().zip(found) {
        let own = draft.item.id.clone();
        let waits_for_itself = draft.needs.iter().any(|text| is_named(&clause(text), &own));
        let mut seen = BTreeSet::new();
        let is_new = |id: &String| (*id != own || waits_for_itself) && seen.insert(id.clone());
        draft.item.depends_on.extend(wanted.into_iter().filter(is_new));
    }
}

/// Whether a text names an item by its identifier alone; a range or "all" may hold it without meaning it.
fn is_named(text: &str, id: &str) -> bool {
    let parts = text.split([',', ';', '&', '+']).flat_map(|part| part.split(" and "));
    let mut parts = parts.map(|part| part.trim_matches(|c: char| !c.is_alphanumeric()));
    parts.any(|part| part.eq_ignore_ascii_case(id))
}

fn wanted(draft: &Draft, drafts: &[Draft], index: &Index) -> Vec<String> {
    let mut found = Vec::new();
    for text in &draft.needs {
        let clause = clause(text);
        let named = index.named(&clause, draft.item.kind);
        if named.is_empty() && words::has_any(&words::key(&clause), ALL) {
            found.extend(before(draft, drafts));
        }
        found.extend(named);
    }
    found
}

const ALL: &[&str] = &["all", "all tasks", "todas", "todos", "everything", "todas as anteriores"];

/// Most items that "all" is spelled out to.
const MOST: usize = 200;

/// Items of the same level that stand before the draft and must be done.
fn before(draft: &Draft, drafts: &[Draft]) -> Vec<String> {
    let same = drafts.iter().take_while(|other| other.item.id != draft.item.id);
    let same = same.filter(|other| other.item.kind == draft.item.kind && !other.item.optional);
    same.take(MOST).map(|other| other.item.id.clone()).collect()
}

/// The part of a text that tells dependencies: brackets explain, and later sentences speak of other
/// things unless they say so.
fn clause(text: &str) -> String {
    let mut kept = String::new();
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    let sentences = words::sentences(&kept);
    let told = sentences.iter().enumerate().filter(|(at, sentence)| {
        let key = words::key(sentence);
        let parallel = words::has_any(&key, &["parallel", "paralelo"]);
        let again =
            words::has_any(&key, &["blocked", "depends", "requires", "after", "depende", "requer"]);
        (*at == 0 || again) && !parallel
    });
    told.map(|(_, sentence)| *sentence).collect::<Vec<_>>().join(" ")
}

/// Identifiers of all items by what names them.
struct Index {
    keys: BTreeMap<String, String>,
    numbers: BTreeMap<String, Vec<(WorkKind, String)>>,
}

impl Index {
    fn of(drafts: &[Draft]) -> Self {
        let mut index = Self { keys: BTreeMap::new(), numbers: BTreeMap::new() };
        for draft in drafts {
            let (id, kind) = (&draft.item.id, draft.item.kind);
            let key = ids::key(id);
            index
                .numbers
                .entry(ids::numbers(&key).to_owned())
                .or_default()
                .push((kind, id.clone()));
            index.keys.entry(key).or_insert_with(|| id.clone());
        }
        index
    }

    /// The items that `text` names, seen from an item of `kind`. Identifiers of work that stands elsewhere
    /// are kept as written.
    fn named(&self, text: &str, kind: WorkKind) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for id in ids::mentioned(text) {
            match self.keys.get(&ids::key(&id)) {
                Some(known) => found.push(known.clone()),
                None if !ids::is_no_work(&id) => found.push(id),
                None => {}
            }
        }
        found.extend(self.worded(text));
        if found.is_empty() {
            found.extend(self.numbered(text, kind));
        }
        found
    }

    /// `Epic 1.1`, `Tasks 1, 2 and 4`, `Fases 2 e 3`, `Phases 1-3`.
    fn worded(&self, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut word: Option<String> = None;
        for token in
            text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '+' | '&'))
        {
            let token = token.trim_matches(|c: char| !c.is_alphanumeric());
            if token.is_empty() || matches!(token, "e" | "and" | "y" | "und") {
                continue;
            }
            let singular = token.strip_suffix('s').unwrap_or(token);
            if names::level(token).or_else(|| names::level(singular)).is_some() {
                word =
                    Some(if names::level(token).is_some() { token } else { singular }.to_owned());
                continue;
            }
            let Some(word) =
                word.as_ref().filter(|_| token.starts_with(|c: char| c.is_ascii_digit()))
            else {
                word = None;
                continue;
            };
            for number in numbers(token) {
                found.extend(self.keys.get(&ids::key(&format!("{word} {number}"))).cloned());
            }
        }
        found
    }

    /// Numbers alone: `1.1, 1.2`.
    fn numbered(&self, text: &str, kind: WorkKind) -> Vec<String> {
        let tokens =
            text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '+' | '&' | '/'));
        let tokens: Vec<&str> = tokens
            .map(|token| token.trim_matches(['#', '.']))
            .filter(|token| !token.is_empty())
            .collect();
        let plain = tokens.iter().all(|token| {
            token.starts_with(|c: char| c.is_ascii_digit())
                && token.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '–'))
        });
        if !plain {
            return Vec::new();
        }
        let numbers = tokens.into_iter().flat_map(numbers);
        numbers.filter_map(|number| self.by_number(&number, kind)).collect()
    }

    fn by_number(&self, number: &str, kind: WorkKind) -> Option<String> {
        let found = self.numbers.get(ids::numbers(&ids::key(number)))?;
        let same = found.iter().find(|(other, _)| *other == kind);
        same.or_else(|| found.first()).map(|(_, id)| id.clone())
    }
}

/// `2`, `1.1`, and the numbers of `1-3`.
fn numbers(token: &str) -> Vec<String> {
    let ends = token.split_once(['-', '–']);
    let whole =
        ends.and_then(|(from, to)| Some((from.parse::<u32>().ok()?, to.parse::<u32>().ok()?)));
    match whole {
        Some((from, to)) if from < to && to - from < 100 => {
            (from..=to).map(|n| n.to_string()).collect()
        }
        _ => vec![token.to_owned()],
    }
}
