//! What people said about the plan, from `groundplan.toml`, flags or answers.

use std::collections::BTreeMap;

/// Answers of people; `None` leaves the standard's assumption and an open question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Number of developers.
    pub team: Option<u32>,
    /// Hours per developer and week.
    pub hours_per_week: Option<f64>,
    /// Share of those hours for planned work, 0-1.
    pub focus: Option<f64>,
    /// Who said so, for citations: `groundplan.toml` or a flag.
    pub capacity_source: String,
    /// Fixed date or event by which the plan must be done, as people wrote it.
    pub deadline: Option<String>,
    /// Answers by question identifier.
    pub answers: BTreeMap<String, String>,
}
