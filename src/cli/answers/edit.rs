//! An answer put into the text of `answers.toml`; everything around it stays as people wrote it.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, TableLike, Value as Toml, value};

use super::Value;
use crate::model::{External, OpenQuestion, Person};

/// First lines of a new file.
const HEAD: &str = "# Answers of people for groundplan. Edit them here, or let `groundplan questions --answer` ask.\n";

/// The text with the answer: in the setting that the question fills, else under its identifier in `[answers]`.
///
/// # Errors
/// When the text is no TOML, or keeps people in a form that cannot be added to.
pub(super) fn with(text: &str, question: &OpenQuestion, answer: &Value) -> Result<String, String> {
    let head = if text.trim().is_empty() { HEAD } else { "" };
    let mut document: DocumentMut = text.parse().map_err(|_| "it is no TOML".to_owned())?;
    let sets = question.sets.as_str();
    match answer {
        Value::People(people) => {
            // The list says how many they are.
            document.remove("team");
            let names: Vec<&str> = people.iter().map(|one| one.name.as_str()).collect();
            let tables = tables(&mut document, sets)?;
            keep_only(tables, "name", &names);
            for one in people {
                if let Some(row) = row(tables, "name", &one.name) {
                    person(row, one);
                }
            }
        }
        Value::External(all) => {
            let names: Vec<&str> = all.iter().map(|one| one.what.as_str()).collect();
            let tables = tables(&mut document, sets)?;
            keep_only(tables, "what", &names);
            for one in all {
                if let Some(row) = row(tables, "what", &one.what) {
                    external(row, one);
                }
            }
        }
        Value::Whole(number) => put(&mut document, question, Toml::from(i64::from(*number)))?,
        Value::Number(number) => put(&mut document, question, Toml::from(*number))?,
        Value::Text(text) => put(&mut document, question, Toml::from(text.as_str()))?,
    }
    Ok(format!("{head}{document}"))
}

/// Sets a value where the question wants it, the question as a comment above it when it is new.
fn put(document: &mut DocumentMut, question: &OpenQuestion, new: Toml) -> Result<(), String> {
    let (table, key): (&mut dyn TableLike, &str) = if question.sets.is_empty() {
        let answers = document.entry("answers").or_insert_with(|| Item::Table(Table::new()));
        (answers.as_table_like_mut().ok_or("`answers` is no table")?, &question.id)
    } else {
        (document.as_table_mut(), &question.sets)
    };
    let is_new = !table.contains_key(key);
    replace(table.entry(key).or_insert(Item::None), new);
    if is_new && let Some(mut key) = table.key_mut(key) {
        key.leaf_decor_mut().set_prefix(comment(&question.text));
    }
    Ok(())
}

fn comment(text: &str) -> String {
    format!("\n# {}\n", text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Puts a value in place of another, whose comment behind it stays.
fn replace(item: &mut Item, mut new: Toml) {
    if let Some(old) = item.as_value() {
        *new.decor_mut() = old.decor().clone();
    }
    *item = Item::Value(new);
}

/// The list of tables under a key, made when there is none.
fn tables<'a>(document: &'a mut DocumentMut, key: &str) -> Result<&'a mut ArrayOfTables, String> {
    let item = document.entry(key).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    item.as_array_of_tables_mut()
        .ok_or_else(|| format!("`{key}` is written in one line; write it as [[{key}]] first"))
}

/// Removes the rows of others.
fn keep_only(tables: &mut ArrayOfTables, key: &str, names: &[&str]) {
    tables.retain(|table| {
        let name = table.get(key).and_then(Item::as_str);
        name.is_some_and(|name| names.contains(&name))
    });
}

/// The row of a name, made when there is none.
fn row<'a>(tables: &'a mut ArrayOfTables, key: &str, name: &str) -> Option<&'a mut Table> {
    let is_it = |table: &Table| table.get(key).and_then(Item::as_str) == Some(name);
    let found = tables.iter().position(is_it);
    let position = found.unwrap_or_else(|| {
        let mut table = Table::new();
        table.insert(key, value(name));
        tables.push(table);
        tables.len() - 1
    });
    tables.get_mut(position)
}

fn person(row: &mut Table, person: &Person) {
    if let Some(hours) = person.hours_per_week {
        replace(row.entry("hours_per_week").or_insert(Item::None), Toml::from(hours));
    }
    if !person.skills.is_empty() {
        let skills: toml_edit::Array = person.skills.iter().map(String::as_str).collect();
        replace(row.entry("skills").or_insert(Item::None), Toml::from(skills));
    }
}

fn external(row: &mut Table, external: &External) {
    if let Some(ready) = &external.ready {
        replace(row.entry("ready").or_insert(Item::None), Toml::from(ready.as_str()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(id: &str, sets: &str) -> OpenQuestion {
        OpenQuestion {
            id: id.into(),
            text: format!("What of {id}?"),
            sets: sets.into(),
            ..OpenQuestion::default()
        }
    }

    #[track_caller]
    fn check(text: &str, question: &OpenQuestion, answer: &Value, expected: &str) {
        assert_eq!(with(text, question, answer).unwrap(), expected);
    }

    #[test]
    fn a_new_answer_stands_under_its_question() {
        check(
            "",
            &question("Q-A", ""),
            &Value::Text("yes \"so\"".into()),
            &format!("{HEAD}[answers]\n\n# What of Q-A?\nQ-A = 'yes \"so\"'\n"),
        );
    }

    #[test]
    fn what_people_wrote_around_it_stays() {
        let text = "# ours\nteam = 2 # for now\n\n[answers]\n# why\nQ-OTHER = \"kept\"\nQ-A = \"no\" # doubt\n\n# end\n";
        check(text, &question("Q-T", "team"), &Value::Whole(3), &text.replace("= 2", "= 3"));
        let answer = Value::Text("yes".into());
        check(text, &question("Q-A", ""), &answer, &text.replace("\"no\"", "\"yes\""));
    }

    #[test]
    fn people_keep_their_days() {
        let text = "team = 1\n\n[[people]]\nname = \"Ana\" # lead\nfrom = \"2026-12-01\"\n";
        let ana = Person { name: "Ana".into(), hours_per_week: Some(32.0), ..Person::default() };
        let bruno = Person { name: "Bruno".into(), ..Person::default() };
        check(
            text,
            &question("Q-P", "people"),
            &Value::People(vec![ana, bruno]),
            "\n[[people]]\nname = \"Ana\" # lead\nfrom = \"2026-12-01\"\nhours_per_week = 32.0\n\n[[people]]\nname = \"Bruno\"\n",
        );
    }

    proptest::proptest! {
        #[test]
        fn what_is_kept_is_what_was_typed_and_nothing_else_changes(typed in ".{0,40}", again in ".{0,40}") {
            let text = "# ours\nteam = 2 # for now\n\n[answers]\nQ-OTHER = \"kept\" # why\n";
            let asked = question("Q-A", "");
            let once = with(text, &asked, &Value::Text(typed)).unwrap();
            let twice = with(&once, &asked, &Value::Text(again.clone())).unwrap();
            let read: toml::Table = twice.parse().unwrap();
            proptest::prop_assert_eq!(read["answers"]["Q-A"].as_str(), Some(again.as_str()));
            for line in text.lines() {
                proptest::prop_assert!(twice.contains(line), "{} is gone", line);
            }
        }
    }
}
