//! What people said about the plan, from flags, `answers.toml` or `groundplan.toml`.

use std::collections::BTreeMap;

use crate::model::{Day, External, Person};

/// Answers of people; `None` leaves the standard's assumption and an open question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// First day of work (`2026-12-01`).
    pub start: Option<String>,
    /// Fixed date or event by which the plan must be done, as people wrote it.
    pub deadline: Option<String>,
    /// Number of developers.
    pub team: Option<u32>,
    /// Hours per developer and week.
    pub hours_per_week: Option<f64>,
    /// Share of those hours for planned work, 0-1.
    pub focus: Option<f64>,
    /// The people, where they are known one by one; `team` is then their number.
    pub people: Vec<Person>,
    /// What others must bring first.
    pub external: Vec<External>,
    /// Answers by question identifier.
    pub answers: BTreeMap<String, String>,
    /// Who said it, for citations, by name of the field, `external.0` or question identifier: the command line or
    /// a place in a file.
    pub sources: BTreeMap<String, String>,
}

impl Settings {
    /// Who said what stands under `name`.
    pub(super) fn source(&self, name: &str) -> Vec<String> {
        self.sources.get(name).cloned().into_iter().collect()
    }

    /// The first day of work.
    pub(super) fn first_day(&self) -> Option<Day> {
        Day::parse(self.start.as_deref()?).map(Day::or_monday)
    }

    /// The day by which the work must be done, when one can be read in what people wrote.
    pub(super) fn last_day(&self) -> Option<Day> {
        Day::find(self.deadline.as_deref()?)
    }
}
