//! What nobody could build or test as the documents have it: vague words, criteria without anything to
//! observe, gaps that authors left. Each finding comes with the question that would settle it.

mod placeholders;
mod statements;
#[cfg(test)]
mod tests;
mod untestable;
mod vague;
mod vague_words;

use std::collections::{BTreeMap, BTreeSet};

use super::{consistency, page::Page};
use crate::model::{
    Block, BlockKind, DocumentFinding, DocumentRef, Evidence, Observation, Outline, Requirement,
    Requirements,
};

/// All findings about the documents that `requirements` were read from, by place.
///
/// `requirements` must be complete: tables of SQL fences, endpoints of `OpenAPI` documents and plans, too.
pub fn findings(
    requirements: &Requirements,
    documents: &[(DocumentRef, Outline)],
) -> Vec<DocumentFinding> {
    let mut pages: Vec<Page<'_>> =
        documents.iter().map(|(document, outline)| Page::new(document, outline)).collect();
    pages.sort_by_key(|page| (page.feature(), super::rank(page.kind)));
    // Criteria may stand in another document than their requirement.
    let mut by_file: BTreeMap<&str, Vec<&Requirement>> = BTreeMap::new();
    for item in &requirements.items {
        let places = item.acceptance.iter().map(|one| &*one.at.file).chain([&*item.at.file]);
        for file in places.collect::<BTreeSet<_>>() {
            by_file.entry(file).or_default().push(item);
        }
    }
    let mut found = Vec::new();
    for page in pages.iter().filter(|page| page.requires()) {
        let items = by_file.get(&*page.outline.path).map_or(&[][..], Vec::as_slice);
        let said = statements::of(page, items);
        for statement in &said {
            found.extend(vague::find(statement));
            found.extend(untestable::find(statement));
        }
        placeholders::find(page, items, &mut found);
    }
    found.extend(consistency::findings(requirements, &mut pages));
    found.sort_by(|a, b| (&a.at, &a.text).cmp(&(&b.at, &b.text)));
    name_apart(&mut found);
    found
}

/// The first vague word of a text in which nothing says how much, and what it leaves open; code and
/// quotations do not count.
pub fn vague_word(block: &Block) -> Option<(&'static str, &'static str)> {
    vague::in_text(&statements::masked(block), block.kind == BlockKind::TableRow)
}

/// What marks a block as not decided or not filled in (`TBD`, `to be defined`, `[one sentence]`).
pub fn open_mark(block: &Block) -> Option<String> {
    placeholders::mark(block)
}

/// Whether a statement names anything that a test could look at: code, an amount, a condition, an effect.
pub fn is_observable(block: &Block) -> bool {
    let masked = statements::masked(block);
    masked.contains('\u{fffc}') || untestable::is_settled(&masked)
}

/// Makes the keys unlike each other.
fn name_apart(found: &mut [DocumentFinding]) {
    let mut taken = BTreeSet::new();
    for finding in found {
        let plain = finding.key.clone();
        let mut count = 2;
        while !taken.insert(finding.key.clone()) {
            finding.key = format!("{plain}-{count}");
            count += 1;
        }
    }
}

/// A finding with nothing beside it.
pub(super) fn finding(
    at: Evidence,
    text: String,
    question: String,
    key: &[&str],
) -> DocumentFinding {
    let key = key.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
    DocumentFinding { at, text, also: Vec::new(), about: Vec::new(), question, key: slug(&key) }
}

/// Another place of a finding.
pub(super) fn also(at: &Evidence, text: impl Into<String>) -> Observation {
    Observation { at: at.clone(), text: text.into() }
}

/// How findings and questions name a requirement: identifier and short name.
pub(super) fn subject(item: &Requirement) -> String {
    if item.title.is_empty() || item.title == item.id {
        return item.id.clone();
    }
    format!("{} (“{}”)", item.id, cut(&item.title, 60))
}

/// `text` in one line, cut at a word where it is longer than `length` characters.
pub(super) fn cut(text: &str, length: usize) -> String {
    let mut short = String::new();
    for word in text.split_whitespace() {
        if short.chars().count() + word.chars().count() >= length {
            return format!("{}…", short.trim_end());
        }
        short.push_str(word);
        short.push(' ');
    }
    short.trim_end().to_owned()
}

/// Longest key, in bytes.
const LONGEST_KEY: usize = 60;

/// Letters and digits in capitals, with dashes for everything else.
fn slug(text: &str) -> String {
    let key = crate::document::words::key(text).to_ascii_uppercase();
    let mut slug = String::new();
    for word in key.split_whitespace() {
        if slug.len() + word.len() >= LONGEST_KEY {
            break;
        }
        slug.push_str(if slug.is_empty() { "" } else { "-" });
        slug.push_str(word);
    }
    slug
}
