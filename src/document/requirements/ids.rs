//! Identifiers for requirements that have none: prefix of the kind, number of the section, order in
//! it. They depend on nothing outside their section but the headings above it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    items::Draft,
    page::{Page, prefix},
};
use crate::model::{DocumentKind, RequirementKind};

/// The prefix of derived identifiers.
fn letters(kind: RequirementKind) -> &'static str {
    match kind {
        RequirementKind::Functional => "FR",
        RequirementKind::NonFunctional => "NFR",
        RequirementKind::UserStory => "US",
        RequirementKind::SuccessCriterion => "SC",
        RequirementKind::Constraint => "CN",
        RequirementKind::OutOfScope => "OS",
    }
}

/// The identifiers of all drafts, page by page; `None` for a draft that repeats, in the same folder,
/// an identifier that an earlier page of another kind gave: a TRD speaks of its PRD's requirements, but
/// two PRDs do not share theirs.
pub(super) fn assign(pages: &[(&Page<'_>, &[Draft])]) -> Vec<Vec<Option<String>>> {
    let mut taken = Taken::default();
    let given: Vec<Vec<Option<String>>> =
        pages.iter().map(|(page, drafts)| taken.given(page, drafts)).collect();
    let pairs = pages.iter().zip(given);
    pairs.map(|((page, drafts), given)| taken.derived(page, drafts, given)).collect()
}

#[derive(Default)]
struct Taken {
    /// Identifiers in use, with folder and kind of the document.
    ids: BTreeMap<String, (String, DocumentKind)>,
}

impl Taken {
    fn given(&mut self, page: &Page<'_>, drafts: &[Draft]) -> Vec<Option<String>> {
        let given = drafts.iter().map(|draft| {
            let id = draft.given.as_ref()?;
            match self.ids.get(id) {
                Some((folder, kind)) if folder == page.folder() && *kind != page.kind => None,
                _ => Some(self.take(id, page)),
            }
        });
        given.collect()
    }

    fn derived(
        &mut self,
        page: &Page<'_>,
        drafts: &[Draft],
        given: Vec<Option<String>>,
    ) -> Vec<Option<String>> {
        let mut numbers = Numbers::default();
        let ids = drafts.iter().zip(given).map(|(draft, given)| {
            if draft.given.is_some() {
                return given;
            }
            let (section, order) = numbers.next(page, draft);
            Some(self.take(&format!("{}-{section}.{order}", letters(draft.kind)), page))
        });
        ids.collect()
    }

    /// Takes `id`, or the first of its variants that is free.
    fn take(&mut self, id: &str, page: &Page<'_>) -> String {
        let kind = prefix(page.kind).to_uppercase();
        let folder = page.folder().rsplit('/').next().unwrap_or_default();
        let named = [id.to_owned(), format!("{kind}-{id}"), format!("{folder}-{id}")];
        let counted = (2..).map(|count: u32| format!("{kind}-{id}-{count}"));
        let mut free = named.into_iter().chain(counted).filter(|id| !self.ids.contains_key(id));
        let taken = free.next().unwrap_or_else(|| id.to_owned());
        self.ids.insert(taken.clone(), (page.folder().to_owned(), page.kind));
        taken
    }
}

/// Numbers of the sections of one page, and what was counted in them.
#[derive(Default)]
struct Numbers {
    /// Number of each section, per kind of requirement.
    sections: BTreeMap<(RequirementKind, usize), String>,
    used: BTreeSet<(RequirementKind, String)>,
    orders: BTreeMap<(RequirementKind, usize), u32>,
}

impl Numbers {
    fn next(&mut self, page: &Page<'_>, draft: &Draft) -> (String, u32) {
        let key = (draft.kind, draft.section);
        let section = match self.sections.get(&key) {
            Some(section) => section.clone(),
            None => self.number(page, draft),
        };
        let order = self.orders.entry(key).or_insert(0);
        *order += 1;
        (section, *order)
    }

    fn number(&mut self, page: &Page<'_>, draft: &Draft) -> String {
        let base = number_of(page, draft.section);
        let above = page.standing(draft.section).parent.map(|parent| number_of(page, parent));
        let above = above.filter(|number| !number.is_empty());
        let own = (!base.is_empty()).then_some(base.clone());
        let both =
            own.as_ref().and_then(|own| above.as_ref().map(|above| format!("{above}.{own}")));
        let stem = if base.is_empty() { above } else { Some(base) };
        let counted = (1..).map(|count: u32| match &stem {
            Some(stem) => format!("{stem}.{count}"),
            None => count.to_string(),
        });
        let mut free = own
            .into_iter()
            .chain(both)
            .chain(counted)
            .filter(|number| !self.used.contains(&(draft.kind, number.clone())));
        let number = free.next().unwrap_or_default();
        self.used.insert((draft.kind, number.clone()));
        self.sections.insert((draft.kind, draft.section), number.clone());
        number
    }
}

fn number_of(page: &Page<'_>, section: usize) -> String {
    page.outline.sections.get(section).map(|section| section.number.clone()).unwrap_or_default()
}
