//! The registry: every rule by topic. A rule is one file with its documentation and its examples.

mod grounded;
pub(in crate::check) mod waiver;

use super::Rule;

/// Every rule, by identifier.
pub const ALL: &[&Rule] = &[
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
    &waiver::no_reason::RULE,
    &waiver::unknown_rule::RULE,
    &waiver::unused::RULE,
];
