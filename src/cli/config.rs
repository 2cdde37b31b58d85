//! `groundplan.toml` in the target, then `GROUNDPLAN_*`, then flags.

use std::{collections::BTreeMap, io::ErrorKind as IoKind};

use camino::Utf8Path;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    error::{Error, ErrorKind, Result},
    model::Standard,
    plan::Settings,
};

/// Name of the file in the target.
const FILE: &str = "groundplan.toml";

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
    /// Date or event by which the plan must be done.
    pub deadline: Option<String>,
    /// Answers to questions, by identifier.
    pub answers: BTreeMap<String, String>,
    /// What earlier runs found.
    pub cache: CacheConfig,
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

fn wrong(error: &toml::de::Error, text: &str) -> Error {
    let offset = error.span().map_or(0, |span| span.start);
    let line = text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1;
    Error::new(ErrorKind::Usage, format!("cannot use {FILE}, line {line}: {}", error.message()))
        .hint("known keys: standard, references, include, exclude, submodules, deadline, [capacity] team, hours_per_week, focus, [answers], [cache] max_mib")
}

/// What people said, with flags in front of the file.
///
/// # Errors
/// When a number is out of its range or an answer names no question of the standard.
pub(super) fn settings(
    config: &Config,
    flags: &CapacityConfig,
    standard: &Standard,
) -> Result<Settings> {
    let answered = |id: &str| config.answers.get(id).and_then(|answer| first_number(answer));
    let team = flags.team.or(config.capacity.team).or_else(|| whole(answered("Q-TEAM-SIZE")?));
    let hours_per_week = flags
        .hours_per_week
        .or(config.capacity.hours_per_week)
        .or_else(|| answered("Q-TEAM-HOURS"));
    let focus = flags.focus.or(config.capacity.focus);
    in_range("team", team.map(f64::from), 1.0, 1000.0)?;
    in_range("hours_per_week", hours_per_week, 0.5, 168.0)?;
    in_range("focus", focus, 0.05, 1.0)?;
    let known = |id: &String| {
        standard.questions.iter().any(|question| question.id == *id) || id.starts_with("Q-")
    };
    if let Some(id) = config.answers.keys().find(|id| !known(id)) {
        return Err(Error::new(
            ErrorKind::Usage,
            format!("{FILE} answers `{id}`, which is no question"),
        )
        .hint("`groundplan plan --stdout` lists the questions with their identifiers"));
    }
    let from_flags = flags.team.is_some() || flags.hours_per_week.is_some();
    Ok(Settings {
        team,
        hours_per_week,
        focus,
        capacity_source: if from_flags { "command line" } else { FILE }.into(),
        deadline: config.deadline.clone(),
        answers: config.answers.clone(),
    })
}

/// The first number in an answer: "5 developers" → 5.
fn first_number(answer: &str) -> Option<f64> {
    let is_part = |letter: char| letter.is_ascii_digit() || letter == '.';
    answer.split(|letter| !is_part(letter)).find_map(|word| word.trim_matches('.').parse().ok())
}

/// A number of people; half a person is no answer.
fn whole(number: f64) -> Option<u32> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be whole and small"
    )]
    let people = number as u32;
    (number.fract() == 0.0 && (0.0..=1000.0).contains(&number)).then_some(people)
}

fn in_range(name: &str, value: Option<f64>, low: f64, high: f64) -> Result<()> {
    match value {
        Some(value) if !(low..=high).contains(&value) => Err(Error::new(
            ErrorKind::Usage,
            format!("{name} is {value}, which is not between {low} and {high}"),
        )),
        _ => Ok(()),
    }
}
