//! Rules about the plan as a document.

pub(super) mod broken_json;
pub(super) mod nothing_planned;
