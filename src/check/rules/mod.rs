//! The registry: every rule by topic. A rule is one file with its documentation and its examples.

mod complete;
mod criteria;
mod grounded;
mod house;
mod safe;
mod testable;
pub(in crate::check) mod waiver;

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
    &grounded::no_such_file::RULE,
    &house::coverage::RULE,
    &house::estimate::RULE,
    &house::phase_length::RULE,
    &house::practice::RULE,
    &house::test_level::RULE,
    &safe::breaking_change::RULE,
    &safe::destructive_sql::RULE,
    &safe::locking_index::RULE,
    &safe::migration_down::RULE,
    &safe::migration_number::RULE,
    &safe::not_null::RULE,
    &safe::root_group::RULE,
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
