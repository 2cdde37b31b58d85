//! What people said, brought together: flags, then `answers.toml`, then `groundplan.toml`; who said it is kept.

use std::collections::BTreeMap;

use super::{
    answers::Kept,
    config::{CapacityConfig, Config, FILE},
};
use crate::{
    error::{Error, ErrorKind, Result},
    model::{Day, Standard},
    plan::Settings,
};

/// Who stands behind a flag, or a variable of the environment in its place.
const FLAG: &str = "command line";

/// What people said, with flags in front of the files.
///
/// # Errors
/// When a number is out of its range, the first day is none, or an answer names no question.
pub(super) fn settings(
    config: &Config,
    kept: &Kept,
    flags: &CapacityConfig,
    standard: &Standard,
) -> Result<Settings> {
    let mut said = Said { config, kept, standard, sources: BTreeMap::new() };
    let (file, own) = (&kept.answers, &config.capacity);
    let settings = Settings {
        answers: said.answers()?,
        team: said
            .first("team", [flags.team, file.team, own.team], |text| whole(first_number(text)?)),
        hours_per_week: said.first(
            "hours_per_week",
            [flags.hours_per_week, file.hours_per_week, own.hours_per_week],
            first_number,
        ),
        focus: said.first("focus", [flags.focus, file.focus, own.focus], share),
        start: said.first("start", [None, file.start.clone(), config.start.clone()], |text| {
            Day::find(text).map(|day| day.to_string())
        }),
        deadline: said.first(
            "deadline",
            [None, file.deadline.clone(), config.deadline.clone()],
            |text| Some(text.to_owned()),
        ),
        // The flag says how many there are, and nobody knows which of them.
        people: if flags.team.is_some() { Vec::new() } else { said.people() },
        external: said.external(),
        sources: said.sources,
    };
    check(&settings)?;
    Ok(settings)
}

struct Said<'a> {
    config: &'a Config,
    kept: &'a Kept,
    standard: &'a Standard,
    sources: BTreeMap<String, String>,
}

impl Said<'_> {
    /// The first that is said: by flag, by `answers.toml`, by `groundplan.toml`; in a file the setting itself goes
    /// before the words that answer its question, of which `read` makes a value.
    fn first<T>(
        &mut self,
        name: &str,
        [flag, file, own]: [Option<T>; 3],
        read: fn(&str) -> Option<T>,
    ) -> Option<T> {
        let questions: Vec<&str> = self
            .standard
            .questions
            .iter()
            .filter(|question| question.sets == name)
            .map(|question| question.id.as_str())
            .collect();
        let words = |answers: &BTreeMap<String, String>| {
            questions.iter().find_map(|id| Some((*id, read(answers.get(*id)?)?)))
        };
        let in_file = words(&self.kept.answers.answers)
            .map(|(id, value)| (self.kept.cite(&format!("answers.{id}")), value));
        let found = flag
            .map(|value| (FLAG.to_owned(), value))
            .or_else(|| file.map(|value| (self.kept.cite(name), value)))
            .or(in_file)
            .or_else(|| own.map(|value| (FILE.to_owned(), value)))
            .or_else(|| words(&self.config.answers).map(|(_, value)| (FILE.to_owned(), value)));
        let (source, value) = found?;
        self.sources.insert(name.to_owned(), source);
        Some(value)
    }

    /// Answers in words, those of `answers.toml` in front. A file that people keep for several standards may
    /// answer questions that this one does not ask.
    fn answers(&mut self) -> Result<BTreeMap<String, String>> {
        let known = |id: &String| {
            id.starts_with("Q-")
                || self.standard.questions.iter().any(|question| question.id == *id)
        };
        if let Some(id) = self.config.answers.keys().find(|id| !known(id)) {
            return Err(Error::new(
                ErrorKind::Usage,
                format!("{FILE} answers `{id}`, which is no question"),
            )
            .hint("`groundplan questions` lists the questions with their identifiers"));
        }
        let mut answers = self.config.answers.clone();
        self.sources.extend(answers.keys().map(|id| (id.clone(), FILE.to_owned())));
        for (id, text) in &self.kept.answers.answers {
            answers.insert(id.clone(), text.clone());
            self.sources.insert(id.clone(), self.kept.cite(&format!("answers.{id}")));
        }
        // An answer without words leaves its question open.
        answers.retain(|_, text| !text.trim().is_empty());
        Ok(answers)
    }

    fn people(&mut self) -> Vec<crate::model::Person> {
        let people = self.kept.answers.people.clone();
        if !people.is_empty() {
            self.sources.insert("people".into(), self.kept.cite("people.0"));
        }
        people
    }

    fn external(&mut self) -> Vec<crate::model::External> {
        let external = self.kept.answers.external.clone();
        for position in 0..external.len() {
            let name = format!("external.{position}");
            let cite = self.kept.cite(&name);
            self.sources.entry("external".into()).or_insert_with(|| cite.clone());
            self.sources.insert(name, cite);
        }
        external
    }
}

fn check(settings: &Settings) -> Result<()> {
    in_range("team", settings.team.map(f64::from), 1.0, 1000.0)?;
    in_range("hours_per_week", settings.hours_per_week, 0.5, 168.0)?;
    in_range("focus", settings.focus, 0.05, 1.0)?;
    match &settings.start {
        Some(day) if Day::parse(day).is_none() => {
            Err(Error::new(ErrorKind::Usage, format!("{FILE}: start is `{day}`, which is no day"))
                .hint("write it as 2026-12-01"))
        }
        _ => Ok(()),
    }
}

/// The first number in an answer: "5 developers" → 5.
pub(super) fn first_number(answer: &str) -> Option<f64> {
    let is_part = |letter: char| letter.is_ascii_digit() || letter == '.';
    answer.split(|letter| !is_part(letter)).find_map(|word| word.trim_matches('.').parse().ok())
}

/// A share of the whole: 0.7, or 70 for 70 %.
pub(super) fn share(answer: &str) -> Option<f64> {
    let number = first_number(answer)?;
    Some(if number > 1.0 { number / 100.0 } else { number })
}

/// A number of people; half a person is no answer.
pub(super) fn whole(number: f64) -> Option<u32> {
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
