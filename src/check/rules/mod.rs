//! The registry: every rule by topic. A rule is one file with its documentation and its examples.

mod grounded;
mod plan;
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
    &plan::nothing_planned::RULE,
    &waiver::no_reason::RULE,
    &waiver::unknown_rule::RULE,
    &waiver::unused::RULE,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registry_is_sorted_and_every_rule_is_documented() {
        assert!(ALL.is_sorted_by(|a, b| a.id < b.id));
        for rule in ALL {
            let (topic, name) = rule.id.split_once('.').unwrap();
            let is_name = |part: &str| part.chars().all(|c| c.is_ascii_lowercase() || c == '-');
            assert!(is_name(topic) && is_name(name), "{}", rule.id);
            assert!(!rule.summary.ends_with('.') && !rule.summary.is_empty(), "{}", rule.id);
            assert!(rule.explanation.len() > 60, "{}", rule.id);
            assert_ne!(rule.bad.text, rule.good.text, "{}", rule.id);
        }
    }
}
