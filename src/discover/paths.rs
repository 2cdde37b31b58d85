//! Values by path, as a list in the order of Git's index: who asks in that order is answered at once.

use std::cell::Cell;

use gix::bstr::{BStr, BString, ByteSlice};

/// Values by path.
pub(super) struct Paths<T> {
    list: Vec<(BString, T)>,
    taken: Vec<bool>,
    /// Where the last answer was found.
    last: Cell<usize>,
}

impl<T> Paths<T> {
    /// Of two values of one path the later one counts.
    pub(super) fn new(mut list: Vec<(BString, T)>) -> Self {
        // Git keeps them sorted; only sparse folders and conflicts make a difference.
        list.reverse();
        list.sort_by(|(a, _), (b, _)| a.cmp(b));
        list.dedup_by(|(later, _), (first, _)| later == first);
        Self { taken: vec![false; list.len()], list, last: Cell::new(0) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&BString, &T)> {
        self.list.iter().map(|(path, value)| (path, value))
    }

    pub(super) fn get(&self, path: &BStr) -> Option<&T> {
        self.find(path).and_then(|at| self.list.get(at)).map(|(_, value)| value)
    }

    fn find(&self, path: &BStr) -> Option<usize> {
        let last = self.last.get();
        let near = (last..).take(2).find(|at| self.is_at(*at, path));
        let found = near
            .or_else(|| self.list.binary_search_by(|(known, _)| known.as_bstr().cmp(path)).ok())?;
        self.last.set(found);
        Some(found)
    }

    fn is_at(&self, at: usize, path: &BStr) -> bool {
        self.list.get(at).is_some_and(|(known, _)| known == path)
    }
}

impl<T: Clone> Paths<T> {
    /// The value of a path, which is taken by that.
    pub(super) fn take(&mut self, path: &BStr) -> Option<T> {
        let at = self.find(path)?;
        let taken = self.taken.get_mut(at)?;
        (!std::mem::replace(taken, true))
            .then(|| self.list.get(at).map(|(_, value)| value.clone()))?
    }

    /// What nobody took.
    pub(super) fn rest(self) -> impl Iterator<Item = (BString, T)> {
        let all = self.list.into_iter().zip(self.taken);
        all.filter(|(_, taken)| !taken).map(|(one, _)| one)
    }
}

impl<T> Default for Paths<T> {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_in_any_order_and_taken_once() {
        let paths = ["a", "b/c", "b-c", "b", "b/c"].map(BString::from);
        let mut known = Paths::new(paths.into_iter().zip(0..).collect());
        let order: Vec<_> = known.iter().map(|(path, value)| (path.to_string(), *value)).collect();
        assert_eq!(order, [("a".into(), 0), ("b".into(), 3), ("b-c".into(), 2), ("b/c".into(), 4)]);
        for (path, value) in [("a", 0), ("b", 3), ("b-c", 2), ("b/c", 4), ("b", 3), ("a", 0)] {
            assert_eq!(known.get(path.into()), Some(&value));
        }
        assert_eq!(known.get("c".into()), None);
        assert_eq!(known.take("b".into()), Some(3));
        assert_eq!(known.take("b".into()), None);
        assert_eq!(known.rest().map(|(_, value)| value).collect::<Vec<_>>(), [0, 2, 4]);
    }
}
