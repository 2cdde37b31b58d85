//! What somebody types as a typed answer.

use crate::{
    cli::settings::{first_number, share, whole},
    model::{Day, Expects, External, OpenQuestion, Person, task_kind},
};

/// A typed answer.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::cli) enum Value {
    /// Words, a day, a choice.
    Text(String),
    /// A whole number.
    Whole(u32),
    /// A number.
    Number(f64),
    /// People.
    People(Vec<Person>),
    /// What others bring.
    External(Vec<External>),
}

/// The answer that `text` is to `question`.
///
/// # Errors
/// When it is not what the question expects: with what is expected.
pub(in crate::cli) fn read(question: &OpenQuestion, text: &str) -> Result<Value, String> {
    let text = text.trim();
    let words = || Value::Text(text.to_owned());
    match (question.sets.as_str(), question.expects) {
        ("team", _) => team(text),
        ("hours_per_week", _) => number(first_number(text), 0.5, 168.0).map(Value::Number),
        ("focus", _) => number(share(text), 0.05, 1.0).map(Value::Number),
        ("start", _) => match Day::parse(text) {
            Some(day) => Ok(Value::Text(day.to_string())),
            None => Err(format!("`{text}` is no day; write it as 2026-12-01")),
        },
        (_, Expects::Text) => Ok(words()),
        (_, Expects::Number) if first_number(text).is_some() => Ok(words()),
        (_, Expects::Number) => Err(format!("`{text}` holds no number")),
        (_, Expects::Date) if Day::find(text).is_some() => Ok(words()),
        (_, Expects::Date) if text.eq_ignore_ascii_case("none") => Ok(Value::Text("none".into())),
        (_, Expects::Date) => {
            Err(format!("`{text}` holds no day; write it as 2026-12-01, or `none`"))
        }
        (_, Expects::Choice) => choice(&question.choices, text),
        (_, Expects::People) => parts(text, person).map(Value::People),
        (_, Expects::External) => parts(text, external).map(Value::External),
    }
}

fn team(text: &str) -> Result<Value, String> {
    let number = first_number(text).and_then(whole).filter(|people| *people > 0);
    number
        .map(Value::Whole)
        .ok_or_else(|| format!("`{text}` is no number of people between 1 and 1000"))
}

fn number(read: Option<f64>, low: f64, high: f64) -> Result<f64, String> {
    let number = read.ok_or_else(|| "a number is expected".to_owned())?;
    if (low..=high).contains(&number) {
        return Ok(number);
    }
    Err(format!("{number} is not between {low} and {high}"))
}

/// One of the choices, by its number or by the words it begins with.
fn choice(choices: &[String], text: &str) -> Result<Value, String> {
    let by_number =
        text.parse::<usize>().ok().and_then(|number| choices.get(number.wrapping_sub(1)));
    let lower = text.to_lowercase();
    let mut by_words = choices.iter().filter(|choice| choice.to_lowercase().starts_with(&lower));
    let found = by_number.or_else(|| by_words.next().filter(|_| by_words.next().is_none()));
    found
        .map(|choice| Value::Text(choice.clone()))
        .ok_or_else(|| format!("`{text}` is none of: {}", choices.join(", ")))
}

fn parts<T>(text: &str, read: fn(&str) -> Result<T, String>) -> Result<Vec<T>, String> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(read).collect()
}

/// `Ana 32 h: migration, repository`: hours and kinds of tasks may be left out.
fn person(text: &str) -> Result<Person, String> {
    let (who, skills) = text.split_once(':').unwrap_or((text, ""));
    let skills = skills.split(',').map(|skill| skill.trim().to_lowercase());
    let skills: Vec<String> = skills.filter(|skill| !skill.is_empty()).collect();
    if let Some(wrong) = skills.iter().find(|skill| task_kind(skill).is_none()) {
        return Err(format!(
            "`{wrong}` is no kind of task (migration, endpoint, testing, …); people are written as \
             `Ana 32 h: migration, repository; Bruno`"
        ));
    }
    let (name, hours) = match who.split_once(|letter: char| letter.is_ascii_digit()) {
        Some((name, _)) => (name.trim(), first_number(who)),
        None => (who.trim(), None),
    };
    if name.is_empty() {
        return Err(format!("`{text}` has no name in front"));
    }
    let hours_per_week = hours.map(|hours| number(Some(hours), 0.5, 168.0)).transpose()?;
    Ok(Person { name: name.to_owned(), hours_per_week, skills, ..Person::default() })
}

/// `Ledger API v2 by 2026-12-10`: the day may be left out.
fn external(text: &str) -> Result<External, String> {
    let ready = Day::find(text).map(|day| day.to_string());
    let what = match &ready {
        Some(day) => text.split(day.as_str()).next().unwrap_or_default(),
        None => text,
    };
    // The blank in front lets a line without a name be seen as one.
    let what = format!(" {}", what.trim().trim_end_matches([',', ':', '=', '(']).trim());
    let what = what.as_str();
    let what = what.strip_suffix(" by").or_else(|| what.strip_suffix(" on")).unwrap_or(what).trim();
    if what.is_empty() {
        return Err(format!("`{text}` does not say what is waited for"));
    }
    Ok(External { what: what.to_owned(), ready, holds: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(expects: Expects, sets: &str) -> OpenQuestion {
        let choices = vec!["rolling".into(), "blue-green".into()];
        OpenQuestion { expects, sets: sets.into(), choices, ..OpenQuestion::default() }
    }

    #[track_caller]
    fn text(expects: Expects, typed: &str, expected: &str) {
        let read = read(&question(expects, ""), typed);
        assert_eq!(read, Ok(Value::Text(expected.into())));
    }

    #[test]
    fn typed_answers_are_read_as_what_they_are() {
        assert_eq!(read(&question(Expects::Number, "team"), "3 people"), Ok(Value::Whole(3)));
        assert_eq!(read(&question(Expects::Number, "focus"), "70 %"), Ok(Value::Number(0.7)));
        text(Expects::Date, "2026-12-18, the contract says so", "2026-12-18, the contract says so");
        text(Expects::Date, "None", "none");
        text(Expects::Choice, "2", "blue-green");
        text(Expects::Choice, "Roll", "rolling");
    }

    #[test]
    fn people_and_what_others_bring_are_read_from_a_line() {
        let typed = "Ana Lima 32 h: migration, Repository; Bruno";
        let Ok(Value::People(people)) = read(&question(Expects::People, "people"), typed) else {
            unreachable!("people");
        };
        assert_eq!((people[0].name.as_str(), people[0].hours_per_week), ("Ana Lima", Some(32.0)));
        assert_eq!(people[0].skills, ["migration", "repository"]);
        assert_eq!((people[1].name.as_str(), people[1].hours_per_week), ("Bruno", None));
        let typed = "Ledger API v2 by 2026-12-10; a review";
        let Ok(Value::External(all)) = read(&question(Expects::External, "external"), typed) else {
            unreachable!("external");
        };
        assert_eq!(
            (all[0].what.as_str(), all[0].ready.as_deref()),
            ("Ledger API v2", Some("2026-12-10"))
        );
        assert_eq!((all[1].what.as_str(), all[1].ready.as_deref()), ("a review", None));
    }

    #[test]
    fn what_is_not_expected_is_refused() {
        let cases = [
            (Expects::Number, "team", "a few"),
            (Expects::Number, "team", "2.5"),
            (Expects::Number, "hours_per_week", "400"),
            (Expects::Date, "start", "2026-12-01 or so"),
            (Expects::Date, "", "next summer"),
            (Expects::Choice, "", "big bang"),
            (Expects::People, "people", "Ana: sql"),
            (Expects::People, "people", "32 h"),
            (Expects::External, "external", "by 2026-12-10"),
        ];
        for (expects, sets, typed) in cases {
            assert!(read(&question(expects, sets), typed).is_err(), "{typed}");
        }
    }
}
