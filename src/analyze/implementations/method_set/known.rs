//! Types of Go's standard library with their methods in canonical form, and names that need no import.
//!
//! The table is `std.txt`; `evals/go-std` makes it from the Go distribution and says how a line reads.

use std::collections::BTreeMap;

const TABLE: &str = include_str!("std.txt");

/// The standard library by import path and name.
pub(super) struct Std {
    types: BTreeMap<(&'static str, &'static str), &'static str>,
}

/// What a name of the standard library is.
pub(super) enum Known {
    /// An interface with all that it asks for.
    Interface(Vec<Member>),
    /// Any other type: methods of the pointer to it, and exported fields.
    Type(Vec<Member>),
}

/// A method, or a field, which has no signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Member {
    /// 0, or how deep it is promoted from.
    pub(super) depth: u32,
    pub(super) name: &'static str,
    /// Rest of the canonical signature; `?` where text does not say it.
    pub(super) signature: Option<&'static str>,
}

impl Std {
    pub(super) fn read() -> Self {
        let mut types = BTreeMap::new();
        let mut path = "";
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix(' ') {
                None => path = line,
                Some(entry) => {
                    let (name, rest) = entry.split_once(' ').unwrap_or((entry, ""));
                    types.insert((path, name), rest);
                }
            }
        }
        Self { types }
    }

    pub(super) fn find(&self, path: &str, name: &str) -> Option<Known> {
        let key = if path.is_empty() { ("", name) } else { (path, name) };
        let text = match key {
            ("", "error") => "i Error()(string)",
            ("", "any") => "i",
            _ => self.entry(path, name)?,
        };
        let (kind, members) = text.split_once(' ').unwrap_or((text, ""));
        let members = members.split_whitespace().map(member).collect();
        match kind {
            "i" => Some(Known::Interface(members)),
            "t" => Some(Known::Type(members)),
            _ => None,
        }
    }

    /// The text of an entry; that of its target for an alias.
    fn entry(&self, path: &str, name: &str) -> Option<&'static str> {
        let text = *self.types.get(&(path, name))?;
        let Some(target) = text.strip_prefix("= ") else { return Some(text) };
        let (path, name) = target.rsplit_once('.')?;
        self.types.get(&(path, name)).copied()
    }

    /// The name that types of another package are compared by.
    pub(super) fn external(&self, path: &str, name: &str) -> String {
        // The package became a part of the standard library, its names aliases.
        let path = if path == "golang.org/x/net/context" { "context" } else { path };
        let alias = self.types.get(&(path, name)).and_then(|text| text.strip_prefix("= "));
        alias.map_or_else(|| format!("{path}.{name}"), str::to_owned)
    }
}

fn member(text: &'static str) -> Member {
    if let Some(name) = text.strip_prefix('.') {
        return Member { depth: 0, name, signature: None };
    }
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let (depth, text) = text.split_at(digits);
    let (name, signature) = text.split_at(text.find(['(', '?']).unwrap_or(text.len()));
    Member { depth: depth.parse().unwrap_or(0), name, signature: Some(signature) }
}

/// Names that need no import and no declaration, with what they are compared by.
const BUILT_IN: [(&str, &str); 22] = [
    ("any", "any"),
    ("bool", "bool"),
    ("byte", "uint8"),
    ("comparable", "comparable"),
    ("complex128", "complex128"),
    ("complex64", "complex64"),
    ("error", "error"),
    ("float32", "float32"),
    ("float64", "float64"),
    ("int", "int"),
    ("int16", "int16"),
    ("int32", "int32"),
    ("int64", "int64"),
    ("int8", "int8"),
    ("rune", "int32"),
    ("string", "string"),
    ("uint", "uint"),
    ("uint16", "uint16"),
    ("uint32", "uint32"),
    ("uint64", "uint64"),
    ("uint8", "uint8"),
    ("uintptr", "uintptr"),
];

pub(super) fn built_in(name: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(built_in, _)| *built_in == name).map(|(_, canonical)| *canonical)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, name: &str, expected: Option<&str>) {
        let found = Std::read().find(path, name).map(|known| {
            let (kind, members) = match known {
                Known::Interface(members) => ("i", members),
                Known::Type(members) => ("t", members),
            };
            let shown =
                members.into_iter().filter(|one| !one.name.starts_with("Read")).map(|one| {
                    format!(" {}{}{}", one.depth, one.name, one.signature.unwrap_or(" field"))
                });
            shown.fold(kind.to_owned(), |text, one| text + &one)
        });
        assert_eq!(found.as_deref(), expected, "{path}.{name}");
    }

    #[test]
    fn the_table_is_read() {
        check("", "error", Some("i 0Error()(string)"));
        check("", "any", Some("i"));
        check("io", "ReadCloser", Some("i 0Close()(error)"));
        check("sync", "Mutex", Some("t 0Lock()() 0TryLock()(bool) 0Unlock()()"));
        check("os", "FileMode", Std::read().find("io/fs", "FileMode").map(|_| "t 0IsDir()(bool) 0IsRegular()(bool) 0Perm()(io/fs.FileMode) 0String()(string) 0Type()(io/fs.FileMode)"));
        check("io", "LimitedReader", Some("t 0R field 0N field"));
        check("io", "Nothing", None);
        check("example.org/io", "Reader", None);
        assert_eq!(Std::read().external("os", "FileInfo"), "io/fs.FileInfo");
        assert_eq!(Std::read().external("a/b", "C"), "a/b.C");
    }
}
