//! What a rule is.

use std::borrow::Cow;

use super::Inputs;
use crate::model::{ExampleText, Finding, Fix, Observation, Place, RuleInfo, Severity};

/// A rule with its documentation.
#[derive(Debug)]
pub struct Rule {
    /// Identifier: topic, dot, name (`grounded.no-such-file`).
    pub id: &'static str,
    /// How bad a finding of it is, unless the rule says otherwise for one or people configure it.
    pub severity: Severity,
    /// What it finds, in one sentence.
    pub summary: &'static str,
    /// Why it matters, what it looks at, what it cannot see, and what to do: Markdown, a few sentences.
    pub explanation: &'static str,
    /// A plan that it finds something in. It is held against the fixture `plugin-fees` with its references.
    pub bad: Example,
    /// The same plan, mended.
    pub good: Example,
    /// Finds.
    pub find: fn(&Inputs<'_>) -> Vec<Found>,
}

impl Rule {
    /// The part of the identifier in front of the dot.
    pub fn topic(&self) -> &'static str {
        self.id.split_once('.').map_or(self.id, |(topic, _)| topic)
    }

    /// Its documentation.
    pub fn info(&self) -> RuleInfo {
        RuleInfo {
            id: self.id,
            severity: self.severity,
            summary: self.summary,
            explanation: self.explanation,
            bad: ExampleText { file: self.bad.file, text: self.bad.text },
            good: ExampleText { file: self.good.file, text: self.good.text },
        }
    }
}

/// A short plan.
#[derive(Debug)]
pub struct Example {
    /// File it would stand in; its name tells the form (`docs/pre-dev/x/tasks.md`, `plan.json`).
    pub file: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// What a rule found at one place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The words it is about.
    pub place: Place,
    /// How bad it is, where it differs from the rule's own.
    pub severity: Option<Severity>,
    /// What is wrong, in one sentence that names the object; lower case, no full stop.
    pub message: String,
    /// Identifier of the work item; empty outside of one.
    pub item: String,
    /// What shows it.
    pub shown_by: Vec<Observation>,
    /// What may have been meant, the likeliest first.
    pub did_you_mean: Vec<String>,
    /// The way out.
    pub hint: String,
    /// A change that settles it for certain.
    pub fix: Option<Fix>,
}

impl Found {
    /// The finding that it is under `rule`.
    pub(super) fn under(self, rule: &Rule) -> Finding {
        Finding {
            place: self.place,
            rule: Cow::Borrowed(rule.id),
            severity: self.severity.unwrap_or(rule.severity),
            message: self.message,
            item: self.item,
            shown_by: self.shown_by,
            did_you_mean: self.did_you_mean,
            hint: self.hint,
            fix: self.fix,
            ..Finding::default()
        }
    }
}
