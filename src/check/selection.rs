//! Which rules run, and how bad people say that their findings are.

use std::collections::BTreeMap;

use super::Rule;
use crate::model::{Finding, Severity};

/// What people say of the rules. A name is an identifier, a topic (`house`) or `house.*`.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only these; all when empty.
    pub only: Vec<String>,
    /// Not these.
    pub without: Vec<String>,
    /// How bad findings are; `None` for a rule that does not run. An identifier wins over its topic.
    pub severities: BTreeMap<String, Option<Severity>>,
}

/// A name that is neither a rule nor a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// The name.
    pub name: String,
    /// What may have been meant, the likeliest first.
    pub near: Vec<&'static str>,
}

impl Selection {
    /// The rules among `all` that run.
    ///
    /// # Errors
    /// When a name is neither a rule nor a topic.
    pub fn rules(&self, all: &[&'static Rule]) -> Result<Vec<&'static Rule>, UnknownRule> {
        let named = self.only.iter().chain(&self.without).chain(self.severities.keys());
        for name in named {
            if !all.iter().any(|rule| covers(name, rule.id)) {
                return Err(UnknownRule { name: name.clone(), near: near(name, all) });
            }
        }
        let is_in = |names: &[String], rule: &Rule| names.iter().any(|name| covers(name, rule.id));
        let runs = |rule: &&&'static Rule| {
            let asked = is_in(&self.only, rule);
            let is_off = matches!(self.level(rule.id), Some(Level::Off));
            (asked || self.only.is_empty() && !is_off) && !is_in(&self.without, rule)
        };
        Ok(all.iter().filter(runs).copied().collect())
    }

    /// Gives findings the severity that people chose for their rules.
    pub fn judge(&self, findings: &mut [Finding]) {
        for finding in findings {
            if let Some(Level::At(severity)) = self.level(&finding.rule) {
                finding.severity = severity;
            }
        }
    }

    /// What people say of a rule.
    fn level(&self, id: &str) -> Option<Level> {
        let topic = || self.severities.iter().find(|(name, _)| covers(name, id));
        let severity = self.severities.get(id).or_else(|| topic().map(|(_, severity)| severity))?;
        Some(severity.map_or(Level::Off, Level::At))
    }
}

/// What people say of a rule.
enum Level {
    /// It does not run.
    Off,
    /// Its findings are so bad.
    At(Severity),
}

/// Whether a name is that of the rule `id`, of its topic, or of all rules.
pub fn covers(name: &str, id: &str) -> bool {
    let topic = id.split_once('.').map_or(id, |(topic, _)| topic);
    name == id || name == "*" || name.strip_suffix(".*").unwrap_or(name) == topic
}

/// Rules and topics that are spelled much like `name`, the nearest first; three at most.
pub fn near(name: &str, all: &[&'static Rule]) -> Vec<&'static str> {
    let name = name.strip_suffix(".*").unwrap_or(name).to_lowercase();
    let distance = |other: &str| {
        let tail = other.split_once('.').map_or(other, |(_, tail)| tail);
        let whole = strsim::damerau_levenshtein(&name, other);
        whole.min(strsim::damerau_levenshtein(&name, tail))
    };
    let names = all.iter().flat_map(|rule| [rule.id, rule.topic()]);
    let limit = (name.chars().count() / 3).max(1);
    let mut found: Vec<(usize, &'static str)> =
        names.map(|other| (distance(other), other)).filter(|(far, _)| *far <= limit).collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().take(3).map(|(_, other)| other).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::ALL;

    fn names(selection: &Selection) -> Vec<&'static str> {
        selection.rules(ALL).unwrap().iter().map(|rule| rule.id).collect()
    }

    #[test]
    fn a_name_is_a_rule_or_a_topic() {
        assert!(covers("grounded.no-such-file", "grounded.no-such-file"));
        assert!(covers("grounded", "grounded.no-such-file"));
        assert!(covers("grounded.*", "grounded.no-such-file"));
        assert!(covers("*", "grounded.no-such-file"));
        assert!(!covers("ground", "grounded.no-such-file"));
        assert!(!covers("house.*", "grounded.no-such-file"));
    }

    #[test]
    fn rules_are_chosen_and_left_out() {
        let all = names(&Selection::default());
        assert_eq!(all.len(), ALL.len());
        let only = Selection { only: vec!["grounded".into()], ..Selection::default() };
        assert!(names(&only).iter().all(|id| id.starts_with("grounded.")));
        let without = Selection { without: vec!["grounded.*".into()], ..Selection::default() };
        assert_eq!(names(&without).len() + names(&only).len(), all.len());
    }

    #[test]
    fn an_identifier_wins_over_its_topic() {
        let id = "grounded.no-such-file";
        let severities = [("grounded.*".to_owned(), None), (id.to_owned(), Some(Severity::Note))];
        let selection = Selection { severities: severities.into(), ..Selection::default() };
        assert_eq!(names(&selection).iter().filter(|one| one.starts_with("grounded.")).count(), 1);
        let mut findings = [Finding { rule: id.into(), ..Finding::default() }];
        selection.judge(&mut findings);
        assert_eq!(findings[0].severity, Severity::Note);
    }

    #[test]
    fn a_rule_that_is_off_runs_when_it_is_asked_for() {
        let id = "grounded.no-such-file".to_owned();
        let severities = BTreeMap::from([(id.clone(), None)]);
        let mut selection = Selection { severities, ..Selection::default() };
        assert!(!names(&selection).contains(&&*id));
        selection.only.push(id.clone());
        assert_eq!(names(&selection), [&*id]);
    }

    #[test]
    fn an_unknown_name_comes_with_the_nearest() {
        for wrong in ["grounded.no-such-fil", "no-such-file", "Grounded.no-such-file"] {
            assert_eq!(near(wrong, ALL).first(), Some(&"grounded.no-such-file"), "{wrong}");
        }
        assert_eq!(near("groundet.*", ALL), ["grounded"]);
        assert!(near("something-else-entirely", ALL).is_empty());
        let selection = Selection { only: vec!["groundet".into()], ..Selection::default() };
        assert_eq!(selection.rules(ALL).unwrap_err().near, ["grounded"]);
    }
}
