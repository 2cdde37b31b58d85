//! The plan of an answer, held against the repository: the one place where a draft calls the rules.

use super::Task;
use crate::{
    check::{self, Inputs},
    document,
    model::Finding,
};

/// What all rules find in the plan `text`, whose `form` is the name of a file with such plans. Places name the `answer`.
pub(super) fn findings(task: &Task<'_>, (form, text): (&str, &str), answer: &str) -> Vec<Finding> {
    let document = document::plan_document(form, text);
    let ground = task.ground;
    let mut found = check::check(
        &Inputs {
            document: &document,
            analysis: &ground.analysis,
            code: &ground.target.code,
            requirements: &ground.requirements,
            profile: &ground.profile,
            standard: &task.workspace.standard,
        },
        check::ALL,
    );
    for finding in &mut found {
        finding.place.file = answer.into();
    }
    found
}
