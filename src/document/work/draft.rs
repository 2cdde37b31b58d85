//! What is known of a document's work while it is read.

use std::collections::BTreeMap;

use crate::model::{Evidence, WorkItem, WorkKind, WorkStatus};

/// An item with what can only be settled once all items are known.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) item: WorkItem,
    /// Texts that name what comes first.
    pub(super) needs: Vec<String>,
    /// Texts that name what waits for it.
    pub(super) blocks: Vec<String>,
    /// Where it was found.
    pub(super) origin: Origin,
    /// Position of the draft it stands in, within the same document.
    pub(super) inside: Option<usize>,
    /// Whether it stands for weeks or days.
    pub(super) calendar: bool,
    /// Whether it is a plain line that counts only where its parent has no better items.
    pub(super) weak: bool,
    /// Positions of its files, and the places in code that it names, so that each is noted once.
    pub(super) known: BTreeMap<(String, u32, u32), usize>,
}

/// Where a draft was found; the smaller, the more it says of the item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    Heading,
    Line,
    Row,
    /// A line that speaks of an item and makes none.
    Mention,
}

/// What one document, or several of one plan, say.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// First document.
    pub(super) at: Option<Evidence>,
    pub(super) title: String,
    /// What the document calls its subject.
    pub(super) feature: Option<String>,
    pub(super) properties: BTreeMap<String, String>,
    pub(super) starts: Option<String>,
    pub(super) ends: Option<String>,
    pub(super) stated_hours: Option<f64>,
    pub(super) drafts: Vec<Draft>,
}

impl Draft {
    /// A draft with nothing but its place, identifier, kind and title.
    pub(super) fn new(at: Evidence, id: &str, kind: WorkKind, title: String) -> Self {
        Self {
            item: item(at, id, kind, title),
            needs: Vec::new(),
            blocks: Vec::new(),
            origin: Origin::Line,
            inside: None,
            calendar: false,
            weak: false,
            known: BTreeMap::new(),
        }
    }

    /// Whether no earlier text has named these lines of a file.
    pub(super) fn is_new(&mut self, path: &str, from: u32, to: u32) -> bool {
        self.known.insert((path.to_owned(), from, to), 0).is_none()
    }

    /// Notes a status unless an earlier place has said one.
    pub(super) fn state(&mut self, status: WorkStatus, text: &str) {
        if self.item.status == WorkStatus::Unsaid && status != WorkStatus::Unsaid {
            self.item.status = status;
            text.trim().clone_into(&mut self.item.status_text);
        } else if self.item.status_text.is_empty() {
            text.trim().clone_into(&mut self.item.status_text);
        }
    }
}

fn item(at: Evidence, id: &str, kind: WorkKind, title: String) -> WorkItem {
    WorkItem {
        at,
        id: id.to_owned(),
        id_given: !id.is_empty(),
        kind,
        title,
        parent: String::new(),
        status: WorkStatus::default(),
        status_text: String::new(),
        priority: crate::model::Priority::default(),
        hours: None,
        size: String::new(),
        confidence: String::new(),
        depends_on: Vec::new(),
        parallel: false,
        optional: false,
        traces: Vec::new(),
        files: Vec::new(),
        references: Vec::new(),
        acceptance: Vec::new(),
        starts: None,
        ends: None,
        when: String::new(),
        commits: Vec::new(),
        text: String::new(),
    }
}
