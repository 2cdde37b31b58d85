//! The registry: every rule by topic. A rule is one file with its documentation and its examples.

mod grounded;
pub(in crate::check) mod waiver;

use super::Rule;

/// Every rule, by identifier.
pub const ALL: &[&Rule] = &[
    &grounded::no_such_file::RULE,
    &waiver::no_reason::RULE,
    &waiver::unknown_rule::RULE,
    &waiver::unused::RULE,
];
