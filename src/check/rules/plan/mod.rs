//! Rules about the plan as a document.

pub(super) mod nothing_planned;
