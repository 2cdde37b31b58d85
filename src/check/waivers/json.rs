//! Remarks in the objects of JSON: a text, or a list of them, under `_groundplan_allow`. They are about the
//! whole object.

use super::{Remark, Scope, grammar};
use crate::model::{JsonKind, JsonValue};

/// The key of a remark.
const KEY: &str = "/_groundplan_allow";

/// The remarks among the values of a text.
pub(super) fn remarks(values: &[JsonValue]) -> Vec<Remark> {
    let texts = values.iter().filter(|value| value.kind == JsonKind::Text);
    let remark = |value: &JsonValue| {
        let (object, _) = value.pointer.rsplit_once(KEY).filter(|(_, rest)| is_own(rest))?;
        let around = values.iter().find(|value| value.pointer == object)?;
        let (names, reason) = grammar::read(&value.text);
        let scope =
            if object.is_empty() { Scope::Plan } else { Scope::Within(around.place.clone()) };
        Some(Remark { place: value.place.clone(), removal: None, names, reason, scope })
    };
    texts.filter_map(remark).collect()
}

/// Whether the rest of a pointer says the text itself or a member of its list.
fn is_own(rest: &str) -> bool {
    let member = rest.strip_prefix('/');
    rest.is_empty()
        || member.is_some_and(|number| number.chars().all(|digit| digit.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Place;

    fn value(pointer: &str, kind: JsonKind, line: u32, text: &str) -> JsonValue {
        let place = Place { line, end_line: line + 3, ..Place::default() };
        JsonValue { pointer: pointer.into(), place, text: text.into(), kind }
    }

    #[test]
    fn a_remark_is_about_its_object() {
        let values = [
            value("", JsonKind::Object, 1, ""),
            value("/_groundplan_allow", JsonKind::Text, 2, "a.b because x"),
            value("/steps", JsonKind::List, 3, ""),
            value("/steps/0", JsonKind::Object, 4, ""),
            value("/steps/0/_groundplan_allow", JsonKind::List, 5, ""),
            value("/steps/0/_groundplan_allow/0", JsonKind::Text, 6, "c.d because y"),
            value("/steps/0/_groundplan_allowed", JsonKind::Text, 7, "c.d because y"),
        ];
        let found = remarks(&values);
        assert_eq!(found.len(), 2);
        assert_eq!((&found[0].scope, &*found[0].reason), (&Scope::Plan, "x"));
        assert_eq!(found[1].scope, Scope::Within(values[3].place.clone()));
        assert_eq!(found[1].names, ["c.d"]);
    }
}
