//! Rules about what nobody could tell to be done.

pub(super) mod criterion;
pub(super) mod demo;
pub(super) mod untested_task;
pub(super) mod vague;
