//! The list of rules itself.

use super::super::ALL;

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
