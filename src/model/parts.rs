//! A long list in the parts that it was found in.

use std::{borrow::Cow, cmp::Ordering, iter::Flatten, slice};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeSeq as _};

/// A list that is kept as the lists of its files: moving them into one would for a while take twice the room.
#[derive(Clone, Debug)]
pub struct Parts<T>(Vec<Vec<T>>);

impl<T> Parts<T> {
    /// Every item.
    pub fn iter(&self) -> Flatten<slice::Iter<'_, Vec<T>>> {
        self.0.iter().flatten()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }

    /// Puts a part behind the others.
    pub fn add(&mut self, part: Vec<T>) {
        if !part.is_empty() {
            self.0.push(part);
        }
    }

    /// Sorts the whole list; equal items stay in their order.
    pub fn sort_by(&mut self, order: impl Fn(&T, &T) -> Ordering) {
        for part in &mut self.0 {
            part.sort_by(&order);
        }
        let after = self.0.iter().skip(1).filter_map(|part| part.first());
        let mut ends = self.0.iter().filter_map(|part| part.last()).zip(after);
        if ends.any(|(last, first)| order(last, first) == Ordering::Greater) {
            let mut all: Vec<T> = std::mem::take(&mut self.0).into_iter().flatten().collect();
            all.sort_by(order);
            self.0.push(all);
        }
    }
}

impl<T> Default for Parts<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> From<Vec<T>> for Parts<T> {
    fn from(list: Vec<T>) -> Self {
        let mut parts = Self::default();
        parts.add(list);
        parts
    }
}

impl<T> FromIterator<T> for Parts<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::from(items.into_iter().collect::<Vec<_>>())
    }
}

impl<'a, T> IntoIterator for &'a Parts<T> {
    type Item = &'a T;
    type IntoIter = Flatten<slice::Iter<'a, Vec<T>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: PartialEq> PartialEq for Parts<T> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other)
    }
}

impl<T: Serialize> Serialize for Parts<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.len()))?;
        self.iter().try_for_each(|one| list.serialize_element(one))?;
        list.end()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Parts<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
    }
}

/// In the schema it is a list.
impl<T: JsonSchema> JsonSchema for Parts<T> {
    fn schema_name() -> Cow<'static, str> {
        Vec::<T>::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        Vec::<T>::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<T>::json_schema(generator)
    }

    fn inline_schema() -> bool {
        Vec::<T>::inline_schema()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(parts: &[&[(u32, char)]], expected: &str) {
        let mut list = Parts::default();
        for part in parts {
            list.add(part.to_vec());
        }
        assert_eq!(list.len(), expected.len());
        list.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(list.iter().map(|one| one.1).collect::<String>(), expected);
        let text = serde_json::to_string(&list).unwrap();
        assert_eq!(text, serde_json::to_string(&list.iter().collect::<Vec<_>>()).unwrap());
        assert_eq!(serde_json::from_str::<Parts<(u32, char)>>(&text).unwrap(), list);
    }

    #[test]
    fn parts_are_sorted_as_one_list() {
        check(&[], "");
        check(&[&[], &[(1, 'a')]], "a");
        check(&[&[(2, 'b'), (1, 'a')], &[(2, 'c'), (3, 'd')]], "abcd");
        check(&[&[(5, 'd'), (1, 'a')], &[(5, 'e'), (3, 'c')], &[(2, 'b')]], "abcde");
    }
}
