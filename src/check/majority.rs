//! Items that lack what most of the others have.

use super::{Found, page::Page};
use crate::model::{WorkItem, WorkStatus};

/// Items parted by whether they have something.
pub(super) struct Majority<'a> {
    /// How many have it, of how many.
    pub(super) with: usize,
    pub(super) all: usize,
    without: Vec<&'a WorkItem>,
}

impl<'a> Majority<'a> {
    /// Parts `all` by what `has` says.
    pub(super) fn of(all: &[&'a WorkItem], has: impl Fn(&WorkItem) -> bool) -> Self {
        let without: Vec<&WorkItem> = all.iter().copied().filter(|item| !has(item)).collect();
        Self { with: all.len() - without.len(), all: all.len(), without }
    }

    /// These where two have it at least, and more than have it not.
    pub(super) fn most(self) -> Option<Self> {
        (self.with >= 2 && self.with > self.without.len()).then_some(self)
    }

    /// These where three have it at least, and four of five.
    pub(super) fn nearly_all(self) -> Option<Self> {
        (self.with >= 3 && self.with * 5 >= self.all * 4).then_some(self)
    }

    /// A finding for each that lacks it and is still to be done; optional ones are nobody's duty.
    pub(super) fn told(
        &self,
        page: &Page<'_>,
        message: impl Fn(&WorkItem) -> String,
        hint: &str,
    ) -> Vec<Found> {
        let open = self.without.iter().filter(|item| {
            !item.optional && !matches!(item.status, WorkStatus::Done | WorkStatus::Cancelled)
        });
        open.map(|item| Found {
            place: page.head(item),
            message: message(item),
            item: item.id.clone(),
            hint: hint.to_owned(),
            ..Found::default()
        })
        .collect()
    }
}
