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

/// The identifiers of all drafts, page by page.
///
/// Where an identifier is used by several features, all of theirs get the feature in front
/// (`limits:FR-001`), so that one document's look alike; those of documents that speak of the whole product
/// stay as they are. A draft that repeats what an earlier
/// document of its feature has given gets `None`: a TRD speaks of its PRD's requirements. Only two PRDs in
/// a folder that is no feature's do not share theirs; there the second gets the kind of its document.
pub(super) fn assign(pages: &[(&Page<'_>, &[Draft])]) -> Vec<Vec<Option<String>>> {
    let mut given = Given::default();
    let mut plain: Vec<Vec<Option<String>>> =
        pages.iter().map(|(page, drafts)| given.of(page, drafts)).collect();
    for ((page, drafts), ids) in pages.iter().zip(&mut plain) {
        derive(page, drafts, ids);
    }
    let shared = sharing(pages, &plain);
    let mut taken = BTreeSet::new();
    let pairs = pages.iter().zip(plain);
    let ids = pairs.map(|((page, _), ids)| {
        let named = ids.into_iter().map(|id| {
            let id = id?;
            let qualified = if shared.contains(page.feature()) {
                format!("{}:{id}", page.feature())
            } else {
                id
            };
            Some(free(qualified, page, &mut taken))
        });
        named.collect()
    });
    ids.collect()
}

/// Named features that use an identifier which another feature uses, too.
fn sharing<'o>(pages: &[(&Page<'o>, &[Draft])], ids: &[Vec<Option<String>>]) -> BTreeSet<&'o str> {
    let mut users: BTreeMap<&str, BTreeSet<&'o str>> = BTreeMap::new();
    for ((page, _), ids) in pages.iter().zip(ids) {
        for id in ids.iter().flatten() {
            users.entry(id).or_default().insert(page.feature());
        }
    }
    let shared = users.into_values().filter(|features| features.len() > 1);
    shared.flatten().filter(|feature| !feature.is_empty()).collect()
}

/// Takes `id`, or the first of its variants that is free.
fn free(id: String, page: &Page<'_>, taken: &mut BTreeSet<String>) -> String {
    let kind = prefix(page.kind).to_uppercase();
    let counted = (2..).map(|count: u32| format!("{kind}-{id}-{count}"));
    let variants = [id.clone(), format!("{kind}-{id}")].into_iter().chain(counted);
    let id = variants.into_iter().find(|id| !taken.contains(id)).unwrap_or(id);
    taken.insert(id.clone());
    id
}

/// Identifiers that documents give, by feature, with the document that gave them first.
#[derive(Default)]
struct Given {
    known: BTreeMap<(String, String), (String, DocumentKind)>,
}

impl Given {
    fn of(&mut self, page: &Page<'_>, drafts: &[Draft]) -> Vec<Option<String>> {
        let path = &page.outline.path;
        let ids = drafts.iter().map(|draft| {
            let id = draft.given.clone()?;
            let key = (page.feature().to_owned(), id.clone());
            let first = self.known.entry(key).or_insert_with(|| (path.to_string(), page.kind));
            let own = *first.0 == **path;
            let apart = page.feature().is_empty() && first.1 == page.kind;
            (own || apart).then_some(id)
        });
        ids.collect()
    }
}

/// Fills the places of the drafts that have no identifier of their own.
fn derive(page: &Page<'_>, drafts: &[Draft], ids: &mut [Option<String>]) {
    let mut numbers = Numbers::default();
    for (draft, id) in drafts.iter().zip(ids).filter(|(draft, _)| draft.given.is_none()) {
        let (section, order) = numbers.next(page, draft);
        let letters = if draft.edge { "EC" } else { letters(draft.kind) };
        *id = Some(format!("{letters}-{section}.{order}"));
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
