//! Rules about what a plan leaves out, and where it contradicts itself.

pub(super) mod capacity;
pub(super) mod dates;
pub(super) mod dependency_cycle;
pub(super) mod duplicate_id;
pub(super) mod empty_criterion;
pub(super) mod empty_section;
pub(super) mod estimate;
pub(super) mod hours;
pub(super) mod later_phase;
pub(super) mod missing_criteria;
pub(super) mod missing_section;
pub(super) mod oversized_task;
pub(super) mod placeholder;
pub(super) mod requirement_without_task;
pub(super) mod step_order;
pub(super) mod table;
pub(super) mod task_without_requirement;
pub(super) mod unknown_dependency;
pub(super) mod unknown_requirement;
pub(super) mod weeks;
