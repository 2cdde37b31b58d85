//! Outlines of planning documents to typed requirements. Tables in SQL fences are not read here: they
//! need the SQL reader.

mod consistency;
mod decisions;
mod described;
mod endpoint_line;
mod endpoints;
mod entities;
mod findings;
mod given;
mod headed;
mod ids;
mod integrations;
mod interfaces;
mod items;
mod keys;
mod page;
mod priority;
mod risks;
mod rows;
mod scenario;
mod story;
mod summary;
mod targets;
#[cfg(test)]
mod tests;
mod topic;

pub use self::findings::{findings, is_observable, open_mark, vague_word};
pub(super) use self::priority::value as priority_value;
use self::{items::Draft, page::Page};
use super::{phases, quantity::quantities};
use crate::model::{
    Block, BlockKind, DocumentKind, DocumentRef, DocumentedPhase, Outline, Prose, Requirement,
    Requirements,
};

/// Reads all that the documents of one repository ask for, SQL tables left out.
///
/// Only a PRD or TRD defines requirements; risks and phases come from plans as well. What is none of
/// these is kept as prose.
pub fn requirements(documents: &[(DocumentRef, Outline)]) -> Requirements {
    let mut pages: Vec<Page<'_>> =
        documents.iter().map(|(document, outline)| Page::new(document, outline)).collect();
    // Identifiers without a prefix belong to the PRD.
    pages.sort_by_key(|page| (page.feature(), rank(page.kind)));
    let items = items(&mut pages);
    let mut found = Requirements {
        documents: documents.iter().map(|(document, _)| document.clone()).collect(),
        items,
        summary: summary::summary(&mut pages),
        business_value: summary::business_value(&mut pages),
        ..Requirements::default()
    };
    let mut endpoints = endpoints::Found::default();
    let mut targets = targets::Found::default();
    for page in &mut pages {
        endpoints::read(page, &mut endpoints);
        integrations::read(page, &mut found.integrations);
        risks::read(page, &mut found.risks);
        targets::read(page, &mut targets);
        decisions::read(page, &mut found.decisions);
        interfaces::read(page, &mut found.interfaces);
        keys::read(page, &mut found.configuration);
        entities::read(page, &mut found.tables);
        found.phases.extend(documented_phases(page));
        prose(page, &mut found.prose);
    }
    found.endpoints = endpoints.endpoints;
    found.targets = targets.targets;
    found
}

fn rank(kind: DocumentKind) -> u8 {
    match kind {
        DocumentKind::Prd => 0,
        DocumentKind::Trd => 1,
        DocumentKind::Plan => 2,
        DocumentKind::Tasks => 3,
        _ => 4,
    }
}

fn documented_phases(page: &Page<'_>) -> Vec<DocumentedPhase> {
    let plans = matches!(page.kind, DocumentKind::Plan | DocumentKind::Tasks);
    if plans || page.requires() { phases(page.outline) } else { Vec::new() }
}

fn items(pages: &mut [Page<'_>]) -> Vec<Requirement> {
    let drafts: Vec<Vec<Draft>> = pages
        .iter_mut()
        .map(|page| if page.requires() { items::collect(page) } else { Vec::new() })
        .collect();
    let pairs: Vec<(&Page<'_>, &[Draft])> =
        pages.iter().zip(&drafts).map(|(page, drafts)| (page, drafts.as_slice())).collect();
    let ids = ids::assign(&pairs);
    let mut items = Vec::new();
    for ((page, drafts), ids) in pairs.iter().zip(ids) {
        let named = drafts.iter().zip(ids);
        items.extend(named.filter_map(|(draft, id)| Some(requirement(page, draft, id?))));
    }
    items
}

fn requirement(page: &Page<'_>, draft: &Draft, id: String) -> Requirement {
    let section = page.outline.sections.get(draft.section);
    let criteria = draft.acceptance.iter().map(|criterion| criterion.text.as_str());
    let texts = std::iter::once(draft.text.as_str()).chain(criteria.filter(|_| !draft.criterion));
    Requirement {
        at: page.evidence(rule(draft), draft.span),
        id,
        id_given: draft.given.is_some(),
        kind: draft.kind,
        priority: draft.priority,
        title: draft.title.clone(),
        text: draft.text.clone(),
        section: section.map(|section| section.heading.clone()).unwrap_or_default(),
        quantities: texts.flat_map(quantities).collect(),
        acceptance: if draft.criterion { Vec::new() } else { draft.acceptance.clone() },
    }
}

fn rule(draft: &Draft) -> &'static str {
    use crate::model::RequirementKind as Kind;
    match draft.kind {
        _ if draft.criterion => "acceptance",
        _ if draft.edge => "edge-case",
        Kind::Functional => "functional",
        Kind::NonFunctional => "non-functional",
        Kind::UserStory => "user-story",
        Kind::SuccessCriterion => "success-criterion",
        Kind::Constraint => "constraint",
        Kind::OutOfScope => "out-of-scope",
    }
}

/// Keeps what no reader has claimed: one entry for every run of blocks within a section.
fn prose(page: &Page<'_>, found: &mut Vec<Prose>) {
    for (at, section) in page.sections() {
        let mut run: Vec<&Block> = Vec::new();
        for (number, block) in section.blocks.iter().enumerate() {
            if page.is_free((at, number)) && !block.text.is_empty() {
                run.push(block);
            } else {
                found.extend(prose_of(page, &section.heading, &run));
                run.clear();
            }
        }
        found.extend(prose_of(page, &section.heading, &run));
    }
}

fn prose_of(page: &Page<'_>, heading: &str, run: &[&Block]) -> Option<Prose> {
    let (first, last) = (run.first()?, run.last()?);
    if run.iter().all(|block| block.kind == BlockKind::TableHead) {
        return None;
    }
    let span = crate::model::Span { line: first.span.line, end_line: last.span.end_line };
    let texts: Vec<&str> = run.iter().map(|block| block.text.as_str()).collect();
    Some(Prose {
        at: page.evidence("prose", span),
        section: heading.to_owned(),
        text: texts.join("\n"),
    })
}
