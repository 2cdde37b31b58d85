//! Facts that few files have: a file without them holds no room for them.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    ops::{Deref, DerefMut},
    sync::LazyLock,
};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{CallFacts, Dependency, Operations, ProtocolFacts, RouteFacts};

/// A value that mostly is its default, which takes no room beside a pointer.
#[derive(Clone, Debug, Default)]
pub struct Seldom<T>(Option<Box<T>>);

/// What stands for a value that is not there.
pub trait Absent: Default + 'static {
    /// The default.
    fn absent() -> &'static Self;
}

macro_rules! absent {
    ($($fact:ty),* $(,)?) => {$(
        impl Absent for $fact {
            fn absent() -> &'static Self {
                static ABSENT: LazyLock<$fact> = LazyLock::new(Default::default);
                &ABSENT
            }
        }
    )*};
}

absent!(
    BTreeMap<String, Dependency>,
    BTreeSet<u32>,
    CallFacts,
    Operations,
    ProtocolFacts,
    RouteFacts,
);

impl<T: Absent> Seldom<T> {
    /// The value if there is one.
    pub fn present_mut(&mut self) -> Option<&mut T> {
        self.0.as_deref_mut()
    }

    /// The value, or the default.
    pub fn take(&mut self) -> T {
        self.0.take().map_or_else(T::default, |value| *value)
    }
}

impl<T: Absent> Deref for Seldom<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or_else(|| T::absent())
    }
}

impl<T: Absent> DerefMut for Seldom<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

impl<T: Absent + PartialEq> From<T> for Seldom<T> {
    fn from(value: T) -> Self {
        Self((value != *T::absent()).then(|| Box::new(value)))
    }
}

impl<T: Absent + PartialEq> PartialEq for Seldom<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Absent + Serialize> Serialize for Seldom<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::serialize(self, serializer)
    }
}

impl<'de, T: Absent + PartialEq + Deserialize<'de>> Deserialize<'de> for Seldom<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::from)
    }
}

/// In a schema it is the value.
impl<T: JsonSchema> JsonSchema for Seldom<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }

    fn inline_schema() -> bool {
        T::inline_schema()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_default_takes_no_room() {
        let mut lines = Seldom::<BTreeSet<u32>>::default();
        assert!(lines.is_empty() && lines.present_mut().is_none());
        assert_eq!(serde_json::to_string(&lines).unwrap(), "[]");
        assert!(serde_json::from_str::<Seldom<BTreeSet<u32>>>("[]").unwrap().0.is_none());
        lines.insert(3);
        assert_eq!(serde_json::to_string(&lines).unwrap(), "[3]");
        assert_eq!(serde_json::from_str::<Seldom<BTreeSet<u32>>>("[3]").unwrap(), lines);
        assert_eq!(lines.take(), BTreeSet::from([3]));
        assert_eq!(lines, Seldom::default());
    }
}
