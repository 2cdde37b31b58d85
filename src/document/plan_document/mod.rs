//! One plan as it is checked and tracked: text, work, claims about the code.

mod claims;

use std::sync::Arc;

use super::{outline, plans};
use crate::model::{PlanDocument, PlanForm};

/// Reads a plan of whatever form; `path` and text decide which.
pub fn plan_document(path: &str, text: &str) -> PlanDocument {
    let (work, _) = plans(&[(path.to_owned(), text.to_owned())]);
    let form = work.first().map_or(PlanForm::List, |plan| plan.form);
    let claims = claims::of_work(text, &work);
    PlanDocument {
        path: Arc::from(path),
        text: Arc::from(text),
        form,
        outline: outline(path, text),
        work,
        claims,
        values: Vec::new(),
    }
}
