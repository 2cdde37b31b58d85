//! Rules about what a plan leaves out, and where it contradicts itself.

pub(super) mod dates;
pub(super) mod dependency_cycle;
pub(super) mod duplicate_id;
pub(super) mod later_phase;
pub(super) mod oversized_task;
pub(super) mod unknown_dependency;
