//! Types of values that methods are called on, as far as declarations tell them: `h` in `h.Register(v1)` was
//! made by `user.NewHandler`, so it is a `Handler` of that package.

use std::collections::BTreeMap;

use super::places::{Places, split_path};
use crate::analyze::packages::folder;

/// Fields of fields are followed no further than this.
const DEEPEST: u32 = 8;

/// Declared types, interfaces and functions by name.
pub(super) struct Owners<'a> {
    types: BTreeMap<&'a str, Vec<Declared<'a>>>,
    interfaces: BTreeMap<&'a str, Vec<usize>>,
    /// Results of functions, by name.
    results: BTreeMap<&'a str, Vec<(usize, &'a str)>>,
}

/// A struct with the types of its fields.
struct Declared<'a> {
    file: usize,
    fields: Vec<(&'a str, &'a str)>,
}

/// A type of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Owner<'a> {
    pub(super) folder: &'a str,
    pub(super) name: String,
    /// Whoever implements it may be meant.
    pub(super) interface: bool,
}

/// A type as it is written in a file.
struct Written<'t> {
    file: usize,
    text: std::borrow::Cow<'t, str>,
}

impl<'a> Owners<'a> {
    pub(super) fn of(places: &Places<'a>) -> Self {
        let mut found =
            Self { types: BTreeMap::new(), interfaces: BTreeMap::new(), results: BTreeMap::new() };
        for (file, facts) in places.facts.iter().enumerate().filter(|(file, _)| places.is_go(*file))
        {
            for one in &facts.types {
                let fields = one.members.iter().map(|member| (&*member.name, &*member.type_name));
                let declared = Declared { file, fields: fields.collect() };
                found.types.entry(&one.name).or_default().push(declared);
            }
            for one in &facts.interfaces {
                found.interfaces.entry(&one.name).or_default().push(file);
            }
            for one in facts.functions.iter().filter(|one| one.receiver.is_none()) {
                if let Some(result) = result_of(&one.signature) {
                    found.results.entry(&one.name).or_default().push((file, result));
                }
            }
        }
        found
    }

    /// The type of the value that `text` of `file` tells of.
    pub(super) fn resolve(
        &self,
        places: &Places<'a>,
        file: usize,
        text: &str,
    ) -> Option<Owner<'a>> {
        let written = Written { file, text: text.into() };
        self.follow(places, &written, 0)
    }

    fn follow(&self, places: &Places<'a>, written: &Written<'_>, depth: u32) -> Option<Owner<'a>> {
        if depth > DEEPEST {
            return None;
        }
        let file = written.file;
        let text = plain(&written.text);
        if let Some(function) = text.strip_suffix("()") {
            let result = self.result(places, file, function);
            return self.follow(places, &result?, depth + 1);
        }
        if let Some(owner) = self.declared(places, file, text) {
            return Some(owner);
        }
        let (owner, field) = text.rsplit_once('.')?;
        let owner = Written { file, text: owner.into() };
        let owner = self.follow(places, &owner, depth + 1)?;
        let field = self.field(places, &owner, field)?;
        self.follow(places, &field, depth + 1)
    }

    /// The type or interface called `name` (`Handler`, `user.Handler`) as `file` sees it.
    fn declared(&self, places: &Places<'a>, file: usize, name: &str) -> Option<Owner<'a>> {
        let (qualifier, last) = split_path(name);
        let seen = |other: &usize| sees(places, file, qualifier, *other);
        let types = self.types.get(last).into_iter().flatten().map(|one| one.file);
        let interfaces = self.interfaces.get(last).into_iter().flatten().copied();
        let owner = |other: usize, interface: bool| Owner {
            folder: places.folder(other),
            name: last.to_owned(),
            interface,
        };
        let interface = interfaces.into_iter().find(seen).map(|other| owner(other, true));
        interface.or_else(|| types.into_iter().find(seen).map(|other| owner(other, false)))
    }

    fn result(&self, places: &Places<'a>, file: usize, function: &str) -> Option<Written<'a>> {
        let (qualifier, last) = split_path(function);
        let mut all = self.results.get(last)?.iter();
        let (file, text) = all.find(|(other, _)| sees(places, file, qualifier, *other))?;
        Some(Written { file: *file, text: (*text).into() })
    }

    fn field(&self, places: &Places<'a>, owner: &Owner<'_>, field: &str) -> Option<Written<'a>> {
        let declared = self.types.get(owner.name.as_str())?.iter();
        let declared = declared.filter(|one| {
            places.facts.get(one.file).is_some_and(|facts| folder(&facts.file.path) == owner.folder)
        });
        let mut found = declared.filter_map(|one| {
            let (_, text) = one.fields.iter().find(|(name, _)| *name == field)?;
            Some(Written { file: one.file, text: (*text).into() })
        });
        found.next()
    }
}

/// Whether a name with `qualifier` in `file` may be declared in `other`.
fn sees(places: &Places<'_>, file: usize, qualifier: &str, other: usize) -> bool {
    if qualifier.is_empty() {
        return places.folder(other) == places.folder(file);
    }
    let path = places.package_path(file, qualifier);
    path.is_some_and(|path| places.is_in(path, places.folder(other)))
}

/// A type without what does not change whose methods it has: `range []*Handler[T]` is a `Handler`.
fn plain(text: &str) -> &str {
    let text = text.trim_start_matches("range ").trim_start_matches(['&', '*']);
    let text = match text.strip_prefix("map[").and_then(|rest| rest.split_once(']')) {
        Some((_, value)) => value,
        None => text.trim_start_matches("[]").trim_start_matches("..."),
    };
    let text = text.trim_start_matches(['&', '*']);
    match text.find('[') {
        Some(at) if !text.ends_with("()") => text.get(..at).unwrap_or(text),
        _ => text,
    }
}

/// The first result in a signature: `(db *sql.DB) (*Handler, error)` gives `*Handler`.
fn result_of(signature: &str) -> Option<&str> {
    let mut depth = 0_u32;
    let end = signature.char_indices().find_map(|(at, character)| {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth == 0 && character == ')').then_some(at + 1)
    })?;
    let results = signature.get(end..)?.trim();
    let first = results.trim_start_matches('(').split([',', ')']).next()?.trim();
    let first = first.rsplit(' ').next()?;
    (!first.is_empty()).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_result_of_a_signature() {
        for (signature, expected) in [
            ("(db *sql.DB) *Handler", Some("*Handler")),
            ("(f func(int) error) (h *Handler, err error)", Some("*Handler")),
            ("()", None),
        ] {
            assert_eq!(result_of(signature), expected, "{signature}");
        }
    }

    #[test]
    fn what_a_written_type_is_about() {
        for (text, expected) in [
            ("*user.Handler", "user.Handler"),
            ("range []*user.Handler", "user.Handler"),
            ("map[string]Module", "Module"),
            ("Handler[T]", "Handler"),
            ("&Handler", "Handler"),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}
