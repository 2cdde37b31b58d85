//! Names that look like handlers and are settings: `h.KeyOnly` at the end of a wrapper's arguments is a
//! method of `h` or a field, and only the whole repository knows which.

use std::collections::BTreeSet;

use crate::model::FileFacts;

/// Types of fields that hold no function.
const PLAIN: [&str; 7] = ["bool", "string", "int", "int32", "int64", "uint", "float64"];

/// Fields of plain types whose names no function or method has.
pub(super) struct Settings<'a>(BTreeSet<&'a str>);

impl<'a> Settings<'a> {
    pub(super) fn of(facts: &'a [FileFacts]) -> Self {
        let members = facts.iter().flat_map(|file| &file.types).flat_map(|one| &one.members);
        let plain = members.filter(|member| PLAIN.contains(&member.type_name.as_str()));
        let mut names: BTreeSet<&str> = plain.map(|member| member.name.as_str()).collect();
        for function in facts.iter().flat_map(|file| &file.functions) {
            names.remove(function.name.as_str());
        }
        Self(names)
    }

    /// Whether a handler expression is a field that holds no function.
    pub(super) fn has(&self, handler: &str) -> bool {
        handler.rsplit_once('.').is_some_and(|(_, field)| self.0.contains(field))
    }
}
