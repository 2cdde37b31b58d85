//! What the input templates of prompts may use.

use serde::Serialize;

use crate::model::{Analysis, HouseProfile, Plan, Requirements};

/// Everything that a prompt's input is rendered from.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Input<'a> {
    /// What the repository shows.
    pub analysis: &'a Analysis,
    /// What the documents ask for.
    pub requirements: &'a Requirements,
    /// What the references have in common.
    pub profile: &'a HouseProfile,
    /// The gap, the tasks that follow from it, and what is open.
    pub plan: &'a Plan,
}
