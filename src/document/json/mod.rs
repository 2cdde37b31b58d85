//! JSON with places: every value with the bytes and lines where it stands, which `serde_json` does not keep.

mod read;

use std::ops::Range;

pub(in crate::document) use self::read::{Broken, read};

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::document) struct Node {
    pub(in crate::document) line: u32,
    pub(in crate::document) end_line: u32,
    /// Bytes of the text; of a text those between its quotation marks.
    pub(in crate::document) bytes: Range<usize>,
    pub(in crate::document) value: Value,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::document) enum Value {
    Null,
    Bool(bool),
    /// Digits as written.
    Number(String),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Node {
    /// The member with one of `names`, the first of them that is there.
    pub(in crate::document) fn get(&self, names: &[&str]) -> Option<&Node> {
        let members = self.members();
        names
            .iter()
            .find_map(|name| members.iter().find(|(own, _)| own == name).map(|(_, node)| node))
    }

    /// Members of an object; none of any other value.
    pub(in crate::document) fn members(&self) -> &[(String, Node)] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// Items of a list; none of any other value.
    pub(in crate::document) fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// Text, number or truth value as text.
    pub(in crate::document) fn scalar(&self) -> Option<String> {
        match &self.value {
            Value::Text(text) => Some(text.trim().to_owned()),
            Value::Number(number) => Some(number.clone()),
            Value::Bool(value) => Some(value.to_string()),
            Value::Null | Value::List(_) | Value::Object(_) => None,
        }
    }

    /// The scalar of a member, when it says something.
    pub(in crate::document) fn word(&self, names: &[&str]) -> Option<String> {
        self.get(names)?.scalar().filter(|text| !text.is_empty())
    }

    /// The scalars of a member that is a list, or the one that it is.
    pub(in crate::document) fn words(&self, names: &[&str]) -> Vec<String> {
        let Some(node) = self.get(names) else { return Vec::new() };
        let list = node.items().iter().filter_map(|item| {
            item.scalar().or_else(|| {
                item.word(&["id", "path", "file", "name", "title", "description", "text"])
            })
        });
        node.scalar().into_iter().chain(list).filter(|word| !word.is_empty()).collect()
    }

    /// The number of a member.
    pub(in crate::document) fn number(&self, names: &[&str]) -> Option<f64> {
        self.get(names)?.scalar()?.parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// Whether a member is true.
    pub(in crate::document) fn is(&self, names: &[&str]) -> bool {
        self.get(names).is_some_and(|node| node.value == Value::Bool(true))
    }
}
