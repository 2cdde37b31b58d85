//! A fact as the comparison sees it: what it is known by, what it is called, what it says.

use std::collections::BTreeMap;

use crate::model::Evidence;

/// A fact of any kind.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// What it is known by: facts with the same words are the same fact, wherever they stand.
    pub(super) key: Vec<String>,
    /// What it is called.
    pub(super) name: String,
    pub(super) at: Evidence,
    /// What it says, by subject.
    pub(super) says: BTreeMap<String, String>,
    /// Whether where it stands is part of the fact.
    pub(super) has_place: bool,
    /// What it is known by besides its folder, when it may move to another one with its file.
    pub(super) anywhere: Option<Vec<String>>,
}

impl Item {
    pub(super) fn new(at: &Evidence, name: impl Into<String>, key: &[&str]) -> Self {
        Self {
            key: key.iter().map(|&word| word.to_owned()).collect(),
            name: name.into(),
            at: at.clone(),
            says: BTreeMap::new(),
            has_place: true,
            anywhere: None,
        }
    }

    /// A declaration of the folder that its file is in.
    pub(super) fn declared(at: &Evidence, name: impl Into<String>, key: &[&str]) -> Self {
        let mut item = Self::new(at, name, key);
        item.anywhere = Some(item.key.clone());
        item.key.insert(0, folder(&at.file).to_owned());
        item
    }

    /// Adds what it says about a subject; an empty text says nothing.
    pub(super) fn says(mut self, subject: &str, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.says.insert(subject.to_owned(), text);
        }
        self
    }

    /// Adds a mark that it carries or not.
    pub(super) fn mark(self, subject: &str, is_set: bool) -> Self {
        self.says(subject, if is_set { "yes" } else { "" })
    }

    /// Adds one subject per member of a list.
    pub(super) fn each(
        mut self,
        subject: &str,
        members: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        for (name, text) in members {
            // Members of one name, as of build variants, speak together.
            let said = self.says.entry(format!("{subject} {name}")).or_default();
            if !said.is_empty() {
                said.push_str("; ");
            }
            said.push_str(&text);
        }
        self
    }

    /// Where it stands is no part of the fact.
    pub(super) fn without_place(mut self) -> Self {
        self.has_place = false;
        self
    }
}

/// The folder of a file; empty for the root.
pub(super) fn folder(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The word that the contract writes for a variant whose name is one word.
pub(super) fn word(variant: &impl std::fmt::Debug) -> String {
    format!("{variant:?}").to_lowercase()
}
