//! Markdown to outlines, and outlines to typed requirements. Tolerant: what is no known part is kept as
//! prose.

mod feature;
mod json;
mod kind;
mod outline;
mod phases;
mod plan_document;
mod quantity;
mod requirements;
mod words;
mod work;

use std::sync::Arc;

pub use self::{
    feature::{feature, in_feature_folder, is_of_the_whole},
    kind::kind,
    outline::outline,
    phases::phases,
    plan_document::plan_document,
    quantity::quantities,
    requirements::{findings, requirements},
    work::{is_work, plans},
};
use crate::model::{Block, EvidenceClass, Source};

/// What every fact of the document at `path` shares.
pub fn place(path: &Arc<str>) -> Source {
    Source { file: Arc::clone(path), language: "markdown".into(), class: EvidenceClass::Document }
}

/// A block read as `name: value`: its bold label, or the few words before its first colon.
fn field(block: &Block) -> Option<(&str, &str)> {
    if !block.label.is_empty() {
        return Some((&block.label, body(block)));
    }
    let (name, value) = block.text.split_once(':')?;
    let few = name.split_whitespace().count() <= 4 && !name.contains(['.', ',', '/', '`']);
    (few && !name.trim().is_empty()).then(|| (name.trim(), value.trim()))
}

/// The text of a block behind its label.
fn body(block: &Block) -> &str {
    let text = block.text.as_str();
    let after = text.find(block.label.as_str()).and_then(|at| text.get(at + block.label.len()..));
    let rest = if block.label.is_empty() { text } else { after.unwrap_or(text) };
    let rest = if block.label.is_empty() { rest } else { rest.trim_start_matches(is_separator) };
    rest.trim()
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, ':' | '.' | '-' | '–' | '—')
}
