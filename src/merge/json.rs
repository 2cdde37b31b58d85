//! Merging JSON value by value: keys of objects by name, elements of lists by what they are known by.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::{Labels, Merged, Sides, order::weave};

/// Keys by which an object in a list is known, the first that it has.
const KEYS: [&str; 5] = ["id", "key", "name", "path", "number"];

/// Stands for a conflict until the value is text; no document holds such a text.
const CONFLICT: &str = "\u{1}conflict ";

/// Merges JSON as [`super::markdown`] merges Markdown; a conflict stands in markers around whole lines, so
/// that the text is no JSON until somebody has settled it.
///
/// # Errors
/// When a side is no JSON.
pub fn json(sides: Sides<'_>, labels: &Labels<'_>) -> serde_json::Result<Merged> {
    let read = |text: &str| serde_json::from_str::<Value>(text);
    let (base, ours, theirs) = (read(sides.base)?, read(sides.ours)?, read(sides.theirs)?);
    let mut merger = Merger { conflicts: Vec::new(), revived: BTreeSet::new(), labels: *labels };
    let value = merger.value(Some(&base), &ours, &theirs);
    let text = if value == ours {
        sides.ours.to_owned()
    } else if value == theirs {
        sides.theirs.to_owned()
    } else {
        merger.show(&serde_json::to_string_pretty(&value)?)
    };
    Ok(Merged {
        text,
        conflicts: merger.conflicts.len(),
        revived: merger.revived.into_iter().collect(),
        deleted: Vec::new(),
    })
}

struct Merger<'a> {
    conflicts: Vec<(Value, Value)>,
    revived: BTreeSet<String>,
    labels: Labels<'a>,
}

impl Merger<'_> {
    fn value(&mut self, base: Option<&Value>, ours: &Value, theirs: &Value) -> Value {
        if ours == theirs || base == Some(theirs) {
            return ours.clone();
        }
        if base == Some(ours) {
            return theirs.clone();
        }
        match (ours, theirs) {
            (Value::Object(ours), Value::Object(theirs)) => {
                let base = base.and_then(Value::as_object);
                let base = base.map(named).unwrap_or_default();
                let members = self.members(&base, &named(ours), &named(theirs));
                Value::Object(members.into_iter().collect::<Map<_, _>>())
            }
            (Value::Array(ours), Value::Array(theirs)) => {
                let base = base.and_then(Value::as_array);
                let base = base.map(|base| keyed(base)).unwrap_or_default();
                let members = self.members(&base, &keyed(ours), &keyed(theirs));
                Value::Array(members.into_iter().map(|(_, value)| value).collect())
            }
            _ => {
                self.conflicts.push((ours.clone(), theirs.clone()));
                Value::String(format!("{CONFLICT}{}", self.conflicts.len()))
            }
        }
    }

    fn members(
        &mut self,
        base: &Members<'_>,
        ours: &Members<'_>,
        theirs: &Members<'_>,
    ) -> Vec<(String, Value)> {
        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        for (key, _) in base.iter().chain(ours).chain(theirs) {
            let next = names.len();
            names.entry(key).or_insert(next);
        }
        let of = |side: &Members<'_>, key: &str| {
            side.iter().find(|(known, _)| known == key).map(|(_, value)| (*value).clone())
        };
        let mut found: BTreeMap<usize, (String, Value)> = BTreeMap::new();
        let mut extra = BTreeSet::new();
        for (key, name) in &names {
            let sides = (of(base, key), of(ours, key), of(theirs, key));
            let value = match sides {
                (old, Some(mine), Some(new)) => self.value(old.as_ref(), &mine, &new),
                (None, None, Some(new)) => new,
                (Some(_), None, Some(new)) if self.labels.revived.contains(*key) => {
                    self.revived.insert((*key).to_owned());
                    new
                }
                (old, Some(mine), None) if old.as_ref() != Some(&mine) => {
                    extra.insert(*name);
                    mine
                }
                _ => continue,
            };
            found.insert(*name, ((*key).to_owned(), value));
        }
        let order = |side: &Members<'_>| -> Vec<usize> {
            side.iter().filter_map(|(key, _)| names.get(key.as_str()).copied()).collect()
        };
        let placed: Vec<usize> =
            order(theirs).into_iter().filter(|name| found.contains_key(name)).collect();
        let order = weave(&order(base), &order(ours), &placed, &extra);
        order.iter().filter_map(|name| found.remove(name)).collect()
    }

    /// Puts markers around the lines of conflicts.
    fn show(&self, text: &str) -> String {
        let mark = serde_json::to_string(CONFLICT).unwrap_or_default();
        let mark = mark.trim_end_matches('"');
        let mut shown = String::with_capacity(text.len());
        for line in text.lines() {
            let parts = line.split_once(mark).and_then(|(before, rest)| {
                let (number, after) = rest.split_once('"')?;
                let at = number.parse::<usize>().ok()?.checked_sub(1)?;
                Some((before, self.conflicts.get(at)?, after))
            });
            let Some((before, (ours, theirs), after)) = parts else {
                shown.extend([line, "\n"]);
                continue;
            };
            let Labels { ours: mine, theirs: new, .. } = self.labels;
            let (ours, theirs) = (side(before, ours, after), side(before, theirs, after));
            shown.extend([
                "<<<<<<< ",
                mine,
                "\n",
                &ours,
                "=======\n",
                &theirs,
                ">>>>>>> ",
                new,
                "\n",
            ]);
        }
        shown
    }
}

/// One side of a conflict, as the lines that it would be.
fn side(before: &str, value: &Value, after: &str) -> String {
    let indent: String = before.chars().take_while(|letter| *letter == ' ').collect();
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    format!("{before}{}{after}\n", text.replace('\n', &format!("\n{indent}")))
}

/// Members of an object or list with what they are known by.
type Members<'a> = Vec<(String, &'a Value)>;

fn named(object: &Map<String, Value>) -> Members<'_> {
    object.iter().map(|(key, value)| (key.clone(), value)).collect()
}

/// Elements of a list: objects by their identifier, others by their text; what comes again by its count.
fn keyed(list: &[Value]) -> Members<'_> {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let key = |value: &Value| {
        let id = KEYS.iter().find_map(|key| match value.get(key)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        });
        id.unwrap_or_else(|| value.to_string())
    };
    let mut members = Vec::with_capacity(list.len());
    for value in list {
        let key = key(value);
        let count = seen.entry(key.clone()).or_default();
        members.push((if *count == 0 { key } else { format!("{key}\u{1}{count}") }, value));
        *count += 1;
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sides: [&str; 3], expected: &str, conflicts: usize) {
        let revived = BTreeSet::new();
        let labels = Labels { ours: "mine", theirs: "new", revived: &revived };
        let [base, ours, theirs] = sides;
        let merged = json(Sides { base, ours, theirs }, &labels).unwrap();
        let text: String = if conflicts == 0 {
            merged.text.split_whitespace().collect()
        } else {
            merged.text.clone()
        };
        assert_eq!((text.as_str(), merged.conflicts), (expected, conflicts));
    }

    #[test]
    fn elements_are_known_by_their_identifier() {
        check(
            [
                r#"{"tasks":[{"id":"T1","h":3},{"id":"T2","h":4}]}"#,
                r#"{"tasks":[{"id":"T2","h":4,"who":"Ada"},{"id":"T9","h":1},{"id":"T1","h":3}]}"#,
                r#"{"tasks":[{"id":"T1","h":2},{"id":"T2","h":5},{"id":"T3","h":1}]}"#,
            ],
            r#"{"tasks":[{"id":"T2","h":5,"who":"Ada"},{"id":"T9","h":1},{"id":"T1","h":2},{"id":"T3","h":1}]}"#,
            0,
        );
        check(["[1,2,2]", "[1,2,2,7]", "[2,2,3]"], "[2,2,7,3]", 0);
        check([r#"{"a":1,"b":2}"#, r#"{"b":2}"#, r#"{"a":5,"b":3}"#], r#"{"b":3}"#, 0);
        check([r#"{"a":1,"b":2}"#, r#"{"a":1,"b":9}"#, r#"{"a":1}"#], r#"{"a":1,"b":9}"#, 0);
    }

    #[test]
    fn a_conflict_is_shown_line_by_line() {
        check(
            [r#"{"a":1,"b":0}"#, r#"{"a":2,"b":0}"#, r#"{"a":[3],"b":0}"#],
            "{\n<<<<<<< mine\n  \"a\": 2,\n=======\n  \"a\": [\n    3\n  ],\n>>>>>>> new\n  \"b\": 0\n}\n",
            1,
        );
    }
}
