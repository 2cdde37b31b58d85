//! The registry: every rule by topic. A rule is one file with its documentation and its examples.

mod grounded;
mod safe;

use super::Rule;

/// Every rule, by identifier.
pub const ALL: &[&Rule] = &[&grounded::no_such_file::RULE, &safe::secret::RULE];
