//! Who wrote the commits, after `.mailmap`. A person is a name with an e-mail address, as
//! `git shortlog -sne` counts them; for the authors of a file the address alone counts, without regard
//! to case.

use std::collections::BTreeMap;

use super::{commits::Commit, mailmap::Mailmap};
use crate::model::Contributor;

/// Number of a person in [`People`].
pub(super) type Person = usize;

/// Number of a name and an address as they stand in commits.
pub(super) type Written = usize;

/// Everybody who wrote a commit.
pub(super) struct People {
    mailmap: Mailmap,
    written: BTreeMap<(String, String), (Written, Person)>,
    known: BTreeMap<(String, String), Person>,
    emails: BTreeMap<String, usize>,
    email_of: Vec<usize>,
    names: Vec<(String, String)>,
}

impl People {
    pub(super) fn new(mailmap: Mailmap) -> Self {
        Self {
            mailmap,
            written: BTreeMap::new(),
            known: BTreeMap::new(),
            emails: BTreeMap::new(),
            email_of: Vec::new(),
            names: Vec::new(),
        }
    }

    /// The person behind a name and an address of a commit.
    pub(super) fn person(&mut self, name: &str, email: &str) -> (Written, Person) {
        let key = (name.to_owned(), email.to_owned());
        if let Some(found) = self.written.get(&key) {
            return *found;
        }
        let found = (self.names.len(), self.resolve(name, email));
        self.names.push(key.clone());
        self.written.insert(key, found);
        found
    }

    /// A name and an address as commits have them.
    pub(super) fn written(&self, number: Written) -> (String, String) {
        self.names.get(number).cloned().unwrap_or_default()
    }

    fn resolve(&mut self, name: &str, email: &str) -> Person {
        let (name, email) = self.mailmap.resolve(name.as_bytes(), email.as_bytes());
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (name, email) = (text(name), text(email));
        let emails = self.emails.len();
        let number = *self.emails.entry(email.to_lowercase()).or_insert(emails);
        let persons = self.email_of.len();
        let person = *self.known.entry((name, email)).or_insert(persons);
        if person == persons {
            self.email_of.push(number);
        }
        person
    }

    /// Number of the person's address: two persons with one address are one author of a file.
    pub(super) fn email(&self, person: Person) -> usize {
        self.email_of.get(person).copied().unwrap_or_default()
    }

    /// The addresses by their number.
    pub(super) fn emails(&self) -> Vec<&str> {
        let mut found: Vec<_> = self.emails.iter().collect();
        found.sort_by_key(|(_, number)| **number);
        found.into_iter().map(|(email, _)| email.as_str()).collect()
    }
}

/// The authors of `work` by commits, most first.
pub(super) fn contributors(people: &People, work: &[&Commit]) -> Vec<Contributor> {
    let mut counts: BTreeMap<Person, (u32, i64)> = BTreeMap::new();
    for commit in work {
        let (commits, last) = counts.entry(commit.author).or_insert((0, i64::MIN));
        *commits += 1;
        *last = commit.authored.max(*last);
    }
    let one = |((name, email), person): (&(String, String), &Person)| {
        let (commits, last) = *counts.get(person)?;
        Some(Contributor { name: name.clone(), email: email.clone(), commits, last })
    };
    let mut found: Vec<_> = people.known.iter().filter_map(one).collect();
    found.sort_by(|a, b| {
        b.commits.cmp(&a.commits).then_with(|| (&a.email, &a.name).cmp(&(&b.email, &b.name)))
    });
    found
}
