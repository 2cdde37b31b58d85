//! Values of a JSON plan by pointer.

use crate::model::{JsonKind, JsonValue, Place, PlanDocument, PlanForm};

/// The value at `pointer`.
pub(super) fn get<'a>(document: &'a PlanDocument, pointer: &str) -> Option<&'a JsonValue> {
    document.values.iter().find(|value| value.pointer == pointer)
}

/// The members of the list or object at `pointer`, in order.
pub(super) fn members<'a>(document: &'a PlanDocument, pointer: &str) -> Vec<&'a JsonValue> {
    let below = format!("{pointer}/");
    let direct = |value: &&JsonValue| {
        value
            .pointer
            .strip_prefix(&below)
            .is_some_and(|rest| !rest.is_empty() && !rest.contains('/'))
    };
    document.values.iter().filter(direct).collect()
}

/// Every text at and below `pointer`.
pub(super) fn texts<'a>(document: &'a PlanDocument, pointer: &str) -> Vec<&'a JsonValue> {
    let below = format!("{pointer}/");
    let inside = |value: &&JsonValue| value.pointer == pointer || value.pointer.starts_with(&below);
    document.values.iter().filter(inside).filter(|value| value.kind == JsonKind::Text).collect()
}

/// The number of a step as written; empty where it has none.
pub(super) fn order<'a>(document: &'a PlanDocument, step: &JsonValue) -> &'a str {
    get(document, &format!("{}/order", step.pointer)).map_or("", |order| order.text.as_str())
}

/// The first character of a list or object: all of it would be too much to point at.
pub(super) fn head(value: &JsonValue) -> Place {
    let place = value.place.clone();
    Place { end_line: place.line, end_column: place.column + 1, ..place }
}

/// Last name of a pointer.
pub(super) fn key(value: &JsonValue) -> &str {
    value.pointer.rsplit('/').next().unwrap_or_default()
}

/// Whether the document is an answer to the architect's prompt.
pub(super) fn is_architect(document: &PlanDocument) -> bool {
    let listed =
        |pointer: &str| get(document, pointer).is_some_and(|value| value.kind == JsonKind::List);
    document.form == PlanForm::Architect
        || (listed("/steps") && get(document, "/overview").is_some())
}

/// Where something is told that stands nowhere: the first character of the whole.
pub(super) fn whole(document: &PlanDocument) -> Place {
    let file = std::sync::Arc::clone(&document.path);
    let start = document.values.first().map(|value| value.place.clone()).unwrap_or_default();
    Place {
        file,
        line: start.line.max(1),
        column: start.column.max(1),
        end_line: start.line.max(1),
        end_column: start.column.max(1) + 1,
    }
}
