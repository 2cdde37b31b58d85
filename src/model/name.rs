//! Texts that many facts share: each is kept once, until the process ends.

use std::{
    borrow::{Borrow, Cow},
    collections::hash_map::DefaultHasher,
    fmt,
    hash::{BuildHasherDefault, Hash, Hasher},
    ops::Deref,
    sync::{LazyLock, Mutex, PoisonError},
};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A text that is kept once, however many facts have it. Copying and comparing for equality cost nothing.
///
/// A repository says the same few names and paths hundreds of thousands of times, and facts of all its files
/// are held at once.
#[derive(Clone, Copy)]
pub struct Name(&'static &'static str);

impl Name {
    /// The text.
    pub fn as_str(self) -> &'static str {
        self.0
    }

    fn of(text: &str) -> Self {
        // Threads that ask for different names mostly do not wait for each other.
        let part = text.len() + usize::from(text.bytes().next_back().unwrap_or_default());
        let Some(shelf) = SHELVES.get(part % SHELVES.len()) else { return EMPTY };
        if text.is_empty() {
            return EMPTY;
        }
        shelf.lock().unwrap_or_else(PoisonError::into_inner).get(text)
    }
}

const EMPTY: Name = Name(&"");

static SHELVES: LazyLock<[Mutex<Shelf>; 16]> = LazyLock::new(Default::default);

/// The names of one part, and room for more.
#[derive(Default)]
struct Shelf {
    #[expect(clippy::disallowed_types, reason = "nothing asks for its order")]
    known: std::collections::HashSet<Name, BuildHasherDefault<DefaultHasher>>,
    bytes: &'static mut [u8],
    places: &'static mut [&'static str],
}

/// Bytes that are asked of the allocator at once.
const ROOM: usize = 16 << 10;

impl Shelf {
    fn get(&mut self, text: &str) -> Name {
        if let Some(known) = self.known.get(text) {
            return *known;
        }
        let name = self.put(text);
        self.known.insert(name);
        name
    }

    fn put(&mut self, text: &str) -> Name {
        if self.bytes.len() < text.len() {
            self.bytes = Vec::leak(vec![0; ROOM.max(text.len())]);
        }
        if self.places.is_empty() {
            self.places = Vec::leak(vec![""; ROOM / size_of::<&str>()]);
        }
        let (bytes, rest) = std::mem::take(&mut self.bytes).split_at_mut(text.len());
        self.bytes = rest;
        bytes.copy_from_slice(text.as_bytes());
        let kept = std::str::from_utf8(bytes).unwrap_or_default();
        let Some((place, rest)) = std::mem::take(&mut self.places).split_first_mut() else {
            return EMPTY;
        };
        self.places = rest;
        *place = kept;
        Name(place)
    }
}

impl Default for Name {
    fn default() -> Self {
        EMPTY
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        self.0
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        self.0
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self::of(text)
    }
}

impl From<&String> for Name {
    fn from(text: &String) -> Self {
        Self::of(text)
    }
}

impl From<String> for Name {
    fn from(text: String) -> Self {
        Self::of(&text)
    }
}

impl From<Cow<'_, str>> for Name {
    fn from(text: Cow<'_, str>) -> Self {
        Self::of(&text)
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.as_str().to_owned()
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        // Each text is kept once, save the empty one.
        std::ptr::eq(self.0, other.0) || self.is_empty() && other.is_empty()
    }
}

impl Eq for Name {}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<String> for Name {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == other.as_str()
    }
}

impl PartialEq<Name> for str {
    fn eq(&self, other: &Name) -> bool {
        self == other.as_str()
    }
}

impl PartialEq<Name> for &str {
    fn eq(&self, other: &Name) -> bool {
        *self == other.as_str()
    }
}

impl PartialEq<Name> for String {
    fn eq(&self, other: &Name) -> bool {
        self.as_str() == other.as_str()
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), formatter)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), formatter)
    }
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Reading)
    }
}

struct Reading;

impl de::Visitor<'_> for Reading {
    type Value = Name;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Name, E> {
        Ok(Name::of(text))
    }
}

/// In the schema it is any other text.
impl JsonSchema for Name {
    fn schema_name() -> Cow<'static, str> {
        String::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        String::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }

    fn inline_schema() -> bool {
        String::inline_schema()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_one() {
        let long = "x".repeat(ROOM + 1);
        for text in ["", "a", "go.call", "größe", &long] {
            let (a, b) = (Name::from(text), Name::from(text.to_owned()));
            assert_eq!(a.as_str(), text);
            assert!(a == b && std::ptr::eq(a.as_str(), b.as_str()), "{text}");
        }
        assert_ne!(Name::from("a"), Name::from("b"));
        assert_eq!(Name::default(), Name::from(""));
    }

    #[test]
    fn more_than_one_room_is_kept_by_many_threads() {
        let all = || (0..5000).map(|n| Name::from(format!("name {n}"))).collect::<Vec<_>>();
        let others: Vec<_> = (0..4).map(|_| std::thread::spawn(all)).collect();
        let here = all();
        for other in others {
            assert_eq!(other.join().unwrap(), here);
        }
        assert!(here.iter().enumerate().all(|(n, name)| *name == format!("name {n}")));
    }

    #[test]
    fn order_and_json_are_those_of_the_text() {
        let (a, b) = (Name::from("b"), Name::from("aa"));
        assert!(b < a);
        assert_eq!(serde_json::to_string(&a).unwrap(), "\"b\"");
        assert_eq!(serde_json::from_str::<Name>("\"\\u0062\"").unwrap(), a);
    }
}
