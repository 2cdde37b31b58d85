//! Which fact of one side is which of the other. Facts are brought together in rounds, from the surest
//! to the least sure: known by the same words in the same file, then in any file, then as part of a file
//! that moved to another folder. What is left over was added or removed.

use std::{
    borrow::Cow,
    collections::{BTreeMap, VecDeque},
};

use super::item::Item;
use crate::model::{ChangedDetail, FactChange, FactMove, KindChanges, ListedFact};

/// Compares the facts of one kind.
pub(super) fn compare(kind: &'static str, before: &[Item], after: &[Item]) -> KindChanges {
    let mut sides = Sides { before: before.iter().collect(), after: after.iter().collect() };
    let mut pairs = sides.pair(|item| (&item.key, &*item.at.file, &item.says));
    pairs.extend(sides.pair(|item| (&item.key, &*item.at.file)));
    pairs.extend(sides.pair(|item| (&item.key, &item.says)));
    pairs.extend(sides.pair(|item| &item.key));
    pairs.extend(sides.pair_unique(|item| {
        let known_by = item.anywhere.as_ref()?;
        Some((known_by, file_name(&item.at.file), &item.says))
    }));
    pairs.sort_by_key(|(_, after)| order(after));
    let mut changes = KindChanges {
        kind: Cow::Borrowed(kind),
        added: listed(sides.after),
        removed: listed(sides.before),
        ..KindChanges::default()
    };
    for (before, after) in pairs {
        sort_in(&mut changes, before, after);
    }
    changes
}

type Pair<'a> = (&'a Item, &'a Item);

/// Facts that have found no other yet.
struct Sides<'a> {
    before: Vec<&'a Item>,
    after: Vec<&'a Item>,
}

impl<'a> Sides<'a> {
    /// Pairs off facts with the same `key`, in their order.
    fn pair<K: Ord>(&mut self, key: impl Fn(&'a Item) -> K) -> Vec<Pair<'a>> {
        let mut waiting: BTreeMap<K, VecDeque<&Item>> = BTreeMap::new();
        for item in std::mem::take(&mut self.before) {
            waiting.entry(key(item)).or_default().push_back(item);
        }
        let mut pairs = Vec::new();
        for item in std::mem::take(&mut self.after) {
            match waiting.get_mut(&key(item)).and_then(VecDeque::pop_front) {
                Some(before) => pairs.push((before, item)),
                None => self.after.push(item),
            }
        }
        self.before = waiting.into_values().flatten().collect();
        self.before.sort_by_key(|item| order(item));
        pairs
    }

    /// Pairs off facts that alone on their side have a `key`.
    fn pair_unique<K: Ord>(&mut self, key: impl Fn(&'a Item) -> Option<K>) -> Vec<Pair<'a>> {
        let mut found: BTreeMap<K, (Vec<&Item>, Vec<&Item>)> = BTreeMap::new();
        for item in &self.before {
            let Some(key) = key(item) else { continue };
            found.entry(key).or_default().0.push(item);
        }
        for item in &self.after {
            let Some(key) = key(item) else { continue };
            found.entry(key).or_default().1.push(item);
        }
        let mut pairs = Vec::new();
        for sides in found.into_values() {
            if let ([before], [after]) = (&*sides.0, &*sides.1) {
                pairs.push((*before, *after));
            }
        }
        let mut taken: Vec<*const Item> = pairs
            .iter()
            .flat_map(|pair: &Pair<'_>| [&raw const *pair.0, &raw const *pair.1])
            .collect();
        taken.sort_unstable();
        let is_free = |item: &&Item| taken.binary_search(&(&raw const **item)).is_err();
        self.before.retain(is_free);
        self.after.retain(is_free);
        pairs
    }
}

fn order(item: &Item) -> (&str, u32, &str) {
    (&item.at.file, item.at.line, &item.name)
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn listed(items: Vec<&Item>) -> Vec<ListedFact> {
    let mut items = items;
    items.sort_by_key(|item| order(item));
    let fact = |item: &Item| ListedFact { at: item.at.clone(), name: item.name.clone() };
    items.into_iter().map(fact).collect()
}

/// Puts a pair into the list that it belongs to.
fn sort_in(changes: &mut KindChanges, before: &Item, after: &Item) {
    let name = after.name.clone();
    let places = (before.at.clone(), after.at.clone());
    if before.says != after.says {
        let (before, details, after) = (places.0, details(before, after), places.1);
        return changes.changed.push(FactChange { name, before, after, details });
    }
    let same_file = before.at.file == after.at.file;
    let moved = FactMove { name, before: places.0, after: places.1 };
    match () {
        () if !after.has_place => changes.same += 1,
        () if !same_file => changes.moved.push(moved),
        () if moved.before.line != moved.after.line => changes.shifted.push(moved),
        () => changes.same += 1,
    }
}

fn details(before: &Item, after: &Item) -> Vec<ChangedDetail> {
    let mut subjects: Vec<&String> = before.says.keys().chain(after.says.keys()).collect();
    subjects.sort();
    subjects.dedup();
    let details = subjects.into_iter().map(|subject| ChangedDetail {
        subject: subject.clone(),
        before: before.says.get(subject).cloned(),
        after: after.says.get(subject).cloned(),
    });
    details.filter(|detail| detail.before != detail.after).collect()
}
