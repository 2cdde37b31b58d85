//! `groundplan.toml` in the target, then `GROUNDPLAN_*`, then flags.

use std::{collections::BTreeMap, io::ErrorKind as IoKind};

use camino::Utf8Path;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    error::{Error, ErrorKind, Result},
    model::Severity,
};

/// Name of the file in the target.
pub(super) const FILE: &str = "groundplan.toml";

/// What `groundplan.toml` may say.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Config {
    /// Name of the house standard.
    pub standard: Option<String>,
    /// Folders of reference repositories, relative to the target; the siblings `../plugin-*` when absent.
    pub references: Option<Vec<String>>,
    /// Read only files that match one of these patterns, written as in `.gitignore`; `--include` replaces
    /// them.
    pub include: Vec<String>,
    /// Leave out files that match one of these patterns, written as in `.gitignore`; `--exclude` replaces
    /// them.
    pub exclude: Vec<String>,
    /// Read submodules as well.
    pub submodules: bool,
    /// People and hours.
    pub capacity: CapacityConfig,
    /// First day of work (`2026-12-01`).
    pub start: Option<String>,
    /// Date or event by which the plan must be done.
    pub deadline: Option<String>,
    /// Answers to questions, by identifier.
    pub answers: BTreeMap<String, String>,
    /// What earlier runs found.
    pub cache: CacheConfig,
    /// How plans are checked.
    pub check: CheckConfig,
}

/// How plans are checked.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CheckConfig {
    /// Exit with 1 on findings that are at least so bad; `error` when absent. `--fail-on` replaces it.
    pub fail_on: Option<Severity>,
    /// How bad findings of a rule (`grounded.no-such-file`) or of a topic (`house.*`) are, or `off`.
    pub severity: BTreeMap<String, RuleLevel>,
    /// Leave alone plans in folders that match one of these patterns, written as in `.gitignore`; a plan that
    /// is named itself is checked.
    pub exclude: Vec<String>,
    /// File of known findings; `.groundplan/check-baseline.json` when absent.
    pub baseline: Option<String>,
}

/// How bad findings of a rule are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum RuleLevel {
    /// The rule does not run.
    Off,
    /// Worth knowing.
    Note,
    /// Doubtful.
    Warning,
    /// Wrong.
    Error,
}

impl From<RuleLevel> for Option<Severity> {
    fn from(level: RuleLevel) -> Self {
        match level {
            RuleLevel::Off => None,
            RuleLevel::Note => Some(Severity::Note),
            RuleLevel::Warning => Some(Severity::Warning),
            RuleLevel::Error => Some(Severity::Error),
        }
    }
}

/// What earlier runs found.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CacheConfig {
    /// Largest size of the cache in MiB; 512 when absent, 0 for none.
    pub max_mib: Option<u64>,
}

/// People and hours.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CapacityConfig {
    /// Number of developers.
    pub team: Option<u32>,
    /// Hours per developer and week.
    pub hours_per_week: Option<f64>,
    /// Share of those hours for planned work, 0-1.
    pub focus: Option<f64>,
}

/// The configuration of the target at `root`; the defaults when it has none.
///
/// # Errors
/// When the file is no TOML or has a key that is not known: with line and key.
pub(super) fn load(root: &Utf8Path) -> Result<Config> {
    let path = root.join(FILE);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        // A target that is no folder has no configuration; opening it says what is wrong.
        Err(error) if matches!(error.kind(), IoKind::NotFound | IoKind::NotADirectory) => {
            return Ok(Config::default());
        }
        Err(error) => return Err(Error::input(format!("cannot read {FILE}")).source(error)),
    };
    toml::from_str(&text).map_err(|error| wrong(&error, &text))
}

/// The 1-based line at which an error begins.
pub(super) fn line(error: &toml::de::Error, text: &str) -> usize {
    let offset = error.span().map_or(0, |span| span.start);
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

fn wrong(error: &toml::de::Error, text: &str) -> Error {
    let line = line(error, text);
    let message = error.message();
    let meant = meant(message).map_or_else(
        || "known keys: standard, references, include, exclude, submodules, start, deadline, [capacity] team, hours_per_week, focus, [answers], [cache] max_mib, [check] fail_on, exclude, baseline, [check.severity]".to_owned(),
        |meant| format!("did you mean `{meant}`?"),
    );
    Error::new(ErrorKind::Usage, format!("cannot use {FILE}, line {line}: {message}")).hint(meant)
}

/// The known key that is nearest to the unknown one of a message, when one is near: its first word in quotation
/// marks is the unknown one, the others are known.
fn meant(message: &str) -> Option<&str> {
    let mut quoted = message.strip_prefix("unknown field ")?.split('`').skip(1).step_by(2);
    let unknown = quoted.next()?;
    let near = quoted.map(|known| (strsim::jaro_winkler(unknown, known), known));
    let near = near.filter(|(likeness, _)| *likeness > 0.8);
    near.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let error =
            toml::from_str::<Config>(text).map_err(|error| wrong(&error, text)).unwrap_err();
        let hint = error.way_out().unwrap();
        assert!(hint.contains(expected), "{hint}");
    }

    #[test]
    fn the_nearest_key_is_named() {
        check("stnadard = 1", "did you mean `standard`?");
        check("[capacity]\nhours-per-week = 32", "did you mean `hours_per_week`?");
        check("colour = 1", "known keys: ");
        check("submodules = 3", "known keys: ");
    }
}
