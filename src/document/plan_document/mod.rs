//! One plan as it is checked and tracked: text, work, claims about the code. Judges nothing.

mod fences;
mod items;
mod labels;
mod markdown;
mod names;
mod places;
mod stretch;
mod tables;
#[cfg(test)]
mod tests;
mod typed;
mod values;
mod verbs;
mod vocabulary;

use std::sync::Arc;

use self::{items::Items, places::Text};
use super::{json, outline, work};
use crate::model::{Outline, PlanDocument, TextFault};

/// Reads a plan of whatever form. Where its name does not tell the form, the text does.
pub fn plan_document(path: &str, text: &str) -> PlanDocument {
    let lines = Text::new(path, text);
    if is_json(path, text) {
        return of_json(path, &lines);
    }
    let (form, work) = work::plans_in(path, text, None);
    let outline = outline(path, text);
    let claims = markdown::claims(&lines, &outline, &Items::of(&outline, &work));
    PlanDocument {
        path: Arc::from(path),
        text: Arc::from(text),
        form,
        outline,
        work,
        claims,
        ..PlanDocument::default()
    }
}

fn is_json(path: &str, text: &str) -> bool {
    let name = path.to_lowercase();
    let other = [".md", ".markdown", ".mdx", ".txt"].iter().any(|ending| name.ends_with(ending));
    let is_json = name.rsplit_once('.').is_some_and(|(_, ending)| ending == "json");
    is_json || (!other && text.trim_start().starts_with('{'))
}

fn of_json(path: &str, lines: &Text<'_>) -> PlanDocument {
    let (root, broken) = json::read(lines.whole);
    let mut document = PlanDocument {
        path: Arc::from(path),
        text: Arc::from(lines.whole),
        outline: Outline { path: Arc::from(path), ..Outline::default() },
        ..PlanDocument::default()
    };
    document.faults = broken
        .into_iter()
        .map(|found| TextFault {
            place: lines.place(&(found.at..found.at)),
            message: found.message,
        })
        .collect();
    let (form, work) =
        root.as_ref().map(|root| work::plans_in(path, lines.whole, Some(root))).unwrap_or_default();
    if let Some(root) = root {
        (document.values, document.claims) = values::read(lines, &root, &work);
    }
    (document.form, document.work) = (form, work);
    document
}
