//! What people answered, as they keep it in `answers.toml` of the target's planning folder.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use schemars::JsonSchema;
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{self, IntoDeserializer as _},
};

use super::{Day, OpenQuestion, Person, TaskKind, is_default};

/// Schema identifier that every list of questions carries.
pub const QUESTIONS_SCHEMA: &str = "groundplan.questions/1";

/// The questions of a plan with what is known of their answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuestionList {
    /// Always `groundplan.questions/1`.
    pub schema: Cow<'static, str>,
    /// Name of the target.
    pub name: String,
    /// File that holds the answers of people, relative to the target.
    pub answers_file: String,
    /// The questions in the order of the standard, those that the documents raise behind them.
    pub questions: Vec<OpenQuestion>,
}

/// The file `answers.toml`. Days are written as `2026-12-01`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Answers {
    /// First day of work.
    #[serde(skip_serializing_if = "is_default", deserialize_with = "day")]
    pub start: Option<String>,
    /// Day by which the work must be done, or the event; `none` when no date is fixed.
    #[serde(skip_serializing_if = "is_default", deserialize_with = "some_text")]
    pub deadline: Option<String>,
    /// Number of developers; left out where the people are listed.
    #[serde(skip_serializing_if = "is_default", deserialize_with = "team")]
    #[schemars(range(min = 1, max = 1000))]
    pub team: Option<u32>,
    /// Hours per developer and week.
    #[serde(skip_serializing_if = "is_default", deserialize_with = "hours")]
    #[schemars(range(min = 0.5, max = 168))]
    pub hours_per_week: Option<f64>,
    /// Share of those hours for planned work, 0-1.
    #[serde(skip_serializing_if = "is_default", deserialize_with = "share")]
    #[schemars(range(min = 0.05, max = 1))]
    pub focus: Option<f64>,
    /// The people, one by one.
    #[serde(skip_serializing_if = "is_default")]
    pub people: Vec<Person>,
    /// What others must bring first.
    #[serde(skip_serializing_if = "is_default")]
    pub external: Vec<External>,
    /// Answers by question identifier.
    #[serde(skip_serializing_if = "is_default", deserialize_with = "texts")]
    #[schemars(with = "BTreeMap<String, AnswerText>")]
    pub answers: BTreeMap<String, String>,
}

/// Something that others must bring before a part of the work can start.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct External {
    /// What it is (`Ledger core API v2`).
    pub what: String,
    /// Day on which it is there.
    #[serde(default, skip_serializing_if = "is_default", deserialize_with = "day")]
    pub ready: Option<String>,
    /// What waits for it: tasks, requirements, endpoints, tables or integrations by identifier, or kinds of
    /// tasks; the tasks whose integration or title it names when empty.
    #[serde(default, skip_serializing_if = "is_default")]
    pub holds: Vec<String>,
}

/// An answer as people may write it; numbers, dates and lists are read as text.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "tells the published schema what `texts` reads")]
enum AnswerText {
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// Yes or no.
    Truth(bool),
    /// Several.
    List(Vec<String>),
}

fn some_text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Text::deserialize(from).map(|text| Some(text.0))
}

fn texts<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, String>, D::Error> {
    let read = BTreeMap::<String, Text>::deserialize(from)?;
    Ok(read.into_iter().map(|(id, text)| (id, text.0)).collect())
}

/// A day, as text or as a date of the file's own.
pub(super) fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let text = Text::deserialize(from)?.0;
    if Day::parse(text.trim()).is_none() {
        return Err(de::Error::custom(format!("`{text}` is no day such as 2026-12-01")));
    }
    Ok(Some(text.trim().to_owned()))
}

/// Days or ranges of days (`2026-12-24..2027-01-02`).
pub(super) fn days<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let read = Vec::<Text>::deserialize(from)?;
    let checked = read.into_iter().map(|text| match day_range(&text.0) {
        Some(_) => Ok(text.0),
        None => Err(de::Error::custom(format!(
            "`{}` is no day such as 2026-12-24 and no range such as 2026-12-24..2027-01-02",
            text.0
        ))),
    });
    checked.collect()
}

/// First and last day of a day or a range of days.
pub fn day_range(text: &str) -> Option<(Day, Day)> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let (first, last) = (Day::parse(first.trim())?, Day::parse(last.trim())?);
    (first <= last).then_some((first, last))
}

/// Kinds of tasks by the names that a standard gives them.
pub(super) fn skills<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let read = Vec::<String>::deserialize(from)?;
    let checked = read.into_iter().map(|skill| {
        let skill = skill.trim().to_lowercase();
        match task_kind(&skill) {
            Some(_) => Ok(skill),
            None => Err(de::Error::custom(format!("`{skill}` is no kind of task; {}", kinds()))),
        }
    });
    checked.collect()
}

/// The kind of task that a skill names.
pub fn task_kind(skill: &str) -> Option<TaskKind> {
    let name: de::value::StrDeserializer<'_, de::value::Error> = skill.into_deserializer();
    TaskKind::deserialize(name).ok()
}

/// The kinds of tasks in words.
fn kinds() -> String {
    let names = TaskKind::ALL.map(|kind| format!("{kind:?}").to_lowercase());
    format!("the kinds are {}", names.join(", "))
}

fn team<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
    let read = u32::deserialize(from)?;
    within(f64::from(read), 1.0, 1000.0).map(|_| Some(read))
}

pub(super) fn hours<'de, D: Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
    within(f64::deserialize(from)?, 0.5, 168.0).map(Some)
}

fn share<'de, D: Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
    within(f64::deserialize(from)?, 0.05, 1.0).map(Some)
}

fn within<E: de::Error>(value: f64, low: f64, high: f64) -> Result<f64, E> {
    if (low..=high).contains(&value) {
        return Ok(value);
    }
    Err(E::custom(format!("{value} is not between {low} and {high}")))
}

/// Text, or what people write instead of it: a number, yes or no, a list, a date without quotes.
struct Text(String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AnyText).map(Self)
    }
}

struct AnyText;

impl<'de> de::Visitor<'de> for AnyText {
    type Value = String;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a text, a number, a date or a list of them")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_bool<E: de::Error>(self, truth: bool) -> Result<String, E> {
        Ok(if truth { "yes" } else { "no" }.into())
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<String, A::Error> {
        let mut parts = Vec::new();
        while let Some(part) = list.next_element::<Text>()? {
            parts.push(part.0);
        }
        Ok(parts.join(", "))
    }

    /// A date of TOML comes as a map of one entry.
    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<String, A::Error> {
        let entry = map.next_entry::<String, String>()?;
        let date = entry.filter(|(key, _)| key.starts_with("$__toml"));
        date.map(|(_, date)| date).ok_or_else(|| de::Error::custom("a table is no answer"))
    }
}
