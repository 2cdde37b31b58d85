//! `.mailmap`: who an author really is, resolved as Git does it. Addresses and names are compared
//! without regard to case, and what the map does not replace stays as it was written.

use std::collections::BTreeMap;

use gix::bstr::ByteSlice;

/// The entries of a `.mailmap` by the address that stands in commits.
#[derive(Debug, Default)]
pub(super) struct Mailmap {
    by_email: BTreeMap<Vec<u8>, Entry>,
}

#[derive(Debug, Default)]
struct Entry {
    simple: Person,
    /// For commits with this name only.
    by_name: BTreeMap<Vec<u8>, Person>,
}

/// What replaces a name and an address.
#[derive(Debug, Default)]
struct Person {
    name: Option<Vec<u8>>,
    email: Option<Vec<u8>>,
}

impl Mailmap {
    /// Reads the lines of the file; a line that is no entry is skipped.
    pub(super) fn parse(file: &[u8]) -> Self {
        let mut map = Self::default();
        for line in file.split(|byte| *byte == b'\n').filter(|line| !line.starts_with(b"#")) {
            let Some((name, email, rest)) = person(line).filter(|(_, email, _)| !email.is_empty())
            else {
                continue;
            };
            match person(rest) {
                Some((old_name, old_email, _)) => map.add(name, Some(email), old_name, old_email),
                None => map.add(name, None, None, email),
            }
        }
        map
    }

    /// The name and address that stand for these.
    pub(super) fn resolve<'a>(&'a self, name: &'a [u8], email: &'a [u8]) -> (&'a [u8], &'a [u8]) {
        let Some(entry) = self.by_email.get(&email.to_ascii_lowercase()) else {
            return (name, email);
        };
        let person = entry.by_name.get(&name.to_ascii_lowercase()).unwrap_or(&entry.simple);
        (person.name.as_deref().unwrap_or(name), person.email.as_deref().unwrap_or(email))
    }

    fn add(&mut self, name: Option<&[u8]>, email: Option<&[u8]>, old: Option<&[u8]>, key: &[u8]) {
        let entry = self.by_email.entry(key.to_ascii_lowercase()).or_default();
        let (name, email) = (name.map(<[u8]>::to_vec), email.map(<[u8]>::to_vec));
        if let Some(old) = old {
            entry.by_name.insert(old.to_ascii_lowercase(), Person { name, email });
        } else {
            entry.simple.name = name.or(entry.simple.name.take());
            entry.simple.email = email.or(entry.simple.email.take());
        }
    }
}

/// A name if there is one, an address, and what follows.
type Found<'a> = (Option<&'a [u8]>, &'a [u8], &'a [u8]);

/// Reads `Name <email>`.
fn person(text: &[u8]) -> Option<Found<'_>> {
    let (name, rest) = text.split_once_str("<")?;
    let (email, rest) = rest.split_once_str(">")?;
    let name = name.trim_with(|c| c.is_ascii_whitespace());
    Some(((!name.is_empty()).then_some(name), email, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(map: &str, (name, email): (&str, &str), expected: (&str, &str)) {
        let map = Mailmap::parse(map.as_bytes());
        let (name, email) = map.resolve(name.as_bytes(), email.as_bytes());
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        assert_eq!((&*text(name), &*text(email)), expected);
    }

    #[test]
    fn the_four_forms() {
        check("New <c@x>", ("old", "C@x"), ("New", "C@x"));
        check("<p@x> <c@x>", ("Old", "c@x"), ("Old", "p@x"));
        check("New <p@x> <c@x>", ("Old", "c@x"), ("New", "p@x"));
        check("New <p@x> Old <c@x>", ("OLD", "c@X"), ("New", "p@x"));
        check("New <p@x> Old <c@x>", ("Other", "c@x"), ("Other", "c@x"));
        check("<p@x> Old <c@x>", ("Old", "c@x"), ("Old", "p@x"));
    }

    #[test]
    fn a_later_line_adds_to_an_earlier_one() {
        check("New <c@x>\n<p@x> <c@x>", ("Old", "c@x"), ("New", "p@x"));
        check("New <c@x>\nNewer <c@x>", ("Old", "c@x"), ("Newer", "c@x"));
        check("New <p@x> Old <c@x>\nAll <c@x>", ("Old", "c@x"), ("New", "p@x"));
        check("New <p@x> Old <c@x>\nAll <c@x>", ("Else", "c@x"), ("All", "c@x"));
    }

    #[test]
    fn what_is_no_entry_changes_nothing() {
        for map in ["# New <c@x>", "New c@x", "New <c@x", "New <>", "<c@x>", "", "\r\n"] {
            check(map, ("Old", "c@x"), ("Old", "c@x"));
        }
        check("New <p@x> <>\r\n", ("Old", ""), ("New", "p@x"));
    }
}
