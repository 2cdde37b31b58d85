//! The registry: every rule by topic. A rule is one file with its documentation and its examples.

mod complete;
mod grounded;

use super::Rule;

/// Every rule, by identifier.
pub const ALL: &[&Rule] = &[
    &complete::dates::RULE,
    &complete::dependency_cycle::RULE,
    &complete::duplicate_id::RULE,
    &complete::later_phase::RULE,
    &complete::oversized_task::RULE,
    &complete::unknown_dependency::RULE,
    &grounded::no_such_file::RULE,
];
