//! Who wrote the commits, after `.mailmap`. A person is a name with an e-mail address, as
//! `git shortlog -sne` counts them, except that the case of addresses does not matter.

use std::collections::BTreeMap;

use gix::{actor::SignatureRef, bstr::ByteSlice, mailmap};

use super::commits::Commit;
use crate::model::Contributor;

/// Number of a person in [`People`].
pub(super) type Person = usize;

/// Everybody who wrote a commit.
pub(super) struct People {
    mailmap: mailmap::Snapshot,
    known: BTreeMap<(String, String), Person>,
    emails: BTreeMap<String, usize>,
    email_of: Vec<usize>,
}

impl People {
    pub(super) fn new(mailmap: mailmap::Snapshot) -> Self {
        Self { mailmap, known: BTreeMap::new(), emails: BTreeMap::new(), email_of: Vec::new() }
    }

    /// The person behind a signature.
    pub(super) fn person(&mut self, signature: SignatureRef<'_>) -> Person {
        let signature = self.mailmap.resolve_cow(signature.trim());
        let name = signature.name.to_str_lossy().into_owned();
        let email = signature.email.to_str_lossy().to_lowercase();
        let emails = self.emails.len();
        let number = *self.emails.entry(email.clone()).or_insert(emails);
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
