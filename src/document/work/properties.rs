//! What a document says of itself: front matter, the table at its top, labelled lines before its first
//! item.

use std::collections::BTreeMap;

use super::{dates, draft::Reading, hours, marks};
use crate::document::words;

/// Longest value that is kept; a longer one is prose.
const LONGEST: usize = 240;

/// Reads front matter: keys at its outer level, lists joined by commas.
pub(super) fn front_matter(yaml: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut last: Option<String> = None;
    for line in yaml.lines() {
        let item = line.trim_start().strip_prefix("- ").map(|item| unquoted(item.trim()));
        match (line.split_once(':').filter(|_| !line.starts_with([' ', '\t', '#', '-'])), item) {
            (Some((name, value)), _) => {
                let name = key(name);
                if !value.trim().is_empty() && !name.is_empty() {
                    found.insert(name.clone(), unquoted(value.trim()).to_owned());
                }
                last = Some(name);
            }
            (None, Some(item)) => {
                if let Some(name) = &last {
                    let list: &mut String = found.entry(name.clone()).or_default();
                    list.push_str(if list.is_empty() { "" } else { ", " });
                    list.push_str(item);
                }
            }
            _ => {}
        }
    }
    found
}

fn unquoted(value: &str) -> &str {
    let value = value.split(" #").next().unwrap_or(value).trim();
    value.trim_matches(['"', '\''])
}

/// A name as a key: `Total estimate` → `total_estimate`.
pub(super) fn key(name: &str) -> String {
    words::key(name).trim().replace(' ', "_")
}

/// Notes a property; the first that names it counts.
pub(super) fn note(reading: &mut Reading, name: &str, raw: &str) {
    let name = key(&marks::plain(name));
    let value = marks::plain(raw);
    let letter = name.chars().count() < 2;
    let short = !letter && value.chars().count() <= LONGEST && name.split('_').count() <= 8;
    if name.is_empty() || value.is_empty() || !short {
        return;
    }
    reading.properties.entry(name).or_insert(value);
}

/// Draws days, hours and the subject from the properties.
pub(super) fn settle(reading: &mut Reading) {
    let days = |words: &[&str]| {
        let named = |key: &str| words.iter().any(|word| words::has(&words::key(key), word));
        reading.properties.iter().filter(|(key, _)| named(key)).find_map(|(_, v)| dates::day(v))
    };
    let starts = days(&["start date", "start", "starts", "inicio", "data de inicio"]);
    let ends = days(&[
        "baseline end date",
        "end date",
        "target end date",
        "fim",
        "deadline",
        "due date",
        "target date",
    ]);
    let stated = reading.properties.iter().find_map(|(name, value)| {
        let name = words::key(name);
        let total = words::has_any(&name, &["total", "sum", "soma"]);
        let amount = words::has_any(
            &name,
            &["estimate", "effort", "hours", "estimativa", "horas", "esforco"],
        );
        let bare = words::has_any(&name, &["hours", "horas"]);
        if total && amount { hours::hours(value, bare).map(|hours| hours.likely) } else { None }
    });
    reading.starts = reading.starts.take().or(starts);
    reading.ends = reading.ends.take().or(ends);
    reading.stated_hours = reading.stated_hours.or(stated);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_read_at_its_outer_level() {
        let found = front_matter(
            "feature: \"limits\"\ngate: 3 # third\nteam:\n  size: 2\ndocs:\n  - a.md\n  - b.md\n",
        );
        let found: Vec<_> = found.iter().map(|(key, value)| (&**key, &**value)).collect();
        assert_eq!(found, [("docs", "a.md, b.md"), ("feature", "limits"), ("gate", "3")]);
    }

    #[test]
    fn days_and_hours_come_from_properties() {
        let mut reading = Reading::default();
        note(&mut reading, "Total estimate", "**60 AI-agent-hours** across 10 tasks");
        note(&mut reading, "Start date", "2026-04-20 (Mon)");
        settle(&mut reading);
        assert_eq!(reading.stated_hours, Some(60.0));
        assert_eq!(reading.starts.as_deref(), Some("2026-04-20"));
    }
}
