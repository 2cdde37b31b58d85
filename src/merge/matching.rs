//! Which blocks of two versions of a document are versions of each other.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{
    blocks::{Document, Kind},
    keys::{self, Keys},
};

/// Share of common words from which on two blocks without a common key are versions of one.
const ALIKE: f64 = 0.6;

/// How many pairs of blocks are compared by their words in one place; beyond, each is taken for new.
const MOST_PAIRS: usize = 250_000;

/// A document with what its blocks are known by.
#[derive(Debug)]
pub(super) struct Version {
    pub(super) document: Document,
    keys: Vec<Keys>,
}

impl Version {
    pub(super) fn new(text: &str) -> Self {
        let document = Document::parse(text);
        let keys = keys::all(&document);
        Self { document, keys }
    }

    fn keys(&self, id: usize) -> Option<&Keys> {
        self.keys.get(id)
    }

    /// The identifier that a block is known by in the whole document.
    pub(super) fn global(&self, id: usize) -> Option<&str> {
        self.keys(id)?.global.as_deref()
    }

    /// The blocks of each key of the whole document, in order.
    fn globals(&self) -> BTreeMap<&str, Vec<usize>> {
        let mut found: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (keys, id) in self.keys.iter().zip(0..) {
            if let Some(key) = &keys.global {
                found.entry(key).or_default().push(id);
            }
        }
        found
    }
}

/// The pairs of two versions, by the number of a block on either side.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pub(super) there: BTreeMap<usize, usize>,
    pub(super) back: BTreeMap<usize, usize>,
}

impl Pairs {
    fn link(&mut self, one: usize, other: usize) {
        self.there.insert(one, other);
        self.back.insert(other, one);
    }

    fn is_free(&self, one: usize, other: usize) -> bool {
        !self.there.contains_key(&one) && !self.back.contains_key(&other)
    }
}

/// Pairs two versions: what is known in the whole document wherever it is, the rest inside what holds it.
pub(super) fn pair(one: &Version, other: &Version) -> Pairs {
    let mut pairs = Pairs::default();
    pairs.link(0, 0);
    let mut queue = VecDeque::from([(0, 0)]);
    let there = other.globals();
    for (key, ids) in one.globals() {
        let Some(others) = there.get(key) else { continue };
        let is_one = ids.len() == 1 && others.len() == 1;
        for (id, other_id) in ids.iter().zip(others) {
            let (kind, other_kind) =
                (one.document.block(*id).kind, other.document.block(*other_id).kind);
            // Weeks that are counted anew in each phase are not known by their number alone.
            let is_sure = is_one || matches!(kind, Kind::Item(_));
            if is_sure && kind.is_like(other_kind) {
                pairs.link(*id, *other_id);
                queue.push_back((*id, *other_id));
            }
        }
    }
    go_on(one, other, &mut pairs, (queue, &[by_key, by_text, by_likeness]));
    pairs
}

/// Pairs what has the same words in the same place.
pub(super) fn pair_same(one: &Version, other: &Version) -> Pairs {
    let mut pairs = Pairs::default();
    pairs.link(0, 0);
    go_on(one, other, &mut pairs, (VecDeque::from([(0, 0)]), &[by_text]));
    pairs
}

/// Finds pairs among blocks of two versions that are inside one pair.
type Way = fn(&Version, &Version, &[usize], &[usize]) -> Vec<(usize, usize)>;

/// Pairs what is inside the pairs of a queue, and inside those, and so on.
fn go_on(
    one: &Version,
    other: &Version,
    pairs: &mut Pairs,
    (mut queue, ways): (VecDeque<(usize, usize)>, &[Way]),
) {
    while let Some((id, other_id)) = queue.pop_front() {
        for way in ways {
            let left = one.document.children(id).iter().copied();
            let right = other.document.children(other_id).iter().copied();
            let left: Vec<usize> = left.filter(|id| !pairs.there.contains_key(id)).collect();
            let right: Vec<usize> = right.filter(|id| !pairs.back.contains_key(id)).collect();
            for (a, b) in way(one, other, &left, &right) {
                if pairs.is_free(a, b) {
                    pairs.link(a, b);
                    queue.push_back((a, b));
                }
            }
        }
    }
}

fn is_like(one: &Version, other: &Version, a: usize, b: usize) -> bool {
    one.document.block(a).kind.is_like(other.document.block(b).kind)
}

/// Neighbours that carry a key which nobody else among them carries.
fn by_key(one: &Version, other: &Version, left: &[usize], right: &[usize]) -> Vec<(usize, usize)> {
    let (left, right) = (sole(one, left), sole(other, right));
    let pairs = left.into_iter().filter_map(|(key, a)| Some((a, *right.get(key)?)));
    pairs.filter(|(a, b)| is_like(one, other, *a, *b)).collect()
}

fn sole<'a>(version: &'a Version, ids: &[usize]) -> BTreeMap<&'a str, usize> {
    let mut found = BTreeMap::new();
    let mut twice = BTreeSet::new();
    for id in ids {
        let Some(key) = version.keys(*id).and_then(|keys| keys.local.as_deref()) else { continue };
        if found.insert(key, *id).is_some() {
            twice.insert(key);
        }
    }
    found.retain(|key, _| !twice.contains(key));
    found
}

/// The same text, the first with the first.
fn by_text(one: &Version, other: &Version, left: &[usize], right: &[usize]) -> Vec<(usize, usize)> {
    let mut open: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
    for id in right {
        open.entry(other.keys(*id).map_or("", |keys| &keys.plain)).or_default().push_back(*id);
    }
    let mut found = Vec::new();
    for id in left {
        let plain = one.keys(*id).map_or("", |keys| keys.plain.as_str());
        let Some(same) = open.get_mut(plain) else { continue };
        if same.front().is_some_and(|first| is_like(one, other, *id, *first)) {
            found.extend(same.pop_front().map(|first| (*id, first)));
        }
    }
    found
}

/// The most common words first; blocks with two different keys are never alike.
fn by_likeness(
    one: &Version,
    other: &Version,
    left: &[usize],
    right: &[usize],
) -> Vec<(usize, usize)> {
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    if left.len().saturating_mul(right.len()) > MOST_PAIRS {
        return Vec::new();
    }
    for a in left {
        for b in right.iter().filter(|b| is_like(one, other, *a, **b)) {
            let (Some(keys), Some(others)) = (one.keys(*a), other.keys(*b)) else { continue };
            let is_other = match (&keys.local, &others.local) {
                (Some(key), Some(other)) => {
                    key != other && !(key.starts_with("title ") && other.starts_with("title "))
                }
                _ => false,
            };
            if is_other {
                continue;
            }
            let score = likeness(&keys.words, &others.words);
            if score >= ALIKE {
                found.push((score, *a, *b));
            }
        }
    }
    found.sort_by(|(one, a, b), (other, c, d)| other.total_cmp(one).then((a, b).cmp(&(c, d))));
    found.into_iter().map(|(_, a, b)| (a, b)).collect()
}

/// Twice the number of common words, divided by the number of all.
fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    let all = count(one.len()) + count(other.len());
    let most = 2.0 * count(one.len().min(other.len()));
    if most < ALIKE * all || all == 0.0 {
        return 0.0;
    }
    2.0 * count(one.intersection(other).count()) / all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first line of each paired block, without root.
    #[track_caller]
    fn check(one: &str, other: &str, expected: &[(&str, &str)]) {
        let (one, other) = (Version::new(one), Version::new(other));
        let line = |version: &Version, id: usize| {
            version.document.block(id).text.lines().next().unwrap_or_default().to_owned()
        };
        let pairs = pair(&one, &other);
        let found: Vec<(String, String)> =
            pairs.there.iter().skip(1).map(|(a, b)| (line(&one, *a), line(&other, *b))).collect();
        let expected: Vec<(String, String)> =
            expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn tasks_are_found_in_another_week() {
        check(
            "# Week 1\n- **T-1** a\n  - mine\n# Week 2\n- **T-2** b\n",
            "# Week 1: x\n- **T-2** c\n- **T-1** z\n  - mine\n",
            &[
                ("# Week 1", "# Week 1: x"),
                ("- **T-1** a", "- **T-1** z"),
                ("  - mine", "  - mine"),
                ("- **T-2** b", "- **T-2** c"),
            ],
        );
    }

    #[test]
    fn words_pair_what_has_no_key() {
        check(
            "- [ ] add the column for waivers\n- [ ] add an index\n",
            "- [x] add an index\n- [ ] add the big column for waivers\n",
            &[
                ("- [ ] add the column for waivers", "- [ ] add the big column for waivers"),
                ("- [ ] add an index", "- [x] add an index"),
            ],
        );
        check("one two three\n", "four five six\n", &[]);
        check(
            "| A-1 | x |\n|--|--|\n| A-2 | same |\n",
            "| A-1 | x |\n|--|--|\n| A-3 | same |\n",
            &[("| A-1 | x |", "| A-1 | x |")],
        );
    }
}
