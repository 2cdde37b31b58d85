//! The registry: every rule by topic. A rule is one file with its documentation and its examples.

mod complete;
mod criteria;
mod grounded;
mod house;
mod plan;
mod safe;
mod testable;
#[cfg(test)]
mod tests;
pub(in crate::check) mod waiver;

pub(super) use self::grounded::denied;
use super::Rule;

/// Every rule, by identifier.
pub const ALL: &[&Rule] = &[
    &complete::capacity::RULE,
    &complete::dates::RULE,
    &complete::dependency_cycle::RULE,
    &complete::duplicate_id::RULE,
    &complete::empty_criterion::RULE,
    &complete::empty_section::RULE,
    &complete::estimate::RULE,
    &complete::hours::RULE,
    &complete::later_phase::RULE,
    &complete::missing_criteria::RULE,
    &complete::missing_section::RULE,
    &complete::oversized_task::RULE,
    &complete::placeholder::RULE,
    &complete::requirement_without_task::RULE,
    &complete::step_order::RULE,
    &complete::table::RULE,
    &complete::task_without_requirement::RULE,
    &complete::unknown_dependency::RULE,
    &complete::unknown_requirement::RULE,
    &complete::weeks::RULE,
    &criteria::deployment::RULE,
    &criteria::empty_value::RULE,
    &criteria::focus::RULE,
    &criteria::organisation::RULE,
    &criteria::pattern::RULE,
    &criteria::performance::RULE,
    &criteria::reliability::RULE,
    &criteria::testing::RULE,
    &criteria::times::RULE,
    &grounded::aged_reference::RULE,
    &grounded::already_there::RULE,
    &grounded::ambiguous_path::RULE,
    &grounded::bare_path::RULE,
    &grounded::broken_json::RULE,
    &grounded::line_beyond_end::RULE,
    &grounded::no_such_file::RULE,
    &grounded::path_case::RULE,
    &grounded::path_outside::RULE,
    &grounded::symbol_gone::RULE,
    &grounded::symbol_moved::RULE,
    &grounded::unknown_dependency::RULE,
    &grounded::unknown_endpoint::RULE,
    &grounded::unknown_interface::RULE,
    &grounded::unknown_job::RULE,
    &grounded::unknown_key::RULE,
    &grounded::unknown_package::RULE,
    &grounded::unknown_symbol::RULE,
    &grounded::unknown_table::RULE,
    &grounded::unknown_target::RULE,
    &house::coverage::RULE,
    &house::estimate::RULE,
    &house::phase_length::RULE,
    &house::practice::RULE,
    &house::test_level::RULE,
    &plan::nothing_planned::RULE,
    &safe::breaking_change::RULE,
    &safe::destructive_sql::RULE,
    &safe::locking_index::RULE,
    &safe::migration_down::RULE,
    &safe::migration_number::RULE,
    &safe::not_null::RULE,
    &safe::root_group::RULE,
    &safe::secret::RULE,
    &safe::shadowed_endpoint::RULE,
    &safe::unauthenticated::RULE,
    &testable::criterion::RULE,
    &testable::demo::RULE,
    &testable::untested_task::RULE,
    &testable::vague::RULE,
    &waiver::no_reason::RULE,
    &waiver::unknown_rule::RULE,
    &waiver::unused::RULE,
];
